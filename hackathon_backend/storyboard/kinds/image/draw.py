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


def _picture(context: DrawContext, picture: Any, frame: Box) -> Mark:
    brush = PictureBrush(picture, frame.width, frame.height, context.u(12), stroke(context.theme.line, context.u(1.5)))
    return Mark(frame, brush, "source", context.motion.appear(0.1), context.motion.draw(0.0, _SETTLE, ease_both))
