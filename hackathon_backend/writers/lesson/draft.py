"""A film of a lesson written to a length: what is told is chosen again until the whole takes the time there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...lessons import Lesson
from ...storyboard import Storyboard, estimate_scene
from ..base import Request
from .beats import speaking_time
from .plan import LessonPlan, plan, shows_as_much
from .scenes.board import ALL_PARTS, Parts, storyboard_of
from .scenes.quiz import Quiz, quiz_of
from .takeaways import says_three, takeaways_of

_LONG_ENOUGH = 45.0
"""Seconds of a video that has time for a question, and for a title and takeaways in any case."""
_CLOSING_SHARE = 0.12
"""The part of the time that the takeaways may take to be said; if they take longer, they are only shown."""
_SHORT = 25.0
"""Seconds of a film that has no time for a picture beside title and takeaways."""
_SILENT_SHARE = 0.35
_MUTE = 3
"""Seconds too long or too short that are as bad as a film in which nothing is said."""
_TRIES = 5
_SHORTEST = 1.5
"""Seconds of speech that anything is chosen for."""
_LOW, _HIGH = 0.96, 1.03
"""Shares of the time that a film may take: the voice makes up for so much."""
_FEWER = (ALL_PARTS, Parts(title=True, takeaways=False), Parts(title=False, takeaways=False))
"""What a film has beside its scenes; a short one has no time for a title and takeaways."""


@dataclass(frozen=True)
class LessonDraft:
    """A film as it was written within `budget` seconds of speech."""

    plan: LessonPlan
    takeaways: tuple[str, str, str]
    board: Storyboard

    @cached_property
    def seconds(self) -> float:
        """How long it is likely to take."""
        return sum(estimate_scene(scene).duration for scene in self.board.scenes)

    def misses(self, wanted: float) -> float:
        """The seconds by which it is too short or too long."""
        return max(0.0, _LOW * wanted - self.seconds, self.seconds - _HIGH * wanted)

    @cached_property
    def is_poor(self) -> int:
        """What speaks against it: that nothing is drawn but titles and statements, that much of it is silent."""
        kinds = {scene.type for scene in self.board.scenes}
        silent = sum(estimate_scene(scene).duration for scene in self.board.scenes if not scene.narration)
        return (kinds <= {"title", "points", "takeaways", "quiz"}) + (silent > _SILENT_SHARE * self.seconds)

    @property
    def is_mute(self) -> bool:
        return not any(scene.narration for scene in self.board.scenes)

    def rank(self, wanted: float) -> tuple[int, int, float]:
        """The lower the better: to the second as long as is wanted, with a picture and a voice, then nearer still."""
        misses = self.misses(wanted)
        return round(misses) + _MUTE * self.is_mute, self.is_poor, misses


def drafted(lesson: Lesson, request: Request, asked: Sequence[Quiz]) -> LessonDraft:
    """The film that comes nearest to the time there is, with a title and takeaways unless they take too much of it."""
    wanted = request.speech_seconds
    if request.most_seconds:
        # Nobody asked for a length: what can be told to the end is.
        whole = _written(lesson, request, asked, ALL_PARTS, wanted)
        if whole.plan.is_whole:
            return whole
    best: LessonDraft | None = None
    for parts in _FEWER:
        for draft in _drafts(lesson, request, asked, parts):
            best = draft if best is None or draft.rank(wanted) < best.rank(wanted) else best
        if wanted >= _LONG_ENOUGH:
            break
        if best and best.seconds <= _HIGH * wanted and (wanted > _SHORT or not best.is_poor):
            break
    assert best is not None
    return best


def _drafts(lesson: Lesson, request: Request, asked: Sequence[Quiz], parts: Parts) -> Iterator[LessonDraft]:
    """One after the other, each with as much more or less to say as the one before was too short or too long."""
    wanted, budget, tried = request.speech_seconds, request.speech_seconds, set[float]()
    for _ in range(_TRIES):
        draft = _written(lesson, request, asked, parts, budget)
        yield draft
        tried.add(round(budget))
        budget = max(_SHORTEST, budget + 0.98 * wanted - draft.seconds)
        if not draft.misses(wanted) or round(budget) in tried:
            return


def _written(lesson: Lesson, request: Request, asked: Sequence[Quiz], parts: Parts, seconds: float) -> LessonDraft:
    told = plan(lesson, request.topic, seconds)
    takeaways = takeaways_of(lesson, request.topic, told)
    if not says_three(lesson, takeaways):
        parts = parts._replace(takeaways=False)
    is_said = parts.takeaways and speaking_time(takeaways) <= seconds * _CLOSING_SHARE
    closing = takeaways if is_said else ()
    if told.is_whole and not plan(lesson, request.topic, seconds - speaking_time(closing)).is_whole:
        closing = ()
    seconds -= speaking_time(closing)
    chosen = plan(lesson, request.topic, seconds, opening=parts.title)
    quiz = None
    if request.speech_seconds >= _LONG_ENOUGH:
        chosen, quiz = _with_question(lesson, request, chosen, asked, seconds)
    return LessonDraft(chosen, takeaways, storyboard_of(lesson, chosen, takeaways, closing, quiz, parts))


def _with_question(
    lesson: Lesson, request: Request, chosen: LessonPlan, asked: Sequence[Quiz], seconds: float
) -> tuple[LessonPlan, Quiz | None]:
    """The plan with room for a question, unless a kind of picture would have to go for it."""
    quiz = quiz_of(lesson, chosen, asked)
    if quiz is None:
        return chosen, None
    shorter = plan(lesson, request.topic, seconds - quiz.seconds)
    # With less time something else may be shown, and asked about.
    quiz = quiz_of(lesson, shorter, asked)
    if quiz is None or not shows_as_much(shorter, chosen):
        return chosen, None
    return shorter, quiz
