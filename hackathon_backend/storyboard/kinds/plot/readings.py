"""The values of parameters, which run along while they change."""

from __future__ import annotations

from dataclasses import replace

from ...drawing.motion.tracks import GROW, Track, ease_both
from ...drawing.text.text import TextBlock
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Colour
from ..chart.labels import words
from .curves import CurveStage
from .marks.brushes import ReadingBrush
from .placing import PlotLabel, label_marks
from .plot import Plot

_STEPS = 40
_ENDLESS = 4000


def draw_readings(plot: Plot) -> None:
    """The value of each parameter that is not hidden behind names, or that runs."""
    used = {letter for curve in plot.curves for letter in curve.formula.letters()}
    hidden = all(curve.name for curve in plot.curves)
    for number, parameter in enumerate(plot.scene.parameters):
        if parameter.name in used and not (hidden and parameter.to is None):
            _draw(plot, number)


def _draw(plot: Plot, number: int) -> None:
    source = f"parameters.{number}"
    stage = next((stage for curve in plot.curves for stage in curve.stages if stage.source == source), None)
    blocks, grow = _values(plot, number, stage)
    widest = max(blocks, key=lambda block: block.width)
    label = PlotLabel(widest.width, widest.height, ReadingBrush(tuple(blocks)))
    plane, gap = plot.plane.box, plot.context.u(10)
    right = plane.right - label.width - gap
    corners = [(right, plane.y), (plane.x + 2 * gap, plane.y), (right, plane.bottom - label.height - gap)]
    placed = plot.places.put(label, [label.at(*corner) for corner in corners])
    opacity = plot.shown(plot.line.at("curves", 0) + GROW)
    ground, text = label_marks(plot.context, label, placed, source, opacity)
    plot.layers.put([ground, replace(text, grow=grow)], covers=placed[1])


def _values(plot: Plot, number: int, stage: CurveStage | None) -> tuple[list[TextBlock], Track]:
    """What is read, one after the other, and how far it is."""
    parameter, context = plot.scene.parameters[number], plot.context
    colour = _colour(plot, parameter.name)
    if stage is None:
        return [_block(plot, parameter.name, parameter.value, colour)], Track(1.0)
    step = (stage.end - stage.start) / _STEPS
    blocks = [_block(plot, parameter.name, stage.start + step * place, colour) for place in range(_STEPS + 1)]
    return blocks, context.motion.draw(stage.at, stage.seconds, ease_both)


def _block(plot: Plot, name: str, value: float, colour: Colour) -> TextBlock:
    text = f"{name} = {plot.plain.text(value)}"
    return words(plot.context, text, plot.context.u(_ENDLESS), colour=colour, weight=SEMIBOLD)


def _colour(plot: Plot, letter: str) -> Colour:
    """That of the curve that depends on a letter; ink if several do."""
    curves = [curve.index for curve in plot.curves if letter in curve.formula.letters()]
    return plot.colours.curves[curves[0]] if len(curves) == 1 else plot.context.theme.ink
