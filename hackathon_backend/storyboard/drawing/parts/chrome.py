"""What frames every scene: the running head, and the line at the bottom edge that shows how far the lesson is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import skia

from ....errors import StoryboardError
from ...kinds.image.photo import photo
from ..brushes import BrushKind, GlowBrush, ShapeBrush, TextBrush, Unmirrored, rounded
from ..context import DrawContext
from ..marks import Mark
from ..motion.tracks import DRAW
from ..stage import Box
from ..text.text import measure, shortened
from ..text.typefaces import SEMIBOLD


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
    marks = [*_grid(context), *_progress(context, place)]
    corner, brand = _brand(context)
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
    if brand and brand.name:
        type_ = context.type(20, weight=SEMIBOLD)
        block = shortened(brand.name, type_, head.width * 0.3, type_.size * 1.9)
        x -= block.width
        marks.append(Mark(Box(x, head.y, block.width, block.height), TextBrush(block)))
    if brand and brand.logo:
        image = _logo(brand.logo, context)
        x -= image.width() + (context.u(10) if marks else 0.0)
        top = head.y + (head.height - image.height()) / 2 - context.u(1)
        marks.append(Mark(Box(x, top, image.width(), image.height()), LogoBrush(image)))
    return (x - context.u(28) if marks else x), marks


def _logo(source: str, context: DrawContext) -> Any:
    try:
        return photo(source, context.images, context.stage.head.width * 0.3, context.stage.head.height)
    except StoryboardError as error:
        raise StoryboardError(error.message.replace("source", "brand.logo", 1), param="brand.logo") from error


@dataclass(frozen=True)
class LogoBrush(Unmirrored):
    """Draws a picture unchanged, in its own size."""

    image: Any
    kind: ClassVar[BrushKind] = "shape"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, _grow: float) -> None:
        canvas.drawImage(self.image, 0, 0)


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
