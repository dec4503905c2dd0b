"""The picture beside a title: the matter as a large drawing, and beside it other things that the title names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from ...drawing.art import Art, chosen, find
from ...drawing.art.brush import art_brush
from ...drawing.brushes import GlowBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import NOWHERE, STAGGER, Track, steady
from ...drawing.stage import Box
from ...timing.cues import CueClock
from .scene import TitleScene

_MOST = 4
"""Things that are drawn."""
_ALONE, _MAIN, _SMALL = 0.84, 0.6, 0.2
"""Parts of the picture that a drawing takes by itself, with others below it, and each of those."""
_HIGH, _LOW, _APART = 0.4, 0.85, 0.29
"""Where the middles of the large drawing and of those below it are, as parts of the height; how far the latter are
apart, as a part of the width.
"""
_DISCS = ((0.5, 0.5, 0.5), (0.85, 0.16, 0.16), (0.14, 0.84, 0.2), (0.86, 0.86, 0.12), (0.15, 0.17, 0.1))
"""Where discs are that stand for a matter without a drawing, and their sizes."""
_SPEED = 3.0
"""Units a second that a drawing drifts."""
_BEGINS, _DRAWN, _STILL = 0.2, 0.9, 0.4
"""Seconds until movement begins, that a drawing takes to be drawn, and of stillness at the end."""


def cover(context: DrawContext, scene: TitleScene, area: Box, clock: CueClock) -> list[Mark]:
    """The picture in `area`, back to front; discs take the place of things if there is no drawing of any."""
    things = list(islice(_things(scene, context.language), _MOST))
    panel = GlowBrush(rounded(area.width, area.height, context.u(28)), context.theme.tint(context.theme.accent(0), 0.1))
    ground = Mark(area, panel, opacity=context.motion.appear(0.0))
    return [ground, *(_drawings(context, things, area, clock) if things else _discs(context, area, clock))]


def _things(scene: TitleScene, language: str) -> Iterator[Art]:
    """The things that the scene names; without them the drawing that it asks for, then those of things that its title
    names, each once; those of its subtitle if there are no others, since the further a word is from the matter, the
    more likely it is a figure of speech.
    """
    context = f"{scene.title} {scene.subtitle}"
    if given := dict.fromkeys(art for name in scene.things if (art := chosen(name, language, context))):
        yield from given
        return
    seen = set[str]()
    for art in (chosen(scene.icon, language, context), *_named(scene.title, language)):
        if art and art.id not in seen:
            seen.add(art.id)
            yield art
    if not seen:
        yield from dict.fromkeys(art for art in _named(scene.subtitle, language) if art)


def _named(text: str, language: str) -> Iterator[Art | None]:
    """The drawings of what a text names: "ice cream" is neither ice nor cream."""
    words = re.findall(r"[\w'’-]+", text)
    alone = [find(word, language, text) for word in words]
    pairs = [find(" ".join(pair), language, text) for pair in pairwise(words)]
    fresh = [pair is not None and pair not in alone[index : index + 2] for index, pair in enumerate(pairs)]
    place = 0
    while place < len(words):
        rest = fresh[place : place + 2]
        # What is one thing together counts as that, and so does a thing with the word before it ("pumps blood").
        pair = pairs[place] if place < len(pairs) else None
        together = pair is not None and (rest[0] or (pair == alone[place + 1] and not any(rest)))
        yield pair if together else alone[place]
        place += 2 if together else 1


def _drawings(context: DrawContext, things: Sequence[Art], area: Box, clock: CueClock) -> Iterator[Mark]:
    main, *others = things
    part, down = (_MAIN, _HIGH) if others else (_ALONE, 0.5)
    box = _square(area, 0.5, down, min(area.width * (_ALONE if others else part), area.height * part))
    yield _drawing(context, main, box, _BEGINS, _drift(context, (0.0, -1.0), clock))
    for index, art in enumerate(others):
        across = 0.5 + _APART * (index - (len(others) - 1) / 2)
        box = _square(area, across, _LOW, _SMALL * min(area.width * 1.25, area.height))
        drift = _drift(context, (0.0, 1.0 if index % 2 else -1.0), clock)
        yield _drawing(context, art, box, _BEGINS + 3 * (index + 1) * STAGGER, drift)


def _drawing(context: DrawContext, art: Art, box: Box, at: float, drift: tuple[Track, Track]) -> Mark:
    brush = art_brush(art, box.width, None, context.theme)
    dx, dy = drift
    grow = context.motion.draw(at, _DRAWN)
    return Mark(box, brush, opacity=context.motion.appear(at, 0.2), grow=grow, dx=dx, dy=dy)


def _discs(context: DrawContext, area: Box, clock: CueClock) -> Iterator[Mark]:
    side, colour = min(area.width, area.height), context.theme.tint(context.theme.accent(0), 0.3)
    for across, down, size in _DISCS:
        box = _square(area, across, down, side * size)
        dx, dy = _drift(context, (0.4 - across, 0.7 - down), clock)
        disc = GlowBrush(rounded(box.width, box.height, box.width / 2), colour)
        yield Mark(box, disc, opacity=context.motion.appear(0.0), dx=dx, dy=dy)


def _square(area: Box, across: float, down: float, side: float) -> Box:
    return Box(area.x + area.width * across - side / 2, area.y + area.height * down - side / 2, side, side)


def _drift(context: DrawContext, way: tuple[float, float], clock: CueClock) -> tuple[Track, Track]:
    """How far a drawing drifts, past its place halfway through the scene; not at all with reduced motion."""
    seconds = clock.duration - _STILL - _BEGINS
    if context.motion.reduced or seconds <= 0:
        return NOWHERE, NOWHERE
    scale = context.u(_SPEED) * seconds / 2 / sum(map(abs, way))
    dx, dy = (Track(-part * scale).then(part * scale, _BEGINS, seconds, steady) for part in way)
    return dx, dy
