"""What is said when no lesson covers what was asked for and nobody could write without one: what would help."""

from __future__ import annotations

from ..lessons import Library
from .base import Answer, Request
from .lesson.phrases import listed, phrase

REASON = "no_lesson"
_WRITER = "lesson"
_MOST_TITLES = 6
_MOST_SUGGESTED = 3
_TOPIC = 80


def no_lesson_message(library: Library, request: Request) -> str:
    """That no lesson covers the topic, what can be asked for, and that a text would do."""
    language = request.language
    titles = [lesson.title for lesson in library.lessons][:_MOST_TITLES]
    topic = " ".join((request.topic or request.message).split())[:_TOPIC]
    known = phrase("no_lesson_for", language, topic=topic, titles=listed(titles, language)) if titles else ""
    return " ".join(filter(None, [known or phrase("no_lessons", language), phrase("paste", language)]))


def no_lesson_answer(library: Library, request: Request) -> Answer:
    """An answer in a chat that says so, and suggests what to ask for instead."""
    content = no_lesson_message(library, request)
    return Answer(
        content, (), _WRITER, covered=False, suggestions=suggested_videos(library, request.language), reason=REASON
    )


def no_lesson_takeaways(library: Library, language: str) -> list[str]:
    """Two or three short sentences: what is missing, and what would help."""
    titles = [lesson.title for lesson in library.lessons][:_MOST_SUGGESTED]
    told = [phrase("no_lesson_short", language), phrase("paste_short", language)]
    return told + ([phrase("ask_another", language, titles=listed(titles, language))] if titles else [])


def suggested_videos(library: Library, language: str) -> tuple[str, ...]:
    """Messages that ask for a video of a lesson that there is."""
    return tuple(phrase("suggest_video", language, title=each.title) for each in library.lessons[:_MOST_SUGGESTED])
