"""How a cart is drawn."""

from __future__ import annotations

from typing import Any

import skia

from .....drawing.brushes import fill, stroke
from .....theme import Colour
from ..picture import ModelPicture

HIGH, WHEEL = 46, 13
"""Units of a cart's height, and of the radius of its wheels."""


def draw_cart(
    picture: ModelPicture,
    canvas: Any,
    x: float,
    floor: float,
    length: float,
    colour: Colour,
    opacity: float = 1.0,
    *,
    size: float = 1.0,
) -> None:
    """A cart whose rear end is at `x`, `size` times as high as usual."""
    u, theme = picture.u, picture.theme
    high, wheel = u(HIGH * size), u(WHEEL * size)
    body = skia.Rect.MakeXYWH(x, floor - wheel * 1.6 - high, length, high)
    shape = skia.RRect.MakeRectXY(body, u(8), u(8))
    canvas.drawRRect(shape, fill(theme.paper.mixed(colour, 0.35), opacity))
    canvas.drawRRect(shape, stroke(colour, u(3), opacity))
    for share in (0.22, 0.78):
        centre = (x + length * share, floor - wheel - u(1))
        picture.pen.disc(canvas, centre, wheel, theme.ink, opacity)
        picture.pen.disc(canvas, centre, wheel * 0.4, theme.paper, opacity)
