"""What stands within a line of Markdown, as plain text: emphasis, links, formulas, footnotes and HTML."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from markdown_it.token import Token

from .notation import lowered, raised, readable

_JOINERS = "\u200c\u200d"
"""Several scripts are misspelled without them; all else that can't be seen goes, such as overrides of the direction."""
_KEPT = "\n\t" + _JOINERS
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)")
_INLINE_TAGS = """
a abbr acronym b bdi bdo big br cite code data del dfn em font i img input ins kbd label mark q rp rt ruby s samp
small span strike strong sub sup time tt u var wbr
"""
_INLINE = frozenset(_INLINE_TAGS.split())
"""Tags that stand within a sentence; others there are words about HTML, or the types of a program."""
_EMPTY = frozenset({"br", "img", "input", "wbr"})
_FACTOR_BEFORE = re.compile(r"(?:[\d)]|(?<![A-Za-z\d])[A-Za-z])\Z")
_FACTOR_AFTER = re.compile(r"[\d(]|[A-Za-z](?![A-Za-z\d])")
_LOST_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_BREAK = "\u2028"
_ENDS = _BREAK + ".,;:!?…。、，；：！？؟،।-–—("


def clean(text: str) -> str:
    """`text` in Unicode's composed form, with line feeds only, and without what can't be seen."""
    lines = unicodedata.normalize("NFC", _LINE_END.sub("\n", text))
    if not lines.replace("\n", "").isprintable():
        lines = "".join(filter(_is_kept, lines))
    return lines.strip().strip(_JOINERS)


def one_line(text: str) -> str:
    """`text` with one space between words."""
    return " ".join(text.split())


def broken(before: str) -> str:
    """What stands for a line break after `before`: a mark that `unbroken` makes a comma of, unless there is a sign."""
    before = before.rstrip()
    return " " if not before or before[-1] in _ENDS else _BREAK


def unbroken(line: str) -> str:
    """The line with its breaks as commas, but for those in front of a bracket or at its end, on one line."""
    return one_line(re.sub(rf"{_BREAK}\s*(?=[(\[]|$)", " ", line).replace(_BREAK, ", "))


def inline_text(token: Token) -> str:
    """The plain text of an inline token, on one line: code as written, formulas in Unicode.

    Pictures and the marks of footnotes are no part of a sentence.
    """
    line = ""
    scripts: list[int] = []
    open_tags = _closed_tags(token)
    products = _products(token.children or [])
    for place, child in enumerate(token.children or []):
        match child.type:
            case _ if place in products:
                line += child.markup
            case "softbreak" | "hardbreak":
                line += " "
            case "math_inline" | "math_inline_double" | "math_single":
                line += f"${child.content}$" if _is_prose(child.content) else readable(child.content)
            case "html_inline":
                line = _with_tag(line, child.content, scripts, open_tags)
            case "image" | "footnote_ref" | "footnote_anchor":
                pass
            case "text":
                line += _LOST_NOTE.sub("", child.content)
            case _:
                line += child.content
    return clean(unbroken(line))


def pictures_in(token: Token) -> list[tuple[str, str]]:
    """The pictures of an inline token: what each shows, and its address."""
    found = [
        (one_line(clean(child.content)), str(child.attrs.get("src", "")))
        for child in token.children or []
        if child.type == "image"
    ]
    html = (child.content for child in token.children or [] if child.type == "html_inline")
    return found + [picture for tag in html if (picture := _picture(tag))]


def _is_prose(latex: str) -> bool:
    """Whether what stands between two dollars is text, as in "costs $a here. There ($b)"."""
    return "\\" not in latex and re.search(r"[^\W\d_]{3,}\s+[^\W\d_]{2,}|[.!?]\s", latex) is not None


def _products(children: Sequence[Token]) -> set[int]:
    """The places of asterisks that multiply, as in "2*3*4", rather than emphasise."""
    found: set[int] = set()
    opened: list[int] = []
    for place, child in enumerate(children):
        if child.type in ("em_open", "strong_open"):
            opened.append(place)
        elif child.type in ("em_close", "strong_close") and opened:
            pair = (opened.pop(), place)
            if "*" in child.markup and all(_is_between_factors(children, each) for each in pair):
                found.update(pair)
    return found


def _is_between_factors(children: Sequence[Token], place: int) -> bool:
    before, after = (children[each].content if 0 <= each < len(children) else "" for each in (place - 1, place + 1))
    return _FACTOR_BEFORE.search(before) is not None and _FACTOR_AFTER.match(after) is not None


def _is_kept(char: str) -> bool:
    return char in _KEPT or not unicodedata.category(char).startswith("C")


def _closed_tags(token: Token) -> Counter[str]:
    """How many closing tags of each name there are."""
    tags = (_TAG.match(child.content) for child in token.children or [] if child.type == "html_inline")
    return Counter(tag["name"].casefold() for tag in tags if tag and tag["end"])


def _with_tag(line: str, html: str, scripts: list[int], closed: Counter[str]) -> str:
    """The line after a tag. What is never closed is spoken of, as in "the <b> tag"."""
    tag = _TAG.match(html)
    if tag is None:
        return line
    name = tag["name"].casefold()
    if name not in _INLINE or (name not in _EMPTY and not closed[name]):
        return line + html
    if name == "br":
        return line + broken(line)
    if name in ("sup", "sub"):
        if not tag["end"]:
            scripts.append(len(line))
        elif scripts:
            start = scripts.pop()
            text = line[start:].strip()
            return line[:start] + (raised(text) if name == "sup" else lowered(text))
    return line


def _picture(html: str) -> tuple[str, str] | None:
    if not re.match(r"<img\b", html, re.IGNORECASE):
        return None
    values = dict(re.findall(r"""\b(src|alt)\s*=\s*["']([^"'<>]*)["']""", html))
    return (one_line(clean(values.get("alt", ""))), values["src"]) if values.get("src") else None
