"""What leads the eye while nothing else changes: a line is drawn below what the voice speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from ...theme import Colour
from ...timing.cues import LEAD, CueClock, plain
from ...timing.phrases import beginnings
from ..brushes import BrushKind, StrokeBrush, TextBrush
from ..context import DrawContext
from ..marks import Mark
from ..stage import Box
from .tracks import DRAW, FADE, Track, ease_both

import skia  # isort: skip

AIM = 6.0
"""Seconds after which something changes while the voice speaks."""
_SOONEST, _CALM = 2.5, 0.5
"""Seconds after the last change before which none is wanted, and that a small one takes."""
_BELOW, _THICK = 5, 3
"""Units between a text and the line below it, and the thickness of the line."""
_THERE = 0.3
"""Opacity from which a thing counts as being there."""
_WORD = re.compile(r"\w+")
_TELLING = 4
"""Letters from which a word tells what is spoken of."""


@dataclass(frozen=True)
class RuleBrush(StrokeBrush):
    """A line below a text that is spoken of. It may lie over other things."""

    kind: ClassVar[BrushKind] = "glow"


@dataclass(frozen=True)
class Glance:
    """A moment at which something should change, and until when that may last, in seconds."""

    at: float
    until: float


def attended(marks: Sequence[Mark], heads: frozenset[str], clock: CueClock, context: DrawContext) -> list[Mark]:
    """Lines to be drawn over `marks`, so that something changes every six seconds while the voice speaks.

    Each stands below the label that is spoken of, if there is one; else the one below the heading, whose field is one
    of `heads`, becomes longer, so that it tells how far the scene is.
    """
    lines: list[Mark] = []
    general: list[Glance] = []
    for glance in glances(marks, clock):
        label = _spoken_of(marks, heads, clock, glance)
        if label and _has_room(context, marks, label):
            lines.append(_below(context, label, glance))
        else:
            general.append(glance)
    head = next((mark for mark in marks if mark.path in heads and isinstance(mark.brush, TextBrush)), None)
    return [*lines, _lengthening(context, head, general)] if head and general else lines


def glances(marks: Sequence[Mark], clock: CueClock) -> list[Glance]:
    """When something should change, as sentences or phrases begin, since nothing else does for too long."""
    sentences, phrases = beginnings(clock.timing.words)
    found: list[Glance] = []
    for start, end in _gaps(marks, clock.speech_end if clock.timing.words else 0.0):
        at, times = start, []
        while end - at > AIM:
            latest = at + AIM - _CALM
            fitting = [each - LEAD for each in sentences if at + _SOONEST < each - LEAD < latest]
            fitting = fitting or [each - LEAD for each in phrases if at + _SOONEST < each - LEAD < latest]
            at = max(fitting, default=latest)
            times.append(at)
        found += [Glance(one, other) for one, other in pairwise([*times, end])]
    return found


def _gaps(marks: Sequence[Mark], until: float) -> Iterator[tuple[float, float]]:
    """The spans of time, up to `until`, in which nothing changes for too long."""
    rest = 0.0
    for start, end in [*sorted(span for mark in marks for span in mark.busy() if span[0] < until), (until, until)]:
        if start - rest > AIM:
            yield rest, start
        rest = max(rest, end)


def _spoken_of(marks: Sequence[Mark], heads: frozenset[str], clock: CueClock, glance: Glance) -> Mark | None:
    """The label of which the voice speaks in the sentences of `glance`; None if it is none, or several."""
    sentences, _ = beginnings(clock.timing.words)
    begun = max((each for each in sentences if each <= glance.at + LEAD), default=glance.at)
    said = {plain(word.text) for word in clock.timing.words if begun <= word.start < glance.until}
    named = [(len(said & _words(mark)), mark) for mark in marks if mark.path not in heads and _stays(mark, glance)]
    most = max((count for count, _ in named), default=0)
    best = [mark for count, mark in named if count == most]
    return best[0] if most and len(best) == 1 else None


def _words(mark: Mark) -> set[str]:
    if not isinstance(mark.brush, TextBrush):
        return set()
    return {word for word in map(plain, _WORD.findall(mark.brush.block.text)) if len(word) >= _TELLING}


def _stays(mark: Mark, glance: Glance) -> bool:
    """Whether a mark is there, in full and at its place, during `glance`."""
    states = [mark.state(at) for at in (glance.at, glance.until - FADE)]
    return all(state.opacity >= _THERE and not (state.dx or state.dy) for state in states)


def _has_room(context: DrawContext, marks: Sequence[Mark], label: Mark) -> bool:
    """Whether a line below a label would lie on nothing but the ground that the label stands on."""
    box, _ = _rule(context, label.box, context.theme.ink)
    around = box.grown(context.u(_THICK))
    others = (mark.box.grown(mark.brush.overhang) for mark in marks if mark is not label and mark.brush.kind != "glow")
    return not any(other.overlap(around) and not other.contains(label.box) for other in others)


def _below(context: DrawContext, label: Mark, glance: Glance) -> Mark:
    assert isinstance(label.brush, TextBrush)
    colour = next(iter(label.brush.block.colours))
    rule = _rule(context, label.box, context.theme.accent(0) if colour == context.theme.ink else colour)
    shown = Track(0.0).then(1.0, glance.at, 0.0).then(0.0, glance.until - FADE, FADE, ease_both)
    return Mark(rule[0], rule[1], opacity=shown, grow=context.motion.draw(glance.at), island=label.island)


def _lengthening(context: DrawContext, head: Mark, times: Sequence[Glance]) -> Mark:
    box, brush = _rule(context, head.box, context.theme.accent(0))
    grow = Track(0.0)
    for number, glance in enumerate(times, 1):
        grow = grow.then(number / len(times), glance.at, 0.0 if context.motion.reduced else DRAW, ease_both)
    return Mark(box, brush, opacity=Track(0.0).then(1.0, times[0].at, 0.0), grow=grow)


def _rule(context: DrawContext, text: Box, colour: Colour) -> tuple[Box, RuleBrush]:
    box = Box(text.x, text.bottom + context.u(_BELOW), text.width, 0.0)
    return box, RuleBrush(skia.Path().moveTo(0, 0).lineTo(box.width, 0), colour, context.u(_THICK))
