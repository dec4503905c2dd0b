"""How things move: tracks of one number over time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

Ease = Callable[[float], float]

ENTER = 0.38
FADE = 0.2
DRAW = 0.5
GROW = 0.7
STAGGER = 0.07
STEP = FADE * 1.5
"""Seconds: of an entrance, a fade, a stroke along its path, a bar from its axis, between siblings, of a step back."""


def ease_out(x: float) -> float:
    """Fast, then settling: the curve that style sheets write as cubic-bezier(0.16, 1, 0.3, 1), by its closed form."""
    return 1.0 if x >= 1 else (1 - math.exp2(-10 * x)) / (1 - math.exp2(-10))


def ease_both(x: float) -> float:
    """Slow at both ends, for what travels."""
    return x * x * (3 - 2 * x)


def steady(x: float) -> float:
    """At the same pace throughout."""
    return x


@dataclass(frozen=True)
class Move:
    """A change to `to` that starts at `at` and takes `seconds`."""

    at: float
    seconds: float
    to: float
    ease: Ease = ease_out


@dataclass(frozen=True)
class Track:
    """One number over time. A move that starts before the last one ended goes on from where that one was."""

    start: float = 1.0
    moves: tuple[Move, ...] = ()

    def then(self, to: float, at: float, seconds: float, ease: Ease = ease_out) -> Track:
        """This track with one more move, which starts no earlier than the last."""
        if self.moves:
            at = max(at, self.moves[-1].at)
        return replace(self, moves=(*self.moves, Move(at, seconds, to, ease)))

    def stepping(self, levels: Iterable[tuple[float, float]]) -> Track:
        """This track, once it has come to 1, going at each of these times to a level, where that is another one."""
        track, level = self, 1.0
        for at, wanted in levels:
            if wanted != level:
                track, level = track.then(wanted, at, STEP, ease_both), wanted
        return track

    def value(self, t: float) -> float:
        if not self.moves:
            return self.start
        value = self.start
        for index, move in enumerate(self.moves):
            if t < move.at:
                break
            following = self.moves[index + 1].at if index + 1 < len(self.moves) else math.inf
            part = min((min(t, following) - move.at) / move.seconds, 1.0) if move.seconds > 0 else 1.0
            value += (move.to - value) * move.ease(part)
        return value

    def begun(self, by: float) -> Track:
        """This track as if the moves that start up to `by` seconds were over from the first."""
        over = [move for move in self.moves if move.at <= by]
        return replace(self, start=over[-1].to, moves=self.moves[len(over) :]) if over else self

    def negative(self) -> Track:
        """This track with the other sign throughout."""
        if not (self.moves or self.start):
            return self
        return Track(-self.start, tuple(replace(move, to=-move.to) for move in self.moves))

    def busy(self) -> Iterator[tuple[float, float]]:
        """The spans of time in which the number changes."""
        value, rest = self.start, -math.inf
        for move in self.moves:
            if move.to != value or move.at < rest:
                rest = move.at + move.seconds
                yield move.at, rest
            value = move.to


STILL = Track(1.0)
NOWHERE = Track(0.0)


@dataclass(frozen=True)
class Motion:
    """The movements that scenes are made of. `unit` is in pixels; `reduced` leaves fades and takes the rest away."""

    unit: float
    reduced: bool = False

    def appear(self, at: float, seconds: float = ENTER) -> Track:
        """Opacity of what comes at `at`."""
        return Track(0.0).then(1.0, at, seconds)

    def rise(self, at: float) -> Track:
        """Vertical shift, in pixels, of what comes at `at`."""
        return NOWHERE if self.reduced else Track(12 * self.unit).then(0.0, at, ENTER)

    def draw(self, at: float, seconds: float = DRAW, ease: Ease = ease_both) -> Track:
        """How much of a stroke or a bar is there."""
        return Track(0.0).then(1.0, at, 0.0 if self.reduced else seconds, ease)

    def travel(self, track: Track, to: float, at: float, seconds: float = DRAW) -> Track:
        """`track` going on to `to`."""
        return track.then(to, at, 0.0 if self.reduced else seconds, ease_both)
