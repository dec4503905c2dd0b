"""A picture laid over a film for a while."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

import av
from av.filter import Graph
from av.video.frame import PictureType

from ...errors import MediaError
from ..files import opened, written
from ..mixing import decoded, fitted
from ..muxing import last_until, mux
from ..probe import probe
from ..recoding import TIME_BASE, OnProgress, Timed, coded_pictures, pictures
from ..tidy import tidied
from .lettering import Overlay

LayOver = Callable[[av.VideoFrame, float], av.VideoFrame]


def lay_over(
    video: Path,
    out: Path,
    overlay: Overlay,
    at: tuple[int, int],
    start: float = 0.0,
    end: float | None = None,
    on_progress: OnProgress | None = None,
) -> None:
    """Write `video` with `overlay` (its left upper corner at `at`, in pixels) from `start` to `end` seconds to `out`.

    The sound stays as it is. Raises `MediaError` that names the field at fault.
    """
    with tidied(video, out) as tidy:
        info = probe(tidy)
        start, end = overlay_span(start, end, info.duration)
        sound = None
        if info.has_audio:
            with opened(tidy) as clip:
                sound = fitted(decoded(clip, until=info.duration), info.duration)
        with written(out) as film:
            edges = [edge for edge in (start, end) if edge < info.duration]
            laid = _laid(parted(pictures(tidy), edges), overlay, at, start, end)
            mux(
                film, last_until(coded_pictures(film, laid, info.fps, info.duration, on_progress), info.duration), sound
            )


def overlay_span(start: float, end: float | None, duration: float) -> tuple[float, float]:
    """When it is seen in a film of `duration` seconds. Raises `MediaError` that names the field at fault."""
    if not 0 <= start < duration:
        raise MediaError(f"from: must lie in the film, which lasts {duration:.2f} seconds.", param="from")
    end = duration if end is None else min(end, duration)
    if end <= start:
        raise MediaError("to: must be after from.", param="to")
    # To the end means to the last picture, wherever rounding puts it.
    return start, end if end < duration else duration + 1


def parted(timed: Timed, edges: Sequence[float]) -> Timed:
    """The pictures, with those shown at the `edges` a second time: a picture may stand still for long."""
    shown: av.VideoFrame | None = None
    left = list(edges)
    for frame, time in chain(timed, [(None, math.inf)]):
        while left and left[0] <= time:
            edge = left.pop(0)
            if shown is not None and edge < time:
                yield shown, edge
        if frame is not None:
            yield frame, time
            shown = frame


def _laid(timed: Timed, overlay: Overlay, at: tuple[int, int], start: float, end: float) -> Timed:
    lay: LayOver | None = None
    for frame, time in timed:
        lay = lay or laid_over(frame, overlay, at)
        yield (lay(frame, time) if start <= time < end else frame), time


def laid_over(first: av.VideoFrame, overlay: Overlay, at: tuple[int, int]) -> LayOver:
    """What lays the overlay over pictures like the `first`, each with its time, one after the other."""
    graph = _graph(first, overlay, at)

    def lay(frame: av.VideoFrame, time: float) -> av.VideoFrame:
        frame.pts, frame.time_base = round(time / TIME_BASE), TIME_BASE
        graph.vpush(frame, 0)
        made = graph.vpull()
        made.pict_type = PictureType.NONE
        return made

    return lay


def _graph(first: av.VideoFrame, overlay: Overlay, at: tuple[int, int]) -> Graph:
    graph = Graph()
    above = av.VideoFrame.from_ndarray(overlay, "rgba")
    above.pts, above.time_base = 0, TIME_BASE
    film = graph.add_buffer(width=first.width, height=first.height, format=first.format, time_base=TIME_BASE)
    plate = graph.add_buffer(width=above.width, height=above.height, format=above.format, time_base=TIME_BASE)
    laid = graph.add("overlay", f"x={at[0]}:y={at[1]}:eof_action=repeat:format=yuv420")
    same, sink = graph.add("format", "yuv420p"), graph.add("buffersink")
    film.link_to(laid, 0, 0)
    plate.link_to(laid, 0, 1)
    laid.link_to(same)
    same.link_to(sink)
    graph.configure()
    plate.push(above)
    plate.push(None)
    return graph
