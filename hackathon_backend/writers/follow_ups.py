"""What a student could ask next, out of a lesson's own headings."""

from __future__ import annotations

from ..lessons import Lesson
from ..lessons.search.words import fold, terms
from ..lessons.summary import is_summary
from .lesson.asked import asked_in
from .lesson.phrases import phrase

_LONGEST = 60
"""Characters of a heading that still makes a short question."""
_MOST = 3


def askable_sections(lesson: Lesson) -> list[str]:
    """The headings that can be asked about: something is said below them that is more than the lesson's title."""
    told = {block.section for block in asked_in(lesson)[0].blocks if block.kind != "heading"}
    known = set(terms(lesson.title, lesson.language))
    return [
        name
        for name in lesson.sections
        if name in told
        and len(name) <= _LONGEST
        and not is_summary(name)
        and not known.issuperset(terms(name, lesson.language))
    ]


def follow_ups(lesson: Lesson, language: str, *, after: str = "", video: bool = True) -> tuple[str, ...]:
    """Up to three messages: about the sections that follow the one named `after`, and for a video (or a quiz)."""
    sections = askable_sections(lesson)
    at = next((place + 1 for place, name in enumerate(sections) if fold(name) == fold(after)), 0)
    next_ones = [name for name in (*sections[at:], *sections[:at]) if fold(name) != fold(after)]
    keys = ("suggest_section", "suggest_more")
    found = [phrase(key, language, section=name) for key, name in zip(keys, next_ones, strict=False)]
    found.append(phrase("suggest_video" if video else "suggest_quiz", language, title=lesson.title))
    return tuple(found[:_MOST])
