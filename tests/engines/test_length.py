"""A film that is near to the length that was asked for is brought to it; any other keeps its own."""

from __future__ import annotations

import numpy as np
import pytest

from hackathon_backend.films.length import AS_IT_IS, Stretch, is_as_asked, stretch_to, stretched
from hackathon_backend.speech import Speech, TimedWord


@pytest.mark.parametrize(("asked", "seconds"), [(8, 8.9), (8, 7.1), (60, 62.9), (4, 5)])
def test_a_second_or_a_twentieth_is_close_enough(asked: float, seconds: float) -> None:
    assert is_as_asked(asked, seconds)
    assert not is_as_asked(asked, asked + 2 * (seconds - asked) + 0.2 * (1 if seconds > asked else -1))


@pytest.mark.parametrize("seconds", [18.0, 19.0, 20.0, 21.5, 22.9])
def test_a_film_that_is_near_reaches_its_length(seconds: float) -> None:
    stretch = stretch_to(20, seconds, 3)
    assert seconds / stretch.tempo + 3 * stretch.hold == pytest.approx(20, abs=0.35)


@pytest.mark.parametrize("seconds", [5.0, 12.0, 30.0])
def test_a_film_that_is_far_keeps_its_own(seconds: float) -> None:
    assert stretch_to(20, seconds, 2) == AS_IT_IS


def test_the_only_scene_of_a_film_is_held_as_long_as_one_looks_at_a_picture() -> None:
    stretch = stretch_to(8, 2.8, 1)
    assert 2.8 / stretch.tempo + stretch.hold == pytest.approx(8)
    assert stretch_to(20, 2.8, 1) == AS_IT_IS


def test_sound_and_words_are_stretched_alike() -> None:
    tone = np.sin(np.arange(44_100) / 20).astype(np.float32)
    spoken = Speech(tone, 22_050, (TimedWord("tone", 0.5, 1.5),), "espeak")
    longer = stretched(spoken, Stretch(tempo=0.8, hold=0.51), fps=30)
    assert longer.duration * 30 == pytest.approx(round(longer.duration * 30), abs=1e-3)
    assert longer.duration == pytest.approx(2.0 / 0.8 + 0.51, abs=0.04)
    assert (longer.words[0].start, longer.words[0].end) == pytest.approx((0.625, 1.875))
    assert np.abs(longer.samples[int(2.2 * longer.rate) : int(2.3 * longer.rate)]).max() > 0.5
    assert not longer.samples[int(2.7 * longer.rate) :].any()
