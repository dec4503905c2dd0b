"""What draws a run: one brush that is grown by the running clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import skia

from ...drawing.brushes import BrushKind, RunningText
from ...drawing.stage import Box, around
from .pen import Pen


@dataclass(frozen=True)
class RunBrush:
    """Draws what happens at a moment of the running clock, in pixels of the frame.

    `covers` is the part of the frame in which it draws at a moment what is not there at others; None: any part.
    """

    draw: Callable[[Any, float], None] = field(repr=False)
    covers: Callable[[float], Box | None] = field(repr=False)
    x: float
    y: float
    """The corner of its mark: brushes draw from there."""
    step: float = 0.0
    """Seconds for which a picture stays as it is, for numbers that are to be read; 0: for none."""
    last: float = 0.0
    """Where the clock comes to rest: that moment is shown as it is."""
    pen: Pen | None = field(default=None, repr=False, compare=False)
    """What it writes with, if it writes anything."""
    kind: ClassVar[BrushKind] = "glow"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, grow: float) -> None:
        canvas.save()
        canvas.translate(-self.x, -self.y)
        self.draw(canvas, self.moment(grow))
        canvas.restore()

    def written(self, grow: float) -> Sequence[RunningText]:
        """See `Writing`."""
        if self.pen is None:
            return ()
        with self.pen.listening() as found:
            self.draw(skia.Surface(1, 1).getCanvas(), self.moment(grow))
        return found

    def moment(self, grow: float) -> float:
        """The moment that is shown."""
        return grow - grow % self.step if self.step and grow < self.last - 1e-6 else grow

    def stretch(self, before: float, after: float) -> Box | None:
        first, last = self.moment(before), self.moment(after)
        if self.step and first == last:
            return Box(0.0, 0.0, 0.0, 0.0)
        boxes = (self.covers(first), self.covers(last))
        found = [box for box in boxes if box is not None]
        return around(found).moved(-self.x, -self.y) if len(found) == 2 else None

    def mirrored(self, _width: float) -> Self:
        """As it is: what happens by a law happens so wherever it is read."""
        return self


def whole(box: Box) -> Callable[[float], Box | None]:
    """Covers all of `box` at every moment."""
    return lambda _clock: box
