"""What a lens or a mirror makes of an object: 1/f = 1/g + 1/b, with f, g and b from its middle."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from ..course import Course


@dataclass(frozen=True)
class Imaging:
    """All lengths in metres; those of real images are positive, of virtual ones negative.

    A real image is behind a lens and in front of a mirror. An infinite `focal` length is that of a plane mirror.
    """

    focal: Course
    distance: Course
    height: float

    duration: ClassVar[float] = math.inf

    def length(self, t: float) -> float:
        """The focal length, never 0: on its way from a positive to a negative one it passes that."""
        return self.focal.at(t) or 1e-9

    def image(self, t: float) -> float:
        """Where the image is; infinite for an object in the focus."""
        f, g = self.length(t), self.distance.at(t)
        if math.isinf(f):
            return -g
        return f * g / (g - f) if abs(g - f) > 1e-9 * abs(f) else math.inf

    def magnification(self, t: float) -> float:
        """How large the image is, negative if it is upside down."""
        f, g = self.length(t), self.distance.at(t)
        if math.isinf(f):
            return 1.0
        return f / (f - g) if abs(g - f) > 1e-9 * abs(f) else math.inf

    def reading(self, name: str, t: float) -> float:
        values = {
            "object": self.distance.at(t) * 100,
            "image": self.image(t) * 100,
            "magnification": self.magnification(t),
            "focal": self.length(t) * 100,
            "time": t,
        }
        return values[name]
