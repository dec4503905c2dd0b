"""A picture in a frame, which settles as it comes, with call-outs beside what they name, or with a key for many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import skia

from ...drawing.brushes import BrushKind, Unmirrored, rounded, stroke
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import ease_both
from ...drawing.parts.basics import heading, text_mark
from ...drawing.stage import Box
from ...drawing.text.text import Align
from ...drawing.text.typefaces import SEMIBOLD
from ...timing.cues import CueClock
from .callouts import beside_their_dots
from .key import framed, with_key
from .photo import photo
from .scene import ImageScene

_SETTLE = 1.6
_CLOSER = 0.05
"""Seconds in which a picture settles, and how much larger it is when it begins."""


@dataclass(frozen=True)
class PictureBrush(Unmirrored):
    """A picture with round corners that becomes a little smaller as it grows to its full 1."""

    image: Any
    width: float
    height: float
    radius: float
    edge: Any
    kind: ClassVar[BrushKind] = "shape"
    overhang: ClassVar[float] = 2.0

    def paint(self, canvas: Any, grow: float) -> None:
        frame = rounded(self.width, self.height, self.radius)
        scale = 1 + _CLOSER * (1 - grow)
        canvas.save()
        canvas.clipPath(frame, True)
        canvas.translate(self.width * (1 - scale) / 2, self.height * (1 - scale) / 2)
        canvas.scale(scale, scale)
        smooth = skia.SamplingOptions(skia.FilterMode.kLinear)
        canvas.drawImageRect(self.image, skia.Rect.MakeWH(self.width, self.height), smooth)
        canvas.restore()
        canvas.drawPath(frame, self.edge)


def compose(scene: ImageScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of an image scene, back to front."""
    if context.brand and context.brand.cards and not scene.callouts:
        return _shown_off(scene, context)
    head, area = heading(context, scene.heading)
    caption = context.fit(scene.caption, min(area.width, context.line_length(32)), area.height * 0.2, 28)
    below = caption.height + context.u(20) if scene.caption else 0.0
    picture = photo(scene.source, context.images, area.width * 1.1, area.height * 1.1)
    shape = picture.width() / picture.height()
    room = replace(area, height=area.height - below)
    times = clock.times(scene.callouts, start=0.8)
    frame = framed(room, shape)
    island, labels = frame, beside_their_dots(scene, context, frame, room, times)
    if labels is None:
        frame, labels = with_key(scene, context, room, shape, times)
        island = room
    marks = [_picture(context, picture, frame), *labels]
    marks = [replace(mark, island=island) for mark in marks]
    if scene.caption:
        y = max(mark.box.bottom for mark in marks) + context.u(20)
        marks.append(text_mark(context, caption, area.x, min(y, area.bottom - caption.height), 0.4, "caption"))
    return [head, *marks]


def _shown_off(scene: ImageScene, context: DrawContext) -> list[Mark]:
    """The picture as large as it can be, and large words beside it, or below it where the frame is not wide."""
    body, gap = context.stage.body, context.u(48)
    wide = context.stage.width > context.stage.height * 1.15
    if wide:
        words = Box(body.x, body.y, body.width * 0.4, body.height)
        picture_room = Box(words.right + gap, body.y, body.width - words.width - gap, body.height)
    else:
        words = body.below(body.y + body.height * (0.66 if context.stage.tall else 0.7))
        picture_room = Box(body.x, body.y, body.width, words.y - body.y - gap)
    align: Align = "left" if wide else "centre"
    picture = photo(scene.source, context.images, picture_room.width * 1.1, picture_room.height * 1.1)
    frame = framed(picture_room, picture.width() / picture.height())
    head = context.fit(scene.heading, words.width, words.height * 0.8, 76, weight=SEMIBOLD, leading=1.12, align=align)
    caption = context.fit(scene.caption, words.width, words.height * 0.3, 30, colour=context.theme.muted, align=align)
    between = context.u(20) if scene.caption else 0.0
    if not wide:
        # What is left over goes to both ends, not between the picture and its words.
        spare = (body.height - frame.height - gap - head.height - between - caption.height) / 2
        frame = replace(frame, y=body.y + max(0.0, spare))
        y = frame.bottom + gap
    else:
        y = words.y + (words.height - head.height - between - caption.height) / 2
    lefts = [words.x if wide else words.centre[0] - each.width / 2 - each.indent for each in (head, caption)]
    marks = [_picture(context, picture, frame), text_mark(context, head, lefts[0], y, 0.25, "heading")]
    if scene.caption:
        marks.append(text_mark(context, caption, lefts[1], y + head.height + between, 0.5, "caption"))
    return marks


def _picture(context: DrawContext, picture: Any, frame: Box) -> Mark:
    brush = PictureBrush(picture, frame.width, frame.height, context.u(12), stroke(context.theme.line, context.u(1.5)))
    return Mark(frame, brush, "source", context.motion.appear(0.1), context.motion.draw(0.0, _SETTLE, ease_both))
