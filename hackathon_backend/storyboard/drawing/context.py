"""What a picture is made with: the stage, the colours, the movements, and text that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..brand import Brand
from ..theme import Colour, Theme
from .motion.tracks import Motion
from .stage import Stage
from .text.text import Align, TextBlock, TextRun, Type, measure, shortened
from .text.typefaces import REGULAR, SEMIBOLD, TEXT

LINE_LENGTH = 38
"""Characters of body text on a line, at most."""
_AVERAGE_ADVANCE = 0.47
"""Width of an average character of Source Sans, as a part of the size."""
_STEP = 0.92


@dataclass(frozen=True)
class DrawContext:
    """Everything that a picture needs to know besides its scene. Sizes of type are in units."""

    stage: Stage
    theme: Theme
    motion: Motion
    language: str = "en"
    rtl: bool = False
    images: Path | None = None
    """The folder of pictures."""
    brand: Brand | None = None
    palette: tuple[tuple[str, int], ...] = ()
    """The number of the accent that each lasting thing has in the whole film."""

    def u(self, units: float) -> float:
        """`units` in pixels."""
        return units * self.stage.unit

    def type(
        self,
        size: float,
        *,
        colour: Colour | None = None,
        weight: int = REGULAR,
        family: str = TEXT,
        align: Align = "left",
        leading: float = 1.25,
    ) -> Type:
        """A way of setting text of `size` units, in ink if no colour is given. Left means where lines begin."""
        turned: dict[Align, Align] = {"left": "right", "right": "left"}
        if self.rtl and family == TEXT:
            align = turned.get(align, align)
        rtl = self.rtl and family == TEXT
        ink = colour or self.theme.ink
        return Type(self.u(size), ink, weight, family, align, leading, rtl, self.language)

    def measure(self, text: str | Sequence[TextRun], size: float, room: float, *, weight: int = REGULAR) -> TextBlock:
        """`text` in ink at `size` units."""
        return measure(text, self.type(size, weight=weight), room, balance=True)

    def line_length(self, size: float) -> float:
        """The width in pixels at which lines of body text of `size` units are as long as is comfortable."""
        return LINE_LENGTH * _AVERAGE_ADVANCE * self.u(size)

    def sizes(self, largest: float, floor: float | None = None) -> list[float]:
        """Sizes to try, in units, from `largest` down to the floor."""
        smallest = self.stage.floor / self.stage.unit if floor is None else floor
        sizes = [largest]
        while sizes[-1] * _STEP > smallest:
            sizes.append(sizes[-1] * _STEP)
        return [*sizes, min(smallest, largest)]

    def is_floor(self, size: float) -> bool:
        """Whether type of `size` units may not be made smaller."""
        return self.u(size) <= self.stage.floor + 0.01

    def fit(
        self,
        text: str | Sequence[TextRun],
        room: float,
        height: float,
        largest: float,
        *,
        floor: float | None = None,
        colour: Colour | None = None,
        weight: int = REGULAR,
        align: Align = "left",
        leading: float = 1.25,
    ) -> TextBlock:
        """`text` as large as fits `room` x `height` pixels without breaking a word: `largest` units down to the floor.

        At the floor words are broken, and what still does not fit is left out with an ellipsis.
        """
        for size in self.sizes(largest, floor):
            type_ = self.type(size, colour=colour, weight=weight, align=align, leading=leading)
            block = measure(text, type_, room, balance=True)
            if block.height <= height + 0.5 and self._may_stay([block], size):
                return block
        return shortened(block.text, block.type, room, height)

    def fit_all(
        self,
        texts: Sequence[str],
        rooms: Sequence[tuple[float, float]],
        largest: float,
        *,
        weight: int = REGULAR,
        align: Align = "left",
        colour: Colour | None = None,
    ) -> list[TextBlock] | None:
        """`texts`, each in its room (width, height in pixels), all at one size; None if even the floor is too large."""
        for size in self.sizes(largest):
            type_ = self.type(size, weight=weight, align=align, colour=colour)
            blocks = [measure(text, type_, room, balance=True) for text, (room, _) in zip(texts, rooms, strict=True)]
            fits = all(block.height <= height + 0.5 for block, (_, height) in zip(blocks, rooms, strict=True))
            if fits and self._may_stay(blocks, size):
                return blocks
        return None

    def _may_stay(self, blocks: Sequence[TextBlock], size: float) -> bool:
        """Whether texts of `size` units are broken well enough: smaller type could keep a formula in one line."""
        is_parted = any(block.parts_formula for block in blocks) and not self.is_floor(size)
        return not is_parted and not any(block.breaks_words for block in blocks)

    def heading(self, text: str, room: float, *, largest: float = 44) -> TextBlock:
        """A heading of at most three lines."""
        for size in self.sizes(largest):
            block = measure(text, self.type(size, weight=SEMIBOLD, leading=1.15), room, balance=True)
            if block.lines <= (2 if size > 32 else 3) and self._may_stay([block], size):
                return block
        return shortened(block.text, block.type, room, block.type.size * block.type.leading * 4.2)
