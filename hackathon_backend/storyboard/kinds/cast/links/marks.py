"""The marks of a link: its line or its beads, and its label."""

from __future__ import annotations

from collections.abc import Iterator

import skia

from ....drawing.arrows import localised
from ....drawing.brushes import TextBrush
from ....drawing.context import DrawContext
from ....drawing.marks import Mark
from ....drawing.motion.tracks import DRAW, Track, steady
from ..layout import Layout
from ..legible import faintest
from ..timeline import FAINT, CastTimeline
from .arrows import SPACING, LinkBrush

_THICK, _BEAD, _HEAD = 4.5, 6.0, 20
"""Units across a line and a bead, and of a head."""
_PACE = 120
"""Units that beads run in a second."""
_LEAST = 2.4
"""Seconds for which something flows at least."""


def link_marks(context: DrawContext, times: CastTimeline, layout: Layout, index: int) -> Iterator[Mark]:
    """The marks of the link at `index`, drawn along its way from its start on."""
    key, motion, laid = f"links.{index}", context.motion, layout.links[index]
    start = times.starts[key]
    beads = laid.link.style == "flow" or times.flows(index)
    thick = context.u(_BEAD if beads else _THICK)
    path = skia.Path()
    path.addPoly([skia.Point(float(x), float(y)) for x, y in laid.points], False)
    box, local = localised(path)
    brush = LinkBrush(local, laid.colour, thick, context.u(_HEAD), beads)
    phase = _running(times, key, start, context.u(_PACE) / (thick * SPACING), context) if beads else Track(0.0)
    opacity = times.strength(key, FAINT, motion)
    yield Mark(
        box, brush, f"{key}.source", opacity, motion.draw(start, DRAW * 1.2), shape=phase, passing=key in times.ends
    )
    if laid.block and laid.box:
        shown = times.strength(key, faintest(laid.block.colours, layout.under(context.theme)), motion)
        yield Mark(laid.box, TextBrush(laid.block), f"{key}.label", shown, passing=key in times.ends)


def _running(times: CastTimeline, key: str, start: float, pace: float, context: DrawContext) -> Track:
    """How many places the beads have moved on: they run while their link is spoken of, and stand otherwise."""
    if context.motion.reduced:
        return Track(0.0)
    track, reached = Track(0.0), 0.0
    last = times.ends.get(key, times.duration - 0.7)
    for begin, end in times.spoken(key) or [(start, last)]:
        begin, end = max(begin, start), min(max(end, begin + _LEAST), last)
        if end > begin:
            reached += round((end - begin) * pace)
            track = track.then(float(reached), begin, end - begin, steady)
    return track
