"""LaTeX as a tree of MathML, tidied up and bounded, so that laying it out takes little time whatever was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from ....errors import StoryboardError
from .chemistry import letters_upright, upright
from .latex import (
    BINARY,
    CHEMISTRY,
    CLOSING,
    DEEPEST,
    LABELLED_ARROW,
    LONGEST,
    OPENING,
    RELATIONS,
    SCRIPTS,
    SEPARATORS,
    SIGNS,
    spelled_out,
    with_percents,
    without_namespace,
)

MOST_WORK = 2400
"""Nodes that may be laid out, counted as often as that is done: a row lays out its contents twice, so work doubles with
every row in a row."""

_DEFINITION = re.compile(r"\\(?:def|gdef|let|(?:re|provide)?newcommand|newenvironment|DeclareMathOperator)(?![A-Za-z])")
_HIGH_OR_LOW = re.compile(r"([⁰¹²³⁴-⁹⁺⁻ⁿ]+)|([₀-₉₊₋]+)")
_TAG = re.compile(r"\\(?:tag\*?|label)\s*\{[^{}]*\}|\\nonumber|\\notag")
_NOT = re.compile(r"\\not\s*(=|\\in(?![A-Za-z]))")
_TEXT = re.compile(r"(\\(?:text[a-z]*|mbox|hbox|emph)\s*\{)([^{}]*)\}")
_LOOKS = ("mathcolor", "mathbackground", "style", "class", "href", "border-color")
_ROWS = frozenset({"math", "mrow", "mtd", "mphantom", "mpadded", "merror"})
_LEAVES = frozenset({"mi", "mn", "mo", "mtext", "ms"})
OPERATORS = BINARY | SEPARATORS
_TIMES, _ARROWS = "×÷·⋅∪∩∧∨", "⟹⟺⇒⇔⟶"


@dataclass(frozen=True)
class MathNode:
    """A node of a formula. It and all that is in it have the numbers from `first` to `last`, in reading order."""

    tag: str
    text: str
    children: tuple[MathNode, ...]
    first: int
    last: int

    @cached_property
    def key(self) -> str:
        """What the node looks like: equal for two nodes that look alike, empty for a space."""
        if self.tag == "mspace":
            return ""
        return f"{self.tag}({self.text}{','.join(child.key for child in self.children)})"

    def walk(self) -> Iterator[MathNode]:
        """This node and all that are in it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(latex: str, to_mathml: Callable[[str], str], is_foreign: Callable[[str], bool]) -> ET.Element:
    """The `math` element of `latex`, by means of `to_mathml`.

    Neighbouring letters that `is_foreign` says the maths font lacks are joined to words. Raises `StoryboardError` for
    what is no LaTeX, or too much of it.
    """
    _refuse_traps(latex)
    try:
        mathml = without_namespace(to_mathml(_prepared(latex)))
        math = ET.fromstring(mathml)  # noqa: S314 - it begins with <math>, so it can't declare entities that expand
    except RecursionError as error:
        raise fault("is nested too deeply") from error
    # The converter has no error of its own: bad LaTeX surfaces as whatever it happens to stumble over.
    except Exception as error:
        raise fault(_reason(error)) from error
    _tidy(math, is_foreign)
    unknown = next((element.text for element in math.iter() if (element.text or "").startswith("\\")), None)
    if unknown:
        raise fault(f"{unknown[:30]} is not known")
    if _work(math, 1) > MOST_WORK:
        raise fault("is nested too deeply")
    return math


def fault(what: str) -> StoryboardError:
    """An error that says `what` is wrong with the LaTeX."""
    return StoryboardError(f"latex: {what}", param="latex")


def _refuse_traps(latex: str) -> None:
    if len(latex) > LONGEST:
        raise fault(f"has more than {LONGEST} characters")
    if _DEFINITION.search(latex):
        raise fault("must not define commands: write out what they stand for")
    depth = 0
    for sign in re.findall(r"\\.|[{}]", latex):
        depth += (sign == "{") - (sign == "}")
        if depth > DEEPEST:
            raise fault("is nested too deeply")
    if depth:
        raise fault("has a brace too many" if depth < 0 else "has a brace that is never closed")


def _reason(error: Exception) -> str:
    """What the converter stumbled over, as far as the name of its error tells."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()
    return f"can't be read ({words})" if "error" not in words and len(words) > 12 else "can't be read"


def _prepared(latex: str) -> str:
    """`latex` with what writers get wrong, or leave to packages, put in terms that the converter knows."""
    latex = upright(_HIGH_OR_LOW.sub(_as_script, _TAG.sub("", latex)))
    latex = CHEMISTRY.sub(lambda match: _chemical(match[1]), latex)
    latex = LABELLED_ARROW.sub(_labelled_arrow, latex)
    latex = _NOT.sub(lambda match: r"\neq " if match[1] == "=" else r"\notin ", latex)
    if r"\begin" not in latex and re.search(r"\\\\|(?<!\\)&", _TEXT.sub("", latex)):
        latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
    return _TEXT.sub(lambda match: match[1] + _escaped(match[2]) + "}", with_percents(latex))


def _escaped(text: str) -> str:
    """Prose for the converter, which writes it into its XML just as it is."""
    return escape(text.replace(r"\&", "&")).replace(r"\%", "&#37;")


def _chemical(formula: str) -> str:
    """A chemical formula or equation, upright; a sign at the end of an ion is its charge."""
    charged = re.sub(r"(?<=[A-Za-z)\]}])([+-])(?=\s|$)", r"^{\1}", spelled_out(formula))
    return letters_upright(charged, words=True)


def _labelled_arrow(match: re.Match[str]) -> str:
    r"""An arrow such as \xrightarrow, which the converter sets too short for what stands over it."""
    side, below, above = match.groups()
    arrow = rf"\overset{{{above}}}{{\long{side}arrow}}" if above.strip() else rf"\long{side}arrow"
    return rf"\underset{{{below}}}{{{arrow}}}" if below and below.strip() else f"{arrow} "


def _as_script(match: re.Match[str]) -> str:
    high, low = match.groups()
    text = unicodedata.normalize("NFKC", high or low)
    return f"{'^' if high else '_'}{{{text}}}"


def _tidy(math: ET.Element, is_foreign: Callable[[str], bool]) -> None:
    for element in math.iter():
        for look in _LOOKS:
            element.attrib.pop(look, None)
    while len(math) == 1 and math[0].tag == "mrow":
        math[:] = list(math[0])
    for element in list(math.iter()):
        element[:] = [_unwrapped(child) for child in element]
        if element.tag in _ROWS:
            _join_words(element, is_foreign)
            _see_signs(element)
        _space_out(element)


def _unwrapped(element: ET.Element) -> ET.Element:
    """What is in a row of one, but for operators: braces around them take away the space at their sides."""
    while element.tag in {"mrow", "mstyle"} and len(element) == 1 and element[0].tag not in {"mo", "mspace"}:
        element = element[0]
    return element


def _join_words(row: ET.Element, is_foreign: Callable[[str], bool]) -> None:
    """Letters of a script that maths is not set in stand for words, not for products."""
    kept: list[ET.Element] = []
    for child in row:
        base = child[0] if child.tag in SCRIPTS and len(child) else child
        if base.tag in _LEAVES and base.text and is_foreign(base.text):
            base.tag = "mtext"
            if kept and kept[-1].tag == "mtext":
                base.text = f"{kept.pop().text}{base.text}"
        kept.append(child)
    row[:] = kept


def _see_signs(row: ET.Element) -> None:
    """A plus or minus that follows another sign belongs to the number behind it, as in x = -1, and one before a
    closing bracket is a name of its own, as in P(A|+).
    """
    for child, after in pairwise(row):
        if child.tag == "mo" and child.text in SIGNS and after.text in CLOSING:
            child.attrib |= {"lspace": "0em", "rspace": "0em"}
    for before, child in pairwise(row):
        if child.text in SIGNS and before.tag in {"mo", "mi"} and before.text in RELATIONS | OPERATORS | OPENING:
            child.tag = "mo"
            child.set("form", "prefix")


def _space_out(element: ET.Element) -> None:
    """Room around signs, lines and columns that the layout would set tight."""
    for signs, space in ((_TIMES, "mediummathspace"), (_ARROWS, "thickmathspace")):
        if element.tag in {"mi", "mo"} and element.text and element.text in signs:
            element.tag = "mo"
            element.attrib |= {"lspace": space, "rspace": space}
    if element.tag == "mtable":
        element.attrib = {"columnspacing": "0.6em", "rowspacing": "0.35em"} | element.attrib
        if element.get("rowspacing") == "3pt":
            element.set("rowspacing", "0.4em")


def _work(element: ET.Element, factor: int) -> int:
    is_row = element.tag in _ROWS or (element.tag in {"msqrt", "menclose"} and len(element) > 1)
    inner = factor * (2 if is_row else 1)
    return factor + sum(_work(child, inner) for child in element)


def numbered(math: ET.Element) -> MathNode:
    """The tree of `math`, its nodes numbered as `math.iter()` goes."""
    return _node(math, 0)


def _node(element: ET.Element, number: int) -> MathNode:
    children: list[MathNode] = []
    last = number
    for child in element:
        children.append(_node(child, last + 1))
        last = children[-1].last
    text = "".join([element.text or "", *sorted(f" {k}={v}" for k, v in element.attrib.items() if k in _SHOWN)])
    return MathNode(element.tag, text, tuple(children), number, last)


_SHOWN = frozenset({"mathvariant", "notation", "linethickness"})
