"""A graph in layers, in one way at one size of type: its boxes, its labels, and the ways of its edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...drawing.arrows import Point
from ...drawing.stage import Box
from .alignment import NodeExtent
from .back_edges import BackEdges
from .coordinates import LINES, Coordinates, assign
from .legibility import GraphDrawing, Label, MeasuredGraph
from .ordering import LayeredGraph
from .routing import PORT, Ports, drawn, loop, way
from .straight_edges import straightened

_PAD_X, _PAD_Y = 18, 12
"""Units inside a card beside its contents."""
_DENSE = 0.55
"""What these and the spaces between layers are multiplied with where there is little room."""
_ASIDE = 7
"""Units between a label and its edge, which it stands on or beside."""
_LOOP = 38
"""Units that an edge from a node to itself reaches out."""
_EASY = 1.12
"""How many times the least space between layers is enough for edges to look at ease."""


@dataclass(frozen=True)
class LayeredLayout(MeasuredGraph):
    """A graph in layers that is to be laid out."""

    graph: LayeredGraph
    dense: bool = False

    def laid(self, area: Box) -> GraphDrawing | None:
        """The graph in `area`; None if it does not fit."""
        along, across = self._sizes()
        extents = [self._extent(index, along, across) for index in range(len(self.graph.vertices))]
        found = assign(self.graph, extents, area, self.unit, down=self.down, tight=self._tight)
        return self._drawing(found, along, across) if found else None

    def _sizes(self) -> tuple[list[float], list[float]]:
        """The sizes of all boxes along the arrows and across them, in pixels."""
        pad = 2 * self.unit * self._tight
        widths = [card.width + _PAD_X * pad for card in self.cards]
        heights = [card.height + _PAD_Y * pad for card in self.cards]
        if self.uniform:
            widths = [max(widths)] * len(widths)
        if self.down:
            heights = self._by_layers(heights)
        else:
            widths, heights = self._by_layers(widths), [max(heights)] * len(heights)
        along, across = (heights, widths) if self.down else (widths, heights)
        return along, [max(size, self._ports(node), self._parallels(node)) for node, size in enumerate(across)]

    @property
    def _tight(self) -> float:
        return _DENSE if self.dense else 1.0

    def _by_layers(self, sizes: Sequence[float]) -> list[float]:
        """The largest of the sizes in the layer of each node."""
        layers = [vertex.layer for vertex in self.graph.vertices[: len(sizes)]]
        return [max(size for size, other in zip(sizes, layers, strict=True) if other == layer) for layer in layers]

    def _ports(self, node: int) -> float:
        """What a box takes across the arrows so that the ends of its edges don't touch."""
        vertex = self.graph.vertices[node]
        return (max(len(vertex.before), len(vertex.after)) + 0.8) * PORT * self.unit

    def _parallels(self, node: int) -> float:
        """What a box takes so that several labelled edges to one and the same other run straight."""
        pairs = [frozenset(end) for end in self.ends]
        sizes = []
        for pair in {pair for pair in pairs if node in pair and len(pair) == 2}:
            blocks = [self.labels[edge] for edge, other in enumerate(pairs) if other == pair]
            spans = [(block.width if self.down else block.height) for block in blocks if block]
            sizes.append(sum(spans) + (2 * _ASIDE + 1.5 * LINES) * self.unit * len(spans) if len(spans) > 2 else 0.0)
        return max(sizes, default=0.0)

    def _extent(self, index: int, along: Sequence[float], across: Sequence[float]) -> NodeExtent:
        vertex, aside = self.graph.vertices[index], _ASIDE * self.unit
        if vertex.kind == "node":
            return NodeExtent(along[index], across[index] / 2 + self._looped(index), across[index] / 2)
        block = self.labels[vertex.number] if vertex.kind == "label" else None
        if block is None:
            return NodeExtent()
        if self.down:
            return NodeExtent(block.height, aside, block.width + aside)
        return NodeExtent(block.width, block.height + aside, aside)

    def _loop(self, node: int) -> int | None:
        """The first edge from a node to itself."""
        return next((edge for edge, end in enumerate(self.ends) if end == (node, node)), None)

    def _looped(self, node: int) -> float:
        """What edges from a node to itself take in front of its box."""
        edge = self._loop(node)
        if edge is None:
            return 0.0
        block = self.labels[edge]
        label = (block.width if self.down else block.height) + _ASIDE * self.unit if block else 0.0
        return _LOOP * self.unit + label

    def _drawing(self, found: Coordinates, along: Sequence[float], across: Sequence[float]) -> GraphDrawing:
        middles = [sum(found.spans[vertex.layer]) / 2 for vertex in self.graph.vertices[: len(self.cards)]]
        sides = [(middle - size / 2, middle + size / 2) for middle, size in zip(middles, along, strict=True)]
        boxes = [
            found.box(side, (axis - size / 2, axis + size / 2))
            for side, axis, size in zip(sides, found.axes, across, strict=False)
        ]
        beside = BackEdges(self.graph, found, sides, across, self.unit)
        ports = Ports(self.graph, found, across, self.unit, beside.edges)
        aside = len(beside.edges) == sum(map(self.graph.runs_back, range(len(self.ends))))
        drawing = GraphDrawing(self.cards, boxes, [], [], self.unit, found.stretch > _EASY and aside)
        stops: list[list[Point]] = []
        for edge, (source, target) in enumerate(self.ends):
            stops.append([])
            if source == target:
                path, label = self._looping(boxes[source], edge)
            elif edge in beside.edges:
                path, label = drawn(found, beside.way(edge)), self._beside(found, edge)
            else:
                curves = way(self.graph, found, ports, sides, edge, self.unit)
                stops[edge] = [found.point(*curves[0][0]), *(found.point(*curve[3]) for curve in curves[1:])]
                path, label = drawn(found, curves), self._beside(found, edge)
            drawing.paths.append(path)
            drawing.labels.append(label)
        return replace(drawing, paths=straightened(drawing.paths, stops, boxes, self.unit))

    def _beside(self, found: Coordinates, edge: int) -> Label | None:
        """The label of an edge in its place: on its edge, or to the right of it if edges run down."""
        block, route = self.labels[edge], self.graph.routes[edge]
        vertex = next((index for index in route if self.graph.vertices[index].kind == "label"), None)
        if block is None or vertex is None:
            return None
        middle, aside = sum(found.spans[self.graph.vertices[vertex].layer]) / 2, _ASIDE * self.unit
        axis = found.axes[vertex]
        if self.down:
            return block, Box(axis + aside, middle - block.height / 2, block.width, block.height)
        return block, Box(middle - block.width / 2, axis - aside - block.height, block.width, block.height)

    def _looping(self, box: Box, edge: int) -> tuple[Any, Label | None]:
        """An edge from a node to itself, if it is the first one of this node."""
        if self._loop(self.ends[edge][0]) != edge:
            return None, None
        reach, aside = _LOOP * self.unit, _ASIDE * self.unit * 0.6
        path, block = loop(box, reach, down=self.down), self.labels[edge]
        if block is None:
            return path, None
        left, middle = box.x - reach - aside - block.width, box.centre[1] - block.height / 2
        if not self.down:
            left, middle = box.centre[0] - block.width / 2, box.y - reach - block.height
        return path, (block, Box(left, middle, block.width, block.height))
