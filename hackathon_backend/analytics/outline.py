"""What of a film is counted: its scenes and its questions, read from the file of details beside it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import Conflict
from ..films.details import ChapterRow, DetailsFile
from ..jobs import Job, State
from ..storage import Storage, video_stem
from .seconds import within

_FINISHED = 0.9
"""The share of its seconds with which a film counts as watched to the end: who has understood leaves the last words."""
_WATCHED = 0.5
"""The share of its seconds with which a scene counts as watched."""


@dataclass(frozen=True)
class OutlinedScene:
    """A scene, from and to which second of the film."""

    title: str
    start: float
    end: float


@dataclass(frozen=True)
class OutlinedQuestion:
    """A question; `answer` is the index of the right option."""

    question: str
    options: tuple[str, ...]
    answer: int


@dataclass(frozen=True)
class FilmOutline:
    """A film of so many seconds."""

    seconds: float
    scenes: tuple[OutlinedScene, ...]
    questions: tuple[OutlinedQuestion, ...]

    @property
    def whole(self) -> int:
        """All of its seconds, as bits; the rest of a second at its end is not asked for."""
        return (1 << max(1, math.floor(self.seconds))) - 1

    def is_finished(self, seen: int) -> bool:
        """Whether that is as good as all of it."""
        return (seen & self.whole).bit_count() >= _FINISHED * self.whole.bit_count()

    def has_begun(self, scene: int, seen: int) -> bool:
        """Whether something of the scene was seen."""
        return bool(self._of(scene, seen))

    def has_watched(self, scene: int, seen: int) -> bool:
        """Whether at least half of it was seen."""
        return self._of(scene, seen).bit_count() >= _WATCHED * self._of(scene, self.whole).bit_count()

    def has_option(self, question: int, option: int) -> bool:
        """Whether there is such a question with such an option."""
        return 0 <= question < len(self.questions) and 0 <= option < len(self.questions[question].options)

    def is_right(self, question: int, option: int) -> bool:
        """Whether it is the answer."""
        return self.questions[question].answer == option

    def _of(self, scene: int, seen: int) -> int:
        return within(seen, self.scenes[scene].start, self.scenes[scene].end) & self.whole


def outline_of(job: Job, storage: Storage) -> FilmOutline:
    """The outline of a film. Raises `Conflict` if there is none, `StorageAway`."""
    if job.state != State.COMPLETED or job.reply is None or not job.reply.duration_seconds:
        raise Conflict("There is no film to watch yet, or none has come of it.")
    text = storage.text(f"{video_stem(job.id, job.created_at)}.json")
    details: DetailsFile = json.loads(text) if text else {}
    seconds = float(job.reply.duration_seconds)
    return FilmOutline(
        seconds, tuple(_scenes(details, seconds, job.reply.title or "")), tuple(_questions(details))
    )  # fmt: skip


def _scenes(details: DetailsFile, seconds: float, title: str) -> Iterator[OutlinedScene]:
    chapters: list[ChapterRow] = details.get("chapters") or [{"start": 0.0, "title": title}]
    ends = [each["start"] for each in chapters[1:]] + [seconds]
    for chapter, end in zip(chapters, ends, strict=True):
        yield OutlinedScene(chapter["title"] or "", chapter["start"], end)


def _questions(details: DetailsFile) -> Iterator[OutlinedQuestion]:
    for each in details.get("quizzes") or ():
        if 0 <= each["answer"] < len(each["options"]):  # as the player takes them
            yield OutlinedQuestion(each["question"], tuple(each["options"]), each["answer"])
