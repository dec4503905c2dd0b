"""A graph: boxes in layers, joined by arrows that bend around whatever is in their way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...drawing.arrows import ArrowBrush, localised
from ...drawing.brushes import TextBrush
from ...drawing.colours import colour_of, mentioned, said_by
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import DRAW, ENTER, FADE, STEP
from ...drawing.parts.basics import FAINT, empty_card, heading
from ...drawing.parts.cards import card_marks
from ...drawing.parts.lists import turned
from ...theme import Tone
from ...timing.cues import LAST, CueClock
from ..icon import Icon
from .pages import OVERVIEW, GraphPage, pages
from .ranks import ends_of
from .scene import GraphScene

_REST = 1.6
"""Seconds after the last part has come until the whole returns to full strength."""


def compose(scene: GraphScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a graph scene, back to front."""
    head, area = heading(context, scene.heading)
    nodes = clock.times(scene.nodes)
    edges = _edge_times(scene, clock, nodes)
    found = pages(scene, context, area, clock, nodes, edges)
    if len({bool(card.icon) for page in found for card in page.drawing.cards}) > 1:
        bare = tuple(node.model_copy(update={"icon": Icon.none}) for node in scene.nodes)
        found = pages(scene.model_copy(update={"nodes": bare}), context, area, clock, nodes, edges)
    colours = _colours(scene, context)
    marks = [_page(scene, context, page, colours, clock) for page in found]
    if found[0].drawing.sided:
        marks = [[replace(mark, island=area) for mark in each] for each in marks]
    return [head, *turned(marks, [page.start for page in found])]


def _page(
    scene: GraphScene, context: DrawContext, page: GraphPage, colours: Sequence[Tone], clock: CueClock
) -> list[Mark]:
    focus = _GraphFocus(scene, page, clock.speech_end)
    marks = [empty_card(context, box, page.start) for box in page.drawing.boxes]
    for place, (number, at) in enumerate(page.edges.items()):
        marks += focus.on_edge(_edge(context, page, place, number, at), number, context)
    for place, (number, at) in enumerate(page.nodes.items()):
        card, box = page.drawing.cards[place], page.drawing.boxes[place]
        marks += focus.on_node(card_marks(context, card, box, colours[number], at), number, context)
    return marks


def _colours(scene: GraphScene, context: DrawContext) -> list[Tone]:
    """The colour of each node: its own, the one that its label or its group names, or one accent for each group."""
    groups = list(dict.fromkeys(node.group for node in scene.nodes))
    own = [
        colour_of(node.color, context.language)
        or said_by(node.label, context.language)
        or (None if mentioned(node.label, context.language) else said_by(node.group, context.language))
        for node in scene.nodes
    ]
    return context.theme.tones(own, [groups.index(node.group) for node in scene.nodes])


def _edge_times(scene: GraphScene, clock: CueClock, nodes: Sequence[float]) -> list[float]:
    """When each edge is drawn: at its cue, but not before both of its ends are there."""
    times = []
    for edge, (source, target) in zip(scene.edges, ends_of(scene), strict=True):
        both = max(nodes[source], nodes[target])
        spoken = clock.reveal(edge.cue, both - 0.01) or clock.reveal(edge.cue) if edge.cue else None
        times.append(min(max(both + 0.15, spoken or 0.0), max(both, clock.duration - LAST - DRAW)))
    return times


def _edge(context: DrawContext, page: GraphPage, place: int, number: int, at: float) -> list[Mark]:
    """An arrow that is drawn along its way, and its label: edge `number` of the scene, `place` of the page."""
    drawing = page.drawing
    path, label = drawing.paths[place], drawing.labels[place]
    marks: list[Mark] = []
    motion, name = context.motion, f"edges.{number}"
    thing = OVERVIEW + name if page.is_small else name
    if path is not None:
        box, local = localised(path)
        brush = ArrowBrush(local, context.theme.muted, 2.5 * drawing.unit, 12 * drawing.unit)
        shown, grow = motion.appear(at, 0.05), motion.draw(at)
        marks.append(Mark(box, brush, name, shown, grow=grow, thing=thing))
    if label:
        block, box = label
        # It comes with its line, and does not rise, since that would be through the line.
        marks.append(Mark(box, TextBrush(block), f"{thing}.label", motion.appear(at + DRAW * 0.6), names=thing))
    return marks


class _GraphFocus:
    """What is spoken of when: a node with its arrows, an arrow with its ends. All else steps back meanwhile."""

    def __init__(self, scene: GraphScene, page: GraphPage, speech_end: float) -> None:
        self._nodes, self._edges, self._ends = page.nodes, page.edges, ends_of(scene)
        times = sorted([*page.nodes.values(), *page.edges.values()])
        until = max(speech_end, times[-1]) if page.until is None else page.until - FADE
        self._rest = min(times[-1] + _REST, until - STEP - 0.05)
        self._moments: list[float] = []
        for time in times:
            if not self._moments or time > self._moments[-1] + ENTER:
                self._moments.append(time)

    def _moment(self, time: float) -> float:
        return max(moment for moment in self._moments if moment <= time)

    def on_node(self, marks: list[Mark], number: int, context: DrawContext) -> list[Mark]:
        """The marks of a node: at full strength when it comes, and whenever one of its arrows does."""
        arrows = [time for edge, time in self._edges.items() if number in self._ends[edge]]
        lit = {self._moment(time) for time in [self._nodes[number], *arrows]}
        return [self._stepping(mark, lit, self._nodes[number], context) for mark in marks]

    def on_edge(self, marks: list[Mark], number: int, context: DrawContext) -> list[Mark]:
        """The marks of an arrow: at full strength when it comes."""
        at = self._edges[number]
        return [self._stepping(mark, {self._moment(at)}, at, context) for mark in marks]

    def _stepping(self, mark: Mark, lit: set[float], comes: float, context: DrawContext) -> Mark:
        low = context.theme.dim if isinstance(mark.brush, TextBrush) else FAINT + 0.1
        # What would have to come back at once does not step back at all.
        moments = [*(moment for moment in self._moments if moment < self._rest - ENTER), self._rest]
        levels = ((at, 1.0 if at in lit or at == self._rest else low) for at in moments if at > comes)
        return replace(mark, opacity=mark.opacity.stepping(levels))
