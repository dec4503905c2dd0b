"""A lesson as a course: films of a minute to three, a chapter or so each, in which every section is told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from math import isfinite

from ...lessons import Lesson
from ...lessons.documents.headings import is_part_number
from ...lessons.markdown.block import Block
from ...lessons.parts import LessonPart, heading_of, part_of, sections_in
from ...lessons.summary import is_summary
from ..base import Request
from .asked import asked_in
from .beats import speaking_time
from .draft import drafted
from .matter import heading_in, is_apparatus, matter_of
from .whole import TITLE_SECONDS, whole, whole_seconds
from .writer import with_time_for_all

LEAST, MOST = 60.0, 180.0
"""Seconds that a film of a course takes, unless its chapter can't be parted or joined."""
_NO_FILM = 20.0
"""Seconds of what is no film by itself, a title page or a name: it goes with its neighbour, however long that is."""
_MOST_TITLE, _MOST_NAMES, _AND = 60, 2, " · "
"""Characters and headings of a film's title, and what stands between those."""
_MOST_LETTERS = 30
"""Letters that nobody says in a second: a text that is longer than that need not be read to be known as too long."""
_MEASURED = 60_000
"""Characters of a lesson up to which its films are written to know how long they are; what is said tells it within a
tenth, and in a tenth of the time.
"""
_MANY = 60
"""Headings of a lesson from which on the same is done: each would be written by itself and with its neighbour."""
MOST_OF_PART = 1800.0
"""Seconds that a film of a part may take, if it takes so long to tell it: headings are all that parts a lesson."""


@dataclass(frozen=True)
class CourseFilm:
    """One film: its `part` of the lesson, the headings of the sections in it, and its likely length in seconds."""

    part: LessonPart
    sections: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class _SectionRun:
    """Sections one after the other, from `start` to before `end`."""

    start: int
    end: int
    seconds: float


def course_of(lesson: Lesson, most: float = MOST) -> tuple[CourseFilm, ...]:
    """The films of a lesson, in its order, each of at most `most` seconds as far as its headings allow that.

    Short chapters are joined with those after them, long ones parted at their lower headings.
    """
    sections = sections_in(lesson)
    runs = _joined(lesson, sections, _parted(lesson, sections, 0, len(sections), most), most)
    return tuple(_film(lesson, sections, run) for run in runs)


def _parted(
    lesson: Lesson, sections: Sequence[tuple[Block, ...]], start: int, end: int, most: float
) -> list[_SectionRun]:
    """The sections as few runs as can be of which none is too long, parted at their highest headings."""
    seconds = _seconds(lesson, sections, start, end)
    starts = _chapters(sections, start, end)
    # The whole lesson is parted in any case: a chapter is what people look for.
    if (seconds <= most and (start, end) != (0, len(sections))) or len(starts) < 2:
        return [_SectionRun(start, end, seconds)]
    found: list[_SectionRun] = []
    for first, next_ in zip(starts, [*starts[1:], end], strict=True):
        found += _parted(lesson, sections, first, next_, most)
    return found


def _chapters(sections: Sequence[tuple[Block, ...]], start: int, end: int) -> list[int]:
    """Where the chapters begin: at the headings of the highest level that parts these sections."""
    levels = {place: sections[place][0].level for place in range(start + 1, end)}
    if not levels:
        return [start]
    highest = min(levels.values())
    return [start, *(place for place, level in levels.items() if level == highest)]


def _joined(
    lesson: Lesson, sections: Sequence[tuple[Block, ...]], runs: Sequence[_SectionRun], most: float
) -> list[_SectionRun]:
    """The runs with short ones joined to the next, or at the end to the one before."""
    least = min(LEAST, most / 2)
    found: list[_SectionRun] = []
    for run in runs:
        found.append(run)
        if len(found) > 1 and found[-2].seconds < least:
            _join_last(lesson, sections, found, most)
    if len(found) > 1 and found[-1].seconds < least:
        _join_last(lesson, sections, found, most)
    return found


def _join_last(lesson: Lesson, sections: Sequence[tuple[Block, ...]], found: list[_SectionRun], most: float) -> None:
    """Make one of the last two runs, if that is not too long, or if the first of them has headings alone."""
    first, last = found[-2:]
    seconds = round(first.seconds + last.seconds - TITLE_SECONDS, 1)
    if not _is_reckoned(lesson) or not min(first.seconds, last.seconds) or seconds > most:
        seconds = _seconds(lesson, sections, first.start, last.end)
    headings_alone = all(block.kind == "heading" for each in sections[first.start : first.end] for block in each)
    if seconds <= most or headings_alone or min(first.seconds, last.seconds) < _NO_FILM:
        # What is joined to nothing that is told need not be told whole.
        known = seconds if isfinite(seconds) else first.seconds + last.seconds
        found[-2:] = [_SectionRun(first.start, last.end, known)]


def _film(lesson: Lesson, sections: Sequence[tuple[Block, ...]], run: _SectionRun) -> CourseFilm:
    headings = [heading_of(section) or lesson.title for section in sections[run.start : run.end]]
    is_whole = run.end - run.start == len(sections)
    title = (
        ""
        if is_whole and (lesson.title not in headings or _has_title(sections))
        else _title_of(sections, run, [heading_in(lesson, each) for each in headings])
    )
    part = LessonPart(run.start, run.end, heading_of(sections[run.start]), title or lesson.title)
    return CourseFilm(part, tuple(headings), run.seconds)


def _has_title(sections: Sequence[tuple[Block, ...]]) -> bool:
    """Whether a lesson is named by itself: by what stands above its text, or by a heading with nothing below it but
    others of its kind; else the first heading is one of several.
    """
    if sections[0][0].kind != "heading":
        return True
    levels = [section[0].level for section in sections[:2]]
    return len(levels) > 1 and len(sections[0]) == 1 and levels[0] == levels[1]


def _title_of(sections: Sequence[tuple[Block, ...]], run: _SectionRun, headings: Sequence[str]) -> str:
    """The first chapters of a run, those of its highest level that are no summary and have something below them; more
    than a title holds are "…".
    """
    levels = [section[0].level or 1 for section in sections[run.start : run.end]]
    told = [_is_over(sections[place : run.end]) for place in range(run.start, run.end)]
    every = list(zip(headings, levels, told, strict=True))
    taught = [(name, level) for name, level, is_over in every if is_over and not is_apparatus(name)]
    named = taught or [(name, level) for name, level, _is_over in every]
    highest = min(level for _name, level in named)
    top = dict.fromkeys(name for name, level in named if level == highest)
    names = [name for name in top if not is_summary(name)] or list(top)
    kept = names[:_MOST_NAMES]
    while len(kept) > 1 and len(_AND.join(kept)) > _MOST_TITLE:
        kept.pop()
    return _AND.join(kept) + (" …" if len(kept) < len(names) else "")


def _is_over(sections: Sequence[tuple[Block, ...]]) -> bool:
    """Whether anything is told below the first heading, by itself or in the sections that are lower than it: above a
    book's first chapter stand its title and who wrote it.
    """
    level = sections[0][0].level or 1
    lower = takewhile(lambda section: section[0].kind == "heading" and section[0].level > level, sections[1:])
    below = (block for section in (sections[0], *lower) for block in section)
    return any(block.kind not in ("heading", "image") and not is_part_number(block.text) for block in below)


def _seconds(lesson: Lesson, sections: Sequence[tuple[Block, ...]], start: int, end: int) -> float:
    """How long a film of these sections takes; infinite if none can tell all of them: half a chapter is none."""
    heading = heading_of(sections[start])
    is_part = end - start < len(sections)
    if lesson.document and is_part and all(map(_is_untold, sections[start:end])):
        return 0.0
    part = LessonPart(start, end, heading, heading or lesson.title)
    is_whole = end - start == 1 or _can_be_told(lesson, part)
    return seconds_of_part(lesson, part) if is_whole else float("inf")


def _is_reckoned(lesson: Lesson) -> bool:
    """Whether the films of a lesson are too many to be written only to be measured."""
    return len(lesson.text) > _MEASURED or sum(block.kind == "heading" for block in lesson.blocks) > _MANY


def _is_untold(section: tuple[Block, ...]) -> bool:
    """Whether a section of a document is in no film: a list of sources, or a heading with nothing below it."""
    return is_apparatus(heading_of(section)) or all(block.kind == "heading" for block in section)


@lru_cache(maxsize=2048)
def _can_be_told(lesson: Lesson, part: LessonPart) -> bool:
    read, _passed = matter_of(part_of(lesson, part))
    said = sum(len(block.text) for block in read.blocks if block.kind not in ("code", "figure", "formula"))
    if said > MOST_OF_PART * _MOST_LETTERS:
        return False
    told = whole(asked_in(read)[0])
    return bool(told) and speaking_time(line for _beat, lines in told for line in lines) <= MOST_OF_PART


@lru_cache(maxsize=2048)
def seconds_of_part(lesson: Lesson, part: LessonPart) -> float:
    """How long a film takes that tells the part whole: it is written for that, and measured; of a long lesson, whose
    films are many, reckoned by what is said.
    """
    read = part_of(lesson, part)
    told, asked = asked_in(matter_of(read)[0])
    if _is_reckoned(lesson) and (reckoned := whole_seconds(told, ())) <= MOST_OF_PART:
        return round(reckoned, 1)
    request = Request("", "", lesson.language, read, speech_seconds=LEAST, most_seconds=MOST_OF_PART)
    return round(drafted(told, with_time_for_all(told, request, asked), asked).seconds, 1)
