"""Graphs that lead from each node to the next, drawn as a process is: in rows, or around if they lead back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import skia

from ...drawing.arrows import localised, polyline
from ...drawing.parts.basics import all_have
from ...drawing.parts.cards import CardText
from ...drawing.stage import Box
from ..process.rings import loop_plan, ring_plan
from ..process.rows import RowsPlan, line_plan
from .legibility import GraphDrawing, gap, sound
from .measures import GraphMeasures
from .ranks import End
from .routing import loop
from .straight_edges import points_of

_FEWEST, _SHORTEST = 3, 2
"""Nodes that are seen as a cycle, and as a path."""
_SHORT, _IN_LINE = 4, (2.0, 1.3)
"""Nodes of a short path, and how many times as large type has to be for a short and a longer one to take two rows."""
_CHORDS = 2
"""Edges that may lead elsewhere than around a cycle."""
_REACH, _APART, _GAP = 38, 18, 9
"""Units that an edge from a node to itself reaches out, between two edges that join the same cards, and from an edge to
its cards.
"""
_STEPS = 120
"""Points of a straight edge that are looked at."""
_CLEAR, _OUTSIDE = 24, 0.35
"""Units of an arrow beyond its label, and the part of that room that labels need beside the cards."""


def cycle_of(count: int, ends: Sequence[End]) -> list[int]:
    """The nodes in an order in which edges lead around them all; empty if none does, or many edges do anything else."""
    if count < _FEWEST or len(ends) > count + _CHORDS:
        return []

    def going_on(order: list[int]) -> list[int]:
        following = dict.fromkeys(target for source, target in ends if source == order[-1])
        if len(order) == count:
            return order if order[0] in following else []
        return next(filter(None, (going_on([*order, node]) for node in following if node not in order)), [])

    return going_on([0])


def path_of(count: int, ends: Sequence[End]) -> list[int]:
    """The nodes in the order in which edges lead through them all; empty if the edges do anything else."""
    following = dict(ends)
    if count < _SHORTEST or not len(following) == len(ends) == count - 1:
        return []
    order = [next(node for node in range(count) if node not in following.values())]
    while order[-1] in following:
        order.append(following[order[-1]])
    return order if len(order) == count else []


def as_walk(measures: GraphMeasures) -> GraphDrawing | None:
    """The graph around its cycle, or in rows along its path; None if it has neither, or does not fit that way."""
    count = len(measures.scene.nodes)
    if order := cycle_of(count, measures.ends):
        drawings = (_drawing(measures, order, found) for found in _rings(measures, order) if found)
        return next(filter(None, (sound(drawing, measures.area) for drawing in drawings)), None)
    if order := path_of(count, measures.ends):
        room = _room(measures)
        clearly = _IN_LINE[count > _SHORT]
        found = line_plan(measures.context, _steps(measures, order), measures.area, room, clearly=clearly)
        return sound(_drawing(measures, order, found), measures.area) if found else None
    return None


def _steps(measures: GraphMeasures, order: Sequence[int]) -> list[CardText]:
    words = measures.words(icons=all_have(node.icon for node in measures.scene.nodes))
    return [words[node] for node in order]


def _room(measures: GraphMeasures) -> tuple[float, float]:
    """What the labels of arrows take between cards, across and down, in pixels."""
    blocks, clear = [block for block in measures.labels() if block], measures.context.u(_CLEAR)
    if not blocks:
        return 0.0, 0.0
    return max(block.width for block in blocks) + clear, 2 * max(block.height for block in blocks) + clear


def _rings(measures: GraphMeasures, order: Sequence[int]) -> Iterator[RowsPlan | None]:
    context, steps, area = measures.context, _steps(measures, order), measures.area
    yield ring_plan(context, steps, area)
    room = _room(measures)
    yield loop_plan(context, steps, area, room)
    # So that labels can stand outside.
    aside = room[0] * _OUTSIDE
    yield loop_plan(context, steps, replace(area, x=area.x + aside, width=area.width - 2 * aside), room)


def _drawing(measures: GraphMeasures, order: Sequence[int], found: RowsPlan) -> GraphDrawing:
    """The cards of a process as nodes, and its arrows as edges; other edges are chords between cards."""
    place = {node: index for index, node in enumerate(order)}
    cards = [found.cards[place[node]] for node in range(len(order))]
    boxes = [found.boxes[place[node]] for node in range(len(order))]
    drawing = GraphDrawing(cards, boxes, [], [], measures.context.stage.unit, neat=True)
    # In rows there is no arrow from the last card to the first.
    steps = dict(zip(pairwise([*order, order[0]]), found.paths, strict=False))
    for end, block in zip(measures.ends, measures.labels(), strict=True):
        one, other = (boxes[node] for node in end)
        if end in steps:
            path = steps.pop(end)
        else:
            path = _chord(measures, one, other) if one != other else _free_loop(measures, one, found.paths)
        drawing.paths.append(path)
        drawing.labels.append((block, Box(*measures.area.centre, block.width, block.height)) if block else None)
    return drawing


def _free_loop(measures: GraphMeasures, box: Box, paths: Sequence[Any]) -> Any:
    """An edge from a card to itself, on the side of it from which all arrows are furthest."""
    reach, (x, y) = measures.context.u(_REACH), box.centre
    arrows = np.concatenate([points_of(path) for path in paths])
    sides = [loop(box, reach, down=down) for down in (False, True)]
    for path, turn in zip(tuple(sides), ((1, -1), (-1, 1)), strict=True):
        flipped = skia.Path(path)
        flipped.transform(skia.Matrix.Translate(-x, -y).postScale(*turn).postTranslate(x, y))
        sides.append(flipped)
    inside = [side for side in sides if measures.area.contains(localised(side)[0])]
    return max(inside or sides, key=lambda side: gap(localised(side)[0], arrows))


def _chord(measures: GraphMeasures, one: Box, other: Box) -> Any:
    """A straight edge between two cards, further in than an arrow that joins them."""
    u, (x, y), (to_x, to_y) = measures.context.u, one.centre, other.centre
    length = math.dist(one.centre, other.centre)
    aside = (to_y - y) / length * u(_APART), (x - to_x) / length * u(_APART)
    middle = (x + to_x) / 2 - measures.area.centre[0], (y + to_y) / 2 - measures.area.centre[1]
    inwards = -1 if middle[0] * aside[0] + middle[1] * aside[1] > 0 else 1
    shift_x, shift_y = inwards * aside[0], inwards * aside[1]
    parts = [step / _STEPS for step in range(_STEPS + 1)]
    line = [(x + shift_x + (to_x - x) * part, y + shift_y + (to_y - y) * part) for part in parts]
    free = [point for point in line if not any(box.grown(u(_GAP)).holds(point) for box in (one, other))]
    return polyline([free[0], free[-1]] if free else [line[0], line[-1]], 0)
