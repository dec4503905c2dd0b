"""Coding sound, and weaving it and pictures into one film that plays while it loads."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, TypeAlias

import av
import numpy as np
from av.container import OutputContainer
from av.stream import Stream

from ..errors import MediaError
from .mixing import RATE, Sound

Packets: TypeAlias = "Iterator[av.Packet[Any]]"

_AAC = {
    # The default coder searches in two loops: twice as slow, and no ear tells them apart at this bit rate.
    "aac_coder": "fast",
    # At a constant quality there is nothing to search for: half the time again. 118 is 1 in FFmpeg's unit, which gives
    # speech about 65 kb/s.
    "flags": "+qscale",
    "global_quality": "118",
}


def mux(film: OutputContainer, pictures: Packets, sound: Sound | None) -> None:
    """Write coded pictures, which belong to a stream of `film`, and sound, which is coded here as AAC."""
    # The stream has to be there before the first packet of any is written.
    heard = list(coded(film, sound)) if sound is not None else []
    weave(film, pictures, heard)


def weave(film: OutputContainer, *tracks: Iterable[av.Packet[Any]]) -> None:
    """Write packets that belong to streams of `film`, in the order of their times."""
    for packet in heapq.merge(*tracks, key=_decoded_at):
        film.mux(packet)


def coded(film: OutputContainer, sound: Sound, rate: int = RATE) -> Packets:
    """The sound as AAC, for a new stream of `film`. `rate` must be one of those that AAC has."""
    layout = "stereo" if len(sound) == 2 else "mono"
    track = film.add_stream("aac", rate=rate, options=_AAC, layout=layout)
    # A second at a time: the encoder cuts it up faster than we can.
    for first in range(0, sound.shape[1], rate):
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound[:, first : first + rate]), "fltp", layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, first, Fraction(1, rate)
        yield from track.encode(frame)
    yield from track.encode(None)


def copied(packets: Iterable[av.Packet[Any]], copy: Stream) -> Packets:
    """Coded packets as they are, for the stream `copy`."""
    for packet in packets:
        if packet.dts is not None:
            packet.stream = copy
            yield packet


def last_until(packets: Packets, ends: float) -> Packets:
    """The coded pictures, the last of them lasting until `ends` (seconds) if it would not."""
    first = last = next(packets, None)
    if first is None or last is None:
        raise MediaError("The clip has no pictures in it.")
    for packet in packets:
        yield last
        last = packet
    # A track lasts from the first decoding time on, which lies before 0 where pictures are not coded in order.
    held = int(ends / last.time_base) + (first.dts or 0) - (last.dts or 0)
    last.duration = max(last.duration or 0, held)
    yield last


def _decoded_at(packet: av.Packet[Any]) -> Fraction:
    return (packet.dts or 0) * packet.time_base
