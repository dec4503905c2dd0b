"""Cards: boxes with a label, a line of detail and an icon, as large as they have to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...kinds.icon import Icon
from ...theme import Tone
from ..brushes import ShapeBrush, rounded
from ..context import DrawContext
from ..marks import Mark
from ..stage import Box
from ..text.text import Align, TextBlock, Type, measure, shortened
from ..text.typefaces import REGULAR, SEMIBOLD
from .basics import FAINT, dimmed, icon_mark, text_mark

_LARGEST_ICON = 128
"""Units across an icon above the text of a card, where there is room."""


@dataclass(frozen=True)
class CardText:
    """What a card says."""

    label: str
    detail: str = ""
    icon: str = Icon.none
    path: str = ""
    """The field of the scene, such as "steps.0"."""


@dataclass(frozen=True)
class Card:
    """Measured contents: what they need of width and height without the padding, in pixels."""

    words: CardText
    label: TextBlock
    detail: TextBlock | None
    icon: float
    gap: float
    beside: bool

    @property
    def width(self) -> float:
        text = max(self.label.width, self.detail.width if self.detail else 0.0)
        return text + self._aside if self.beside else max(text, self.icon)

    @property
    def height(self) -> float:
        text = self.text_height
        return max(text, self.icon) if self.beside else text + (self.icon + self.gap if self.icon else 0.0)

    @property
    def text_height(self) -> float:
        return self.label.height + (self.detail.height + self.gap * 0.4 if self.detail else 0.0)

    @property
    def _aside(self) -> float:
        return self.icon + self.gap * 1.2 if self.icon else 0.0


def set_cards(
    context: DrawContext,
    words: Sequence[CardText],
    width: float,
    height: float,
    *,
    largest: float = 32,
    floor: float | None = None,
    beside: bool = False,
) -> list[Card] | None:
    """The contents of cards whose inside is `width` x `height` pixels, all at one size; None if the floor is too large.

    Icons stand above the text, or `beside` it.
    """
    sizes = context.sizes(largest, floor)
    # What doesn't fit in the smallest type fits in none.
    if _cards_of(context, words, width, height, sizes[-1], beside) is None:
        return None
    tried = (_cards_of(context, words, width, height, size, beside) for size in sizes)
    return next((cards for cards in tried if cards), None)


def _cards_of(
    context: DrawContext, words: Sequence[CardText], width: float, height: float, size: float, beside: bool
) -> list[Card] | None:
    """The contents of cards in type of `size` units; None as soon as one doesn't fit."""
    cards = []
    for each in words:
        card = _card(context, each, width, size, beside)
        if _breaks(card) or card.height > height + 0.5 or card.width > width + 0.5:
            return None
        cards.append(card)
    return cards


def enlarged(context: DrawContext, cards: Sequence[Card], width: float, height: float) -> list[Card]:
    """`cards` with icons as large as the space above their texts lets them be, all of one size."""
    room = min(height - card.text_height - card.gap for card in cards)
    side = min(context.u(_LARGEST_ICON), width * 0.6, room * 0.72)
    if any(card.beside or card.icon == 0 or side < card.icon for card in cards):
        return list(cards)
    return [replace(card, icon=side, gap=max(card.gap, side * 0.14)) for card in cards]


def crammed_cards(
    context: DrawContext, words: Sequence[CardText], width: float, height: float, *, beside: bool
) -> list[Card]:
    """The contents of cards that are too small: without icons, at the floor size, with words left out."""
    floor = context.sizes(24)[-1]
    align: Align = "left" if beside else "centre"
    cards = []
    for each in words:
        label = shortened(each.label, context.type(floor, weight=SEMIBOLD, align=align), width, height)
        spare = height - label.height - context.u(4)
        detail = shortened(each.detail, _detail_type(context, floor, align), width, spare) if each.detail else None
        fits = detail is not None and detail.height <= spare
        cards.append(Card(each, label, detail if fits else None, 0.0, context.u(10), beside))
    return cards


def _breaks(card: Card) -> bool:
    return card.label.breaks_words or (card.detail is not None and card.detail.breaks_words)


def _detail_type(context: DrawContext, size: float, align: Align) -> Type:
    return context.type(size, weight=REGULAR, align=align, leading=1.2)


def _card(context: DrawContext, words: CardText, width: float, size: float, beside: bool) -> Card:
    icon = context.u(size * (1.9 if beside else 1.7)) if words.icon != Icon.none else 0.0
    gap = context.u(size * 0.4)
    room = width - (icon + gap * 1.2 if icon and beside else 0.0)
    align: Align = "left" if beside else "centre"
    label = measure(words.label, context.type(size, weight=SEMIBOLD, align=align, leading=1.15), room, balance=True)
    detail = None
    if words.detail:
        smaller = max(size * 0.82, context.sizes(24)[-1])
        detail = measure(words.detail, _detail_type(context, smaller, align), room, balance=True)
    return Card(words, label, detail, icon, gap, beside)


def card_marks(
    context: DrawContext, card: Card, box: Box, tone: Tone, at: float, until: float | None = None
) -> list[Mark]:
    """The marks of a card in `box`, coming at `at` and stepping back at `until` seconds."""
    ground = _ground(context, box, tone, at)
    return [
        replace(ground, opacity=dimmed(ground.opacity, until, FAINT + 0.2)),
        *contents(context, card, box, tone, at, until),
    ]


def contents(
    context: DrawContext, card: Card, box: Box, tone: Tone, at: float, until: float | None = None
) -> list[Mark]:
    """The marks of a card without its ground: its icon and its texts."""
    inner = _inner(box, card)
    marks = []
    y = inner.y
    if card.icon:
        side = card.icon
        square = (
            Box(inner.x, box.centre[1] - side / 2, side, side)
            if card.beside
            else Box(box.centre[0] - side / 2, inner.y, side, side)
        )
        mark = icon_mark(context, card.words.icon, square.grown(-side * 0.06), tone.line, at)
        marks.append(replace(mark, opacity=dimmed(mark.opacity, until, FAINT)))
        y = box.centre[1] - card.text_height / 2 if card.beside else inner.y + side + card.gap
    elif card.beside:
        y = box.centre[1] - card.text_height / 2
    return [*marks, *_texts(context, card, box, inner, y, at, until)]


def _inner(box: Box, card: Card) -> Box:
    x = box.x + (box.height - card.height) / 2 if card.beside else box.x + (box.width - card.width) / 2
    x = min(x, box.x + (box.width - card.width) / 2)
    return Box(x, box.y + (box.height - card.height) / 2, card.width, card.height)


def _texts(
    context: DrawContext, card: Card, box: Box, inner: Box, y: float, at: float, until: float | None
) -> list[Mark]:
    marks = []
    for block, field in ((card.label, "label"), (card.detail, "detail")):
        if block is None:
            continue
        x = inner.right - block.room if card.beside else box.centre[0] - block.room / 2
        if card.beside:
            x = inner.x + (card.icon + card.gap * 1.2 if card.icon else 0.0)
        mark = text_mark(context, block, x, y, at, f"{card.words.path}.{field}")
        marks.append(replace(mark, opacity=dimmed(mark.opacity, until, context.theme.dim)))
        y += block.height + card.gap * 0.4
    return marks


def _ground(context: DrawContext, box: Box, tone: Tone, at: float) -> Mark:
    shape = rounded(box.width, box.height, context.u(12))
    brush = ShapeBrush(shape, tone.ground, tone.line, context.u(2))
    return Mark(box, brush, opacity=context.motion.appear(at), dy=context.motion.rise(at))
