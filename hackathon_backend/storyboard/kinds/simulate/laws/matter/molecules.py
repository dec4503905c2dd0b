"""Particles that attract and repel one another (Lennard-Jones), moved by velocity Verlet in fixed steps.

Lengths are in diameters of a particle, energies in the depth of its attraction, times in the unit that follows. In two
dimensions such particles are solid below about 0.4 and a gas well above 0.5 of these units of temperature (Barker,
Henderson and Abraham, Physica A 106, 1981).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]
"""Rows of x and y; y grows upwards from the floor."""

FRAMES = 30
"""Moments a second of film for which places are kept."""
_STEPS, _STEP = 4, 0.022
"""Steps from one kept moment to the next, and how long each is."""
_STRONGEST = 400.0
_PULL = 0.25
"""How soon the temperature follows: as long as it takes to come nearer by a factor of e."""
_EDGE = 0.5


@dataclass(frozen=True)
class Surroundings:
    """What holds the particles: a box, its temperature, how strongly they are drawn down, and a wall at some x."""

    width: float
    height: float
    temperature: float
    gravity: float = 0.0
    wall: float | None = None


@dataclass
class Molecules:
    """The particles at one moment."""

    places: Places
    speeds: Places
    forces: Places = field(init=False)

    def __post_init__(self) -> None:
        self.forces = self._pull()

    @property
    def temperature(self) -> float:
        """Twice the mean energy of motion, for two dimensions."""
        return float((self.speeds**2).sum(1).mean() / 2)

    def beside(self, other: Molecules) -> Molecules:
        """These and others together."""
        return Molecules(np.concatenate((self.places, other.places)), np.concatenate((self.speeds, other.speeds)))

    def step(self, held: Surroundings, seconds: float) -> None:
        """One step of velocity Verlet, walls that throw back, and a bath that holds the temperature."""
        down = np.array((0.0, -held.gravity))
        half = self.speeds + (self.forces + down) * (seconds / 2)
        self.places += half * seconds
        self._thrown_back(held, half)
        self.forces = self._pull()
        self.speeds = half + (self.forces + down) * (seconds / 2)
        ratio = held.temperature / max(self.temperature, 1e-6)
        self.speeds *= np.sqrt(np.clip(1 + seconds / _PULL * (ratio - 1), 0.8, 1.2))

    def _thrown_back(self, held: Surroundings, speeds: Places) -> None:
        for axis, length in ((0, held.width), (1, held.height)):
            row = self.places[:, axis]
            low, high = row < _EDGE, row > length - _EDGE
            speeds[low, axis], speeds[high, axis] = abs(speeds[low, axis]), -abs(speeds[high, axis])
            np.clip(row, _EDGE, length - _EDGE, out=row)
        if held.wall is not None:
            for side, mine in ((1, self._left), (-1, ~self._left)):
                x = self.places[:, 0] * side
                over = mine & (x > held.wall * side - _EDGE)
                speeds[over, 0] = -side * abs(speeds[over, 0])
                self.places[over, 0] = held.wall - side * _EDGE

    @property
    def _left(self) -> NDArray[np.bool_]:
        """The first half of the particles, which are left of the wall."""
        found: NDArray[np.bool_] = np.arange(len(self.places)) < len(self.places) // 2
        return found

    def _pull(self) -> Places:
        """The forces of all on each."""
        x, y = self.places.T
        dx, dy = np.subtract.outer(x, x), np.subtract.outer(y, y)
        square = dx * dx + dy * dy
        np.fill_diagonal(square, np.inf)
        inverse = 1.0 / np.maximum(square, 0.5)
        sixth = inverse * inverse * inverse
        strength = np.minimum(24.0 * inverse * sixth * (2.0 * sixth - 1.0), _STRONGEST)
        return np.stack(((strength * dx).sum(1), (strength * dy).sum(1)), 1)


class Trajectories:
    """Where the particles are at each moment of the film's clock; computed as far as it is asked for, and kept."""

    def __init__(self, start: Molecules, held: Callable[[float], Surroundings], settle: int = 0) -> None:
        self._now, self._held = start, held
        for _ in range(settle):
            start.step(held(0.0), _STEP)
        self._kept: list[Places] = [start.places.copy()]

    def at(self, clock: float) -> Places:
        """The places at a second of the clock: between two kept moments, between theirs."""
        moment = max(clock, 0.0) * FRAMES
        index = int(moment)
        while len(self._kept) <= index + 1:
            held = self._held(len(self._kept) / FRAMES)
            for _ in range(_STEPS):
                self._now.step(held, _STEP)
            self._kept.append(self._now.places.copy())
        before, after = self._kept[index], self._kept[index + 1]
        return before + (after - before) * (moment - index)


def packed(count: int, width: float, temperature: float, seed: int) -> Molecules:
    """A solid block in the middle of the floor: rows of a honeycomb."""
    columns = max(2, min(round((count * 1.3) ** 0.5), int(width / 1.12) - 1))
    places = []
    for number in range(count):
        row, column = divmod(number, columns)
        left = (width - (columns - 1) * 1.12) / 2 - 0.28
        places.append((left + column * 1.12 + (row % 2) * 0.56, 0.56 + row * 0.97))
    return Molecules(np.array(places), _speeds(count, temperature, seed))


def scattered(count: int, left: float, right: float, height: float, temperature: float, seed: int) -> Molecules:
    """A gas: one in each field of a grid, not just in its middle."""
    random = np.random.default_rng(seed)
    wide = right - left
    columns = max(1, round((count * wide / height) ** 0.5))
    rows = -(-count // columns)
    fields = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), -1).reshape(-1, 2)[:count]
    sizes = np.array((wide / columns, height / rows))
    free = np.maximum(sizes - 1.1, 0.0) / sizes
    shift = 0.5 + (random.random((count, 2)) - 0.5) * free
    return Molecules((fields + shift) * sizes + (left, 0.0), _speeds(count, temperature, seed + 1))


def _speeds(count: int, temperature: float, seed: int) -> Places:
    speeds = np.random.default_rng(seed).normal(0.0, max(temperature, 1e-3) ** 0.5, (count, 2))
    found: Places = speeds - speeds.mean(0)
    return found
