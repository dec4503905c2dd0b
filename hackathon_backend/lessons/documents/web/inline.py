"""What stands within a line of a page, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from lxml.html import HtmlElement

from ..escaping import escaped, tidy
from .mathml import latex_of

_SCRIPTS = {"sup": "sup", "sub": "sub"}
_STRONG = frozenset(["b", "strong"])
_EMPHASIS = frozenset(["i", "em"])
_BREAK = "\u2028"
"""Where a line of the page ends within a block."""
_WRAPS = (_STRONG, "**"), (_EMPHASIS, "*")


class InlineText:
    """Collects the text between two blocks."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    @classmethod
    def of(cls, element: HtmlElement) -> str:
        """All text of an element, as one line."""
        line = cls()
        line._all(element, 0)
        return line.taken()

    def text(self, text: str) -> None:
        """Add text as it is in the page."""
        if text:
            self._parts.append(escaped(tidy(text)))

    def markdown(self, markdown: str) -> None:
        """Add what is Markdown already."""
        self._parts.append(markdown)

    def strong(self, element: HtmlElement) -> None:
        """Add an element's text as a term that is explained."""
        if text := self.of(element).replace("**", ""):
            self._parts.append(f"**{text}** ")

    @contextmanager
    def within(self, element: HtmlElement, tag: str) -> Iterator[None]:
        """What is added in the block is the text of an inline element."""
        if tag == "br":
            self._parts.append(_BREAK)
        start = len(self._parts)
        yield
        inner = "".join(self._parts[start:])
        del self._parts[start:]
        self._parts.append(_wrapped(inner, tag, element))

    def taken(self) -> str:
        """The line, which is empty afterwards."""
        return " ".join(self.lines())

    def lines(self) -> list[str]:
        """The same in the lines that it has in the page."""
        lines = [" ".join(line.split()) for line in "".join(self._parts).split(_BREAK)]
        self._parts = []
        return [line for line in lines if line]

    def _all(self, element: HtmlElement, depth: int) -> None:
        self.text(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and depth < 100:
                self._one(child, depth)
            self.text(child.tail or "")

    def _one(self, child: HtmlElement, depth: int) -> None:
        tag = child.tag.rpartition("}")[2].lower()
        latex = latex_in(child)
        if latex is not None:
            self.markdown(f"${latex}$" if latex else "")
        elif tag in ("p", "div", "li", "tr", "td"):
            self._parts.append(" ")
            self._all(child, depth + 1)
            self._parts.append(" ")
        elif tag not in ("img", "svg", "ul", "ol") or tag in ("ul", "ol"):
            with self.within(child, tag):
                self._all(child, depth + 1)


def latex_in(element: HtmlElement) -> str | None:
    """The LaTeX of an element that is a formula; None for any other, "" for one that is said by its neighbour."""
    tag = element.tag.rpartition("}")[2].rpartition(":")[2].lower()
    named = element.get("class") or ""
    if tag == "math":
        return latex_of(element)
    if tag == "script":
        return " ".join((element.text or "").split())
    if "katex-html" in named or "MathJax_Preview" in named or "mwe-math-fallback" in named:
        return ""
    if "katex" in named.split() or tag == "mjx-container" or "MathJax" in named.split():
        inner = next(element.iter("math"), None)
        return latex_of(inner) if inner is not None else None
    return None


def is_display(element: HtmlElement) -> bool:
    """Whether a formula stands on a line of its own."""
    if element.tag == "script":
        return "mode=display" in (element.get("type") or "")
    above = element.getparent()
    named = " ".join(filter(None, (element.get("class"), above.get("class") if above is not None else "")))
    math = element if element.tag == "math" else next(element.iter("math"), element)
    return math.get("display") == "block" or element.get("display") == "true" or "display" in named


def _wrapped(inner: str, tag: str, element: HtmlElement) -> str:
    text = inner.strip()
    if not text:
        return " " if inner or tag == "br" else ""
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    if tag in _SCRIPTS:
        return f"{before}<{tag}>{text}</{tag}>{after}" if "<" not in text and "[" not in text else inner
    if tag in ("code", "kbd", "samp", "tt"):
        plain = " ".join("".join(element.itertext()).split())
        fence = "`" * (1 + max((len(run) for run in re.findall("`+", plain)), default=0))
        space = " " if plain.startswith("`") or plain.endswith("`") else ""
        return f"{before}{fence}{space}{plain}{space}{fence}{after}"
    if tag == "a":
        return f"{before}{_link(text.replace(_BREAK, ' '), element.get('href') or '')}{after}"
    if tag == "q":
        return f"{before}“{text}”{after}"
    for tags, mark in _WRAPS:
        if tag in tags and "*" not in text and _BREAK not in text and text[0].isalnum() and text[-1].isalnum():
            return f"{before}{mark}{text}{mark}{after}"
    return inner


def _link(text: str, address: str) -> str:
    kept = re.fullmatch(r"https?://[^\s()<>\[\]]{4,500}", address)
    return f"[{text}]({address})" if kept and "[" not in text and "]" not in text else text
