"""Which nodes of a graph branch off from which, and on which side of its parent each child of a binary tree hangs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .ranks import ends_of
from .scene import GraphScene

Side = Literal["", "left", "right"]

_LEFT = frozenset({"left", "l", "<", "≤", "<=", "smaller", "less", "lower", "0", "izquierda", "gauche", "links", "左"})
_RIGHT = frozenset(
    {"right", "r", ">", "≥", ">=", "larger", "greater", "higher", "1", "derecha", "droite", "rechts", "右"}
)
"""What is written at edges to children on the left and on the right; bits are those of codes and tries."""


@dataclass(frozen=True)
class Tree:
    """The roots of a graph that is a forest, and the children of each node in the order in which they are drawn.

    `sides` has the side of each child if the tree is a binary one, in which that means something.
    """

    roots: list[int]
    children: list[list[int]]
    sides: list[Side]

    @property
    def is_binary(self) -> bool:
        """Whether left and right mean something."""
        return any(self.sides)


def tree_of(scene: GraphScene) -> Tree | None:
    """The tree that `scene` is, or several beside one another; None if it is none, or does not branch."""
    ends, count = ends_of(scene), len(scene.nodes)
    targets = [target for _, target in ends]
    children: list[list[int]] = [[target for source, target in ends if source == node] for node in range(count)]
    named = any(node.side for node in scene.nodes)
    if len(set(targets)) < len(targets) or not (named or any(len(each) > 1 for each in children)):
        return None
    roots = [node for node in range(count) if node not in targets]
    reached = list(roots)
    for node in reached:
        reached += children[node]
    if len(reached) < count:
        return None
    sides = _sides(scene, children)
    rank = {"left": 0, "": 1, "right": 2}
    return Tree(roots, [sorted(each, key=lambda node: rank[sides[node]]) for each in children], sides)


def _sides(scene: GraphScene, children: Sequence[Sequence[int]]) -> list[Side]:
    """The side of each node: as it is named, as its edge says, or as the order of the labels has it."""
    none: list[Side] = [""] * len(scene.nodes)
    if max(map(len, children)) > 2:
        return none
    ordered = _ordered(scene, children, none)
    sides = [one or other for one, other in zip(_written(scene, none), ordered, strict=True)]
    if not any(sides):
        return none
    for pair in children:
        taken = {sides[node] for node in pair}
        if len(pair) == 2 and taken in ({"left", ""}, {"right", ""}):
            other: Side = "right" if "left" in taken else "left"
            sides = [other if node in pair and not side else side for node, side in enumerate(sides)]
        if len(pair) == 2 and len({sides[node] for node in pair}) < 2:
            first, second = pair
            sides = ["left" if node == first else "right" if node == second else s for node, s in enumerate(sides)]
    return sides


def _written(scene: GraphScene, none: list[Side]) -> list[Side]:
    """The sides that nodes name, or that are written at the edges that lead to them."""
    sides = [node.side or side for node, side in zip(scene.nodes, none, strict=True)]
    for edge, (_, target) in zip(scene.edges, ends_of(scene), strict=True):
        word = edge.label.casefold().strip()
        if not sides[target] and (word in _LEFT or word in _RIGHT):
            sides[target] = "left" if word in _LEFT else "right"
    return sides


def _ordered(scene: GraphScene, children: Sequence[Sequence[int]], none: list[Side]) -> list[Side]:
    """The sides in a search tree, which has smaller values on the left; of a heap, a lone child is the left one.

    No sides if the labels are no values that have an order.
    """
    labels = [node.label for node in scene.nodes]
    values, numeric = _numbers(labels), True
    if values is None:
        values, numeric = _letters(labels), False
    if values is None:
        return none
    sides = list(none)
    for node, pair in enumerate(children):
        for child in pair:
            sides[child] = "left" if values[child] < values[node] else "right"
    pairs = [pair for pair in children if len(pair) == 2]
    if all({sides[node] for node in pair} == {"left", "right"} for pair in pairs):
        return sides
    if all(len({sides[node] for node in pair}) == 1 for pair in pairs) and numeric:
        return [_heaped(node, children) for node in range(len(none))]
    return none


def _heaped(node: int, children: Sequence[Sequence[int]]) -> Side:
    """The side of a node of a heap, which is filled from the left."""
    siblings = next((pair for pair in children if node in pair), ())
    return "" if not siblings else "left" if siblings[0] == node else "right"


def _numbers(labels: Sequence[str]) -> list[float] | None:
    """Labels as the numbers that they are."""
    try:
        return [float(label.replace("−", "-")) for label in labels]
    except ValueError:
        return None


def _letters(labels: Sequence[str]) -> list[float] | None:
    """Labels as places in the alphabet, if they are single letters."""
    return [float(ord(label.casefold()[0])) for label in labels] if all(len(each) == 1 for each in labels) else None
