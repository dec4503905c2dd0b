"""Which way a graph is laid out: in the direction and the number of bands that let its type be largest."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ...drawing.cards import Card, CardText, crammed_cards, set_cards
from ...drawing.context import DrawContext
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import SEMIBOLD
from ..base import Icon
from ..process.rings import loop_plan, ring_plan
from .branches import Tree, tree_of
from .legibility import sound
from .ordering import Weave, weave
from .ranks import End, cycle_of, rankings
from .scene import GraphScene
from .sheet import Drawing, GraphSheet
from .tree import Sapling

_LARGEST, _MANY, _TREE = 46, 38, 34
"""Units of type of nodes at most, if there are more than four, and in a tree."""
_LABEL, _LABEL_WIDTHS = 24, (110, 180)
"""Units of the type of edges' labels, and of the width of their lines."""
_WIDTHS = (320, 240, 180, 140, 110, 80)
"""Units of width in which labels of nodes are tried."""
_BROKEN = 0.34
"""The part of the area's width from which words are broken, if they may be."""
_NO_ICONS, _NEAT = 0.85, 0.78
"""What type may be smaller by so that icons, or so that lines that don't look squeezed, have room."""
_SMALL = 20
"""Units of type below which all else becomes smaller with it."""
_TURNING = 2
"""Edges that may turn around where a band ends; more would be a tangle."""
_LESS_PLAIN, _OTHER_WAY, _EITHER_WAY, _TANGLED = 0.94, 0.84, 0.96, 0.88
_BANDS = {2: 0.74, 3: 0.62}
"""What type has to be smaller by in the plain way before another one is taken."""


@dataclass(frozen=True)
class GraphLook:
    """The size of a graph's type in units, and whether its boxes have icons."""

    size: float
    icons: bool
    worth: float


@dataclass(frozen=True)
class Way:
    """A way to lay a graph out: the layers of its nodes, whether arrows run down, and in how many bands.

    `worth` is what the worth of a look is multiplied with, to compare it with others in other ways.
    """

    ranks: tuple[int, ...]
    down: bool
    bands: int
    worth: float


@lru_cache(maxsize=256)
def plan(
    scene: GraphScene,
    context: DrawContext,
    area: Box,
    *,
    largest: float = _LARGEST,
    floor: float | None = None,
    breaking: bool = False,
) -> Drawing | None:
    """The drawing of a graph in `area`, with type as large as any way of laying it out allows; None if there is none
    that can be read, or that is no smaller than `floor` units. With `breaking`, words may be broken that are too long.
    """
    tree = tree_of(scene)
    bench = _Bench(scene, context, area, min(largest, _TREE) if tree else largest, floor, breaking, low=bool(tree))
    if tree:
        drawing = bench.grown(tree)
        # What branches off is not seen in layers of another form: it rather takes further pages.
        if drawing or not breaking:
            return drawing
    if (order := cycle_of(len(scene.nodes), bench.ends)) and (drawing := bench.ring(order)):
        return drawing
    tries = [(each.worth * look.worth, each, look) for each in bench.ways() for look in bench.looks()]
    best, found = 0.0, None
    for worth, each, look in sorted(tries, key=lambda one: -one[0]):
        if found and worth < best * _NEAT:
            return found
        drawing = bench.tried(each, look)
        if drawing and drawing.neat:
            return drawing
        if drawing and not found:
            best, found = worth, drawing
    return found


@dataclass
class _Bench:
    """A scene, and what has been worked out about it so far."""

    scene: GraphScene
    context: DrawContext
    area: Box
    largest: float
    floor: float | None
    breaking: bool
    low: bool
    """Whether boxes are to be low, so that icons stand beside the words."""
    ends: list[End] = field(init=False)
    _cards: dict[tuple[GraphLook, float], list[Card]] = field(default_factory=dict)
    _labels: dict[tuple[float, float], list[TextBlock | None]] = field(default_factory=dict)
    _weaves: dict[tuple[tuple[int, ...], int | None], Weave] = field(default_factory=dict)

    def __post_init__(self) -> None:
        places = {node.id: index for index, node in enumerate(self.scene.nodes)}
        self.ends = [(places[edge.source], places[edge.target]) for edge in self.scene.edges]

    def looks(self) -> Iterator[GraphLook]:
        """Sizes from large ones down to the floor, with icons and without them."""
        sizes = self.context.sizes(self.largest if len(self.scene.nodes) <= 4 else min(self.largest, _MANY), self.floor)
        if any(node.icon is not Icon.none for node in self.scene.nodes):
            yield from (GraphLook(size, True, size) for size in sizes)
        yield from (GraphLook(size, False, size * _NO_ICONS) for size in sizes)

    def ways(self) -> Iterator[Way]:
        """To the right in wide frames, downwards in tall ones and for trees; others if their type is much larger."""
        stage = self.context.stage
        downwards = stage.tall or self._is_tree()
        other = _OTHER_WAY if stage.tall or stage.width > 1.15 * stage.height else _EITHER_WAY
        for down in (downwards, not downwards):
            for number, ranks in enumerate(rankings(len(self.scene.nodes), self.ends, down=down)):
                worth = _LESS_PLAIN**number * (1.0 if down is downwards else other)
                yield Way(tuple(ranks), down, 1, worth)
                for bands in (2, 3) if self.ends and max(ranks) > 2 else ():
                    turning = self._turning(ranks, bands)
                    if turning <= _TURNING:
                        less = _BANDS[bands] * _TANGLED ** max(0, turning - 1)
                        yield Way(tuple(ranks), down, bands, worth * less)

    def grown(self, tree: Tree) -> Drawing | None:
        """The graph as the tree that it is: from above, or from the side if its type can be much larger then."""
        downs = [(True, 1.0)] if tree.is_binary else [(True, 1.0), (False, _OTHER_WAY)]
        tries = [(look.worth * worth, down, look) for down, worth in downs for look in self.looks()]
        for dense in (False, True):
            for _, down, look in sorted(tries, key=lambda one: -one[0]):
                if drawing := self._planted(tree, look, down=down, dense=dense):
                    return drawing
        return None

    def _planted(self, tree: Tree, look: GraphLook, *, down: bool, dense: bool) -> Drawing | None:
        """The tree in this direction with this look; None if it does not fit."""
        for width in _WIDTHS:
            cards, labels = self._set(look, width), self._labelled(look.size, width)
            for uniform in (True, False):
                sapling = Sapling(tree, self.ends, cards, labels, down, self._unit(look), uniform, dense)
                laid = sapling.laid(self.area)
                if laid and (drawing := sound(laid, self.area)):
                    return drawing
        return None

    def ring(self, order: Sequence[int]) -> Drawing | None:
        """The graph as a ring of its nodes in this order, if it fits."""
        nodes, place = self.scene.nodes, {node: index for index, node in enumerate(order)}
        has_icons = all(node.icon is not Icon.none for node in nodes)
        words = [
            CardText(nodes[node].label, "", nodes[node].icon if has_icons else Icon.none, f"nodes.{node}")
            for node in order
        ]
        found = ring_plan(self.context, words, self.area) or loop_plan(self.context, words, self.area)
        if found is None:
            return None
        cards = [found.cards[place[node]] for node in range(len(nodes))]
        boxes = [found.boxes[place[node]] for node in range(len(nodes))]
        drawing = Drawing(cards, boxes, [], [], self.context.stage.unit, neat=True)
        for (source, _), block in zip(self.ends, self._labelled(_LABEL, _LABEL_WIDTHS[0]), strict=True):
            drawing.paths.append(found.paths[place[source]])
            drawing.labels.append((block, Box(*self.area.centre, block.width, block.height)) if block else None)
        return sound(drawing, self.area)

    def _turning(self, ranks: Sequence[int], bands: int) -> int:
        """How many edges turn around where a band ends, in the worst place."""
        count = max(ranks) + 1
        cuts = [-(-count * band // bands) for band in range(1, bands)]
        spans = [sorted((ranks[source], ranks[target])) for source, target in self.ends]
        spans = [span for span in spans if bands > 2 or span != [0, count - 1]]
        return max(sum(low < cut <= high for low, high in spans) for cut in cuts)

    def _is_tree(self) -> bool:
        """Whether nodes branch off from one root, as families and folders do, rather than follow one another."""
        targets = [target for _, target in self.ends]
        branches = any(self._sources().count(node) > 1 for node in range(len(self.scene.nodes)))
        return branches and len(set(targets)) == len(targets) == len(self.scene.nodes) - 1

    def _sources(self) -> list[int]:
        return [source for source, _ in self.ends]

    def tried(self, each: Way, look: GraphLook) -> Drawing | None:
        """The graph laid out that way with this look; None if it does not fit."""
        closing = self._closing(each)
        weave = self._weave(each.ranks, closing)
        for width in _WIDTHS:
            cards = self._set(look, width)
            for uniform in (True, False):
                sheet = GraphSheet(
                    weave,
                    self.ends,
                    cards,
                    self._labelled(look.size, width),
                    each.bands,
                    closing,
                    each.down,
                    self._unit(look),
                    uniform,
                )
                laid = sheet.laid(self.area)
                if laid and (drawing := sound(laid, self.area)):
                    return drawing
        return None

    def _unit(self, look: GraphLook) -> float:
        """Pixels of a unit, of which there are less where type is small."""
        return self.context.stage.unit * min(1.0, look.size / _SMALL)

    def _closing(self, each: Way) -> int | None:
        """The edge that leads from the last layer back to the first, which lies above it if there are two bands."""
        if each.bands != 2:
            return None
        ends = ((each.ranks[source], each.ranks[target]) for source, target in self.ends)
        return next((edge for edge, ranks in enumerate(ends) if ranks == (max(each.ranks), 0)), None)

    def _weave(self, ranks: tuple[int, ...], closing: int | None) -> Weave:
        key = ranks, closing
        if key not in self._weaves:
            labelled = [bool(edge.label) for edge in self.scene.edges]
            self._weaves[key] = weave(ranks, self.ends, labelled, [] if closing is None else [closing])
        return self._weaves[key]

    def _set(self, look: GraphLook, width: float) -> list[Card]:
        """The cards with their labels in `width` units, or in that of their longest word."""
        key = look, width
        if key not in self._cards:
            words = [
                CardText(node.label, "", node.icon if look.icons else Icon.none, f"nodes.{index}")
                for index, node in enumerate(self.scene.nodes)
            ]
            self._cards[key] = self._cards_of(words, look.size, self.context.u(width))
        return self._cards[key]

    def _cards_of(self, words: Sequence[CardText], size: float, room: float) -> list[Card]:
        """Icons stand above the words if there are a few boxes that all have one; otherwise beside them."""
        beside = self.low or len(words) > 4 or any(each.icon is Icon.none for each in words)
        cards: list[Card] = []
        for each in words:
            aside = beside and each.icon is not Icon.none
            longest = measure(each.label, self.context.type(size, weight=SEMIBOLD), math.inf).longest_word
            wide = max(room, longest + 2 + (self.context.u(size * 2.5) if aside else 0.0))
            if self.breaking and wide > max(room, self._broken):
                cards += crammed_cards(self.context, [each], max(room, self._broken), math.inf, beside=False)
            else:
                cards += set_cards(self.context, [each], wide, math.inf, largest=size, floor=size, beside=aside) or []
        return cards

    @property
    def _broken(self) -> float:
        """Pixels of width from which words are broken."""
        return self.area.width * _BROKEN

    def _labelled(self, size: float, width: float) -> list[TextBlock | None]:
        """The labels of the edges, in lines about as long as those of the cards."""
        room = min(max(width, _LABEL_WIDTHS[0]), _LABEL_WIDTHS[1])
        key = size, room
        if key not in self._labels:
            self._labels[key] = [self._label(edge.label, size, self.context.u(room)) for edge in self.scene.edges]
        return self._labels[key]

    def _label(self, text: str, size: float, room: float) -> TextBlock | None:
        if not text:
            return None
        type_ = self.context.type(min(size, _LABEL), align="centre", leading=1.15)
        block = measure(text, type_, room, balance=True)
        room = min(block.longest_word + 1, max(room, self._broken)) if self.breaking else block.longest_word + 1
        return measure(text, type_, room, balance=True) if block.breaks_words else block
