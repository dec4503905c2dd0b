"""What a student could ask about a lesson, taken from its own headings."""

from __future__ import annotations

from dataclasses import dataclass

from ..lessons import Lesson
from ..writers.follow_ups import askable_sections
from ..writers.lesson.phrases import phrase


@dataclass(frozen=True)
class Suggestion:
    """A message that a student can send as it is."""

    text: str
    video: bool = False


def suggestions_for(lesson: Lesson) -> tuple[Suggestion, ...]:
    """Up to three: a video of the lesson, and two of its sections."""
    found = [Suggestion(phrase("suggest_video", lesson.language, title=lesson.title), video=True)]
    sections = askable_sections(lesson)
    # One from the beginning and one from the middle: together they say what kind of lesson it is.
    chosen = dict.fromkeys([*sections[:1], *sections[len(sections) // 2 :][:1], *sections[1:2]])
    for key, section in zip(("suggest_section", "suggest_more"), chosen, strict=False):
        found.append(Suggestion(phrase(key, lesson.language, section=section)))
    return tuple(found)
