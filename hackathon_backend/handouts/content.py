"""What of a film is handed out: its scenes with what is said in them, what to remember, and what is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import Conflict, Expired, NotFound, StoryboardError
from ..films.casting import in_turns
from ..films.details import DetailsFile, QuizRow
from ..films.sources import place_told
from ..jobs import Job, State
from ..storage import Storage, video_stem
from ..storyboard import Storyboard
from ..storyboard.fields import Fields
from ..writers.base import NO_BRIEF

_ON_PAPER = "whiteboard"
"""The theme of what is printed: ink is dear."""
_APART = frozenset({"quiz", "takeaways"})
"""Kinds of scenes that have sections of their own."""


@dataclass(frozen=True)
class HandoutScene:
    """A scene as it is printed: `index` is its place in the storyboard, None if there is no drawing of it; `source` is
    where it stands in the document that the film was made of, as "Slide 4, Cells.pptx".
    """

    heading: str
    said: str
    index: int | None = None
    source: str = ""


@dataclass(frozen=True)
class HandoutQuestion:
    """A question with its options; `answer` is the index of the right one."""

    question: str
    options: tuple[str, ...]
    answer: int
    reason: str


@dataclass(frozen=True)
class Handout:
    """All that is printed of a film. `storyboard` is what its scenes are drawn of, on white, if it was drawn; `page` is
    where it is watched, `images` the folder of the pictures that it names.
    """

    title: str
    language: str
    seconds: float
    scenes: tuple[HandoutScene, ...]
    takeaways: tuple[str, ...]
    questions: tuple[HandoutQuestion, ...]
    storyboard: Fields | None = None
    page: str | None = None
    images: str | None = None

    @property
    def folder(self) -> Path | None:
        """The folder of its pictures."""
        return Path(self.images) if self.images else None

    def board(self) -> Storyboard | None:
        """The storyboard that its pictures are drawn of."""
        return Storyboard.read(self.storyboard) if self.storyboard else None


def check_finished(job: Job) -> None:
    """Raise `Conflict`, `Expired` or `NotFound` if there is no film to hand out."""
    if not job.ended:
        raise Conflict("The video is still being made: there is something to hand out when it is finished.")
    if job.expired_at is not None:
        raise Expired("This video was removed because it had reached its age limit.")
    if job.state != State.COMPLETED or job.reply is None:
        raise NotFound("There is no video to hand out: it ended with a text.")


def handout_of(job: Job, storage: Storage, *, page: str | None = None, images: Path | None = None) -> Handout:
    """What is handed out of a finished film. Raises as `check_finished`."""
    check_finished(job)
    assert job.reply is not None
    stem, brief = video_stem(job.id, job.created_at), job.brief or NO_BRIEF
    details: DetailsFile = json.loads(storage.text(f"{stem}.json") or "{}")
    board = _board_of(job)
    said = storage.text(f"{stem}.txt") or job.reply.narration or ""
    return Handout(
        title=brief.title or job.reply.title or "",
        language=brief.language,
        seconds=job.reply.duration_seconds or 0.0,
        scenes=tuple(_drawn(board) if board else _told(said)),
        takeaways=tuple(filter(None, details.get("takeaways") or brief.takeaways)),
        questions=tuple(_questions(details.get("quizzes") or ())),
        storyboard=board.model_dump(mode="json") if board else None,
        page=page,
        images=str(images) if images else None,
    )


def is_drawn(job: Job) -> bool:
    """Whether the film was drawn, scene by scene."""
    return bool(job.brief and job.brief.storyboard and job.clip and job.clip.narrated)


def _board_of(job: Job) -> Storyboard | None:
    """The storyboard that the film was drawn of, if it was."""
    kept = job.brief.storyboard if job.brief and is_drawn(job) else None
    if kept is None:
        return None
    try:
        return Storyboard.read({**kept, "theme": _ON_PAPER})
    except StoryboardError:  # of an earlier version
        return None


def _drawn(board: Storyboard) -> Iterator[HandoutScene]:
    for index, scene in enumerate(board.scenes):
        if scene.type not in _APART:
            yield HandoutScene(scene.chapter, in_turns(board, scene), index, place_told(scene, board.language))


def _told(said: str) -> Iterator[HandoutScene]:
    yield from (HandoutScene("", part.strip()) for part in said.split("\n\n") if part.strip())


def _questions(rows: Sequence[QuizRow]) -> Iterator[HandoutQuestion]:
    for row in rows:
        yield HandoutQuestion(row["question"], tuple(row["options"]), row["answer"], row.get("reason") or "")
