"""Which way a graph is laid out: as the tree, the cycle or the path that it is, or in layers as large as can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from .branches import Tree, tree_of
from .layered import LayeredLayout
from .legibility import GraphDrawing, sound
from .measures import GraphLook, GraphMeasures
from .ordering import LayeredGraph, layered
from .ranks import rankings
from .scene import GraphScene
from .straight_edges import merge, points_of
from .tree import TreeLayout
from .walks import as_walk

_LARGEST, _TREE = 46, 40
"""Units of type of nodes at most, and in a tree."""
_WIDTHS = (320, 240, 180, 140, 110, 80)
"""Units of width in which labels of nodes are tried."""
_NEAT = 0.78
"""What type may be smaller by so that lines that don't look squeezed have room."""
_DENSE = 0.78
"""What type in a tree has to be smaller by where it stands freely before it stands densely."""
_LESS_PLAIN, _OTHER_WAY, _EITHER_WAY, _WALKED = 0.94, 0.84, 0.96, 1.05
"""What type has to be smaller by in the plain way before another one is taken; rows of a path fill the frame, so there
it may be a little larger.
"""


@lru_cache(maxsize=256)
def plan(
    scene: GraphScene,
    context: DrawContext,
    area: Box,
    *,
    largest: float = _LARGEST,
    floor: float | None = None,
    breaking: bool = False,
) -> GraphDrawing | None:
    """The drawing of a graph in `area`, with type as large as any way of laying it out allows; None if there is none
    that can be read, or that is no smaller than `floor` units. With `breaking`, words may be broken that are too long.
    """
    tree = tree_of(scene)
    largest = min(largest, _TREE) if tree else largest
    measures = GraphMeasures(scene, context, area, largest, floor, breaking, low=bool(tree))
    # What branches off is not seen in layers of another form: it rather takes further pages.
    if tree and ((drawing := _as_tree(measures, tree)) or not breaking):
        return drawing
    walk = as_walk(measures)
    if walk and len(scene.edges) == len(scene.nodes):
        return walk
    drawing = _in_layers(measures)
    return walk if walk and (drawing is None or _size(walk) * _WALKED > _size(drawing)) else drawing


def _size(drawing: GraphDrawing) -> float:
    """Pixels of type of the nodes."""
    return min(card.label.type.size for card in drawing.cards)


def _as_tree(measures: GraphMeasures, tree: Tree) -> GraphDrawing | None:
    """The graph as the tree that it is: from above, or from the side if its type can be much larger then."""
    downs = [(True, 1.0)] if tree.is_binary else [(True, 1.0), (False, _OTHER_WAY)]
    tries = [
        (look.worth * worth * (_DENSE if dense else 1.0), down, look, dense)
        for down, worth in downs
        for look in measures.looks()
        for dense in (False, True)
    ]
    for _, down, look, dense in sorted(tries, key=lambda one: -one[0]):
        for width, uniform in _shapes():
            cards, labels = measures.cards(look, width), measures.labels(look.size, width)
            layout = TreeLayout(measures.ends, cards, labels, down, measures.unit(look), uniform, tree, dense)
            if drawing := sound(layout.laid(measures.area), measures.area):
                return drawing
    return None


def _shapes() -> Iterator[tuple[float, bool]]:
    """The widths of labels, and whether all boxes are equally wide, as they are tried."""
    for width in _WIDTHS:
        yield from ((width, True), (width, False))


@dataclass(frozen=True)
class _Direction:
    """The layers of the nodes and whether arrows run down; `worth` is what the worth of a look is multiplied with."""

    graph: LayeredGraph
    down: bool
    worth: float


def _in_layers(measures: GraphMeasures) -> GraphDrawing | None:
    """The graph in layers, by the largest type that leaves room for lines that don't look squeezed, if any does; rather
    closely packed than on several pages.
    """
    tries = [(each.worth * look.worth, each, look) for each in _directions(measures) for look in measures.looks()]
    best, found = 0.0, None
    for worth, each, look in sorted(tries, key=lambda one: -one[0]):
        if found and worth < best * _NEAT:
            return found
        drawing = _layered(measures, each, look)
        if drawing and drawing.neat:
            return drawing
        if drawing and not found:
            best, found = worth, drawing
    return found or _packed(measures, tries)


def _packed(measures: GraphMeasures, tries: Sequence[tuple[float, _Direction, GraphLook]]) -> GraphDrawing | None:
    """The graph in layers that are close to one another, by the smallest type, if its edges can be told apart."""
    smallest = min(look.size for _, _, look in tries)
    last = [(each, look) for _, each, look in tries if look.size == smallest and not look.icons]
    drawings = (_layered(measures, each, look, dense=True) for each, look in last)
    return next((drawing for drawing in drawings if drawing and _told_apart(drawing)), None)


def _told_apart(drawing: GraphDrawing) -> bool:
    """Whether no two edges lie on one another."""
    lines = [points_of(path) for path in drawing.paths if path is not None]
    return not any(merge(one, other, drawing.unit) for one, other in permutations(lines, 2))


def _directions(measures: GraphMeasures) -> Iterator[_Direction]:
    """To the right in wide frames, downwards in tall ones; the other way if their type is much larger."""
    stage, scene, ends = measures.context.stage, measures.scene, measures.ends
    other = _OTHER_WAY if stage.tall or stage.width > 1.15 * stage.height else _EITHER_WAY
    labelled = [bool(edge.label) for edge in scene.edges]
    for down in (stage.tall, not stage.tall):
        for number, ranks in enumerate(rankings(len(scene.nodes), ends, down=down)):
            worth = _LESS_PLAIN**number * (1.0 if down is stage.tall else other)
            yield _Direction(layered(ranks, ends, labelled), down, worth)


def _layered(measures: GraphMeasures, each: _Direction, look: GraphLook, *, dense: bool = False) -> GraphDrawing | None:
    """The graph laid out in this direction with this look; None if it does not fit."""
    for width, uniform in _shapes():
        cards, labels = measures.cards(look, width), measures.labels(look.size, width)
        unit = measures.unit(look)
        layout = LayeredLayout(measures.ends, cards, labels, each.down, unit, uniform, each.graph, dense)
        if drawing := sound(layout.laid(measures.area), measures.area):
            return drawing
    return None
