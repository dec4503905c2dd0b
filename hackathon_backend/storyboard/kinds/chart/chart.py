"""What every kind of chart is drawn from: its numbers, how they are written, their colours, and when they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ...drawing.colours import colour_of, said_by
from ...drawing.context import DrawContext
from ...drawing.motion.tracks import Track
from ...drawing.stage import Box
from ...drawing.text.text import Align, TextBlock
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Colour, Tone
from ...timing.cues import CueClock
from .labels import words
from .numbers import Figures
from .pace import ChartPace
from .scene import ChartScene

Spot = tuple[int, int]
"""A number of a chart: its series, and its place in it."""


@dataclass(frozen=True)
class Chart:
    """What every kind of chart is drawn from. `area` is what the heading leaves.

    On one of several pages, `scene` has only the labels of that page, of which `first` is the number of the first one,
    and `whole` has the numbers of all pages, which share a scale.
    """

    scene: ChartScene
    context: DrawContext
    clock: CueClock
    pace: ChartPace
    area: Box
    first: int = 0
    whole: tuple[float, ...] = ()

    @property
    def count(self) -> int:
        return len(self.scene.labels)

    def numbers(self) -> Iterator[tuple[Spot, float]]:
        """All numbers, each with its series and its place in it."""
        for index, series in enumerate(self.scene.series):
            for place, value in enumerate(series.values):
                yield (index, place), value

    def value(self, spot: Spot) -> float:
        return self.scene.series[spot[0]].values[spot[1]]

    def start(self, spot: Spot) -> float:
        """When the mark of a number comes, in seconds."""
        return self.pace.starts[spot[0]][spot[1]]

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

    def series_names(self, room: float, *, lines: int = 1, align: Align = "left") -> list[TextBlock | None] | None:
        """The names of all series in their colours, None for one that has none; None if one takes more `lines`."""
        blocks: list[TextBlock | None] = []
        for index, series in enumerate(self.scene.series):
            block = words(self.context, series.name, room, colour=self.colour(index), weight=SEMIBOLD, align=align)
            if block.lines > lines or block.breaks_words:
                return None
            blocks.append(block if series.name else None)
        return blocks

    def value_path(self, series: int, place: int) -> str:
        return f"series.{series}.values.{self.first + place}"

    def thing(self, series: int, place: int) -> str:
        """What the number of a bar names it by. In a group, numbers are beside the neighbours of their bars too."""
        return f"bar {place}" if len(self.scene.series) == 1 else ""

    def lit(self, track: Track, start: float, place: int, low: float) -> Track:
        """`track` of a mark of the label at `place`, stepping back to `low` while others are spoken of."""
        spells = [spell for spell in self.pace.spells if spell.at >= start - 0.01]
        return track.stepping((spell.at, 1.0 if place in spell.places else low) for spell in spells)
