"""A part of a film: the right pictures and the right sound, from the first moment to the last."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from hackathon_backend.errors import MediaError
from hackathon_backend.media import probe, trim

from .clips import heard, level, make_clip, picture, still_clip, tone, turned
from .test_poster import unlike
from .test_sound import pictures


def frames(path: Path) -> list[tuple[float, np.ndarray]]:
    """Every picture and its time."""
    with av.open(str(path), "r") as film:
        return [(frame.time or 0.0, frame.to_ndarray(format="rgb24")) for frame in film.decode(video=0)]


@pytest.mark.slow
@pytest.mark.parametrize("options", [{"g": "250"}, {"g": "250", "bf": "3", "preset": "medium"}])
@pytest.mark.parametrize(("start", "end"), [(0.0, 1.2), (1.0, 3.0), (2.36, 3.08), (3.0, None), (1.5, 99.0)])
def test_exactly_the_pictures_of_the_part_are_left(
    tmp_path: Path, options: dict[str, str], start: float, end: float | None
) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 4.0, **options)
    trim(clip, tmp_path / "part.mp4", start, end)
    until = min(end or 4.0, 4.0)
    found = frames(tmp_path / "part.mp4")
    assert probe(tmp_path / "part.mp4").duration == pytest.approx(until - start, abs=0.03)
    assert found[0][0] == pytest.approx(0.0, abs=0.001)
    for time, shown in found:
        of = np.floor((start + time) * 25 + 1e-3) / 25
        assert unlike(shown, picture(of, 320, 180)) < 8, (time, of)
    assert found[-1][0] == pytest.approx(until - start - 0.04, abs=0.045)


def test_what_begins_with_a_key_picture_is_copied(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 4.0, g="25")
    trim(clip, tmp_path / "part.mp4", 1.0, 3.0)
    assert pictures(tmp_path / "part.mp4") == pictures(clip)[25:75]


def test_the_sound_is_cut_to_the_sample(tmp_path: Path) -> None:
    """A tone from 1.0 to 2.0 s in a film of 4 s, of which 0.75 to 2.5 s are kept."""
    sound = np.zeros((1, 4 * 48_000), np.float32)
    sound[0, 48_000:96_000] = tone(1.0)
    clip = make_clip(tmp_path / "clip.mp4", 4.0, sound=sound)
    trim(clip, tmp_path / "part.mp4", 0.75, 2.5)
    kept = heard(tmp_path / "part.mp4")
    assert kept.shape[1] / 48_000 == pytest.approx(1.75, abs=0.03)
    assert level(kept, 0.0, 0.22) < -55 < -25 < level(kept, 0.28, 1.22)
    assert level(kept, 1.28, 1.7) < -55


def test_a_picture_that_stands_still_is_there_from_the_first_moment(tmp_path: Path) -> None:
    """Slides: one at 0, 4 and 8 s of 12. The part from 5 to 9 begins with the second."""
    clip = still_clip(tmp_path / "slides.mp4", {0.0: 40, 4.0: 120, 8.0: 220}, 12.0)
    trim(clip, tmp_path / "part.mp4", 5.0, 9.0)
    found = [(round(time, 2), round(float(shown.mean()), -1)) for time, shown in frames(tmp_path / "part.mp4")]
    assert found == [(0.0, 120.0), (3.0, 220.0)]
    assert probe(tmp_path / "part.mp4").duration == pytest.approx(4.0, abs=0.03)


@pytest.mark.parametrize("degrees", [90, -90, 180])
def test_a_film_of_a_phone_comes_out_upright(tmp_path: Path, degrees: int) -> None:
    clip = turned(make_clip(tmp_path / "clip.mp4", 2.0), degrees)
    trim(clip, tmp_path / "part.mp4", 1.0, 1.5)
    _, shown = frames(tmp_path / "part.mp4")[0]
    assert unlike(shown, np.rot90(picture(1.0, 320, 180), degrees // 90)) < 8
    info = probe(tmp_path / "part.mp4")
    assert (info.width, info.height) == (shown.shape[1], shown.shape[0])


def test_odd_sizes_and_other_codecs_become_what_every_browser_plays(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.webm", 2.0, size=(321, 181), codec="libvpx-vp9", deadline="realtime")
    trim(clip, tmp_path / "part.mp4", 0.5, 1.5)
    info = probe(tmp_path / "part.mp4")
    assert (info.width, info.height, info.video_codec) == (320, 180, "h264")
    assert info.duration == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(
    ("start", "end", "param"), [(4.0, None, "start"), (99.0, 100.0, "start"), (2.0, 2.0, "end"), (3.0, 1.0, "end")]
)
def test_parts_that_are_none_are_refused_by_name(
    silent_clip: Path, tmp_path: Path, start: float, end: float | None, param: str
) -> None:
    with pytest.raises(MediaError, match=param) as refused:
        trim(silent_clip, tmp_path / "part.mp4", start, end)
    assert refused.value.param == param
    assert list(tmp_path.iterdir()) == []
