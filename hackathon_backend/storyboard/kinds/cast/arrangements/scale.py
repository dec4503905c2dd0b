"""Big and small: things side by side in their true sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ....drawing.art import Art
from ....drawing.art.shapes import GRID, art_shape
from ....drawing.stage import Box
from ..bodies import Body
from ..forms import Form
from ..plain import PlainBrush
from ..tailor import Tailor
from .places import Point

_LEAST = 7
"""Units of the smallest thing, below which the largest one is only shown in part."""
_SPECK = 3.0
"""Pixels of what is too small to be seen beside the others."""
_PART = 0.17
"""Part of the width of the area that is left to a thing that is shown in part."""
_GAP = 22
_ROUND = frozenset(
    {"phosphor:sun", "own:sun", "own:jupiter", "phosphor:planet", "phosphor:star", "phosphor:globe-hemisphere-west"}
    | {"phosphor:globe-hemisphere-east", "phosphor:moon", "own:cell", "phosphor:atom"}
)
"""Drawings of things that are discs or balls, of which an edge may be shown."""


def to_scale(tailor: Tailor, area: Box, part: float, *, tall: bool) -> tuple[list[Body], list[Point]] | None:
    """The things on one ground, their longest sides true to one scale; None if their texts don't fit.

    The largest takes about a `part` of the area. If the smallest round thing could not be seen beside the largest, only
    the edge of that one is shown, at its true curve.
    """
    values = [actor.value or 1.0 for actor in tailor.scene.actors]
    largest, least = max(values), tailor.context.u(_LEAST)
    whole = max(area.width, area.height) * part
    is_round = _is_round(tailor.art[values.index(largest)])
    if whole * min(values) / largest >= least or len(values) < 3 or not is_round:
        bodies = [_body(tailor, index, value * whole / largest) for index, value in enumerate(values)]
        places = _placed(bodies, area, tailor.context.u(_GAP))
        return None if places is None else (bodies, places)
    return _beside_the_largest(tailor, area, values, part, tall)


def _is_round(art: Art | None) -> bool:
    return art is None or art.id in _ROUND


def _body(tailor: Tailor, index: int, size: float) -> Body:
    """The thing at `index` with a drawing whose longer side, as its lines have it, is `size` pixels long."""
    size, art = max(size, _SPECK), tailor.art[index]
    if art is None:
        return tailor.fitted(index, size, disc=True)
    ink = art_shape(art).outline.computeTightBounds()
    body = tailor.fitted(index, size * GRID / max(ink.width(), ink.height(), 1.0), disc=True)
    forms = tuple(form.cropped(body.forms[0]) for form in body.forms)
    width, height = forms[0].box
    return replace(body, forms=forms, width=width, height=height)


def _placed(bodies: Sequence[Body], area: Box, gap: float) -> list[Point] | None:
    """The middles of drawings in as few lines as hold them, each with its own ground."""
    lines = _lines(bodies, area.width, gap)
    heights = [max(body.height for body in line) + _below(line) for line in lines]
    spare = area.height - sum(heights) - gap * (len(lines) - 1)
    if spare < 0:
        return None
    found: list[Point] = []
    y = area.y + spare / (len(lines) + 1)
    for line, height in zip(lines, heights, strict=True):
        places = _in_line(line, area, y + height - _below(line), gap)
        if places is None:
            return None
        found += places
        y += height + gap + spare / (len(lines) + 1)
    return found


def _below(bodies: Sequence[Body]) -> float:
    return max(body.reach.bottom - body.height / 2 for body in bodies)


def _lines(bodies: Sequence[Body], width: float, gap: float) -> list[list[Body]]:
    """The things in as few lines as hold them: all of about as many, or else each as full as can be."""
    full: list[list[Body]] = [[]]
    for body in bodies:
        if full[-1] and _width([*full[-1], body], gap) > width:
            full.append([])
        full[-1].append(body)
    most = -(-len(bodies) // len(full))
    even = [list(bodies[at : at + most]) for at in range(0, len(bodies), most)]
    return even if all(_width(line, gap) <= width for line in even) else full


def _width(bodies: Sequence[Body], gap: float) -> float:
    return sum(body.reach.width for body in bodies) + gap * (len(bodies) - 1)


def _in_line(bodies: Sequence[Body], area: Box, ground: float, gap: float) -> list[Point] | None:
    spare = area.width - _width(bodies, gap)
    if spare < 0:
        return None
    x, found = area.x + spare / (len(bodies) + 1), []
    for body in bodies:
        found.append((x - body.reach.x, ground - body.height / 2))
        x += body.reach.width + gap + spare / (len(bodies) + 1)
    return found


def _beside_the_largest(
    tailor: Tailor, area: Box, values: Sequence[float], part: float, tall: bool
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
    scale = min(room.width, room.height) * part / max(values[index] for index in others)
    bodies = [_body(tailor, index, value * scale) for index, value in enumerate(values)]
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
