"""A question about what a video shows: of its lesson, or made of what it shows itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ....lessons import Lesson
from ....lessons.search.words import fold
from ....storyboard import Storyboard
from ..asked import asked_in
from ..plan import plan
from .quiz import Quiz, quiz_of

_ALL = 600.0
"""Seconds in which all of a lesson can be told."""


def quiz_for(board: Storyboard, lesson: Lesson | None) -> dict[str, Any] | None:
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
    parts = [part for scene in board.scenes for part in _markdown(scene.model_dump(mode="json"))]
    return Lesson.inline(board.title, "\n\n".join(parts), board.language) if parts else None


def _markdown(scene: dict[str, Any]) -> Iterator[str]:
    heading = f"## {scene.get('heading') or ''}"
    if scene["type"] == "process":
        steps = [f"{step['label']}: {step['detail'] or step['label']}" for step in scene["steps"]]
        yield "\n\n".join([heading, "\n".join(f"{number}. {step}" for number, step in _numbered(steps))])
    elif scene["type"] == "timeline":
        events = [f"{event['when']}: {event['text']}" for event in scene["events"] if event["when"]]
        yield "\n\n".join([heading, "\n".join(f"{number}. {event}" for number, event in _numbered(events))])


def _numbered(items: list[str]) -> Iterator[tuple[int, str]]:
    yield from enumerate(items, 1)
