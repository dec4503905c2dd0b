"""Small real clips to work on."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000


def tone(seconds: float, hertz: float = 330.0, level: float = 0.2, rate: int = RATE) -> NDArray[np.float32]:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def words_like(seconds: float, rate: int = 22_050) -> NDArray[np.float32]:
    """Bursts of sound with pauses, as speech has them."""
    time = np.arange(round(seconds * rate)) / rate
    return (tone(seconds, 220, 0.3, rate) * (np.sin(2 * np.pi * 1.5 * time) > -0.3)).astype(np.float32)


def picture(time: float, width: int, height: int) -> NDArray[np.uint8]:
    """Black for the first half second, then bars that get more and move."""
    image = np.zeros((height, width, 3), np.uint8)
    if time >= 0.5:
        image[:] = (250, 250, 246)
        bar = max(4, width // 24)
        for index in range(int(time * 2)):
            left = (index * 2 * bar + int(time * 10)) % width
            image[height // 4 : -height // 4, left : left + bar] = (36, 87, 214)
    return image


def make_clip(
    path: Path,
    seconds: float = 4.0,
    *,
    fps: int = 25,
    size: tuple[int, int] = (320, 180),
    sound: NDArray[np.float32] | None = None,
    codec: str = "libx264",
    **options: str,
) -> Path:
    """Write a clip of `picture`s; `sound` has the shape (channels, n) at 48 kHz."""
    width, height = size
    with av.open(str(path), "w") as film:
        video = film.add_stream(codec, rate=fps, options={"g": "25", "preset": "ultrafast", **options})
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        layout = "stereo" if sound is not None and len(sound) == 2 else "mono"
        audio: Any = film.add_stream("aac", rate=RATE, layout=layout) if sound is not None else None
        for index in range(round(seconds * fps)):
            film.mux(video.encode(av.VideoFrame.from_ndarray(picture(index / fps, width, height), "rgb24")))
        film.mux(video.encode(None))
        if sound is not None:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), "fltp", layout)
            frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
            film.mux([*audio.encode(frame), *audio.encode(None)])
    return path


def heard(path: Path, at: int = 0) -> NDArray[np.float32]:
    """The sound of a film, shape (channels, n), at its own rate or `at` another one."""
    with av.open(str(path), "r") as film:
        resampler = av.AudioResampler("fltp", rate=at or film.streams.audio[0].rate)
        frames = [made.to_ndarray() for frame in film.decode(audio=0) for made in resampler.resample(frame)]
    return np.concatenate(frames, axis=1).astype(np.float32)


def level(sound: NDArray[np.float32], start: float, end: float) -> float:
    """Root mean square of a part (seconds) of a sound at 48 kHz, in decibels of full scale."""
    part = sound[0, round(start * RATE) : round(end * RATE)]
    return float(20 * np.log10(np.sqrt(np.mean(np.square(part, dtype=np.float64))) + 1e-9))


def turned(clip: Path, degrees: int) -> Path:
    """The same film with the mark that it has to be turned to be shown, as phones write it."""
    out = clip.with_name(f"turned-{clip.name}")
    with av.open(str(clip), "r") as given, av.open(str(out), "w") as film:
        copy = film.add_stream_from_template(given.streams.video[0])
        copy.set_display_rotation(degrees)
        for packet in given.demux(video=0):
            if packet.dts is not None:
                packet.stream = copy
                film.mux(packet)
    return out


def still_clip(path: Path, shades: dict[float, int], seconds: float, size: tuple[int, int] = (160, 90)) -> Path:
    """A film of slides, each a shade of grey from its time (seconds) on: pictures only where something changes."""
    width, height = size
    with av.open(str(path), "w") as film:
        video = film.add_stream("libx264", rate=30, options={"bf": "0"})
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.time_base = video.codec_context.time_base = Fraction(1, 1000)
        packets = []
        for time, shade in shades.items():
            frame = av.VideoFrame.from_ndarray(np.full((height, width, 3), shade, np.uint8), "rgb24")
            frame.pts, frame.time_base = round(time * 1000), Fraction(1, 1000)
            packets += video.encode(frame)
        packets += video.encode(None)
        packets[-1].duration = round((seconds - max(shades)) / packets[-1].time_base)
        film.mux(packets)
    return path
