"""Where the knots of a graph stand across its arrows: in line with what they are joined to, and apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import fmean

from .ordering import Knot, Weave

_SWEEPS = 24
_NEARLY = 0.6
"""How far something may be from being in line to be taken for it, as a part of the space between boxes."""
_ALONE = 0.01
"""How much it matters where something is that is joined to nothing."""
_STRAIGHT, _BACKWARDS = 8.0, 0.02
"""How much it matters that a long edge is straight, and that one against the others is, next to a short one."""


@dataclass(frozen=True)
class Extent:
    """What a knot takes: `along` the arrows, and across them in front of its axis (`head`) and behind it (`tail`).

    Edges meet a knot at its axis: the middle of a box, and the line on which a label stands. All in pixels.
    """

    along: float = 0.0
    head: float = 0.0
    tail: float = 0.0


@dataclass(frozen=True)
class NodeSpacing:
    """The least space between neighbours across the arrows, in pixels: beside a box, and between mere lines."""

    boxes: float
    lines: float

    def between(self, one: Knot, other: Knot) -> float:
        """The space that two neighbours need."""
        return self.boxes if "node" in (one.kind, other.kind) else self.lines


def least(weave: Weave, layer: Sequence[int], extents: Sequence[Extent], spacing: NodeSpacing) -> float:
    """The room that a layer needs across the arrows."""
    if not layer:
        return 0.0
    return _offsets(weave, layer, extents, spacing)[-1] + extents[layer[0]].head + extents[layer[-1]].tail


def settle(weave: Weave, extents: Sequence[Extent], spacing: NodeSpacing, rooms: Sequence[float]) -> list[float]:
    """The axis of each knot, between 0 and the room of its layer, which is at least what the layer needs."""
    axes = [0.0] * len(weave.knots)
    for layer, room in zip(weave.layers, rooms, strict=True):
        _spread(weave, layer, extents, spacing, axes, room, [room / 2] * len(layer))
    for sweep in range(_SWEEPS):
        order = list(zip(weave.layers, rooms, strict=True))
        for layer, room in order if sweep % 2 == 0 else reversed(order):
            wishes = [_wish(weave, knot, axes, sweep) for knot in layer]
            _spread(weave, layer, extents, spacing, axes, room, wishes)
    for route in weave.routes:
        _straighten(weave, route[1:-1], extents, spacing, axes, rooms)
    _snap(weave, extents, spacing, axes, rooms)
    _move_out(weave, extents, spacing, axes, rooms)
    return axes


def _snap(
    weave: Weave, extents: Sequence[Extent], spacing: NodeSpacing, axes: list[float], rooms: Sequence[float]
) -> None:
    """Bring boxes that are nearly in line with one that they are joined to wholly into line."""
    snapped: set[int] = set()
    routes = [route for edge, route in enumerate(weave.routes) if route and not weave.runs_back(edge)]
    for route in sorted(routes, key=lambda route: weave.knots[route[0]].layer):
        places = [axes[route[0]], *([axes[route[-1]]] if route[0] not in snapped else [])]
        far = any(abs(axes[knot] - places[0]) > spacing.boxes * _NEARLY for knot in route)
        if far or route[-1] in snapped:
            continue
        free = [_free(weave, knot, extents, spacing, axes, rooms) for knot in route]
        place = next((place for place in places if all(low <= place <= high for low, high in free)), None)
        if place is not None:
            snapped |= {route[0], route[-1]}
            for knot in route:
                axes[knot] = place


def _move_out(
    weave: Weave, extents: Sequence[Extent], spacing: NodeSpacing, axes: list[float], rooms: Sequence[float]
) -> None:
    """Let edges that run back pass beside the boxes that they join, each in one line, if there is room for all."""
    moved = list(axes)
    far = [route for edge, route in enumerate(weave.routes) if weave.runs_back(edge)]
    for route in sorted(far, key=lambda route: max(axes[knot] for knot in route[1:-1])):
        between = route[1:-1]
        beside = [moved[node] + extents[node].tail + spacing.boxes for node in (route[0], route[-1])]
        place = max([*beside, *(_lowest(weave, knot, extents, spacing, moved) for knot in between)])
        for knot in between:
            moved[knot] = place
            if place + extents[knot].tail > rooms[weave.knots[knot].layer]:
                return
    axes[:] = moved


def _straighten(
    weave: Weave,
    route: Sequence[int],
    extents: Sequence[Extent],
    spacing: NodeSpacing,
    axes: list[float],
    rooms: Sequence[float],
) -> None:
    """Bring what lies between an edge's ends into line, or into as few lines as its neighbours leave room for."""
    run: list[int] = []
    low, high = 0.0, inf
    for index in [*route, None]:
        if index is not None:
            lowest, highest = _free(weave, index, extents, spacing, axes, rooms)
            if not run or max(low, lowest) <= min(high, highest):
                low, high, run = max(low, lowest), min(high, highest), [*run, index]
                continue
        place = min(max(fmean(axes[knot] for knot in run), low), high) if run else 0.0
        for knot in run:
            axes[knot] = place
        if index is not None:
            low, high, run = lowest, highest, [index]


def _free(
    weave: Weave,
    index: int,
    extents: Sequence[Extent],
    spacing: NodeSpacing,
    axes: Sequence[float],
    rooms: Sequence[float],
) -> tuple[float, float]:
    """From where to where a knot can be moved while its neighbours stay."""
    knot, own = weave.knots[index], extents[index]
    layer = weave.layers[knot.layer]
    place = layer.index(index)
    low, high = _lowest(weave, index, extents, spacing, axes), rooms[knot.layer] - own.tail
    if place + 1 < len(layer):
        other = layer[place + 1]
        high = axes[other] - extents[other].head - spacing.between(knot, weave.knots[other]) - own.tail
    return min(low, axes[index]), max(high, axes[index])


def _lowest(weave: Weave, index: int, extents: Sequence[Extent], spacing: NodeSpacing, axes: Sequence[float]) -> float:
    """The axis of a knot that stands as close as it may to the neighbour before it."""
    layer = weave.layers[weave.knots[index].layer]
    place = layer.index(index)
    if not place:
        return extents[index].head
    other = layer[place - 1]
    space = spacing.between(weave.knots[other], weave.knots[index])
    return axes[other] + extents[other].tail + space + extents[index].head


def _weight(weave: Weave, one: Knot, other: Knot) -> float:
    if "node" not in (one.kind, other.kind):
        return _STRAIGHT
    edges = [knot.number for knot in (one, other) if knot.kind != "node"]
    return _BACKWARDS if edges and weave.runs_back(edges[0]) else 1.0


def _wish(weave: Weave, index: int, axes: Sequence[float], sweep: int) -> float:
    """Where a knot would like to be: at the mean of its neighbours, for the last sweeps of those on both sides."""
    knot = weave.knots[index]
    sides = (knot.before, knot.after) if sweep % 2 == 0 else (knot.after, knot.before)
    near = [*sides[0], *sides[1]] if sweep > _SWEEPS / 2 else sides[0] or sides[1]
    weights = [_weight(weave, knot, weave.knots[other]) for other in near]
    if not near:
        return axes[index]
    return sum(weight * axes[other] for weight, other in zip(weights, near, strict=True)) / sum(weights)


def _offsets(weave: Weave, layer: Sequence[int], extents: Sequence[Extent], spacing: NodeSpacing) -> list[float]:
    """The axes of a layer's knots when they stand as close as they may, from that of the first."""
    offsets = [0.0]
    for one, other in pairwise(layer):
        space = spacing.between(weave.knots[one], weave.knots[other])
        offsets.append(offsets[-1] + extents[one].tail + space + extents[other].head)
    return offsets


def _spread(
    weave: Weave,
    layer: Sequence[int],
    extents: Sequence[Extent],
    spacing: NodeSpacing,
    axes: list[float],
    room: float,
    wishes: Sequence[float],
) -> None:
    """Set the axes of a layer as near to `wishes` as its order and its room allow."""
    if layer:
        offsets = _offsets(weave, layer, extents, spacing)
        weights = [1.0 if weave.knots[knot].before or weave.knots[knot].after else _ALONE for knot in layer]
        places = spread(wishes, offsets, extents[layer[0]].head, room - extents[layer[-1]].tail, weights)
        for index, place in zip(layer, places, strict=True):
            axes[index] = place


def spread(
    wishes: Sequence[float],
    offsets: Sequence[float],
    low: float,
    high: float,
    weights: Sequence[float] | None = None,
) -> list[float]:
    """Places from `low` to `high` in their order, as near to `wishes` as can be by least squares; `offsets` are the
    places that are as close together as they may be, from the first on.

    Without the least distances this is a fit by a rising sequence, which pooling neighbours that fall solves (Ayer et
    al., 1955); bounds only cut it off.
    """
    pools: list[tuple[float, float, int]] = []
    for wish, offset, weight in zip(wishes, offsets, weights or [1.0] * len(wishes), strict=True):
        pools.append((wish - offset, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, much, many), (other, more, further) = pools[-2:]
            pools[-2:] = [((one * much + other * more) / (much + more), much + more, many + further)]
    settled = [value for value, _, number in pools for _ in range(number)]
    highest = max(low, high - offsets[-1])
    return [min(max(value, low), highest) + offset for value, offset in zip(settled, offsets, strict=True)]
