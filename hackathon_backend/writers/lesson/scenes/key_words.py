"""What stands on the screen of a key point while it is said: words that its lesson emphasises, and a drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ....lessons import Lesson
from ....lessons.search.words import fold
from ....storyboard.drawing.art import chosen
from ....storyboard.kinds.icon import Icon
from ..named import things_beside
from .icons import icons_in
from .labels import capitalised

_KEY = 48
"""Characters that are read at a glance."""
_ENDS = " .!?;。！？।"


def key_words_of(line: str, lesson: Lesson) -> str:
    """The key words of a line that is one of the lesson's key points; "" if it is none, or emphasises none."""
    words = _of_point(line, lesson.key_words)
    return capitalised(words) if len(words) <= _KEY else ""


def drawings_beside(lines: Sequence[str], texts: Sequence[str], lesson: Lesson) -> list[str]:
    """A drawing for each of `texts`, which show `lines`: those that the lesson names for its key points, or else what
    the texts name themselves; all different, or none at all.
    """
    given = [chosen(_of_point(line, lesson.key_things), lesson.language) for line in lines]
    found = [art.id for art in given if art]
    if len({*found}) == len(lines):
        return found
    if not all(texts):
        return [Icon.none.value] * len(texts)
    icons = icons_in(lesson, texts)
    return things_beside(texts, lesson) if lesson.document and Icon.none in icons else icons


def _of_point(line: str, by_point: Mapping[str, str]) -> str:
    sought = fold(line).strip(_ENDS)
    return next((found for point, found in by_point.items() if fold(point).strip(_ENDS) == sought), "")
