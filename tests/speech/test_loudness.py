from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hackathon_backend.speech.base import resampled
from hackathon_backend.speech.loudness import held, levelled, loudness


def tone(level: float, seconds: float = 3.0, hertz: float = 997.0, rate: int = 48_000) -> NDArray[np.float32]:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def test_a_full_scale_tone_measures_as_the_standard_says() -> None:
    """EBU Tech 3341: a 1 kHz tone at 0 dBFS in one channel is -3.01 LUFS."""
    assert loudness(tone(1.0), 48_000) == pytest.approx(-3.01, abs=0.1)


def by_ffmpeg(sound: NDArray[np.float32], rate: int) -> float:
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="mono", time_base=Fraction(1, rate))
    sink = graph.add("abuffersink")
    graph.link_nodes(source, graph.add("ebur128", "metadata=1:framelog=quiet"), sink).configure()
    frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), "flt", "mono")
    frame.sample_rate = rate
    source.push(frame)
    source.push(None)
    measured = "nan"
    while True:
        try:
            measured = sink.pull().metadata.get("lavfi.r128.I", measured)
        except (av.error.EOFError, av.error.BlockingIOError):
            return float(measured)


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
def test_it_measures_what_ffmpeg_does(rate: int) -> None:
    """Noise that comes and goes between loud, quiet and silent, with all frequencies in it."""
    random = np.random.default_rng(1)
    levels = np.repeat(random.choice([0.3, 0.1, 0.03, 0.001, 0.0], 60), rate // 4)
    sound = (random.normal(size=len(levels)) * levels / 4).astype(np.float32)
    assert loudness(sound, rate) == pytest.approx(by_ffmpeg(sound, rate), abs=0.15)


@given(st.lists(st.tuples(st.integers(0, 9_999), st.floats(-8, 8, width=32)), max_size=20))
def test_no_sample_is_louder_than_the_limit(peaks: list[tuple[int, float]]) -> None:
    sound = tone(0.2, 10_000 / 22_050, rate=22_050)
    for at, height in peaks:
        sound[at] = height
    made = held(sound, 22_050)
    assert len(made) == len(sound)
    assert np.abs(made).max() <= 10 ** (-1.49 / 20)


def test_silence_has_no_loudness_and_stays_silence() -> None:
    silence = np.zeros(48_000, np.float32)
    assert loudness(silence, 48_000) == -np.inf
    assert not levelled(silence, 48_000).any()
    assert len(levelled(silence[:0], 48_000)) == 0


@pytest.mark.parametrize("level", [0.01, 0.1, 0.9])
@pytest.mark.parametrize("seconds", [0.1, 3.0])
def test_sound_of_any_length_and_level_comes_to_the_same_loudness(level: float, seconds: float) -> None:
    made = levelled(tone(level, seconds), 48_000)
    assert len(made) == round(seconds * 48_000)
    assert loudness(made, 48_000) == pytest.approx(-16, abs=0.5)


def test_peaks_are_held_and_the_loudness_is_still_met() -> None:
    sharp = tone(0.02)
    sharp[::4_800] = 0.9
    made = levelled(sharp, 48_000)
    assert loudness(made, 48_000) == pytest.approx(-16, abs=0.5)
    assert np.abs(resampled(made, 48_000, 192_000)).max() <= 10 ** (-1 / 20)
