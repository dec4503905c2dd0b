"""Where things stand in each arrangement: the middles of their drawings, or nothing if they don't fit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ....drawing.stage import Box
from ..bodies import Body

Point = tuple[float, float]
Places = list[Point] | None


_LONGEST = 4.5
"""The longer axis of an ellipse as a multiple of the shorter one, at most."""


@dataclass(frozen=True)
class Gaps:
    """What things keep apart, in pixels: from left to right, and from top to bottom."""

    across: float
    down: float
    names: float = math.inf
    """Between names, which may reach further than the drawings that arrows run between; no more than `across`."""


def _spaced(body: Body, gaps: Gaps) -> Box:
    """What of a body keeps `gaps.across` from the next one: less than its reach, if that is a name below it."""
    reach, spared = body.reach, max(gaps.across - gaps.names, 0.0) / 2
    if body.side != "below" or not spared:
        return reach
    half = max(body.width * body.swell / 2, reach.width / 2 - spared)
    return Box(-half, reach.y, 2 * half, reach.height)


def _within(bodies: Sequence[Body], reaches: Sequence[Box], area: Box) -> Box:
    """The part of the area that holds these reaches, so that the whole bodies are in the area."""
    beyond = max((body.reach.width - reach.width) / 2 for body, reach in zip(bodies, reaches, strict=True))
    return Box(area.x + beyond, area.y, area.width - 2 * beyond, area.height)


def row(bodies: Sequence[Body], area: Box, gaps: Gaps) -> Places:
    """Side by side, their drawings in one line."""
    reaches = [_spaced(body, gaps) for body in bodies]
    area = _within(bodies, reaches, area)
    up, down = max(-reach.y for reach in reaches), max(reach.bottom for reach in reaches)
    widths = [reach.width for reach in reaches]
    spare = area.width - sum(widths) - gaps.across * (len(bodies) - 1)
    if spare < -0.5 or up + down > area.height + 0.5:
        return None
    between = gaps.across + spare / (len(bodies) + 1)
    x = area.x + spare / (len(bodies) + 1)
    y = area.y + (area.height - up - down) / 2 + up
    found = []
    for reach in reaches:
        found.append((x - reach.x, y))
        x += reach.width + between
    return found


def column(bodies: Sequence[Body], area: Box, gaps: Gaps) -> Places:
    """Below one another, their drawings in one line."""
    reaches = [body.reach for body in bodies]
    left, right = max(-reach.x for reach in reaches), max(reach.right for reach in reaches)
    spare = area.height - sum(reach.height for reach in reaches) - gaps.down * (len(bodies) - 1)
    if spare < -0.5 or left + right > area.width + 0.5:
        return None
    x = area.x + (area.width - left - right) / 2 + left
    y = area.y + spare / (len(bodies) + 1)
    found = []
    for reach in reaches:
        found.append((x, y - reach.y))
        y += reach.height + gaps.down + spare / (len(bodies) + 1)
    return found


def rows(groups: Sequence[Sequence[Body]], area: Box, gaps: Gaps) -> dict[int, Point] | None:
    """Several rows below one another; the places by the indices of the actors."""
    heights = [max(-b.reach.y for b in group) + max(b.reach.bottom for b in group) for group in groups]
    spare = area.height - sum(heights) - gaps.down * (len(groups) - 1)
    if spare < -0.5:
        return None
    found: dict[int, Point] = {}
    y = area.y + spare / (len(groups) + 1)
    for group, height in zip(groups, heights, strict=True):
        places = row(group, Box(area.x, y, area.width, height), gaps)
        if places is None:
            return None
        found |= {body.index: place for body, place in zip(group, places, strict=True)}
        y += height + gaps.down + spare / (len(groups) + 1)
    return found


def grid(bodies: Sequence[Body], area: Box, gaps: Gaps, *, turns: bool = False) -> Places:
    """In rows and columns whose numbers suit the area, or whichever fit; every other row runs back if it `turns`."""
    best = (len(bodies) * area.width / max(area.height, 1.0)) ** 0.5
    wanted = sorted(range(1, len(bodies) + 1), key=lambda columns: (_holes(len(bodies), columns), abs(columns - best)))
    tried = ((columns, _grid(bodies, area, gaps, columns)) for columns in wanted)
    columns, found = next(((columns, found) for columns, found in tried if found is not None), (1, None))
    if found is None or not turns:
        return found
    return [(2 * area.centre[0] - x if n // columns % 2 else x, y) for n, (x, y) in enumerate(found)]


def _holes(count: int, columns: int) -> bool:
    """Whether the last row lacks more than one."""
    return -count % columns > 1


def _grid(bodies: Sequence[Body], area: Box, gaps: Gaps, columns: int) -> Places:
    """In rows of so many, each below the same one of the row above."""
    reaches = [_spaced(body, gaps) for body in bodies]
    area = _within(bodies, reaches, area)
    count = math.ceil(len(bodies) / columns)
    up, down = max(-reach.y for reach in reaches), max(reach.bottom for reach in reaches)
    cell = (max(reach.width for reach in reaches), up + down)
    spare_x = area.width - columns * cell[0] - (columns - 1) * gaps.across
    spare_y = area.height - count * cell[1] - (count - 1) * gaps.down
    if min(spare_x, spare_y) < -0.5:
        return None
    step_x = cell[0] + gaps.across + spare_x / (columns + 1)
    step_y = cell[1] + gaps.down + spare_y / (count + 1)
    found = []
    for index, reach in enumerate(reaches):
        line, place = divmod(index, columns)
        missing = columns - min(columns, len(bodies) - line * columns)
        x = area.x + spare_x / (columns + 1) + (place + missing / 2) * step_x + cell[0] / 2
        found.append((x - reach.x - reach.width / 2, area.y + spare_y / (count + 1) + line * step_y + up))
    return found


def ellipse(bodies: Sequence[Body], area: Box, gaps: Gaps, angles: Sequence[float]) -> Places:
    """On an ellipse, each at its angle: degrees clockwise from the top."""
    reaches = [body.reach for body in bodies]
    width, height = max(reach.width for reach in reaches), max(reach.height for reach in reaches)
    across, down = (area.width - width) / 2, (area.height - height) / 2
    if min(across, down) < 0:
        return None
    across, down = min(across, _LONGEST * max(down, 1.0)), min(down, _LONGEST * max(across, 1.0))
    x, y = area.centre
    found = []
    for reach, angle in zip(reaches, angles, strict=True):
        turned = math.radians(angle)
        middle = (x + across * math.sin(turned), y - down * math.cos(turned))
        found.append((middle[0] - reach.x - reach.width / 2, middle[1] - reach.y - reach.height / 2))
    return found if apart(bodies, found, gaps) else None


def apart(bodies: Sequence[Body], places: Sequence[Point], gaps: Gaps) -> bool:
    """Whether no thing comes too near to another one."""
    boxes = [body.reach.moved(*place) for body, place in zip(bodies, places, strict=True)]
    near = (gaps.across / 2, gaps.down / 2)
    wide = [Box(b.x - near[0], b.y - near[1], b.width + 2 * near[0], b.height + 2 * near[1]) for b in boxes]
    return all(one.overlap(other) <= 1.0 for index, one in enumerate(wide) for other in wide[index + 1 :])


def path(bodies: Sequence[Body], area: Box, gaps: Gaps) -> Places:
    """Stations of a way that winds from the start to the end of the area."""
    reaches = [body.reach for body in bodies]
    count = len(bodies)
    width, height = max(reach.width for reach in reaches), max(reach.height for reach in reaches)
    swing, along = (area.height - height) / 2, area.width - width
    if min(swing, along) < 0:
        return None
    swing = min(swing, height * 0.55) if count > 2 else 0.0
    found = []
    for index, reach in enumerate(reaches):
        part = index / (count - 1) if count > 1 else 0.5
        x, y = area.x + width / 2 + along * part, area.centre[1] + swing * (-1 if index % 2 else 1)
        found.append((x - reach.x - reach.width / 2, y - reach.y - reach.height / 2))
    return found if apart(bodies, found, gaps) else None


def down(bodies: Sequence[Body], area: Box, gaps: Gaps) -> Places:
    """Stations from top to bottom, in turn at the right and at the left of the middle, their names outside."""
    heights = [body.reach.height for body in bodies]
    spare = area.height - sum(heights) - gaps.down * (len(bodies) - 1)
    swing = max(body.width for body in bodies) * 0.6 if len(bodies) > 1 else 0.0
    if spare < 0 or max(max(-body.reach.x, body.reach.right) for body in bodies) + swing > area.width / 2:
        return None
    found, y = [], area.y + spare / (len(bodies) + 1)
    for index, body in enumerate(bodies):
        found.append((area.centre[0] + (-swing if index % 2 else swing), y - body.reach.y))
        y += body.reach.height + gaps.down + spare / (len(bodies) + 1)
    return found
