"""Small real media files: an MP4 that plays, a picture, and speech that hums."""

from __future__ import annotations

import io
import wave
from functools import lru_cache

import av
import numpy as np

_FPS = 4
_RATE = 24_000


@lru_cache(maxsize=8)
def film(seconds: float, width: int, height: int) -> bytes:
    """An H.264 MP4 with a low hum, in which a bright bar moves to the right once."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        video = container.add_stream("libx264", rate=_FPS, options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        audio = container.add_stream("aac", rate=_RATE, layout="mono")
        frames = round(seconds * _FPS)
        for index in range(frames):
            picture = np.full((height, width, 3), 40, np.uint8)
            left = index * width // frames
            picture[:, left : left + max(2, width // 20)] = 230
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(video.encode(None))
        sound = av.AudioFrame.from_ndarray(_hum(seconds)[np.newaxis], format="s16", layout="mono")
        sound.sample_rate = _RATE
        container.mux(audio.encode(sound))
        container.mux(audio.encode(None))
    return buffer.getvalue()


@lru_cache(maxsize=1)
def picture() -> bytes:
    """A PNG of 64x36 pixels."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="image2pipe") as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "rgb24"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(np.full((36, 64, 3), 90, np.uint8), format="rgb24")))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def speech(text: str) -> bytes:
    """A WAV (24 kHz, 16 bit, mono) as long as the text takes at 15 characters a second."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(_hum(max(0.2, len(text) / 15)).tobytes())
    return buffer.getvalue()


def _hum(seconds: float) -> np.ndarray:
    time = np.arange(round(seconds * _RATE)) / _RATE
    return (np.sin(2 * np.pi * 220 * time) * 3000).astype(np.int16)
