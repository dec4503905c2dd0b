"""The curves of a plot as functions, and how they change: by a parameter that runs, or by a shift."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .maths.expression import Values
from .maths.formula import ReadFormula, read_formula
from .maths.sampling import Function
from .scene import PlotScene
from .timeline import SHIFTING, SWEEPING, PlotTimeline


@dataclass(frozen=True)
class CurveStage:
    """A change of a curve that begins at `at`. `between` is the curve after a share (0-1) of it.

    A shift leaves its old curve behind; a sweep of `letter` from `start` to `end` does so too.
    """

    at: float
    seconds: float
    between: Callable[[float], Function]
    name: str = ""
    formula: ReadFormula | None = None
    letter: str = ""
    start: float = 0.0
    end: float = 0.0
    source: str = ""
    """The part of the scene that says so, such as "shifts.0"."""


@dataclass(frozen=True)
class MovingCurve:
    """A curve as it is at first, and its changes in the order of their times."""

    index: int
    name: str
    formula: ReadFormula
    first: Function
    stages: tuple[CurveStage, ...]

    @property
    def ends(self) -> float:
        """When it has come to rest."""
        return max((stage.at + stage.seconds for stage in self.stages), default=0.0)

    def states(self) -> Iterator[Function]:
        """The curve at first and after each of its changes."""
        yield self.first
        for stage in self.stages:
            yield stage.between(1.0)

    def at(self, seconds: float) -> Function:
        """The curve as it is, or is on its way to be, at a time."""
        begun = [stage for stage in self.stages if stage.at <= seconds + 0.05]
        return begun[-1].between(1.0) if begun else self.first

    @property
    def last(self) -> Function:
        return self.stages[-1].between(1.0) if self.stages else self.first

    def answers_to(self, name: str) -> bool:
        """Whether it is called so, before or after a change."""
        return name in {self.name, *(stage.name for stage in self.stages)} - {""}


@dataclass
class _CurveMoment:
    """How a curve is between two changes."""

    formula: ReadFormula
    parameters: dict[str, float] = field(default_factory=dict)

    def function(self) -> Function:
        return function_of(self.formula, self.parameters)


def function_of(formula: ReadFormula, parameters: Mapping[str, float]) -> Function:
    """`formula` as a function of its variable alone."""
    given, variable = dict(parameters), formula.of or "x"
    return lambda xs: formula.at(xs, variable, given)


def moving_curves(scene: PlotScene, line: PlotTimeline) -> list[MovingCurve]:
    """All curves of `scene` with what happens to them."""
    return [_moving(scene, line, index) for index in range(len(scene.curves))]


def _moving(scene: PlotScene, line: PlotTimeline, index: int) -> MovingCurve:
    curve = scene.curves[index]
    state = _CurveMoment(read_formula(curve.formula), {each.name: each.value for each in scene.parameters})
    first, formula = state.function(), state.formula
    names = {curve.name}
    stages: list[CurveStage] = []
    for at, source, number in _changes(scene, line):
        if source == "parameters":
            stage = _swept(scene, state, number, at, line)
        else:
            stage = _shifted(scene, state, number, at, names)
        if stage:
            stages.append(stage)
            names.add(stage.name)
    return MovingCurve(index, curve.name, formula, first, tuple(stages))


def _changes(scene: PlotScene, line: PlotTimeline) -> list[tuple[float, str, int]]:
    """What changes curves, in the order of time."""
    runs = [(line.at("parameters", n), "parameters", n) for n, each in enumerate(scene.parameters) if _runs(each)]
    return sorted([*runs, *((line.at("shifts", n), "shifts", n) for n in range(len(scene.shifts)))])


def _runs(parameter: object) -> bool:
    to = getattr(parameter, "to", None)
    return to is not None and to != getattr(parameter, "value", None)


def _swept(scene: PlotScene, state: _CurveMoment, number: int, at: float, line: PlotTimeline) -> CurveStage | None:
    parameter = scene.parameters[number]
    low, high = state.parameters[parameter.name], parameter.to
    if high is None or parameter.name not in state.formula.letters():
        return None
    formula, others = state.formula, dict(state.parameters)

    def between(share: float) -> Function:
        return function_of(formula, {**others, parameter.name: low + (high - low) * share})

    state.parameters[parameter.name] = high
    seconds = line.seconds_for(at, SWEEPING)
    return CurveStage(at, seconds, between, letter=parameter.name, start=low, end=high, source=f"parameters.{number}")


def _shifted(scene: PlotScene, state: _CurveMoment, number: int, at: float, names: set[str]) -> CurveStage | None:
    shift = scene.shifts[number]
    if shift.curve not in names:
        return None
    old = state.function()
    state.formula = read_formula(shift.formula)
    new = state.function()

    def between(share: float) -> Function:
        if share >= 1:
            return new

        def mixed(xs: Values) -> Values:
            return (1 - share) * old(xs) + share * new(xs)

        return mixed

    return CurveStage(at, SHIFTING, between, name=shift.name, formula=state.formula, source=f"shifts.{number}")
