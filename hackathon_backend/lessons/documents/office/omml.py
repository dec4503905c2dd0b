"""Formulas of office programs (OMML) as LaTeX."""

from __future__ import annotations

from lxml import etree

from ..web.mathml import FUNCTIONS, accented, escaped_latex, matrix

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DEEPEST = 40
_BIG = {"∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∬": r"\iint", "∮": r"\oint", "⋃": r"\bigcup", "⋂": r"\bigcap"}


def latex_of_omml(element: etree._Element) -> str:
    """The LaTeX of an `oMath` or `oMathPara`, on one line; the formulas of a paragraph stand below one another."""
    if element.tag == f"{M}oMathPara":
        lines = [_all(each, 0).strip() for each in element.findall(f"{M}oMath")]
        return lines[0] if len(lines) == 1 else matrix([[line] for line in lines]) if lines else ""
    return " ".join(_all(element, 0).split())


def _all(element: etree._Element | None, depth: int) -> str:
    return "" if element is None else "".join(_one(child, depth + 1) for child in element)


def _part(element: etree._Element, name: str, depth: int) -> str:
    return _all(element.find(f"{M}{name}"), depth).strip()


def _value(element: etree._Element, path: str, default: str) -> str:
    found = element.find("/".join(f"{M}{step}" for step in path.split("/")))
    return default if found is None else str(found.get(f"{M}val", ""))


def _one(element: etree._Element, depth: int) -> str:
    if not isinstance(element.tag, str) or not element.tag.startswith(M):
        return _all(element, depth) if isinstance(element.tag, str) and depth < _DEEPEST else ""
    name = element.tag[len(M) :]
    if depth > _DEEPEST:
        return escaped_latex("".join(element.itertext()))
    if name == "r":
        return _run(element)
    if name.endswith("Pr"):
        return ""
    return _BUILT[name](element, depth) if name in _BUILT else _all(element, depth)


def _run(element: etree._Element) -> str:
    text = "".join(each.text or "" for each in element.iter(f"{M}t"))
    style = element.find(f"{M}rPr/{M}nor")
    if style is not None and text.strip():
        return rf"\text{{{escaped_latex(text)}}}"
    return "".join(f" {char} " if char in "=<>≤≥≠≈→⇒" else char for char in escaped_latex(text))


def _fraction(element: etree._Element, depth: int) -> str:
    over, under = _part(element, "num", depth), _part(element, "den", depth)
    if _value(element, "fPr/type", "") == "noBar":
        return rf"\binom{{{over}}}{{{under}}}"
    return rf"\frac{{{over}}}{{{under}}}"


def _base(element: etree._Element, depth: int) -> str:
    base = _part(element, "e", depth)
    return base if len(base) == 1 else f"{{{base}}}"


def _power(element: etree._Element, depth: int) -> str:
    return f"{_base(element, depth)}^{{{_part(element, 'sup', depth)}}}"


def _index(element: etree._Element, depth: int) -> str:
    return f"{_base(element, depth)}_{{{_part(element, 'sub', depth)}}}"


def _both(element: etree._Element, depth: int) -> str:
    return f"{_index(element, depth)}^{{{_part(element, 'sup', depth)}}}"


def _before(element: etree._Element, depth: int) -> str:
    return f"{{}}_{{{_part(element, 'sub', depth)}}}^{{{_part(element, 'sup', depth)}}}{_base(element, depth)}"


def _root(element: etree._Element, depth: int) -> str:
    degree = _part(element, "deg", depth)
    return rf"\sqrt{f'[{degree}]' if degree else ''}{{{_part(element, 'e', depth)}}}"


def _fenced(element: etree._Element, depth: int) -> str:
    opening, closing = _value(element, "dPr/begChr", "("), _value(element, "dPr/endChr", ")")
    between = _value(element, "dPr/sepChr", "|")
    inner = f" {between} ".join(_all(each, depth).strip() for each in element.findall(f"{M}e"))
    return rf"\left{escaped_latex(opening) or '.'} {inner} \right{escaped_latex(closing) or '.'}"


def _large(element: etree._Element, depth: int) -> str:
    sign = _value(element, "naryPr/chr", "∫") or "∫"
    below, above = _part(element, "sub", depth), _part(element, "sup", depth)
    bounds = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return f"{_BIG.get(sign, sign)}{bounds} {_part(element, 'e', depth)}"


def _function(element: etree._Element, depth: int) -> str:
    name, inner = _part(element, "fName", depth), _part(element, "e", depth)
    for known in FUNCTIONS:
        if name == known or name.startswith((f"{known}_", f"{{{known}}}_", f"{known}^", f"{{{known}}}^")):
            return f"\\{known}{name.replace(f'{{{known}}}', known, 1)[len(known) :]} {inner}"
    return rf"\mathrm{{{name}}} {inner}"


def _accent(element: etree._Element, depth: int) -> str:
    return accented(_part(element, "e", depth), _value(element, "accPr/chr", "̂"))


def _bar(element: etree._Element, depth: int) -> str:
    mark = "overline" if _value(element, "barPr/pos", "bot") == "top" else "underline"
    return rf"\{mark}{{{_part(element, 'e', depth)}}}"


def _above(element: etree._Element, depth: int) -> str:
    return rf"\overset{{{_part(element, 'lim', depth)}}}{{{_part(element, 'e', depth)}}}"


def _below(element: etree._Element, depth: int) -> str:
    return f"{_base(element, depth)}_{{{_part(element, 'lim', depth)}}}"


def _matrix(element: etree._Element, depth: int) -> str:
    return matrix([[_all(cell, depth).strip() for cell in row.findall(f"{M}e")] for row in element.findall(f"{M}mr")])


def _lines(element: etree._Element, depth: int) -> str:
    return matrix([[_all(each, depth).strip()] for each in element.findall(f"{M}e")])


_BUILT = {
    "f": _fraction,
    "sSup": _power,
    "sSub": _index,
    "sSubSup": _both,
    "sPre": _before,
    "rad": _root,
    "d": _fenced,
    "nary": _large,
    "func": _function,
    "acc": _accent,
    "bar": _bar,
    "limUpp": _above,
    "limLow": _below,
    "m": _matrix,
    "eqArr": _lines,
}
