"""A cast: drawn things, arrows between them, and what happens to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...drawing.brushes import ShapeBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import ENTER
from ...drawing.parts.basics import heading
from ...drawing.stage import Box
from ...timing.cues import CueClock
from .actors import ActorMarks
from .arrangements.attempt import links_of
from .arrangements.grounds import LAYER
from .layout import CONTAINER, Layout, laid_out
from .links.marks import link_marks
from .moves import Movers
from .scene import CastScene
from .timeline import CastTimeline

_RADIUS, _EDGE = 26, 2
"""Units of the corners and the outline of a container."""


def compose(scene: CastScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a cast, back to front."""
    head, area = heading(context, scene.heading)
    layout = laid_out(scene, context, area)
    if layout.lost or layout.missing_notes(scene):
        line = context.u(42)
        layout = laid_out(scene, context, replace(area, height=area.height - line))
    times = CastTimeline(scene, links_of(scene), clock)
    movers = Movers(layout, context, times)
    acted = [ActorMarks(scene, layout, times, context, index) for index in range(len(scene.actors))]
    for number, beat in enumerate(scene.beats):
        for name in beat.actors:
            acted[scene.index(name)].act(number, movers)
    arrows = [mark for index in range(len(layout.links)) for mark in link_marks(context, times, layout, index)]
    return [
        head,
        *_grounds(layout, times, context),
        *arrows,
        *_things(acted),
        *_unplaced(layout, times, context, area),
    ]


def _things(acted: Sequence[ActorMarks]) -> Iterator[Mark]:
    """Drawings with the names over them; boxes with their names in them; and over all others what goes its way."""
    standing = [actor for actor in acted if not actor.travels]
    plain = [actor for actor in standing if actor.is_box]
    for together in ([actor for actor in standing if not actor.is_box], *([actor] for actor in plain)):
        yield from (mark for actor in together for mark in actor.drawings())
        yield from (mark for actor in together for mark in actor.texts())
    for actor in (actor for actor in acted if actor.travels):
        yield from actor.drawings()
        yield from actor.texts()


def _grounds(layout: Layout, times: CastTimeline, context: DrawContext) -> Iterator[Mark]:
    """What others stand in."""
    for index, box in layout.grounds.items():
        colour = layout.bodies[index].colour
        layered = len(layout.grounds) > 1
        shape = rounded(box.width, box.height, context.u(10 if layered else _RADIUS))
        filling = context.theme.tint(colour, LAYER if layered else CONTAINER)
        brush = ShapeBrush(shape, filling, None if layered else colour, 0.0 if layered else context.u(_EDGE))
        opacity, end = context.motion.appear(times.starts[f"actors.{index}"]), times.ends.get(f"actors.{index}")
        yield Mark(box, brush, "", opacity if end is None else opacity.then(0.0, end, ENTER))


def _unplaced(layout: Layout, times: CastTimeline, context: DrawContext, area: Box) -> Iterator[Mark]:
    """Labels and notes without a place in the picture stand below it while they are spoken of."""
    lost = [(times.starts[f"links.{n}"], link.link.label) for n, link in enumerate(layout.links) if link.is_lost]
    lost += [(times.starts[f"actors.{n}"], note) for n, note in layout.missing_notes(times.scene).items()]
    starts = sorted({at for at, _ in lost})
    for number, start in enumerate(starts):
        text = ", ".join(text for at, text in lost if at == start)
        block = context.fit(text, area.width, context.u(40), 26)
        opacity = context.motion.appear(start)
        if number + 1 < len(starts):
            opacity = opacity.then(0.0, max(starts[number + 1] - 0.2, start), 0.15)
        yield Mark(Box(area.x, area.bottom - block.height, block.width, block.height), TextBrush(block), "", opacity)
