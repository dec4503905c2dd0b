"""Quantities of lasting models that come to new values while they run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .base import ModelStage

RAMP = 2.4
"""Seconds of film in which a quantity comes to its new value."""
_FINE = 50
"""Points a second at which a course is summed up."""


@dataclass(frozen=True)
class Course:
    """A quantity over the running clock: `kept` are its values with the moments from which they are wanted."""

    kept: tuple[tuple[float, float], ...]
    ramp: float = RAMP

    @classmethod
    def of(cls, stages: Sequence[ModelStage], name: str, ramp: float = RAMP) -> Course:
        """The course of the quantity called `name`."""
        return cls(tuple((stage.start, float(getattr(stage.model, name))) for stage in stages), ramp)

    def at(self, clock: float) -> float:
        """Its value at a moment: it comes to a new one steadily."""
        value = self.kept[0][1]
        for start, wanted in self.kept[1:]:
            value += (wanted - value) * min(max((clock - start) / self.ramp, 0.0), 1.0)
        return value

    @property
    def values(self) -> list[float]:
        """All values that it comes to."""
        return [value for _, value in self.kept]

    @cached_property
    def _sums(self) -> tuple[np.ndarray, np.ndarray]:
        last = self.kept[-1][0] + self.ramp
        moments = np.linspace(0.0, last, max(2, int(last * _FINE)))
        values = np.array([self.at(moment) for moment in moments])
        steps = (values[1:] + values[:-1]) / 2 * np.diff(moments)
        return moments, np.concatenate(([0.0], np.cumsum(steps)))

    def summed(self, clock: float) -> float:
        """Its integral from the start to `clock`."""
        moments, sums = self._sums
        if clock >= moments[-1]:
            return float(sums[-1] + (clock - moments[-1]) * self.kept[-1][1])
        return float(np.interp(clock, moments, sums))
