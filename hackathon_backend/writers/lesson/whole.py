"""A lesson told as a whole, for one that is short enough: every sentence and item of it, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from ...lessons import Block, Lesson
from ...lessons.sentences import pieces
from ...lessons.summary import is_summary
from .beats import Beat, beats_in, is_sayable, sections_of, speaking_time, spoken
from .scenes.dates import is_date
from .scenes.labels import term_of

_SHOWN, _SEEN = 5, 12
"""Points or events that a scene shows at ease, and sentences that a figure can be spoken of."""
_STEPS = 8
_MOST_SCENES = 56
_LONGEST = 1200
"""Characters that are said in one go."""
_TAKEAWAYS = 3
_TAIL = 1.2
"""Seconds for which a scene is silent, at a guess."""
TITLE_SECONDS = 4.0
"""Seconds of a title, at a guess."""


def whole(lesson: Lesson) -> list[tuple[Beat, tuple[str, ...]]]:
    """Every beat of the lesson with all that is said of it; [] if those are too many for one film.

    The first key points are left to the takeaways, which show them.
    """
    beats = [part for beat in _all_beats(lesson) for part in _parts(beat)]
    return [(beat, lines_of(beat)) for beat in beats] if len(beats) <= _MOST_SCENES else []


def whole_seconds(lesson: Lesson, takeaways: Sequence[str]) -> float:
    """How long a film of the whole lesson takes, at a guess; infinite if there can be none."""
    told = whole(lesson)
    lines = [line for _beat, lines in told for line in lines]
    return TITLE_SECONDS + speaking_time([*lines, *takeaways]) + _TAIL * len(told) if told else float("inf")


def lines_of(beat: Beat) -> tuple[str, ...]:
    """All that is said of a beat."""
    return (*beat.before, *(spoken(item) for item in beat.items if is_sayable(item)), *beat.rows, *beat.after)


def _all_beats(lesson: Lesson) -> Iterator[Beat]:
    sections = sections_of(lesson)
    left = _TAKEAWAYS
    for blocks, following in zip(sections, [*sections[1:], []], strict=True):
        if is_summary(blocks[0].section):
            points = [item for block in blocks for item in block.items]
            texts = [block.text for block in blocks if block.kind == "paragraph"] + points[left:]
            left = max(0, left - len(points))
            lines = tuple(spoken(text) for text in texts if is_sayable(text))
            yield from [Beat(blocks[0].section, "prose", lines)] if lines else []
        elif _stands_alone(lesson, blocks, following):
            yield Beat(blocks[0].section, "prose", (spoken(blocks[0].text),))
        else:
            yield from beats_in(lesson, blocks)


def _stands_alone(lesson: Lesson, blocks: Sequence[Block], following: Sequence[Block]) -> bool:
    """Whether a heading has nothing below it, not even another one of a lower level, and is not the title."""
    heading = blocks[0]
    if lesson.document and any(block.kind != "heading" for block in lesson.blocks):
        # What stood below it was a picture, or nothing.
        return False
    if len(blocks) > 1 or heading.kind != "heading" or heading.text == lesson.title or not is_sayable(heading.text):
        return False
    return not following or following[0].level <= heading.level


def _parts(beat: Beat) -> list[Beat]:
    """The beat in parts, each of which can be seen at once."""
    if beat.kind == "prose":
        lines = [piece for line in beat.before + beat.after for piece in pieces(line, _LONGEST)]
        return [replace(beat, before=tuple(part), after=()) for part in _evenly(lines, _SHOWN)]
    most = _SEEN if beat.kind == "figure" else _SHOWN
    is_long = len(beat.before) > most or sum(map(len, beat.before)) > _LONGEST
    lead, before = (beat.before[:-1], beat.before[-1:]) if is_long else ((), beat.before)
    after, rest = (beat.after[:1], beat.after[1:]) if len(beat.after) > most - 2 else (beat.after, ())
    prose = [
        _parts(replace(beat, kind="prose", before=lines, after=(), shown=())) if lines else [] for lines in (lead, rest)
    ]
    return [*prose[0], *_lists(replace(beat, before=before, after=after)), *prose[1]]


def _lists(beat: Beat) -> list[Beat]:
    """A beat with a long list as several beats with short ones."""
    if beat.kind not in ("bullets", "steps"):
        return [beat]
    [block] = beat.shown
    items = [piece for item in block.items for piece in pieces(item, _LONGEST)]
    most = _SHOWN + 1 if beat.kind == "bullets" or sum(is_date(term_of(item)) for item in items) else _STEPS
    blocks = [replace(block, items=tuple(part), text="\n".join(part), ticks=()) for part in _evenly(items, most)]
    parts = [replace(beat, shown=(part,), before=(), after=()) for part in blocks]
    parts[0] = replace(parts[0], before=beat.before)
    parts[-1] = replace(parts[-1], after=beat.after)
    return parts


def _evenly(lines: Sequence[str], most: int) -> list[Sequence[str]]:
    """`lines` in runs of nearly the same length, of at most `most` and of no more than can be said in one scene."""
    count = max(1, ceil(len(lines) / most), ceil(sum(map(len, lines)) / _LONGEST))
    ends = [round(len(lines) * number / count) for number in range(count + 1)]
    return [lines[start:end] for start, end in pairwise(ends) if end > start] or [lines]
