"""MathML as LaTeX: as its author wrote it where the page says so, else from its elements."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_NAMES = """
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln exp lim max min sup inf det dim gcd arg deg
"""
FUNCTIONS = frozenset(_NAMES.split())
"""What LaTeX has a command for."""
_ACCENTS = {
    "^": "hat", "ˆ": "hat", "¯": "overline", "‾": "overline", "_": "overline", "→": "vec", "⃗": "vec", "˙": "dot",
    "¨": "ddot", "~": "tilde", "˜": "tilde", "⏞": "overbrace", "̂": "hat", "̅": "overline", "̇": "dot",
}  # fmt: skip
_SPECIAL = re.compile(r"[#$%&_{}]")
_DEEPEST = 60


def latex_of(math: HtmlElement) -> str:
    """The LaTeX of a `math` element, on one line."""
    for each in math.iter():
        if _name(each) == "annotation" and "tex" in (each.get("encoding") or "").lower():
            return _as_written("".join(each.itertext()))
    if alttext := math.get("alttext"):
        return _as_written(alttext)
    return _tidied(_all(math, 0))


def escaped_latex(text: str) -> str:
    """Text for within a formula."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text.replace("\\", r"\backslash "))


def accented(base: str, mark: str) -> str:
    """A letter with what stands above it."""
    accent = _ACCENTS.get(mark.strip())
    return f"\\{accent}{{{base}}}" if accent else f"\\overset{{{mark}}}{{{base}}}"


def matrix(rows: list[list[str]]) -> str:
    """Things in rows and columns."""
    lines = r" \\ ".join(" & ".join(row) for row in rows)
    return rf"\begin{{matrix}} {lines} \end{{matrix}}"


def _as_written(latex: str) -> str:
    line = " ".join(latex.split()).strip("$ ")
    inner = re.fullmatch(r"\{\\displaystyle\s?(.*)\}", line)
    return (inner[1] if inner else line.removeprefix(r"\displaystyle")).strip()


def _tidied(latex: str) -> str:
    return " ".join(latex.split())


def _name(element: HtmlElement) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def _all(element: HtmlElement, depth: int) -> str:
    return "".join(_one(child, depth + 1) for child in element)


def _parts(element: HtmlElement, depth: int, number: int) -> list[str]:
    parts = [_one(child, depth + 1).strip() for child in element if isinstance(child.tag, str)]
    return (parts + [""] * number)[:number]


def _one(element: HtmlElement, depth: int) -> str:
    name = _name(element)
    if depth > _DEEPEST:
        return escaped_latex(" ".join("".join(element.itertext()).split()))
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        return _token(element, name)
    if name in ("annotation", "annotation-xml", "mphantom", "mspace", ""):
        return " " if name == "mspace" else ""
    if name in _BUILT:
        return _BUILT[name](element, depth)
    return _all(element, depth)


def _token(element: HtmlElement, name: str) -> str:
    text = " ".join("".join(element.itertext()).split())
    if name in ("mtext", "ms"):
        return rf"\text{{{escaped_latex(text)}}}" if text else " "
    if name == "mi" and text in FUNCTIONS:
        return f"\\{text} "
    if name == "mi" and len(text) > 1:
        return rf"\mathrm{{{escaped_latex(text)}}}"
    if text in ("\u2061", "\u2062", "\u2063", "\u2064"):
        return ""
    return f" {escaped_latex(text)} " if name == "mo" and text in "+-−±=<>≤≥≠≈→⇒·×" else escaped_latex(text)


def _fraction(element: HtmlElement, depth: int) -> str:
    over, under = _parts(element, depth, 2)
    return rf"\frac{{{over}}}{{{under}}}"


def _root(element: HtmlElement, depth: int) -> str:
    inner, degree = _parts(element, depth, 2)
    return rf"\sqrt[{degree}]{{{inner}}}"


def _square_root(element: HtmlElement, depth: int) -> str:
    return rf"\sqrt{{{_all(element, depth).strip()}}}"


def _above(element: HtmlElement, depth: int) -> str:
    base, above = _parts(element, depth, 2)
    return f"{{{base}}}^{{{above}}}" if len(base) != 1 else f"{base}^{{{above}}}"


def _below(element: HtmlElement, depth: int) -> str:
    base, below = _parts(element, depth, 2)
    return f"{{{base}}}_{{{below}}}" if len(base) != 1 and not base.startswith("\\") else f"{base}_{{{below}}}"


def _both(element: HtmlElement, depth: int) -> str:
    base, below, above = _parts(element, depth, 3)
    return f"{base}_{{{below}}}^{{{above}}}"


def _over(element: HtmlElement, depth: int) -> str:
    base, above = _parts(element, depth, 2)
    return f"{base}^{{{above}}}" if base in "∑∏∫⋃⋂" and base else accented(base, above)


def _table(element: HtmlElement, depth: int) -> str:
    rows = [row for row in element if _name(row) in ("mtr", "mlabeledtr")]
    return matrix([[_all(cell, depth + 2).strip() for cell in row] for row in rows])


def _fenced(element: HtmlElement, depth: int) -> str:
    opening, closing = (element.get(name, sign) for name, sign in (("open", "("), ("close", ")")))
    marks = rf"\left{escaped_latex(opening) or '.'} ", rf" \right{escaped_latex(closing) or '.'}"
    return f"{marks[0]}{_all(element, depth)}{marks[1]}"


_BUILT = {
    "mfrac": _fraction,
    "mroot": _root,
    "msqrt": _square_root,
    "msup": _above,
    "msub": _below,
    "msubsup": _both,
    "munder": _below,
    "mover": _over,
    "munderover": _both,
    "mtable": _table,
    "mfenced": _fenced,
}
