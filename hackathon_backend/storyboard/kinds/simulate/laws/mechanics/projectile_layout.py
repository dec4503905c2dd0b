"""Where a thrown thing flies in its picture, to scale, and what stands at its arrows."""

from __future__ import annotations

import math
from functools import cached_property

from .....drawing.arrows import Point
from .....drawing.text.text import TextBlock
from ..picture import ModelPicture
from .projectile import ProjectileMotion

STROBES = 6
"""Equal times into which a flight is parted."""
ABOVE = 58
"""Units kept above the highest point for its label."""
_LONGEST, _PART = 130, 0.62
"""Units of the longest arrow, and the part of the way to the next strobe that an arrow takes at most."""
_BELOW = 78
"""Units kept below the ground for the length."""
_SQUARE, _LIFTED = 0.75, 0.25
"""Height of a box, as a part of its width, from which a low flight leaves much room above it, and the part of that room
by which the ground is lifted then.
"""


class ProjectileLayout(ModelPicture):
    """Flights in one plane, true to scale."""

    aspect = 2.2
    shares_corner = True

    @cached_property
    def flights(self) -> list[ProjectileMotion]:
        return [shown.run for shown in self.line.stages if isinstance(shown.run, ProjectileMotion)]

    @cached_property
    def scale(self) -> float:
        """Pixels of a metre."""
        across = max(flight.range for flight in self.flights)
        up = max(flight.top for flight in self.flights)
        box, ends = self.box, self.ends
        wide = (box.width - ends[0] - ends[1]) / across if across > 1e-9 else math.inf
        high = (box.height - self.u(_BELOW) - self.u(ABOVE)) / up if up > 1e-9 else math.inf
        return min(wide, high, 1e12)

    @cached_property
    def ends(self) -> tuple[float, float]:
        """Pixels kept at the left and the right for the labels of arrows."""
        blocks = [self.labels(flight, t) for flight in self.flights for t in (0.0, flight.duration)]
        across, up = max(a.width for a, _ in blocks), max(b.width for _, b in blocks)
        if not self.arrows:
            return self.u(40), self.u(40)
        if self.box.width < 2.6 * (across + up):
            # In a narrow box labels stand above and below the arrows, and the flight is what has to be seen.
            return self.u(30), self.u(60)
        return up + self.u(46), across * 0.6 + self.u(70)

    @cached_property
    def origin(self) -> Point:
        """Where it is thrown from, at height 0, in pixels."""
        used = max(flight.range for flight in self.flights) * self.scale
        left, right = self.ends
        spare = self.box.width - left - right - used
        high = max(flight.top for flight in self.flights) * self.scale
        above = self.box.height - self.u(_BELOW) - self.u(ABOVE) - high
        lifted = above * _LIFTED if self.box.height > self.box.width * _SQUARE else 0.0
        return self.box.x + left + spare / 2, self.box.bottom - self.u(_BELOW) - lifted

    def point(self, place: Point) -> Point:
        """A place in metres as pixels."""
        return self.origin[0] + place[0] * self.scale, self.origin[1] - place[1] * self.scale

    @cached_property
    def arrows(self) -> tuple[str, ...]:
        """The arrows that are drawn: components, velocity, forces."""
        wanted = self.setting.scene.vectors or ("components",)
        return tuple(name for name in wanted if name != "none")

    def length(self, flight: ProjectileMotion) -> float:
        """Pixels of a metre a second in arrows."""
        fastest = max(math.hypot(*each.velocity(t)) for each in self.flights for t in (0.0, each.duration))
        step = _PART * self.scale * flight.duration / STROBES
        return min(self.u(_LONGEST), max(step * fastest, self.u(70))) / max(fastest, 1e-9)

    def labels(self, flight: ProjectileMotion, t: float) -> tuple[TextBlock, TextBlock]:
        """What stands at the arrows sideways and upwards; at one along the way, only the first."""
        setting, (vx, vy) = self.setting, flight.velocity(t)
        if "components" in self.arrows:
            changes = "shrinks" if vy > 0 else "grows"
            texts = (
                f"{setting.word('stays')} {setting.written(round(vx, 1), 'm/s')}",
                f"{setting.word(changes)} {self.setting.run_by(abs(vy), 'm/s')}",
            )
            return self.pen.block(texts[0], setting.hue("across")), self.pen.block(texts[1], setting.hue("upwards"))
        speed = self.pen.block(self.setting.run_by(math.hypot(vx, vy), "m/s"), setting.hue("speed"))
        return speed, self.pen.block("", setting.hue("upwards"))
