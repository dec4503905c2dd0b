"""The frame as a place: its units, margins and regions. All lengths are pixels unless they are called units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...errors import StoryboardError
from ..brand import SafeArea

WHOLE = SafeArea()
"""All of the frame is free for what is drawn."""
SHORTEST, LONGEST = 240, 4096
"""Pixels that a side may have."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def grown(self, by: float) -> Box:
        """This box with `by` more on every side; less if negative."""
        return Box(self.x - by, self.y - by, max(0.0, self.width + 2 * by), max(0.0, self.height + 2 * by))

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> Box:
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def below(self, y: float) -> Box:
        """The part of this box from `y` downwards."""
        return Box(self.x, y, self.width, max(0.0, self.bottom - y))

    def columns(self, count: int, gutter: float) -> list[Box]:
        """`count` equal columns from left to right."""
        width = (self.width - gutter * (count - 1)) / count
        return [Box(self.x + i * (width + gutter), self.y, width, self.height) for i in range(count)]

    def rows(self, count: int, gutter: float) -> list[Box]:
        """`count` equal rows from top to bottom."""
        height = (self.height - gutter * (count - 1)) / count
        return [Box(self.x, self.y + i * (height + gutter), self.width, height) for i in range(count)]

    def within(self, other: Box) -> Box:
        """The part of this box that lies in the `other`."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        width, height = min(self.right, other.right) - x, min(self.bottom, other.bottom) - y
        return Box(x, y, max(0.0, width), max(0.0, height))

    def contains(self, other: Box, slack: float = 0.5) -> bool:
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point lies inside, and not on an edge."""
        return self.x < point[0] < self.right and self.y < point[1] < self.bottom

    def overlap(self, other: Box) -> float:
        """The area that both cover, in square pixels."""
        width = min(self.right, other.right) - max(self.x, other.x)
        height = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0.0, width) * max(0.0, height)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of `boxes`, of which there is at least one."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


@dataclass(frozen=True)
class Stage:
    """A frame of `width` x `height` pixels, and what of its edges is kept free."""

    width: int
    height: int
    free: SafeArea = WHOLE

    @classmethod
    def of(cls, size: tuple[int, int], free: SafeArea = WHOLE) -> Stage:
        """The stage of `size`, of which the edges `free` are kept free.

        Raises `StoryboardError` for a size that can't be drawn or encoded.
        """
        width, height = size
        if min(size) < SHORTEST or max(size) > LONGEST or width % 2 or height % 2:
            raise StoryboardError(f"size: sides must be even and {SHORTEST} to {LONGEST} pixels", param="size")
        return cls(width, height, free)

    @property
    def shorter(self) -> int:
        return min(self.width, self.height)

    @property
    def tall(self) -> bool:
        """Whether things are better put below one another than side by side."""
        return self.height > self.width * 1.15

    @property
    def unit(self) -> float:
        """Pixels of a unit: 1 at 1280x720. Tall frames are watched on phones: bigger type for their width."""
        boost = min(1.3, max(1.0, self.height / self.width))
        return self.shorter / 720 * boost

    @property
    def floor(self) -> float:
        """The smallest size of type for content."""
        return 24 * self.unit

    @property
    def margin(self) -> float:
        return 0.07 * self.shorter

    @property
    def safe(self) -> Box:
        """What content must keep within."""
        left, top = (max(self.margin, part) for part in (self.free.left * self.width, self.free.top * self.height))
        right = self.width - max(self.margin, self.free.right * self.width)
        return Box(left, top, right - left, self.height - max(self.margin, self.free.bottom * self.height) - top)

    @property
    def head(self) -> Box:
        """The strip of the running head."""
        return Box(self.safe.x, self.safe.y, self.safe.width, 28 * self.unit)

    @property
    def body(self) -> Box:
        """What a scene has for itself: below the running head, and above where players lay captions."""
        top = self.head.bottom + (20 if not self.tall else 44) * self.unit
        bottom = self.height - max(self.margin, max(0.09, self.free.bottom) * self.height)
        return Box(self.safe.x, top, self.safe.width, bottom - top)
