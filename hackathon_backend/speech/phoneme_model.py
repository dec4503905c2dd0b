"""The model of the package `hibari-tts`, and its reader of English, which other voices may use as well."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import VoiceError
from .base import Samples
from .phoneme_graph import SAMPLES_A_UNIT, Sound, Token, session, utter

VERSION = "0.2.1"
"""Of the package: names inside of the graph are no interface."""
INSTALL = f"The package is missing: pip install hibari-tts=={VERSION}"
_LENGTHS = "/Clip_output_0"
_MOST = 402
_FULL_STOP = re.compile(r"\.[\"”’)\]]*$")


class PhonemeModel:
    """The model with its reader, loaded when first needed; one utterance at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def read(self, text: str) -> list[Token]:
        """The tokens of one sentence. Raises `VoiceError` if the package is missing."""
        with self._lock:
            return _tokens(self._engine.g2p, text)

    def utter(self, tokens: Sequence[Token], speed: float) -> Sound:
        """The sound of tokens; the same for the same tokens, whatever was said before."""
        with self._lock:
            return utter(tokens, self._engine.vocab, lambda ids: self._run(ids, speed), _MOST)

    def problems(self) -> list[str]:
        """What keeps it from speaking; empty if all is well."""
        return [] if find_spec("hibari") and find_spec("onnxruntime") else [INSTALL]

    def _run(self, ids: Sequence[int], speed: float) -> tuple[Samples, NDArray[np.int64] | None]:
        given = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([speed], np.float32)}
        spectrum = self._session.run(None, given)
        lengths = np.rint(spectrum[6] * SAMPLES_A_UNIT).astype(np.int64) if len(spectrum) > 6 else None
        sound = self._dsp.synth(*(part[0] for part in spectrum[:6]), np.random.default_rng(0))
        return np.asarray(sound, np.float32), lengths

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
        own = session(Path(self._engine.model_path).read_bytes(), _LENGTHS)
        self._engine.sess = None  # The package has opened the same model for itself; nothing here runs that one.
        return own

    @cached_property
    def _dsp(self) -> Any:
        return import_module("hibari.dsp")


class EnglishReader:
    """The package's reader alone, of American or British English; one text at a time."""

    def __init__(self, *, british: bool) -> None:
        self._british = british
        self._lock = threading.Lock()

    def read(self, text: str) -> list[Token]:
        """The tokens of one sentence. Raises `VoiceError` if the package is missing."""
        with self._lock:
            return _tokens(self._reader, text)

    @cached_property
    def _reader(self) -> Any:
        try:
            return import_module("hibari.g2p").G2P(british=self._british)
        except ImportError as error:
            raise VoiceError(INSTALL) from error


def _tokens(reader: Any, text: str) -> list[Token]:
    # It takes "the Sun." for Sunday: what ends a sentence is no short form.
    stop = _FULL_STOP.search(text)
    words = text[: stop.start()] if stop else text
    normalized = import_module("hibari.g2p").normalize(words) + (stop[0] if stop else "")
    found = reader.phonemize_tokens(reader.tokenize(normalized))
    return [Token(token.text, token.phonemes or "", bool(token.whitespace)) for token in found]
