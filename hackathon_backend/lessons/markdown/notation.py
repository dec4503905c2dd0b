"""Formulas and raised or lowered letters as one line of plain Unicode, to be read within a sentence and aloud.

\\frac{-b \\pm \\sqrt{D}}{2a}  ->  (−b ± √D)/(2a)        x^2 + y_1  ->  x² + y₁
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import zip_longest
from xml.etree import ElementTree as ET

from latex2mathml.converter import convert

from ...storyboard.drawing.formulas.latex import (
    BINARY,
    CHEMISTRY,
    DEEPEST,
    LABELLED_ARROW,
    LONGEST,
    OPENING,
    RELATIONS,
    SCRIPTS,
    SIGNS,
    spelled_out,
    with_percents,
    without_namespace,
)

_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_RELATIONS = RELATIONS | frozenset("←⇐⟶⟵∥⊥")
_BINARY = BINARY | frozenset("∗∘⊕⊗")
_OPENING = OPENING | {"|"}
_BIG = frozenset("∑∏∫∬∮⋃⋂")
_BOUNDED = _BIG | {"lim", "max", "min", "sup", "inf"}
_SAME = str.maketrans({"-": "−", "⋅": "·", "⟶": "→", "\u2061": "", "\u2062": "", "\u2063": "", "\u00a0": " "})
_PRIMES = str.maketrans({"′": "′", "'": "′"})
_ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "¯": "\u0304", "‾": "\u0304", "˜": "\u0303", "~": "\u0303", "˙": "\u0307"}
_TEXT = re.compile(r"(\\(?:text[a-z]*|mbox)\s*\{)([^{}]*)\}")
_DROPPED = re.compile(r"\\(?:tag\*?|label)\s*\{[^{}]*\}|\\(?:nonumber|notag|limits|displaystyle)(?![A-Za-z])")
_GRID = re.compile(r"\\begin\s*\{(?:[a-zA-Z]*matrix|cases|array)\*?\}")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[a-z]+\*?\}")
_COMMAND = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}|\\([A-Za-z]+)|\\(.)")


@lru_cache(maxsize=4096)
def readable(latex: str) -> str:
    """What `latex` (without dollar signs) says, on one line; never raises, whatever was written."""
    if len(latex) > LONGEST or _is_deep(latex) or re.search(r"\\(?:g?def|let|(?:re)?newcommand)\b", latex):
        return _stripped(latex)
    try:
        text = _row(ET.fromstring(without_namespace(convert(_prepared(latex)))))  # noqa: S314 - it begins with <math>, so it declares no entities
    except Exception:
        # The converter has no error of its own: bad LaTeX surfaces as whatever it happens to stumble over.
        return _stripped(latex)
    return _stripped(latex) if "\\" in text else " ".join(text.split())


def raised(text: str) -> str:
    """`text` as it stands above the line: "2" as "²", "st" as it is, and all else after a caret."""
    if all(char in _RAISED or char in "′°*" for char in text):
        return "".join(_RAISED.get(char, char) for char in text)
    return text if text.isalpha() and len(text) > 1 else f"^{_held(text)}"


def lowered(text: str) -> str:
    """`text` as it stands below the line: "2" as "₂", all else as it is."""
    return "".join(_LOWERED.get(char, char) for char in text)


def _is_deep(latex: str) -> bool:
    depth = deepest = 0
    for sign in latex:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return deepest > DEEPEST


def _prepared(latex: str) -> str:
    latex = CHEMISTRY.sub(lambda match: spelled_out(match[1]), _DROPPED.sub("", latex))
    latex = LABELLED_ARROW.sub(lambda match: rf"\{match[1]}arrow ", latex)
    latex = _TEXT.sub(lambda match: match[1] + match[2].replace("&", " ").replace("<", " ") + "}", latex)
    if not _GRID.search(latex):
        # Lines below one another, of which the converter makes no table.
        latex = re.sub(r"(?<!\\)&", " ", _ENVIRONMENT.sub(" ", latex))
    return with_percents(latex)


def _stripped(latex: str) -> str:
    """LaTeX that can't be read, without its commands and braces."""
    text = _COMMAND.sub(lambda match: f" {match[1] or match[2] or ''} ", latex)
    return " ".join(re.sub(r"[{}$&\\]", " ", text).split())


def _text(node: ET.Element) -> str:
    if node.tag in ("mi", "mn", "mo", "mtext", "ms"):
        return unicodedata.normalize("NFC", (node.text or "").translate(_SAME))
    return _KINDS.get(node.tag, _row)(node)


def _row(node: ET.Element) -> str:
    """The parts of a row in one line, with spaces where a reader needs them."""
    line, word_before = "", False
    for child, following in zip_longest(node, list(node)[1:]):
        text = _text(child)
        sign = text.strip()
        is_word = len(text) > 1 and text.isalpha()
        if sign and sign in _RELATIONS | _BINARY:
            is_prefix = not line.strip() or line.rstrip()[-1] in _RELATIONS | _BINARY | _OPENING | {","}
            line = f"{line}{sign}" if is_prefix and sign in SIGNS else f"{line.rstrip()} {sign} "
        elif sign in (",", ";"):
            line = f"{line.rstrip()}{sign} "
        elif (is_word and line[-1:].isalnum()) or (word_before and text[:1].isalnum()):
            line = f"{line} {text}"
        elif child.tag.endswith("mfrac") and following is not None and _text(following)[:1].isalpha():
            line += f"({text})"
        else:
            line += text
        word_before = is_word or (child.tag in SCRIPTS and len(_text(child[0])) > 1)
    return line


def _held(text: str) -> str:
    """`text` as one thing: in brackets, if it has more than one part."""
    return f"({text})" if re.search(r"[\s+−±×·/=<>,^∑∏∫]|(?<=\d)[^\W\d_]", text) else text


def _parts(node: ET.Element) -> list[str]:
    return [_text(child).strip() for child in node]


def _fraction(node: ET.Element) -> str:
    over, under = _parts(node)
    if node.get("linethickness") == "0":
        return f"C({over}, {under})"
    return f"{over if over.isalnum() else _held(over)}/{_held(under)}"


def _square_root(node: ET.Element) -> str:
    return f"√{_held(_row(node).strip())}"


def _root(node: ET.Element) -> str:
    inner, degree = _parts(node)
    return f"{raised(degree)}√{_held(inner)}"


def _power(node: ET.Element) -> str:
    base, above = _parts(node)
    above = above.translate(_PRIMES)
    return _bounded(base, "", above) if base in _BIG else f"{_grouped(base)}{'°' if above == '∘' else _exponent(above)}"


def _exponent(text: str) -> str:
    tight = text.replace(" ", "")
    return raised(tight) if all(char in _RAISED or char in "′*" for char in tight) else f"^{_held(text)}"


def _index(node: ET.Element) -> str:
    base, below = _parts(node)
    return _bounded(base, below, "") if base in _BOUNDED else base + _subscript(below)


def _both(node: ET.Element) -> str:
    base, below, above = _parts(node)
    if base in _BIG:
        return _bounded(base, below, above)
    return base + _subscript(below) + _exponent(above.translate(_PRIMES))


def _subscript(text: str) -> str:
    tight = text.replace(" ", "")
    low = lowered(tight)
    return low if not any(map(str.isalpha, text)) else f"_{tight}" if tight.isalnum() else f"_({tight})"


def _grouped(base: str) -> str:
    return f"({base})" if re.search(r"\s", base) and base[:1] not in _OPENING else base


def _bounded(sign: str, below: str, above: str) -> str:
    """A sum or an integral with its bounds, or a limit: "∑(i = 1 … n) ", "lim(x → 0) "."""
    bounds = " … ".join(filter(None, (below, above)))
    return f"{sign}({bounds}) " if bounds else sign


def _under(node: ET.Element) -> str:
    base, below = _parts(node)
    return _bounded(base, below, "") if base in _BOUNDED else base


def _over(node: ET.Element) -> str:
    base, above = _parts(node)
    return base + _ACCENTS.get(above, "") if len(base) == 1 else base


def _under_over(node: ET.Element) -> str:
    base, below, above = _parts(node)
    return _bounded(base, below, above) if base in _BOUNDED else base


def _table(node: ET.Element) -> str:
    rows = [" ".join(filter(None, (_text(cell).strip() for cell in row))) for row in node]
    return "; ".join(filter(None, rows))


def _nothing(_: ET.Element) -> str:
    return ""


def _space(node: ET.Element) -> str:
    return "; " if node.get("linebreak") else " "


_KINDS = {
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msup": _power,
    "msub": _index,
    "msubsup": _both,
    "munder": _under,
    "mover": _over,
    "munderover": _under_over,
    "mtable": _table,
    "mphantom": _nothing,
    "mspace": _space,
}
