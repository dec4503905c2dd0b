"""The running clock: which stage of the run is when, how it stops and slows, and how its time fits the film's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...drawing.context import DrawContext
from ...drawing.motion.tracks import Track, steady
from ...timing.cues import FIRST, LAST, CueClock
from .laws.base import ModelStage, Run
from .scene import SimulateScene

_SLOW = 0.25
"""How fast the clock runs while it is slowed."""
_LEAST, _MOST = 2.2, 12.0
"""Seconds of film that a run takes at least, if there is time, and at most."""
_FILLED = 0.45
"""Part of the time until the next change that a run takes at least."""
_STILL = 0.7
"""Part of a stage at which a lasting run is shown to those who want no movement."""
_NICE = (1, 2, 4, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Shown:
    """A stage with what happens in it, and how its seconds come to those of the film."""

    stage: ModelStage
    run: Run
    rate: float
    """Seconds of what happens in a second of the running clock."""
    slowed: float
    """How fast the clock runs itself; less than 1 after it was told to be slow."""

    @property
    def ends(self) -> float:
        """When the run is over, by the running clock; the end of the stage if it never is."""
        return min(self.stage.start + self.run.duration / self.rate, self.stage.end)

    @property
    def rest(self) -> float:
        """Where the clock stands, for those who want no movement, so that all of the stage is told."""
        lasts = math.isinf(self.run.duration)
        return self.stage.start + _STILL * self.stage.seconds if lasts else self.ends

    @property
    def offset(self) -> float:
        """What `time` gives as the stage begins."""
        return self.time(self.stage.start)

    def time(self, clock: float) -> float:
        """Seconds of what happens, by the running clock; what goes on is timed from its first stage."""
        if math.isinf(self.run.duration):
            return max(clock, 0.0) * self.rate
        return min(max(clock - self.stage.start, 0.0) * self.rate, self.run.duration)


@dataclass(frozen=True)
class SimulationTimeline:
    """All stages, and the running clock as a track over the seconds of the film."""

    stages: tuple[Shown, ...]
    clock: Track
    begins: tuple[float, ...]
    """When each stage begins, in seconds of the film."""
    told: tuple[tuple[float, str], ...] = ()
    """What the clock is told to do, and when, in seconds of the film."""

    def at(self, clock: float) -> Shown:
        """The stage that is on by the running clock."""
        return next((each for each in reversed(self.stages) if clock >= each.stage.start), self.stages[0])

    def index(self, clock: float) -> int:
        """The number of the stage that is on."""
        return self.stages.index(self.at(clock))

    @property
    def end(self) -> float:
        """Where the running clock comes to."""
        return self.clock.moves[-1].to if self.clock.moves else self.clock.start

    def second(self, clock: float) -> float:
        """When the running clock shows `clock`, in seconds of the film; as it ends, if it never comes there."""
        value = self.clock.start
        for move in self.clock.moves:
            if move.to >= clock - 1e-9:
                share = (clock - value) / (move.to - value) if move.to > value else 0.0
                return move.at + max(share, 0.0) * move.seconds
            value = move.to
        last = self.clock.moves[-1] if self.clock.moves else None
        return last.at + last.seconds if last else self.begins[0]

    def pace_at(self, second: float) -> float:
        """How fast the clock runs at a second of the film, or did before it stopped."""
        told = [do for at, do in self.told if at <= second + 1e-9 and do in ("start", "slow")]
        return _SLOW if told and told[-1] == "slow" else 1.0

    def until(self, index: int) -> float | None:
        """When the stage after the one at `index` begins, in seconds of the film; None for the last."""
        return self.begins[index + 1] if index + 1 < len(self.begins) else None


def timeline(scene: SimulateScene, context: DrawContext, clock: CueClock) -> SimulationTimeline:
    """When what happens: the run begins at once unless it is told when to, and each set begins a stage."""
    times = _times(scene, clock)
    told = _begun([(at, str(change.do)) for at, change in zip(times, scene.changes, strict=True)])
    clock_of = _RunningTime(told, clock.duration)
    models = scene.stages()
    starts = [0.0, *(clock_of.at(at) for at, do in told if do == "set")]
    ends = [*starts[1:], clock_of.at(clock.duration)]
    sources = ["model", *(f"changes.{n}.to" for n, each in enumerate(scene.changes) if each.do == "set")]
    names = ["", *(each.quantity for each in scene.changes if each.do == "set")]
    stages = [ModelStage(*each) for each in zip(models, starts, ends, names, sources, strict=True)]
    runs = scene.model.runs(stages)
    slowed = [clock_of.slope(start) for start in starts]
    shown = tuple(_paced(stage, run, slow) for stage, run, slow in zip(stages, runs, slowed, strict=True))
    begins = (clock_of.first, *(at for at, do in told if do == "set"))
    track = clock_of.track(shown, begins, reduced=context.motion.reduced)
    return SimulationTimeline(shown, track, begins, tuple(told))


def _times(scene: SimulateScene, clock: CueClock) -> list[float]:
    """When the changes come: as they are spoken of; without a cue, the first after an even share of the time."""
    if not scene.changes:
        return []
    share = clock.duration / (len(scene.changes) + 1)
    return clock.times(scene.changes, start=FIRST if scene.changes[0].cue else max(FIRST, share))


def _begun(told: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """What is told to start first waits for it; else it starts by itself."""
    first = next((do for _, do in told if do in ("start", "stop", "set")), "")
    return told if first == "start" else [(FIRST, "start"), *told]


class _RunningTime:
    """How far the running clock is at each second of the film."""

    def __init__(self, told: Sequence[tuple[float, str]], duration: float) -> None:
        self._slopes: list[tuple[float, float]] = []
        slope = 0.0
        for at, do in told:
            slope = {"start": 1.0, "stop": 0.0, "slow": _SLOW}.get(do, slope or 1.0)
            self._slopes.append((at, slope))
        self._duration = duration
        self.first = next(at for at, slope in self._slopes if slope)

    def at(self, second: float) -> float:
        total = 0.0
        for (at, slope), until in zip(self._slopes, [*(at for at, _ in self._slopes[1:]), math.inf], strict=True):
            total += slope * max(0.0, min(second, until) - at)
        return total

    def slope(self, clock: float) -> float:
        """How fast it runs when it shows `clock`."""
        found = 1.0
        for at, slope in self._slopes:
            if slope and self.at(at) <= clock + 1e-9:
                found = slope
        return found

    def track(self, stages: Sequence[Shown], begins: Sequence[float], *, reduced: bool) -> Track:
        """The running clock over the seconds of the film; without movement it jumps to where all can be seen."""
        track = Track(0.0)
        if reduced:
            for shown, at in zip(stages, begins, strict=True):
                track = track.then(shown.rest, at, 0.0, steady)
            return track
        last = max(shown.ends for shown in stages)
        for (at, slope), until in zip(self._slopes, [*(at for at, _ in self._slopes[1:]), self._duration], strict=True):
            reached = min(self.at(until), last)
            if slope and reached > self.at(at):
                track = track.then(reached, at, (reached - self.at(at)) / slope, steady)
        return track


def _paced(stage: ModelStage, run: Run, slowed: float) -> Shown:
    """How fast a run goes: in its own time if that fits, else a round number of times faster or slower."""
    if not math.isfinite(run.duration):
        return Shown(stage, run, stage.model.rate(), slowed)
    room = max(stage.seconds - LAST * 0.6, _LEAST * 0.6)
    most = min(_MOST, room)
    least = min(max(_LEAST, _FILLED * room), most)
    own = run.duration
    if least <= own <= most:
        return Shown(stage, run, 1.0, slowed)
    if own > most:
        rate = next((float(n) for n in _NICE if own / n <= most), _round(own / most))
        return Shown(stage, run, rate, slowed)
    slower = [n for n in _NICE if own * n <= most]
    fitting = next((n for n in slower if own * n >= least), slower[-1])
    rate = 1.0 / fitting if own * fitting >= _LEAST / 2 else own / least
    return Shown(stage, run, rate, slowed)


def _round(value: float) -> float:
    """The next number with one digit that is no less."""
    power = 10.0 ** math.floor(math.log10(value))
    return math.ceil(value / power - 1e-9) * power
