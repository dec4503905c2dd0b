"""Several clips as one film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import OutputContainer
from av.filter import Graph
from av.video.stream import VideoStream

from ..errors import MediaError
from .files import opened, written
from .mixing import Sound, decoded, fitted
from .muxing import mux
from .probe import Info, picture_stream, probe

_TIME_BASE = Fraction(1, 90_000)


def join(videos: Sequence[Path], out: Path) -> None:
    """Write the clips one after the other to `out`, in the size of the first, with their own sound.

    Pictures of one kind are copied as they are; else all are coded anew as H.264, with bars around those of another
    shape. Raises `MediaError`.
    """
    if not videos:
        raise MediaError("There are no clips to join.")
    infos = [probe(video) for video in videos]
    sound = _sounds(videos, infos)
    with opened(videos[0]) as clip, written(out) as film:
        stream = picture_stream(clip, videos[0])
        if len({_kind(video) for video in videos}) == 1:
            mux(film, _copied(videos, infos, film.add_stream_from_template(stream)), sound)
        else:
            mux(film, _coded(videos, infos, _h264(film, infos[0])), sound)


def _kind(video: Path) -> tuple[Any, ...]:
    """What has to be the same for pictures to follow each other in one track."""
    with opened(video) as clip:
        stream = picture_stream(clip, video)
        codec = stream.codec_context
        return codec.name, codec.width, codec.height, codec.extradata, stream.time_base


def _sounds(videos: Sequence[Path], infos: Sequence[Info]) -> Sound | None:
    """All sound in one, silent where a clip has none; None if no clip has any."""
    if not any(info.has_audio for info in infos):
        return None
    pieces: list[Sound] = []
    for video, info in zip(videos, infos, strict=True):
        with opened(video) as clip:
            pieces.append(fitted(decoded(clip), info.duration))
    channels = max(len(piece) for piece in pieces)
    return np.concatenate([np.repeat(piece, channels // len(piece), axis=0) for piece in pieces], axis=1)


def _copied(videos: Sequence[Path], infos: Sequence[Info], copy: VideoStream) -> Iterator[av.Packet[Any]]:
    begins = 0.0
    for video, info in zip(videos, infos, strict=True):
        with opened(video) as clip:
            for packet in clip.demux(picture_stream(clip, video)):
                if packet.dts is None or packet.pts is None:
                    continue
                moved = round(begins / packet.time_base)
                packet.pts, packet.dts = packet.pts + moved, packet.dts + moved
                packet.stream = copy
                yield packet
        begins += info.duration


def _h264(film: OutputContainer, like: Info) -> VideoStream:
    stream = film.add_stream("libx264", rate=round(like.fps) or 25, options={"preset": "veryfast", "crf": "20"})
    stream.width, stream.height, stream.pix_fmt = like.width // 2 * 2, like.height // 2 * 2, "yuv420p"
    stream.time_base = stream.codec_context.time_base = _TIME_BASE
    stream.thread_count = 2  # The bytes depend on it, so the machine must not choose.
    return stream


def _coded(videos: Sequence[Path], infos: Sequence[Info], stream: VideoStream) -> Iterator[av.Packet[Any]]:
    begins = 0.0
    for video, info in zip(videos, infos, strict=True):
        for frame, time in _shaped(video, stream.width, stream.height):
            frame.pts, frame.time_base = round((begins + time) / _TIME_BASE), _TIME_BASE
            yield from stream.encode(frame)
        begins += info.duration
    yield from stream.encode(None)


def _shaped(video: Path, width: int, height: int) -> Iterator[tuple[av.VideoFrame, float]]:
    """The pictures of a clip, made to fit with bars around them, and their times in seconds."""
    with opened(video) as clip:
        stream = picture_stream(clip, video)
        graph = Graph()
        source, sink = graph.add_buffer(template=stream, time_base=stream.time_base), graph.add("buffersink")
        fit = graph.add("scale", f"{width}:{height}:force_original_aspect_ratio=decrease:force_divisible_by=2")
        bars = graph.add("pad", f"{width}:{height}:(ow-iw)/2:(oh-ih)/2")
        graph.link_nodes(source, fit, bars, graph.add("setsar", "1"), graph.add("format", "yuv420p"), sink).configure()
        for frame in clip.decode(stream):
            time = frame.time or 0.0
            source.push(frame)
            made = sink.pull()
            if isinstance(made, av.VideoFrame):
                made.pict_type = av.video.frame.PictureType.NONE
                yield made, time
