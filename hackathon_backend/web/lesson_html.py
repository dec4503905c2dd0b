"""The lessons of the library as HTML."""

from __future__ import annotations

import json

from ..errors import NotFound
from ..lessons import Lesson, Library
from ..storyboard.reading.figure import read_figure
from .rendering import to_html

_WARM = 20
"""Lessons that are rendered ahead."""


def lesson_html(lesson: Lesson) -> str:
    """The text of a lesson of the library, which whoever runs this server has chosen."""
    # Relative to the page, so that it holds behind a proxy that adds a prefix.
    pictures = f"lessons/{lesson.id}/pictures/" if lesson.folder else ""
    return to_html(
        lesson.text,
        top=3,
        language=lesson.language,
        without_title=lesson.title,
        pictures=pictures,
        figures=f"lessons/{lesson.id}/figures/",
    )


def figure_board(lesson: Lesson, number: int) -> str:
    """The figure of that number in a lesson, counted from 1, as a storyboard in JSON. Raises `NotFound`."""
    blocks = [block for block in lesson.blocks if block.kind == "figure"]
    figure = read_figure(blocks[number - 1].info, blocks[number - 1].text) if 0 < number <= len(blocks) else None
    if figure is None:
        raise NotFound("There is no such figure here.")
    scene = {"heading": blocks[number - 1].section or lesson.title} | figure.fields
    return json.dumps({"title": lesson.title, "language": lesson.language, "scenes": [scene]}, default=str)


def warm_up(library: Library) -> None:
    """Render the first lessons of the list: loading the fonts of formulas takes longer than a reader waits."""
    for lesson in library.lessons[:_WARM]:
        lesson_html(lesson)
