"""Known subjects: what a section speaks of, as a drawing from the library with its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....lessons import Lesson
from ....lessons.search.words import fold
from ....storyboard.fields import Fields
from ....storyboard.kinds.cutaway.drawing import PartOf
from ....storyboard.kinds.cutaway.library import drawing_of, known_subject
from ..plan import ToldBeat
from .labels import cue_at

_FEWEST, _MOST_PARTS = 2, 8
"""Parts that are worth a drawing, and that have room in one."""
_SUBJECT_WORDS = 3


def subject(told: ToldBeat, lesson: Lesson) -> Fields | None:
    """A drawing from the library, if its subject is the section's and two of its parts are spoken of."""
    for name in (*_runs(told.beat.section), *_runs(lesson.title)):
        if (subject := known_subject(name)) is None:
            continue
        drawing, said = drawing_of(subject), told.narration
        names = {
            id_: next((found for name in (*each.names.values(), *each.synonyms) if (found := _said(name, said))), "")
            for id_, each in drawing.parts.items()
        }
        headed = next((id_ for id_, each in drawing.parts.items() if _is_named(told.beat.section, each)), "")
        if headed and not names[headed]:
            names[headed] = cue_at(said)
        parts = [{"part": drawing.parts[id_].names["en"], "cue": cue} for id_, cue in names.items() if cue]
        if len(parts) >= _FEWEST or (headed and parts):
            parts.sort(key=lambda part: said.find(part["cue"]))
            return {"type": "cutaway", "subject": drawing.names["en"], "parts": parts[:_MOST_PARTS]}
    return None


def _is_named(section: str, part: PartOf) -> bool:
    """Whether a section is about that part, by its heading."""
    return fold(section) in {fold(name) for name in (*part.names.values(), *part.synonyms)}


def _runs(text: str) -> Iterator[str]:
    """Runs of up to three words, the longest first."""
    words = re.findall(r"[\w'’-]+", text)[:12]
    for length in range(_SUBJECT_WORDS, 0, -1):
        yield from (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))


def _said(name: str, text: str) -> str:
    """`name` as it is said in a text; "" if it is not."""
    if len(name) < 3:
        return ""
    found = re.search(rf"\b{re.escape(name)}(?:s|es)?\b", text, re.IGNORECASE)
    return found[0] if found else ""
