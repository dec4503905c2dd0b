"""Drawings as SVG files of their own, in two tones of the colour of the text around them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import skia

from .art import Art
from .brush import TONE
from .shapes import GRID, LINE, art_shape

_HEAD = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID:g} {GRID:g}" fill="currentColor">'
_LETTERS = {
    skia.Path.kMove_Verb: "M",
    skia.Path.kLine_Verb: "L",
    skia.Path.kQuad_Verb: "Q",
    skia.Path.kCubic_Verb: "C",
    skia.Path.kClose_Verb: "Z",
}


@lru_cache(maxsize=2048)
def svg_of(art: Art) -> str:
    """`art` as an SVG document. Raises `StoryboardError` if its package is missing."""
    shape = art_shape(art)
    line = _data(shape.line)
    if shape.solid:
        # Only the edges of what is wider than a line are at full strength.
        clip = f'<clipPath id="line"><path d="{line}"/></clipPath>'
        edges = (
            f'<path clip-path="url(#line)" fill="none" stroke="currentColor" stroke-width="{2 * LINE:g}" d="{line}"/>'
        )
        strong = clip + edges
    else:
        strong = f'<path d="{line}"/>'
    return f'{_HEAD}<path opacity="{TONE:g}" d="{_data(shape.tone)}"/>{strong}</svg>'


def _data(path: Any) -> str:
    """`path` as the `d` attribute has it, to a tenth of a unit."""
    parts = []
    for verb, points in path:
        if verb == skia.Path.kConic_Verb:
            parts.append(_conic(points))
        elif verb in _LETTERS:
            own = points if verb == skia.Path.kMove_Verb else points[1:]
            parts.append(_LETTERS[verb] + _numbers([] if verb == skia.Path.kClose_Verb else own))
    return "".join(parts)


def _conic(points: Any) -> str:
    """A quarter of an ellipse as two curves."""
    quads = skia.Path.ConvertConicToQuads(points[0], points[1], points[2], 0.5**0.5, 1)
    return f"Q{_numbers(quads[1:3])}Q{_numbers(quads[3:5])}"


def _numbers(points: Any) -> str:
    return " ".join(f"{point.x():.1f} {point.y():.1f}".replace(".0", "") for point in points)
