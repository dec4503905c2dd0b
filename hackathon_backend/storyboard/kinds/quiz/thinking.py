"""When a quiz leaves time to think: what is drawn and a player that waits for an answer go by the same times."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...drawing.motion.tracks import ENTER
from ...timing.cues import LEAD, CueClock
from ...timing.timing import SceneTiming, Word, estimate_speech
from .scene import THINKING, QuizScene

FIRST = 0.3
"""Seconds until the first option comes."""


def thinking_time(scene: QuizScene, timing: SceneTiming) -> tuple[float, float]:
    """From when to when a quiz that is timed so leaves time to think, in seconds from the start of its scene."""
    return pause(scene, CueClock(timing))


def pause(scene: QuizScene, clock: CueClock) -> tuple[float, float]:
    """From when to when there is time to think, in seconds: after the question has been asked, until the answer."""
    words, duration = clock.timing.words, clock.duration
    if not words:
        asked, told = _estimated(scene, duration)
    elif scene.narration and scene.answer_narration:
        asked, told = _silence(words)
    elif scene.narration:
        asked, told = clock.speech_end, clock.speech_end + THINKING
    else:
        asked, told = FIRST, words[0].start
    told = min(max(told - LEAD, FIRST + 0.5), max(duration - 1.5, FIRST + 0.5))
    return min(max(asked, FIRST), told - 0.5), told


def ends(scene: QuizScene, clock: CueClock) -> float:
    """When the answer is there, in seconds."""
    return pause(scene, clock)[1] + ENTER


def _silence(words: Sequence[Word]) -> tuple[float, float]:
    """The longest silence between two words: nobody pauses for so long within a sentence."""
    gaps = [(later.start - earlier.end, earlier.end, later.start) for earlier, later in pairwise(words)]
    _, start, end = max(gaps, default=(0.0, words[0].end, words[0].end + THINKING))
    return start, end


def _estimated(scene: QuizScene, duration: float) -> tuple[float, float]:
    """Where the pause is in a scene of which only the duration is known."""
    guess = estimate_speech(scene)
    before = next((one.end for one, other in pairwise(guess.words) if other.start - one.end > THINKING / 2), None)
    if before is None:
        before = max((word.end for word in guess.words), default=0.0) if scene.narration else 0.0
    scale = max(duration - THINKING, 0.0) / max(guess.duration - THINKING, 0.1)
    return before * scale, before * scale + THINKING
