"""A lesson of somebody's own as others read it, and its ids."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..errors import NotFound
from .models import KeptDocument, OwnLessonRow, Visibility

LessonRow: TypeAlias = dict[str, str]
"""How requests, conversations and jobs name a lesson: {"id"}, {"id", "version"} or {"title", "text"}."""
Origin = Literal["built-in", "own", "shared"]


@dataclass(frozen=True)
class OwnLesson:
    """A lesson in one of its versions. `text` is its Markdown as it was saved, front matter included; `newest` is the
    number of its newest version; `losses` say what of its `document` could not be taken over, `part` which of the
    lessons of that it is, 0 if there is but one. Times are unix seconds.
    """

    id: str
    owner: str
    version: int
    newest: int
    title: str
    language: str
    summary: str
    text: str
    visibility: Visibility
    created_at: float
    updated_at: float
    losses: tuple[str, ...] = ()
    document: KeptDocument | None = None
    part: int = 0


@dataclass(frozen=True)
class LessonCard:
    """A lesson in a list; a built-in one has no owner and no times. `part` counts from 1 those of one `document_id`."""

    id: str
    title: str
    summary: str
    language: str
    origin: Origin
    owner: str = ""
    visibility: Visibility = Visibility.PUBLIC
    updated_at: float | None = None
    hidden: bool = False
    document_id: str | None = None
    part: int = 0
    characters: int = 0


@dataclass(frozen=True)
class SavedVersion:
    """One save of a lesson: when (unix seconds), by which owner, and how long its text was."""

    version: int
    at: float
    by: str
    characters: int


def new_lesson_id() -> str:
    """A fresh id such as "own-1f0c..."; it says nothing about what it names, and can't be guessed."""
    return f"own-{secrets.token_hex(8)}"


def part_id(first: str, part: int) -> str:
    """The id of a part of a document whose first lesson is `first`: the same whoever makes it how often."""
    return first if part == 1 else f"own-{hashlib.sha256(f'{first} {part}'.encode()).hexdigest()[:16]}"


def no_lesson(lesson_id: str) -> NotFound:
    """What is said of a lesson that is not there, and of one that is another's."""
    return NotFound(f"There is no lesson {lesson_id[:80]!r}.", param="lessonId")


def card_of(row: OwnLessonRow, reader: str | None) -> LessonCard:
    """The card of a row, as `reader` sees it."""
    origin: Origin = "own" if reader is None or row.owner == reader else "shared"
    return LessonCard(
        row.id, row.title, row.summary, row.language, origin, row.owner, row.visibility, row.updated_at,
        document_id=row.document_id, part=row.part, characters=row.characters,
    )  # fmt: skip
