"""Where the options of a quiz stand, and below them what comes after the pause."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..scenes.quiz import QuizScene
from ..stage import Box
from ..text import Block, measure, shortened
from .easel import Easel

RING = 52
"""Units across the ring that empties."""
BADGE = 44
"""Units across the disc with an option's letter."""
_BESIDE = 16
"""Units between the letter and the option."""
_HIGHEST, _LEAST = 136, 84
"""Units of an option's height, where there is room."""


@dataclass(frozen=True)
class Setting:
    """A way to set a quiz, in units: inside a box, between boxes, between them and what stands below; and the largest
    type of the reason, and the largest and smallest of the options.
    """

    pad: float
    gap: float
    below: float
    reason: float
    largest: float
    smallest: float


#: From roomy to cramped. Type below the floor is better than words left out.
_SETTINGS = (
    Setting(20, 18, 32, 32, 36, 31),
    Setting(20, 18, 32, 29, 31, 27),
    Setting(16, 14, 26, 26, 27, 24),
    Setting(10, 10, 18, 24, 24, 20),
)


@dataclass(frozen=True)
class Layout:
    """The options with their boxes; the reason, if one is given, and the place of the ring, which it takes over."""

    options: list[Block]
    boxes: list[Box]
    reason: Block | None
    strip: Box


def layout(scene: QuizScene, easel: Easel, area: Box) -> Layout:
    """The quiz in `area`, with type as large as fits; at the worst with words left out."""
    for setting in _SETTINGS:
        reason = _reason(scene, easel, area, setting.reason)
        room = area.height - _strip(easel, reason) - easel.u(setting.below)
        for size, columns in _tries(easel, len(scene.options), setting):
            grid = _Grid(easel, area, room, columns, len(scene.options), setting)
            options = [easel.measure(option, size, grid.text_width) for option in scene.options]
            if all(block.height <= grid.text_height and not block.breaks_words for block in options):
                return grid.layout(options, reason)
    type_ = easel.type(_SETTINGS[-1].smallest)
    height = max(grid.text_height, measure("x", type_, math.inf).height)
    return grid.layout([shortened(option, type_, grid.text_width, height) for option in scene.options], reason)


def _reason(scene: QuizScene, easel: Easel, area: Box, largest: float) -> Block | None:
    if not scene.reason:
        return None
    return easel.fit(scene.reason, min(area.width, easel.line_length(46)), area.height * 0.34, largest)


def _strip(easel: Easel, reason: Block | None) -> float:
    return max(easel.u(RING), reason.height if reason else 0.0)


def _tries(easel: Easel, count: int, setting: Setting) -> Iterator[tuple[float, int]]:
    """Sizes, and for each the numbers of columns: two if the frame is wide and the options make whole rows."""
    stage = easel.stage
    columns = [2, 1] if stage.width > 1.15 * stage.height and count % 2 == 0 else [1]
    return ((size, each) for size in easel.sizes(setting.largest, setting.smallest) for each in columns)


@dataclass(frozen=True)
class _Grid:
    """Boxes for `count` options in `columns` columns, `room` pixels high altogether."""

    easel: Easel
    area: Box
    room: float
    columns: int
    count: int
    setting: Setting

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    @property
    def width(self) -> float:
        return (self.area.width - self.easel.u(self.setting.gap) * (self.columns - 1)) / self.columns

    @property
    def height(self) -> float:
        """The height that a box may have at most."""
        return (self.room - self.easel.u(self.setting.gap) * (self.rows - 1)) / self.rows

    @property
    def text_width(self) -> float:
        return self.width - self.easel.u(BADGE + _BESIDE + 2 * self.setting.pad)

    @property
    def text_height(self) -> float:
        return self.height - 2 * self.easel.u(self.setting.pad * 0.7)

    def layout(self, options: Sequence[Block], reason: Block | None) -> Layout:
        """The options in their boxes, all of one height: somewhat higher than they must be, if there is room."""
        u, gap = self.easel.u, self.easel.u(self.setting.gap)
        least = max(block.height for block in options) + 2 * u(self.setting.pad * 0.7)
        height = min(self.height, max(least, u(_LEAST), min(u(_HIGHEST), self.height * 0.8)))
        boxes = [
            Box(
                self.area.x + (index % self.columns) * (self.width + gap),
                self.area.y + (index // self.columns) * (height + gap),
                self.width,
                height,
            )
            for index in range(self.count)
        ]
        strip = Box(self.area.x, boxes[-1].bottom + u(self.setting.below), self.area.width, _strip(self.easel, reason))
        return Layout(list(options), boxes, reason, strip)
