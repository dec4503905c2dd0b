"""Sound in memory: decoding it, speech over a clip's own sound, and bringing the whole to one loudness.

Sound is float32 of shape `(channels, n)` at `RATE`, full scale -1 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, takewhile

import av
import numpy as np
from av.container import InputContainer
from av.filter import Graph
from av.filter.context import FilterContext
from numpy.typing import NDArray

Sound = NDArray[np.float32]

RATE = 48_000
"""Samples a second of every sound track that is written."""
LOUDNESS = -16.0
"""LUFS, for phones and laptops (AES TD1008 recommends -18 to -16 for what is streamed)."""
# Half a decibel below the -1 dBTP of EBU R 128: the limiter sees samples, not the peaks between them.
_LIMIT = 10 ** (-1.5 / 20)
# The bed goes down within 20 ms of a word, by about 15 dB, and comes back in the second after the last one.
_DUCKING = "threshold=0.015:ratio=12:attack=20:release=800:knee=4"


def decoded(container: InputContainer, *, late: float = 0.0, until: float = math.inf) -> Sound:
    """The first sound track, as stereo or mono, from the time `late` of the container; no samples if there is none.

    What lies more than `until` seconds after that may be missing: a small file can hold days of silence.
    """
    if not container.streams.audio:
        return np.zeros((1, 0), np.float32)
    stream = container.streams.audio[0]
    layout = "mono" if stream.codec_context.channels == 1 else "stereo"
    resampler = av.AudioResampler("fltp", layout, RATE)
    frames = takewhile(lambda frame: frame.time is None or frame.time - late <= until, container.decode(stream))
    pieces: list[Sound] = []
    lead: float | None = None
    for frame in chain(frames, [None]):
        lead = frame.time if frame and lead is None else lead
        pieces += [_planar(made) for made in resampler.resample(frame)]
    if not pieces:
        return np.zeros((1, 0), np.float32)
    return shifted(np.concatenate(pieces, axis=1), (lead or 0.0) - late)


def shifted(sound: Sound, seconds: float) -> Sound:
    """The sound with so much silence before it, or for a negative time without its beginning."""
    samples = round(seconds * RATE)
    return np.pad(sound, ((0, 0), (samples, 0))) if samples >= 0 else sound[:, -samples:]


def fitted(sound: Sound, seconds: float) -> Sound:
    """The sound cut or filled with silence to that length."""
    samples = round(seconds * RATE)
    return np.pad(sound[:, :samples], ((0, 0), (0, max(0, samples - sound.shape[1]))))


def resampled(samples: NDArray[np.float32], rate: int) -> Sound:
    """Mono samples of shape `(n,)` at any rate, at `RATE`."""
    if not len(samples):
        return np.zeros((1, 0), np.float32)
    resampler = av.AudioResampler("fltp", "mono", RATE)
    made = [*resampler.resample(_frame(samples.reshape(1, -1), rate)), *resampler.resample(None)]
    return np.concatenate([_planar(frame) for frame in made], axis=1)


def over(bed: Sound, speech: Sound) -> Sound:
    """Speech over a bed of the same length, which gives way while there are words."""
    graph = Graph()
    beneath, above = _source(graph, bed), _source(graph, speech)
    layout = "stereo" if len(bed) == 2 else "mono"
    same = graph.add("aformat", f"channel_layouts={layout}")
    split, duck = graph.add("asplit"), graph.add("sidechaincompress", _DUCKING)
    both, sink = graph.add("amix", "inputs=2:normalize=0:duration=first"), graph.add("abuffersink")
    above.link_to(same)
    same.link_to(split)
    beneath.link_to(duck, 0, 0)
    split.link_to(duck, 0, 1)
    duck.link_to(both, 0, 0)
    split.link_to(both, 1, 1)
    both.link_to(sink)
    graph.configure()
    return _run(sink, (beneath, bed), (above, speech))


def tempo(sound: Sound, factor: float) -> Sound:
    """The sound played so many times as fast, at the same pitch."""
    if not sound.shape[1] or factor == 1:
        return sound
    graph = Graph()
    source, sink = _source(graph, sound), graph.add("abuffersink")
    # Beyond a factor of two the filter leaves samples out: two half steps sound better.
    steps = 2 if not 0.5 <= factor <= 2 else 1
    changes = [graph.add("atempo", f"{factor ** (1 / steps):.6f}") for _ in range(steps)]
    graph.link_nodes(source, *changes, sink).configure()
    return np.concatenate([_planar(frame) for frame in _frames(sink, (source, sound))], axis=1)


def levelled(sound: Sound) -> Sound:
    """The sound at `LOUDNESS` with its peaks held; as it was if it is silent or too short to be measured."""
    loudness = _loudness(sound)
    if loudness <= -70:
        return sound
    graph = Graph()
    source, sink = _source(graph, sound), graph.add("abuffersink")
    volume = graph.add("volume", f"{LOUDNESS - loudness:.3f}dB:precision=float")
    limiter = graph.add("alimiter", f"limit={_LIMIT:.4f}:attack=2:release=40:level=disabled:latency=1")
    graph.link_nodes(source, volume, limiter, sink).configure()
    return _run(sink, (source, sound))


def _loudness(sound: Sound) -> float:
    """Integrated loudness in LUFS (ITU-R BS.1770-4), minus infinity for silence."""
    graph = Graph()
    source, sink = _source(graph, sound), graph.add("abuffersink")
    graph.link_nodes(source, graph.add("ebur128", "metadata=1:framelog=quiet"), sink).configure()
    loudness = -np.inf
    for frame in _frames(sink, (source, sound)):
        loudness = float(frame.metadata.get("lavfi.r128.I", loudness))
    return loudness


def _source(graph: Graph, sound: Sound) -> FilterContext:
    layout = "stereo" if len(sound) == 2 else "mono"
    return graph.add_abuffer(sample_rate=RATE, format="fltp", layout=layout, time_base=Fraction(1, RATE))


def _frame(sound: Sound, rate: int, first: int = 0) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), "fltp", "stereo" if len(sound) == 2 else "mono")
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), first
    return frame


def _frames(sink: FilterContext, *inputs: tuple[FilterContext, Sound]) -> Iterator[av.AudioFrame]:
    """What comes out of a graph for what is put in, a second at a time: all at once takes ten times the memory."""
    for first in range(0, max(sound.shape[1] for _, sound in inputs), RATE):
        for source, sound in inputs:
            source.push(_frame(sound[:, first : first + RATE], RATE, first))
        yield from _ready(sink)
    for source, _ in inputs:
        source.push(None)
    yield from _ready(sink)


def _ready(sink: FilterContext) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = sink.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        if isinstance(frame, av.AudioFrame):
            yield frame


def _run(sink: FilterContext, *inputs: tuple[FilterContext, Sound]) -> Sound:
    pieces = [_planar(frame) for frame in _frames(sink, *inputs)]
    return np.concatenate(pieces, axis=1)[:, : inputs[0][1].shape[1]]


def _planar(frame: av.AudioFrame) -> Sound:
    """The samples of a frame as `(channels, n)`, whether the filter made them planar or interleaved."""
    samples = frame.to_ndarray().astype(np.float32)
    return samples if frame.format.is_planar else samples.reshape(-1, frame.layout.nb_channels).T
