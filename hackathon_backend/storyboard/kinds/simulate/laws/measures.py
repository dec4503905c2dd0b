"""What is written at things that are measured: a line with an arrow at both ends, and names beside curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import skia

from ....drawing.arrows import Point
from ....drawing.brushes import GlowBrush
from ....drawing.marks import Mark
from ....drawing.motion.tracks import Track
from ....drawing.stage import Box
from ....drawing.text.text import TextBlock
from ....theme import Colour
from ..setting import SimulationContext

_HEAD, _SHAFT = 13, 2.5


def measure_line(setting: SimulationContext, start: Point, end: Point, colour: Colour, opacity: Track) -> Mark:
    """A straight line from `start` to `end` with a head at both."""
    path = _shaft(setting, start, end)
    bounds = path.getBounds()
    box = Box(bounds.left(), bounds.top(), bounds.width(), bounds.height())
    path.offset(-box.x, -box.y)
    setting.places.add_lines([[start, end]], 2 * _HEAD * 0.4)
    return Mark(box, GlowBrush(path, colour, colour, setting.u(1)), opacity=opacity)


def _shaft(setting: SimulationContext, start: Point, end: Point) -> Any:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    dx, dy = dx / length, dy / length
    head, half = min(setting.u(_HEAD), length / 2), setting.u(_SHAFT) / 2
    path = skia.Path()
    inner = (start[0] + dx * head, start[1] + dy * head), (end[0] - dx * head, end[1] - dy * head)
    sides = ((inner[0], 1), (inner[1], 1), (inner[1], -1), (inner[0], -1))
    corners = [(x - dy * half * side, y + dx * half * side) for (x, y), side in sides]
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    for tip, (x, y) in ((start, inner[0]), (end, inner[1])):
        wide = head * 0.4
        path.moveTo(*tip).lineTo(x - dy * wide, y + dx * wide).lineTo(x + dy * wide, y - dx * wide).close()
    return path


def beside_ends(
    ends: Sequence[Point], blocks: Sequence[TextBlock], u: Callable[[float], float], top: float, bottom: float
) -> list[Box]:
    """Where the names of two curves stand beside what these have come to, one clear of the other."""
    upper, lower = sorted((0, 1), key=lambda n: (ends[n][1], -n))
    apart = max(u(30) - (ends[lower][1] - ends[upper][1]), 0.0) / 2
    middles = {upper: ends[upper][1] - apart, lower: ends[lower][1] + apart}
    ys = [min(max(middles[n] - block.height / 2, top), bottom - block.height) for n, block in enumerate(blocks)]
    if (over := ys[upper] + blocks[upper].height - ys[lower]) > 0:
        moved = min(over, ys[upper] - top)
        ys[upper], ys[lower] = ys[upper] - moved, ys[lower] + over - moved
    return [Box(ends[n][0] + u(13), ys[n], block.width, block.height) for n, block in enumerate(blocks)]
