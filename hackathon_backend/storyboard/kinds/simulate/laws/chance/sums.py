"""Sums of dice or coins, thrown again and again: they pile up to a bell (central limit theorem)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ..base import SimulationModel

SECONDS = 9.0
"""Seconds of film in which all throws are made."""
_BEGINNING = 2.2
"""How much slower the first throws come than the later ones: a power of the time."""


@lru_cache(maxsize=16)
def _thrown(count: int, sides: int, throws: int) -> NDArray[np.int64]:
    """What each die or coin shows in each throw: 1 to its sides; coins show 0 or 1."""
    low = 0 if sides == 2 else 1
    return np.random.default_rng(20).integers(low, low + sides, (throws, count))


@dataclass(frozen=True)
class Throws:
    """Throws of `count` dice with `sides` each; those of two sides are coins, whose heads are counted."""

    count: int
    sides: int
    throws: int

    duration: ClassVar[float] = SECONDS

    @property
    def low(self) -> int:
        """The least sum."""
        return 0 if self.sides == 2 else self.count

    @property
    def high(self) -> int:
        return self.low + self.count * (self.sides - 1)

    @property
    def mean(self) -> float:
        """What sums are on average."""
        return (self.low + self.high) / 2

    @property
    def spread(self) -> float:
        """Their standard deviation: that of a die is the root of (sides² - 1) / 12."""
        return math.sqrt(self.count * (self.sides**2 - 1) / 12)

    @cached_property
    def sums(self) -> NDArray[np.int64]:
        """The sum of each throw."""
        found: NDArray[np.int64] = _thrown(self.count, self.sides, self.throws).sum(1)
        return found

    def done(self, t: float) -> int:
        """How many throws are made after `t` seconds: at first one can be followed by the next with the eye."""
        share: float = min(max(t / SECONDS, 0.0), 1.0) ** _BEGINNING
        return round(self.throws * share)

    def faces(self, t: float) -> list[int]:
        """What the last throw shows."""
        number = max(self.done(t) - 1, 0)
        return [int(value) for value in _thrown(self.count, self.sides, self.throws)[number]]

    def counts(self, t: float) -> NDArray[np.int64]:
        """How often each sum has come, from the least one to the largest."""
        return np.bincount(self.sums[: self.done(t)] - self.low, minlength=self.high - self.low + 1)

    def expected(self, value: float) -> float:
        """How often a sum comes in all throws, by the normal distribution with the same mean and spread."""
        z = (value - self.mean) / self.spread
        return self.throws * math.exp(-z * z / 2) / (self.spread * math.sqrt(2 * math.pi))

    def reading(self, name: str, t: float) -> float:
        done = self.done(t)
        made = self.sums[:done]
        values = {
            "throws": float(done),
            "mean": float(made.mean()) if done else self.mean,
            "spread": float(made.std()) if done else 0.0,
            "time": t,
        }
        return values[name]


class Sums(SimulationModel):
    """Throws of `count` dice at once (of 6 `sides`; 2 are coins), `throws` times; the sums are counted."""

    also: ClassVar[tuple[str, ...]] = (
        "dice", "coins", "random_sums", "central_limit", "central_limit_theorem", "dice_sums", "galton_board",
        "coin_flips",
    )  # fmt: skip
    timed: ClassVar[bool] = False
    usual: ClassVar[int] = 2
    offers: ClassVar[Mapping[str, str]] = MappingProxyType({"throws": "", "mean": "", "spread": "", "time": "s"})
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "count": ("n", "dice", "number_of_dice", "coins", "dice_count", "number", "summands"),
            "sides": ("faces", "sides_per_die"),
            "throws": ("rolls", "samples", "trials", "repetitions", "sample_size", "experiments"),
        }
    )

    name: Literal["sums"] = "sums"
    count: Annotated[int, Field(ge=1, le=30)] = 3
    sides: Annotated[int, Field(ge=2, le=20)] = 6
    throws: Annotated[int, Field(ge=10, le=20_000)] = 600

    def run(self) -> Throws:
        return Throws(self.count, self.sides, self.throws)

    @classmethod
    def quantities(cls) -> list[str]:
        return ["count", "sides", "throws"]
