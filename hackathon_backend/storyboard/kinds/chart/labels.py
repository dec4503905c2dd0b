"""Labels of a chart: measured, put at a point, and kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...drawing.brushes import GlowBrush, TextBrush, rounded
from ...drawing.colours import colour_of, said_by
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.stage import Box
from ...drawing.text.text import Align, TextBlock, measure
from ...drawing.text.typefaces import REGULAR, SEMIBOLD
from ...drawing.tracks import Track
from ...theme import Colour, Tone
from .numbers import Figures
from .pace import ChartPace
from .scene import ChartScene

LABEL, NOTE = 24, 24
"""Units of type: names and values, and what stands at the axes."""
LEAST = 2
"""Units of length of a bar that is not quite nothing."""
_ENDLESS = 4000


@dataclass(frozen=True)
class Chart:
    """What every kind of chart is drawn from. `area` is what the heading leaves.

    On one of several pages, `scene` has only the labels of that page, of which `first` is the number of the first one,
    and `whole` has the numbers of all pages, which share a scale.
    """

    scene: ChartScene
    context: DrawContext
    pace: ChartPace
    area: Box
    first: int = 0
    whole: tuple[float, ...] = ()

    @property
    def count(self) -> int:
        return len(self.scene.labels)

    def numbers(self) -> Iterator[tuple[tuple[int, int], float]]:
        """All numbers, each with its series and its place in it."""
        for index, series in enumerate(self.scene.series):
            for place, value in enumerate(series.values):
                yield (index, place), value

    def extent(self) -> list[float]:
        """All numbers that the scale has to hold."""
        return [*(value for _, value in self.numbers()), *self.whole]

    def label_path(self, place: int) -> str:
        return f"labels.{self.first + place}"

    def colour(self, series: int) -> Colour:
        """That of the line and the letters of a series."""
        return self._tones[series].line

    def tone(self, series: int, place: int) -> Tone:
        """That of a bar."""
        return self.things[place] if len(self.scene.series) == 1 else self._tones[series]

    @cached_property
    def things(self) -> list[Tone]:
        """The colour of each label where there is one series: its own, the one that it names, or another."""
        language = self.context.language
        given = self.scene.colors or [""] * self.count
        own = [
            colour_of(color, language) or said_by(label, language)
            for color, label in zip(given, self.scene.labels, strict=True)
        ]
        if self.scene.kind == "pie":
            return self.context.theme.tones(own)
        *tones, other = self.context.theme.tones([*own, *self._own[:1]], [0] * (self.count + 1))
        return [tone if colour else other for tone, colour in zip(tones, own, strict=True)]

    @cached_property
    def _own(self) -> list[Colour | None]:
        language = self.context.language
        return [colour_of(each.color, language) or said_by(each.name, language) for each in self.scene.series]

    @cached_property
    def _tones(self) -> list[Tone]:
        return self.context.theme.tones(self._own)

    def figures(self) -> Figures:
        """How all numbers of this chart are written."""
        return Figures.of([value for _, value in self.numbers()], self.context.language, self.scene.unit)

    def caption(self, figures: Figures) -> str:
        """What is named above the numbers: what they are, unless the heading says it, and the unit if they lack it."""
        scene = self.scene
        name = scene.y_label or (scene.series[0].name if len(scene.series) == 1 else "")
        name = "" if name.casefold() == scene.heading.casefold() else name
        return f"{name} ({figures.caption})" if name and figures.caption else name or figures.caption

    def value_path(self, series: int, place: int) -> str:
        return f"series.{series}.values.{self.first + place}"

    def thing(self, series: int, place: int) -> str:
        """What the number of a bar names it by. In a group, numbers are beside the neighbours of their bars too."""
        return f"bar {place}" if len(self.scene.series) == 1 else ""

    def lit(self, track: Track, start: float, place: int, low: float) -> Track:
        """`track` of a mark of the label at `place`, stepping back to `low` while others are spoken of."""
        return self.pace.attention(track, start, place, low)


def number(
    context: DrawContext,
    figures: Figures,
    value: float,
    size: float = LABEL,
    *,
    colour: Colour | None = None,
    bold: bool = True,
) -> TextBlock:
    """`value` in one line."""
    weight = SEMIBOLD if bold else REGULAR
    runs = figures.runs(value, colour or context.theme.ink, weight, rtl=context.rtl)
    return measure(runs, context.type(size, leading=1.15), context.u(_ENDLESS))


def words(
    context: DrawContext,
    text: str,
    room: float,
    size: float = LABEL,
    *,
    colour: Colour | None = None,
    weight: int = REGULAR,
    align: Align = "left",
) -> TextBlock:
    """`text` in lines of at most `room` pixels."""
    type_ = context.type(size, colour=colour, weight=weight, align=align, leading=1.15)
    return measure(text, type_, room, balance=True)


def beside(block: TextBlock, x: float, y: float, across: float, down: float) -> Box:
    """The box of `block` with its point (across, down), given as parts of its size, at (x, y)."""
    return Box(x - block.width * across, y - block.height * down, block.width, block.height)


def label(context: DrawContext, block: TextBlock, box: Box, at: float, path: str = "") -> Mark:
    """`block` just in `box`, coming at `at` seconds."""
    return Mark(box, TextBrush(block), path, context.motion.appear(at))


def cleared(context: DrawContext, box: Box, opacity: Track) -> Mark:
    """Paper behind a label, so that no line of a grid runs through it."""
    place = Box(box.x - context.u(4), box.y, box.width + context.u(8), box.height)
    return Mark(
        place, GlowBrush(rounded(place.width, place.height, context.u(4)), context.theme.paper), opacity=opacity
    )


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float, gap: float) -> list[float]:
    """Tops of labels near their `wanted` middles, in the order given, none over another, all between top and bottom.

    They are at least `gap` apart if there is room, and at equal distances if there is not.
    """
    free = bottom - top - sum(heights)
    gap = min(gap, free / max(len(heights) - 1, 1)) if free > 0 else 0.0
    tops: list[float] = []
    y = top
    for middle, height in zip(wanted, heights, strict=True):
        y = max(y, middle - height / 2)
        tops.append(y)
        y += height + gap
    y = bottom
    for index in range(len(tops) - 1, -1, -1):
        tops[index] = min(tops[index], y - heights[index])
        y = tops[index] - gap
    return tops
