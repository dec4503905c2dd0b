"""A pie with its labels beside it; in tall frames with a list below it, where there is no room at the sides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ....drawing.arrows import Point, localised, polyline
from ....drawing.brushes import GlowBrush, StrokeBrush, rounded
from ....drawing.marks import Mark
from ....drawing.motion.tracks import GROW, steady
from ....drawing.parts.basics import FAINT, text_mark
from ....drawing.stage import Box
from ....drawing.text.text import Align, TextBlock, TextRun, measure
from ....drawing.text.typefaces import REGULAR, SEMIBOLD
from ..brushes import SliceBrush
from ..chart import Chart
from ..labels import LABEL, spread
from .slices import Slice, share, slices_of

_MOST = 6
"""Slices that can be told apart."""
_LEADER, _GAP = 34, 12
"""Units that a label is away from the pie, and from the end of the line that leads to it."""
_TURNS = 12
"""Directions in which the first slice may begin."""
_SEAM, _PALE = 3, 0.2
"""Units between slices, and how much of its colour a slice has before it is spoken of."""
_BELOW, _APART, _LEAST_RADIUS = 36, 12, 60
"""Units from a pie to the list below it, between the lines of that at most, and of the radius at least."""
_SMALLEST = 0.26
"""Radius of a pie with labels at its sides, as a part of the shorter side of its area, at least."""


def pie(chart: Chart) -> list[Mark] | None:
    """The marks of a pie; None if it has too many slices, or its labels leave no room for it."""
    return (_with_sides(chart) or _with_list(chart)) if chart.count <= _MOST else None


@dataclass(frozen=True)
class SliceLabel:
    """The label of a slice: its name, and below it what it stands for."""

    name: TextBlock
    share: TextBlock

    @property
    def width(self) -> float:
        return max(self.name.width, self.share.width)

    @property
    def height(self) -> float:
        return self.name.height + self.share.height

    @property
    def fits(self) -> bool:
        """Whether the name takes two lines at most, and the share one."""
        return (
            self.name.lines <= 2 and self.share.lines <= 1 and not (self.name.breaks_words or self.share.breaks_words)
        )


SliceLabels = dict[tuple[int, bool], SliceLabel]
"""The label of each slice by its place, and by whether it stands on the right."""


def _tags(chart: Chart, radius: float, size: float) -> SliceLabels | None:
    """The labels for either side of a pie; None if there is no room for one of them."""
    room = chart.area.width / 2 - radius - chart.context.u(_LEADER + _GAP)
    tags = {}
    for place in range(chart.count):
        for is_right in (True, False):
            tags[place, is_right] = _tag(chart, place, room, size, "left" if is_right else "right")
            if not tags[place, is_right].fits:
                return None
    return tags


def _tag(chart: Chart, place: int, room: float, size: float, align: Align) -> SliceLabel:
    type_ = chart.context.type(size, leading=1.15, align=align, weight=SEMIBOLD)
    name = measure(chart.scene.labels[place], type_, room, balance=True)
    return SliceLabel(name, measure(share(chart, place), type_, room))


@dataclass(frozen=True)
class SideLabel:
    """A slice with its label: where that is on the side of the pie, and the line from the slice to it."""

    slice: Slice
    tag: SliceLabel
    x: float
    y: float
    leader: tuple[Point, ...]


def _with_sides(chart: Chart) -> list[Mark] | None:
    """Labels at both sides of the pie, with lines that lead to them; None if they don't fit there.

    Where small slices crowd at the top, the pie is turned until their labels have room.
    """
    area = chart.area
    for size in (LABEL + 4, LABEL):
        radius = min(area.height * 0.46, area.width * 0.3)
        while radius >= min(area.width, area.height) * _SMALLEST:
            tags = _tags(chart, radius, size)
            if tags and (sides := _turned(chart, radius, tags)):
                disc = _disc(chart, [side.slice for side in sides], area.centre, radius)
                return [*disc, *(mark for side in sides for mark in _side_marks(chart, side))]
            radius *= 0.9
    return None


def _turned(chart: Chart, radius: float, tags: SliceLabels) -> list[SideLabel] | None:
    """The labels of the pie turned so that there is room for all of them; None if there is no such turn."""
    tried = (_sides(chart, slices_of(chart, step / _TURNS), radius, tags) for step in range(_TURNS))
    return next((sides for sides in tried if sides), None)


def _sides(chart: Chart, slices: list[Slice], radius: float, tags: SliceLabels) -> list[SideLabel] | None:
    """The labels of all slices; None if they are too high, or a line would lead through the pie."""
    context, area = chart.context, chart.area
    sides: list[SideLabel] = []
    for right in (True, False):
        half = [each for each in slices if each.is_right is right]
        half.sort(key=lambda each: -math.cos(math.tau * each.middle))
        wanted = [area.centre[1] - radius * 1.06 * math.cos(math.tau * each.middle) for each in half]
        heights = [tags[each.place, right].height for each in half]
        if sum(heights) + context.u(10) * len(heights) > area.height:
            return None
        for each, top in zip(half, spread(wanted, heights, area.y, area.bottom, context.u(10)), strict=True):
            sides.append(_side(chart, each, tags[each.place, right], top, radius))
    centre = area.centre
    clear = all(_distance(side.leader[0], side.leader[1], centre) >= radius for side in sides)
    return sides if clear else None


def _side(chart: Chart, each: Slice, tag: SliceLabel, top: float, radius: float) -> SideLabel:
    context, (cx, cy) = chart.context, chart.area.centre
    sign, angle = (1 if each.is_right else -1), math.tau * each.middle
    edge, y = cx + sign * (radius + context.u(_LEADER)), top + tag.height / 2
    out = radius + context.u(4)
    start = (cx + out * math.sin(angle), cy - out * math.cos(angle))
    knee = (edge - sign * min(context.u(_LEADER * 0.6), abs(edge - start[0]) * 0.5), y)
    return SideLabel(each, tag, edge + sign * context.u(_GAP), top, (start, knee, (edge, y)))


def _distance(one: Point, other: Point, centre: Point) -> float:
    """From `centre` to the nearest point of the line between two points."""
    (x, y), (dx, dy) = one, (other[0] - one[0], other[1] - one[1])
    length = dx * dx + dy * dy or 1.0
    part = min(max(((centre[0] - x) * dx + (centre[1] - y) * dy) / length, 0.0), 1.0)
    return math.dist(centre, (x + dx * part, y + dy * part))


def _side_marks(chart: Chart, side: SideLabel) -> list[Mark]:
    context, each = chart.context, side.slice
    at = chart.pace.starts[0][each.place] + GROW * 0.6
    box, local = localised(polyline(side.leader, context.u(6)))
    opacity = chart.lit(context.motion.appear(at), at, each.place, FAINT)
    brush = StrokeBrush(local, context.theme.muted, context.u(2))
    marks = [Mark(box, brush, opacity=opacity, grow=context.motion.draw(at))]
    y, path = side.y, f"labels.{each.place}"
    for block in (side.tag.name, side.tag.share):
        left = side.x if each.is_right else side.x - block.width
        text = text_mark(context, block, left - block.indent, y, at, path)
        marks.append(replace(text, opacity=chart.lit(text.opacity, at, each.place, context.theme.dim)))
        y, path = y + block.height, chart.value_path(0, each.place)
    return marks


def _disc(chart: Chart, slices: Sequence[Slice], centre: Point, radius: float) -> list[Mark]:
    """All slices in the tints of their colours, there from the first, and over them the slices that are lit in turn."""
    context, box = chart.context, Box(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius)
    tints = [(each, context.theme.tint(chart.things[each.place].fill, _PALE)) for each in slices]
    brushes = [SliceBrush(radius, each.start, each.turn, tint, context.u(_SEAM)) for each, tint in tints]
    whole = [Mark(box, brush, opacity=context.motion.appear(0.0)) for brush in brushes]
    return [*whole, *(_slice(chart, each, box, radius) for each in slices)]


def _slice(chart: Chart, each: Slice, box: Box, radius: float) -> Mark:
    """A slice, which sweeps after the one before it if they come together."""
    context, starts = chart.context, chart.pace.starts[0]
    together = max(starts) - min(starts) < GROW + 0.01
    before = slices_of(chart, 0.0)[each.place].start
    at = min(starts) + GROW * before if together else starts[each.place]
    grow = context.motion.draw(at, GROW * each.turn if together else GROW, steady)
    tone = chart.things[each.place]
    brush = SliceBrush(radius, each.start, each.turn, tone.fill, context.u(_SEAM), edge=tone.edge)
    opacity = chart.lit(context.motion.appear(at, 0.02), at, each.place, FAINT)
    return Mark(box, brush, f"slice {each.place}", opacity, grow)


def _with_list(chart: Chart) -> list[Mark] | None:
    """The pie above, and below it a line for each slice, with its colour before it; None if there is no room for it."""
    context, area, slices = chart.context, chart.area, slices_of(chart, 0.0)
    blocks, size = _rows(chart, slices)
    free = area.height - sum(block.height for block in blocks) - context.u(_BELOW)
    gap = min(context.u(_APART), (free - 2 * context.u(_LEAST_RADIUS)) / len(blocks))
    if gap < 0:
        return None
    radius = min(area.width * 0.36, (free - gap * len(blocks)) / 2)
    marks = _disc(chart, slices, (area.centre[0], area.y + radius), radius)
    y = area.y + 2 * radius + context.u(_BELOW)
    for each, block in zip(slices, blocks, strict=True):
        marks += _row(chart, each, block, y, size)
        y += block.height + gap
    return marks


def _row(chart: Chart, each: Slice, block: TextBlock, y: float, size: float) -> list[Mark]:
    """A line of the list, whose text has `size` units, at `y`."""
    context, x = chart.context, chart.area.x
    at = chart.pace.starts[0][each.place] + GROW * 0.6
    side = context.u(size * 0.7)
    swatch = Box(x, y + (context.u(size * 1.15) - side) / 2, side, side)
    opacity = chart.lit(context.motion.appear(at), at, each.place, FAINT)
    tone = chart.things[each.place]
    brush = GlowBrush(rounded(side, side, context.u(4)), tone.fill, tone.edge, context.u(2))
    text = text_mark(context, block, x + side + context.u(14), y, at, f"labels.{each.place}")
    lit = chart.lit(text.opacity, at, each.place, context.theme.dim)
    return [Mark(swatch, brush, opacity=opacity), replace(text, opacity=lit)]


def _rows(chart: Chart, slices: list[Slice]) -> tuple[list[TextBlock], float]:
    context, room = chart.context, chart.area.width - chart.context.u(LABEL + 20)
    blocks: list[TextBlock] = []
    for size in (LABEL + 4, LABEL):
        blocks = []
        for each in slices:
            name = TextRun(chart.scene.labels[each.place] + "   ", context.theme.ink, REGULAR)
            blocks.append(measure([name, *share(chart, each.place)], context.type(size, leading=1.15), room))
        if all(block.lines == 1 for block in blocks):
            break
    return blocks, size
