"""Pictures decoded, brought to one shape, and coded anew as H.264. Each keeps its own time: rates may vary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import av
from av.container import OutputContainer
from av.filter import Graph
from av.video.frame import PictureType
from av.video.stream import VideoStream

from ..errors import MediaError
from .files import opened
from .frames import quarter_turns
from .limits import MOST_FRAMES, MOST_WORK
from .muxing import Packets
from .probe import picture_stream

TIME_BASE = Fraction(1, 90_000)

Timed: TypeAlias = "Iterator[tuple[av.VideoFrame, float]]"
"""Pictures with the times (seconds) from which they are shown."""
OnProgress = Callable[[float], None]
"""Hears the share that is done, 0 to 1."""

_TURNS = {1: ("transpose=cclock",), 2: ("hflip", "vflip"), 3: ("transpose=clock",)}


def pictures(video: Path, fit: tuple[int, int] | None = None, since: float = 0.0) -> Timed:
    """The pictures of a film as they are shown: the right way up, with square pixels, in yuv420p, with even sides.

    With `fit` they are brought to that size (width, height), with bars around those of another shape. The first is the
    one that is shown at `since`. Raises `MediaError`.
    """
    with opened(video) as clip:
        stream = picture_stream(clip, video)
        if since > 0:
            clip.seek(int(since / (stream.time_base or 1)), stream=stream)
        graph, kind = None, None
        for frame, time in _since(_counted(clip.decode(stream)), since):
            if graph is None or kind != _kind(frame):
                graph, kind = _graph(stream, frame, fit), _kind(frame)
            graph.push(frame)
            made = graph.vpull()
            # A stream may change its size on the way; the film keeps the first one.
            fit = fit or (made.width, made.height)
            made.pict_type = PictureType.NONE
            yield made, time


def chained(graph: Graph, source: Any, *filters: str) -> None:
    """Link filters ("name=arguments") one after the other behind `source`, with a sink at the end, and configure."""
    nodes = [graph.add(*(part for part in each.split("=", 1) if part)) for each in filters]
    graph.link_nodes(source, *nodes, graph.add("buffersink")).configure()


def h264(film: OutputContainer, like: av.VideoFrame, fps: float) -> VideoStream:
    """A stream for pictures of the size and colours of `like`; `fps` is about how many a second there are."""
    rate = min(240, round(fps) or 25)
    # A key picture every two seconds or so, to find places quickly.
    stream = film.add_stream("libx264", rate=rate, options={"preset": "veryfast", "crf": "20", "g": str(2 * rate)})
    stream.width, stream.height, stream.pix_fmt = like.width, like.height, "yuv420p"
    stream.time_base = stream.codec_context.time_base = TIME_BASE
    stream.thread_count = 2  # The bytes depend on it, so the machine must not choose.
    codec = stream.codec_context
    codec.colorspace, codec.color_range = like.colorspace, like.color_range
    codec.color_primaries, codec.color_trc = like.color_primaries, like.color_trc
    return stream


def coded_pictures(
    film: OutputContainer, timed: Timed, fps: float, ends: float, on_progress: OnProgress | None = None
) -> Packets:
    """The pictures as H.264 for a new stream of `film`; `ends` is when the last one ends, in seconds.

    Raises `MediaError` if there are no pictures.
    """
    first = next(timed, None)
    if first is None:
        raise MediaError("There are no pictures in it.")
    # Before any packet is asked for: pictures are the first track of a film.
    stream = h264(film, first[0], fps)
    return _encoded(stream, chain([first], timed), ends, on_progress)


def _encoded(stream: VideoStream, timed: Timed, ends: float, on_progress: OnProgress | None) -> Packets:
    latest = -1
    for frame, time in timed:
        frame.pts, frame.time_base = max(latest + 1, round(time / TIME_BASE)), TIME_BASE
        latest = frame.pts
        yield from stream.encode(frame)
        if on_progress is not None:
            on_progress(min(1.0, time / ends) if ends > 0 else 1.0)
    yield from stream.encode(None)


def _counted(frames: Iterator[av.VideoFrame]) -> Timed:
    """Each with its time. Raises `MediaError` at more than are worked on: not all files say how many they have."""
    work = 0
    for number, frame in enumerate(frames):
        work += frame.width * frame.height
        if number >= MOST_FRAMES or work > MOST_WORK:
            raise MediaError("It has more pictures than are worked on.")
        yield frame, frame.time or 0.0


def _since(timed: Timed, since: float) -> Timed:
    """Leave out what is over before `since`."""
    held: tuple[av.VideoFrame, float] | None = None
    for frame, time in timed:
        if held is not None and time > since:
            yield held
            held = None
        if time <= since:
            held = frame, time
        else:
            yield frame, time
    if held is not None:
        yield held


def _kind(frame: av.VideoFrame) -> tuple[int, int, str]:
    return frame.width, frame.height, frame.format.name


def _graph(stream: VideoStream, first: av.VideoFrame, fit: tuple[int, int] | None) -> Graph:
    graph = Graph()
    source = graph.add_buffer(width=first.width, height=first.height, format=first.format, time_base=stream.time_base)
    shape = ["crop=floor(iw/2)*2:floor(ih/2)*2:0:0"]
    if fit is not None:
        wide, high = fit
        shape = [
            f"scale={wide}:{high}:force_original_aspect_ratio=decrease:force_divisible_by=2",
            f"pad={wide}:{high}:(ow-iw)/2:(oh-ih)/2",
        ]
    sar = stream.sample_aspect_ratio or 1
    square = f"scale=trunc(iw*{float(sar):.6f}/2+0.5)*2:ih:out_range=tv"
    square = square if sar != 1 else "scale=out_range=tv"
    upright = _TURNS.get(quarter_turns(first), ())
    chained(graph, source, square, "setsar=1", *upright, *shape, "setsar=1", "format=yuv420p")
    return graph
