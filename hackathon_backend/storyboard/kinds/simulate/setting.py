"""All that the picture of a run is made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ...drawing.brushes import TextBrush
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import FADE, Track, ease_both
from ...drawing.stage import Box
from ...theme import Colour
from ..plot.placing import Places, label_marks, text_label
from .brush import RunBrush
from .palette import hue
from .pen import LABEL, Pen
from .scene import SimulateScene
from .timeline import SimulationTimeline
from .words import brief, steady, word


@dataclass(frozen=True)
class SimulationContext:
    """A scene with its timeline, and what is taken of its place."""

    scene: SimulateScene
    context: DrawContext
    timeline: SimulationTimeline
    area: Box
    """The stage below the heading."""
    places: Places
    pen: Pen
    texts: list[Mark] = field(default_factory=list)
    """Labels put so far, with the patches that they stand on."""

    def word(self, name: str) -> str:
        return word(name, self.context.language)

    def unit(self, reading: str) -> str:
        """The unit of a reading; those that are words, in the film's language."""
        unit = self.scene.model.read_in(reading)
        return self.word(unit) if unit in ("years", "days", "hours") else unit

    def written(self, value: float, unit: str) -> str:
        """A quantity as it stands on a thing."""
        return brief(value, unit, self.context.language)

    def run_by(self, value: float, unit: str) -> str:
        """A quantity that changes while it is read."""
        return steady(value, unit, self.context.language)

    def hue(self, name: str) -> Colour:
        return hue(name, self.context.theme)

    def u(self, units: float) -> float:
        return self.context.u(units)

    def moving(self, box: Box, brush: RunBrush, path: str = "") -> Mark:
        """What changes with the running clock."""
        return Mark(box, replace(brush, pen=self.pen), path, grow=self.timeline.clock)

    def there(self, start: float, until: float | None = None) -> Track:
        """The opacity of what comes at `start` and goes at `until`, in seconds of the film."""
        track = self.context.motion.appear(start)
        return track if until is None else track.then(0.0, max(until - FADE, start), FADE, ease_both)

    def label(
        self,
        text: str,
        colour: Colour,
        candidates: Iterable[tuple[float, float, float, float]],
        path: str = "",
        *,
        bold: bool = True,
        size: float = LABEL,
        opacity: Track | None = None,
        patch: bool = True,
        reserve: bool = True,
    ) -> Box:
        """Puts a label at the first of `candidates` that is free, and returns where it stands.

        Each is (x, y, across, down): the point of the label that is at (x, y), in parts of its size. With `patch` it
        stands on paper; without `reserve`, others may stand there at other times.
        """
        block = self.pen.block(text, colour, bold=bold, size=size)
        made = text_label(block)
        boxes = [made.at(x - block.width * across, y - block.height * down) for x, y, across, down in candidates]
        placed = self.places.put(made, boxes)
        ground, mark = label_marks(self.context, made, placed, path, opacity or Track(1.0))
        passing = bool(mark.opacity.moves) and mark.opacity.moves[-1].to == 0.0
        if not reserve:
            self.places.solid.remove(placed[0])
        self.texts.extend([ground] if patch else [])
        self.texts.extend([Mark(mark.box, TextBrush(block), path, mark.opacity, passing=passing)])
        return placed[0]


def keep_clear(setting: SimulationContext, pieces: Sequence[Sequence[tuple[float, float]]], width: float = 4.0) -> None:
    """Lines that labels keep away from."""
    setting.places.add_lines([list(piece) for piece in pieces], width)
