"""How the runs of a law are drawn: what all pictures share. That of a law stands beside it, in `NAME_picture.py`."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import skia

from ....drawing.brushes import StrokeBrush
from ....drawing.marks import Mark
from ....drawing.motion.tracks import Track
from ....drawing.stage import Box
from ....theme import Colour
from ..brush import RunBrush
from ..pen import Pen
from ..setting import SimulationContext
from .base import SimulationModel


def picture_of(model: SimulationModel) -> type[ModelPicture]:
    """What draws runs of `model`: the `PICTURE` of the module beside its own that is called after it."""
    room = type(model).__module__.rpartition(".")[0]
    found: type[ModelPicture] = import_module(f"{room}.{model.name}_picture").PICTURE
    return found


class ModelPicture:
    """Draws the runs of one model in a box."""

    aspect = 1.5
    """The width for each pixel of height with which it is seen best."""
    shares_corner = False
    """Whether the card of readings may stand in the upper right corner of its box, if nothing runs through there."""

    plots_counts = False
    """Whether it shows itself what there is of everything over time: another plot of that would say it twice."""

    def __init__(self, setting: SimulationContext, box: Box) -> None:
        self.setting = setting
        self.box = box
        self.pen: Pen = setting.pen
        self.theme = setting.context.theme
        self.line = setting.timeline

    def u(self, units: float) -> float:
        return self.setting.u(units)

    def leaves_free(self, _corner: Box) -> bool:
        """Whether nothing is ever drawn in `corner`."""
        return False

    def marks(self) -> list[Mark]:
        """All marks, back to front; labels are put into the setting."""
        raise NotImplementedError

    def running(self, path: str = "model") -> Mark:
        """The mark of what `draw` draws all over the box."""
        return self.setting.moving(self.box, RunBrush(self.draw, self.covers, self.box.x, self.box.y), path)

    def draw(self, canvas: Any, clock: float) -> None:
        """Draw what is there when the running clock shows `clock`."""
        raise NotImplementedError

    def covers(self, _clock: float) -> Box | None:
        """What holds all that is drawn then and not always; None for anything."""
        return None

    def read_at(self, clock: float) -> float:
        """The moment whose numbers are shown: they stay for a tenth of a second, as those on the card do."""
        return clock - clock % 0.1 if clock < self.line.end - 1e-6 else clock

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: Colour,
        width: float,
        opacity: Track | None = None,
    ) -> Mark:
        """A straight line of `width` units that labels keep away from."""
        x, y = min(start[0], end[0]), min(start[1], end[1])
        path = skia.Path().moveTo(start[0] - x, start[1] - y).lineTo(end[0] - x, end[1] - y)
        self.setting.places.add_lines([[start, end]], width)
        box = Box(x, y, abs(end[0] - start[0]), abs(end[1] - start[1]))
        return Mark(box, StrokeBrush(path, colour, self.u(width)), opacity=opacity or Track(1.0))


def parted(box: Box, gap: float, across: float, down: float) -> tuple[Box, Box]:
    """Two rooms side by side in a wide `box`, else one below the other: the first has the share `across` of the width,
    or `down` of the height, and a `gap` in pixels is between them.
    """
    if box.width > 1.15 * box.height:
        left = Box(box.x, box.y, (box.width - gap) * across, box.height)
        return left, Box(left.right + gap, box.y, box.right - left.right - gap, box.height)
    upper = Box(box.x, box.y, box.width, (box.height - gap) * down)
    return upper, Box(box.x, upper.bottom + gap, box.width, box.bottom - upper.bottom - gap)
