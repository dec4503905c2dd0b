from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from hackathon_backend.errors import MediaError
from hackathon_backend.media import probe

from .clips import make_clip, tone


def test_it_tells_what_is_in_a_video(sounding_clip: Path) -> None:
    info = probe(sounding_clip)
    assert info.duration == pytest.approx(4.0, abs=0.05)
    assert (info.width, info.height, info.fps) == (320, 180, 25.0)
    assert (info.has_audio, info.video_codec, info.audio_codec) == (True, "h264", "aac")
    assert "mp4" in info.format


def test_a_video_without_sound_has_none(silent_clip: Path) -> None:
    info = probe(silent_clip)
    assert (info.has_audio, info.audio_codec) == (False, None)


def test_webm_is_a_video_too(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.webm", 1.0, codec="libvpx-vp9", deadline="realtime")
    assert probe(clip).video_codec == "vp9"


def test_a_video_turned_by_its_player_has_the_size_that_is_seen(tmp_path: Path, silent_clip: Path) -> None:
    turned = tmp_path / "turned.mp4"
    with av.open(str(silent_clip), "r") as clip, av.open(str(turned), "w") as film:
        stream = film.add_stream_from_template(clip.streams.video[0])
        stream.set_display_rotation(90)
        for packet in clip.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                film.mux(packet)
    info = probe(turned)
    assert (info.width, info.height) == (180, 320)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><title>404</title><h1>Not found</h1>",
        b'{"error": "expired"}',
        b"#EXTM3U\n#EXTINF:10,\n/etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"\x00" * 10_000,
    ],
)
def test_anything_else_under_the_name_of_a_video_is_refused(tmp_path: Path, content: bytes) -> None:
    fake = tmp_path / "video.mp4"
    fake.write_bytes(content)
    with pytest.raises(MediaError, match=r"video\.mp4"):
        probe(fake)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
@pytest.mark.parametrize("movflags", ["faststart", "empty_moov+frag_keyframe", ""])
def test_a_video_that_was_cut_short_is_refused(silent_clip: Path, tmp_path: Path, share: float, movflags: str) -> None:
    whole, cut = tmp_path / "whole.mp4", tmp_path / "cut.mp4"
    with (
        av.open(str(silent_clip), "r") as clip,
        av.open(str(whole), "w", options={"movflags": movflags} if movflags else {}) as film,
    ):
        stream = film.add_stream_from_template(clip.streams.video[0])
        for packet in clip.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                film.mux(packet)
    assert probe(whole).width == 320
    cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    with pytest.raises(MediaError):
        probe(cut)


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "sound.mp4"
    with av.open(str(path), "w") as film:
        stream = film.add_stream("aac", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone(1.0).reshape(1, -1), "fltp", "mono")
        frame.sample_rate = 48_000
        film.mux([*stream.encode(frame), *stream.encode(None)])
    with pytest.raises(MediaError, match="no picture"):
        probe(path)


def test_a_picture_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "picture.mp4"
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as film:
        stream = film.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "rgb24"
        film.mux([*stream.encode(av.VideoFrame.from_ndarray(np.zeros((36, 64, 3), np.uint8))), *stream.encode(None)])
    with pytest.raises(MediaError):
        probe(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="No such file"):
        probe(tmp_path / "none.mp4")
