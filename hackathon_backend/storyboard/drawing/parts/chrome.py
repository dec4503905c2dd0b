"""What frames every scene: the running head, and the line at the bottom edge that shows how far the lesson is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import skia

from ..brushes import GlowBrush, ShapeBrush, TextBrush, rounded
from ..context import DrawContext
from ..marks import Mark
from ..motion.tracks import DRAW
from ..stage import Box
from ..text.text import measure, shortened
from ..text.typefaces import SEMIBOLD
from .logo import logo_of

_CORNER = 40
"""Units that the mark of a brand is high in the corner of a film of its own."""


@dataclass(frozen=True)
class Place:
    """Where a scene is in its video: number `index` (from 0) of `count`."""

    index: int
    count: int
    title: str
    opening: bool = False

    @property
    def last(self) -> bool:
        return self.index == self.count - 1


def chrome(context: DrawContext, place: Place) -> list[Mark]:
    """The furniture of one scene; it stays when the scene changes."""
    corner, brand = _brand(context)
    if context.brand and context.brand.cards:
        # A card that shows the logo large needs no second one.
        return [*_grid(context), *([] if place.opening else brand)]
    marks = [*_grid(context), *_progress(context, place)]
    if place.opening:
        return [*marks, *brand]
    return [*marks, *_running_head(context, place, corner), *brand]


def _running_head(context: DrawContext, place: Place, end: float) -> list[Mark]:
    """The title of the film and the number of the scene, from the left margin to `end`."""
    head = context.stage.head
    room = end - head.x
    type_ = context.type(20, colour=context.theme.muted)
    one_line = type_.size * 1.9
    title = shortened(place.title, type_, room * 0.72, one_line)
    figure = measure(f"{place.index + 1} / {place.count}", replace(type_, rtl=False), room * 0.2)
    name = Mark(Box(head.x + title.indent, head.y, title.width, title.height), TextBrush(title))
    count = Box(end - figure.width, head.y, figure.width, figure.height)
    return [name, Mark(count, TextBrush(figure))]


def _brand(context: DrawContext) -> tuple[float, list[Mark]]:
    """Where the corner of the brand begins, and its name and logo there."""
    head, brand = context.stage.head, context.brand
    x = head.right
    marks = []
    if brand and brand.name and not (brand.cards and brand.logo):
        type_ = context.type(20, weight=SEMIBOLD)
        block = shortened(brand.name, type_, head.width * 0.3, type_.size * 1.9)
        x -= block.width
        marks.append(Mark(Box(x, head.y, block.width, block.height), TextBrush(block)))
    if brand and brand.logo:
        width, height = head.width * 0.3, context.u(_CORNER) if brand.cards else head.height
        end = x - (context.u(10) if marks else 0.0)
        logo = logo_of(brand.logo, context.images, context.theme)
        drawn = logo.marks(Box(end - width, head.y, width, height), across=1.0)
        x = min(mark.box.x for mark in drawn)
        marks += drawn
    return (x - context.u(28) if marks else x), marks


def _grid(context: DrawContext) -> list[Mark]:
    """The lines of squared paper, if the theme has them."""
    colour, stage = context.theme.grid, context.stage
    if colour is None:
        return []
    step, path = context.u(40), skia.Path()
    for column in range(1, int(stage.width / step) + 1):
        path.moveTo(column * step, 0).lineTo(column * step, stage.height)
    for row in range(1, int(stage.height / step) + 1):
        path.moveTo(0, row * step).lineTo(stage.width, row * step)
    return [Mark(Box(0, 0, stage.width, stage.height), GlowBrush(path, None, colour, max(1.0, context.u(1))))]


def _progress(context: DrawContext, place: Place) -> list[Mark]:
    """A stretch for each scene; that of this scene fills as it begins."""
    height, gap = context.u(4), context.u(3)
    line = Box(0, context.stage.height - height, context.stage.width, height)
    marks = []
    for index, box in enumerate(line.columns(place.count, gap)):
        marks.append(_stretch(context, box, index <= place.index - 1))
        if index == place.index:
            marks.append(_filling(context, box))
    return marks


def _stretch(context: DrawContext, box: Box, done: bool) -> Mark:
    colour = context.theme.accent(0) if done else context.theme.line
    return Mark(box, ShapeBrush(rounded(box.width, box.height, 0), colour))


def _filling(context: DrawContext, box: Box) -> Mark:
    brush = ShapeBrush(rounded(box.width, box.height, 0), context.theme.accent(0))
    return Mark(box, brush, opacity=context.motion.appear(0.0, DRAW))
