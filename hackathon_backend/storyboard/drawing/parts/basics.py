"""Parts that many pictures have: headings, texts, icons, cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...kinds.icon import Icon
from ...theme import Colour
from ..brushes import ShapeBrush, TextBrush, rounded
from ..context import DrawContext
from ..marks import Mark
from ..motion.tracks import ENTER, STEP, Track, ease_both
from ..stage import Box
from ..text.text import TextBlock
from .icons import icon_brush

FAINT = 0.4
"""Opacity of a drawing that is not spoken of; text stays readable, as the theme says."""


def placed(block: TextBlock, x: float, y: float) -> Box:
    """The box of `block` in a column that begins at `x`: just around its letters."""
    return Box(x + block.indent, y, block.width, block.height)


def text_mark(context: DrawContext, block: TextBlock, x: float, y: float, at: float, path: str = "") -> Mark:
    """`block` in a column that begins at `x`, coming at `at` seconds."""
    motion = context.motion
    return Mark(placed(block, x, y), TextBrush(block), path, motion.appear(at), dy=motion.rise(at))


def heading(
    context: DrawContext, text: str, path: str = "heading", *, spare: float = 0.0, largest: float = 44
) -> tuple[Mark, Box]:
    """The heading of a scene, there from its first moment, and the body that is left below it.

    `spare` pixels at the end of its lines stay free; its type has at most `largest` units.
    """
    body = context.stage.body
    block = context.heading(text, body.width - spare, largest=largest)
    below = body.y + block.height + context.u(52 if context.stage.tall else 36)
    mark = replace(text_mark(context, block, body.x, body.y, 0.0, path), identity=f"heading {text}")
    return mark, body.below(below)


def icon_mark(context: DrawContext, icon: str, box: Box, colour: Colour, at: float) -> Mark:
    """`icon` drawn into the square `box` from `at` seconds on."""
    brush = icon_brush(context, icon, box.width, colour)
    return Mark(box, brush, opacity=context.motion.appear(at, 0.1), grow=context.motion.draw(at))


def tile(context: DrawContext, box: Box, colour: Colour, at: float, *, radius: float = 12) -> Mark:
    """A quiet ground in the tint of `colour`."""
    shape = rounded(box.width, box.height, context.u(radius))
    return Mark(box, ShapeBrush(shape, context.theme.tint(colour, 0.12)), opacity=context.motion.appear(at))


def empty_card(context: DrawContext, box: Box, at: float) -> Mark:
    """Where something is still to come: a faint card, there from `at` seconds on."""
    brush = ShapeBrush(
        rounded(box.width, box.height, context.u(12)), context.theme.card, context.theme.line, context.u(1.5)
    )
    return Mark(box, brush, opacity=context.motion.appear(at))


def all_have(icons: Iterable[str]) -> bool:
    """Whether icons are drawn: only if no sibling would stand without one, which looks as if it were forgotten."""
    return Icon.none not in {*icons}


def dimmed(track: Track, at: float | None, to: float) -> Track:
    """`track` stepping back to `to` at `at` seconds, if at all."""
    return track if at is None else track.then(to, at, STEP, ease_both)


def following(times: list[float], index: int) -> float | None:
    """When the part after `index` comes and takes the attention; None for the last, or if both come together."""
    later = [time for time in times[index + 1 :] if time > times[index] + ENTER]
    return later[0] if later else None
