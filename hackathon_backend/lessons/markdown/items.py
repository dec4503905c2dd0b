"""Lists within lists as lines: each item of the outermost list with what stands below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..search.words import is_paired

_STOP = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "॥", ":", "：")
_COLONS = (":", "：")
_SHORT = 48
"""Characters of an item, up to which it is one of a row rather than a sentence of its own."""
BOX = re.compile(r"\[([ xX✓✔])\]\s+(?=\S)")
"""The box of an item that can be ticked."""
_WORD = re.compile(r"[^\W\d_A-Z]+(?=[\s,;:.!?]|$)")
_ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass
class ListItem:
    """An item of a list, how deep it lies from 1, and its paragraphs; `ticked` is None for one without a box."""

    depth: int
    texts: list[str] = field(default_factory=list)
    ticked: bool | None = None


def lines_of(items: Sequence[ListItem]) -> list[str]:
    """A line for each outermost item, as a teacher would say it: "Fruit: apple, pear"; "" for one without text."""
    outermost = min((item.depth for item in items), default=1)
    pending: dict[int, list[str]] = {}
    for item in reversed(items):
        below = [line for depth in sorted(pending) if depth > item.depth for line in pending.pop(depth)]
        told = _told(_in_one(item.texts), list(filter(None, below)), inner=item.depth > outermost)
        pending.setdefault(item.depth, []).insert(0, told)
    return [line for depth in sorted(pending) for line in pending[depth]]


def ticks_of(items: Sequence[ListItem]) -> tuple[bool, ...]:
    """For each outermost item with text whether its box is ticked; () if they have no boxes."""
    outermost = min((item.depth for item in items), default=1)
    boxes = [item.ticked for item in items if item.depth == outermost and item.texts]
    return tuple(bool(box) for box in boxes) if any(box is not None for box in boxes) else ()


def _told(text: str, below: list[str], *, inner: bool) -> str:
    if not below:
        return text
    is_row = all(len(line) <= _SHORT and not line.endswith(_STOP) and ":" not in line for line in below)
    if not is_row:
        first = _stopped(below[0]) if text.endswith(_COLONS) else _sentence(below[0])
        return " ".join([*([_stopped(text)] if text else []), first, *map(_sentence, below[1:])])
    comma, colon = _signs(below[0])
    row = comma.join(below)
    if inner and text:
        return f"{text.rstrip(' .:;,：')} ({row})"
    return f"{text.rstrip(' .:;,：')}{colon}{row}" if text else row


def _in_one(texts: Sequence[str]) -> str:
    line = ""
    for text in texts:
        line = f"{line if text[:1].islower() else _stopped(line)} {text}" if line else text
    return line


def _stopped(text: str) -> str:
    return text if text.endswith(_STOP) else text.rstrip(";,") + ("。" if is_paired(text[-1:]) else ".")


def _sentence(text: str) -> str:
    """A line with a full stop, and with the capital of a sentence unless it begins with a name in a program."""
    return _stopped(text[:1].upper() + text[1:] if _WORD.match(text) else text)


def _signs(text: str) -> tuple[str, str]:
    """The comma and the colon of the script that `text` is in."""
    if is_paired(text[:1]) and not "\uac00" <= text[:1] <= "\ud7af":
        return "、", "："
    return ("، " if _ARABIC.match(text) else ", "), ": "
