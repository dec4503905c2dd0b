"""Films that are too much, or none, are refused before they cost anything."""

from __future__ import annotations

import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from hackathon_backend.errors import MediaError
from hackathon_backend.media import change_speed, check_joined, checked, probe, recoding, trim
from hackathon_backend.media.limits import LONGEST, MOST_CLIPS, MOST_SECONDS, work_seconds
from tests.server import ROOT

from .clips import make_clip, still_clip

_LOOK = """
import resource, sys
from pathlib import Path
from hackathon_backend.errors import MediaError
from hackathon_backend.media import checked

print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
try:
    checked(Path(sys.argv[1]), "video")
except MediaError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def refused(path: Path) -> str:
    with pytest.raises(MediaError) as error:
        checked(path, "video")
    assert error.value.param == "video"
    return error.value.message


def test_a_film_as_it_should_be_is_told_about(silent_clip: Path) -> None:
    assert checked(silent_clip, "video") == probe(silent_clip)


@pytest.mark.slow
def test_a_bomb_of_pixels_is_not_unpacked(tmp_path: Path) -> None:
    """Blank pictures of 12,000 x 12,000 pixels take next to nothing as a file."""
    bomb = tmp_path / "bomb.mov"
    with av.open(str(bomb), "w") as film:
        video = film.add_stream("png", rate=1)
        video.width, video.height, video.pix_fmt = 12_000, 12_000, "gray"
        frame = av.VideoFrame.from_ndarray(np.zeros((12_000, 12_000), np.uint8), "gray")
        film.mux([*video.encode(frame), *video.encode(None)])
    refused(bomb)
    # In a process of its own: this one has just held such a picture.
    look = [sys.executable, "-c", _LOOK, str(bomb)]
    told = subprocess.run(look, capture_output=True, check=True, text=True, env={"PYTHONPATH": str(ROOT)})
    before, after = (int(kilobytes) for kilobytes in told.stdout.split())
    assert after - before < 60_000


@pytest.mark.slow
def test_big_pictures_long_films_and_specks_are_refused(tmp_path: Path) -> None:
    assert "5000 x 5000" in refused(make_clip(tmp_path / "big.mp4", 0.08, size=(5000, 5000)))
    long = still_clip(tmp_path / "long.mp4", {0.0: 40, 200.0: 90}, LONGEST + 20)
    assert f"{LONGEST + 20:.0f} seconds" in refused(long)


def test_what_is_no_film_is_refused(tmp_path: Path, sounding_clip: Path) -> None:
    whole = sounding_clip.read_bytes()
    playlist = b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"
    concat = b"ffconcat version 1.0\nfile /etc/passwd\n"
    for number, data in enumerate([b"", b"text", playlist, concat, whole[:200], whole[: len(whole) // 2]]):
        path = tmp_path / f"{number}.mp4"
        path.write_bytes(data)
        refused(path)
    refused(tmp_path / "missing.mp4")


def test_too_much_is_not_joined(silent_clip: Path, tmp_path: Path) -> None:
    short, long = probe(silent_clip), probe(still_clip(tmp_path / "long.mp4", {0.0: 40, 100.0: 90}, 200.0))
    check_joined([short, long], "videos")
    for films in ([short], [short] * (MOST_CLIPS + 1), [long, long]):
        with pytest.raises(MediaError) as error:
            check_joined(films, "videos")
        assert error.value.param == "videos"


def test_a_stream_that_begins_late_is_set_to_begin_at_once(tmp_path: Path) -> None:
    """MPEG-TS begins at 1.4 seconds or so; what comes of it begins at 0."""
    clip = make_clip(tmp_path / "clip.ts", 3.0)
    trim(clip, tmp_path / "part.mp4", 1.0, 2.0)
    with av.open(str(tmp_path / "part.mp4"), "r") as film:
        times = [frame.time for frame in film.decode(video=0)]
    assert times[0] == 0
    assert len(times) == 25


def test_a_small_file_that_claims_millions_of_pictures_is_refused_at_once(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.mp4"
    make_clip(bomb, seconds=0.04, codec="mpeg4")
    data = bytearray(bomb.read_bytes())
    # Time to sample, sample size, sample to chunk (ISO 14496-12, 8.6 and 8.7): so many, all alike.
    for box, place, values in (("stts", 12, (5_000_000, 1)), ("stsz", 12, (5_000_000,)), ("stsc", 16, (5_000_000,))):
        struct.pack_into(f">{len(values)}I", data, data.index(box.encode()) + place, *values)
    bomb.write_bytes(data)
    assert "5,000,000 pictures" in refused(bomb)


def test_a_film_that_does_not_say_how_many_pictures_it_has_is_worked_on_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = make_clip(tmp_path / "clip.mkv", 2.0)
    monkeypatch.setattr(recoding, "MOST_FRAMES", 30)
    with pytest.raises(MediaError, match="more pictures"):
        change_speed(clip, tmp_path / "faster.mp4", 2.0)
    assert list(tmp_path.iterdir()) == [clip]


def test_work_on_a_film_is_given_time_by_what_it_may_hold(silent_clip: Path) -> None:
    short = probe(silent_clip)
    assert work_seconds([short]) < work_seconds([short, replace(short, duration=60.0)]) < MOST_SECONDS
    assert work_seconds([replace(short, duration=LONGEST, width=4096, height=2304)]) == MOST_SECONDS
