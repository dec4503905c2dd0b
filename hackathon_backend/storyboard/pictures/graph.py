"""A graph: boxes in layers, joined by arrows that bend around whatever is in their way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..clock import Clock
from ..motion import DRAW, ENTER, FADE, Track, ease_both
from ..scenes.graph import GraphScene
from .arrows import ArrowBrush, localised
from .base import compose
from .brushes import TextBrush
from .cards import card_marks
from .easel import Easel
from .graph_plan import plan
from .graph_sheet import Drawing
from .marks import Mark
from .parts import FAINT, heading

_REST = 1.6
"""Seconds after the last part has come until the whole is at full strength again."""


@compose.register
def _graph(scene: GraphScene, easel: Easel, clock: Clock) -> list[Mark]:
    head, area = heading(easel, scene.heading)
    nodes = clock.times(scene.nodes)
    edges = _edge_times(scene, clock, nodes)
    drawing = plan(scene, easel, area)
    focus = _Focus(scene, nodes, edges, clock)
    marks: list[Mark] = [head]
    for number in range(len(scene.edges)):
        marks += focus.on_edge(_edge(easel, drawing, number, edges[number]), number, easel)
    colours = _colours(scene)
    for number, (card, box) in enumerate(zip(drawing.cards, drawing.boxes, strict=True)):
        accent = easel.theme.accent(colours[number])
        marks += focus.on_node(card_marks(easel, card, box, accent, nodes[number]), number, easel)
    return marks


def _colours(scene: GraphScene) -> list[int]:
    """The accent of each node: one for each group, in the order in which they are named."""
    groups = list(dict.fromkeys(node.group for node in scene.nodes))
    return [groups.index(node.group) for node in scene.nodes]


def _edge_times(scene: GraphScene, clock: Clock, nodes: Sequence[float]) -> list[float]:
    """When each edge is drawn: at its cue, but not before both of its ends are there."""
    ids = [node.id for node in scene.nodes]
    times = []
    for edge in scene.edges:
        ends = max(nodes[ids.index(edge.source)], nodes[ids.index(edge.target)])
        spoken = clock.find(edge.cue, ends - 0.01) or clock.find(edge.cue) if edge.cue else None
        times.append(min(max(ends + 0.15, spoken or 0.0), max(ends, clock.duration - 1.2)))
    return times


def _edge(easel: Easel, drawing: Drawing, number: int, at: float) -> list[Mark]:
    """An arrow that is drawn along its way, and its label."""
    path, label = drawing.paths[number], drawing.labels[number]
    marks: list[Mark] = []
    motion, name = easel.motion, f"edges.{number}"
    if path is not None:
        box, local = localised(path)
        brush = ArrowBrush(local, easel.theme.muted, 2.5 * drawing.unit, 12 * drawing.unit)
        shown, grow = motion.appear(at, 0.05), motion.draw(at)
        marks.append(Mark(box, brush, name, shown, grow=grow, thing=name))
    if label:
        block, box = label
        # It comes when its line has, and does not rise, since that would be through the line.
        marks.append(Mark(box, TextBrush(block), f"{name}.label", motion.appear(at + DRAW * 0.8), names=name))
    return marks


class _Focus:
    """What is spoken of when: a node with its arrows, an arrow with its ends. All else steps back meanwhile."""

    def __init__(self, scene: GraphScene, nodes: Sequence[float], edges: Sequence[float], clock: Clock) -> None:
        ids = [node.id for node in scene.nodes]
        self._nodes, self._edges = nodes, edges
        self._ends = [(ids.index(edge.source), ids.index(edge.target)) for edge in scene.edges]
        self._moments: list[float] = []
        for time in sorted([*nodes, *edges]):
            if not self._moments or time > self._moments[-1] + ENTER:
                self._moments.append(time)
        self._rest = min(max([*nodes, *edges]) + _REST, max(clock.speech_end, max([*nodes, *edges])))

    def _moment(self, time: float) -> float:
        return max(moment for moment in self._moments if moment <= time)

    def on_node(self, marks: list[Mark], number: int, easel: Easel) -> list[Mark]:
        """The marks of a node: at full strength when it comes, and whenever one of its arrows does."""
        arrows = [time for time, ends in zip(self._edges, self._ends, strict=True) if number in ends]
        lit = {self._moment(time) for time in [self._nodes[number], *arrows]}
        return [self._stepping(mark, lit, self._nodes[number], easel) for mark in marks]

    def on_edge(self, marks: list[Mark], number: int, easel: Easel) -> list[Mark]:
        """The marks of an arrow: at full strength when it comes."""
        at = self._edges[number]
        return [self._stepping(mark, {self._moment(at)}, at, easel) for mark in marks]

    def _stepping(self, mark: Mark, lit: set[float], comes: float, easel: Easel) -> Mark:
        low = easel.theme.dim if isinstance(mark.brush, TextBrush) else FAINT + 0.1
        opacity: Track = mark.opacity
        is_lit = True
        for moment in [*self._moments, self._rest]:
            wanted = moment in lit or moment == self._rest
            if moment > comes and wanted is not is_lit:
                is_lit = wanted
                opacity = opacity.then(1.0 if wanted else low, moment, FADE * 1.5, ease_both)
        return replace(mark, opacity=opacity)
