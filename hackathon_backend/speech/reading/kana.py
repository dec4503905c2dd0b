"""How Japanese is read: kanji as the kana that a voice can pronounce, if the library for it is installed."""

from __future__ import annotations

import importlib
import re
import threading
from functools import cache
from typing import Any

from ...errors import VoiceError

_KANJI = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LOCK = threading.Lock()


def has_kanji(text: str) -> bool:
    """Whether `text` holds signs that say what they mean and not how they sound."""
    return _KANJI.search(text) is not None


def read_out(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs as `spoken.say` gives them for Japanese, with what is said in kana.

    Raises `VoiceError` if there are kanji among them and nothing here can read them.
    """
    if not any(has_kanji(spoken) for _, spoken in words):
        return words
    tokenizer = _tokenizer()
    if tokenizer is None:
        raise VoiceError(
            "espeak-ng reads kana but no kanji: pip install janome, or choose the voice `openai` or `piper`."
        )
    with _LOCK:
        return [(word, _in_kana(spoken, tokenizer) if has_kanji(spoken) else spoken) for word, spoken in words]


def _in_kana(text: str, tokenizer: Any) -> str:
    # A name that the dictionary does not have comes without a reading: it is left out, not spelt sign by sign.
    readings = (token.surface if token.phonetic == "*" else token.phonetic for token in tokenizer.tokenize(text))
    return _KANJI.sub("", "".join(readings))


@cache
def _tokenizer() -> Any:
    try:
        return importlib.import_module("janome.tokenizer").Tokenizer()
    except ImportError:
        return None
