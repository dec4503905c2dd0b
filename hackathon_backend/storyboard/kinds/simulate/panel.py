"""The card at the side: what is read while it runs, how its time goes, and the law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...drawing.brushes import ShapeBrush, TextBrush, rounded
from ...drawing.marks import Mark
from ...drawing.stage import Box, around
from ...drawing.text.text import TextBlock
from ..plot.placing import PlotLabel, formula_label
from .brush import RunBrush
from .setting import SimulationContext
from .words import Written, decimals_for

_ROW, _PAD, _GAP, _APART = 36, 16, 22, 22
"""Units of a row, around the rows, between a name and its value, and between readings side by side."""
_TENTH = 0.1
"""Seconds for which a number stays, so that it can be read."""
_SAMPLES = 24
_SLOWEST = 1e-6
"""How much slower things may be shown so that saying so still tells something."""


@dataclass(frozen=True)
class Row:
    """A reading: its name as it is called and shown, and how its numbers are written."""

    name: str
    label: TextBlock
    written: Written
    width: float
    """Pixels of its widest value."""


class Panel:
    """The rows of readings on a card, with the pace and the formula below it."""

    def __init__(self, setting: SimulationContext, *, lying: bool = False) -> None:
        self.setting = setting
        self.lying = lying
        """Whether its readings stand side by side: in narrow frames that leaves more room below."""
        scene = setting.scene
        names = scene.readings or scene.model.usually()
        self.rows = [self._row(name) for name in names]

    def _row(self, name: str) -> Row:
        setting = self.setting
        values = [
            shown.run.reading(name, shown.time(shown.stage.start + (shown.ends - shown.stage.start) * n / _SAMPLES))
            for shown in setting.timeline.stages
            for n in range(_SAMPLES + 1)
        ]
        decimals = 0 if name in setting.scene.model.counted else decimals_for(values)
        written = Written(setting.context.language, setting.unit(name), decimals)
        pen = setting.pen
        widest = max(pen.block(written.text(value), setting.hue(name)).width for value in (*values, *written.tiny))
        label = pen.block(setting.word(name), setting.context.theme.muted, bold=False)
        return Row(name, label, written, widest * 1.04)

    @cached_property
    def card(self) -> tuple[float, float]:
        """Width and height of the card in pixels; nothing without readings."""
        if not self.rows:
            return 0.0, 0.0
        u = self.setting.u
        if self.lying:
            return sum(self._cells) + 2 * u(_PAD) + u(_APART) * (len(self.rows) - 1), u(_ROW) + 2 * u(_PAD * 0.6)
        return max(self._cells) + 2 * u(_PAD), len(self.rows) * u(_ROW) + 2 * u(_PAD * 0.6)

    @cached_property
    def _cells(self) -> list[float]:
        """The pixels that each reading takes across; in a column all take as many as the widest."""
        gap = self.setting.u(_GAP)
        if self.lying:
            return [row.label.width + gap / 2 + row.width for row in self.rows]
        widest = max(row.label.width for row in self.rows) + gap + max(row.width for row in self.rows)
        return [widest] * len(self.rows)

    def _cell(self, number: int, box: Box) -> Box:
        """Where a reading stands on the card in `box`."""
        u = self.setting.u
        x, y = box.x + u(_PAD), box.y + u(_PAD * 0.6)
        if self.lying:
            x += sum(self._cells[:number]) + u(_APART) * number
        else:
            y += number * u(_ROW)
        return Box(x, y, self._cells[number], u(_ROW))

    @cached_property
    def notes(self) -> list[tuple[str, float, float | None]]:
        """How time goes, if not as it does: what is said, from when and until when, in seconds of the film."""
        line = self.setting.timeline
        found: list[tuple[str, float, float | None]] = []
        moments = sorted({*line.begins, *(at for at, do in line.told if do in ("start", "slow"))})
        for number, at in enumerate(moments):
            shown = line.stages[max((n for n, begin in enumerate(line.begins) if begin <= at + 1e-9), default=0)]
            pace = line.pace_at(at)
            text = self._note(shown.rate * pace)
            until = moments[number + 1] if number + 1 < len(moments) else None
            if found and found[-1][0] == text and found[-1][2] == at:
                found[-1] = (text, found[-1][1], until)
            elif text:
                found.append((text, at, until))
        return found

    def _note(self, rate: float) -> str:
        setting = self.setting
        if abs(rate - 1.0) < 0.02 or not setting.scene.model.timed or rate < _SLOWEST:
            return ""
        if rate < 1:
            return f"{_factor(1 / rate)}{setting.word('slower')}"
        if rate < 1000:
            return f"{_factor(rate)}{setting.word('faster')}"
        days = rate / 86400
        if rate < 3600:
            return f"1 s = {setting.written(rate / 60, 'min')}"
        value, name = (days / 365.25, "years") if days > 700 else (days, "days") if days > 1 else (days * 24, "hours")
        return f"1 s = {setting.written(value, setting.word(name))}"

    @property
    def _law_room(self) -> float:
        """Pixels that a formula may take across."""
        return self.setting.area.width * (0.5 if self.setting.context.stage.tall else 0.32)

    @cached_property
    def law(self) -> PlotLabel | None:
        """The formula; as it was written if it can't be read."""
        latex, context = self.setting.scene.formula, self.setting.context
        if not latex:
            return None
        return formula_label(context, latex, latex, context.theme.ink, self._law_room)

    @property
    def width(self) -> float:
        """Pixels that it takes across."""
        setting = self.setting
        notes = [setting.pen.block(text, setting.context.theme.muted, bold=False).width for text, *_ in self.notes]
        law = [self.law.width] if self.law else []
        return max([self.card[0], *notes, *law])

    @property
    def height(self) -> float:
        """Pixels that it takes down."""
        u = self.setting.u
        law = self.law.height + u(20) if self.law else 0.0
        return self.card[1] + (u(_ROW) if self.notes else 0.0) + law

    def marks(self, x: float, y: float) -> list[Mark]:
        """The card with its upper right corner at (x, y), and what is below it."""
        setting, (width, height) = self.setting, self.card
        u, theme = setting.u, setting.context.theme
        found: list[Mark] = []
        below = y
        if self.rows:
            box = Box(x - width, y, width, height)
            shape = rounded(width, height, u(12))
            found.append(Mark(box, ShapeBrush(shape, theme.card, theme.line, u(1.5))))
            found += self._labels(box)
            found.append(setting.moving(box, self._values(box), "readings"))
            below = box.bottom + u(6)
        for text, at, until in self.notes:
            block = setting.pen.block(text, theme.muted, bold=False)
            place = Box(x - block.width, below, block.width, block.height)
            found.append(Mark(place, TextBrush(block), "pace", setting.there(at, until), passing=until is not None))
        below += u(_ROW) if self.notes else 0.0
        if self.law:
            place = self.law.at(x - self.law.width, below + u(10))
            found.append(Mark(place, self.law.brush, "formula"))
        setting.places.solid.append(Box(x - self.width, y, self.width, self.height).grown(u(8)))
        return found

    def _labels(self, box: Box) -> list[Mark]:
        found = []
        for number, row in enumerate(self.rows):
            cell = self._cell(number, box)
            place = Box(cell.x, cell.y + (cell.height - row.label.height) / 2, row.label.width, row.label.height)
            found.append(Mark(place, TextBrush(row.label), f"reading {row.name}"))
        return found

    def _values(self, box: Box) -> RunBrush:
        pen, setting = self.setting.pen, self.setting
        cells = [self._cell(number, box) for number in range(len(self.rows))]
        held = around(
            [
                Box(cell.right - row.width, cell.y, row.width, cell.height)
                for cell, row in zip(cells, self.rows, strict=True)
            ]
        )

        def draw(canvas: Any, clock: float) -> None:
            shown = setting.timeline.at(clock)
            t = shown.time(clock)
            for cell, row in zip(cells, self.rows, strict=True):
                text = row.written.text(shown.run.reading(row.name, t))
                block = pen.block(text, setting.hue(row.name))
                pen.words(canvas, block, cell.right - block.width, cell.y + (cell.height - block.height) / 2)

        return RunBrush(draw, lambda _clock: held, box.x, box.y, _TENTH, setting.timeline.end)


def _factor(value: float) -> str:
    return f"{value:.0f}" if value >= 2.95 or abs(value - round(value)) < 0.05 else f"{value:.1f}"
