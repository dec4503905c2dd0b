"""What is seen of a shot at one moment, and the moments that are worth a look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..drawing.brushes import Brush, TextBrush
from ..drawing.marks import Mark, MarkState
from ..drawing.stage import Box
from ..drawing.text.text import TextBlock
from .shapes import Points, along, drawn, posed

TOUCH = 0.14
"""Part of a line's height that boxes of text may share: it is the space between lines, not letters."""
_SEEN = 0.3
"""Opacity from which a thing counts as being there."""
_STEP = 0.12
"""Seconds between looks at what is on its way."""


@dataclass(frozen=True)
class Looked:
    """One mark at one moment."""

    mark: Mark
    state: MarkState
    box: Box
    travels: bool
    """Whether it is on its way from one place to another, and so may pass over what lies between."""
    line: Points | None
    """Points of the part that is drawn, if it is a line."""

    @cached_property
    def brush(self) -> Brush:
        """What draws it at that moment."""
        return self.mark.brush_in(self.state)

    @property
    def kind(self) -> str:
        """As "text", "line" or "shape"."""
        return self.brush.kind

    @property
    def block(self) -> TextBlock | None:
        """The text that it is, if it is one."""
        return self.brush.block if isinstance(self.brush, TextBrush) else None

    @property
    def letters(self) -> Box:
        """The box of a text without the space between lines that surrounds it."""
        assert self.block is not None
        return self.box.grown(-self.block.type.size * TOUCH)


def moments(marks: Sequence[Mark], duration: float) -> list[float]:
    """The moments at which something has come to rest, and some while something is on its way from place to place.

    The last ones, in which all fades away, are left out.
    """
    last = duration - 0.21
    ends = {round(end, 2) for mark in marks for _, end in mark.busy() if end < last}
    ways = {span for mark in marks for span in mark.ways() if span[1] > span[0]}
    steps = {round(start + _STEP * step, 2) for start, end in ways for step in range(1, int((end - start) / _STEP) + 1)}
    return sorted(ends | {step for step in steps if step < last} | {max(0.0, duration - 0.22)})


def lines_of(marks: Sequence[Mark]) -> list[Points | None]:
    """Points along each mark that is a line, from where it stands."""
    paths = [getattr(mark.brush, "path", None) if mark.brush.kind == "line" else None for mark in marks]
    return [None if path is None else along(path) for path in paths]


def visible(marks: Sequence[Mark], lines: Sequence[Points | None], at: float) -> Iterator[Looked]:
    """What is seen of the marks at that moment; `lines` has the points of those that are lines."""
    for mark, line in zip(marks, lines, strict=True):
        state = mark.state(at)
        if state.opacity >= _SEEN and state.grow > 0.02:
            box = mark.stands(state)
            seen = box.within(mark.clip) if mark.clip else box
            # What has been scrolled out of its window is not there; lines have no height, and still are.
            if mark.clip is None or seen.height > 0.5 * box.height:
                soon = mark.state(at + 0.04)
                seen_line = None if line is None else posed(drawn(line, state.grow), mark, state)
                travels = (soon.dx, soon.dy) != (state.dx, state.dy) or soon[4:6] != state[4:6]
                yield Looked(mark, state, seen if mark.view else box, travels, seen_line)
