from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from hackathon_backend.errors import MediaError
from hackathon_backend.media import join, probe

from .clips import heard, level, make_clip, picture, tone


def shown(path: Path) -> list[tuple[float, float]]:
    """The time and mean brightness of every picture."""
    with av.open(str(path), "r") as film:
        return [(frame.time or 0.0, float(frame.to_ndarray(format="gray").mean())) for frame in film.decode(video=0)]


def test_clips_of_one_kind_are_copied_one_after_the_other(tmp_path: Path) -> None:
    clips = [make_clip(tmp_path / f"{index}.mp4", 2.0) for index in range(3)]
    join(clips, tmp_path / "film.mp4")
    frames = shown(tmp_path / "film.mp4")
    assert len(frames) == 150
    assert np.allclose(np.diff([time for time, _ in frames]), 0.04, atol=0.002)
    assert probe(tmp_path / "film.mp4").duration == pytest.approx(6.0, abs=0.1)
    assert [frames[index][1] < 20 for index in (0, 45, 50, 95, 100, 145)] == [True, False] * 3


def test_clips_of_other_kinds_are_brought_to_the_size_of_the_first(tmp_path: Path) -> None:
    wide = make_clip(tmp_path / "wide.mp4", 1.0)
    tall = make_clip(tmp_path / "tall.webm", 1.0, size=(180, 320), codec="libvpx-vp9", deadline="realtime")
    join([wide, tall], tmp_path / "film.mp4")
    info = probe(tmp_path / "film.mp4")
    assert (info.width, info.height, info.video_codec) == (320, 180, "h264")
    assert info.duration == pytest.approx(2.0, abs=0.1)
    with av.open(str(tmp_path / "film.mp4"), "r") as film:
        last = list(film.decode(video=0))[-1].to_ndarray(format="rgb24")
    assert last[:, :100].max() < 40
    assert np.abs(last[90, 160].astype(int) - picture(0.96, 180, 320)[160, 90].astype(int)).max() < 40


def test_each_clip_keeps_its_sound_in_its_place(tmp_path: Path) -> None:
    loud = make_clip(tmp_path / "loud.mp4", 1.0, sound=np.stack([tone(1.0), tone(1.0)]))
    quiet = make_clip(tmp_path / "quiet.mp4", 1.0)
    join([quiet, loud, quiet], tmp_path / "film.mp4")
    sound = heard(tmp_path / "film.mp4")
    assert level(sound, 0.1, 0.9) < -60 < level(sound, 1.2, 1.8) > -25
    assert level(sound, 2.2, 2.8) < -60


def test_no_clips_make_no_film(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no clips"):
        join([], tmp_path / "film.mp4")
