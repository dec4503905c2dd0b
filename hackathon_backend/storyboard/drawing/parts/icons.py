"""Icons: small drawings beside texts, of the same art as large ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ....errors import StoryboardError
from ...kinds.icon import Icon
from ...theme import Colour
from ..art import chosen
from ..art.brush import ArtBrush, line_width
from ..brushes import BrushKind
from ..context import DrawContext


@dataclass(frozen=True)
class IconArtBrush(ArtBrush):
    """A drawing that belongs inside a shape."""

    kind: ClassVar[BrushKind] = "glow"


def icon_brush(context: DrawContext, icon: str, size: float, colour: Colour) -> IconArtBrush:
    """The drawing that `icon` names, in a square of `size` pixels. A word that finds none is drawn as an idea is."""
    art = chosen(icon, context.language) or chosen(Icon.bulb)
    if art is None:
        raise StoryboardError(f"icon: there is no drawing of {icon[:40]!r}", param="icon")
    return IconArtBrush(art, size, colour, line_width(size))
