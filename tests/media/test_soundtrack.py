"""Another sound for a film: instead of its own, beneath it, or none."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from hackathon_backend.errors import MediaError
from hackathon_backend.media import check_sound, probe, set_sound

from .clips import heard, level, make_clip, tone, words_like
from .test_sound import loudness, pictures

_CODECS = {"wav": "pcm_s16le", "mp3": "libmp3lame", "ogg": "libopus", "flac": "flac", "m4a": "aac"}


def a_sound(path: Path, sound: NDArray[np.float32]) -> Path:
    """Mono sound at 48 kHz in a file of its own."""
    with av.open(str(path), "w") as file:
        track = file.add_stream(_CODECS[path.suffix[1:]], rate=48_000, layout="mono")
        whole = np.ascontiguousarray((sound * 32_767).astype(np.int16).reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(whole, "s16", "mono")
        frame.sample_rate, frame.pts = 48_000, 0
        resampler = av.AudioResampler(track.format.name, "mono", 48_000, frame_size=track.codec_context.frame_size or 0)
        for made in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(track.encode(made))
        file.mux(track.encode(None))
    return path


def band(sound: NDArray[np.float32], hertz: float, start: float, end: float) -> float:
    """How much of one frequency there is in a part of a sound, in decibels."""
    part = sound[0, int(start * 48_000) : int(end * 48_000)]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
    return 20 * float(np.log10(spectrum[round(hertz * len(part) / 48_000)] / len(part) + 1e-9))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", _CODECS)
def test_every_usual_kind_of_file_takes_the_place_of_the_sound(
    sounding_clip: Path, tmp_path: Path, suffix: str
) -> None:
    music = a_sound(tmp_path / f"music.{suffix}", tone(2.0, 1000, 0.2))
    set_sound(sounding_clip, tmp_path / "out.mp4", music, mode="replace")
    sound = heard(tmp_path / "out.mp4")
    assert band(sound, 1000, 0.3, 1.7) > band(sound, 330, 0.3, 1.7) + 30
    assert level(sound, 2.3, 3.9) < -50, "silence follows"
    assert probe(tmp_path / "out.mp4").duration == pytest.approx(4.0, abs=0.05)
    assert pictures(tmp_path / "out.mp4") == pictures(sounding_clip)


@pytest.mark.slow
def test_longer_sound_is_cut(silent_clip: Path, tmp_path: Path) -> None:
    set_sound(silent_clip, tmp_path / "out.mp4", a_sound(tmp_path / "long.mp3", tone(60.0)), mode="mix")
    assert probe(tmp_path / "out.mp4").duration == pytest.approx(4.0, abs=0.05)
    assert loudness(heard(tmp_path / "out.mp4")) == pytest.approx(-16, abs=0.7)


def test_in_a_mix_it_gives_way_to_the_films_own_sound(tmp_path: Path) -> None:
    """Speech of 220 Hz from the 2nd to the 4th of 6 seconds, music of 1000 Hz."""
    own = np.concatenate([np.zeros(96_000, np.float32), tone(2.0, 220, 0.3), np.zeros(96_000, np.float32)])
    clip = make_clip(tmp_path / "clip.mp4", 6.0, sound=own.reshape(1, -1))
    set_sound(clip, tmp_path / "out.mp4", a_sound(tmp_path / "music.wav", tone(6.0, 1000, 0.2)), mode="mix")
    sound = heard(tmp_path / "out.mp4")
    assert -25 < band(sound, 1000, 2.5, 3.5) - band(sound, 1000, 0.5, 1.5) < -8
    assert band(sound, 220, 2.5, 3.5) > -30


def test_volume_makes_it_quieter_in_a_mix(sounding_clip: Path, tmp_path: Path) -> None:
    music = a_sound(tmp_path / "music.wav", tone(4.0, 1000, 0.2))
    for name, volume in (("loud.mp4", 1.0), ("soft.mp4", 0.1)):
        set_sound(sounding_clip, tmp_path / name, music, mode="mix", volume=volume)
    loud, soft = (heard(tmp_path / name) for name in ("loud.mp4", "soft.mp4"))
    assert band(loud, 1000, 1, 3) > band(soft, 1000, 1, 3) + 4


def test_mute_leaves_no_sound(sounding_clip: Path, tmp_path: Path) -> None:
    set_sound(sounding_clip, tmp_path / "out.mp4", mode="mute")
    assert not probe(tmp_path / "out.mp4").has_audio
    assert pictures(tmp_path / "out.mp4") == pictures(sounding_clip)


def test_silence_in_a_mix_leaves_the_films_own_sound(sounding_clip: Path, tmp_path: Path) -> None:
    silence = a_sound(tmp_path / "silence.wav", np.zeros(48_000, np.float32))
    set_sound(sounding_clip, tmp_path / "out.mp4", silence, mode="mix")
    assert level(heard(tmp_path / "out.mp4"), 0.5, 3.5) > -30


def test_what_has_no_sound_is_refused_by_name(silent_clip: Path, tmp_path: Path) -> None:
    for data in (b"", b"RIFF" + bytes(100), b"#EXTM3U\nfile:///etc/passwd\n", silent_clip.read_bytes()):
        (tmp_path / "file.bin").write_bytes(data)
        with pytest.raises(MediaError) as refused:
            check_sound(tmp_path / "file.bin", "sound")
        assert refused.value.param == "sound"
    check_sound(a_sound(tmp_path / "words.wav", words_like(1.0, 48_000)), "sound")
