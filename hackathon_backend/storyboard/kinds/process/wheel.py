"""A cycle whose names have no room side by side: numbers around a track, and in its middle what is spoken of.

All steps and arrows are there together, and each name and its detail stand in the middle in their turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import skia

from ...drawing.arrows import Point
from ...drawing.brushes import ShapeBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import FADE, Track, ease_both
from ...drawing.parts.basics import FAINT, dimmed, following
from ...drawing.parts.cards import Card, CardText, contents, crammed_cards, enlarged, set_cards
from ...drawing.stage import Box
from ...drawing.text.text import measure
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Tone

_LARGEST_DISC, _SMALLEST_DISC, _DISC_SHARE = 72, 38, 0.56
"""Units across the disc of a number, at most and at least, and the part of the way to the next disc that it takes."""
_GAP, _INSIDE = 7, 18
"""Units from a disc to its arrows, and to what stands in the middle."""
_BENDS = (0.5, 0.3, 0.12)
"""Radii of the corners of a track, as parts of its shorter side."""
_NUMBER = 0.5
"""Size of a number, as a part of its disc."""
_LARGEST, _CLEARLY = 48, 1.2
"""Units of type in the middle at most, and how many times as large it has to be to be worth sharper corners."""
_WIDEST = 1.9
"""Width of a track at most, as a part of its height, so that it is seen as a ring where there is room."""


@dataclass(frozen=True)
class Wheel:
    """Where the discs of a cycle are, the arrows between them, and its texts with their place in the middle."""

    discs: tuple[Box, ...]
    paths: tuple[Any, ...]
    cards: tuple[Card, ...]
    middle: Box


def wheel_plan(context: DrawContext, words: Sequence[CardText], area: Box) -> Wheel:
    """The roundest wheel, or one whose texts are clearly larger; if none has room for them, words are left out."""
    best: Wheel | None = None
    for track, middle in _tracks(context, len(words), area):
        cards = set_cards(context, words, middle.width, middle.height, largest=_LARGEST)
        if cards and (best is None or _size(cards) > _size(best.cards) * _CLEARLY):
            best = track.wheel(context, enlarged(context, cards, middle.width, middle.height), middle)
    if best:
        return best
    return track.wheel(context, crammed_cards(context, words, middle.width, middle.height, beside=False), middle)


def _size(cards: Sequence[Card]) -> float:
    return cards[0].label.type.size


def _tracks(context: DrawContext, count: int, area: Box) -> list[tuple[_WheelTrack, Box]]:
    """Tracks to try, the roundest first, each with the box that is free in its middle."""
    found = []
    for bend in _BENDS:
        width = min(area.width, area.height * _WIDEST) if bend == _BENDS[0] else area.width
        frame = Box(area.centre[0] - width / 2, area.y, width, area.height)
        track = _WheelTrack.of(context, frame, bend, count)
        inner = track.line.grown(-track.disc / 2 - context.u(_INSIDE))
        # The box in a rounded corner touches its arc halfway: 1 - 1/sqrt(2) of the radius from both sides.
        corner = max(0.0, track.radius - track.disc / 2 - context.u(_INSIDE)) * 0.293
        found.append((track, inner.grown(-corner)))
    return found


@dataclass(frozen=True)
class _WheelTrack:
    """A rectangle with round corners, along which discs of `disc` pixels stand at equal distances."""

    line: Box
    radius: float
    disc: float
    count: int

    @classmethod
    def of(cls, context: DrawContext, frame: Box, bend: float, count: int) -> _WheelTrack:
        """The largest track within `frame`, discs included."""
        disc = context.u(_LARGEST_DISC)
        around = 2 * (frame.width + frame.height - 2 * disc) * (1 - 0.2 * bend)
        disc = max(min(disc, around / count * _DISC_SHARE), context.u(_SMALLEST_DISC))
        line = frame.grown(-disc / 2)
        return cls(line, bend * min(line.width, line.height), disc, count)

    def wheel(self, context: DrawContext, cards: Sequence[Card], middle: Box) -> Wheel:
        """This track with its discs, clockwise from the middle of its top."""
        measured = skia.PathMeasure(self._path(), True)
        pitch, gap = measured.getLength() / self.count, self.disc / 2 + context.u(_GAP)
        discs, paths = [], []
        for index in range(self.count):
            x, y = _at(measured, pitch * index)
            discs.append(Box(x - self.disc / 2, y - self.disc / 2, self.disc, self.disc))
            arc = skia.Path()
            measured.getSegment(pitch * index + gap, pitch * (index + 1) - gap, arc, True)
            paths.append(arc)
        return Wheel(tuple(discs), tuple(paths), tuple(cards), middle)

    def _path(self) -> Any:
        """The track as a path that begins at the middle of its top."""
        x, y, right, bottom, radius = self.line.x, self.line.y, self.line.right, self.line.bottom, self.radius
        middle = self.line.centre[0]
        path = skia.Path().moveTo(middle, y)
        for corner, end in (
            ((right, y), (right, self.line.centre[1])),
            ((right, bottom), (middle, bottom)),
            ((x, bottom), (x, self.line.centre[1])),
            ((x, y), (middle, y)),
        ):
            path.arcTo(skia.Point(*corner), skia.Point(*end), radius)
            path.lineTo(*end)
        return path.close()


def _at(measured: Any, distance: float) -> Point:
    point, _ = measured.getPosTan(distance)
    return point.x(), point.y()


def wheel_marks(context: DrawContext, wheel: Wheel, tones: Sequence[Tone], times: list[float]) -> list[Mark]:
    """The discs, there from the start and lit in turn, and the texts of each step while it is spoken of."""
    marks: list[Mark] = []
    for index, (disc, card, tone) in enumerate(zip(wheel.discs, wheel.cards, tones, strict=True)):
        at, until = times[index], following(times, index)
        marks += _disc_marks(context, disc, index, tone, at, until)
        texts = contents(context, card, wheel.middle, tone, at)
        marks += texts if index + 1 == len(times) else [mark.leaving(times[index + 1]) for mark in texts]
    return marks


def _disc_marks(context: DrawContext, disc: Box, index: int, tone: Tone, at: float, until: float | None) -> list[Mark]:
    shape = rounded(disc.width, disc.height, disc.width / 2)
    waiting = ShapeBrush(shape, context.theme.card, context.theme.line, context.u(1.5))
    ground = ShapeBrush(shape, tone.ground, tone.line, context.u(2.5))
    lit = dimmed(context.motion.appear(at), until, FAINT + 0.2)
    size = disc.width * _NUMBER / context.stage.unit
    number = measure(
        str(index + 1), context.type(max(size, 24), weight=SEMIBOLD, align="centre", leading=1.0), disc.width
    )
    (x, y), dim = disc.centre, context.theme.dim
    box = Box(x - number.width / 2, y - number.height / 2, number.width, number.height)
    shown = Track(0.0).then(dim, 0.0, FADE).then(1.0, at, FADE, ease_both)
    return [
        Mark(disc, waiting, opacity=context.motion.appear(0.0)),
        Mark(disc, ground, opacity=lit),
        Mark(box, TextBrush(number), f"steps.{index}", dimmed(shown, until, dim)),
    ]
