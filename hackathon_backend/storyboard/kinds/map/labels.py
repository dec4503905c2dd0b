"""Where names stand on a map: in their land, beside their dot, or outside with a line; never over one another."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import skia

from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from .data import Points

_GRID = 30
"""Steps across a land at which a place for its name is sought."""
_TRIES = 30
_OVER = 1.4
"""How much wider than its land a name may be that stands on it."""
_AWAY = (24, 38, 56, 78, 104, 134, 168, 206)
"""Units from a place to its name outside."""
_BESIDE, _ON, _LED, _INSIDE, _LOST = 2.0, 26.0, 14.0, 14.0, 2000.0
"""What it costs, in units of way: each turn from the right of a dot, a name wider than its land, a line to a name, each
land of the picture on which a name outside lies, and a name without a place.
"""
_FINE = 81
"""Points at which a line to a name is looked at."""
_ORDERS = 10
"""Orders in which places are given to names; the best outcome is taken."""

Spot = tuple[float, float]


@dataclass(frozen=True)
class MapName:
    """A name that looks for a place. `path` is its land, if it has one; without, it stands `away` pixels from a dot."""

    key: str
    block: TextBlock
    spot: Spot
    path: Any = None
    away: float = 0.0


@dataclass(frozen=True)
class Placed:
    """A name and the box in which it stands; with `leader`, a line leads there from its spot."""

    wanted: MapName
    box: Box
    leader: tuple[Spot, Spot] | None = None


@dataclass
class Room:
    """What of a map is taken; all in pixels from its corner. `unit` is a unit in pixels, `ways` are points of lines."""

    width: float
    height: float
    unit: float
    lands: Sequence[Any] = ()
    boxes: list[Box] = field(default_factory=list)
    dots: Sequence[Box] = ()
    ways: Points = field(default_factory=lambda: np.empty((0, 2)))

    def holds(self, box: Box) -> bool:
        return Box(0, 0, self.width, self.height).grown(-2 * self.unit).contains(box, 0.0)

    def is_free(self, box: Box) -> bool:
        """Whether a name may stand in a box."""
        wide = Box(box.x - 7 * self.unit, box.y - self.unit, box.width + 14 * self.unit, box.height + 2 * self.unit)
        return not any(wide.overlap(other) > 0 for other in (*self.boxes, *self.dots)) and not _crosses(self.ways, box)

    def may_lead(self, start: Spot, end: Spot) -> bool:
        """Whether a line may lead from a place to its name."""
        line = np.linspace(start, end, _FINE)
        others = (dot for dot in self.dots if not dot.holds(start))
        if any(_crosses(line, box) for box in (*self.boxes, *others)):
            return False
        return not len(self.ways) or _gap(line[14::3], self.ways) > 3 * self.unit

    def take(self, placed: Placed) -> None:
        self.boxes.append(placed.box)
        if placed.leader:
            self.ways = np.vstack([self.ways, np.linspace(*placed.leader, _FINE)])


Candidate = tuple[float, Placed]


@dataclass(frozen=True)
class LabelOutcome:
    """The names that found a place and those that did not, and what it cost, in units of way."""

    cost: float
    placed: list[Placed]
    lost: list[MapName]


def place_all(wanted: Sequence[MapName], room: Room) -> LabelOutcome:
    """The cheapest places for names that were found."""
    choices = [sorted(_candidates(each, room), key=lambda pair: pair[0]) for each in wanted]
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index].path is not None, len(choices[index])))
    best = _tried(wanted, choices, order, room)
    shuffle = random.Random(7)  # noqa: S311 - the same map each time, nothing secret
    for _ in range(_ORDERS):
        shuffle.shuffle(order)
        lost = {each.key for each in best.lost}
        order.sort(key=lambda index: wanted[index].key not in lost)
        best = min(best, _tried(wanted, choices, order, room), key=lambda outcome: outcome.cost)
    return best


def _tried(
    wanted: Sequence[MapName], choices: Sequence[Sequence[Candidate]], order: Iterable[int], room: Room
) -> LabelOutcome:
    """Places given in one order, and what that costs."""
    left, placed, lost, total = replace(room, boxes=[*room.boxes]), list[Placed](), list[MapName](), 0.0
    for index in order:
        for cost, choice in choices[index]:
            if left.is_free(choice.box) and (not choice.leader or left.may_lead(*choice.leader)):
                left.take(choice)
                placed.append(choice)
                total += cost
                break
        else:
            lost.append(wanted[index])
            total += _LOST
    return LabelOutcome(total, placed, lost)


def best_spots(path: Any, aspect: float, room: Room) -> list[tuple[float, Spot]]:
    """Points of a land in the picture, those with most room around them first, with half of the height that is there.

    `aspect` is the width of what is to stand there as a multiple of its height.
    """
    bounds = path.getBounds()
    left, right = max(bounds.left(), 0.0), min(bounds.right(), room.width)
    top, bottom = max(bounds.top(), 0.0), min(bounds.bottom(), room.height)
    if right <= left or bottom <= top:
        return []
    columns, rows = np.linspace(left, right, _GRID + 2)[1:-1], np.linspace(top, bottom, _GRID + 2)[1:-1]
    # A path looks at all of its outline for each point, a region at a row of pixels.
    window = skia.IRect(math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))
    region = skia.Region()
    region.setPath(path, skia.Region(window))
    inside = [(float(x), float(y)) for y in rows for x in columns if region.contains(int(x), int(y))]
    if not inside:
        return []
    edge = np.array([(point.x(), point.y()) for point in path.getPoints(path.countPoints())])
    edge = edge[:: max(1, len(edge) // 800)]
    points = np.array(inside)
    across, down = (edge[:, 0] - points[:, :1]) * (1 / aspect), edge[:, 1] - points[:, 1:]
    away = np.sqrt((across * across + down * down).min(axis=1))
    rims = np.column_stack([points[:, 0], room.width - points[:, 0]]).min(axis=1) / aspect
    away = np.minimum(away, np.minimum(rims, np.minimum(points[:, 1], room.height - points[:, 1])))
    return [(float(away[index]), inside[index]) for index in np.argsort(-away)[: _TRIES * 3 : 3]]


def _candidates(wanted: MapName, room: Room) -> Iterator[Candidate]:
    """Where a name may stand, and what each place costs."""
    if wanted.path is None:
        yield from _beside(wanted, room)
    else:
        yield from _on_its_land(wanted, room)
    yield from _outside(wanted, room)


def _on_its_land(wanted: MapName, room: Room) -> Iterator[Candidate]:
    """In its land if there is room for all of it, or over it if that is only a little narrower."""
    block, bounds = wanted.block, wanted.path.getBounds()
    aspect = block.width / block.height
    for rank, (half, spot) in enumerate(best_spots(wanted.path, aspect, room)):
        box = _around(spot, block)
        if half >= block.height * 0.42 and room.holds(box):
            yield rank / 4, Placed(wanted, box)
    if block.width <= _OVER * bounds.width() and block.height <= 1.1 * bounds.height():
        for rank, (_, spot) in enumerate(best_spots(wanted.path, max(1.0, aspect / 2), room)):
            if room.holds(box := _around(spot, block)):
                yield _ON + rank * 1.5, Placed(wanted, box)


def _beside(wanted: MapName, room: Room) -> Iterator[Candidate]:
    """Close to its dot."""
    for more in (0, 8):
        for turn, box in enumerate(_ring(wanted, wanted.away + more * room.unit, 16)):
            if room.holds(box):
                yield turn * _BESIDE / 2 + more, Placed(wanted, box)


def _outside(wanted: MapName, room: Room) -> Iterator[Candidate]:
    """Away from it, with a line that leads there; rather on the sea than on another land of the picture."""
    for away in _AWAY:
        for box in _ring(wanted, wanted.away + away * room.unit, 16):
            if room.holds(box):
                end = _nearest(box.grown(3 * room.unit), wanted.spot)
                others = sum(_spots_on(land, box) for land in room.lands if land is not wanted.path)
                yield _LED + away + _INSIDE * others / 2, Placed(wanted, box, (wanted.spot, end))


def _spots_on(land: Any, box: Box) -> int:
    """How many of five spots on the middle line of a box lie on a land."""
    y, bounds = box.centre[1], land.getBounds()
    if not (bounds.top() <= y <= bounds.bottom() and bounds.left() <= box.right and box.x <= bounds.right()):
        return 0
    return sum(land.contains(x, y) for x in np.linspace(box.x, box.right, 5).tolist())


def _ring(wanted: MapName, away: float, count: int) -> Iterator[Box]:
    """Boxes for a name around its spot, `away` pixels from it, right and left first."""
    x, y = wanted.spot
    width, height = wanted.block.width, wanted.block.height
    turns = sorted(range(count), key=lambda turn: abs(math.sin(2 * math.pi * turn / count)))
    for turn in turns:
        dx, dy = math.cos(2 * math.pi * turn / count), math.sin(2 * math.pi * turn / count)
        across = width / 2 * max(-1.0, min(1.0, dx * 2)) + dx * away
        down = height / 2 * max(-1.0, min(1.0, dy * 1.5)) + dy * away
        yield Box(x + across - width / 2, y + down - height / 2, width, height)


def _around(spot: Spot, block: TextBlock) -> Box:
    return Box(spot[0] - block.width / 2, spot[1] - block.height / 2, block.width, block.height)


def _nearest(box: Box, spot: Spot) -> Spot:
    return min(max(spot[0], box.x), box.right), min(max(spot[1], box.y), box.bottom)


def _crosses(line: Points, box: Box) -> bool:
    x, y = line[:, 0], line[:, 1]
    return bool(((box.x - 2 < x) & (x < box.right + 2) & (box.y - 2 < y) & (y < box.bottom + 2)).any())


def _gap(line: Points, other: Points) -> float:
    return float(np.hypot(*(line[:, None] - other[None]).transpose(2, 0, 1)).min())


def dots(spots: Iterable[Spot], size: float) -> list[Box]:
    """What dots take of a map."""
    return [Box(x - size / 2, y - size / 2, size, size) for x, y in spots]
