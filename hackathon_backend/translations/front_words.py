"""What people read of a lesson beside its text: its summary, its question, its other names, what to remember."""

from __future__ import annotations

from collections.abc import Mapping

from ..lessons import Lesson
from ..lessons.markdown.front_matter import front_matter
from ..storyboard.drawing.art import chosen
from .markdown import TranslatedText

FrontWords = Mapping[str, tuple[str, ...]]
"""By the field of the front matter, the texts that it has."""


def front_words(lesson: Lesson) -> FrontWords:
    """What is to be translated of a lesson's front matter, besides its title."""
    words = {
        "summary": (lesson.summary,),
        "question": (lesson.question,),
        "keywords": lesson.keywords,
        "takeaways": lesson.takeaways,
    }
    return {field: found for field, texts in words.items() if (found := tuple(filter(None, texts)))}


def translated_front(lesson: Lesson, made: TranslatedText, language: str) -> str:
    """The front matter of the translation. Drawings are called by their ids, which are the same in any language."""
    told = {field: texts[0] if field in ("summary", "question") else texts for field, texts in made.words.items()}
    drawn = {
        field: tuple(art.id if (art := chosen(each, lesson.language)) else each for each in names)
        for field, names in (("things", lesson.things), ("remember", lesson.remember))
    }
    return front_matter({"title": made.title, "language": language, "document": lesson.document, **told, **drawn})
