"""A tree in the frame: parents centred over their children, layers in line, edges straight.

Subtrees are pushed together along their outlines, as Reingold and Tilford (1981) do it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...drawing.arrows import Point, polyline
from ...drawing.stage import Box
from .branches import Tree
from .coordinates import Coordinates, spans_of
from .legibility import GraphDrawing, Label, MeasuredGraph

_PAD_X, _PAD_Y = 18, 12
"""Units inside a card beside its contents."""
_DENSE = 0.55
"""What these are multiplied with where there is little room."""
_SIBLINGS, _COUSINS = 18, 1.5
"""Units between siblings at least, and how many times as many between the ends of two families."""
_LEVELS = {True: 40, False: 56}
"""Units between two layers beside their labels, if arrows run down (True) or not."""
_WIDER = (8.0, 6.5, 5.0, 4.0, 3.2, 2.6, 2.1, 1.7, 1.35, 1.0)
_LONGER = 2.4
"""How many times as large spaces across the arrows, and along them, may become where there is room."""
_FILLED = 0.86
"""The part of the area across the arrows that is filled at most if spaces are wider than they must be."""
_APART, _ASIDE = 5, 6
"""Units between a box and the ends of its edges, and between an edge and its label."""
_ABOVE = 0.4


@dataclass(frozen=True)
class TreeLayout(MeasuredGraph):
    """A tree that is to be laid out."""

    tree: Tree
    dense: bool = False

    def laid(self, area: Box) -> GraphDrawing | None:
        """The tree in `area`; None if it does not fit."""
        depths = self._depths()
        along, across = self._sizes()
        levels = sorted({*depths})
        layers = [max(size for size, at in zip(along, depths, strict=True) if at == level) for level in levels]
        gaps = [self._gap(depths, level) for level in levels[:-1]]
        room, deep = ((area.y, area.height), area.width) if self.down else ((area.x, area.width), area.height)
        found = spans_of(layers, gaps, room, _LONGER, _ABOVE if self.down else 0.5)
        if found is None:
            return None
        for wider in _WIDER:
            axes = [0.0] * len(across)
            self._joined(self.tree.roots, axes, across, _SIBLINGS * self._pad * self.unit * wider)
            low = min(axis - size / 2 for axis, size in zip(axes, across, strict=True))
            depth = max(axis + size / 2 for axis, size in zip(axes, across, strict=True)) - low
            if depth <= deep * (_FILLED if wider > 1 else 1.0):
                start = (area.x if self.down else area.y) + (deep - depth) / 2 - low
                spans = [found[0][level] for level in depths]
                return self._drawing(Coordinates(spans, [axis + start for axis in axes], found[1], self.down), across)
        return None

    def _sizes(self) -> tuple[list[float], list[float]]:
        """The sizes of all boxes along the arrows and across them."""
        widths = [card.width + 2 * self._pad * _PAD_X * self.unit for card in self.cards]
        heights = [card.height + 2 * self._pad * _PAD_Y * self.unit for card in self.cards]
        if self.uniform:
            widths, heights = [max(widths)] * len(widths), [max(heights)] * len(heights)
        return (heights, widths) if self.down else (widths, heights)

    @property
    def _pad(self) -> float:
        return _DENSE if self.dense else 1.0

    def _depths(self) -> list[int]:
        depths = [0] * len(self.cards)
        waiting = list(self.tree.roots)
        for node in waiting:
            for child in self.tree.children[node]:
                depths[child] = depths[node] + 1
                waiting.append(child)
        return depths

    def _gap(self, depths: Sequence[int], level: int) -> float:
        """The least space between a layer and the next, in pixels."""
        blocks = [block for block, end in zip(self.labels, self.ends, strict=True) if block and depths[end[0]] == level]
        if self.down:
            return _LEVELS[True] * self._pad * self.unit + max((block.height for block in blocks), default=0.0)
        return _LEVELS[False] * self._pad * self.unit + max((block.width for block in blocks), default=0.0)

    def _grown(self, node: int, axes: list[float], across: Sequence[float], space: float) -> list[tuple[float, float]]:
        """The outline of a node with all below it, by layers, after they have been placed with the node at 0."""
        children = self.tree.children[node]
        outline = self._joined(children, axes, across, space) if children else []
        middle = self._middle(children, axes, across, space)
        if children:
            self._move(children, axes, -middle)
        axes[node] = 0.0
        below = [(low - middle, high - middle) for low, high in outline]
        return [(-across[node] / 2, across[node] / 2), *below]

    def _middle(self, children: Sequence[int], axes: Sequence[float], across: Sequence[float], space: float) -> float:
        """Where a parent stands over its children; a lone child of a binary tree hangs on its own side."""
        if not children:
            return 0.0
        if len(children) == 1 and self.tree.sides[children[0]]:
            aside = (across[children[0]] + space) / 2
            return axes[children[0]] + (aside if self.tree.sides[children[0]] == "left" else -aside)
        return (axes[children[0]] + axes[children[-1]]) / 2

    def _joined(
        self, nodes: Sequence[int], axes: list[float], across: Sequence[float], space: float
    ) -> list[tuple[float, float]]:
        """The outline of families beside one another, placed as close as their outlines allow."""
        outline: list[tuple[float, float]] = []
        for node in nodes:
            own = self._grown(node, axes, across, space)
            gaps = [space if level == 0 else space * _COUSINS for level in range(len(own))]
            shift = max(
                (high - low + gap for (_, high), (low, _), gap in zip(outline, own, gaps, strict=False)), default=0.0
            )
            self._move([node], axes, shift)
            moved = [(low + shift, high + shift) for low, high in own]
            shared = [(one[0], other[1]) for one, other in zip(outline, moved, strict=False)]
            outline = shared + outline[len(shared) :] + moved[len(shared) :]
        return outline

    def _move(self, nodes: Sequence[int], axes: list[float], by: float) -> None:
        """Move `nodes` with all below them."""
        waiting = list(nodes)
        for node in waiting:
            axes[node] += by
            waiting += self.tree.children[node]

    def _drawing(self, found: Coordinates, across: Sequence[float]) -> GraphDrawing:
        """The tree where each node has a span and an axis."""
        boxes = [
            found.box(span, (axis - size / 2, axis + size / 2))
            for span, axis, size in zip(found.spans, found.axes, across, strict=True)
        ]
        drawing = GraphDrawing(self.cards, boxes, [], [], self.unit, neat=True, sided=self.tree.is_binary)
        away = _APART * self.unit
        for edge, (source, target) in enumerate(self.ends):
            start = found.point(found.spans[source][1] + away, found.axes[source])
            end = found.point(found.spans[target][0] - away, found.axes[target])
            drawing.paths.append(polyline((start, end), 0))
            drawing.labels.append(self._label(edge, (start, end)))
        return drawing

    def _label(self, edge: int, line: tuple[Point, Point]) -> Label | None:
        """A label in the middle of its edge, on the outer side of it."""
        block = self.labels[edge]
        if block is None:
            return None
        (x, y), (right, bottom) = line
        length = math.dist(*line) or 1.0
        nx, ny = (bottom - y) / length, (x - right) / length
        if (nx < 0) if self.down and right >= x else (ny > 0) if not self.down and bottom <= y else (nx > 0):
            nx, ny = -nx, -ny
        # So far out that the corner of the label that is nearest to the line keeps clear of it.
        away = _ASIDE * self.unit + abs(nx) * block.width / 2 + abs(ny) * block.height / 2
        middle = ((x + right) / 2 + nx * away, (y + bottom) / 2 + ny * away)
        return block, Box(middle[0] - block.width / 2, middle[1] - block.height / 2, block.width, block.height)
