"""Drawings as paths: the line at full strength, the tone behind it, and the outline of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import skia

from ..svg_path import svg_path
from .art import Art
from .packs import font_file, own_drawing, svg_layers

GRID = 256.0
"""Units a side of the square that each drawing is on."""
LINE = 16.0
"""Units that the lines of most drawings are wide."""
_WEIGHTS = {"duotone": LINE, "light": 12.0, "thin": 8.0}
"""The width of the lines of Phosphor's styles in units, the heaviest first; bold ones are drawn by a wider pen."""
_MDI_GRID = 24.0
_LETTER_LINE = 9.0
"""Units that the lines of letters are wide, about."""
_LETTER = 220.0
"""Units that the longer side of a drawing takes that is a letter of a font: those of files leave as much free."""
_GAPS = (7.0, 6.3, 8.1, 5.2)
"""Halves of the widest gap in a line, in units, over which what it encloses does not run out: to be tried in turn."""
_FINE = 64
"""Points of a contour by which its direction is told."""


@dataclass(frozen=True)
class ArtShape:
    """A drawing in units of its square. Its lines are areas, as wide as they are drawn; `solid` ones fill all of it."""

    line: Any
    tone: Any
    outline: Any
    width: float
    """The width of the lines in units."""
    solid: bool
    """Whether areas of the line are wider than lines, so that only their edges are drawn at full strength."""


def art_shape(art: Art, width: float = LINE) -> ArtShape:
    """The paths of `art` with lines of at most `width` units, if it has such.

    Raises `StoryboardError` if its package is missing.
    """
    if art.pack == "own":
        return _drawn(art, round(min(width, LINE)))
    if art.pack == "phosphor":
        fitting = (style for style, own in _WEIGHTS.items() if own <= width)
        return _styled(art, next(fitting, "thin"))
    return _closed_up(art)


@lru_cache(maxsize=128)
def _drawn(art: Art, width: int) -> ArtShape:
    """A drawing of ours, by a pen of `width` units."""
    layer = own_drawing(art)
    line = _widened(svg_path(layer.line), width)
    return ArtShape(line, svg_path(layer.tone), _enclosed(line), width, solid=False)


@lru_cache(maxsize=512)
def _styled(art: Art, style: str) -> ArtShape:
    """A drawing of Phosphor in one of its styles, in two tones."""
    duotone = svg_layers(art)
    layers = duotone if style == "duotone" else svg_layers(art, style)
    line = _joined(layer.data for layer in layers if not layer.faint)
    tone = _joined(layer.data for layer in duotone if layer.faint)
    return ArtShape(line, tone, _enclosed(line), _WEIGHTS[style], solid=False)


@lru_cache(maxsize=512)
def _closed_up(art: Art) -> ArtShape:
    """A drawing that has only one tone: what its lines enclose becomes the other one."""
    if art.pack == "emoji":
        path, width = _letter(art.key), _LETTER_LINE
    else:
        path, width = _joined(layer.data for layer in svg_layers(art)), LINE
        path.transform(skia.Matrix.Scale(GRID / _MDI_GRID, GRID / _MDI_GRID))
    outline = _enclosed(path)
    return ArtShape(path, outline, outline, width, solid=True)


def contours(path: Any) -> list[Any]:
    """The closed lines that `path` is made of, each as a path."""
    found: list[Any] = []
    for verb, points in path:
        if verb == skia.Path.kMove_Verb:
            found.append(skia.Path().moveTo(points[0]))
        elif verb == skia.Path.kLine_Verb:
            found[-1].lineTo(points[1])
        elif verb == skia.Path.kQuad_Verb:
            found[-1].quadTo(points[1], points[2])
        elif verb == skia.Path.kConic_Verb:
            _append_conic(found[-1], points)
        elif verb == skia.Path.kCubic_Verb:
            found[-1].cubicTo(points[1], points[2], points[3])
    return [contour.close() for contour in found if contour.countPoints() > 2]


def _append_conic(contour: Any, points: Any) -> None:
    """A quarter of an ellipse, which is all that arcs in drawings are made of."""
    contour.conicTo(points[1], points[2], 0.5**0.5)


def _widened(path: Any, width: float) -> Any:
    """The area that a pen of `width` units covers along `path`."""
    pen, area = _pen(skia.Paint.kStroke_Style, width / 2), skia.Path()
    pen.setStrokeCap(skia.Paint.kRound_Cap)
    pen.getFillPath(path, area)
    return skia.Simplify(area)


def _joined(paths: Iterator[str]) -> Any:
    path = skia.Path()
    for data in paths:
        path.addPath(svg_path(data))
    return path


def _enclosed(path: Any) -> Any:
    """What `path` encloses, small gaps in its lines closed."""
    for gap in _GAPS:
        try:
            return _closed(path, gap)
        except RuntimeError:  # curves that nearly touch can be too much for skia, and are not with another gap
            continue
    return _filled(path)


def _closed(path: Any, gap: float) -> Any:
    """`path` grown by `gap` units, without its holes, and shrunk again. Raises `RuntimeError` if skia can't do it."""
    grown, edge = skia.Path(), skia.Path()
    _pen(skia.Paint.kStrokeAndFill_Style, gap).getFillPath(path, grown)
    whole = skia.Simplify(_filled(skia.Simplify(grown)))
    _pen(skia.Paint.kStroke_Style, gap).getFillPath(whole, edge)
    return skia.Op(whole, edge, skia.kDifference_PathOp)


def _pen(style: Any, gap: float) -> Any:
    return skia.Paint(Style=style, StrokeWidth=2 * gap, StrokeJoin=skia.Paint.kRound_Join)


def _filled(path: Any) -> Any:
    """`path` without its holes."""
    result = skia.Path()
    for contour in contours(path):
        if _area(contour) < 0:
            result.reverseAddPath(contour)
        else:
            result.addPath(contour)
    result.setFillType(skia.PathFillType.kWinding)
    return result


def _area(contour: Any) -> float:
    """Twice the area that `contour` goes around, negative if it does so counterclockwise."""
    measure = skia.PathMeasure(contour, True)
    length = measure.getLength()
    places = [measure.getPosTan(length * step / _FINE)[0] for step in range(_FINE + 1)]
    return float(sum(a.x() * b.y() - b.x() * a.y() for a, b in pairwise(places)))


def _letter(key: str) -> Any:
    """The letter of the code points "1f9d1-200d-1f33e": several of them may be drawn as one."""
    font = skia.Font(_font(), GRID)
    blob = skia.TextBlob.MakeFromShapedText("".join(chr(int(code, 16)) for code in key.split("-")), font)
    glyphs = [glyph for run in skia.TextBlob.Iter(blob) for glyph in run.fGlyphIndices]
    path = font.getPath(glyphs[0])
    bounds = path.computeTightBounds()
    scale = _LETTER / max(bounds.width(), bounds.height(), 1.0)
    middle = skia.Matrix.Translate(-bounds.centerX(), -bounds.centerY())
    path.transform(middle.postScale(scale, scale).postTranslate(GRID / 2, GRID / 2))
    return path


@cache
def _font() -> Any:
    return skia.Typeface.MakeFromFile(str(font_file()))
