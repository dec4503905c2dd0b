"""A title in a film of a brand: the logo above the name, or words large on the brand's colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...brand import Brand
from ...drawing.brushes import GlowBrush, ShapeBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import ENTER, NOWHERE, Track, ease_both, steady
from ...drawing.parts.basics import placed
from ...drawing.parts.logo import logo_of
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import READABLE, Colour, Theme, contrast
from ...timing.cues import CueClock
from .scene import TitleScene

_LOGO_WIDE, _LOGO_HIGH = 0.66, 0.36
"""Parts of the room that a logo may take."""
_SETTLES, _SMALLER = 0.9, 0.9
"""Seconds that a logo takes to come to its size, and the part of it with which it begins."""
_AFTER, _LATER = 0.45, 0.75
"""Seconds after which the name and the line below it come."""
_DISCS = ((0.06, 0.1, 0.62, 0.10), (0.96, 0.94, 0.78, 0.08), (0.93, 0.16, 0.2, 0.12), (0.1, 0.9, 0.16, 0.12))
"""Discs behind a card: where their middles are, their size as a part of the shorter side, and how strong they are."""
_DRIFT = 4.0
"""Units a second that discs drift."""


def card(context: DrawContext, brand: Brand, scene: TitleScene, clock: CueClock) -> list[Mark]:
    """The marks of a card, back to front."""
    is_own = brand.logo and scene.title.casefold() == brand.name.casefold()
    return [*_logo_card(context, brand, scene, clock)] if is_own else [*_statement(context, brand, scene, clock)]


def _logo_card(context: DrawContext, brand: Brand, scene: TitleScene, clock: CueClock) -> Iterator[Mark]:
    """The logo, the name and a line below it, in the middle of the frame."""
    room, theme, motion = context.stage.safe, context.theme, context.motion
    yield from _discs(context, clock, Box(0, 0, context.stage.width, context.stage.height))
    space = Box(room.x, room.y, room.width * _LOGO_WIDE, room.height * _LOGO_HIGH)
    grow = Track(_SMALLER).then(1.0, 0.0, _SETTLES, ease_both) if not motion.reduced else Track()
    logo = logo_of(brand.logo, context.images, theme).marks(space, motion.appear(0.0), grow)
    top, bottom = min(mark.box.y for mark in logo), max(mark.box.bottom for mark in logo)
    name = context.fit(scene.title, room.width, room.height * 0.24, 72, weight=SEMIBOLD, align="centre", leading=1.1)
    line = context.fit(scene.subtitle, room.width * 0.9, room.height * 0.2, 40, colour=theme.muted, align="centre")
    gap, between = context.u(40), context.u(18) if scene.subtitle else 0.0
    height = bottom - top + gap + name.height + between + line.height
    y = room.y + (room.height - height) / 2
    yield from _moved(logo, room.x + (room.width - space.width) / 2 - space.x, y - top)
    y += bottom - top + gap
    yield _text(context, name, _middle(name, room), y, _AFTER, "title")
    if scene.subtitle:
        yield _text(context, line, _middle(line, room), y + name.height + between, _LATER, "subtitle")


def _statement(context: DrawContext, brand: Brand, scene: TitleScene, clock: CueClock) -> Iterator[Mark]:
    """Words as large as they can be on a ground of the brand's colour."""
    safe, motion = context.stage.safe, context.motion
    colour, letters = _ground(brand, context.theme)
    frame = Box(0, 0, context.stage.width, context.stage.height)
    ground = GlowBrush(rounded(frame.width, frame.height, 0), colour)
    yield Mark(frame, ground, opacity=motion.appear(0.0, 0.25))
    yield from _discs(context, clock, frame, colour.mixed(letters, 0.08))
    pad = context.u(24)
    room = Box(safe.x + pad, safe.y, safe.width - 2 * pad, safe.height)
    title = context.fit(scene.title, room.width, room.height * 0.66, 112, weight=SEMIBOLD, colour=letters, leading=1.12)
    line = context.fit(scene.subtitle, room.width, room.height * 0.22, 40, colour=letters)
    bar, gap, between = context.u(10), context.u(40), context.u(28) if scene.subtitle else 0.0
    y = room.y + (room.height - bar - gap - title.height - between - line.height) / 2
    box = Box(room.x, y, context.u(96), bar)
    yield Mark(box, ShapeBrush(rounded(box.width, bar, bar / 2), letters), grow=motion.draw(0.1, 0.5))
    y += bar + gap
    yield _text(context, title, room.x, y, 0.15, "title")
    if scene.subtitle:
        yield _text(context, line, room.x, y + title.height + between, _LATER, "subtitle")


def _ground(brand: Brand, theme: Theme) -> tuple[Colour, Colour]:
    """The brand's own colour and the letters that can be read on it; its readable neighbour where there are none."""
    own = Colour.parse(brand.colour) if brand.colour else theme.accent(0)
    letters = (each for each in (theme.paper, theme.ink) if contrast(own, each.mixed(own, 0.08)) >= READABLE)
    return next(((own, each) for each in letters), (theme.accent(0), theme.paper))


def _text(context: DrawContext, block: TextBlock, x: float, y: float, at: float, path: str) -> Mark:
    rise = NOWHERE if context.motion.reduced else Track(context.u(28)).then(0.0, at, 2 * ENTER)
    return Mark(placed(block, x, y), TextBrush(block), path, context.motion.appear(at, ENTER), dy=rise)


def _middle(block: TextBlock, room: Box) -> float:
    """Where the column of a block begins whose letters stand in the middle of `room`."""
    return room.centre[0] - block.width / 2 - block.indent


def _moved(marks: Sequence[Mark], dx: float, dy: float) -> Iterator[Mark]:
    return (replace(mark, box=mark.box.moved(dx, dy)) for mark in marks)


def _discs(context: DrawContext, clock: CueClock, frame: Box, colour: Colour | None = None) -> Iterator[Mark]:
    """Quiet discs of the brand's colour that drift a little as long as the scene lasts."""
    side = min(frame.width, frame.height)
    for across, down, size, part in _DISCS:
        width = side * size
        box = Box(frame.width * across - width / 2, frame.height * down - width / 2, width, width)
        tint = colour or context.theme.tint(context.theme.accent(0), part)
        brush = GlowBrush(rounded(width, width, width / 2), tint)
        far = 0.0 if context.motion.reduced else context.u(_DRIFT) * clock.duration
        dx = Track(0.0).then(far if across < 0.5 else -far, 0.0, clock.duration, steady) if far else NOWHERE
        yield Mark(box, brush, dx=dx)
