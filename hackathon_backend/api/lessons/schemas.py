"""What is told of lessons."""

from __future__ import annotations

from pydantic import BaseModel


class Section(BaseModel):
    """A lesson in a list."""

    id: str
    title: str
    summary: str
    language: str


class LessonList(BaseModel):
    """All lessons, by title."""

    lessons: list[Section]


class LessonText(Section):
    """A lesson with its text in Markdown."""

    text: str
