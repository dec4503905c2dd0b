"""Pointers of an algorithm: an arrow below its cell with a name, which goes where the voice says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import skia

from ...drawing.arrows import ArrowBrush
from ...drawing.brushes import Brush, TextBrush
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import DRAW
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, shortened
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Colour
from .flight import Flight, crossing, faded
from .layout import CellGrid
from .replay import Snapshot

_COLOURS = (0, 1, 3, 5)
"""Accents for pointers; the others mean that a value is looked at or done."""
POINTER = "pointer "
"""With which the arrows of pointers are called, before their names."""
_ARROW, _LABEL = 34, 34
"""Units of the arrow, and of a line of names."""


@dataclass(frozen=True)
class Pointer:
    """A pointer's name as it is set, and its colour."""

    name: str
    block: TextBlock
    colour: Colour


@dataclass(frozen=True)
class PointerPlace:
    """Where a pointer is: the middle of its arrow, the edges of its name, and the line of that name."""

    cell: int
    anchor: float
    left: float
    right: float
    line: int


def pointers(context: DrawContext, snapshots: Sequence[Snapshot], room: float) -> list[Pointer]:
    """All pointers that the steps name, in the order in which they come; names longer than `room` are shortened."""
    found = []
    for index, name in enumerate(dict.fromkeys(name for row in snapshots for name in row.pointers)):
        colour = context.theme.accent(_COLOURS[index % len(_COLOURS)])
        type_ = context.type(26, colour=colour, weight=SEMIBOLD, leading=1.2)
        block = shortened(name, replace(type_, align="left"), room, type_.size * 1.5)
        found.append(Pointer(name, block, colour))
    return found


def spots(
    context: DrawContext, given: Sequence[Pointer], snapshot: Snapshot, plan: CellGrid, area: Box
) -> dict[str, PointerPlace]:
    """Where each pointer is in `snapshot`: side by side at the same cell, names on as few lines as it takes."""
    found: dict[str, PointerPlace] = {}
    taken: list[tuple[int, int, float, float]] = []
    for pointer in (pointer for pointer in given if pointer.name in snapshot.pointers):
        cell = snapshot.pointers[pointer.name]
        here = [other for other in given if snapshot.pointers.get(other.name) == cell]
        anchor = plan.cells[cell].centre[0] + _shift(context, here, here.index(pointer), plan.cells[cell].width)
        width = pointer.block.width
        left = min(max(anchor - width / 2, area.x), max(area.x, area.right - width))
        reach, row = context.u(10), plan.row(cell)
        line = 0
        while any(
            r == row and n == line and left < end + reach and left + width + reach > start for r, n, start, end in taken
        ):
            line += 1
        taken.append((row, line, left, left + width))
        found[pointer.name] = PointerPlace(cell, anchor, left, left + width, line)
    return found


def _shift(context: DrawContext, here: Sequence[Pointer], index: int, width: float) -> float:
    """How far pointer `index` of those `here` stands from the middle of their cell."""
    steps = [
        max(context.u(24), (one.block.width + other.block.width) / 2 + context.u(14)) for one, other in pairwise(here)
    ]
    if sum(steps) > width:
        steps = [width * 0.6 / len(steps)] * len(steps)
    return sum(steps[:index]) - sum(steps) / 2


@dataclass(frozen=True)
class Station:
    """Where a pointer is from `at` seconds on, after a way of so many `seconds`; if it is `hidden` on it, its name
    would pass others. One that is `gone` points to no cell.
    """

    at: float
    spot: PointerPlace
    hidden: bool
    seconds: float = DRAW
    gone: bool = False


def stations(
    pointer: Pointer, snapshots: Sequence[Snapshot], places: Sequence[dict[str, PointerPlace]]
) -> list[Station]:
    """All places to which a pointer goes; `places` are those of all pointers in each of `snapshots`."""
    found: list[Station] = []
    before: dict[str, PointerPlace] = {}
    for index, (row, place) in enumerate(zip(snapshots, places, strict=True)):
        if spot := place.get(pointer.name):
            hidden = bool(found) and (pointer.name not in before or _passes(pointer.name, before, place))
            at, seconds = _way(snapshots, index) if found and spot.cell != found[-1].spot.cell else (row.at, DRAW)
            if not found and any(before[other].left != each.left for other, each in place.items() if other in before):
                # Those that are there make room first.
                at += DRAW
            found.append(Station(at, spot, hidden, seconds))
        elif found:
            found.append(replace(found[-1], at=row.at, gone=True))
        before = place
    return found


def _way(snapshots: Sequence[Snapshot], index: int) -> tuple[float, float]:
    """When a pointer sets out for where it is in a snapshot, and how long it takes: as its value does, if they trade
    places.
    """
    row = snapshots[index]
    at, seconds = crossing(snapshots[index - 1], row, snapshots[index + 1 :]) if row.swapped else (row.at, 0.0)
    return at, seconds or DRAW


def _passes(name: str, before: dict[str, PointerPlace], after: dict[str, PointerPlace]) -> bool:
    """Whether the name of a pointer would run through another on its way from one place to the next."""
    old, new = before[name], after[name]
    if old.line != new.line:
        return True
    for other, spot in after.items():
        if other == name or spot.line != new.line:
            continue
        was = before.get(other, spot)
        if was.line != spot.line or (was.left < old.left) != (spot.left < new.left):
            return True
        if other not in before and (min(old.left, new.left) <= spot.right and spot.left <= max(old.right, new.right)):
            return True
    return False


def pointer_marks(context: DrawContext, pointer: Pointer, stations: Sequence[Station], plan: CellGrid) -> list[Mark]:
    """The arrow and the name, at each of `stations` from its time in seconds on."""
    first, u = stations[0].spot, context.u
    arrow = Box(first.anchor, plan.cells[first.cell].bottom + plan.foot, 0, u(_ARROW))
    path = skia.Path().moveTo(0, arrow.height).lineTo(0, 0)
    brush = ArrowBrush(path, pointer.colour, u(3), u(11))
    label = Box(first.left, arrow.bottom + u(4 + first.line * _LABEL), pointer.block.width, pointer.block.height)
    line, thing = u(_LABEL), f"{POINTER}{pointer.name}"
    return [
        _travelling(context, brush, arrow, [(each, each.spot.anchor, 0.0) for each in stations], plan, thing),
        _travelling(
            context,
            TextBrush(pointer.block),
            label,
            [(each, each.spot.left, (each.spot.line - first.line) * line) for each in stations],
            plan,
        ),
    ]


def _travelling(
    context: DrawContext,
    brush: Brush,
    box: Box,
    stops: Sequence[tuple[Station, float, float]],
    plan: CellGrid,
    thing: str = "",
) -> Mark:
    """The arrow or the name of a pointer, which is at each of `stops` from its time on: how far right, and how much
    lower than there.

    In the row where it is it slides; to another row it would be through cells and their indices.
    """
    motion, flight, place = context.motion, Flight(), (0.0, 0.0)
    first = stops[0][0]
    top, changes = plan.cells[first.spot.cell].bottom, []
    for (before, _, _), (stop, x, lower) in pairwise(stops):
        to = x - box.x, plan.cells[stop.spot.cell].bottom - top + lower
        hidden = stop.hidden and isinstance(brush, TextBrush)
        if plan.row(before.spot.cell) != plan.row(stop.spot.cell) or (to != place and (hidden or before.gone)):
            flight = flight.jumped(to, stop.at)
        elif abs(to[0] - place[0]) + abs(to[1] - place[1]) > 0.1:
            dx = motion.travel(flight.dx, to[0], stop.at, stop.seconds)
            flight = replace(flight, dx=dx, dy=motion.travel(flight.dy, to[1], stop.at, stop.seconds))
        if stop.gone is not before.gone:
            changes.append((stop.at, 0.0 if stop.gone else 1.0))
        place = to
    opacity = faded(motion.appear(first.at), changes, flight)
    return Mark(box, brush, "", opacity, motion.draw(first.at), flight.dx, flight.dy, thing=thing)
