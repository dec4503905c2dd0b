"""Which beats of a lesson are told, and how much of each: what is wanted most, as long as there is time."""

from __future__ import annotations

from collections.abc import Sequence

from ...lessons import Lesson
from ...lessons.search.words import terms
from .beat_lines import FEWEST_POINTS, lines_within
from .beats import Beat, first_within, is_sayable, speaking_time, spoken
from .topic import summed_up

# Seconds for which a beat is spoken of, and how much of a video lists of a kind may take.
_SHORTEST_BEAT = 5.0
_USUAL_BEAT = 13.0
_LONGEST_BEAT = 24.0
_LIST_SHARE = {"steps": 0.7, "bullets": 0.45, "table": 0.45, "array": 0.45, "graph": 0.35}
_MOST_BEATS = 12
RELEVANT = 0.5
"""How near a beat is to a narrow topic, from 0 to 1, for it to be told."""
# What counts for a beat: a picture of the kind, a section named as the lesson is ("The law" in "Newton's second law"),
# being near to a narrow topic; and against it: that another of the same kind or section is told already.
PICTURE = {
    "steps": 2.4,
    "code": 4.4,
    "formula": 2.2,
    "table": 1.2,
    "bullets": 0.4,
    "array": 2.8,
    "graph": 2.2,
    "image": 1.8,
    "figure": 3.0,
}
_LISTED = 0.8
"""Part of what a list or a table counts for that a figure gains which shows it."""
_CODE_OF_DOCUMENT = 1.2
"""What a listing counts for where nobody wrote the lesson for a film: manuals have one on every page."""
_CORE = 1.0
_NEAR = 6.0
_REPEATED = 0.8
_ITS_EQUATION = 1.2
"""What a formula gains in a lesson that has few of them: it is what the lesson is remembered by."""
_FEW_EQUATIONS = 2
_SEEN_ALONE = frozenset({"formula", "code", "table", "image", "figure"})
_AT_WORK = 4.0
"""What steps lose where an array shows them at work."""


def scores_of(lesson: Lesson, beats: Sequence[Beat], near: Sequence[float]) -> dict[int, float]:
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
        + (_CODE_OF_DOCUMENT if beat.kind == "code" and lesson.document else PICTURE.get(beat.kind, 0.0))
        + sum(_LISTED * PICTURE.get(block.kind, 0.0) for block in beat.listed)
        + (its_equation if beat.kind == "formula" else 0.0)
        - (at_work if beat.kind == "steps" else 0.0)
        + (1 - place / len(beats))
        + _NEAR * near[place]
        for place, beat in enumerate(beats)
        if not any(near) or near[place] >= RELEVANT
    }


def chosen_lines(
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
        lines = lines_within(lesson, beat, min(left, _limit(beat, seconds)), topic)
        if not _is_enough(beat, lines, min(seconds, _SHORTEST_BEAT)):
            continue
        chosen[place] = lines
        left -= speaking_time(lines)
        scores = {other: score - _REPEATED * _likeness(beats[other], beat) for other, score in scores.items()}
    for place in sorted(chosen, key=lambda each: -wanted[each]):
        spent = speaking_time(chosen[place])
        longest = min(left + spent, max(_LONGEST_BEAT, spent))
        chosen[place] = lines_within(lesson, beats[place], longest, topic) or chosen[place]
        left -= speaking_time(chosen[place]) - spent
    chosen = chosen or _anything(beats, wanted, seconds)
    return chosen | _looked_at(lesson, beats, [place for place in wanted if place not in chosen], left)


def _looked_at(lesson: Lesson, beats: Sequence[Beat], places: Sequence[int], left: float) -> dict[int, tuple[str, ...]]:
    """Pictures with little to be said of them, as far as there is time to look at them."""
    found: dict[int, tuple[str, ...]] = {}
    for place in places:
        if beats[place].kind in _SEEN_ALONE and left >= _SHORTEST_BEAT:
            found[place] = lines_within(lesson, beats[place], left, "")
            left -= max(_SHORTEST_BEAT, speaking_time(found[place]))
    return found


def _is_enough(beat: Beat, lines: Sequence[str], seconds: float) -> bool:
    """Whether a scene of its own is worth it: three points to read, or time to look at a picture."""
    if beat.kind == "prose":
        return len(lines) >= FEWEST_POINTS
    # A picture and an algorithm are seen at a glance, a graph has to be read; a figure was wished for.
    seen_at_once = beat.items or beat.kind == "figure" or (beat.told and beat.kind != "graph")
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
    usual = _LONGEST_BEAT if beat.kind in ("prose", "figure") else _USUAL_BEAT
    share = _LIST_SHARE.get(beat.kind, 0.0) if beat.items or beat.rows else 0.0
    return max(usual, seconds / 5, seconds * share)
