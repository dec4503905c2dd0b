"""The curves as they are drawn: along their way, then moving on, with their names at their ends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from ....drawing.arrows import ArrowBrush, localised, polyline
from ....drawing.brushes import StrokeBrush
from ....drawing.marks import Mark
from ....drawing.motion.tracks import GROW, ease_both
from ..curves import CurveStage, MovingCurve
from ..found import span
from ..maths.sampling import Piece, Point
from ..placing import PlotLabel, at_end, formula_label, name_label
from ..plot import Plot
from ..scene import curve_identity
from ..timeline import FAINT
from ..words import word
from .brushes import ChangingBrush, path_of

THICK, _AWAY = 4, 12
"""Units across a curve, and from its end to its name."""
_FAR, _CLEAR = 34, 60
"""Units that a curve has to move for an arrow, and that the arrow keeps from labelled points."""
_SOON = 0.4
"""Seconds after which the name of a curve that moves comes: the eye follows the curve first."""


@dataclass(frozen=True)
class CurveState:
    """A curve between two changes: its pieces in pixels, and when it is there."""

    curve: MovingCurve
    number: int
    pieces: list[Piece]
    start: float
    until: float | None
    """When it moves on; None if it stays."""
    gone: float | None
    """When the place where it was is no longer marked."""


def states(plot: Plot, curve: MovingCurve) -> list[CurveState]:
    """The curve at first and after each change."""
    low, high = span(plot.scene, curve.index, plot.plane.xs)
    starts = [plot.line.at("curves", curve.index), *(stage.at for stage in curve.stages)]
    found = []
    for number, function in enumerate(curve.states()):
        until = starts[number + 1] if number + 1 < len(starts) else None
        gone = starts[number + 2] if number + 2 < len(starts) else None
        found.append(CurveState(curve, number, plot.plane.curve(function, low, high), starts[number], until, gone))
    return found


def draw_curves(plot: Plot) -> None:
    """All curves, then all their names: no name may stand where another curve runs."""
    rows = [states(plot, curve) for curve in plot.curves]
    for row in rows:
        for state in row:
            plot.places.add_lines(state.pieces, THICK)
            plot.layers.lines.append(_mark(plot, state))
    for row in rows:
        for before, after in pairwise(row):
            _arrow(plot, before, after)
    for row in rows:
        for state in reversed(row):
            _name(plot, state)


def _mark(plot: Plot, state: CurveState) -> Mark:
    context, box, colour = plot.context, plot.plane.box, plot.colours.curves[state.curve.index]
    thing, thick = f"curves.{state.curve.index}", context.u(THICK)
    path = path_of(state.pieces, box.x, box.y)
    changes = [(at, level) for at, level in ((state.until, FAINT), (state.gone, 0.0)) if at is not None]
    opacity = plot.strength(state.start, [thing], changes)
    identity = curve_identity(plot.scene, _formula(plot, state))
    if state.number == 0:
        grow = context.motion.draw(state.start, GROW * 1.3)
        return Mark(box, StrokeBrush(path, colour, thick), thing, opacity, grow, identity=identity)
    stage = state.curve.stages[state.number - 1]
    grow = context.motion.draw(stage.at, stage.seconds, ease_both)
    brush = ChangingBrush(path, lambda share: _between(plot, state, stage, share), colour, thick)
    return Mark(box, brush, thing, opacity, grow, identity=identity)


def _formula(plot: Plot, state: CurveState) -> str:
    """The formula of a curve as it stands in the scene; that of a sweep is the one it had before."""
    past = state.curve.stages[: state.number]
    sources = [stage.source for stage in past if stage.formula]
    return (
        plot.scene.shifts[int(sources[-1].split(".")[1])] if sources else plot.scene.curves[state.curve.index]
    ).formula


def _between(plot: Plot, state: CurveState, stage: CurveStage, share: float) -> list[Piece]:
    """The curve on its way, in pixels from the corner of the plane."""
    box = plot.plane.box
    pieces = plot.plane.curve(stage.between(share), *span(plot.scene, state.curve.index, plot.plane.xs))
    return [[(x - box.x, y - box.y) for x, y in piece] for piece in pieces]


def _arrow(plot: Plot, before: CurveState, after: CurveState) -> None:
    """An arrow from where a curve was to where it has moved, if that is far enough to tell."""
    stage, context = after.curve.stages[after.number - 1], plot.context
    old, new = ([point for piece in state.pieces for point in piece] for state in (before, after))
    if stage.letter or len(old) < 2 or len(new) < 2:
        return
    start = min(old[: len(old) * 3 // 4], key=lambda point: _aside(plot, point, old))
    end = min(new, key=lambda point: math.dist(point, start))
    far, gap = math.dist(start, end), context.u(THICK * 2)
    if far < context.u(_FAR):
        return
    share, rest = gap / far, 1 - gap / far
    ends = [tuple(a + (b - a) * part for a, b in zip(start, end, strict=True)) for part in (share, rest)]
    box, path = localised(polyline([(each[0], each[1]) for each in ends], 0.0))
    brush = ArrowBrush(path, plot.colours.curves[after.curve.index], context.u(THICK * 0.75), context.u(12))
    at = stage.at + stage.seconds * 0.5
    changes = [] if after.until is None else [(after.until, 0.0)]
    opacity = plot.strength(at, [f"curves.{after.curve.index}"], changes)
    plot.layers.lines.append(Mark(box, brush, "", opacity, context.motion.draw(at)))
    plot.places.add_lines([[start, end]], THICK)


def _aside(plot: Plot, point: Point, old: list[Point]) -> float:
    """How unfit a point of a curve is for an arrow: far from a quarter of its way, or near to what is labelled."""
    found = [plot.plane.point(each.x, each.y) for each in plot.found]
    near = min((math.dist(point, each) for each in found), default=math.inf)
    return math.dist(point, old[len(old) // 4]) + (plot.plane.box.width if near < plot.context.u(_CLEAR) else 0.0)


def _name(plot: Plot, state: CurveState) -> None:
    """The name at the end of a curve; where it has moved on, another one says so."""
    made, path, start = curve_label(plot, state), _path(state), state.start
    start += _SOON if state.number else GROW
    placed = plot.places.put(made, at_end(made, state.pieces, plot.context.u(_AWAY))) if state.pieces else None
    if placed is None:
        return
    plot.label(made, placed, path, plot.shown(start, state.until))
    if state.until is not None:
        stage = state.curve.stages[state.number]
        old = name_label(plot.context, _before(plot, stage), plot.context.theme.muted, room(plot), bold=False)
        # It takes the place of the name, which is gone by then.
        plot.places.solid.remove(placed[0])
        where = plot.places.put(
            old, [old.at(placed[0].x, placed[0].y), *at_end(old, state.pieces, plot.context.u(_AWAY))]
        )
        plot.places.solid.append(placed[0])
        plot.label(old, where, "", plot.shown(state.until + 0.1, state.gone))


def _before(plot: Plot, stage: CurveStage) -> str:
    if stage.letter:
        return f"{stage.letter} = {plot.plain.text(stage.start)}"
    return word("before", plot.context.language)


def _path(state: CurveState) -> str:
    if state.number:
        stage = state.curve.stages[state.number - 1]
        if stage.name:
            return f"{stage.source}.name"
    return f"curves.{state.curve.index}.{'name' if state.curve.name else 'formula'}"


def room(plot: Plot) -> float:
    """The widest that a name may be."""
    return plot.places.area.width * 0.3


def curve_label(plot: Plot, state: CurveState) -> PlotLabel:
    """What stands at the end of a curve."""
    curve = state.curve
    past = curve.stages[: state.number]
    name = next((stage.name for stage in reversed(past) if stage.name), curve.name)
    colour = plot.colours.curves[curve.index]
    if name:
        return name_label(plot.context, name, colour, room(plot))
    formula = next((stage.formula for stage in reversed(past) if stage.formula), curve.formula)
    text = next((plot.scene.shifts[int(s.source.split(".")[1])].formula for s in reversed(past) if s.formula), None)
    plain = text or plot.scene.curves[curve.index].formula
    plain = plain if "=" in plain else f"y = {plain}"
    return formula_label(plot.context, f"y = {formula.tree.latex()}", plain, colour, room(plot) * 1.3)
