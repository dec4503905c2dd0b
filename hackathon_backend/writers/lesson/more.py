"""What a lesson has to say beyond what one part of a video tells of it."""

from __future__ import annotations

from ...lessons import Lesson
from ...lessons.search.words import fold
from ...storyboard import Storyboard
from .beats import beats_of, refers_back

_MOST = 3
"""Sentences that a part gets."""


def more_for(board: Storyboard, place: int, lesson: Lesson) -> tuple[str, ...]:
    """Sentences of the section that scene number `place` tells of, which no scene says yet, in their order."""
    told = fold(" ".join(scene.narration or "" for scene in board.scenes))
    here = fold(board.scenes[place].narration or "")
    said = [(beat.section, sentence) for beat in beats_of(lesson) for sentence in beat.prose]
    sections = [section for section, sentence in said if fold(sentence) in here]
    if not sections:
        return ()
    section = max(sections, key=sections.count)
    found: list[str] = []
    before_is_heard = True
    for of, sentence in said:
        is_told = fold(sentence) in told
        if of == section and not is_told and (before_is_heard or not refers_back(sentence)):
            found.append(sentence)
            is_told = True
        before_is_heard = is_told
    return tuple(found[:_MOST])
