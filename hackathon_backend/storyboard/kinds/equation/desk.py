"""Notes and sources of formulas, each set only once for each room."""

from __future__ import annotations

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure, shortened
from ...drawing.text.typefaces import MONO

_SOURCE, NOTE, TALLEST = 28, 30, 200
"""Units: of type, and the height that a source may take among formulas."""


class Desk:
    """Where pages are laid out: `area`, and the notes and sources, each set only once for each room."""

    def __init__(self, context: DrawContext, area: Box) -> None:
        self.context = context
        self.area = area
        self._notes: dict[tuple[str, float], TextBlock] = {}
        self._sources: dict[tuple[str, float, float], TextBlock] = {}

    def note(self, text: str, room: float) -> TextBlock | None:
        """`text` in lines of at most `room` pixels; None if there is none."""
        if text and (text, room) not in self._notes:
            type_ = self.context.type(NOTE, colour=self.context.theme.muted)
            self._notes[text, room] = measure(text, type_, room, balance=True)
        return self._notes.get((text, room))

    def source(self, latex: str, room: float, height: float) -> TextBlock:
        """`latex` as it is written, smaller or cut if it does not fit."""
        if (latex, room, height) not in self._sources:
            types = [self.context.type(size, family=MONO, leading=1.2) for size in self.context.sizes(_SOURCE)]
            found = (measure(latex, type_, room) for type_ in types)
            fitting = next((block for block in found if block.height <= height), None)
            self._sources[latex, room, height] = fitting or shortened(latex, types[-1], room, height)
        return self._sources[latex, room, height]
