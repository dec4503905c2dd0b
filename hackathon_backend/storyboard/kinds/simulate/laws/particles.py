"""What pictures with particles share: how particles and their containers are drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import skia

from ....drawing.arrows import Point
from ....drawing.brushes import ShapeBrush, fill, rounded, stroke
from ....drawing.marks import Mark
from ....drawing.stage import Box
from ....theme import Colour
from ..setting import SimulationContext
from .matter.molecules import Places

_PARTS = 4
"""Places within a pixel at which a stamp is drawn."""


@lru_cache(maxsize=512)
def _stamp(radius: float, colour: Colour, dx: int, dy: int) -> Any:
    """A disc as a small picture, its middle a part of a pixel to the right and below of its centre."""
    side = 2 * math.ceil(radius + 1) + 1
    surface = skia.Surface(side, side)
    canvas = surface.getCanvas()
    canvas.clear(0)
    centre = side // 2
    canvas.drawCircle(centre + dx / _PARTS, centre + dy / _PARTS, radius, fill(colour))
    return surface.makeImageSnapshot()


def discs(canvas: Any, points: Sequence[Point], radius: float, colour: Colour) -> None:
    """Discs of one colour. They are stamped: hundreds of them in each frame would take too long to be drawn."""
    half = math.ceil(radius + 1)
    for x, y in points:
        left, top = math.floor(x), math.floor(y)
        stamp = _stamp(radius, colour, int((x - left) * _PARTS), int((y - top) * _PARTS))
        canvas.drawImage(stamp, left - half, top - half)


def trails(
    canvas: Any, setting: SimulationContext, rows: Sequence[Sequence[Point]], radius: float, colour: Colour
) -> None:
    """Where particles came from, for pictures that stand still."""
    paint = stroke(setting.context.theme.paper.mixed(colour, 0.3), radius * 0.8)
    for row in rows:
        path = skia.Path().moveTo(*row[0])
        for point in row[1:]:
            path.lineTo(*point)
        canvas.drawPath(path, paint)


def vessel(setting: SimulationContext, box: Box, colour: Colour | None = None) -> Mark:
    """A closed container."""
    theme, u = setting.context.theme, setting.u
    shape = rounded(box.width, box.height, u(14))
    return Mark(box, ShapeBrush(shape, colour or theme.card, theme.muted, u(3)))


def placed(places: Places, box: Box, unit: float) -> list[Point]:
    """Places in diameters as pixels in a container, of which `unit` pixels are one diameter."""
    bottom = box.bottom
    return [(box.x + x * unit, bottom - y * unit) for x, y in places.tolist()]
