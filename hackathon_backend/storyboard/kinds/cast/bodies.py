"""What each actor takes of the stage at a certain size: its drawing, and the texts at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from ...theme import Colour
from .forms import Form

Side = Literal["below", "right", "left", "inside"]
"""Where the texts of a thing stand: those of a plain box within it."""


@dataclass(frozen=True)
class Caption:
    """A text at an actor, from its form number `first` until number `last`, if it does not stay through all of them."""

    block: TextBlock
    path: str
    first: int = 0
    last: int | None = None


@dataclass(frozen=True)
class Body:
    """An actor at a size: its forms, the rows of its captions, and where they stand. Lengths are in pixels."""

    index: int
    width: float
    height: float
    forms: tuple[Form, ...]
    rows: tuple[tuple[Caption, ...], ...]
    """Below one another; those of one row stand there one after the other."""
    side: Side
    colour: Colour
    gap: float
    round: bool
    """Whether its drawing leaves the corners of its box free."""
    swell: float = 1.0
    """How many times as large it ever is; that much room is left for it."""

    @property
    def text_width(self) -> float:
        return max((each.block.width for row in self.rows for each in row), default=0.0)

    @property
    def text_height(self) -> float:
        return sum(max(each.block.height for each in row) for row in self.rows)

    @property
    def reach(self) -> Box:
        """All that it takes, seen from the middle of its drawing."""
        left, up = self.width * self.swell / 2, self.height * self.swell / 2
        if not self.rows or self.side == "inside":
            return Box(-left, -up, 2 * left, 2 * up)
        if self.side in ("right", "left"):
            half, aside = max(2 * up, self.text_height) / 2, self.gap + self.text_width
            return Box(-left - (aside if self.side == "left" else 0.0), -half, 2 * left + aside, 2 * half)
        half = max(2 * left, self.text_width) / 2
        return Box(-half, -up, 2 * half, 2 * up + self.gap + self.text_height)

    def drawing(self, x: float, y: float) -> Box:
        """The box of its drawing, with its middle there."""
        return Box(x - self.width / 2, y - self.height / 2, self.width, self.height)

    def largest(self, x: float, y: float) -> Box:
        """The box of its drawing as large as it ever is."""
        width, height = self.width * self.swell, self.height * self.swell
        return Box(x - width / 2, y - height / 2, width, height)

    def texts(self, x: float, y: float, scale: float = 1.0) -> list[tuple[Caption, Box]]:
        """Its captions with their boxes, with the middle of its drawing there, in its size times `scale`."""
        if scale != 1.0:
            return replace(self, width=self.width * scale, height=self.height * scale).texts(x, y)
        top = self._top(y)
        found = []
        for row in self.rows:
            for caption in row:
                block = caption.block
                found.append((caption, Box(self._left(x, block.width), top, block.width, block.height)))
            top += max(each.block.height for each in row)
        return found

    def caption_box(self, x: float, y: float) -> Box | None:
        """What holds all of its captions."""
        if not self.rows:
            return None
        top = self._top(y)
        return Box(self._left(x, self.text_width), top, self.text_width, self.text_height)

    def _left(self, x: float, width: float) -> float:
        """Where a text of some width begins, with the middle of the drawing at `x`."""
        half = self.width * self.swell / 2
        if self.side == "right":
            return x + half + self.gap
        return x - half - self.gap - width if self.side == "left" else x - width / 2

    def _top(self, y: float) -> float:
        """Where its texts begin, with the middle of the drawing at `y`."""
        return y + self.height * self.swell / 2 + self.gap if self.side == "below" else y - self.text_height / 2
