"""The lessons of the library as HTML."""

from __future__ import annotations

from ..lessons import Lesson, Library
from .rendering import to_html

_WARM = 20
"""Lessons that are rendered ahead."""


def lesson_html(lesson: Lesson) -> str:
    """The text of a lesson of the library, which whoever runs this server has chosen."""
    # Relative to the page, so that it holds behind a proxy that adds a prefix.
    pictures = f"lessons/{lesson.id}/pictures/" if lesson.folder else ""
    return to_html(lesson.text, top=3, language=lesson.language, without_title=lesson.title, pictures=pictures)


def warm_up(library: Library) -> None:
    """Render the first lessons of the list: loading the fonts of formulas takes longer than a reader waits."""
    for lesson in library.lessons[:_WARM]:
        lesson_html(lesson)
