from __future__ import annotations

import hashlib
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from hackathon_backend.errors import MediaError
from hackathon_backend.media import Mode, add_speech, add_tracks, code_speech, probe

from .clips import heard, level, make_clip, tone, words_like

RATE = 22_050


def pictures(path: Path) -> list[str]:
    """What every coded picture is, as a digest."""
    with av.open(str(path), "r") as film:
        return [hashlib.sha256(bytes(packet)).hexdigest() for packet in film.demux(video=0) if packet.size]


def loudness(sound: NDArray[np.float32]) -> float:
    graph = av.filter.Graph()
    layout = "stereo" if len(sound) == 2 else "mono"
    source = graph.add_abuffer(sample_rate=48_000, format="fltp", layout=layout)
    sink = graph.add("abuffersink")
    graph.link_nodes(source, graph.add("ebur128", "metadata=1:framelog=quiet"), sink).configure()
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), "fltp", layout)
    frame.sample_rate = 48_000
    source.push(frame)
    source.push(None)
    measured = ""
    while True:
        try:
            measured = sink.pull().metadata.get("lavfi.r128.I", measured)
        except (av.error.EOFError, av.error.BlockingIOError):
            return float(measured)


def test_speech_is_heard_where_it_was_put(silent_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    add_speech(silent_clip, tone(1.0, 220, 0.3, RATE), RATE, out, start=1.5)
    sound = heard(out)
    assert level(sound, 0.0, 1.4) < -60
    assert level(sound, 1.6, 2.4) > -30
    assert level(sound, 2.6, 3.9) < -60


def test_the_pictures_are_the_very_same(silent_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    add_speech(silent_clip, words_like(2.0), RATE, out)
    assert pictures(out) == pictures(silent_clip)
    assert probe(out).duration == pytest.approx(4.0, abs=0.05)


@pytest.mark.parametrize("mode", ["mix", "replace"])
@pytest.mark.parametrize("clip", ["silent_clip", "sounding_clip"])
def test_the_sound_track_is_at_the_loudness_of_all_videos(
    clip: str, mode: Mode, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    out = tmp_path / "out.mp4"
    add_speech(request.getfixturevalue(clip), words_like(4.0) * 0.05, RATE, out, mode=mode)
    sound = heard(out)
    assert loudness(sound) == pytest.approx(-16, abs=0.7)
    assert np.abs(sound).max() < 10 ** (-0.5 / 20)


def test_mixing_keeps_the_clips_own_sound_under_the_words(tmp_path: Path) -> None:
    """The bed is a tone of 1000 Hz, the speech one of 220 Hz from the 2nd to the 4th second."""
    clip = make_clip(tmp_path / "clip.mp4", 6.0, sound=tone(6.0, 1000, 0.2).reshape(1, -1))
    out = tmp_path / "out.mp4"
    add_speech(clip, tone(2.0, 220, 0.3, RATE), RATE, out, start=2.0)
    sound = heard(out)

    def bed(start: float, end: float) -> float:
        part = sound[0, int(start * 48_000) : int(end * 48_000)]
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
        return 20 * float(np.log10(spectrum[round(1000 * len(part) / 48_000)] / len(part)))

    assert -25 < bed(2.5, 3.5) - bed(0.5, 1.5) < -10
    assert bed(5.2, 5.9) - bed(0.5, 1.5) == pytest.approx(0, abs=2)


def test_replacing_drops_the_clips_own_sound(sounding_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    add_speech(sounding_clip, tone(1.0, 220, 0.3, RATE), RATE, out, mode="replace")
    assert level(heard(out), 1.2, 3.9) < -60


def test_off_adds_no_speech(sounding_clip: Path, silent_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    add_speech(sounding_clip, words_like(9.0), RATE, out, mode="off")
    assert probe(out).duration == pytest.approx(4.0, abs=0.05)
    assert level(heard(out), 0.5, 3.5) == pytest.approx(level(heard(sounding_clip), 0.5, 3.5), abs=0.5)
    add_speech(silent_clip, words_like(9.0), RATE, out, mode="off")
    assert not probe(out).has_audio


@pytest.mark.parametrize("options", [{}, {"bf": "0"}, {"bf": "3", "preset": "medium"}])
def test_the_last_picture_stands_until_the_speech_has_ended(tmp_path: Path, options: dict[str, str]) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 2.0, **options)
    out = tmp_path / "out.mp4"
    add_speech(clip, words_like(7.0), RATE, out, start=0.5)
    with av.open(str(out), "r") as film:
        video = film.streams.video[0]
        assert float((video.duration or 0) * (video.time_base or 0)) == pytest.approx(7.5, abs=0.05)
        assert len(list(film.decode(video))) == 50
    assert heard(out).shape[1] / 48_000 == pytest.approx(7.5, abs=0.05)


def test_the_film_plays_while_it_loads(sounding_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    add_speech(sounding_clip, words_like(4.0), RATE, out)
    data = out.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(str(out), "r") as film:
        order = [packet.stream.type for packet in film.demux() if packet.size]
    assert len(set(order[:10])) == 2


def test_the_same_input_gives_the_same_bytes(sounding_clip: Path, tmp_path: Path) -> None:
    films = [tmp_path / "one.mp4", tmp_path / "two.mp4"]
    for film in films:
        add_speech(sounding_clip, words_like(3.0), RATE, film)
    assert films[0].read_bytes() == films[1].read_bytes()


@pytest.mark.parametrize("speech", [np.zeros(0, np.float32), np.zeros(50_000, np.float32)])
def test_speech_of_nothing_leaves_the_film_as_it_is(
    silent_clip: Path, tmp_path: Path, speech: NDArray[np.float32]
) -> None:
    out = tmp_path / "out.mp4"
    add_speech(silent_clip, speech, RATE, out)
    assert pictures(out) == pictures(silent_clip)


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 30_000, 48_000])
def test_speech_coded_by_itself_is_heard_in_time_and_as_loud_as_it_was(
    silent_clip: Path, tmp_path: Path, rate: int
) -> None:
    speech = np.concatenate([np.zeros(rate, np.float32), tone(2.0, 220, 0.3, rate), np.zeros(rate, np.float32)])
    code_speech(speech, rate, tmp_path / "sound.mp4")
    add_tracks(silent_clip, tmp_path / "out.mp4", [], sound=tmp_path / "sound.mp4")
    sound = heard(tmp_path / "out.mp4", at=48_000)
    assert pictures(tmp_path / "out.mp4") == pictures(silent_clip)
    assert level(sound, 0.0, 0.95) < -60
    assert level(sound, 1.02, 2.98) == pytest.approx(level(tone(2.0, 220, 0.3).reshape(1, -1), 0, 2), abs=0.3)
    assert level(sound, 3.05, 4.0) < -60


def test_a_film_may_take_the_place_of_the_one_it_is_made_of(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 1.0)
    add_speech(clip, words_like(1.0), RATE, clip)
    assert probe(clip).has_audio


def test_a_broken_clip_leaves_nothing_behind(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"<html>")
    with pytest.raises(MediaError):
        add_speech(broken, words_like(1.0), RATE, tmp_path / "out.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["broken.mp4"]
