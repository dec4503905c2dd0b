"""The few sentences that are said over a generated clip of some ten seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...lessons import Lesson
from ..cutting import cut_at_word
from .beats import beats_of, first_within, is_sayable, refers_back, speaking_time, spoken
from .topic import relevance

_WORDS_A_SECOND = 2.5
_ENOUGH = 2
"""Sentences, from which on a run of them is taken without looking for a longer one."""


def clip_lines(lesson: Lesson, topic: str, seconds: float) -> tuple[str, ...]:
    """Sentences of the lesson about `topic` that can be said within `seconds`: as many of those that belong together
    as fit, and a part of one only if no whole sentence does.
    """
    best: tuple[str, ...] = ()
    for run in _runs(lesson, topic):
        lines = first_within(run, seconds)
        if len(lines) >= _ENOUGH:
            return lines
        best = best or lines
    return best or (_cut(lesson, seconds),)


def _runs(lesson: Lesson, topic: str) -> Iterator[Sequence[str]]:
    """Runs of sentences that can be said one after the other, the most fitting first."""
    beats = beats_of(lesson)
    near = relevance(lesson, topic, [beat.text for beat in beats])
    if not any(near):
        yield [spoken(point) for point in lesson.key_points if is_sayable(point)]
    for place in sorted(range(len(beats)), key=lambda place: -near[place]):
        lines = [*beats[place].before, *map(spoken, filter(is_sayable, beats[place].items)), *beats[place].after]
        yield from (lines[start:] for start, line in enumerate(lines) if not refers_back(line))


def _cut(lesson: Lesson, seconds: float) -> str:
    """The beginning of the first text there is, for a lesson without a sentence that is short enough."""
    text = next(block.text for block in lesson.blocks if block.text.strip())
    text = cut_at_word(" ".join(text.split()[: max(1, int(seconds * _WORDS_A_SECOND))]), 400)
    while len(text) > 20 and speaking_time([text]) > seconds:
        text = text[: len(text) * 9 // 10].rstrip()
    return spoken(text)
