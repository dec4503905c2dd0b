"""A thrown thing: its parabola, where it was at equal times, and its two speeds as arrows."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

from .....drawing.arrows import Point
from .....drawing.marks import Mark
from .....drawing.stage import Box, around
from .....drawing.text.text import TextBlock
from ...pen import ARROW, holding
from ...setting import keep_clear
from ...timeline import Shown
from ..measures import measure_line
from .projectile import ProjectileMotion
from .projectile_layout import ABOVE, STROBES, ProjectileLayout

_RADIUS, _DOT, _APART = 12, 3.5, 13
"""Units of the thing's radius, across the dots of its way, and between them."""
_LOOKS = 30
"""Moments of a flight at which its labels are looked at."""
_GHOST, _PAST = 0.38, 0.3
"""Opacity of where it was, and of earlier flights."""


class ProjectilePicture(ProjectileLayout):
    """A flight as it is drawn: dots along the way, strobes, arrows and their labels."""

    def leaves_free(self, corner: Box) -> bool:
        reach = self.u(ABOVE)
        points = [self.point(f.place(f.duration * n / 60)) for f in self.flights for n in range(61)]
        if any(corner.grown(reach).holds(point) for point in points):
            return False
        moments = [(f, f.duration * n / _LOOKS) for f in self.flights for n in range(_LOOKS)]
        labels = (box for flight, t in moments for _, box in self._placed(flight, t))
        return not any(corner.grown(self.u(8)).overlap(box) > 0 for box in labels)

    def marks(self) -> list[Mark]:
        box, (x, ground) = self.box, self.origin
        found = [self.rule((box.x, ground), (box.right, ground), self.theme.ink, 3)]
        if (height := max(flight.height for flight in self.flights)) > 0:
            top = self.point((0.0, height))
            found.append(self.rule((x, ground), top, self.theme.muted, 6))
        for index, shown in enumerate(self.line.stages):
            found += self._named(index, shown)
        return [*found, self.running()]

    def _named(self, index: int, shown: Shown) -> list[Mark]:
        """The highest point and the length of a flight, as they come to be known."""
        flight = shown.run
        assert isinstance(flight, ProjectileMotion)
        way = [self.point(flight.place(flight.duration * n / 60)) for n in range(61)]
        keep_clear(self.setting, [way], 8)
        until, found = self.line.until(index), list[Mark]()
        source = shown.stage.source
        done = self.line.second(shown.ends)
        if flight.top > flight.height and shown.time(shown.ends) >= flight.top_time:
            x, y = self.point(flight.place(flight.top_time))
            at = self.line.second(shown.stage.start + flight.top_time / shown.rate)
            text = f"{self.setting.word('highest')}: {self.setting.written(flight.top, 'm')}"
            near = [
                (x, y - self._clearance(flight), 0.5, 1.0),
                (x, y + self.u(30), 0.5, 0.0),
                (x - self.u(30), y - self.u(22), 1, 1),
            ]
            self.setting.label(text, self.theme.ink, near, f"{source}.highest", opacity=self.setting.there(at, until))
        if flight.range * self.scale > self.u(60) and shown.time(shown.ends) >= flight.duration - 1e-9:
            y = self.origin[1] + self.u(28)
            ends = (self.origin[0], y), (self.origin[0] + flight.range * self.scale, y)
            opacity = self.setting.there(done, until)
            found.append(measure_line(self.setting, *ends, self.theme.ink, opacity))
            self.setting.label(
                self.setting.written(flight.range, "m"),
                self.theme.ink,
                [((ends[0][0] + ends[1][0]) / 2, y + self.u(12), 0.5, 0.0)],
                f"{source}.range",
                opacity=opacity,
            )
        return found

    def _clearance(self, flight: ProjectileMotion) -> float:
        """Pixels from the highest point to its label: in a flat flight those of both arrows pass between them."""
        block, lines = self.labels(flight, 0.0)[0], 0.0
        if "components" in self.arrows and flight.top * self.scale < self.u(_RADIUS) + 3 * block.height:
            lines = 2.4
        return self.u(22) + lines * block.height

    def draw(self, canvas: Any, clock: float) -> None:
        index = self.line.index(clock)
        for number, shown in enumerate(self.line.stages[: index + 1]):
            flight = shown.run
            assert isinstance(flight, ProjectileMotion)
            is_past = number < index
            t = shown.time(shown.ends if is_past else clock)
            dots = [point for at, point in self._dots[number] if at <= t]
            self.pen.dots(canvas, dots, self.theme.muted, _DOT, _PAST if is_past else 1.0)
            if not is_past:
                self._strobes(canvas, flight, t)
                self._thing(canvas, flight, t)

    @cached_property
    def _dots(self) -> list[list[tuple[float, Point]]]:
        """Where each flight was, at equal distances, with the times."""
        found = []
        for flight in self.flights:
            dots: list[tuple[float, Point]] = []
            for n in range(2001):
                t = flight.duration * n / 2000
                point = self.point(flight.place(t))
                if not dots or math.dist(dots[-1][1], point) >= self.u(_APART):
                    dots.append((t, point))
            found.append(dots)
        return found

    def _strobes(self, canvas: Any, flight: ProjectileMotion, t: float) -> None:
        for n in range(STROBES):
            at = flight.duration * n / STROBES
            if at < t - flight.duration / STROBES * 0.35:
                centre = self.point(flight.place(at))
                self._vectors(canvas, flight, at, ARROW * 0.65, _GHOST * 1.4)
                self.pen.disc(canvas, centre, self.u(_RADIUS), self.theme.ink, _GHOST)

    def _thing(self, canvas: Any, flight: ProjectileMotion, t: float) -> None:
        flies = t < flight.duration - 1e-9
        if flies:
            self._vectors(canvas, flight, t, ARROW, 1.0)
        self.pen.disc(canvas, self.point(flight.place(t)), self.u(_RADIUS), self.theme.ink)
        if flies:
            for block, place in self._placed(flight, t):
                self.pen.words(canvas, block, place.x, place.y, halo=True)

    def _vectors(self, canvas: Any, flight: ProjectileMotion, t: float, width: float, opacity: float) -> None:
        centre, k = self.point(flight.place(t)), self.length(flight)
        for name, vector in self._drawn(flight, t, k):
            self.pen.arrow(canvas, centre, vector, self.setting.hue(name), width=width, opacity=opacity)

    def _drawn(self, flight: ProjectileMotion, t: float, k: float) -> list[tuple[str, Point]]:
        """The arrows at a moment, in pixels."""
        vx, vy = flight.velocity(t)
        found: list[tuple[str, Point]] = []
        if "components" in self.arrows:
            found += [("across", (vx * k, 0.0)), ("upwards", (0.0, -vy * k))]
        if "velocity" in self.arrows:
            found.append(("speed", (vx * k, -vy * k)))
        if "forces" in self.arrows:
            found.append(("weight", (0.0, self.u(70))))
        return found

    def _placed(self, flight: ProjectileMotion, t: float) -> list[tuple[TextBlock, Box]]:
        """The labels of the arrows and where they stand: never on the way behind, nor below the ground."""
        if not self.arrows or self.arrows == ("forces",):
            return []
        (x, y), k, (vx, vy) = self.point(flight.place(t)), self.length(flight), flight.velocity(t)
        gap, radius = self.u(10), self.u(_RADIUS)
        across, up = self.labels(flight, t)
        low = self.origin[1] - self.u(4)
        if "components" not in self.arrows:
            return [(across, self._beside_tip(across, x + vx * k + gap, y - vy * k, low))]
        aside = Box(x + max(vx * k, radius) + gap, y - across.height / 2, across.width, across.height)
        tip_y = y - vy * k
        if vy > 0:
            top = max(min(tip_y - up.height / 2, y - radius - gap - up.height), self.box.y)
        else:
            top = min(max(tip_y - up.height / 2, y + radius + gap), low - up.height)
        beside = Box(x - self.pen.head - gap - up.width, top, up.width, up.height)
        if beside.x < self.box.x:
            beside = beside.moved(x + self.pen.head + gap - beside.x)
        if aside.right > self.box.right:
            below = y + gap if vy <= 0 or y + gap + across.height < low else y - radius - gap - across.height
            aside = Box(min(x + gap, self.box.right - across.width), below, across.width, across.height)
        aside = aside.moved(0.0, min(0.0, low - aside.bottom))
        if aside.overlap(beside) > 0:
            above = aside.y - beside.height
            beside = beside.moved(0.0, (aside.bottom if aside.bottom + beside.height < low else above) - beside.y)
        return [(across, aside), (up, beside)]

    def _beside_tip(self, block: TextBlock, x: float, y: float, low: float) -> Box:
        """Where the speed stands beside the tip of its arrow: lines higher or lower if another label is there."""
        left = min(x, self.box.right - block.width)
        lines = (y + block.height * (1.2 * line - 0.5) for line in (0, -1, 1, -2, 2, -3, 3))
        tops = (max(min(top, low - block.height), self.box.y) for top in lines)
        places = [Box(left, top, block.width, block.height) for top in tops]
        return min(places, key=lambda each: sum(map(each.overlap, self.setting.places.solid)))

    def covers(self, clock: float) -> Box | None:
        shown = self.line.at(clock)
        flight = shown.run
        if not isinstance(flight, ProjectileMotion) or (self.setting.context.motion.reduced):
            return None
        if clock - shown.stage.start < 0.2 and shown is not self.line.stages[0]:
            return None
        t = shown.time(clock)
        x, y = self.point(flight.place(t))
        k = self.length(flight)
        tips = [(x + dx, y + dy) for _, (dx, dy) in self._drawn(flight, t, k)]
        reach = holding([(x, y), *tips], max(self.pen.head, self.u(_RADIUS)) + self.u(_APART))
        # A place where it was is marked when it has left it by a third of the way to the next.
        step = flight.duration / STROBES
        past = flight.place(max(t - step * 0.35, 0.0))
        px, py = self.point(past)
        ghost = [(px + dx, py + dy) for _, (dx, dy) in self._drawn(flight, max(t - step * 0.35, 0.0), k)]
        around_it = holding([(px, py), *ghost], max(self.pen.head, self.u(_RADIUS)) + 2)
        labels = [place.grown(self.u(4)) for _, place in self._placed(flight, t)]
        return around([reach, around_it, *labels])


PICTURE = ProjectilePicture
