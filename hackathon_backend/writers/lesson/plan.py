"""Which beats of a lesson answer a topic, and how much of them fits into the time there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ...lessons import Lesson
from ...lessons.search.words import fold
from .beat_lines import FEWEST_POINTS
from .beats import Beat, beats_of, first_within, refers_back, speaking_time, spoken
from .choosing import PICTURE, RELEVANT, chosen_lines, scores_of
from .topic import relevance
from .whole import whole

# Of the time, and seconds, for what is said over the title.
_OPENING_SHARE = 0.18
_SHORTEST_OPENING = 4.0
_LONGEST_OPENING = 12.0


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
    if (not any(near) or min(near) >= RELEVANT) and (told := _whole(lesson, seconds)):
        return told
    if not beats:
        return LessonPlan("", (), ())
    focus = near.index(max(near))
    is_introduction = not any(near) and len(beats) > 3 and beats[0].kind == "prose"
    may_take_all = is_introduction or (len(beats) == 1 and not beats[0].told)
    first = beats[focus].without(_unclear(beats[focus].prose)) if lesson.document else beats[focus]
    lines = _opening(first, seconds, may_take_all=may_take_all) if opening else ()
    wanted = scores_of(lesson, beats, near)
    if is_introduction and opening:
        wanted.pop(0, None)
    beats = [beat.without(lines) for beat in beats]
    chosen = chosen_lines(lesson, beats, wanted, seconds - speaking_time(lines), topic)
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
    """The plan that tells the whole lesson; None if there is no time for it."""
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
    lines = beat.prose if len(beat.prose) < FEWEST_POINTS else beat.prose[: 1 - FEWEST_POINTS]
    return first_within(lines, _LONGEST_OPENING)


def _pictures(plan: LessonPlan) -> dict[str, int]:
    """The kinds of pictures in a plan, with how many steps are told; statements are no pictures."""
    found: dict[str, int] = {}
    for beat, lines in ((said.beat, said.lines) for said in plan.beats):
        if PICTURE.get(beat.kind, 0.0) >= 1:
            told = set(lines).intersection(map(spoken, beat.items)) if beat.kind == "steps" else ()
            found[beat.kind] = found.get(beat.kind, 0) + len(told)
    return found


def _near(lesson: Lesson, topic: str, beats: Sequence[Beat]) -> list[float]:
    """How near each beat is to the topic, 0 to 1; a section that the topic names is as near as can be."""
    near = relevance(lesson, topic, [beat.text for beat in beats])
    asked, title = f" {fold(topic)} ", f" {fold(lesson.title)} "
    heads = {beat.section: f" {fold(beat.section)} " for beat in beats if beat.section}
    named = {section for section, head in heads.items() if head in asked and head not in title}
    return [1.0 if beat.section in named else share for beat, share in zip(beats, near, strict=True)]


def _unclear(lines: Sequence[str]) -> tuple[str, ...]:
    """The first lines as far as they point at something before them, of which a document has lost the rest."""
    return tuple(takewhile(refers_back, lines))


def _opening(beat: Beat, seconds: float, *, may_take_all: bool) -> tuple[str, ...]:
    """The first sentences of the beat in focus, as long as it keeps something to say."""
    lines = (
        beat.prose
        if may_take_all
        else beat.before
        if beat.items
        else beat.prose[: -1 if beat.shown else -FEWEST_POINTS]
    )
    limit = min(seconds, max(seconds * _OPENING_SHARE, _SHORTEST_OPENING), _LONGEST_OPENING)
    return first_within(lines, limit) or first_within(lines[:1], seconds * 0.5)
