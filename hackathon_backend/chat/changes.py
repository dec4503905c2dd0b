"""Changes of videos that a conversation has: which one is meant, and an order for the new one or why there is none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..errors import ChangeRefused, RequestError
from ..intent.intent import Intent
from ..jobs import Job, JobStore, State, VideoRequest
from ..lessons import Library
from ..model7.remaking import Remaker, board_of
from ..writers.base import Answer
from ..writers.lesson.phrases import listed
from .change_words import asks_for_change, is_bare_change, meant, title_of
from .models import Message
from .phrases import said

_WRITER = "model7"
_PATIENCE = 10.0
"""Seconds for which the brief of a video under way is waited for."""
_LOOK_EVERY = 0.1
_NOTED = 120
"""Characters of the student's words in a note."""


@dataclass(frozen=True)
class ShownVideos:
    """The videos of a conversation, oldest first; `after_text`: the last answer was none of them."""

    videos: tuple[Job, ...] = ()
    after_text: bool = False


@dataclass(frozen=True)
class VideoChanges:
    """Reads requests for changes, and orders them by `remaker`."""

    remaker: Remaker
    store: JobStore

    def wanted(self, message: str, intent: Intent, shown: ShownVideos) -> bool:
        """Whether the rules take `message` for a change of one of the videos, or of one that is missed."""
        voices = self.remaker.voices
        if not shown.videos:
            return not intent.wants_video and is_bare_change(message, voices)
        return asks_for_change(message, intent, shown.videos, voices, after_text=shown.after_text)

    def order(
        self, instruction: str, shown: ShownVideos, language: str, library: Library
    ) -> tuple[VideoRequest, list[str]] | Answer:
        """The order for the video that `instruction` makes of the one that is meant, with the engines that may take
        it, or in `language` why it can't be had. `library` has lessons to make a video of.
        """
        if not shown.videos:
            return _answer(said("no_video", language, example=_example(library)))
        chosen, words = meant(instruction, shown.videos, self.remaker.voices)
        source = self._briefed(chosen)
        title = title_of(source)
        if source.deleted_at is not None:
            return _answer(said("deleted", language, title=title))
        if not self.remaker.is_written(source):
            return _answer(said("not_ready", language, title=title))
        try:
            request, engines = self.remaker.change(source, "remix", words)
        except ChangeRefused as refusal:
            return _refused(refusal, source, words, language)
        except RequestError:
            return _answer(said("fixed", language))
        note = said("changed", language, title=title, words=" ".join(instruction.split())[:_NOTED])
        return request.model_copy(update={"notes": [*request.notes, note]}), engines

    def _briefed(self, job: Job) -> Job:
        """The video as soon as it is known what it shows and says; as it is, if that takes too long."""
        until = time.monotonic() + _PATIENCE
        while not self.remaker.is_written(now := self.store.get(job.id)) and not now.ended and time.monotonic() < until:
            time.sleep(_LOOK_EVERY)
        return now


def _example(library: Library) -> str:
    return next((lesson.title for lesson in library.lessons), "…")


def _refused(refusal: ChangeRefused, source: Job, words: str, language: str) -> Answer:
    if refusal.why == "no_part":
        scenes = board.scenes if (board := board_of(source)) else ()
        parts = listed([f"{number} {scene.chapter}" for number, scene in enumerate(scenes, 1)], language)
        return _answer(said("no_part", language, parts=parts))
    if refusal.why in ("unknown", "scenes"):
        text = said("unknown", language, words=f"“{' '.join(words.split())[:_NOTED]}”", can=said("can", language))
        return replace(_answer(text), suggestions=tuple(said("try_these", language).split("|")))
    return _answer(said(refusal.why, language))


def _answer(text: str) -> Answer:
    return Answer(text, (), _WRITER)


def shown_in(answers: Sequence[tuple[Message, Job | None]]) -> ShownVideos:
    """The videos among a conversation's answers, oldest first; those that came to nothing are left out."""
    videos = [job for _message, job in answers if job is not None and job.state not in (State.FAILED, State.CANCELLED)]
    others = [message for message, job in answers if job is None and not _is_on_changes(message)]
    last = max((message.created_at for message in others), default=0.0)
    since = max((message.created_at for message, job in answers if job in videos), default=0.0)
    return ShownVideos(tuple(videos), after_text=last > since)


def _is_on_changes(message: Message) -> bool:
    """Whether a text only says why a change can't be had."""
    return message.reply is not None and message.reply.writer == _WRITER
