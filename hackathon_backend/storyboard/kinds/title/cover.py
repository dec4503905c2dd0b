"""The picture beside a title: its icon, large, and small ones that drift by as long as is spoken."""

from __future__ import annotations

from dataclasses import replace

from ...drawing.brushes import GlowBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts import icon_mark
from ...drawing.stage import Box
from ...drawing.tracks import ENTER, NOWHERE, Track, steady
from ...theme import Colour
from ...timing.cues import CueClock
from ..base import Icon

#: Small ones: where their middle is, as parts of the picture; their size, as a part of its shorter side; their opacity;
#: and which way they drift.
_AROUND = (
    (0.17, 0.20, 0.15, 0.55, (0.8, 0.2)),
    (0.82, 0.15, 0.10, 0.40, (-0.5, 0.5)),
    (0.13, 0.66, 0.10, 0.35, (0.4, -0.6)),
    (0.87, 0.58, 0.13, 0.50, (-0.3, -0.7)),
    (0.28, 0.90, 0.12, 0.45, (0.9, -0.1)),
    (0.74, 0.88, 0.17, 0.60, (-0.7, -0.3)),
)
_SPEED = 9.0
"""Units a second that they drift, across and down together: all change in the same frames, every second one."""
_BEGINS, _DRAWN, _STILL = 0.2, 0.9, 0.4
"""Seconds until movement begins, that the icon takes to be drawn, and of stillness at the end."""
_MAIN = 0.5
"""Part of the picture's shorter side that the large icon takes."""


def cover(context: DrawContext, icon: str, area: Box, clock: CueClock) -> list[Mark]:
    """The picture in `area`; discs take the place of an icon if there is none."""
    accent, side = context.theme.accent(0), min(area.width, area.height)
    panel = GlowBrush(rounded(area.width, area.height, context.u(28)), context.theme.tint(accent, 0.1))
    marks = [Mark(area, panel, opacity=context.motion.appear(0.0))]
    for across, down, size, strength, way in _AROUND:
        middle = area.x + area.width * across, area.y + area.height * down
        small = _symbol(context, icon, _square(middle, side * size), accent)
        shown = Track(0.0).then(strength, 0.0, ENTER)
        dx, dy = _drift(context, way, clock)
        marks.append(replace(small, opacity=shown, clip=area, dx=dx, dy=dy))
    main = _square(area.centre, side * _MAIN)
    if icon == Icon.none:
        return [*marks, _symbol(context, icon, main, accent)]
    drawn = icon_mark(context, icon, main, accent, _BEGINS)
    return [*marks, replace(drawn, grow=context.motion.draw(_BEGINS, _DRAWN))]


def _square(middle: tuple[float, float], side: float) -> Box:
    return Box(middle[0] - side / 2, middle[1] - side / 2, side, side)


def _symbol(context: DrawContext, icon: str, box: Box, colour: Colour) -> Mark:
    if icon == Icon.none:
        disc = rounded(box.width, box.height, box.width / 2)
        return Mark(box, GlowBrush(disc, context.theme.tint(colour, 0.3)), opacity=context.motion.appear(0.0))
    return replace(icon_mark(context, icon, box, colour, 0.0), grow=Track())


def _drift(context: DrawContext, way: tuple[float, float], clock: CueClock) -> tuple[Track, Track]:
    """How far a small shape drifts, past its place halfway through the scene; not at all with reduced motion."""
    seconds = clock.duration - _STILL - _BEGINS
    if context.motion.reduced or seconds <= 0:
        return NOWHERE, NOWHERE
    scale = context.u(_SPEED) * seconds / 2 / sum(map(abs, way))
    dx, dy = (Track(-part * scale).then(part * scale, _BEGINS, seconds, steady) for part in way)
    return dx, dy
