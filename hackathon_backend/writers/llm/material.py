"""What a language model works with, set apart from what it is told to do."""

from __future__ import annotations

import hashlib

from ...lessons import Lesson, Library

LESSON_CHARACTERS = 12_000
"""Of a lesson that a model is shown, at most."""
_MOST_LISTED = 40
_SUMMARY = 120


def lesson_material(lesson: Lesson, what: str) -> str:
    """The lesson between delimiters; `what` says which lesson it is."""
    return enclosed(what, f"Title: {lesson.title}\n\n{lesson.text[:LESSON_CHARACTERS]}")


def lesson_list(library: Library) -> str:
    """The lessons that there are, each in a line, or "" for an empty library."""
    listed = [f"- {lesson.title}: {lesson.summary[:_SUMMARY]}".rstrip(": ") for lesson in library.lessons]
    return enclosed("All lessons that the student can choose from", "\n".join(listed[:_MOST_LISTED])) if listed else ""


def enclosed(what: str, text: str) -> str:
    """`text` between two delimiters that do not occur in it, so that nothing in it can pass for what follows it."""
    tag = _tag(text)
    while tag in text:
        tag = _tag(tag + text)
    return f"{what}, from <{tag}> to </{tag}>:\n<{tag}>\n{text}\n</{tag}>"


def _tag(text: str) -> str:
    return f"material-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"
