"""A part of a film as a picture that moves by itself wherever pictures do: GIF or WebP, without sound."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
from av.container import InputContainer
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from ..files import replaced
from .files import media_errors, opened

Moving = Literal["gif", "webp"]

_FPS, _SIDE = 8, 640
"""Frames a second, and pixels of the longer side at most."""
_COLOURS = "128"
_ENCODERS: dict[Moving, tuple[str, str, dict[str, str]]] = {
    "gif": ("gif", "pal8", {}),
    "webp": ("libwebp_anim", "yuv420p", {"quality": "72", "compression_level": "4"}),
}


def write_moving(film: Path, path: Path, kind: Moving, start: float, end: float) -> None:
    """Write what `film` shows from `start` to `end` seconds at `path`, to be shown again and again.

    Raises `MediaError`.
    """
    name, pixels, options = _ENCODERS[kind]
    with opened(film) as source, media_errors(path), replaced(path) as half:
        shown = source.streams.video[0]
        with av.open(str(half), "w", format=kind, options={"loop": "0"}) as out:
            drawn = out.add_stream(name, rate=_FPS, options=options)
            assert isinstance(drawn, VideoStream)
            drawn.width, drawn.height = _size(shown)
            drawn.pix_fmt, drawn.time_base = pixels, Fraction(1, _FPS)
            for number, frame in enumerate(_frames(source, shown, start, end, kind)):
                frame.pts, frame.time_base = number, Fraction(1, _FPS)
                out.mux(drawn.encode(frame))
            out.mux(drawn.encode())


def _size(stream: VideoStream) -> tuple[int, int]:
    factor = min(1.0, _SIDE / max(stream.width, stream.height))
    return round(stream.width * factor / 2) * 2, round(stream.height * factor / 2) * 2


def _frames(
    source: InputContainer, stream: VideoStream, start: float, end: float, kind: Moving
) -> Iterator[VideoFrame]:
    graph = _graph(stream, kind)
    source.seek(int(start * av.time_base), any_frame=False)
    for frame in source.decode(stream):
        if frame.time is not None and frame.time >= end:
            break
        if frame.time is not None and frame.time >= start - 1e-3:
            graph.push(frame)
            yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _graph(stream: VideoStream, kind: Moving) -> Graph:
    """From the film's frames to smaller and fewer ones, in a palette of their own if it is a GIF."""
    graph, (width, height) = Graph(), _size(stream)
    begin, end = graph.add_buffer(template=stream), graph.add("buffersink")
    rate, scale = graph.add("fps", str(_FPS)), graph.add("scale", f"{width}:{height}:flags=area")
    begin.link_to(rate)
    rate.link_to(scale)
    if kind == "gif":
        parted, used = graph.add("split"), graph.add("paletteuse", "dither=none")
        palette = graph.add("palettegen", f"max_colors={_COLOURS}:stats_mode=diff")
        scale.link_to(parted)
        parted.link_to(used, 0, 0)
        parted.link_to(palette, 1, 0)
        palette.link_to(used, 0, 1)
        used.link_to(end)
    else:
        scale.link_to(end)
    graph.configure()
    return graph


def _pulled(graph: Graph) -> Iterator[VideoFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(frame, VideoFrame)
        yield frame
