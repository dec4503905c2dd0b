"""A question about what a video shows: of its lesson, or made of what it shows itself."""

from __future__ import annotations

from collections.abc import Iterator

from ....lessons import Lesson
from ....lessons.search.words import fold
from ....storyboard import Storyboard
from ....storyboard.kinds import Scene
from ....storyboard.kinds.process.scene import ProcessScene
from ....storyboard.kinds.quiz.scene import QuizScene
from ....storyboard.kinds.timeline.scene import TimelineScene
from ..asked import asked_in
from ..plan import plan
from .quiz import Quiz, quiz_of

_ALL = 600.0
"""Seconds in which all of a lesson can be told."""


def quiz_for(board: Storyboard, lesson: Lesson | None) -> QuizScene | None:
    """The scene of a question that the video can be asked about, None if no sound one can be made of it.

    One whose answer the video tells goes before one about the rest of its lesson.
    """
    told = fold(" ".join(part.text for scene in board.scenes for part in scene.utterances() if part.text))
    quizzes = [quiz for source in (lesson, _as_lesson(board)) if source for quiz in _questions(source)]
    quizzes.sort(key=lambda quiz: fold(quiz.answer) not in told)
    return quizzes[0].scene() if quizzes else None


def _questions(lesson: Lesson) -> Iterator[Quiz]:
    rest, asked = asked_in(lesson)
    whole = plan(rest, "", _ALL)
    for one in (*asked, None):
        if quiz := quiz_of(rest, whole, [one] if one else []):
            yield quiz


def _as_lesson(board: Storyboard) -> Lesson | None:
    """What a board shows as a lesson: its steps, events and comparisons as lists and tables."""
    parts = [markdown for scene in board.scenes if (markdown := _markdown(scene))]
    return Lesson.inline(board.title, "\n\n".join(parts), board.language) if parts else None


def _markdown(scene: Scene) -> str:
    if isinstance(scene, ProcessScene):
        items = [f"{step.label}: {step.detail or step.label}" for step in scene.steps]
    elif isinstance(scene, TimelineScene):
        items = [f"{event.when}: {event.text}" for event in scene.events if event.when]
    else:
        return ""
    return "\n".join([f"## {scene.heading}", "", *(f"{number}. {item}" for number, item in enumerate(items, 1))])
