"""JSON from outside, read so that everything behind can take it: of bounded size and depth, every text writable."""

from __future__ import annotations

import json
import re
from typing import Any

from ..errors import TooMuch

MOST_BYTES = 2 * 1024 * 1024
"""Of JSON that may hold anything: each of its bytes can take thirty of memory."""
MOST_VALUES = 100_000
"""Of JSON that is longer: pictures in it are long texts, not many values."""
DEEPEST = 100
"""Brackets inside each other."""
_ODD = re.compile(r"\\u(?:d[89a-f]|0000)", re.IGNORECASE | re.ASCII)
_BROKEN = re.compile("[\0\ud800-\udfff]")


def loads(data: bytes | str) -> Any:
    """The value; NUL and surrogates without a partner are left out of its texts.

    Raises `ValueError` (one that says why for what is JSON, but too much of it).
    """
    text = data.decode(json.detect_encoding(data)) if isinstance(data, bytes) else data
    brackets = text.count("[") + text.count("{")
    if len(text) > MOST_BYTES and brackets + text.count(",") > MOST_VALUES:
        raise TooMuch(f"has too many values: at most {MOST_VALUES:,} are read of so long a text")
    try:
        value = json.loads(text)
    except RecursionError:
        raise TooMuch(_DEEP) from None
    if brackets > DEEPEST:
        _check_depth(value)
    return mended(value) if _ODD.search(text) else value


_DEEP = f"has more than {DEEPEST} brackets inside each other"


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            part
            for each in level
            if isinstance(each, list | dict)
            for part in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return
    raise TooMuch(_DEEP)


def writable(text: str) -> str:
    """The text without NUL and surrogates that have no partner, which no database or encoder takes."""
    return _BROKEN.sub("", text)


def mended(value: Any) -> Any:
    """The same value with `writable` texts. Raises `RecursionError`."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, list):
        return [mended(each) for each in value]
    if isinstance(value, dict):
        return {mended(name): mended(each) for name, each in value.items()}
    return value
