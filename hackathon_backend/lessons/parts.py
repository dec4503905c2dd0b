"""A part of a lesson, read as a lesson of its own: the sections from one heading to another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..errors import NotFound
from .lesson import Lesson
from .markdown.block import Block


@dataclass(frozen=True)
class LessonPart:
    """The sections from `start` to before `end`, counted from 0, under a `title`. `heading` is that of the first one,
    by which it is found if the lesson has got sections before it since.
    """

    start: int
    end: int
    heading: str
    title: str


def sections_in(lesson: Lesson) -> list[tuple[Block, ...]]:
    """The lesson in sections, each of which begins with its heading; the first one need not have any."""
    found: list[list[Block]] = []
    for block in lesson.blocks:
        if block.kind == "heading" or not found:
            found.append([])
        found[-1].append(block)
    return [tuple(blocks) for blocks in found]


def part_of(lesson: Lesson, part: LessonPart) -> Lesson:
    """The lesson as if it had that part alone. Raises `NotFound` if the part is not in it any more."""
    sections = sections_in(lesson)
    start = _start(sections, part)
    end = start + part.end - part.start
    if end > len(sections):
        raise _gone(part)
    blocks = tuple(block for section in sections[start:end] for block in section)
    text = "\n\n".join(block.source or block.text for block in blocks)
    whole = part.end - part.start == len(sections)
    return replace(
        lesson, title=part.title or lesson.title, text=text, blocks=blocks, summary=lesson.summary if whole else ""
    )


def _start(sections: list[tuple[Block, ...]], part: LessonPart) -> int:
    if part.start < len(sections) and heading_of(sections[part.start]) == part.heading:
        return part.start
    places = [place for place, section in enumerate(sections) if heading_of(section) == part.heading]
    if len(places) != 1:
        raise _gone(part)
    return places[0]


def heading_of(section: tuple[Block, ...]) -> str:
    """The heading that a section stands under; "" for what stands above the first one."""
    return section[0].section


def _gone(part: LessonPart) -> NotFound:
    return NotFound(f"The lesson has no part “{part.heading[:80]}” any more.", param="part")
