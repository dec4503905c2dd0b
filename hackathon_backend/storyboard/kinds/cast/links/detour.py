"""A way around obstacles, for links that no simple curve can make: the shortest one on a net, smoothed."""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from ....drawing.stage import Box

Points = NDArray[np.float64]
Node = tuple[int, int]

_KEEP = 9.0 / 13.0
"""Steps of the net that a way keeps from obstacles."""
_AROUND = [(dx, dy, float(np.hypot(dx, dy))) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
_TURN = 0.35
"""What a turn costs, in steps: ways with few corners are calmer."""
_SMOOTH = 4
"""How often the corners of a way are cut."""


def detour(start: Points, end: Points, obstacles: list[Box], area: Box, step: float) -> Points | None:
    """Points of a smooth way from `start` to `end` on a net of `step` pixels; None if there is none."""
    columns, rows = int(area.width / step) + 1, int(area.height / step) + 1
    origin = np.array((area.x, area.y))
    xs, ys = area.x + np.arange(columns) * step, area.y + np.arange(rows) * step
    blocked = np.zeros((columns, rows), bool)
    for box in obstacles:
        keep = step * _KEEP
        across = (xs > box.x - keep) & (xs < box.right + keep)
        blocked |= across[:, None] & ((ys > box.y - keep) & (ys < box.bottom + keep))[None, :]
    ends = []
    for point in (start, end):
        x, y = np.clip(np.rint((point - origin) / step).astype(int), 0, (columns - 1, rows - 1))
        blocked[x, y] = False
        ends.append((int(x), int(y)))
    nodes = _shortest(ends[0], ends[1], blocked)
    if nodes is None:
        return None
    points = np.vstack([start, origin + np.array(_corners(nodes)[1:-1]).reshape(-1, 2) * step, end])
    return _smoothed(points)


def _shortest(start: Node, end: Node, blocked: NDArray[np.bool_]) -> list[Node] | None:
    """The nodes of the shortest way (A*)."""
    columns, rows = blocked.shape
    came: dict[Node, Node | None] = {start: None}
    costs = {start: 0.0}
    waiting: list[tuple[float, Node]] = [(0.0, start)]
    done: set[Node] = set()
    while waiting:
        _, node = heapq.heappop(waiting)
        if node == end:
            return _back(came, end)
        if node in done:
            continue
        done.add(node)
        before = came[node]
        for dx, dy, length in _AROUND:
            x, y = node[0] + dx, node[1] + dy
            if not (0 <= x < columns and 0 <= y < rows) or blocked[x, y]:
                continue
            turned = before is not None and (node[0] - before[0], node[1] - before[1]) != (dx, dy)
            cost = costs[node] + length + (_TURN if turned else 0.0)
            if cost < costs.get((x, y), np.inf):
                costs[x, y], came[x, y] = cost, node
                heapq.heappush(waiting, (cost + float(np.hypot(x - end[0], y - end[1])), (x, y)))
    return None


def _back(came: dict[Node, Node | None], end: Node) -> list[Node]:
    nodes, node = [], end
    while node is not None:
        nodes.append(node)
        node = came[node]  # type: ignore[assignment]
    return nodes[::-1]


def _corners(nodes: list[Node]) -> list[Node]:
    """Only the nodes at which a way turns, and its ends."""
    kept = [nodes[0]]
    for before, node, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
        if (node[0] - before[0], node[1] - before[1]) != (after[0] - node[0], after[1] - node[1]):
            kept.append(node)
    return [*kept, nodes[-1]]


def _smoothed(points: Points) -> Points:
    """A way with its corners cut again and again (Chaikin), as many points at equal distances."""
    for _ in range(_SMOOTH):
        first, last = points[:1], points[-1:]
        near, far = points[:-1] * 0.75 + points[1:] * 0.25, points[:-1] * 0.25 + points[1:] * 0.75
        points = np.vstack([first, np.stack([near, far], 1).reshape(-1, 2), last])
    reached = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    wanted = np.linspace(0, reached[-1], 96)
    return np.column_stack([np.interp(wanted, reached, points[:, axis]) for axis in (0, 1)])
