"""What is in a video file, and whether it is one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from av import VideoFrame
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from ..errors import MediaError
from .files import opened


@dataclass(frozen=True)
class Info:
    """A playable video: `duration` in seconds, `width` and `height` in pixels as shown, `fps` on average.

    `format` is FFmpeg's name of the container, as "mov,mp4,m4a,3gp,3g2,mj2"; `audio_codec` is None without sound.
    """

    duration: float
    width: int
    height: int
    fps: float
    has_audio: bool
    video_codec: str
    audio_codec: str | None
    format: str


def probe(path: Path) -> Info:
    """Look into the file, and decode a frame of it to be sure.

    Raises `MediaError` for anything but a playable video: a web page under the name of one, one that was cut short, one
    without pictures.
    """
    with opened(path) as container:
        stream = picture_stream(container, path)
        _check_whole(stream, path)
        frame = next(container.decode(stream), None)
        if frame is None:
            raise MediaError(f"{path.name} has no picture in it.")
        return _info(container, stream, frame)


def title_of(path: Path) -> str:
    """What the file calls itself to players, "" if it has no title. Raises `MediaError`."""
    with opened(path) as container:
        return container.metadata.get("title", "").strip()


def picture_stream(container: InputContainer, path: Path) -> VideoStream:
    """The container's moving picture; cover art does not count. Raises `MediaError` if there is none."""
    for stream in container.streams.video:
        if Disposition.attached_pic not in stream.disposition:
            stream.thread_type = "AUTO"
            return stream
    raise MediaError(f"{path.name} has no picture in it.")


def length(container: InputContainer, stream: VideoStream) -> float:
    """How long it plays, in seconds."""
    if container.duration:
        return container.duration / 1_000_000
    return float((stream.duration or 0) * (stream.time_base or 0))


def _check_whole(stream: VideoStream, path: Path) -> None:
    """Raise `MediaError` if the index of the file speaks of pictures behind its end."""
    beyond = max((entry.pos + entry.size for entry in stream.index_entries), default=0)
    if beyond > path.stat().st_size:
        raise MediaError(f"{path.name} was cut short: its last pictures are missing.")


def _info(container: InputContainer, stream: VideoStream, frame: VideoFrame) -> Info:
    sound = container.streams.audio[0].codec_context.name if container.streams.audio else None
    duration = length(container, stream)
    rate = stream.average_rate or stream.guessed_rate
    turned = frame.rotation % 180 != 0
    return Info(
        duration=duration,
        width=frame.height if turned else frame.width,
        height=frame.width if turned else frame.height,
        fps=float(rate) if rate else 0.0,
        has_audio=sound is not None,
        video_codec=stream.codec_context.name,
        audio_codec=sound,
        format=container.format.name,
    )
