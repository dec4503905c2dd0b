"""Formulas as SVG, drawn by the same hand as in the videos. Nothing of the LaTeX gets into the page but as text."""

from __future__ import annotations

import math
from functools import lru_cache
from html import escape
from typing import Any

import skia

from ..errors import StoryboardError
from ..storyboard.drawing.formulas.formula import Formula, formula
from ..storyboard.drawing.formulas.shapes import FormulaPiece

_UNIT = 1000
"""Units of a drawing in one size of the type: whole numbers make it a third smaller."""
_STEP = 0.25
"""How far a formula reaches below its line is rounded up to a multiple of this: prose.css has a class for each."""
_DEEPEST = 16
_MARGIN = 0.04
_LONGEST = 2000
"""Characters of LaTeX; more is shown as it is written."""
_VERBS = {0: "M", 1: "L", 2: "Q", 4: "C", 5: "Z"}
"""SVG's letters for skia's verbs; 3 is the conic, which no formula has."""


@lru_cache(maxsize=512)
def formula_html(latex: str, language: str = "en", *, display: bool = False) -> str:
    """The HTML of a formula (without dollar signs); what can't be drawn is shown as it is written."""
    try:
        drawn = formula(latex, language) if len(latex) <= _LONGEST else None
    except StoryboardError:
        drawn = None
    inner = _svg(drawn, latex) if drawn else f'<code class="tex" dir="ltr">{escape(latex)}</code>'
    # Wide ones are scrolled, also by keyboard.
    return f'<div class="formula" tabindex="0">{inner}</div>' if display else inner


def _svg(drawn: Formula, latex: str) -> str:
    box = drawn.box.grown(_MARGIN)
    below = min(_DEEPEST, max(0, math.ceil(box.bottom / _STEP)))
    height = max(below * _STEP, box.bottom) - box.y
    corners = " ".join(str(round(value * _UNIT)) for value in (box.x, box.y, box.width, height))
    return (
        f'<svg class="maths down-{below}" role="img" aria-label="{escape(latex)}" viewBox="{corners}" '
        f'width="{box.width:.3f}em" height="{height:.3f}em">{"".join(map(_piece, drawn.pieces))}</svg>'
    )


def _piece(piece: FormulaPiece) -> str:
    if piece.words is not None:
        words, middle = piece.words, piece.box.x + piece.box.width / 2
        return (
            f'<text x="{round(middle * _UNIT)}" y="{round(words.y * _UNIT)}" text-anchor="middle" '
            f'font-size="{round(words.size * _UNIT)}" font-weight="{words.weight}">{escape(words.text)}</text>'
        )
    drawn = f'd="{_path(piece.path)}"'
    if piece.stroke:
        return f'<path {drawn} fill="none" stroke="currentColor" stroke-width="{round(piece.stroke * _UNIT)}"/>'
    return f"<path {drawn}/>"


def _path(path: Any) -> str:
    parts: list[str] = []
    steps = skia.Path.Iter(path, False)
    while True:
        verb, points = steps.next()
        letter = _VERBS.get(int(verb))
        if letter is None:
            return "".join(parts)
        # skia repeats the point that a stroke begins at.
        to = points if letter == "M" else points[1:]
        parts.append(letter + " ".join(f"{round(p.x() * _UNIT)} {round(p.y() * _UNIT)}" for p in to if letter != "Z"))
