"""A tree in the frame: parents centred over their children, layers in line, edges straight.

Subtrees are pushed together along their outlines, as Reingold and Tilford (1981) do it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...drawing.arrows import Point, polyline
from ...drawing.cards import Card
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from .branches import Tree
from .legibility import GraphDrawing, Label
from .ranks import End

_PAD_X, _PAD_Y = 18, 12
"""Units inside a card beside its contents."""
_DENSE = 0.55
"""What these are multiplied with where there is little room."""
_SIBLINGS, _COUSINS = 18, 1.5
"""Units between siblings at least, and how many times as many between the ends of two families."""
_LEVELS = {True: 40, False: 56}
"""Units between two layers beside their labels, if arrows run down (True) or not."""
_WIDER = (5.0, 4.0, 3.2, 2.6, 2.1, 1.7, 1.35, 1.0)
_LONGER = 2.4
"""How many times as large spaces across the arrows, and along them, may become where there is room."""
_FILLED = 0.86
"""The part of the area across the arrows that is filled at most if spaces are wider than they must be."""
_APART, _ASIDE = 5, 6
"""Units between a box and the ends of its edges, and between an edge and its label."""
_ABOVE = 0.4


@dataclass(frozen=True)
class TreeLayout:
    """A tree that is to be laid out, measured: `ends` and `labels` are those of the edges; `unit` is in pixels."""

    tree: Tree
    ends: Sequence[End]
    cards: list[Card]
    labels: Sequence[TextBlock | None]
    down: bool
    unit: float
    uniform: bool
    dense: bool = False

    def laid(self, area: Box) -> GraphDrawing | None:
        """The tree in `area`; None if it does not fit."""
        long, deep = (area.height, area.width) if self.down else (area.width, area.height)
        along, across = self._sizes()
        levels = self._levels(along, long)
        if levels is None:
            return None
        for wider in _WIDER:
            axes = self._axes(across, _SIBLINGS * self._pad * self.unit * wider)
            low = min(axis - size / 2 for axis, size in zip(axes, across, strict=True))
            depth = max(axis + size / 2 for axis, size in zip(axes, across, strict=True)) - low
            if depth <= deep * (_FILLED if wider > 1 else 1.0):
                start = (area.x if self.down else area.y) + (deep - depth) / 2 - low
                return self._drawing(area, [axis + start for axis in axes], levels, along, across)
        return None

    def _sizes(self) -> tuple[list[float], list[float]]:
        """The sizes of all boxes along the arrows, the same in each layer, and across them."""
        widths = [card.width + 2 * self._pad * _PAD_X * self.unit for card in self.cards]
        heights = [card.height + 2 * self._pad * _PAD_Y * self.unit for card in self.cards]
        if self.uniform:
            widths, heights = [max(widths)] * len(widths), [max(heights)] * len(heights)
        along, across = (heights, widths) if self.down else (widths, heights)
        depths = self._depths()
        largest = [max(size for size, other in zip(along, depths, strict=True) if other == depth) for depth in depths]
        return largest, across

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

    def _levels(self, along: Sequence[float], room: float) -> list[tuple[float, float]] | None:
        """Where each node begins and ends along the arrows, from the root's beginning; None if it is too far."""
        depths = self._depths()
        count = max(depths) + 1
        sizes = [
            next(size for size, other in zip(along, depths, strict=True) if other == level) for level in range(count)
        ]
        gaps = [self._gap(level) for level in range(count - 1)]
        spare = room - sum(sizes)
        if sum(gaps) > spare:
            return None
        stretch = min(_LONGER, spare / sum(gaps)) if gaps else 1.0
        starts = [0.0]
        for size, gap in zip(sizes, gaps, strict=False):
            starts.append(starts[-1] + size + gap * stretch)
        before = (room - starts[-1] - sizes[-1]) * (_ABOVE if self.down else 0.5)
        return [(before + starts[depth], before + starts[depth] + sizes[depth]) for depth in depths]

    def _gap(self, level: int) -> float:
        """The least space between a layer and the next, in pixels."""
        depths = self._depths()
        blocks = [block for block, end in zip(self.labels, self.ends, strict=True) if block and depths[end[0]] == level]
        if self.down:
            return _LEVELS[True] * self.unit + max((block.height for block in blocks), default=0.0)
        return _LEVELS[False] * self._pad * self.unit + max((block.width for block in blocks), default=0.0)

    def _axes(self, across: Sequence[float], space: float) -> list[float]:
        """The middle of each node across the arrows."""
        axes = [0.0] * len(across)
        self._joined(self.tree.roots, axes, across, space)
        return axes

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

    def _drawing(
        self,
        area: Box,
        axes: Sequence[float],
        levels: Sequence[tuple[float, float]],
        along: Sequence[float],
        across: Sequence[float],
    ) -> GraphDrawing:
        boxes = []
        for axis, (start, _), long, wide in zip(axes, levels, along, across, strict=True):
            if self.down:
                boxes.append(Box(axis - wide / 2, area.y + start, wide, long))
            else:
                boxes.append(Box(area.x + start, axis - wide / 2, long, wide))
        drawing = GraphDrawing(self.cards, boxes, [], [], self.unit, neat=True, sided=self.tree.is_binary)
        for edge, (source, target) in enumerate(self.ends):
            line = self._line(boxes[source], boxes[target])
            drawing.paths.append(polyline(line, 0))
            drawing.labels.append(self._label(edge, line))
        return drawing

    def _line(self, parent: Box, child: Box) -> tuple[Point, Point]:
        away = _APART * self.unit
        if self.down:
            return (parent.centre[0], parent.bottom + away), (child.centre[0], child.y - away)
        return (parent.right + away, parent.centre[1]), (child.x - away, child.centre[1])

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
