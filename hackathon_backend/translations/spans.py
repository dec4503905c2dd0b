"""What of a text is the same in every language: formulas, code, addresses, and marks of who speaks."""

from __future__ import annotations

import re
from collections import Counter

_SPANS = re.compile(
    r"(?P<fence>^(?:```|~~~).*?^(?:```|~~~)[ \t]*$)"
    r"|(?P<code>(`+)(?!`).+?(?<!`)\3(?!`))"
    r"|(?P<formula>\$\$.+?\$\$|\\\[.+?\\\]|\\\(.+?\\\)|(?<![\\$\w])\$(?=[^\s$])[^$\n]*?(?<=[^\s\\])\$(?![\w$]))"
    r"|(?P<mark><!--.*?-->|</?v(?:\.[\w.-]+)?(?:\s[^<>]*)?>)"
    r"|(?P<address>\bhttps?://[^\s<>)\]]+)",
    re.M | re.S,
)
_KINDS = {
    "fence": "code",
    "code": "code",
    "formula": "the formula",
    "mark": "the mark",
    "address": "the address",
}


def spans_of(text: str) -> list[tuple[str, str]]:
    """The parts of a text that are not translated, each with what it is: "code", "the formula"."""
    return [(_kind(found), found[0]) for found in _SPANS.finditer(text)]


def without_spans(text: str) -> str:
    """The text without them."""
    return _SPANS.sub(" ", text)


def changed_spans(source: str, told: str) -> list[str]:
    """What is wrong with those of a translation, in words for whoever made it."""
    before, after = Counter(spans_of(source)), Counter(spans_of(told))
    missing = [f"{kind} {span} must stand in it as it is" for kind, span in (before - after).elements()]
    added = [f"{kind} {span} is not in the source" for kind, span in (after - before).elements()]
    return missing + added


def _kind(found: re.Match[str]) -> str:
    return next(kind for name, kind in _KINDS.items() if found[name] is not None)
