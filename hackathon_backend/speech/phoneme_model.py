"""A neural voice whose graph also tells how long each phoneme lasts: the model of the package `hibari-tts`.

The graph computes the length of every phoneme and keeps it to itself. An ONNX file is a protobuf message, and bytes
that are appended to one extend it: so one more output is named in memory, and the package stays as it is.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import VoiceError
from .base import Samples

log = logging.getLogger(__name__)

RATE = 24_000
VERSION = "0.2.1"
"""Of the package: names inside of the graph are no interface."""
INSTALL = f"The package is missing: pip install hibari-tts=={VERSION}"
_LENGTHS = "/Clip_output_0"
_SAMPLES_A_UNIT = 600
_MOST_PHONEMES = 400
_CLAUSE_ENDS = frozenset(",;:—.!?…")
# Fields of onnx.proto: ModelProto.graph, GraphProto.output, ValueInfoProto.name. Wire type 2: a length and bytes.
_GRAPH, _OUTPUT, _NAME, _BYTES = 7, 12, 1, 2


@dataclass(frozen=True, eq=False)
class Phonemes:
    """A piece of text as the model reads it: `ids` with the place in the text (its token's number) of each."""

    ids: tuple[int, ...]
    tokens: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Token:
    """What the model's reader takes for one word or mark: its phonemes, and whether a space follows."""

    text: str
    phonemes: str
    spaced: bool


@dataclass(frozen=True, eq=False)
class Sound:
    """Samples at `RATE`, and for each token (start, end) in samples; none if the graph did not tell."""

    samples: Samples
    spans: dict[int, tuple[int, int]] | None


class PhonemeModel:
    """The model with its reader, loaded when first needed; one utterance at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def read(self, text: str) -> list[Token]:
        """The tokens of one sentence. Raises `VoiceError` if the package is missing."""
        with self._lock:
            reader = self._engine.g2p
            found = reader.phonemize_tokens(reader.tokenize(self._normalize(text)))
        return [Token(token.text, token.phonemes or "", bool(token.whitespace)) for token in found]

    def utter(self, tokens: Sequence[Token], speed: float) -> Sound:
        """The sound of tokens; the same for the same tokens, whatever was said before."""
        samples: list[Samples] = []
        spans: dict[int, tuple[int, int]] | None = {}
        length = 0
        with self._lock:
            for phonemes in self._pieces(tokens):
                sound, lengths = self._run(phonemes.ids, speed)
                found = _spans(phonemes.tokens, lengths, length) if lengths is not None else None
                spans = None if found is None or spans is None else spans | found
                samples.append(sound)
                length += len(sound)
        return Sound(np.concatenate(samples) if samples else np.zeros(0, np.float32), spans)

    def problems(self) -> list[str]:
        """What keeps it from speaking; empty if all is well."""
        return [] if find_spec("hibari") and find_spec("onnxruntime") else [INSTALL]

    def _run(self, ids: Sequence[int], speed: float) -> tuple[Samples, NDArray[np.int64] | None]:
        """The sound of phonemes, and how many samples each of them lasts."""
        given = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([speed], np.float32)}
        spectrum = self._session.run(None, given)
        lengths = np.rint(spectrum[6] * _SAMPLES_A_UNIT).astype(np.int64) if len(spectrum) > 6 else None
        sound = self._dsp.synth(*(part[0] for part in spectrum[:6]), np.random.default_rng(0))
        if lengths is not None and (lengths.shape != (len(ids),) or lengths.sum() != len(sound)):
            lengths = None
        return np.asarray(sound, np.float32), lengths

    def _pieces(self, tokens: Sequence[Token]) -> Iterator[Phonemes]:
        """The tokens' phonemes in pieces that the model can take, cut behind a clause where there is one."""
        vocabulary: dict[str, int] = self._engine.vocab
        ids: list[int] = []
        owners: list[int] = []
        clause = 0
        for number, token in enumerate(tokens):
            own = [vocabulary[sign] for sign in token.phonemes + " " * token.spaced if sign in vocabulary]
            if ids and len(ids) + len(own) > _MOST_PHONEMES:
                cut = clause or len(ids)
                yield _padded(ids[:cut], owners[:cut])
                ids, owners, clause = ids[cut:], owners[cut:], 0
            ids += own[:_MOST_PHONEMES]
            owners += [number] * len(own[:_MOST_PHONEMES])
            if token.phonemes[-1:] in _CLAUSE_ENDS:
                clause = len(ids)
        if ids:
            yield _padded(ids, owners)

    @cached_property
    def _engine(self) -> Any:
        try:
            return import_module("hibari").Hibari()
        except ImportError as error:
            raise VoiceError(INSTALL) from error
        except Exception as error:  # The runtime has errors of its own, without a common root.
            raise VoiceError(f"The natural voice could not be loaded: {error}") from error

    @cached_property
    def _session(self) -> Any:
        """The graph with the lengths as one more output; as it is where it has no such value."""
        engine = self._engine
        runtime = import_module("onnxruntime")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        graph = Path(engine.model_path).read_bytes() + _one_more_output(_LENGTHS)
        try:
            return runtime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            log.warning("The natural voice tells no lengths, words are spread over its sound (%s)", error)
            return engine.sess

    @cached_property
    def _dsp(self) -> Any:
        return import_module("hibari.dsp")

    @cached_property
    def _normalize(self) -> Any:
        return import_module("hibari.g2p").normalize


def _padded(ids: Sequence[int], owners: Sequence[int]) -> Phonemes:
    """The model wants a pad before and after; they belong to no token."""
    return Phonemes((0, *ids, 0), (-1, *owners, -1))


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
