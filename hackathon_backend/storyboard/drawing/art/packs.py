"""The drawings inside of the packages: SVG files in a zip, and the letters of a font. Nothing is unpacked."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from ....errors import StoryboardError
from .art import Art

EMOJI_FONT = "NotoEmoji[wght].ttf"
_MODULES = {"phosphor": "justmyresource_phosphor", "mdi": "justmyresource_mdi", "emoji": "manimgx_fonts"}
_SHAPE = re.compile(r"<path[^>]*>")
_DATA = re.compile(r'\bd="([^"]+)"')


class SvgPath(NamedTuple):
    """A path of an SVG file."""

    data: str
    faint: bool
    """Whether it is the lighter of two tones."""


class Strokes(NamedTuple):
    """A drawing of ours, as SVG paths on the grid of Phosphor's: a line to be drawn with its pen, and the tone."""

    line: str
    tone: str


def own_drawing(art: Art) -> Strokes:
    """The paths of a drawing that no package has."""
    return Strokes(**_own()[art.key])


@cache
def _own() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads(files(__package__).joinpath("own.json").read_text(encoding="utf-8"))
    return read


def svg_layers(art: Art, style: str = "duotone") -> list[SvgPath]:
    """The paths of a drawing that is an SVG file, back to front, in one of the styles of Phosphor.

    Raises `StoryboardError` if its package is missing.
    """
    name = f"{art.key}.svg" if art.pack != "phosphor" else f"{style}/{art.key}-{style}.svg"
    try:
        text = _zip(art.pack).read(name).decode()
    except KeyError:
        raise StoryboardError(f"{art.source.package} has no drawing {art.key!r}: install the package again.") from None
    shapes = ((shape, _DATA.search(shape)) for shape in _SHAPE.findall(text))
    return [SvgPath(data[1], "opacity=" in shape) for shape, data in shapes if data]


def font_file() -> Path:
    """The font whose letters are drawings. Raises `StoryboardError` if its package is missing."""
    return _folder("emoji") / EMOJI_FONT


@cache
def _zip(pack: str) -> ZipFile:
    return ZipFile(_folder(pack) / "icons.zip")


def _folder(pack: str) -> Path:
    spec = find_spec(_MODULES[pack])
    if spec is None or not spec.submodule_search_locations:
        raise StoryboardError(f"Drawings are missing: pip install {_MODULES[pack].replace('_', '-')}")
    return Path(spec.submodule_search_locations[0])
