"""The model of the package `hibari-tts`: American English, read by the package's own reader."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import VoiceError
from ..base import Samples
from ..english_reader import INSTALL, EnglishReader, package_files
from ..neural.graph import SAMPLES_A_UNIT, NeuralSound, PhonemeToken, session, utter

_LENGTHS = "/Clip_output_0"
_MOST = 402


class PhonemeModel:
    """The model with its reader, loaded when first needed; one utterance at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reader = EnglishReader(british=False)

    def read(self, text: str) -> list[PhonemeToken]:
        """As `EnglishReader.read`."""
        return self._reader.read(text)

    def utter(self, tokens: Sequence[PhonemeToken], speed: float) -> NeuralSound:
        """The sound of tokens; the same for the same tokens, whatever was said before."""
        with self._lock:
            return utter(tokens, self._vocabulary, lambda ids: self._run(ids, speed), _MOST)

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
    def _vocabulary(self) -> dict[str, int]:
        numbers: dict[str, int] = json.loads((package_files() / "vocab.json").read_bytes())
        return numbers

    @cached_property
    def _session(self) -> Any:
        # Memory comes from the system and goes back to it: an arena keeps what the longest sentence has needed, 230 MB.
        path = package_files() / "hibari.onnx"
        try:
            return session(path.read_bytes(), _LENGTHS, arena=False)
        except Exception as error:  # The runtime has errors of its own, without a common root.
            raise VoiceError(f"The natural voice could not be loaded: {error}") from error

    @cached_property
    def _dsp(self) -> Any:
        return import_module("hibari.dsp")
