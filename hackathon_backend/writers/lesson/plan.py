"""Which beats of a lesson answer a topic, and how much of them fits into the time there is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...lessons import Lesson
from ...lessons.search.words import fold, terms
from .beats import Beat, beats_of, first_within, is_sayable, refers_back, speaking_time, spoken
from .scenes.dates import is_date
from .scenes.labels import term_of
from .topic import relevance, summed_up
from .whole import whole

# How long things are spoken of, in seconds, and how much of a video lists of a kind may take.
_OPENING_SHARE = 0.18
_SHORTEST_OPENING = 4.0
_LONGEST_OPENING = 12.0
_SHORTEST_BEAT = 5.0
_USUAL_BEAT = 13.0
_LONGEST_BEAT = 24.0
_LIST_SHARE = {"steps": 0.7, "bullets": 0.45, "table": 0.45, "array": 0.45, "graph": 0.35}
# How many: scenes of a video, events of a timeline, points worth a scene, sentences that explain a listing.
_MOST_BEATS = 12
_MOST_EVENTS = 6
_FEWEST_POINTS = 3
_NAMING = 2
# How near a beat is to a narrow topic, from 0 to 1, for it to be told.
_RELEVANT = 0.5
# What counts for a beat: a picture of the kind, a section named as the lesson is ("The law" in "Newton's second law"),
# being near to a narrow topic; and against it: that another of the same kind or section is told already.
_PICTURE = {
    "steps": 2.4,
    "code": 1.5,
    "formula": 1.4,
    "table": 1.2,
    "bullets": 0.4,
    "array": 2.8,
    "graph": 2.2,
    "image": 1.8,
}
_CORE = 1.0
_NEAR = 6.0
_REPEATED = 0.8
_ITS_EQUATION = 1.2
"""What a formula gains in a lesson that has few of them: it is what the lesson is remembered by."""
_FEW_EQUATIONS = 2
_SEEN_ALONE = frozenset({"formula", "code", "table", "image"})
_AT_WORK = 4.0
"""What steps lose where an array shows them at work."""


@dataclass(frozen=True)
class ToldBeat:
    """A beat, and those of its sentences that are said."""

    beat: Beat
    lines: tuple[str, ...]

    @property
    def narration(self) -> str:
        """What is said while the beat is shown."""
        return " ".join(self.lines)

    @property
    def items(self) -> list[str]:
        """The items of its list that are said, as sentences."""
        items = {spoken(item) for item in self.beat.items}
        return [line for line in self.lines if line in items]


@dataclass(frozen=True)
class LessonPlan:
    """What a video shows and says: `opening` in front of the first beat. `focus` is the section that answers a narrow
    topic best; it is empty if the topic is the whole lesson.
    """

    focus: str
    opening: tuple[str, ...]
    beats: tuple[ToldBeat, ...]
    is_whole: bool = False

    @property
    def lines(self) -> list[str]:
        """Every sentence that is said, in order."""
        return [*self.opening, *(line for said in self.beats for line in said.lines)]


def plan(lesson: Lesson, topic: str, seconds: float, *, opening: bool = True) -> LessonPlan:
    """Choose what of `lesson` is shown and said about `topic` in at most `seconds` of speech.

    Without an `opening` everything is said in scenes.
    """
    beats = beats_of(lesson)
    near = _near(lesson, topic, beats)
    if (not any(near) or min(near) >= _RELEVANT) and (told := _whole(lesson, seconds)):
        return told
    if not beats:
        return LessonPlan("", (), ())
    focus = near.index(max(near))
    is_introduction = not any(near) and len(beats) > 3 and beats[0].kind == "prose"
    may_take_all = is_introduction or (len(beats) == 1 and not beats[0].told)
    lines = _opening(beats[focus], seconds, may_take_all=may_take_all) if opening else ()
    wanted = _scores(lesson, beats, near)
    if is_introduction and opening:
        wanted.pop(0, None)
    beats = [beat.without(lines) for beat in beats]
    chosen = _chosen(lesson, beats, wanted, seconds - speaking_time(lines), topic)
    said = tuple(ToldBeat(beats[place], chosen[place]) for place in sorted(chosen))
    return LessonPlan(beats[focus].section if any(near) else "", lines, said)


def shows_as_much(plan: LessonPlan, other: LessonPlan) -> bool:
    """Whether `plan` has every kind of picture that the `other` has, and no fewer steps and events in them; and all of
    the lesson, if the other has.
    """
    return plan.is_whole >= other.is_whole and all(
        _pictures(plan).get(kind, -1) >= steps for kind, steps in _pictures(other).items()
    )


def _whole(lesson: Lesson, seconds: float) -> LessonPlan | None:
    """The plan that leaves nothing out, if there is time for it."""
    told = whole(lesson)
    if not told or speaking_time(line for _beat, lines in told for line in lines) > seconds:
        return None
    first, lines = told[0]
    opening = _first_words(first)
    first = first.without(opening)
    left = tuple(line for line in lines if line not in opening)
    said = [ToldBeat(first, left)] if left or first.shown else []
    return LessonPlan("", opening, (*said, *(ToldBeat(*each) for each in told[1:])), is_whole=True)


def _first_words(beat: Beat) -> tuple[str, ...]:
    """What is said over the title: what leads up to a picture, or a short introduction, or the first of a long one."""
    if beat.kind != "prose":
        return first_within(beat.before, _LONGEST_OPENING)
    lines = beat.prose if len(beat.prose) < _FEWEST_POINTS else beat.prose[: 1 - _FEWEST_POINTS]
    return first_within(lines, _LONGEST_OPENING)


def _pictures(plan: LessonPlan) -> dict[str, int]:
    """The kinds of pictures in a plan, with how many steps are told; statements are no pictures."""
    found: dict[str, int] = {}
    for beat, lines in ((said.beat, said.lines) for said in plan.beats):
        if _PICTURE.get(beat.kind, 0.0) >= 1:
            told = set(lines).intersection(map(spoken, beat.items)) if beat.kind == "steps" else ()
            found[beat.kind] = found.get(beat.kind, 0) + len(told)
    return found


def is_timeline(items: Sequence[str]) -> bool:
    """Whether most items of a list begin with a date."""
    return sum(is_date(term_of(item)) for item in items) > len(items) / 2


def _near(lesson: Lesson, topic: str, beats: Sequence[Beat]) -> list[float]:
    """How near each beat is to the topic, 0 to 1; a section that the topic names is as near as can be."""
    near = relevance(lesson, topic, [beat.text for beat in beats])
    asked, title = f" {fold(topic)} ", f" {fold(lesson.title)} "
    heads = {beat.section: f" {fold(beat.section)} " for beat in beats if beat.section}
    named = {section for section, head in heads.items() if head in asked and head not in title}
    return [1.0 if beat.section in named else share for beat, share in zip(beats, near, strict=True)]


def _opening(beat: Beat, seconds: float, *, may_take_all: bool) -> tuple[str, ...]:
    """The first sentences of the beat in focus, as long as it keeps something to say."""
    lines = (
        beat.prose
        if may_take_all
        else beat.before
        if beat.items
        else beat.prose[: -1 if beat.shown else -_FEWEST_POINTS]
    )
    limit = min(seconds, max(seconds * _OPENING_SHARE, _SHORTEST_OPENING), _LONGEST_OPENING)
    return first_within(lines, limit) or first_within(lines[:1], seconds * 0.5)


def _scores(lesson: Lesson, beats: Sequence[Beat], near: Sequence[float]) -> dict[int, float]:
    """How much each beat is wanted, by its place; for a narrow topic only those that speak of it."""
    votes = summed_up(lesson, [f"{beat.section} {beat.text}" for beat in beats])
    title = set(terms(lesson.title, lesson.language))
    heads = [set(terms(beat.section, lesson.language)) for beat in beats]
    cores = [
        _CORE if head and head <= title and beat.kind != "prose" else 0.0
        for head, beat in zip(heads, beats, strict=True)
    ]
    equations = sum(beat.kind == "formula" for beat in beats)
    its_equation = _ITS_EQUATION if equations <= _FEW_EQUATIONS else 0.0
    at_work = _AT_WORK if any(beat.kind == "array" for beat in beats) else 0.0
    return {
        place: votes[place]
        + cores[place]
        + _PICTURE.get(beat.kind, 0.0)
        + (its_equation if beat.kind == "formula" else 0.0)
        - (at_work if beat.kind == "steps" else 0.0)
        + (1 - place / len(beats))
        + _NEAR * near[place]
        for place, beat in enumerate(beats)
        if not any(near) or near[place] >= _RELEVANT
    }


def _chosen(
    lesson: Lesson, beats: Sequence[Beat], wanted: dict[int, float], seconds: float, topic: str
) -> dict[int, tuple[str, ...]]:
    """What is said of which beats: the most wanted ones as long as there is time, then more of them if some is left."""
    chosen: dict[int, tuple[str, ...]] = {}
    left = seconds
    scores = dict(wanted)
    while scores and len(chosen) < _MOST_BEATS:
        place = max(scores, key=lambda each: scores[each])
        del scores[place]
        beat = beats[place]
        lines = _lines(lesson, beat, min(left, _limit(beat, seconds)), topic)
        if not _is_enough(beat, lines, min(seconds, _SHORTEST_BEAT)):
            continue
        chosen[place] = lines
        left -= speaking_time(lines)
        scores = {other: score - _REPEATED * _likeness(beats[other], beat) for other, score in scores.items()}
    for place in sorted(chosen, key=lambda each: -wanted[each]):
        spent = speaking_time(chosen[place])
        longest = min(left + spent, max(_LONGEST_BEAT, spent))
        chosen[place] = _lines(lesson, beats[place], longest, topic) or chosen[place]
        left -= speaking_time(chosen[place]) - spent
    chosen = chosen or _anything(beats, wanted, seconds)
    return chosen | _looked_at(lesson, beats, [place for place in wanted if place not in chosen], left)


def _looked_at(lesson: Lesson, beats: Sequence[Beat], places: Sequence[int], left: float) -> dict[int, tuple[str, ...]]:
    """Pictures with little to be said of them, as far as there is time to look at them."""
    found: dict[int, tuple[str, ...]] = {}
    for place in places:
        if beats[place].kind in _SEEN_ALONE and left >= _SHORTEST_BEAT:
            found[place] = _lines(lesson, beats[place], left, "")
            left -= max(_SHORTEST_BEAT, speaking_time(found[place]))
    return found


def _is_enough(beat: Beat, lines: Sequence[str], seconds: float) -> bool:
    """Whether a scene of its own is worth it: three points to read, or time to look at a picture."""
    if beat.kind == "prose":
        return len(lines) >= _FEWEST_POINTS
    # A picture and an algorithm are seen at a glance, a graph has to be read.
    seen_at_once = beat.items or (beat.told and beat.kind != "graph")
    return bool(lines) and (bool(seen_at_once) or speaking_time(lines) >= seconds)


def _likeness(beat: Beat, other: Beat) -> int:
    return (beat.kind == other.kind) + (beat.section == other.section)


def _anything(beats: Sequence[Beat], wanted: dict[int, float], seconds: float) -> dict[int, tuple[str, ...]]:
    """Of a lesson with little to say: the first beat with a sentence that fits, else the first pictures, in silence."""
    for place in sorted(wanted):
        items = (spoken(item) for item in beats[place].items if is_sayable(item))
        if lines := first_within((*beats[place].prose, *items), seconds):
            return {place: lines}
    return {place: () for place in sorted(wanted)[:3] if beats[place].kind in ("code", "formula", "table")}


def _limit(beat: Beat, seconds: float) -> float:
    usual = _LONGEST_BEAT if beat.kind == "prose" else _USUAL_BEAT
    share = _LIST_SHARE.get(beat.kind, 0.0) if beat.items or beat.rows else 0.0
    return max(usual, seconds / 5, seconds * share)


def _lines(lesson: Lesson, beat: Beat, seconds: float, topic: str) -> tuple[str, ...]:
    """What is said of a beat within `seconds`; () if it can't be told in that time."""
    if beat.kind == "code":
        return _about_code(beat, seconds)
    if not beat.items:
        # The numbers that an array shows are not read out as well, where time is short.
        shown = [line for line in beat.prose if beat.kind == "array" and sum(map(str.isalpha, line)) * 2 <= len(line)]
        prose = _self_contained(tuple(line for line in beat.prose if line not in shown))
        return first_within((*prose[: 2 if len(beat.rows) >= _FEWEST_POINTS else None], *beat.rows), seconds)
    items = _items(lesson, beat, seconds, topic)
    for intro in (beat.before[:2], beat.before[:1], ()):
        if items and speaking_time(intro + items) <= seconds:
            return intro + items
    return ()


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
    return enough if len(enough) >= min(_FEWEST_POINTS, len(items)) else ()


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
