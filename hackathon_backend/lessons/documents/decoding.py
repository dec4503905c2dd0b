"""Bytes as text, whatever they were written in."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
"""Bytes by which a writing is guessed."""
_SHORT = 4_000
_WESTERN = frozenset("äöüßÄÖÜéèêëàâçñáíóúìòùôîïûæøåÅØÆÉÈÀÇÑÁÍÓÚõãœŒ“”„‘’‚–—…€°§«»·¿¡²³µ×ªº\u00a0")
"""Letters and signs of western Europe; in the same bytes other languages have others, or have these much more often."""
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})|<\?xml[^>]{0,100}?encoding=["']([\w-]+)""", re.I
)
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(data: bytes) -> str | None:
    """`data` as text with line feeds only; None if it is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    for encoding in ("utf-8", *_unmarked(data), *_declared(data)):
        with suppress(UnicodeDecodeError, LookupError):
            if (text := _checked(data.decode(encoding))) is not None:
                return text
    if (text := _western(data)) is not None:
        return _checked(text)
    found = from_bytes(data[:_SAMPLE]).best()
    return _checked(data.decode(found.encoding, "replace")) if found else None


def _western(data: bytes) -> str | None:
    """A short text in the letters of western Europe, of which there are too few to be guessed by their number."""
    try:
        text = data.decode("cp1252") if len(data) < _SHORT else ""
    except UnicodeDecodeError:
        return None
    beyond = [char for char in text if not char.isascii()]
    return text if beyond and _WESTERN.issuperset(beyond) and len(beyond) * 5 < len(text) else None


def _unmarked(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark is known by its high bytes, of which a text has few."""
    even, odd = set(data[:1000:2]), set(data[1:1000:2])
    if len(data) < 8 or min(len(even), len(odd)) * 3 > max(len(even), len(odd)):
        return ()
    return ("utf-16-le",) if len(odd) < len(even) else ("utf-16-be",)


def _declared(data: bytes) -> tuple[str, ...]:
    found = _DECLARED.search(data[:4000])
    return ((found[1] or found[2]).decode("ascii", "ignore"),) if found else ()


def _checked(text: str) -> str | None:
    if len(_BINARY.findall(text[:_SAMPLE])) * 500 > len(text[:_SAMPLE]):
        return None
    return _BINARY.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
