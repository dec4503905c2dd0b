"""Where the scenes of a film come from in the lesson that tells it."""

from __future__ import annotations

from collections.abc import Sequence

from ....lessons import Lesson
from ....storyboard.kinds import Scene
from ....storyboard.kinds.source import CITED, SceneSource
from ...citing import plain, source_at, source_of
from ..plan import LessonPlan, ToldBeat
from .quiz import Quiz


def cited(scene: Scene, source: SceneSource) -> Scene:
    """The scene with its source."""
    return scene.model_copy(update={CITED: source})


def beat_source(told: ToldBeat, lesson: Lesson) -> SceneSource:
    """The sentence that is said first of a beat, where what is shown stands; else what is shown."""
    beat = told.beat
    shown = next(iter(beat.shown or beat.listed), None)
    said = source_of(lesson, told.lines, beat.section)
    if said and (shown is None or said.place == shown.place):
        return said
    if shown is not None:
        quote = next(iter(shown.items), "") or (shown.text if shown.kind in ("paragraph", "image") else "")
        return source_at(lesson, shown, quote)
    first = next((block for block in lesson.blocks if block.section == beat.section), None)
    return source_at(lesson, first)


def opening_source(lesson: Lesson, plan: LessonPlan) -> SceneSource:
    """That of a title: what is said over it, or the section that the film is about, or else the beginning."""
    about = next((block for block in lesson.blocks if block.section == plan.focus), next(iter(lesson.blocks), None))
    return source_of(lesson, plan.opening, plan.focus or None) or source_at(lesson, about)


def quiz_source(lesson: Lesson, plan: LessonPlan, quiz: Quiz) -> SceneSource:
    """That of a question: the lesson's own words, or the beat that answers it."""
    if own := quiz.source or source_of(lesson, [quiz.question, quiz.reason]):
        return own
    answer = plain(quiz.answer)
    answering = (told for told in plan.beats if answer and answer in plain(told.beat.text))
    first = next(answering, None)
    return (
        (source_of(lesson, [quiz.answer], first.beat.section) or beat_source(first, lesson))
        if first
        else (source_at(lesson))
    )


def closing_source(lesson: Lesson, takeaways: Sequence[str]) -> SceneSource:
    """That of the takeaways: the first of them that stands in the lesson."""
    return source_of(lesson, takeaways) or source_at(lesson)
