"""The shapes of a formula, as ziamath lays it out. One unit of length is the size of the type."""

from __future__ import annotations

import importlib
import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree as ET

import skia

from ...theme import Colour
from ..stage import Box
from ..text.text import TextBlock, Type, measure
from ..text.typefaces import REGULAR, SEMIBOLD
from .tree import fault, parse

_SIZE = 100.0
"""The size that formulas are laid out at."""
_EM = 1.333 * 1.000002
"""Lengths that ziamath is given in em are in points, of which there are this many in one of its own."""
_ASCENT, _HIGH_ASCENT, _DESCENT = 0.72, 0.9, 0.22
"""What words reach above and below their line, as parts of their size; high are those of most other scripts."""
_HIGH_FROM = 0x0590
_FRAME = 0.1
"""Space between a formula and its frame, in sizes, beyond what the layout leaves."""
_COMMAND = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_LARGEST = 600.0
"""Type sizes that a formula may measure; more is a trick."""


@dataclass(frozen=True)
class FormulaText:
    """Words in a formula: `size` is a multiple of the size of the type, (x, y) where their line begins."""

    text: str
    weight: int
    size: float
    x: float
    y: float

    def block(self, size: float, colour: Colour, language: str) -> TextBlock:
        """The words set in type of `size` pixels."""
        return _set(self.text, self.weight, size * self.size, colour, language)


@dataclass(frozen=True)
class FormulaPiece:
    """One shape of a formula, or words in it. `node` is the number of the node that it shows, `line` that of its line.

    A `stroke` is the width of the line along `path`; with 0 the path is filled.
    """

    node: int
    box: Box
    path: Any = None
    stroke: float = 0.0
    words: FormulaText | None = None
    line: int = 0

    def moved(self, dx: float, dy: float) -> FormulaPiece:
        """This piece, shifted to the right by `dx` and down by `dy`."""
        path, words = self.path, self.words
        if path is not None:
            path = skia.Path(path)
            path.offset(dx, dy)
        if words is not None:
            words = replace(words, x=words.x + dx, y=words.y + dy)
        return replace(self, box=self.box.moved(dx, dy), path=path, words=words)


def flipped(piece: FormulaPiece, around: Box) -> FormulaPiece:
    """`piece` seen in a mirror that stands in the middle of the box `around`."""
    if piece.path is None:
        return piece
    path = skia.Path(piece.path)
    path.transform(skia.Matrix.Scale(-1, 1).postTranslate(around.x + around.right, 0))
    return replace(piece, path=path, box=replace(piece.box, x=around.x + around.right - piece.box.right))


def read(latex: str) -> ET.Element:
    """The tree of `latex`. Raises `StoryboardError` if it can't be read."""
    library = _library()
    return parse(latex, library.tex.tex2mml, _is_foreign)


def shapes(math: ET.Element, language: str) -> list[FormulaPiece]:
    """The pieces of `math`, whose elements are numbered in reading order; the first line stands on y = 0.

    Raises `StoryboardError` if it can't be laid out, or is senselessly large.
    """
    library = _library()
    words = {}
    for number, element in enumerate(math.iter()):
        element.set("mathcolor", _name(number))
        if element.tag == "mtext" and _is_prose(element.text or ""):
            words[number] = _hold_place(element, number, language)
    try:
        svg = library.Math(math, size=_SIZE, margin=0).svgxml()
    # As with the converter: what can't be laid out ends in any error at all.
    except Exception as error:
        raise fault("can't be laid out") from error
    pieces = list(_pieces(svg, words))
    if any(max(map(abs, (p.box.x, p.box.y, p.box.right, p.box.bottom))) > _LARGEST for p in pieces):
        raise fault("is too large to be shown")
    return pieces


@cache
def _library() -> Any:
    """ziamath, which takes half a second to load its font; told to write shapes out instead of referring to them."""
    with warnings.catch_warnings():
        # It finds its font in a way that Python 3.11 warns of.
        warnings.simplefilter("ignore", DeprecationWarning)
        library = importlib.import_module("ziamath")
    library.config.svg2 = False
    return library


def _is_foreign(text: str) -> bool:
    """Whether the maths font lacks letters of `text`."""
    font = _library().zmath.loadedfonts["default"]
    return any(not font.glyphindex(char) for char in text if not char.isspace() and not unicodedata.combining(char))


def _is_prose(text: str) -> bool:
    return any(char.isalnum() for char in text) or _is_foreign(text)


def _name(number: int) -> str:
    """The colour that stands for a node until the shapes are read back."""
    return f"#{number:06x}"


def _hold_place(element: ET.Element, number: int, language: str) -> FormulaText:
    """Make `element` a space as large as its words, which are set in the face of all other words."""
    text = element.text or ""
    weight = SEMIBOLD if "bold" in element.get("mathvariant", "") else REGULAR
    width = _set(text, weight, _SIZE, Colour(0, 0, 0), language).width / _SIZE
    element.tag, element.text = "mspace", None
    sizes = {"width": width, "height": _ascent(text), "depth": _DESCENT}
    element.attrib = {name: f"{value / _EM:.5f}em" for name, value in sizes.items()}
    element.set("mathbackground", _name(number))
    return FormulaText(text, weight, 1.0, 0.0, 0.0)


@lru_cache(maxsize=512)
def _set(text: str, weight: int, size: float, colour: Colour, language: str) -> TextBlock:
    rtl = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)
    return measure(text, Type(size, colour, weight, rtl=rtl, language=language), _SIZE * _LARGEST)


def _pieces(svg: ET.Element, words: dict[int, FormulaText]) -> Iterator[FormulaPiece]:
    """The pieces of a drawing. What has no colour of its own belongs to what was drawn before it."""
    node = 0
    for element, colour in _coloured(svg, ""):
        node = int(colour[1:], 16) if colour.startswith("#") else node
        if element.tag == "rect" and node in words:
            yield _placed(words[node], node, _rect(element))
        elif (path := _outline(element)) is not None:
            thickness = float(element.get("stroke-width", "0")) / _SIZE if "stroke" in element.attrib else 0.0
            path.transform(skia.Matrix.Scale(1 / _SIZE, 1 / _SIZE))
            bounds = path.computeTightBounds()
            box = Box(bounds.left(), bounds.top(), bounds.width(), bounds.height()).grown(thickness / 2)
            yield FormulaPiece(node, box, path, thickness)


def _coloured(element: ET.Element, inherited: str) -> Iterator[tuple[ET.Element, str]]:
    colour = element.get("stroke") or element.get("fill") or inherited
    yield element, colour
    for child in element:
        yield from _coloured(child, colour)


def _rect(element: ET.Element) -> Box:
    return Box(*(float(element.get(name, "0")) for name in ("x", "y", "width", "height")))


def _outline(element: ET.Element) -> Any:
    """The path of an element at the size of the drawing, or None if it draws nothing."""
    if element.tag == "path":
        return _path(element.get("d", ""))
    if element.tag == "rect":
        # A frame around a formula is drawn close to it; a little more space makes it a frame.
        box = _rect(element).grown(_SIZE * _FRAME if "stroke" in element.attrib else 0.0)
        return skia.Path().addRect(skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height))
    return None


def _path(data: str) -> Any:
    """The path of an SVG `d` attribute of capitals only, as ziamath writes them."""
    path = skia.Path()
    draw = {"M": path.moveTo, "L": path.lineTo, "Q": path.quadTo, "C": path.cubicTo, "Z": path.close}
    for command, numbers in _COMMAND.findall(data):
        draw[command](*map(float, numbers.split()))
    return path


def _placed(words: FormulaText, node: int, room: Box) -> FormulaPiece:
    box = Box(room.x / _SIZE, room.y / _SIZE, room.width / _SIZE, room.height / _SIZE)
    size = box.height / (_ascent(words.text) + _DESCENT)
    line = box.y + _ascent(words.text) * size
    return FormulaPiece(node, box, words=replace(words, size=size, x=box.x, y=line))


def _ascent(text: str) -> float:
    return _HIGH_ASCENT if any(ord(char) > _HIGH_FROM for char in text) else _ASCENT
