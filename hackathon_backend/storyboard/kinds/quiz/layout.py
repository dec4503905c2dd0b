"""Where the options of a quiz stand, and below them what comes after the pause."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure, shortened
from ...timing.cues import plain
from .scene import QuizScene

RING = 52
"""Units across the ring that empties."""
BADGE = 44
"""Units across the disc with an option's letter."""
_BESIDE = 16
"""Units between the letter and the option."""
_HIGHEST, _LEAST = 190, 84
"""Units of an option's height, where there is room."""


@dataclass(frozen=True)
class QuizSpacing:
    """A way to set a quiz, in units: inside a box, between boxes, between them and what stands below; and the largest
    type of the reason, and the largest and smallest of the options.
    """

    pad: float
    gap: float
    below: float
    reason: float
    largest: float
    smallest: float


#: From roomy to cramped.
_SETTINGS = (
    QuizSpacing(20, 18, 32, 32, 36, 31),
    QuizSpacing(20, 18, 32, 29, 31, 27),
    QuizSpacing(16, 14, 26, 26, 27, 24),
    QuizSpacing(10, 10, 18, 24, 24, 24),
)


@dataclass(frozen=True)
class QuizLayout:
    """Options with their boxes; the reason, if it stands below them; and the place of the ring, which it takes over.

    `apart` is the reason if it does not: the right option then moves to the top, and the reason stands below that.
    """

    options: list[TextBlock]
    boxes: list[Box]
    reason: TextBlock | None
    strip: Box
    apart: TextBlock | None = None


def layout(scene: QuizScene, context: DrawContext, area: Box) -> QuizLayout | None:
    """The quiz in `area`, with type as large as fits; None if the options don't fit."""
    for setting in _SETTINGS:
        reason = _reason(scene, context, area, setting.reason)
        if found := _set(scene, context, area, setting, reason):
            return found
    found = next(filter(None, (_set(scene, context, area, setting, None) for setting in _SETTINGS)), None)
    return found and replace(found, apart=_reason(scene, context, area, _SETTINGS[0].reason))


def crammed(scene: QuizScene, context: DrawContext, area: Box) -> QuizLayout:
    """The quiz in `area`, with words left out."""
    setting = _SETTINGS[-1]
    room = area.height - _strip(context, None) - context.u(setting.below)
    grid = _OptionGrid(context, area, room, 1, len(scene.options), setting)
    type_ = context.type(setting.smallest)
    height = max(grid.text_height, measure("x", type_, math.inf).height)
    options = [shortened(option, type_, grid.text_width, height) for option in scene.options]
    return replace(grid.layout(options, None), apart=_reason(scene, context, area, setting.reason))


def _set(
    scene: QuizScene, context: DrawContext, area: Box, setting: QuizSpacing, reason: TextBlock | None
) -> QuizLayout | None:
    room = area.height - _strip(context, reason) - context.u(setting.below)
    for size, columns in _tries(context, len(scene.options), setting):
        grid = _OptionGrid(context, area, room, columns, len(scene.options), setting)
        options = [context.measure(option, size, grid.text_width) for option in scene.options]
        if all(block.height <= grid.text_height for block in options) and not _breaks(options):
            return grid.layout(options, reason)
    if sum(grid.heights(options)) + context.u(setting.gap) * (len(options) - 1) <= room and not _breaks(options):
        return grid.layout(options, reason, even=False)
    return None


def _breaks(options: Sequence[TextBlock]) -> bool:
    return any(option.breaks_words for option in options)


def _reason(scene: QuizScene, context: DrawContext, area: Box, largest: float) -> TextBlock | None:
    # What the voice says word for word has not to be read as well.
    if plain(scene.reason) in plain(scene.answer_narration):
        return None
    return context.fit(scene.reason, min(area.width, context.line_length(46)), area.height * 0.34, largest)


def _strip(context: DrawContext, reason: TextBlock | None) -> float:
    return max(context.u(RING), reason.height if reason else 0.0)


def _tries(context: DrawContext, count: int, setting: QuizSpacing) -> Iterator[tuple[float, int]]:
    """Sizes, and for each the numbers of columns: two if the frame is wide and the options make whole rows."""
    stage = context.stage
    columns = [2, 1] if stage.width > 1.15 * stage.height and count % 2 == 0 else [1]
    return ((size, each) for size in context.sizes(setting.largest, setting.smallest) for each in columns)


@dataclass(frozen=True)
class _OptionGrid:
    """Boxes for `count` options in `columns` columns, `room` pixels high altogether."""

    context: DrawContext
    area: Box
    room: float
    columns: int
    count: int
    setting: QuizSpacing

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    @property
    def width(self) -> float:
        return (self.area.width - self.context.u(self.setting.gap) * (self.columns - 1)) / self.columns

    @property
    def height(self) -> float:
        """The height that a box may have at most."""
        return (self.room - self.context.u(self.setting.gap) * (self.rows - 1)) / self.rows

    @property
    def text_width(self) -> float:
        return self.width - self.context.u(BADGE + _BESIDE + 2 * self.setting.pad)

    @property
    def text_height(self) -> float:
        return self.height - 2 * self.context.u(self.setting.pad * 0.7)

    def heights(self, options: Sequence[TextBlock]) -> list[float]:
        """The height that each option needs with its box."""
        around = 2 * self.context.u(self.setting.pad * 0.7)
        return [max(block.height, self.context.u(BADGE)) + around for block in options]

    def layout(self, options: Sequence[TextBlock], reason: TextBlock | None, *, even: bool = True) -> QuizLayout:
        """The options in their boxes: all of one height if `even`, and somewhat higher than they must be if there is
        room; else each as high as it has to be, in one column.
        """
        u, gap = self.context.u, self.context.u(self.setting.gap)
        heights = self.heights(options)
        if even:
            height = min(self.height, max(*heights, u(_LEAST), min(u(_HIGHEST), self.height * 0.8)))
            heights = [height] * self.rows
        tops = list(accumulate((height + gap for height in heights), initial=self.area.y))
        boxes = [
            Box(
                self.area.x + (index % self.columns) * (self.width + gap),
                tops[index // self.columns],
                self.width,
                heights[index // self.columns],
            )
            for index in range(self.count)
        ]
        strip = Box(
            self.area.x, boxes[-1].bottom + u(self.setting.below), self.area.width, _strip(self.context, reason)
        )
        return QuizLayout(list(options), boxes, reason, strip)
