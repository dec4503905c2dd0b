"""The layers of a graph with all that passes through them, in an order in which few edges cross.

The method is that of Sugiyama, Tagawa and Toda (1981): long edges become knots in each layer that they pass, and layers
are sorted by the barycentres of their neighbours. A label is a knot of its own half-way along its edge, in a layer
between two others, so that nothing can lie on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean
from typing import Literal

from .ranks import End

_SWEEPS = 12

Kind = Literal["node", "label", "bend"]
Group = tuple[int, bool]


@dataclass
class Knot:
    """Something in a layer: a node, the label of an edge, or a place where a long edge passes; `number` is that of the
    node or the edge. `before` and `after` are the knots that it is joined to in the neighbouring layers.
    """

    kind: Kind
    number: int
    layer: int
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Weave:
    """Knots, of which the first ones are the nodes; each layer's knots in their order; and the knots of each edge from
    its source to its target, none for an edge that was left out.
    """

    knots: list[Knot]
    layers: list[list[int]]
    routes: list[list[int]]

    def runs_back(self, edge: int) -> bool:
        """Whether an edge leads back past a layer of nodes."""
        route = self.routes[edge]
        if not route or self.knots[route[0]].layer < self.knots[route[-1]].layer:
            return False
        return any(self.holds_nodes(self.knots[knot].layer) for knot in route[1:-1])

    def holds_nodes(self, layer: int) -> bool:
        """Whether a layer is one of nodes rather than of labels."""
        return any(self.knots[knot].kind == "node" for knot in self.layers[layer])


def weave(ranks: Sequence[int], ends: Sequence[End], labelled: Sequence[bool], left_out: Iterable[int] = ()) -> Weave:
    """The layers for nodes of these `ranks` and the edges between `ends`, except for those `left_out`."""
    skipped = set(left_out) | {edge for edge, (source, target) in enumerate(ends) if source == target}
    gaps = {edge: gap for edge, gap in _label_gaps(ranks, ends).items() if labelled[edge] and edge not in skipped}
    shift = [sum(gap < rank for gap in set(gaps.values())) for rank in range(max(ranks) + 1)]
    knots = [Knot("node", node, rank + shift[rank]) for node, rank in enumerate(ranks)]
    routes = []
    for edge, end in enumerate(ends):
        label = gaps[edge] + shift[gaps[edge]] + 1 if edge in gaps else None
        routes.append([] if edge in skipped else _route(knots, edge, end, label))
    parts = _parts(len(ranks), ends)
    # Edges that run far back lie outside of all others, each beside the part of the graph that it belongs to.
    far = {edge for edge, (source, target) in enumerate(ends) if ranks[source] > ranks[target] + 1}
    groups = [
        (_part(knots, index, parts), knot.kind != "node" and knot.number in far) for index, knot in enumerate(knots)
    ]
    return Weave(knots, _ordered(knots, groups), routes)


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


def _route(knots: list[Knot], edge: int, end: End, label: int | None) -> list[int]:
    """Put a knot for `edge` in each layer that it passes, that of its label in layer `label`."""
    first, last = sorted(end, key=lambda node: knots[node].layer)
    route = [first]
    for layer in range(knots[first].layer + 1, knots[last].layer):
        knots.append(Knot("label" if layer == label else "bend", edge, layer))
        route.append(len(knots) - 1)
    route.append(last)
    for one, other in pairwise(route):
        knots[one].after.append(other)
        knots[other].before.append(one)
    return route if end[0] == first else route[::-1]


def _parts(count: int, ends: Sequence[End]) -> list[int]:
    """For each node the first node of the part of the graph that hangs together with it."""
    part = list(range(count))
    for _ in range(count):
        for source, target in ends:
            part[source] = part[target] = min(part[source], part[target])
    return part


def _ordered(knots: Sequence[Knot], part: Sequence[Group]) -> list[list[int]]:
    """The knots of each layer, group by group, in the best order that is found."""
    layers: list[list[int]] = [[] for _ in range(max(knot.layer for knot in knots) + 1)]
    for index in sorted(range(len(knots)), key=lambda index: part[index]):
        layers[knots[index].layer].append(index)
    best, fewest = [list(layer) for layer in layers], _crossings(knots, layers)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for layer in layers if down else reversed(layers):
            place = {index: position for row in layers for position, index in enumerate(row)}
            layer.sort(key=lambda k: (part[k], _mean(place, knots[k].before if down else knots[k].after, place[k])))
        _swap_neighbours(knots, layers, part)
        crossings = _crossings(knots, layers)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    return best


def _part(knots: Sequence[Knot], index: int, parts: Sequence[int]) -> int:
    while knots[index].kind != "node":
        index = knots[index].before[0]
    return parts[index]


def _mean(place: dict[int, int], neighbours: Sequence[int], own: int) -> float:
    return fmean(place[index] for index in neighbours) if neighbours else own


def _swap_neighbours(knots: Sequence[Knot], layers: Sequence[list[int]], part: Sequence[Group]) -> None:
    """Let neighbours in a layer change places where that takes crossings away."""
    for layer in layers:
        place = {knot: position for row in layers for position, knot in enumerate(row)}
        for index in range(len(layer) - 1):
            one, other = layer[index], layer[index + 1]
            if part[one] == part[other] and _pair(knots, place, one, other) > _pair(knots, place, other, one):
                layer[index], layer[index + 1] = other, one


def _pair(knots: Sequence[Knot], place: dict[int, int], one: int, other: int) -> int:
    """The crossings between the edges of two neighbours if `one` stands before the `other`."""
    return sum(
        place[mine] > place[theirs]
        for side in ("before", "after")
        for mine in getattr(knots[one], side)
        for theirs in getattr(knots[other], side)
    )


def _crossings(knots: Sequence[Knot], layers: Sequence[Sequence[int]]) -> int:
    place = {index: position for layer in layers for position, index in enumerate(layer)}
    return (
        sum(
            _pair(knots, place, one, other)
            for layer in layers
            for i, one in enumerate(layer)
            for other in layer[i + 1 :]
        )
        // 2
    )
