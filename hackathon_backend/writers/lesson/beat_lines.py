"""What is said of a beat in the time that there is for it."""

from __future__ import annotations

import re

from ...lessons import Lesson
from ...lessons.search.words import terms
from .beats import Beat, first_within, is_sayable, refers_back, speaking_time, spoken
from .scenes.dates import is_timeline

FEWEST_POINTS = 3
"""Sentences that are worth a scene of their own."""
_MOST_EVENTS = 6
"""Events of a timeline."""
_NAMING = 2
"""Sentences on names in a listing that go before all others."""


def lines_within(lesson: Lesson, beat: Beat, seconds: float, topic: str) -> tuple[str, ...]:
    """What is said of a beat within `seconds`; () if it can't be told in that time."""
    if beat.kind == "code":
        return _about_code(beat, seconds)
    if not beat.items:
        # The numbers that an array shows are not read out as well, where time is short.
        shown = [line for line in beat.prose if beat.kind == "array" and sum(map(str.isalpha, line)) * 2 <= len(line)]
        prose = _self_contained(tuple(line for line in beat.prose if line not in shown))
        if beat.kind == "figure" and (lines := _named_lines(lesson, prose, seconds, topic)):
            return lines
        return first_within((*prose[: 2 if len(beat.rows) >= FEWEST_POINTS else None], *beat.rows), seconds)
    items = _items(lesson, beat, seconds, topic)
    for intro in (beat.before[:2], beat.before[:1], ()):
        if items and speaking_time(intro + items) <= seconds:
            return intro + items
    return ()


def _named_lines(lesson: Lesson, prose: tuple[str, ...], seconds: float, topic: str) -> tuple[str, ...]:
    """The sentences that speak of a narrow topic and, as far as there is time, those before and after them; () if none
    does.
    """
    asked = set(terms(topic, lesson.language)) - set(terms(lesson.title, lesson.language))
    naming = [line for line in prose if asked.intersection(terms(line, lesson.language))]
    kept: set[str] = set()
    for line in (*naming, *prose) if naming else ():
        if speaking_time((*kept, line)) <= seconds:
            kept.add(line)
    before = dict(zip(prose[1:], prose, strict=False))
    return tuple(line for line in prose if line in kept and (before.get(line) in kept or not refers_back(line)))


def _self_contained(lines: tuple[str, ...]) -> tuple[str, ...]:
    while len(lines) > 1 and refers_back(lines[0]):
        lines = lines[1:]
    return lines


def _items(lesson: Lesson, beat: Beat, seconds: float, topic: str) -> tuple[str, ...]:
    """The items that are said: of steps all or none, of other lists as many as fit."""
    items = tuple(spoken(item) for item in beat.items if is_sayable(item))
    if beat.kind == "steps" and is_timeline(items):
        return _turning_points(lesson, items, seconds, topic)
    if beat.kind == "steps":
        return items if len(items) == len(beat.items) else ()
    enough = first_within(items, seconds)
    return enough if len(enough) >= min(FEWEST_POINTS, len(items)) else ()


def _about_code(beat: Beat, seconds: float) -> tuple[str, ...]:
    """The sentences that name something in the code, and others as far as there is time, in their order."""
    names = beat.names
    naming = [line for line in beat.prose if not names.isdisjoint(re.findall(r"\w+", line)) and not refers_back(line)]
    kept: list[str] = []
    for line in dict.fromkeys([*naming[:_NAMING], *_self_contained(beat.prose)]):
        if speaking_time([*kept, line]) <= seconds:
            kept.append(line)
    return tuple(line for line in beat.prose if line in kept)


def _turning_points(lesson: Lesson, items: tuple[str, ...], seconds: float, topic: str) -> tuple[str, ...]:
    """The events that the topic names, those that the lesson's key points speak of, and as many others as there is time
    for, in their order.
    """
    asked = set(terms(topic, lesson.language)) - set(terms(lesson.title, lesson.language))
    known = {term for point in lesson.key_points for term in terms(point, lesson.language)}
    shared = [
        (len(asked.intersection(told)), len(known.intersection(told)))
        for told in (terms(item, lesson.language) for item in items)
    ]
    kept: set[int] = set()
    for place in sorted(range(len(items)), key=lambda place: (shared[place], -place), reverse=True):
        if len(kept) < _MOST_EVENTS and speaking_time(items[each] for each in {*kept, place}) <= seconds:
            kept.add(place)
    return tuple(items[place] for place in sorted(kept))
