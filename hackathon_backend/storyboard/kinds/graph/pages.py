"""A graph on as few pages as let all of it be read: more than one only if it is too dense for the frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...drawing.context import DrawContext
from ...drawing.motion.tracks import DRAW
from ...drawing.parts.lists import paced
from ...drawing.stage import Box
from ...timing.cues import LAST, CueClock
from ..icon import Icon
from .branches import tree_of
from .layout import plan
from .legibility import GraphDrawing
from .ranks import End, ends_of
from .scene import GraphScene

_LARGEST = 30
"""Units of type on each of several pages at most."""
_SMALLEST, _SMALL = 8, 16
"""Units of type at least where the whole is seen that was read on pages, and below which edges lose their labels."""
OVERVIEW = "overview."
"""With which the paths of texts begin that are seen a second time, and small."""
_NODE = 0.4
"""What a node counts for next to an edge when a graph is shared out."""
_SETTLED, _BEFORE = 0.15, 0.4
"""Seconds by which an edge comes after its ends at least, and by which they come before it if there is time."""
_SEEN = LAST + DRAW
"""Seconds for which the last thing on a page is seen, and in which it is drawn."""


@dataclass(frozen=True)
class PageItem:
    """A node or an edge, by its number in the scene, and when it is to come, in seconds."""

    is_edge: bool
    number: int
    at: float


@dataclass(frozen=True)
class GraphPage:
    """What is seen together: `nodes` and `edges` by their numbers, with when they come; their drawing has that order.

    `until` is when the page is turned, or None.
    """

    nodes: dict[int, float]
    edges: dict[int, float]
    drawing: GraphDrawing
    start: float
    until: float | None
    is_small: bool = False
    """Whether it only shows how all hangs together that was read on the pages before it."""


def pages(
    scene: GraphScene, context: DrawContext, area: Box, clock: CueClock, nodes: Sequence[float], edges: Sequence[float]
) -> list[GraphPage]:
    """`scene` on pages; `nodes` and `edges` are the times at which they would come on a single one."""
    whole = plan(scene, context, area)
    if whole:
        return [GraphPage(dict(enumerate(nodes)), dict(enumerate(edges)), whole, 0.0, None)]
    items = _items(scene, clock, nodes)
    for count in _counts(len(items)):
        parts = _shares(items, count)
        drawings = _drawings(scene, context, area, items, parts, breaking=count == len(items))
        if drawings:
            return _timed(scene, clock, items, parts, drawings, _overview(scene, context, area))
    return []


def _overview(scene: GraphScene, context: DrawContext, area: Box) -> GraphDrawing | None:
    """The whole graph, small: without icons, and without labels at its edges if they leave no room for it."""
    bare = tuple(node.model_copy(update={"icon": Icon.none}) for node in scene.nodes)
    plain = tuple(edge.model_copy(update={"label": ""}) for edge in scene.edges)
    tries = (
        plan(scene.model_copy(update={"nodes": bare, "edges": edges}), context, area, largest=_LARGEST, floor=floor)
        for edges, floor in ((scene.edges, _SMALL), (plain, _SMALLEST))
    )
    found = next(filter(None, tries), None)
    if found is None:
        return None
    cards = [replace(card, words=replace(card.words, path=OVERVIEW + card.words.path)) for card in found.cards]
    return replace(found, cards=cards)


def _items(scene: GraphScene, clock: CueClock, nodes: Sequence[float]) -> list[PageItem]:
    """What comes by itself, in its order: edges, and nodes that are spoken of or that no edge brings along."""
    joined = {end for edge in scene.edges for end in (edge.source, edge.target)}
    items = [PageItem(True, number, at) for number, at in enumerate(clock.times(scene.edges))]
    for number, (node, at) in enumerate(zip(scene.nodes, nodes, strict=True)):
        if node.id not in joined or (node.cue and clock.find(node.cue) is not None):
            items.append(PageItem(False, number, at))
    return sorted(items, key=lambda item: (item.at, item.is_edge, item.number))


def _counts(most: int) -> list[int]:
    """Numbers of pages to try: few ones first, then in larger steps, for what is far too much."""
    return [*(count for count in (2, 3, 4, 5, 6, 8, 10, 14, 20, 28) if count < most), most]


def _shares(items: Sequence[PageItem], count: int) -> list[range]:
    """`items` in `count` ranges with about as much in each; none is empty if there are enough items."""
    weights = [1.0 if item.is_edge else _NODE for item in items]
    cuts, done, total = [0], 0.0, sum(weights)
    for index, weight in enumerate(weights):
        left = len(items) - index
        due = total * len(cuts) / count
        if index > cuts[-1] and len(cuts) < count and (done + weight / 2 > due or left <= count - len(cuts)):
            cuts.append(index)
        done += weight
    return [range(start, end) for start, end in pairwise([*cuts, len(items)])]


def _drawings(
    scene: GraphScene,
    context: DrawContext,
    area: Box,
    items: Sequence[PageItem],
    parts: Sequence[range],
    *,
    breaking: bool,
) -> list[tuple[list[int], list[int], GraphDrawing]]:
    """The nodes, the edges and the drawing of each page; nothing if one of them can't be read."""
    found = []
    tree = tree_of(scene)
    sides = tree.sides if tree else [node.side for node in scene.nodes]
    for part in parts:
        nodes, edges = _members(scene, [items[index] for index in part])
        some = scene.model_copy(
            update={
                "nodes": tuple(scene.nodes[node].model_copy(update={"side": sides[node]}) for node in nodes),
                "edges": tuple(scene.edges[edge] for edge in edges),
            }
        )
        drawing = plan(some, context, area, largest=_LARGEST, breaking=breaking)
        if drawing is None:
            return []
        cards = [
            replace(card, words=replace(card.words, path=f"nodes.{node}"))
            for card, node in zip(drawing.cards, nodes, strict=True)
        ]
        found.append((nodes, edges, replace(drawing, cards=cards)))
    return found


def _members(scene: GraphScene, items: Sequence[PageItem]) -> tuple[list[int], list[int]]:
    """The nodes and edges of a page: its items, and the ends of its edges; in the order of the scene."""
    edges = sorted(item.number for item in items if item.is_edge)
    all_ends = ends_of(scene)
    ends = {node for edge in edges for node in all_ends[edge]}
    return sorted(ends | {item.number for item in items if not item.is_edge}), edges


def _timed(
    scene: GraphScene,
    clock: CueClock,
    items: Sequence[PageItem],
    parts: Sequence[range],
    drawings: Sequence[tuple[list[int], list[int], GraphDrawing]],
    overview: GraphDrawing | None,
) -> list[GraphPage]:
    """The pages with their times: each node comes before its first edge, and all is there before the page is turned.

    The `overview` comes last.
    """
    ends = ends_of(scene)
    last = [range(len(items), len(items) + 1)] if overview else []
    wishes = [*(item.at for item in items), *(clock.duration for _ in last)]
    times = paced(wishes, [*parts, *last], clock, _SEEN + _BEFORE)
    starts = [times[part.start] for part in parts]
    end = times[-1] if overview else None
    found = []
    for part, start, until, (nodes, edges, drawing) in zip(parts, starts, [*starts[1:], end], drawings, strict=True):
        latest = max(start, (clock.duration if until is None else until) - _SEEN)
        own = {(items[index].is_edge, items[index].number): min(times[index], latest) for index in part}
        comes = {node: _entrance(ends, node, own, start) for node in nodes}
        drawn = {edge: max(own[True, edge], *(comes[node] + _SETTLED for node in ends[edge])) for edge in edges}
        found.append(GraphPage(comes, drawn, drawing, start, until))
    if overview and end is not None:
        all_nodes, all_edges = dict.fromkeys(range(len(scene.nodes)), end), dict.fromkeys(range(len(scene.edges)), end)
        found.append(GraphPage(all_nodes, all_edges, overview, end, None, is_small=True))
    return found


def _entrance(ends: Sequence[End], node: int, own: dict[tuple[bool, int], float], start: float) -> float:
    """When a node comes on a page that begins at `start`: at its own time, but a little before its edges."""
    edges = [at for (is_edge, number), at in own.items() if is_edge and node in ends[number]]
    return max(start, min([own.get((False, node), math.inf), *(at - _BEFORE for at in edges)]))
