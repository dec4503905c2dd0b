"""Where labels stand: near to what they name, over nothing, within the frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ....errors import StoryboardError
from ...drawing.brushes import Brush, GlowBrush, ShapeBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.formulas.formula import Formula, formula
from ...drawing.marks import Mark
from ...drawing.motion.tracks import Track
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Colour
from ..chart.labels import LABEL, words
from ..chart.lines.walls import Walls
from ..equation.brush import FormulaBrush
from .maths.sampling import Piece, Point

_AIR = 3
"""Units that are kept free around a label."""
_GRID = 26


@dataclass(frozen=True)
class PlotLabel:
    """What is to be written, measured."""

    width: float
    height: float
    brush: Brush

    def at(self, x: float, y: float) -> Box:
        return Box(x, y, self.width, self.height)


def text_label(block: TextBlock) -> PlotLabel:
    """A text as a label."""
    return PlotLabel(block.width, block.height, TextBrush(block))


def name_label(context: DrawContext, text: str, colour: Colour, room: float, *, bold: bool = True) -> PlotLabel:
    """A name in the colour of what it names, in lines of at most `room` pixels if no word is longer than that."""
    weight = SEMIBOLD if bold else 400
    block = words(context, text, room, LABEL, colour=colour, weight=weight)
    if block.breaks_words:
        block = words(context, text, block.longest_word + 1.0, LABEL, colour=colour, weight=weight)
    return text_label(block)


def formula_label(context: DrawContext, latex: str, plain: str, colour: Colour, room: float) -> PlotLabel:
    """A formula as it is printed; as plain text if it can't be, or is too long."""
    size = context.u(LABEL * 1.08)
    try:
        made: Formula = formula(latex, context.language)
    except StoryboardError:
        return name_label(context, plain, colour, room)
    if made.box.width * size > room:
        return name_label(context, plain, colour, room)
    brush = FormulaBrush(made, size, colour, colour, (), context.language)
    return PlotLabel(made.box.width * size, made.box.height * size, brush)


@dataclass
class Places:
    """What is taken of the frame: `texts` and other solid boxes, and lines that nothing should lie on."""

    context: DrawContext
    area: Box
    solid: list[Box] = field(default_factory=list)
    lines: list[tuple[float, list[Piece]]] = field(default_factory=list)
    _walls: Walls | None = None

    def add_lines(self, pieces: Sequence[Piece], thickness: float = 4.0) -> None:
        """Lines of so many units across that labels keep away from."""
        kept = [piece for piece in pieces if len(piece) > 1]
        if kept:
            self.lines.append((self.context.u(thickness / 2 + 1), kept))
            self._walls = None

    def add_points(self, points: Iterable[Point], size: float) -> None:
        """Dots of so many units across."""
        half = self.context.u(size / 2)
        self.solid += [Box(x - half, y - half, 2 * half, 2 * half) for x, y in points]

    def put(self, label: PlotLabel, candidates: Iterable[Box], *, patched: bool = False) -> tuple[Box, bool]:
        """Where `label` goes, which is taken from then on, and whether lines run behind it there.

        The first candidate that is free; else the nearest free place to the first one; else one that covers lines only.
        A label that is `patched` stands on paper wherever it is, which needs room beside it and may not leave the area.
        """
        wanted = list(candidates)
        for box in wanted:
            if self.is_free(box, patched=patched):
                return self._taken(box), False
        around = list(self._around(label, wanted[0]))
        for box in around:
            if self.is_free(box, patched=patched):
                return self._taken(box), False
        for box in [*wanted, *around]:
            if self._is_apart(box, patched):
                return self._taken(box), True
        return self._taken(min(around, key=lambda box: sum(map(box.overlap, self.solid)))), True

    def is_free(self, box: Box, *, patched: bool = False) -> bool:
        return self._is_apart(box, patched) and not self.walls.meets(box.grown(self.context.u(_AIR - 1)))

    @property
    def walls(self) -> Walls:
        if self._walls is None:
            self._walls = Walls.along(*self.lines)
        return self._walls

    def _is_apart(self, box: Box, patched: bool) -> bool:
        air = self.context.u(_AIR)
        beside = 4 * air if patched else 2 * air
        wide = Box(box.x - beside, box.y - air, box.width + 2 * beside, box.height + 2 * air)
        held = _patch(self.context, box) if patched else box
        return self.area.contains(held) and not any(map(wide.overlap, self.solid))

    def _taken(self, box: Box) -> Box:
        self.solid.append(box)
        return box

    def _around(self, label: PlotLabel, near: Box) -> Iterator[Box]:
        """All places of a grid over the area, the nearest to `near` first."""
        area = self.area
        across, down = max(area.width - label.width, 0.0), max(area.height - label.height, 0.0)
        places = [
            label.at(area.x + across * column / _GRID, area.y + down * row / _GRID)
            for column in range(_GRID + 1)
            for row in range(_GRID + 1)
        ]
        yield from sorted(places, key=lambda box: math.dist(box.centre, near.centre))


def beside_point(label: PlotLabel, x: float, y: float, away: float) -> list[Box]:
    """Places around a point, the best first: above and below it, at its sides, at its corners."""
    w, h = label.width, label.height
    spots = [
        (x - w / 2, y - away - h),
        (x + away, y - h / 2),
        (x - away - w, y - h / 2),
        (x - w / 2, y + away),
        (x + away * 0.7, y - away * 0.7 - h),
        (x - away * 0.7 - w, y - away * 0.7 - h),
        (x + away * 0.7, y + away * 0.7),
        (x - away * 0.7 - w, y + away * 0.7),
    ]
    far = [(left + sx * w * 0.7, top + sy * h) for left, top in spots for sx, sy in ((1, 0), (-1, 0), (0, -1), (0, 1))]
    return [label.at(*spot) for spot in (*spots, *far)]


def beside_shaft(label: PlotLabel, start: Point, end: Point, middle: Point, away: float) -> list[Box]:
    """Places beside a line, from its own middle outwards; first on the side that is away from the `middle` of all."""
    length = max(math.dist(start, end), 1e-6)
    nx, ny = (start[1] - end[1]) / length, (end[0] - start[0]) / length
    x, y = (start[0] + end[0]) / 2 - middle[0], (start[1] + end[1]) / 2 - middle[1]
    side = 1 if nx * x + ny * y >= 0 else -1
    reach = away + abs(nx) * label.width / 2 + abs(ny) * label.height / 2
    found = []
    for turn in (side, -side):
        for share in (0.5, 0.6, 0.4, 0.7, 0.3):
            cx, cy = (a + (b - a) * share for a, b in zip(start, end, strict=True))
            found.append(label.at(cx + nx * turn * reach - label.width / 2, cy + ny * turn * reach - label.height / 2))
    return found


def at_end(label: PlotLabel, pieces: Sequence[Piece], away: float) -> list[Box]:
    """Places for the name of a curve: behind its end, then above and below it along its way back."""
    if not pieces:
        return []
    points = [point for piece in pieces for point in piece]
    x, y = points[-1]
    found = [label.at(x + away, y - label.height / 2 + shift * label.height) for shift in (0, -0.4, 0.4, -0.8, 0.8)]
    way = points[:: -max(1, len(points) // 40)]
    for px, py in way[: max(3, len(way) * 2 // 3)]:
        for left in (px + away, px - label.width / 2, px - label.width - away):
            found += [label.at(left, py - away - label.height), label.at(left, py + away)]
        found += [label.at(px + away, py - label.height / 2), label.at(px - away - label.width, py - label.height / 2)]
    return found


def _patch(context: DrawContext, box: Box) -> Box:
    """The paper that a label stands on."""
    air = context.u(_AIR)
    return Box(box.x - 2 * air, box.y - air / 2, box.width + 4 * air, box.height + air)


def label_marks(
    context: DrawContext, label: PlotLabel, placed: tuple[Box, bool], path: str, opacity: Track
) -> list[Mark]:
    """A label on paper that keeps the grid from running through it; on a solid one if lines do."""
    box, covers = placed
    ground = _patch(context, box)
    brush = (ShapeBrush if covers else GlowBrush)(
        rounded(ground.width, ground.height, context.u(4)), context.theme.paper
    )
    return [Mark(ground, brush, opacity=opacity), Mark(box, label.brush, path, opacity=opacity)]
