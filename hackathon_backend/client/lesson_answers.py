"""What a `LessonClient` gives: lessons, documents on their way, versions, and courses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, Self

from ..errors import ServerRefused

Reader = Literal["private", "class", "public"]
"""Who may read a lesson: those who are named, whoever logs in, everybody."""


class DocumentStatus(StrEnum):
    """Where a document or an address is on its way to become a lesson."""

    QUEUED = "queued"
    FETCHING = "fetching"
    CONVERTING = "converting"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_end(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self in (DocumentStatus.COMPLETED, DocumentStatus.FAILED, DocumentStatus.CANCELLED)


@dataclass(frozen=True)
class ListedLesson:
    """A lesson in a list. `origin` is "own", "shared" or "built-in"; `updated_at` is in UTC, None of built-in ones."""

    id: str
    title: str
    language: str
    origin: str
    visibility: str
    updated_at: str | None
    hidden: bool

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """As the server tells it. Raises `ServerRefused` for what is no lesson."""
        fields = _of(told, "id", "title", "language", "origin", "visibility")
        return cls(**fields, updated_at=told.get("updatedAt"), hidden=bool(told.get("hidden")))


@dataclass(frozen=True)
class ReadLesson(ListedLesson):
    """A lesson with its text in Markdown. `losses` say what of its document could not be taken over."""

    text: str = ""
    version: int = 1
    may_edit: bool = False
    losses: tuple[str, ...] = ()
    document: str | None = None
    """What the document is called that it was made of."""

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """As the server tells it. Raises `ServerRefused` for what is no lesson."""
        listed = ListedLesson.read(told)
        document = told.get("document")
        return cls(
            **vars(listed),
            **_of(told, "text", "version"),
            may_edit=bool(told.get("mayEdit")),
            losses=tuple(map(str, told.get("losses") or ())),
            document=str(document.get("name")) if isinstance(document, Mapping) else None,
        )


@dataclass(frozen=True)
class DocumentImport:
    """A document or an address on its way: `done` of `total` pages, slides or sections, `progress` from 0 to 100.

    `lesson_id` is the lesson that came of it, `error_message` why there is none.
    """

    id: str
    name: str
    status: DocumentStatus
    progress: float
    done: int
    total: int
    lesson_id: str | None
    losses: tuple[str, ...]
    error_message: str | None

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """As the server tells it. Raises `ServerRefused` for what is no import."""
        error, fields = told.get("error"), _of(told, "id", "name", "status", "progress", "done", "total")
        return cls(
            **fields | {"status": DocumentStatus(fields["status"])},
            lesson_id=told.get("lessonId"),
            losses=tuple(map(str, told.get("losses") or ())),
            error_message=str(error.get("message")) if isinstance(error, Mapping) else None,
        )


@dataclass(frozen=True)
class LessonSave:
    """One save of a lesson: when (UTC), by whom (told to those who may edit it), and how many characters it has."""

    version: int
    at: str
    by: str
    characters: int

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """As the server tells it. Raises `ServerRefused` for what is no version."""
        return cls(**_of(told, "version", "at", "by", "characters"))


@dataclass(frozen=True)
class OutlinedFilm:
    """A film of a course: the sections from `start` to before `end`, and its likely length in seconds."""

    title: str
    start: int
    end: int
    seconds: float
    sections: tuple[str, ...]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """As the server tells it. Raises `ServerRefused` for what is no film."""
        return cls(**_of(told, "title", "start", "end", "seconds"), sections=tuple(_of(told, "sections")["sections"]))

    def wanted(self) -> dict[str, str | int]:
        """As it is ordered."""
        return {"title": self.title, "start": self.start, "end": self.end}


def _of(told: Mapping[str, Any], *names: str) -> dict[str, Any]:
    if missing := [name for name in names if name not in told]:
        raise ServerRefused(f"The server has answered without {', '.join(missing)}: it is no Model 7 with lessons.")
    return {name: told[name] for name in names}
