"""The labels below a chart: all of them, only some of them, or turned, with those that are spoken of."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ....drawing.brushes import TextBrush
from ....drawing.marks import Mark
from ....drawing.motion.tracks import STEP, Track
from ....drawing.stage import Box
from ....drawing.text.text import ELLIPSIS, TextBlock, Type, measure, shortened
from ....drawing.text.typefaces import SEMIBOLD
from ..brushes import TurnedTextBrush
from ..chart import Chart
from ..labels import LABEL, NOTE, rule, words
from ..pace import SpokenInterval

_TURNED = 0.36
"""Part of the height that labels may take that run upwards."""
LABEL_GAP, _LINE = 12, 1.5
"""Units from a plot to the labels below it, and across the line that leads to one of them."""
_APART = 14
"""Units between labels that stand where their numbers are."""
_CLOSEST = 6
"""Units between two labels at least, where one had to move in."""
_BRIEF = 0.9
"""Seconds in which a label could not be read."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class CategoryLabels:
    """The labels below a chart; those that are left out are None. If `turned`, they run upwards."""

    blocks: tuple[TextBlock | None, ...]
    turned: bool = False

    @property
    def whole(self) -> bool:
        """Whether all labels are there to their ends."""
        return not any(block is None or block.text.endswith(ELLIPSIS) or block.breaks_words for block in self.blocks)

    @property
    def height(self) -> float:
        return max((block.width if self.turned else block.height for block in self.blocks if block), default=0.0)


def level_labels(chart: Chart, pitch: float, lines: int = 2, apart: float = 10) -> CategoryLabels | None:
    """All labels in so many lines, `pitch` pixels being between neighbours; None if they don't fit `apart` units."""
    for size in (LABEL + 2, LABEL):
        room = pitch - chart.context.u(apart)
        blocks = [words(chart.context, text, room, size, align="centre") for text in chart.scene.labels]
        if all(block.lines <= lines and not block.breaks_words for block in blocks):
            return CategoryLabels(tuple(blocks))
    return None


def counted_labels(chart: Chart, pitch: float) -> CategoryLabels | None:
    """Only some of the labels if they count on, as years do, so that those between two can be left out; else None."""
    in_order = all(_DIGIT.search(text) for text in chart.scene.labels)
    return thinned_labels(chart, pitch) if in_order else None


def thinned_labels(chart: Chart, pitch: float) -> CategoryLabels:
    """Every second name, or every third, and so on, `pitch` pixels being between neighbours."""
    context, count = chart.context, chart.count
    for step in range(1, count + 1):
        room = pitch * step - context.u(14)
        blocks = [words(context, text, room, align="centre") for text in chart.scene.labels[::step]]
        if all(block.lines == 1 and not block.breaks_words for block in blocks) or step == count:
            break
    kept = [shortened(block.text, block.type, max(room, context.u(200)), context.u(70)) for block in blocks]
    return CategoryLabels(tuple(kept[place // step] if place % step == 0 else None for place in range(count)))


def turned_labels(chart: Chart, pitch: float) -> CategoryLabels | None:
    """All labels running upwards; None if one of them would have to be cut or left out."""
    labels = cut_labels(chart, pitch)
    return labels if labels.whole else None


def cut_labels(chart: Chart, pitch: float) -> CategoryLabels:
    """As many labels running upwards as there is room for, cut where they are too long."""
    line, height = chart.context.u(NOTE * 1.15), chart.area.height * _TURNED
    step, lines = max(1, math.ceil(line / pitch)), max(1, min(2, int(pitch / line)))
    type_ = chart.context.type(NOTE, leading=1.15)
    blocks = [
        shortened(text, type_, _turned_room(text, type_, height, lines), line * (lines + 0.1))
        if place % step == 0
        else None
        for place, text in enumerate(chart.scene.labels)
    ]
    return CategoryLabels(tuple(blocks), turned=True)


def _turned_room(text: str, type_: Type, height: float, lines: int) -> float:
    """The room for a name that runs upwards: narrow enough for its lines to be about equally long."""
    block = measure(text, type_, height, balance=lines > 1)
    return block.room if block.lines <= lines else height


def placed_labels(chart: Chart, xs: Sequence[float]) -> CategoryLabels:
    """As many names in one line as there is room for at `xs`: those at the ends and those that are spoken of first."""
    context = chart.context
    spoken = [place for spell in chart.pace.spells for place in sorted(spell.places)]
    by_x = sorted(range(chart.count), key=lambda place: xs[place])
    first = dict.fromkeys((by_x[-1], by_x[0], *spoken, *_halving(by_x)))
    kept: dict[int, tuple[TextBlock, Box]] = {}
    for place in first:
        block = words(context, chart.scene.labels[place], chart.area.width / 3, align="centre")
        box = _label_box(chart, xs[place], 0.0, block.width, block.height)
        near = box.grown(context.u(_APART))
        if not any(near.x < other.right and other.x < near.right for _, other in kept.values()):
            kept[place] = block, box
    return CategoryLabels(tuple(kept[place][0] if place in kept else None for place in range(chart.count)))


def _halving(places: Sequence[int]) -> list[int]:
    """`places`, the one in the middle first, then those in the middle of the halves, and so on."""
    waiting, found = [places], []
    for part in waiting:
        if part:
            middle = len(part) // 2
            found.append(part[middle])
            waiting += [part[:middle], part[middle + 1 :]]
    return found


def label_ticks(chart: Chart, labels: CategoryLabels, xs: Sequence[float], y: float) -> list[Mark]:
    """Short lines from the plot down to the labels."""
    context = chart.context
    end = y + context.u(LABEL_GAP * 0.6)
    kept = [x for x, block in zip(xs, labels.blocks, strict=True) if block]
    return [rule(context, (x, y), (x, end), context.theme.muted, _LINE) for x in kept]


def category_marks(chart: Chart, labels: CategoryLabels, xs: list[float], y: float) -> list[Mark]:
    """The names at `xs`, below `y`. None reaches out of the frame, or over another one that had to move in.

    A name that is left out for want of room takes the place of its neighbours while it is spoken of.
    """
    spoken = _spoken_labels(chart, labels, xs, y)
    marks: list[Mark] = []
    for place in sorted(range(chart.count), key=lambda place: xs[place]):
        block, x = labels.blocks[place], xs[place]
        if block is None:
            continue
        width, height = (block.height, block.width) if labels.turned else (block.width, block.height)
        box = _label_box(chart, x, y, width, height)
        brush = TurnedTextBrush(block) if labels.turned else TextBrush(block)
        if not marks or marks[-1].box.right + chart.context.u(_CLOSEST) <= box.x:
            marks.append(Mark(box, brush, chart.label_path(place), _label_opacity(chart, place, box, spoken)))
    return [*marks, *(mark for mark in spoken.values())]


def _label_box(chart: Chart, x: float, y: float, width: float, height: float) -> Box:
    """The box of a name with its middle at `x`, moved in where it would reach out of the frame."""
    safe = chart.context.stage.safe
    left = min(max(x - width / 2, safe.x), safe.right - width)
    return Box(left, y + chart.context.u(LABEL_GAP), width, height)


def _spoken_labels(chart: Chart, labels: CategoryLabels, xs: list[float], y: float) -> dict[SpokenInterval, Mark]:
    """The names that are only there while they are spoken of."""
    context, found = chart.context, {}
    for spell in chart.pace.spells:
        place = min(spell.places)
        lasts = spell.until is None or spell.until - spell.at > _BRIEF
        if labels.turned or labels.blocks[place] is not None or not lasts:
            continue
        block = words(context, chart.scene.labels[place], chart.area.width / 3, weight=SEMIBOLD, align="centre")
        opacity = spell.passing(context.motion.appear(spell.at + STEP))
        box = _label_box(chart, xs[place], y, block.width, block.height)
        if block.lines == 1:
            found[spell] = Mark(box, TextBrush(block), chart.label_path(place), opacity)
    return found


def _label_opacity(chart: Chart, place: int, box: Box, spoken: dict[SpokenInterval, Mark]) -> Track:
    """That of a name: back while others are spoken of, and gone while one of these takes its place."""
    near, levels = box.grown(chart.context.u(8)), []
    for spell in chart.pace.spells:
        gone = spell in spoken and near.overlap(spoken[spell].box) > 0
        levels.append((spell.at, 0.0 if gone else 1.0 if place in spell.places else chart.context.theme.dim))
    return chart.context.motion.appear(0.0).stepping(levels)
