"""A film faster or slower, with the same pictures and the same pitch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hackathon_backend.errors import MediaError
from hackathon_backend.media import change_speed, probe

from .clips import heard, make_clip, picture, still_clip, tone
from .test_poster import unlike
from .test_sound import pictures
from .test_trim import frames


def pitch(sound: np.ndarray) -> float:
    """The loudest frequency in the middle of a sound at 48 kHz, in hertz."""
    middle = sound[0, sound.shape[1] // 4 : -sound.shape[1] // 4]
    return float(np.abs(np.fft.rfft(middle * np.hanning(len(middle)))).argmax() * 48_000 / len(middle))


@pytest.mark.slow
@pytest.mark.parametrize("factor", [0.25, 0.5, 0.9, 1.5, 2.0, 3.0, 4.0])
@pytest.mark.parametrize("options", [{}, {"bf": "3", "preset": "medium"}])
def test_it_takes_its_part_of_the_time_at_the_same_pitch(
    tmp_path: Path, factor: float, options: dict[str, str]
) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 4.0, sound=tone(4.0, 440).reshape(1, -1), **options)
    change_speed(clip, tmp_path / "out.mp4", factor)
    assert probe(tmp_path / "out.mp4").duration == pytest.approx(4.0 / factor, abs=0.06)
    sound = heard(tmp_path / "out.mp4")
    assert sound.shape[1] / 48_000 == pytest.approx(4.0 / factor, abs=0.06)
    assert pitch(sound) == pytest.approx(440, rel=0.02)
    for time, shown in frames(tmp_path / "out.mp4")[:: 9 if factor < 3 else 3]:
        assert unlike(shown, picture(round(time * factor * 25) / 25, 320, 180)) < 8


def test_pictures_are_copied_while_there_are_not_too_many(silent_clip: Path, tmp_path: Path) -> None:
    change_speed(silent_clip, tmp_path / "out.mp4", 2.0)
    assert pictures(tmp_path / "out.mp4") == pictures(silent_clip)
    change_speed(silent_clip, tmp_path / "out.mp4", 4.0)
    assert len(frames(tmp_path / "out.mp4")) == pytest.approx(60, abs=10)


def test_slides_stand_for_their_part_of_the_time(tmp_path: Path) -> None:
    clip = still_clip(tmp_path / "slides.mp4", {0.0: 40, 4.0: 120, 8.0: 220}, 12.0)
    change_speed(clip, tmp_path / "out.mp4", 1.6)
    assert [time for time, _ in frames(tmp_path / "out.mp4")] == [pytest.approx(at / 1.6, abs=0.01) for at in (0, 4, 8)]
    assert probe(tmp_path / "out.mp4").duration == pytest.approx(7.5, abs=0.03)


@pytest.mark.parametrize("factor", [0.0, -1.0, 0.2, 4.1, 1000.0])
def test_other_factors_are_refused_by_name(silent_clip: Path, tmp_path: Path, factor: float) -> None:
    with pytest.raises(MediaError, match="factor") as refused:
        change_speed(silent_clip, tmp_path / "out.mp4", factor)
    assert refused.value.param == "factor"


def test_a_film_is_not_made_too_long(tmp_path: Path) -> None:
    clip = still_clip(tmp_path / "slides.mp4", {0.0: 40, 50.0: 90}, 100.0)
    with pytest.raises(MediaError, match="400 seconds"):
        change_speed(clip, tmp_path / "out.mp4", 0.25)
