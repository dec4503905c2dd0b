"""A graph laid out in one way at one size of type: its boxes, its labels, and the ways of its edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...drawing.arrows import Point
from ...drawing.cards import Card
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from .back_edges import BackEdges
from .bands import BEND, BandFrame, BandScale, frame
from .coordinates import Extent
from .ordering import Weave
from .ranks import End
from .routing import PORT, Ports, Span, apart, around, drawn, loop, way
from .straight_edges import straightened

_PAD_X, _PAD_Y = 18, 12
"""Units inside a card beside its contents."""
_BOXES, _LINES = 18, 10
"""Units across the arrows between neighbours at least."""
_ASIDE = 7
"""Units between a label and its edge, which it stands on or beside."""
_LOOP = 38
"""Units that an edge from a node to itself reaches out."""

_EASY = 1.12
"""How many times the least space between layers is enough for edges to look at ease."""

Label = tuple[TextBlock, Box]


@dataclass(frozen=True)
class Drawing:
    """A graph as it is laid out: its cards with their boxes, the path of each edge, and the edges' labels in place.

    Of several edges from a node to itself only the first has a path; the others only repeat it.
    """

    cards: list[Card]
    boxes: list[Box]
    paths: list[Any]
    labels: list[Label | None]
    unit: float
    """Pixels of a unit, less than the frame's where type is smaller than its floor."""
    neat: bool
    """Whether nothing looks squeezed: edges have more than the least space, and those that run back are on the side."""
    sided: bool = False
    """Whether left and right mean something, so that it is not turned around where scripts run from right to left."""


@dataclass(frozen=True)
class GraphSheet:
    """What is to be laid out, measured. `closing` is the edge that leads from the second of two bands back to the start
    of the first; `unit` is in pixels; `uniform` makes all boxes equally wide.
    """

    weave: Weave
    ends: Sequence[End]
    cards: list[Card]
    labels: Sequence[TextBlock | None]
    bands: int
    closing: int | None
    down: bool
    unit: float
    uniform: bool

    def laid(self, area: Box) -> Drawing | None:
        """The graph in `area`; None if it does not fit."""
        along, across = self._sizes()
        extents = [self._extent(index, along, across) for index in range(len(self.weave.knots))]
        scale = BandScale(self.unit, _BOXES * self.unit, _LINES * self.unit)
        closing = self._before()
        found = frame(self.weave, extents, area, scale, bands=self.bands, closing=closing, down=self.down)
        return self._drawing(found, along, across) if found else None

    def _sizes(self) -> tuple[list[float], list[float]]:
        """The sizes of all boxes along the arrows and across them, in pixels."""
        widths = [card.width + 2 * _PAD_X * self.unit for card in self.cards]
        heights = [card.height + 2 * _PAD_Y * self.unit for card in self.cards]
        if self.uniform:
            widths = [max(widths)] * len(widths)
        if self.down:
            heights = self._by_layers(heights)
        else:
            widths, heights = self._by_layers(widths), [max(heights)] * len(heights)
        along, across = (heights, widths) if self.down else (widths, heights)
        return along, [max(size, self._ports(node), self._parallels(node)) for node, size in enumerate(across)]

    def _by_layers(self, sizes: Sequence[float]) -> list[float]:
        """The largest of the sizes in the layer of each node."""
        layers = [knot.layer for knot in self.weave.knots[: len(sizes)]]
        return [max(size for size, other in zip(sizes, layers, strict=True) if other == layer) for layer in layers]

    def _before(self) -> float:
        """What an edge back to the start takes in front of the first layer."""
        if self.closing is None:
            return 0.0
        block = self.labels[self.closing]
        return (BEND + _ASIDE) * self.unit + block.height if block and self.down else BEND * self.unit

    def _ports(self, node: int) -> float:
        """What a box takes across the arrows so that the ends of its edges don't touch."""
        knot = self.weave.knots[node]
        return (max(len(knot.before), len(knot.after)) + 0.8) * PORT * self.unit

    def _parallels(self, node: int) -> float:
        """What a box takes so that several labelled edges to one and the same other run straight."""
        pairs = [frozenset(end) for end in self.ends]
        sizes = []
        for pair in {pair for pair in pairs if node in pair and len(pair) == 2}:
            blocks = [self.labels[edge] for edge, other in enumerate(pairs) if other == pair and edge != self.closing]
            spans = [(block.width if self.down else block.height) for block in blocks if block]
            sizes.append(sum(spans) + (2 * _ASIDE + 1.5 * _LINES) * self.unit * len(spans) if len(spans) > 2 else 0.0)
        return max(sizes, default=0.0)

    def _extent(self, index: int, along: Sequence[float], across: Sequence[float]) -> Extent:
        knot, aside = self.weave.knots[index], _ASIDE * self.unit
        if knot.kind == "node":
            return Extent(along[index], across[index] / 2 + self._looped(index), across[index] / 2)
        block = self.labels[knot.number] if knot.kind == "label" else None
        if block is None:
            return Extent()
        if self.down:
            return Extent(block.height, aside, block.width + aside)
        return Extent(block.width, block.height + aside, aside)

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

    def _drawing(self, found: BandFrame, along: Sequence[float], across: Sequence[float]) -> Drawing:
        knots = self.weave.knots[: len(self.cards)]
        middles = [sum(found.spans[knot.layer]) / 2 for knot in knots]
        halves = [size / 2 * (-1 if found.flips(knot.layer) else 1) for size, knot in zip(along, knots, strict=True)]
        sides = [(middle - half, middle + half) for middle, half in zip(middles, halves, strict=True)]
        boxes = [
            found.box(side, (axis - size / 2, axis + size / 2))
            for side, axis, size in zip(sides, found.axes, across, strict=False)
        ]
        beside = BackEdges(self.weave, found, sides, across, self.unit)
        ports = Ports(self.weave, found, across, self.unit, beside.edges)
        aside = len(beside.edges) == sum(map(self.weave.runs_back, range(len(self.ends))))
        drawing = Drawing(self.cards, boxes, [], [], self.unit, found.stretch > _EASY and (aside or self.bands > 1))
        for edge in range(len(self.ends)):
            path, label = self._edge(found, beside, ports, sides, boxes, edge)
            drawing.paths.append(path)
            drawing.labels.append(label)
        stops = [self._stops(found, beside, ports, sides, edge) for edge in range(len(self.ends))]
        return replace(drawing, paths=straightened(drawing.paths, stops, boxes, self.unit))

    def _stops(
        self, found: BandFrame, beside: BackEdges, ports: Ports, sides: Sequence[Span], edge: int
    ) -> list[Point]:
        """Where an edge leaves its source, passes its layers and comes to its target; none if it has to bend."""
        route = self.weave.routes[edge]
        if not route or edge in beside.edges or len({found.bands[self.weave.knots[knot].layer] for knot in route}) > 1:
            return []
        curves = way(self.weave, found, ports, sides, edge, self.unit)
        return [found.point(*curve[0]) for curve in curves[:1]] + [found.point(*curve[3]) for curve in curves[1:]]

    def _edge(
        self, found: BandFrame, beside: BackEdges, ports: Ports, sides: Sequence[Span], boxes: Sequence[Box], edge: int
    ) -> tuple[Any, Label | None]:
        source, target = self.ends[edge]
        if edge == self.closing:
            return self._closed(found, sides, boxes, edge)
        if source == target:
            return self._looping(found, boxes[source], edge)
        is_beside = edge in beside.edges
        curves = beside.way(edge) if is_beside else way(self.weave, found, ports, sides, edge, self.unit)
        label = next((knot for knot in self.weave.routes[edge] if self.weave.knots[knot].kind == "label"), None)
        return drawn(found, curves), self._beside(found, label) if label is not None else None

    def _beside(self, found: BandFrame, knot: int) -> Label | None:
        """A label in its place: on its edge, or to the right of it if edges run down; the other side in a band back."""
        layer = self.weave.knots[knot].layer
        block = self.labels[self.weave.knots[knot].number]
        if block is None:
            return None
        middle, axis, aside = sum(found.spans[layer]) / 2, found.axes[knot], _ASIDE * self.unit
        if self.down:
            x = axis - aside - block.width if found.flips(layer) else axis + aside
            return block, Box(x, middle - block.height / 2, block.width, block.height)
        y = axis + aside if found.flips(layer) else axis - aside - block.height
        return block, Box(middle - block.width / 2, y, block.width, block.height)

    def _closed(
        self, found: BandFrame, sides: Sequence[Span], boxes: Sequence[Box], edge: int
    ) -> tuple[Any, Label | None]:
        """The edge back to the start, around the near end of both bands, with its label beside or above it."""
        source, target = self.ends[edge]
        away = apart(self.unit)
        start, end = (sides[source][1] - away, found.axes[source]), (sides[target][0] - away, found.axes[target])
        curves = around(start, end, -1, BEND * self.unit)
        block = self.labels[edge]
        if block is None:
            return drawn(found, curves), None
        outmost = curves[1][0][0] * 0.25 + curves[1][1][0] * 0.75
        if self.down:
            x, y = (start[1] + end[1] - block.width) / 2, outmost - _ASIDE * self.unit - block.height
        else:
            x = outmost + _ASIDE * self.unit
            y = (boxes[target].bottom + boxes[source].y - block.height) / 2
        return drawn(found, curves), (block, Box(x, y, block.width, block.height))

    def _looping(self, found: BandFrame, box: Box, edge: int) -> tuple[Any, Label | None]:
        node = self.ends[edge][0]
        if self._loop(node) != edge:
            return None, None
        flipped, reach = found.flips(self.weave.knots[node].layer), _LOOP * self.unit
        aside = _ASIDE * self.unit * 0.6
        block = self.labels[edge]
        path = loop(box, reach, down=self.down, flipped=flipped)
        if block is None:
            return path, None
        if self.down:
            x = box.right + reach + aside if flipped else box.x - reach - aside - block.width
            return path, (block, Box(x, box.centre[1] - block.height / 2, block.width, block.height))
        y = box.bottom + reach if flipped else box.y - reach - block.height
        return path, (block, Box(box.centre[0] - block.width / 2, y, block.width, block.height))
