from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from hackathon_backend.speech import TimedWord
from hackathon_backend.speech.voiced import FRAME, shortened, spread, trimmed, voiced

RATE = 22_050


def bursts(*spans: tuple[float, float], seconds: float, rate: int = RATE) -> NDArray[np.float32]:
    time = np.arange(round(seconds * rate)) / rate
    loud = np.any([(time >= start) & (time < end) for start, end in spans], axis=0)
    return (0.3 * np.sin(2 * np.pi * 200 * time) * loud).astype(np.float32)


@pytest.mark.slow
@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 24_000, 44_100])
def test_the_times_of_speech_do_not_drift(rate: int) -> None:
    heard = np.flatnonzero(voiced(bursts((299.0, 299.5), seconds=300.0, rate=rate), rate))
    assert heard[0] * FRAME == pytest.approx(299.0, abs=0.02)
    assert (heard[-1] + 1) * FRAME == pytest.approx(299.5, abs=0.02)


def test_the_silence_at_the_end_is_cut() -> None:
    assert len(trimmed(bursts((0.2, 1.0), seconds=3.0), RATE)) / RATE == pytest.approx(1.1, abs=0.02)
    assert len(trimmed(np.zeros(RATE, np.float32), RATE)) == 0


def test_a_word_ends_with_its_sound() -> None:
    (word,) = shortened([TimedWord("word", 0.0, 2.0)], bursts((0.0, 0.8), seconds=2.0), RATE)
    assert word.end == pytest.approx(0.8, abs=0.02)


def test_words_are_laid_over_speech_and_skip_the_pauses() -> None:
    sound = bursts((0.5, 1.5), (2.5, 3.5), seconds=4.0)
    one, two, three, four = spread(["one", "two", "three", "four"], [1, 1, 1, 1], sound, RATE)
    assert one.start == pytest.approx(0.5, abs=0.02)
    assert two.end == pytest.approx(1.5, abs=0.02)
    assert three.start == pytest.approx(2.5, abs=0.02)
    assert four.end == pytest.approx(3.5, abs=0.02)


def test_words_are_laid_over_silence_too() -> None:
    words = spread(["one", "two"], [1, 3], np.zeros(RATE, np.float32), RATE)
    assert [round(word.end, 1) for word in words] == [0.2, 1.0]
    assert spread([], [], np.zeros(RATE, np.float32), RATE) == ()
