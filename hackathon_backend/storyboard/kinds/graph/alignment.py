"""Where the vertices of a graph stand across its arrows: in line with what they are joined to, and apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import fmean

from .ordering import LayeredGraph, Vertex

_SWEEPS = 24
_NEARLY = 0.6
"""How far something may be from being in line to be taken for it, as a part of the space between boxes."""
_ALONE = 0.01
"""How much it matters where something is that is joined to nothing."""
_STRAIGHT, _BACKWARDS = 8.0, 0.02
"""How much it matters that a long edge is straight, and that one against the others is, next to a short one."""


@dataclass(frozen=True)
class NodeExtent:
    """What a vertex takes: `along` the arrows, and across them in front of its axis (`head`) and behind it (`tail`).

    Edges meet a vertex at its axis: the middle of a box, and the line on which a label stands. All in pixels.
    """

    along: float = 0.0
    head: float = 0.0
    tail: float = 0.0


@dataclass(frozen=True)
class NodeSpacing:
    """The least space between neighbours across the arrows, in pixels: beside a box, and between mere lines."""

    boxes: float
    lines: float

    def between(self, one: Vertex, other: Vertex) -> float:
        """The space that two neighbours need."""
        return self.boxes if "node" in (one.kind, other.kind) else self.lines


class Alignment:
    """Vertices of these `extents` in `room` pixels across the arrows."""

    def __init__(self, graph: LayeredGraph, extents: Sequence[NodeExtent], spacing: NodeSpacing, room: float) -> None:
        self._graph, self._extents, self._spacing, self._room = graph, extents, spacing, room
        self._axes = [0.0] * len(graph.vertices)

    @property
    def least(self) -> float:
        """The room that the widest layer needs."""
        layers = [layer for layer in self._graph.layers if layer]
        ends = [self._extents[layer[0]].head + self._extents[layer[-1]].tail for layer in layers]
        return max(self._offsets(layer)[-1] + end for layer, end in zip(layers, ends, strict=True))

    def axes(self) -> list[float]:
        """The axis of each vertex, between 0 and the room, which is at least what each layer needs."""
        graph = self._graph
        for layer in graph.layers:
            self._spread(layer, [self._room / 2] * len(layer))
        for sweep in range(_SWEEPS):
            for layer in graph.layers if sweep % 2 == 0 else reversed(graph.layers):
                self._spread(layer, [self._wish(vertex, sweep) for vertex in layer])
        for route in graph.routes:
            self._straighten(route[1:-1])
        self._snap()
        self._move_out()
        return self._axes

    def _offsets(self, layer: Sequence[int]) -> list[float]:
        """The axes of a layer's vertices when they stand as close as they may, from that of the first."""
        offsets = [0.0]
        for one, other in pairwise(layer):
            offsets.append(offsets[-1] + self._distance(one, other))
        return offsets

    def _distance(self, one: int, other: int) -> float:
        """The least distance of the axes of two neighbours."""
        space = self._spacing.between(self._graph.vertices[one], self._graph.vertices[other])
        return self._extents[one].tail + space + self._extents[other].head

    def _spread(self, layer: Sequence[int], wishes: Sequence[float]) -> None:
        """Set the axes of a layer as near to `wishes` as its order and its room allow."""
        if layer:
            joined = [self._graph.vertices[index].before or self._graph.vertices[index].after for index in layer]
            low, high = self._extents[layer[0]].head, self._room - self._extents[layer[-1]].tail
            weights = [1.0 if each else _ALONE for each in joined]
            places = spread(wishes, self._offsets(layer), low, high, weights)
            for index, place in zip(layer, places, strict=True):
                self._axes[index] = place

    def _wish(self, index: int, sweep: int) -> float:
        """Where a vertex would like to be: at the mean of its neighbours, in the last sweeps of all of them."""
        vertex = self._graph.vertices[index]
        sides = (vertex.before, vertex.after) if sweep % 2 == 0 else (vertex.after, vertex.before)
        near = [*sides[0], *sides[1]] if sweep > _SWEEPS / 2 else sides[0] or sides[1]
        weights = [self._weight(vertex, self._graph.vertices[other]) for other in near]
        if not near:
            return self._axes[index]
        return sum(weight * self._axes[other] for weight, other in zip(weights, near, strict=True)) / sum(weights)

    def _weight(self, one: Vertex, other: Vertex) -> float:
        if "node" not in (one.kind, other.kind):
            return _STRAIGHT
        edges = [vertex.number for vertex in (one, other) if vertex.kind != "node"]
        return _BACKWARDS if edges and self._graph.runs_back(edges[0]) else 1.0

    def _straighten(self, chain: Sequence[int]) -> None:
        """Bring what lies between an edge's ends into line, or into as few lines as its neighbours leave room for."""
        run: list[int] = []
        low, high = 0.0, inf
        for index in [*chain, None]:
            if index is not None:
                lowest, highest = self._free(index)
                if not run or max(low, lowest) <= min(high, highest):
                    low, high, run = max(low, lowest), min(high, highest), [*run, index]
                    continue
            place = min(max(fmean(self._axes[vertex] for vertex in run), low), high) if run else 0.0
            for vertex in run:
                self._axes[vertex] = place
            if index is not None:
                low, high, run = lowest, highest, [index]

    def _snap(self) -> None:
        """Bring boxes that are nearly in line with one that they are joined to wholly into line."""
        graph, axes = self._graph, self._axes
        snapped: set[int] = set()
        routes = [route for edge, route in enumerate(graph.routes) if route and not graph.runs_back(edge)]
        for route in sorted(routes, key=lambda route: graph.vertices[route[0]].layer):
            places = [axes[route[0]], *([axes[route[-1]]] if route[0] not in snapped else [])]
            far = any(abs(axes[vertex] - places[0]) > self._spacing.boxes * _NEARLY for vertex in route)
            if far or route[-1] in snapped:
                continue
            free = [self._free(vertex) for vertex in route]
            place = next((place for place in places if all(low <= place <= high for low, high in free)), None)
            if place is not None:
                snapped |= {route[0], route[-1]}
                for vertex in route:
                    axes[vertex] = place

    def _move_out(self) -> None:
        """Let edges that run back pass beside the boxes that they join, each in one line, if there is room for all."""
        before = list(self._axes)
        back = [route for edge, route in enumerate(self._graph.routes) if self._graph.runs_back(edge)]
        for route in sorted(back, key=lambda route: max(before[vertex] for vertex in route[1:-1])):
            chain = route[1:-1]
            beside = [
                self._axes[node] + self._extents[node].tail + self._spacing.boxes for node in (route[0], route[-1])
            ]
            place = max([*beside, *map(self._lowest, chain)])
            for vertex in chain:
                self._axes[vertex] = place
            if any(place + self._extents[vertex].tail > self._room for vertex in chain):
                self._axes = before
                return

    def _free(self, index: int) -> tuple[float, float]:
        """From where to where a vertex can be moved while its neighbours stay."""
        layer = self._graph.layers[self._graph.vertices[index].layer]
        place = layer.index(index)
        low, high = self._lowest(index), self._room - self._extents[index].tail
        if place + 1 < len(layer):
            high = self._axes[layer[place + 1]] - self._distance(index, layer[place + 1])
        return min(low, self._axes[index]), max(high, self._axes[index])

    def _lowest(self, index: int) -> float:
        """The axis of a vertex that stands as close as it may to the neighbour before it."""
        layer = self._graph.layers[self._graph.vertices[index].layer]
        place = layer.index(index)
        if not place:
            return self._extents[index].head
        return self._axes[layer[place - 1]] + self._distance(layer[place - 1], index)


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
