"""Big and small: things side by side in their true sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ....drawing.stage import Box
from ..bodies import Body
from ..forms import Form
from ..plain import PlainBrush
from ..tailor import Tailor
from .places import Point

_LEAST = 7
"""Units of the smallest thing, below which the largest one is only shown in part."""
_PART = 0.17
"""Part of the width of the area that is left to a thing that is shown in part."""
_GAP = 22


def to_scale(tailor: Tailor, area: Box, size: float, *, tall: bool) -> tuple[list[Body], list[Point]] | None:
    """The things on one line, their longest sides true to one scale; None if their texts don't fit.

    Drawings have about `size` pixels at most. If the smallest could not be seen beside the largest, only the edge of
    that one is shown, at its true curve.
    """
    values = [actor.value or 1.0 for actor in tailor.scene.actors]
    largest, least = max(values), tailor.context.u(_LEAST)
    whole = min(size * 1.7, area.height * 0.72)
    if whole * min(values) / largest >= least or len(values) < 3:
        return _line(tailor, area, [max(value * whole / largest, 2.0) for value in values])
    return _beside_the_largest(tailor, area, values, size, tall)


def _line(tailor: Tailor, area: Box, sizes: Sequence[float]) -> tuple[list[Body], list[Point]] | None:
    bodies = [tailor.fitted(index, size, disc=True) for index, size in enumerate(sizes)]
    places = _placed(bodies, area, tailor.context.u(_GAP))
    return None if places is None else (bodies, places)


def _placed(bodies: Sequence[Body], area: Box, gap: float) -> list[Point] | None:
    """The middles of drawings in as few lines as hold them, each with its own ground."""
    for lines in range(1, len(bodies) + 1):
        most = -(-len(bodies) // lines)
        groups = [bodies[at : at + most] for at in range(0, len(bodies), most)]
        heights = [max(body.height for body in group) + _below(group) for group in groups]
        spare = area.height - sum(heights) - gap * (len(groups) - 1)
        if spare < 0:
            return None
        found: list[Point] | None = []
        y = area.y + spare / (len(groups) + 1)
        for group, height in zip(groups, heights, strict=True):
            line = _in_line(group, area, y + height - _below(group), gap)
            found = None if found is None or line is None else [*found, *line]
            y += height + gap + spare / (len(groups) + 1)
        if found is not None:
            return found
    return None


def _below(bodies: Sequence[Body]) -> float:
    return max(body.reach.bottom - body.height / 2 for body in bodies)


def _in_line(bodies: Sequence[Body], area: Box, ground: float, gap: float) -> list[Point] | None:
    spare = area.width - sum(body.reach.width for body in bodies) - gap * (len(bodies) - 1)
    if spare < 0:
        return None
    x, found = area.x + spare / (len(bodies) + 1), []
    for body in bodies:
        found.append((x - body.reach.x, ground - body.height / 2))
        x += body.reach.width + gap + spare / (len(bodies) + 1)
    return found


def _beside_the_largest(
    tailor: Tailor, area: Box, values: Sequence[float], size: float, tall: bool
) -> tuple[list[Body], list[Point]] | None:
    """All but the largest in their lines, and the edge of that one at the left of them, or above in a tall frame."""
    giant = max(range(len(values)), key=lambda index: values[index])
    others = [index for index in range(len(values)) if index != giant]
    gap, name = tailor.context.u(_GAP), tailor.fitted(giant, tailor.context.u(100), disc=True)
    width = max(area.width * _PART, name.text_width + tailor.context.u(40))
    height = max(area.height * _PART, name.text_height + tailor.context.u(40))
    edge = Box(area.x, area.y, *((area.width, height) if tall else (width, area.height)))
    room = area.below(edge.bottom + gap) if tall else replace(area, x=edge.right + 2 * gap)
    room = room if tall else replace(room, width=area.right - room.x)
    scale = min(size * 1.5, area.height * 0.72, room.width * 0.9) / max(values[index] for index in others)
    bodies = [tailor.fitted(index, max(value * scale, 2.0), disc=True) for index, value in enumerate(values)]
    places = _placed([bodies[index] for index in others], room, gap)
    if places is None:
        return None
    bodies[giant] = _edge(bodies[giant], edge, values[giant] * scale / 2, tailor, tall)
    spots = dict(zip(others, places, strict=True)) | {giant: edge.centre}
    return bodies, [spots[index] for index in range(len(bodies))]


def _edge(body: Body, box: Box, radius: float, tailor: Tailor, tall: bool) -> Body:
    """The nearer edge of a disc, as far as it is in a box."""
    colour, theme = body.colour, tailor.context.theme
    radius = max(radius, box.height if tall else box.width)
    thickness = tailor.context.u(4)
    brush = PlainBrush(box.width, box.height, colour, theme.tint(colour), thickness, radius=radius, hangs=tall)
    form, (width, height) = Form(brush, 1, (box.width, box.height)), (box.width, box.height)
    rows = tailor.captions.rows(body.index, box.width - tailor.context.u(30))
    return replace(body, forms=(form,), rows=rows, side="inside", round=False, width=width, height=height)
