"""A neural voice's graph that also tells how long each phoneme lasts, and what it says of the phonemes of a text.

Such graphs compute the length of every phoneme and keep it to themselves. An ONNX file is a protobuf message, and bytes
that are appended to one extend it: so one more output is named in memory, and the file stays as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..base import Samples
from .runtime import onnx_runtime

log = logging.getLogger(__name__)

RATE = 24_000
SAMPLES_A_UNIT = 600
"""Samples for one unit of a phoneme's length, in the graphs known here."""
_CLAUSE_ENDS = frozenset(",;:—.!?…")
# Fields of onnx.proto: ModelProto.graph, GraphProto.output, ValueInfoProto.name. Wire type 2: a length and bytes.
_GRAPH, _OUTPUT, _NAME, _BYTES = 7, 12, 1, 2


@dataclass(frozen=True, eq=False)
class PhonemeToken:
    """What a reader takes for one word or mark: its phonemes, and whether a space follows."""

    text: str
    phonemes: str
    spaced: bool


@dataclass(frozen=True, eq=False)
class NeuralSound:
    """Samples at `RATE`, and for each token (start, end) in samples; none if the graph did not tell."""

    samples: Samples
    spans: dict[int, tuple[int, int]] | None


Run = Callable[[Sequence[int]], tuple[Samples, NDArray[np.int64] | None]]
"""Gives the sound of phonemes, and how many samples each of them lasts, if that is known."""


def core_options(*, arena: bool) -> Any:
    """Options of ONNX Runtime for a session on one core; without an `arena` it keeps no memory between two runs."""
    options = onnx_runtime().SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = options.enable_mem_pattern = arena
    return options


def session(graph: bytes, lengths: str, *, arena: bool = True) -> Any:
    """An ONNX Runtime session with the value `lengths` as its last output; without it where the graph has no such
    value. `arena` is as in `core_options`.
    """
    runtime = onnx_runtime()
    options = core_options(arena=arena)
    try:
        return runtime.InferenceSession(graph + _one_more_output(lengths), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # The runtime has errors of its own, without a common root.
        log.warning("A voice tells no lengths, words are spread over its sound (%s)", error)
        return runtime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def utter(tokens: Sequence[PhonemeToken], vocabulary: Mapping[str, int], run: Run, most: int) -> NeuralSound:
    """The sound of tokens, said in pieces of at most `most` phonemes, pads counted in."""
    samples: list[Samples] = []
    spans: dict[int, tuple[int, int]] | None = {}
    length = 0
    for ids, owners in _pieces(tokens, vocabulary, most - 2):
        sound, lengths = run(ids)
        if lengths is not None and (lengths.shape != (len(ids),) or lengths.sum() != len(sound)):
            lengths = None
        found = _spans(owners, lengths, length) if lengths is not None else None
        spans = None if found is None or spans is None else spans | found
        samples.append(sound)
        length += len(sound)
    return NeuralSound(np.concatenate(samples) if samples else np.zeros(0, np.float32), spans)


def _pieces(
    tokens: Sequence[PhonemeToken], vocabulary: Mapping[str, int], most: int
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The tokens' phonemes in pieces that the model can take, cut behind a clause where there is one.

    Each is the phonemes' numbers, with the number of the token that each belongs to.
    """
    ids: list[int] = []
    owners: list[int] = []
    clause = 0
    for number, token in enumerate(tokens):
        own = [vocabulary[sign] for sign in token.phonemes + " " * token.spaced if sign in vocabulary][:most]
        while ids and len(ids) + len(own) > most:
            cut = clause or len(ids)
            yield _padded(ids[:cut], owners[:cut])
            ids, owners, clause = ids[cut:], owners[cut:], 0
        ids += own
        owners += [number] * len(own)
        if token.phonemes[-1:] in _CLAUSE_ENDS:
            clause = len(ids)
    if ids:
        yield _padded(ids, owners)


def _padded(ids: Sequence[int], owners: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The model wants a pad before and after; they belong to no token."""
    return (0, *ids, 0), (-1, *owners, -1)


def _spans(owners: Sequence[int], lengths: NDArray[np.int64], offset: int) -> dict[int, tuple[int, int]]:
    """Where the phonemes of each token begin and end, in samples."""
    spans: dict[int, tuple[int, int]] = {}
    edges = np.concatenate([[0], np.cumsum(lengths)]) + offset
    for place, owner in enumerate(owners):
        if owner >= 0:
            begin = spans[owner][0] if owner in spans else int(edges[place])
            spans[owner] = (begin, int(edges[place + 1]))
    return spans


def _one_more_output(name: str) -> bytes:
    return _field(_GRAPH, _field(_OUTPUT, _field(_NAME, name.encode())))


def _field(number: int, content: bytes) -> bytes:
    """A field of a protobuf message; lengths here stay below 128, so each is one byte."""
    return bytes([number << 3 | _BYTES, len(content)]) + content
