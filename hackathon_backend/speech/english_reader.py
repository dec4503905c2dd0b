"""The reader of English of the package `hibari-tts`: text in, phonemes out. Several voices use it."""

from __future__ import annotations

import gzip
import json
import re
import threading
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from ..errors import VoiceError
from .json_table import JsonTable
from .neural.graph import PhonemeToken, core_options
from .neural.runtime import onnx_runtime

VERSION = "0.2.1"
"""Of the package: how its files are laid out and what its graph calls its values are no interface."""
INSTALL = f"The package is missing: pip install hibari-tts=={VERSION}"
_FULL_STOP = re.compile(r"\.[\"”’)\]]*$")
_WEIGHTS = b',"weights":'


class EnglishReader:
    """Reads American or British English, one text at a time. What it needs is loaded when it first reads."""

    def __init__(self, *, british: bool) -> None:
        self._british = british
        self._lock = threading.Lock()

    def read(self, text: str) -> list[PhonemeToken]:
        """The tokens of one sentence. Raises `VoiceError` if the package is missing or another one than is known."""
        # It takes "the Sun." for Sunday: what ends a sentence is no short form.
        stop = _FULL_STOP.search(text)
        words = text[: stop.start()] if stop else text
        with self._lock:
            reader = self._reader
            normalized = import_module("hibari.g2p").normalize(words) + (stop[0] if stop else "")
            found = reader.phonemize_tokens(reader.tokenize(normalized))
        return [PhonemeToken(token.text, token.phonemes or "", bool(token.whitespace)) for token in found]

    @cached_property
    def _reader(self) -> Any:
        try:
            return _reader(british=self._british)
        except VoiceError:
            raise
        except Exception as error:  # The runtime has errors of its own, without a common root.
            raise VoiceError(f"The reader of English could not be loaded: {error}") from error


def package_files() -> Path:
    """The folder of what the package has with it. Raises `VoiceError` if it is missing."""
    try:
        return Path(import_module("hibari").tts.ASSETS)
    except ImportError as error:
        raise VoiceError(INSTALL) from error


def _reader(*, british: bool) -> Any:
    """The package's `G2P` on tables. Its own constructor makes Python objects of its dictionaries, some 110 MB."""
    assets, g2p = package_files(), import_module("hibari.g2p")
    accent = "gb" if british else "us"
    gold, silver = (JsonTable(_unpacked(assets / f"lexicon_{accent}_{kind}.json.gz")) for kind in ("gold", "silver"))
    reader = g2p.G2P.__new__(g2p.G2P)
    reader.lexicon = g2p.Lexicon(gold, silver, british)
    reader.tokenizer = g2p.Tokenizer(json.loads((assets / "tokenizer_exceptions.json").read_bytes()))
    reader.tagger = g2p.Tagger(_tagger(_unpacked(assets / "tagger.json.gz")))
    reader._oov = _Unknown(assets / ("oov_gb.onnx" if british else "oov.onnx"))
    reader.unk, reader.british = "", british
    return reader


def _tagger(text: bytes) -> dict[str, object]:
    """The tagger's model, its weights, by far the most of it, as a table."""
    end = text.index(_WEIGHTS)
    return {**json.loads(text[:end] + b"}"), "weights": JsonTable(text, end + len(_WEIGHTS))}


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


class _Unknown:
    """Reads words that no dictionary has, by a small network that is loaded for the first of them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, word: str) -> str | None:
        read: str | None = self._network(word)
        return read

    @cached_property
    def _network(self) -> Any:
        session = onnx_runtime().InferenceSession(
            self._path, core_options(arena=False), providers=["CPUExecutionProvider"]
        )
        return import_module("hibari.g2p.oov").OOV(str(self._path), session)
