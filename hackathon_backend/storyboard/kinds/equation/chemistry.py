"""Equations of reactions, whose letters are elements and stand upright."""

from __future__ import annotations

import re

_ELEMENTS = (
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Ag Cd In "
    "Sn Sb Te I Xe Cs Ba Pt Au Hg Tl Pb Bi Ra U"
)
_ELEMENT = "(?:" + "|".join(sorted(_ELEMENTS.split(), key=len, reverse=True)) + ")"
_ARROW = re.compile(r"\\(?:long)?(?:right|left|leftright)arrow|\\to\b|\\rightleftharpoons|→|⇌")
_SIGNS = re.compile(r"[_^]\{?[\d+\-n]*\}?|[\s\d+(){}\[\]]|\\[,;:! ]|\\(?:cdot|uparrow|downarrow)\b|\((?:s|l|g|aq)\)")
_PARTS = re.compile(rf"(?:{_ELEMENT})+")


def upright(latex: str) -> str:
    """`latex` with upright letters if it is the equation of a reaction, such as 2H_2 + O_2 \\to 2H_2O."""
    if not _ARROW.search(latex) or "_" not in latex or "\\mathrm" in latex or "\\ce" in latex:
        return latex
    letters = _SIGNS.sub("", _ARROW.sub("", latex))
    return rf"\mathrm{{{latex}}}" if _PARTS.fullmatch(letters) else latex
