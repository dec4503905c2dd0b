"""The layers of a graph with all that passes through them, in an order in which few edges cross.

The method is that of Sugiyama, Tagawa and Toda (1981): long edges get a dummy vertex in each layer that they pass, and
layers are sorted by the barycentres of their neighbours. A label is a dummy vertex half-way along its edge, in a layer
between two others, so that nothing can lie on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean
from typing import Literal

from .ranks import End

_SWEEPS = 12

VertexKind = Literal["node", "label", "dummy"]
Group = tuple[int, bool]


@dataclass
class Vertex:
    """Something in a layer: a node, the label of an edge, or a dummy where a long edge passes; `number` is that of the
    node or the edge. `before` and `after` are the vertices that it is joined to in the neighbouring layers.
    """

    kind: VertexKind
    number: int
    layer: int
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class LayeredGraph:
    """Vertices, of which the first ones are the nodes; those of each layer in their order; and those of each edge from
    its source to its target, none for an edge from a node to itself.
    """

    vertices: list[Vertex]
    layers: list[list[int]]
    routes: list[list[int]]

    def runs_back(self, edge: int) -> bool:
        """Whether an edge leads back past a layer of nodes."""
        route = self.routes[edge]
        if not route or self.vertices[route[0]].layer < self.vertices[route[-1]].layer:
            return False
        return any(self.holds_nodes(self.vertices[vertex].layer) for vertex in route[1:-1])

    def holds_nodes(self, layer: int) -> bool:
        """Whether a layer is one of nodes rather than of labels."""
        return any(self.vertices[vertex].kind == "node" for vertex in self.layers[layer])


def layered(ranks: Sequence[int], ends: Sequence[End], labelled: Sequence[bool]) -> LayeredGraph:
    """The layers for nodes of these `ranks` and the edges between `ends`."""
    loops = {edge for edge, (source, target) in enumerate(ends) if source == target}
    gaps = {edge: gap for edge, gap in _label_gaps(ranks, ends).items() if labelled[edge] and edge not in loops}
    shift = [sum(gap < rank for gap in set(gaps.values())) for rank in range(max(ranks) + 1)]
    vertices = [Vertex("node", node, rank + shift[rank]) for node, rank in enumerate(ranks)]
    routes = []
    for edge, end in enumerate(ends):
        label = gaps[edge] + shift[gaps[edge]] + 1 if edge in gaps else None
        routes.append([] if edge in loops else _route(vertices, edge, end, label))
    parts = _parts(len(ranks), ends)
    # Edges that run far back lie outside of all others, each beside the part of the graph that it belongs to.
    far = {edge for edge, (source, target) in enumerate(ends) if ranks[source] > ranks[target] + 1}
    groups = [
        (_part(vertices, index, parts), vertex.kind != "node" and vertex.number in far)
        for index, vertex in enumerate(vertices)
    ]
    return LayeredGraph(vertices, _ordered(vertices, groups), routes)


def _label_gaps(ranks: Sequence[int], ends: Sequence[End]) -> dict[int, int]:
    """For each edge the rank after which its label stands: in the middle, or where short edges have theirs anyway."""
    spans = {edge: sorted((ranks[source], ranks[target])) for edge, (source, target) in enumerate(ends)}
    short = {first for first, last in spans.values() if last == first + 1}
    return {
        edge: min(
            range(first, max(last, first + 1)), key=lambda gap: (gap not in short, abs(2 * gap + 1 - first - last))
        )
        for edge, (first, last) in spans.items()
    }


def _route(vertices: list[Vertex], edge: int, end: End, label: int | None) -> list[int]:
    """Put a vertex for `edge` in each layer that it passes, that of its label in layer `label`."""
    first, last = sorted(end, key=lambda node: vertices[node].layer)
    route = [first]
    for layer in range(vertices[first].layer + 1, vertices[last].layer):
        vertices.append(Vertex("label" if layer == label else "dummy", edge, layer))
        route.append(len(vertices) - 1)
    route.append(last)
    for one, other in pairwise(route):
        vertices[one].after.append(other)
        vertices[other].before.append(one)
    return route if end[0] == first else route[::-1]


def _parts(count: int, ends: Sequence[End]) -> list[int]:
    """For each node the first node of the part of the graph that hangs together with it."""
    part = list(range(count))
    for _ in range(count):
        for source, target in ends:
            part[source] = part[target] = min(part[source], part[target])
    return part


def _ordered(vertices: Sequence[Vertex], part: Sequence[Group]) -> list[list[int]]:
    """The vertices of each layer, group by group, in the best order that is found."""
    layers: list[list[int]] = [[] for _ in range(max(vertex.layer for vertex in vertices) + 1)]
    for index in sorted(range(len(vertices)), key=lambda index: part[index]):
        layers[vertices[index].layer].append(index)
    best, fewest = [list(layer) for layer in layers], _crossings(vertices, layers)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        near = [vertex.before if down else vertex.after for vertex in vertices]
        for layer in layers if down else reversed(layers):
            place = {index: position for row in layers for position, index in enumerate(row)}
            layer.sort(key=lambda index: (part[index], _mean(place, near[index], place[index])))
        _swap_neighbours(vertices, layers, part)
        crossings = _crossings(vertices, layers)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    return best


def _part(vertices: Sequence[Vertex], index: int, parts: Sequence[int]) -> int:
    while vertices[index].kind != "node":
        index = vertices[index].before[0]
    return parts[index]


def _mean(place: dict[int, int], neighbours: Sequence[int], own: int) -> float:
    return fmean(place[index] for index in neighbours) if neighbours else own


def _swap_neighbours(vertices: Sequence[Vertex], layers: Sequence[list[int]], part: Sequence[Group]) -> None:
    """Let neighbours in a layer change places where that takes crossings away."""
    for layer in layers:
        place = {vertex: position for row in layers for position, vertex in enumerate(row)}
        for index in range(len(layer) - 1):
            one, other = layer[index], layer[index + 1]
            if part[one] == part[other] and _pair(vertices, place, one, other) > _pair(vertices, place, other, one):
                layer[index], layer[index + 1] = other, one


def _pair(vertices: Sequence[Vertex], place: dict[int, int], one: int, other: int) -> int:
    """The crossings between the edges of two neighbours if `one` stands before the `other`."""
    return sum(
        place[mine] > place[theirs]
        for side in ("before", "after")
        for mine in getattr(vertices[one], side)
        for theirs in getattr(vertices[other], side)
    )


def _crossings(vertices: Sequence[Vertex], layers: Sequence[Sequence[int]]) -> int:
    place = {index: position for layer in layers for position, index in enumerate(layer)}
    return (
        sum(
            _pair(vertices, place, one, other)
            for layer in layers
            for i, one in enumerate(layer)
            for other in layer[i + 1 :]
        )
        // 2
    )
