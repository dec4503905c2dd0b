"""A drawing with its labels: what is spoken of in full, the rest stepped back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

import skia

from ...drawing.arrows import localised, polyline
from ...drawing.brushes import BrushKind, GlowBrush, StrokeBrush, TextBrush, Unmirrored, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import ENTER, STEP, Track, ease_both
from ...drawing.parts.basics import heading
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...timing.cues import CueClock
from .brushes import PartBrush
from .figure import CutawayFigure
from .flows import flow_marks
from .labels import Place, PlacedLabel
from .layout import LabelText
from .library import drawing_of, find_subject
from .scene import CutawayScene, layer_of
from .timeline import timeline
from .zoom import Nearness

_DOT, _LINE, _THINNEST, _CORNER = 11, 2.2, 1.6, 6
"""Units: across a dot, the breadth of a label's line, of the thinnest line in a drawing, and the radius of a bend."""
_QUIET = 0.45
"""Opacity of the line of a label that is not spoken of."""


def compose(scene: CutawayScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a cutaway, back to front."""
    head, area = heading(context, scene.heading)
    drawing = drawing_of(find_subject(scene.subject))
    figure = CutawayFigure(scene, drawing, context, area, timeline(scene, drawing, clock))
    near = Nearness(figure)
    drawn = near.camera.applied([*_parts(figure), *flow_marks(figure)])
    # Drawings are never turned around, and labels stand where their lines lead.
    return [head, *(replace(mark, island=area) for mark in [*drawn, *_labels(figure, near)])]


def _parts(figure: CutawayFigure) -> Iterator[Mark]:
    """The drawing: neighbouring shapes of one part are one mark."""
    context = figure.context
    subject = find_subject(figure.scene.subject)
    for index, (part, group) in enumerate(groupby(figure.shapes, key=lambda shape: shape.part)):
        shapes = [*group]
        whole = skia.Path()
        for shape in shapes:
            whole.addPath(shape.edge)
            whole.addPath(shape.area)
        box, _ = localised(whole)
        matrix = skia.Matrix.Translate(-box.x, -box.y)
        wide = max(max(shape.width for shape in shapes), context.u(_THINNEST))
        brush = PartBrush([shape.turned(matrix) for shape in shapes], figure.palette, context.u(_THINNEST), wide)
        strength = figure.times.strength(part)
        yield Mark(box, brush, "", context.motion.appear(0.0), strength, identity=layer_of(subject, index))


def _labels(figure: CutawayFigure, near: Nearness) -> Iterator[Mark]:
    marks = [mark for placed in figure.arrangement.labels for mark in _label(figure, placed, near)]
    yield from sorted(marks, key=lambda mark: mark.brush.kind == "text")


def _label(figure: CutawayFigure, placed: PlacedLabel, near: Nearness) -> Iterator[Mark]:
    """One label: its line, its dot, its name in colour while it is spoken of and else in grey, and its note."""
    text = figure.plan.texts[placed.index]
    lit, quiet, there = _tracks(figure, text.path)
    yield from _line(figure, text, placed.line, near.away(_line_track(figure, lit)))
    for each in near.spans:
        if near.names(placed, each):
            yield from _line(figure, text, near.line(placed, each), near.only(each))
    path = f"{text.path}.part" if text.path.startswith("parts") else f"{text.path}.flow"
    for block, opacity in zip(text.names, (lit, quiet), strict=True):
        yield _set(placed, block, placed.name, path, near.away(opacity, placed))
    if text.note:
        yield _set(placed, text.note, placed.note, f"{text.path}.label", near.away(there, placed))


@dataclass(frozen=True)
class _LineBrush(Unmirrored, StrokeBrush):
    """The line of a label: there at once, however it stands."""

    kind: ClassVar[BrushKind] = "glow"

    def stretch(self, _before: float, _after: float) -> Box | None:
        return None


def _line(figure: CutawayFigure, text: LabelText, line: tuple[Place, ...], opacity: Track) -> Iterator[Mark]:
    """A line with the dot at its end."""
    context = figure.context
    box, path = localised(polyline(line, context.u(_CORNER)))
    yield Mark(box, _LineBrush(path, text.colour, context.u(_LINE)), "", opacity)
    size, (x, y) = context.u(_DOT), line[-1]
    dot = GlowBrush(rounded(size, size, size / 2), text.colour, context.theme.paper, size / 5)
    yield Mark(Box(x - size / 2, y - size / 2, size, size), dot, "", opacity)


def _set(placed: PlacedLabel, block: TextBlock, box: Box, path: str, opacity: Track) -> Mark:
    """A text in its box; left of its line it ends there."""
    type_ = replace(block.type, align="right" if placed.to_left else "left")
    return Mark(box, TextBrush(measure(block.text, type_, block.room, balance=True)), path, opacity)


def _tracks(figure: CutawayFigure, path: str) -> tuple[Track, Track, Track]:
    """Opacity of a name in colour, in grey, and of what is there from its moment on."""
    motion = figure.context.motion
    if path.startswith("all."):
        there = motion.appear(0.0)
        # Where nothing is spoken of by itself, all is.
        return (Track(0.0), there, there) if figure.times.moments else (there, Track(0.0), there)
    moment = figure.times.of(path)
    lit, quiet = Track(0.0), motion.appear(0.0) if figure.scene.labels == "all" else Track(0.0)
    for start, end in figure.times.spans(path):
        first = start <= moment.start + 1e-6
        lit = lit.then(1.0, start, motion.appear(0.0).moves[0].seconds if first else STEP)
        quiet = quiet.then(0.0, start, STEP, ease_both) if quiet.value(start) else quiet
        if end is not None:
            lit = lit.then(0.0, end, STEP, ease_both)
            quiet = quiet.then(1.0, end, STEP, ease_both)
    return lit, quiet, motion.appear(moment.start)


def _line_track(figure: CutawayFigure, lit: Track) -> Track:
    """Opacity of a line: in full while its label is lit, else quiet once it is there."""
    track = Track(0.0)
    if figure.scene.labels == "all":
        track = track.then(_QUIET, 0.0, ENTER)
    for move in lit.moves:
        track = track.then(1.0 if move.to == 1.0 else _QUIET, move.at, move.seconds, move.ease)
    return track
