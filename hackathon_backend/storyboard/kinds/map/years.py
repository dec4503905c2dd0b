"""The year of a map that changes with time: a large figure in a corner, replaced as the lands of the next one come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...drawing.brushes import TextBrush
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import FADE
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from ...drawing.text.typefaces import SEMIBOLD
from .scene import MapScene
from .timeline import MapMoment

_SIZE, _EDGE = 56, 10
"""Units of type of the year, and from it to the edge of the map."""


def blocks_of(scene: MapScene, context: DrawContext, width: float) -> dict[int, TextBlock]:
    """The years to be shown by the fills with which they come; a year that goes on is shown once."""
    found, last = dict[int, TextBlock](), ""
    for index, fill in enumerate(scene.fills):
        if fill.year and fill.year != last:
            found[index] = context.fit(fill.year, width / 3, context.u(80), _SIZE, weight=SEMIBOLD)
            last = fill.year
    return found


def place_of(blocks: Sequence[TextBlock], box: Box, unit: float, lands: Sequence[Any], dots: Sequence[Box]) -> Box:
    """The corner of the map, in pixels from the map's own, where a year covers least of what is spoken of."""
    width = max(block.width for block in blocks)
    height, edge = max(block.height for block in blocks), _EDGE * unit
    left, right, top, bottom = edge, box.width - width - edge, edge, box.height - height - edge
    corners = [Box(x, y, width, height) for x, y in ((left, top), (left, bottom), (right, top), (right, bottom))]
    return min(corners, key=lambda corner: _covered(corner, lands) + sum(corner.overlap(dot) > 0 for dot in dots))


def _covered(corner: Box, lands: Sequence[Any]) -> int:
    across = [corner.x + corner.width * share for share in (0, 0.25, 0.5, 0.75, 1)]
    down = [corner.y + corner.height * share for share in (0, 0.5, 1)]
    return sum(land.contains(x, y) for land in lands for x in across for y in down)


def year_marks(
    context: DrawContext, blocks: Mapping[int, TextBlock], corner: Box, times: Mapping[str, MapMoment]
) -> Iterator[Mark]:
    """Each year from when its first land comes until the next one does; `corner` is in pixels of the frame."""
    shown = sorted(blocks, key=lambda index: times[f"fills.{index}"].start)
    for number, index in enumerate(shown):
        start = times[f"fills.{index}"].start
        opacity = context.motion.appear(start)
        if number + 1 < len(shown):
            following = times[f"fills.{shown[number + 1]}"].start
            opacity = opacity.then(0.0, max(start, following - FADE), FADE)
        block = blocks[index]
        box = Box(corner.x, corner.y, block.width, block.height)
        yield Mark(box, TextBrush(block), f"fills.{index}.year", opacity, passing=True)
