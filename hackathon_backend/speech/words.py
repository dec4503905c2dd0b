"""What the words of a text are: between spaces in most scripts, small groups of signs in Chinese and Japanese."""

from __future__ import annotations

import re

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a0-\u30ff\uff66-\uff9f"
_OPENING = "「『（〈《【〔［“‘"
_CLOSING = "、。，．・：；？！」』）〉》】〕］…‥～—”’"

_UNSPACED = re.compile(f"[{_HAN}{_HIRAGANA}{_KATAKANA}]")
_OTHER = f"[^{_HAN}{_HIRAGANA}{_KATAKANA}{_OPENING}{_CLOSING}]+"
# Punctuation stays with the sign that it belongs to: no line may begin with a full stop or end with an opening bracket.
_BEFORE, _AFTER = f"[{_OPENING}]*", rf"[{_CLOSING},.!?;:%)\]]*"
# Japanese reads in phrases: a word in kanji or katakana with the endings in hiragana that follow it.
_JAPANESE = re.compile(
    f"{_BEFORE}(?:[{_HAN}]{{1,4}}[{_HIRAGANA}]{{0,6}}|[{_KATAKANA}]+[{_HIRAGANA}]{{0,6}}|[{_HIRAGANA}]{{1,8}}|{_OTHER}){_AFTER}|."
)
_CHINESE = re.compile(f"{_BEFORE}(?:[{_HAN}]|[{_KATAKANA}]+|{_OTHER}){_AFTER}|.")
_HAS_HIRAGANA = re.compile(f"[{_HIRAGANA}]")


def split(text: str) -> list[str]:
    """The words of `text` in their own spelling: `text.split()`, with Chinese and Japanese cut further.

    The pieces of a word without spaces put together are that word again: nothing is lost or added.
    """
    return [piece for word in text.split() for piece in _pieces(word)]


def unspaced(text: str) -> bool:
    """Whether `text` holds signs of a script that is written without spaces between words."""
    return _UNSPACED.search(text) is not None


def _pieces(word: str) -> list[str]:
    if not unspaced(word):
        return [word]
    return (_JAPANESE if _HAS_HIRAGANA.search(word) else _CHINESE).findall(word)
