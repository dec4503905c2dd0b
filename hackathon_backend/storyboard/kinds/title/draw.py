"""The title: large, at the left, with a short bar above it; beside it a picture of the matter that moves a little."""

from __future__ import annotations

from ...drawing.brushes import ShapeBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import STAGGER
from ...drawing.parts.basics import text_mark
from ...drawing.stage import Box
from ...drawing.text.typefaces import SEMIBOLD
from ...timing.cues import CueClock
from .card import card
from .cover import cover
from .scene import TitleScene

_COVER, _TALL_COVER = 0.42, 0.44
"""Part of the width that the picture takes, and of the height in a tall frame."""
_WIDE = 1.25
"""Width for the height from which on a frame has room for the picture beside the title."""
_BESIDE, _BELOW_HEAD = 56, 16
"""Units between picture and title, and between a brand and the picture below it."""


def compose(scene: TitleScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a title scene, back to front."""
    if context.brand and context.brand.cards:
        return card(context, context.brand, scene, clock)
    picture, room = _halves(context)
    u, theme = context.u, context.theme
    bar, gap = u(8), u(36)
    between = u(24) if scene.subtitle else 0.0
    free = room.height - bar - gap - between
    title = context.fit(scene.title, room.width, room.height * 0.56, 84, weight=SEMIBOLD, leading=1.1)
    line, left = min(room.width, context.line_length(38)), min(room.height * 0.26, free - title.height)
    subtitle = context.fit(scene.subtitle, line, left, 36, colour=theme.muted)
    height = bar + gap + title.height + between + subtitle.height
    top = room.y + (room.height - height) * (0.3 if _on_top(context) else 0.46)
    y = top + bar + gap
    marks = [*cover(context, scene, picture, clock), _bar(context, Box(room.x, top, u(72), bar))]
    marks.append(text_mark(context, title, room.x, y, 0.0, "title"))
    if scene.subtitle:
        marks.append(text_mark(context, subtitle, room.x, y + title.height + between, 2 * STAGGER, "subtitle"))
    return marks


def _on_top(context: DrawContext) -> bool:
    return context.stage.width < context.stage.height * _WIDE


def _halves(context: DrawContext) -> tuple[Box, Box]:
    """Where the picture is and where the title: side by side, or the picture on top where the frame is not wide."""
    safe = context.stage.safe
    top = context.stage.head.bottom + context.u(_BELOW_HEAD) if context.brand else safe.y
    free = safe.below(top)
    gap = context.u(_BESIDE)
    if _on_top(context):
        picture = Box(free.x, free.y, free.width, free.height * _TALL_COVER)
        return picture, free.below(picture.bottom + gap)
    width = free.width * _COVER
    return Box(free.right - width, free.y, width, free.height), Box(
        safe.x, safe.y, safe.width - width - gap, safe.height
    )


def _bar(context: DrawContext, box: Box) -> Mark:
    shape = rounded(box.width, box.height, box.height / 2)
    return Mark(box, ShapeBrush(shape, context.theme.accent(0)), opacity=context.motion.appear(0.0))
