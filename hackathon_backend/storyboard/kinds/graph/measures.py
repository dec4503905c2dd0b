"""The parts of a graph, measured: its cards and the labels of its edges, at sizes of type from large ones down."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...drawing.context import DrawContext
from ...drawing.parts.cards import Card, CardText, crammed_cards, set_cards
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import SEMIBOLD
from ..icon import Icon
from .ranks import End, ends_of
from .scene import GraphScene

_MANY = 38
"""Units of type of more than four nodes at most."""
_LABEL, _LABEL_WIDTHS = 24, (110, 180)
"""Units of the type of edges' labels, and of the width of their lines."""
_BROKEN = 0.34
"""The part of the area's width from which words are broken, if they may be."""
_NO_ICONS = 0.85
"""What type may be smaller by so that icons have room."""
_SMALL = 20
"""Units of type below which all else becomes smaller with it."""


@dataclass(frozen=True)
class GraphLook:
    """The size of a graph's type in units, and whether its boxes have icons. The look of most `worth` is the best."""

    size: float
    icons: bool
    worth: float


@dataclass
class GraphMeasures:
    """A scene that is to be laid out in `area`, and what has been measured of it so far.

    Type has at most `largest` units and at least `floor`, or what the frame has for a floor. With `breaking`, words may
    be broken that are too long. `low` boxes have their icons beside the words.
    """

    scene: GraphScene
    context: DrawContext
    area: Box
    largest: float
    floor: float | None
    breaking: bool
    low: bool
    ends: list[End] = field(init=False)
    _cards: dict[tuple[GraphLook, float], list[Card]] = field(default_factory=dict)
    _labels: dict[tuple[float, float], list[TextBlock | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ends = ends_of(self.scene)

    def looks(self) -> Iterator[GraphLook]:
        """Sizes from large ones down to the floor, with icons and without them."""
        sizes = self.context.sizes(self.largest if len(self.scene.nodes) <= 4 else min(self.largest, _MANY), self.floor)
        if any(node.icon != Icon.none for node in self.scene.nodes):
            yield from (GraphLook(size, True, size) for size in sizes)
        yield from (GraphLook(size, False, size * _NO_ICONS) for size in sizes)

    def unit(self, look: GraphLook) -> float:
        """Pixels of a unit, of which there are less where type is small."""
        return self.context.stage.unit * min(1.0, look.size / _SMALL)

    def words(self, *, icons: bool) -> list[CardText]:
        """What is written on the card of each node."""
        return [
            CardText(node.label, "", node.icon if icons else Icon.none, f"nodes.{index}")
            for index, node in enumerate(self.scene.nodes)
        ]

    def cards(self, look: GraphLook, width: float) -> list[Card]:
        """The cards with their labels in `width` units, or in that of their longest word."""
        key = look, width
        if key not in self._cards:
            self._cards[key] = self._set(self.words(icons=look.icons), look.size, self.context.u(width))
        return self._cards[key]

    def _set(self, words: Sequence[CardText], size: float, room: float) -> list[Card]:
        """Icons stand above the words if there are a few boxes that all have one; otherwise beside them."""
        beside = self.low or len(words) > 4 or any(each.icon == Icon.none for each in words)
        cards: list[Card] = []
        for each in words:
            aside = beside and each.icon != Icon.none
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

    def labels(self, size: float = _LABEL, width: float = _LABEL_WIDTHS[0]) -> list[TextBlock | None]:
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
