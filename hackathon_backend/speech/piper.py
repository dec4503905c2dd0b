"""Piper, a neural voice that runs on this machine: `pip install piper-tts` and a voice file of one's own choice."""

from __future__ import annotations

import json
import threading
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import VoiceError
from .base import Speech, check_length
from .loudness import levelled
from .neural.runtime import onnx_runtime
from .reading.spoken import said_aloud
from .voiced import spread_said, trimmed

_USUAL_WPM = 150
_INSTALL = "Piper is not installed: pip install piper-tts"


class PiperVoice:
    """Speech by the Piper voice in `voice_file` (ONNX, with its `.onnx.json` beside it), in that voice's language.

    It is loaded when it first speaks. Its sound differs a little from one time to the next, as is the model's way.
    """

    name = "piper"

    def __init__(self, voice_file: Path | None) -> None:
        self._path = voice_file
        self._lock = threading.Lock()

    def speaks(self, language: str) -> bool:
        """As `Voice.speaks`: the language that its file names, or any if it names none."""
        own = self._language
        return not own or own == language.partition("-")[0].lower()

    def speak(self, text: str, *, language: str = "en", wpm: int = _USUAL_WPM) -> Speech:
        """As `Voice.speak`."""
        check_length(text)
        said, spoken = said_aloud(text, language)
        with self._lock:
            piper, voice = self._loaded
            try:
                config = piper.SynthesisConfig(length_scale=_USUAL_WPM / wpm)
                chunks = list(voice.synthesize(spoken, syn_config=config))
            except Exception as error:  # The model's runtime has errors of its own, without a common root.
                raise VoiceError(f"Piper could not say the text: {error}") from error
        rate = int(chunks[0].sample_rate)
        samples = trimmed(np.concatenate([chunk.audio_float_array for chunk in chunks]).astype(np.float32), rate)
        return Speech(levelled(samples, rate), rate, spread_said(said, samples, rate), self.name)

    def problems(self) -> list[str]:
        """As `Voice.problems`: looks for the package and for the two files of the voice."""
        problems = [] if find_spec("piper") else [_INSTALL]
        wanted = (self._path, Path(f"{self._path}.json")) if self._path else ()
        missing = [str(path) for path in wanted if not path.is_file()]
        if missing or not wanted:
            found = f"There is no file {' and '.join(missing)}" if missing else "No voice is chosen"
            problems.append(f"{found}: python -m piper.download_voices en_US-lessac-medium, and set PIPER_VOICE to it")
        return problems

    @cached_property
    def _language(self) -> str:
        """The language in the voice's own description ("de"); empty if there is none."""
        try:
            described = json.loads(Path(f"{self._path}.json").read_text("utf-8"))
            return str(described["language"]["code"]).replace("_", "-").partition("-")[0].lower()
        except (OSError, ValueError, LookupError, TypeError):
            return ""

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        """The package and the voice. Raises `VoiceError` if either is missing."""
        if self._path is None:
            raise VoiceError("No Piper voice is chosen: set PIPER_VOICE to a voice file.")
        try:
            onnx_runtime()
            piper = import_module("piper")
            return piper, piper.PiperVoice.load(self._path)
        except ImportError as error:
            raise VoiceError(_INSTALL) from error
        except Exception as error:
            raise VoiceError(f"{self._path} is no Piper voice ({error}).") from error
