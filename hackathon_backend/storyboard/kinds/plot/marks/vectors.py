"""Vectors as arrows, the grid and the arrows as a linear map moves them, eigenvectors with their lines and values."""

from __future__ import annotations

import math

from ....drawing.arrows import ArrowBrush, localised
from ....drawing.marks import Mark
from ....drawing.motion.tracks import ENTER, GROW, Track, ease_both
from ....drawing.stage import Box
from ....theme import Colour
from ..maths.linear import keeps_every_direction
from ..maths.sampling import Piece, Point
from ..placing import PlotLabel, beside_point, beside_shaft, formula_label, name_label
from ..plot import Plot
from ..timeline import FAINT
from ..vectors import MAPPING, MovingVector, grid_step, matrix_of, meet
from ..words import word
from .brushes import DottedBrush, path_of
from .mapped import GRID_STRENGTH, MappedArrowBrush, MappedGridBrush, Mapping, arrow_between

_THICK, _HEAD, _LINE, _GRID, _AWAY = 4.5, 17, 2.5, 1.6, 10
"""Units across a vector, of its head, across the line of an eigenvector and a line of the grid, and to labels."""
_DOTS = 9
_MOST_LINES = 40
"""Lines of the grid each way that move."""


def keep_vectors_clear(plot: Plot) -> None:
    """Keep all other labels away from arrows, which are drawn over curves and so after them."""
    for vector in plot.vectors:
        plot.places.add_lines([list(_ends(plot, ends)) for ends in (vector.before, vector.after)], _THICK)


def draw_vectors(plot: Plot) -> None:
    """Add the grid that moves, the vectors, the lines of eigenvectors, and what they are called."""
    if plot.scene.transform:
        _grid(plot)
        _matrix(plot)
    for vector, colour in zip(plot.vectors, plot.colours.vectors, strict=True):
        if vector.value is not None:
            _eigenline(plot, vector, colour)
        _vector(plot, vector, colour)
    # All arrows are there before the first label looks for room.
    for vector, colour in zip(plot.vectors, plot.colours.vectors, strict=True):
        _names(plot, vector, colour)
    for number, asked in enumerate(plot.scene.show):
        if asked.what == "eigenvectors":
            _eigenvalues(plot, number)
            break


def _moves(plot: Plot) -> tuple[float, float]:
    """When the map begins, and how many seconds it takes."""
    at = plot.line.at("transform", 0)
    return at, plot.line.seconds_for(at, MAPPING)


def _mapping(plot: Plot) -> Mapping:
    plane = plot.plane
    (x, y), (right, top) = plane.point(0.0, 0.0), plane.point(1.0, 1.0)
    return Mapping(matrix_of(plot.scene.transform[0]), (x - plane.box.x, y - plane.box.y), (right - x, y - top))


def _ends(plot: Plot, ends: tuple[Point, Point]) -> tuple[Point, Point]:
    return plot.plane.point(*ends[0]), plot.plane.point(*ends[1])


def _vector(plot: Plot, vector: MovingVector, colour: Colour) -> None:
    """An arrow that is drawn; once the map begins it moves on, and a pale one stays where it was."""
    context = plot.context
    before, after = _ends(plot, vector.before), _ends(plot, vector.after)
    if not plot.scene.transform:
        _drawn(plot, vector, before, colour, [])
        return
    at, seconds = _moves(plot)
    if vector.at >= at:
        # The map has taken place, or does so just now: what comes is seen where it leads to, and pale where it was.
        _drawn(plot, vector, before, colour, [(vector.at + 0.1, FAINT)])
        _drawn(plot, vector, after, colour, [])
        return
    _drawn(plot, vector, before, colour, [(at, FAINT)])
    box = plot.plane.box
    brush = MappedArrowBrush(vector.before, _mapping(plot), colour, context.u(_THICK), context.u(_HEAD))
    grow = context.motion.draw(at, seconds, ease_both)
    plot.layers.lines.append(Mark(box, brush, vector.source, plot.strength(at, [vector.source]), grow))
    plot.places.add_lines([list(after)], _THICK)


def _drawn(
    plot: Plot, vector: MovingVector, ends: tuple[Point, Point], colour: Colour, changes: list[tuple[float, float]]
) -> None:
    context = plot.context
    brush = arrow_between(ends, colour, context.u(_THICK), context.u(_HEAD))
    box, path = localised(brush.path)
    opacity = plot.strength(vector.at, [vector.source], changes)
    brush = ArrowBrush(path, colour, brush.thickness, brush.head)
    plot.layers.lines.append(Mark(box, brush, vector.source, opacity, context.motion.draw(vector.at, GROW)))
    plot.places.add_lines([list(ends)], _THICK)


def _names(plot: Plot, vector: MovingVector, colour: Colour) -> None:
    """The name of a vector at its tip, and again where the map has taken it."""
    if not vector.name:
        return
    label = name_label(plot.context, vector.name, colour, plot.places.area.width * 0.3)
    until = None
    if plot.scene.transform:
        at, seconds = _moves(plot)
        until = at if vector.at < at else None
        if vector.before != vector.after:
            shown = max(at + seconds - ENTER, vector.at)
            _name(plot, vector, label, vector.after, (shown, None))
        else:
            until = None
    if vector.before == vector.after or until is not None or not plot.scene.transform:
        _name(plot, vector, label, vector.before, (vector.at + GROW * 0.6, until))


def _name(
    plot: Plot, vector: MovingVector, label: PlotLabel, ends: tuple[Point, Point], times: tuple[float, float | None]
) -> None:
    start, tip = _ends(plot, ends)
    spots = beside_point(label, *tip, plot.context.u(_AWAY + _HEAD / 2))
    # On the far side of the tip first: there the arrow itself is not.
    spots.sort(key=lambda box: -math.dist(box.centre, start) + 2 * math.dist(box.centre, tip))
    if not plot.scene.transform and meet(plot.vectors):
        spots = [*beside_shaft(label, start, tip, _middle(plot), plot.context.u(_AWAY)), *spots]
    _write(plot, label, spots, f"{vector.source}.name", plot.shown(*times))


def _middle(plot: Plot) -> Point:
    """The middle of all vectors, in pixels."""
    ends = [end for vector in plot.vectors for end in _ends(plot, vector.before)]
    return sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends)


def _write(plot: Plot, label: PlotLabel, spots: list[Box], path: str, opacity: Track) -> None:
    """A label at the first free spot, which covers the grid where one moves."""
    patched = bool(plot.scene.transform)
    box, covers = plot.places.put(label, spots, patched=patched)
    plot.label(label, (box, covers or patched), path, opacity)


def _grid(plot: Plot) -> None:
    """A grid of the numbers at the axes, wide enough for the map to bring in what lies beyond the edges."""
    plane, context = plot.plane, plot.context
    step, far = grid_step(plane), max(map(abs, (*plane.xs, *plane.ys)))
    count = min(math.ceil(2 * far / step), _MOST_LINES // 2)
    reach = count * step
    places = [number * step for number in range(-count, count + 1)]
    lines = [((place, -reach), (place, reach)) for place in places]
    lines += [((-reach, place), (reach, place)) for place in places]
    at, seconds = _moves(plot)
    colour = context.theme.paper.mixed(context.theme.accents[0], GRID_STRENGTH)
    size = (plane.box.width, plane.box.height)
    brush = MappedGridBrush(tuple(lines), _mapping(plot), *size, colour, context.u(_GRID))
    grow = context.motion.draw(at, seconds, ease_both)
    plot.layers.fills.append(Mark(plane.box, brush, "transform.0", context.motion.appear(plot.line.begun), grow))


def _matrix(plot: Plot) -> None:
    """The matrix itself, in a corner, from when it is spoken of."""
    transform, context = plot.scene.transform[0], plot.context
    rows = r" \\ ".join(" & ".join(plot.plain.text(entry) for entry in row) for row in transform.matrix)
    name = f"{transform.name} = " if transform.name else ""
    latex = rf"{name}\begin{{pmatrix}} {rows} \end{{pmatrix}}".replace("−", "-")
    label = formula_label(context, latex, transform.name, context.theme.ink, plot.places.area.width * 0.5)
    _in_a_corner(plot, label, "transform.0.matrix", plot.line.at("transform", 0))


def _in_a_corner(plot: Plot, label: PlotLabel, path: str, at: float) -> None:
    box, gap = plot.plane.box, plot.context.u(14)
    left, right = box.x + gap, box.right - label.width - gap
    top, bottom = box.y + gap, box.bottom - label.height - gap
    corners = [label.at(x, y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))]
    _write(plot, label, corners, path, plot.shown(at))


def _eigenline(plot: Plot, vector: MovingVector, colour: Colour) -> None:
    """The line that an eigenvector never leaves, from edge to edge."""
    piece = _across(plot, vector)
    box, context = plot.plane.box, plot.context
    brush = DottedBrush(path_of([piece], box.x, box.y), colour, context.u(_LINE), context.u(_DOTS))
    grow = context.motion.draw(vector.at, GROW)
    opacity = plot.strength(vector.at, [vector.source])
    plot.layers.lines.append(Mark(box, brush, vector.source, opacity, grow))
    plot.places.add_lines([piece], _LINE)


def _across(plot: Plot, vector: MovingVector) -> Piece:
    """The line through the origin along a vector, as far as the plane is seen."""
    x, y = vector.components
    plane = plot.plane
    ends = []
    for side in (-1.0, 1.0):
        reach = [
            (plane.xs[1] if side * x > 0 else plane.xs[0]) / (side * x) if x else math.inf,
            (plane.ys[1] if side * y > 0 else plane.ys[0]) / (side * y) if y else math.inf,
        ]
        ends.append(plane.point(side * x * min(reach), side * y * min(reach)))
    return ends


def _eigenvalues(plot: Plot, number: int) -> None:
    """Each eigenvalue at its line; that there is none, or that every direction has the same one, is said."""
    context, source, at = plot.context, f"show.{number}", plot.line.at("show", number)
    matrix = matrix_of(plot.scene.transform[0])
    room = plot.places.area.width * 0.45
    if keeps_every_direction(matrix):
        text = f"{word('every direction', context.language)}: λ = {plot.plain.text(matrix[0][0])}"
        _in_a_corner(plot, name_label(context, text, context.theme.ink, room), f"{source}.value", at)
        return
    shown = [each for each in zip(plot.vectors, plot.colours.vectors, strict=True) if each[0].value is not None]
    for vector, colour in shown:
        label = name_label(context, f"λ = {plot.plain.text(vector.value or 0.0)}", colour, room)
        piece = _across(plot, vector)
        far, away = context.u(_AWAY), 0.12
        spots = []
        for start, end in (piece[::-1], piece):
            x, y = (a + (b - a) * away for a, b in zip(start, end, strict=True))
            spots += beside_point(label, x, y, far)
        _write(plot, label, spots, f"{source}.value", plot.shown(at + GROW * 0.6))
    if not shown:
        text = word("no real eigenvalue", context.language)
        _in_a_corner(plot, name_label(context, text, context.theme.ink, room), f"{source}.value", at)
