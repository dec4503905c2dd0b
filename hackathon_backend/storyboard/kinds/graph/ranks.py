"""In which layer each node of a directed graph stands, in the several ways that are worth a try."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from .scene import GraphScene

End = tuple[int, int]
"""The nodes that an edge joins: its source and its target."""

_CROWD = 5
"""Leaves of one node from which they stand on both of its sides."""


def ends_of(scene: GraphScene) -> list[End]:
    """The ends of all edges, by the numbers of their nodes."""
    places = {node.id: index for index, node in enumerate(scene.nodes)}
    return [(places[edge.source], places[edge.target]) for edge in scene.edges]


def rankings(count: int, ends: Sequence[End], *, down: bool) -> Iterator[list[int]]:
    """The layer of each of `count` nodes, from 0: first along the edges as they are, then in ways that need less width.

    An edge whose source stands in a later layer than its target runs against the others. Edges from a node to itself
    count for nothing. `down` tells whether layers are rows of the frame rather than columns.
    """
    forward = _without_cycles(count, [end for end in ends if end[0] != end[1]])
    if not forward:
        yield from _rows(count, down=down)
        return
    plain = _ranks(count, forward)
    yield plain
    if sided := _two_sided(count, forward):
        yield _ranks(count, sided)
    widest = max(plain.count(rank) for rank in plain)
    for part in (2, 3):
        limit = math.ceil(widest / part)
        if widest > 3 and limit > 1:
            yield _ranks(count, forward, limit)


def _rows(count: int, *, down: bool) -> Iterator[list[int]]:
    """Layers for nodes without edges, which then fill a grid in the order of reading."""
    for layers in range(min(count, 4), 0, -1):
        yield [node * layers // count if down else node % layers for node in range(count)]


def _without_cycles(count: int, ends: Sequence[End]) -> list[End]:
    """All `ends`, with those turned around that lead back to where a search from the first nodes came from."""
    targets: list[list[int]] = [[target for source, target in ends if source == node] for node in range(count)]
    entered = {target for _, target in ends}
    open_nodes: set[int] = set()
    done: set[int] = set()
    back: set[End] = set()

    def visit(node: int) -> None:
        open_nodes.add(node)
        for target in targets[node]:
            if target in open_nodes:
                back.add((node, target))
            elif target not in done:
                visit(target)
        open_nodes.discard(node)
        done.add(node)

    for node in sorted(range(count), key=lambda index: index in entered):
        if node not in done:
            visit(node)
    return [(end[1], end[0]) if end in back else end for end in ends]


def _two_sided(count: int, forward: Sequence[End]) -> list[End]:
    """`forward` with half of the leaves of the node that has most turned to its other side; empty if none has many."""
    degree = [sum(node in end for end in forward) for node in range(count)]
    for inwards in (0, 1):
        hubs = [
            [end for end in forward if end[inwards] == hub and degree[end[1 - inwards]] == 1] for hub in range(count)
        ]
        leaves = max(hubs, key=len)
        if len(leaves) >= _CROWD:
            turned = set(leaves[: len(leaves) // 2])
            return [(end[1], end[0]) if end in turned else end for end in forward]
    return []


def _ranks(count: int, forward: Sequence[End], limit: int | None = None) -> list[int]:
    """The longest path to each node; with `limit`, what finds its layer full goes on to the next.

    What nothing leads to is then pulled up to what it leads to, and what has no edges at all fills up the layers.
    """
    joined = [node for node in range(count) if any(node in end for end in forward)]
    longest = _longest(count, forward)
    ranks = [-1] * count
    for node in sorted(joined, key=lambda index: (longest[index], index)):
        rank = max((ranks[source] + 1 for source, target in forward if target == node), default=0)
        while limit and ranks.count(rank) >= limit:
            rank += 1
        ranks[node] = rank
    if not limit:
        _pull(ranks, forward)
    for node in range(count):
        if ranks[node] < 0:
            ranks[node] = min(range(max(ranks) + 1), key=lambda rank: (ranks.count(rank), rank))
    return ranks


def _longest(count: int, forward: Sequence[End]) -> list[int]:
    longest = [0] * count
    for _ in range(count):
        for source, target in forward:
            longest[target] = max(longest[target], longest[source] + 1)
    return longest


def _pull(ranks: list[int], forward: Sequence[End]) -> None:
    entered = {target for _, target in forward}
    for node in {source for source, _ in forward} - entered:
        ranks[node] = min(ranks[target] for source, target in forward if source == node) - 1
