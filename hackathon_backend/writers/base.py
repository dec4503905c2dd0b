"""What every writer is, and what it writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from ..lessons import Lesson, Library
from ..storyboard import Storyboard
from ..storyboard.fields import Fields
from .drafts import UNKEPT, DraftKeeper, PlannedScene

PROMPT_LIMIT = 500
"""Characters of a visual prompt, at most."""


@dataclass(frozen=True)
class Request:
    """What a student asked for, as a writer needs to know it.

    `topic` is the message without the words that ask for a video ("React hooks"; empty for "make a video of this").
    `lesson` is the one that is being read, if any. `speech_seconds` bounds the narration; it may take up to
    `most_seconds` if a lesson is told as a whole then (0: no longer than `speech_seconds`). `history` is the
    conversation so far, oldest first, as ("student" | "assistant", text). `level` is whom it is for ("8 year olds"),
    if said. `size` is that of the frame in pixels. `library` has the lessons that whoever asks can choose from; None
    stands for those of the server.
    """

    message: str
    topic: str
    language: str
    lesson: Lesson | None = None
    speech_seconds: float = 60.0
    most_seconds: float = 0.0
    storyboard: bool = True
    style: str | None = None
    history: tuple[tuple[str, str], ...] = ()
    level: str | None = None
    size: tuple[int, int] = (1280, 720)
    library: Library | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Brief:
    """What is to be made. `visual_prompt` says what to show, in at most PROMPT_LIMIT characters; `takeaways` are
    exactly three; `storyboard` is a `Storyboard` as JSON, if one was asked for, and `outline` the plan that it was
    written from, if there was one.
    """

    title: str = ""
    visual_prompt: str = ""
    narration: str = ""
    takeaways: tuple[str, str, str] = ("", "", "")
    storyboard: Fields | None = None
    lesson_id: str | None = None
    writer: str = ""
    language: str = "en"
    notes: tuple[str, ...] = ()
    outline: tuple[PlannedScene, ...] = ()


NO_BRIEF = Brief()
"""For a video of which nothing is written yet."""


@dataclass(frozen=True)
class Answer:
    """A text answer in Markdown. `sources` are {"lessonId", "title", "section"}; `covered` is False if no lesson says
    anything about the question and no language model answered in its stead, and `reason` is then "no_lesson" if there
    is no lesson to answer from at all. `suggestions` are messages that the student could send next.
    """

    content: str
    sources: tuple[dict[str, str], ...]
    writer: str
    covered: bool = True
    suggestions: tuple[str, ...] = ()
    reason: str = ""


class Writer(Protocol):
    """Makes briefs and answers; raises only `WriterError`s."""

    name: str

    def check(self, request: Request) -> None:
        """Raise `NoLesson` if a brief of the request could not be written for want of anything to make it from."""
        ...

    def brief(self, request: Request, drafts: DraftKeeper = UNKEPT) -> Brief:
        """Write what a video of the request shows and says, from the draft on that was kept, if there is one.

        Raises `NoLesson` if there is nothing to make it from.
        """
        ...

    def shots(self, request: Request, brief: Brief, count: int) -> tuple[str, ...]:
        """What each of `count` clips of the brief shows, one after the other: prompts of at most PROMPT_LIMIT
        characters, in one style.
        """
        ...

    def remake(self, board: Storyboard, instruction: str, *, one_scene: bool) -> Storyboard:
        """The board changed as the instruction says, and only that; `one_scene`: in one of its scenes."""
        ...

    def answer(self, request: Request) -> Answer:
        """Explain in text; never raises `NoLesson`: an answer that says so is an answer."""
        ...
