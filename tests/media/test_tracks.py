from __future__ import annotations

import struct
from pathlib import Path

import av
import pytest

from hackathon_backend.media import Cue, add_tracks, probe, title_of

from .clips import heard

CUES = [Cue(0.5, 1.5, "Hello {x} <b>\nclass."), Cue(2.0, 3.0, "你好，مرحبا")]


def captions(path: Path) -> list[tuple[float, float, str]]:
    """What a player shows: start, end, text."""
    with av.open(str(path), "r") as film:
        shown = []
        for packet in film.demux(film.streams.subtitles[0]):
            text = bytes(packet)[2 : 2 + struct.unpack(">H", bytes(packet)[:2])[0]] if packet.size else b""
            if text and packet.pts is not None and packet.duration is not None:
                start, lasts = (float(value * packet.time_base) for value in (packet.pts, packet.duration))
                shown.append((start, start + lasts, text.decode()))
        return shown


def test_captions_are_shown_at_their_times(silent_clip: Path, tmp_path: Path) -> None:
    add_tracks(silent_clip, tmp_path / "out.mp4", CUES)
    assert captions(tmp_path / "out.mp4") == [(cue.start, cue.end, cue.text) for cue in CUES]


@pytest.mark.parametrize(("tag", "code"), [("en", "eng"), ("pt-BR", "por"), ("ha", "hau"), ("fil", "und")])
def test_captions_and_sound_tell_their_language(sounding_clip: Path, tmp_path: Path, tag: str, code: str) -> None:
    add_tracks(sounding_clip, tmp_path / "out.mp4", CUES, language=tag)
    with av.open(str(tmp_path / "out.mp4"), "r") as film:
        assert [film.streams.subtitles[0].language, film.streams.audio[0].language] == [code, code]


def test_the_film_carries_its_title(silent_clip: Path, tmp_path: Path) -> None:
    add_tracks(silent_clip, tmp_path / "out.mp4", (), title="Wie Wasser fließt & steigt")
    assert title_of(tmp_path / "out.mp4") == "Wie Wasser fließt & steigt"
    assert title_of(silent_clip) == ""


def test_chapters_can_be_jumped_to(silent_clip: Path, tmp_path: Path) -> None:
    add_tracks(silent_clip, tmp_path / "out.mp4", CUES, [(0.0, "Light & leaf"), (2.0, "Zucker 🍬")])
    with av.open(str(tmp_path / "out.mp4"), "r") as film:
        chapters = film.chapters()
    assert [chapter["metadata"]["title"] for chapter in chapters] == ["Light & leaf", "Zucker 🍬"]
    assert [(chapter["start"], chapter["end"]) for chapter in chapters] == [(0, 2000), (2000, 4000)]


def test_pictures_and_sound_are_the_very_same(sounding_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    add_tracks(sounding_clip, out, CUES, [(0.0, "All")])
    for stream in ("video", "audio"):
        packets = []
        for path in (sounding_clip, out):
            with av.open(str(path), "r") as film:
                packets.append([bytes(packet) for packet in film.demux(**{stream: 0}) if packet.size])
        assert packets[0] == packets[1]
    assert (heard(out) == heard(sounding_clip)).all()
    assert probe(out).duration == pytest.approx(probe(sounding_clip).duration, abs=0.05)
    assert out.read_bytes().index(b"moov") < out.read_bytes().index(b"mdat")


def test_without_captions_and_chapters_there_are_no_tracks(silent_clip: Path, tmp_path: Path) -> None:
    add_tracks(silent_clip, tmp_path / "out.mp4", [Cue(1.0, 1.0, "blink"), Cue(1.0, 2.0, " ")])
    with av.open(str(tmp_path / "out.mp4"), "r") as film:
        assert [stream.type for stream in film.streams] == ["video"]


def test_the_same_input_gives_the_same_bytes(silent_clip: Path, tmp_path: Path) -> None:
    for name in ("one.mp4", "two.mp4"):
        add_tracks(silent_clip, tmp_path / name, CUES, [(0.0, "All")])
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()
