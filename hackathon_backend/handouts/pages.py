"""Pages that fill from top to bottom: text and drawings are put below one another, and a new page begins in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

import skia

from ..storyboard.drawing.text.direction import runs_right_to_left
from ..storyboard.drawing.text.text import TextBlock, Type, measure
from ..storyboard.drawing.text.typefaces import TEXT
from ..storyboard.theme import Colour

Paper = Literal["a4", "letter"]
SIZES: dict[Paper, tuple[float, float]] = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
"""Points: 1/72 inch."""
MARGIN, _FOOT = 48.0, 30.0
INK, MUTED, LINE, ACCENT = (Colour.parse(each) for each in ("#1B2330", "#5B6675", "#D5DAE1", "#2457D6"))
_LEADING, _SPACING = 1.42, 0.004
"""Of lines, as a multiple of the type, and of letters in points: enough for each to be one, and not to be seen."""


class PageFlow:
    """A PDF under way. Lengths are in points, y grows downwards; `y` is where the next thing goes."""

    def __init__(self, stream: Any, paper: Paper, *, title: str, language: str, foot: str) -> None:
        self.width, self.height = SIZES[paper]
        self.language, self.rtl = language, runs_right_to_left(language)
        metadata = skia.PDF.Metadata()
        metadata.fTitle, metadata.fCreator, metadata.fProducer = title, "Model 7", "Model 7"
        self._document = skia.PDF.MakeDocument(stream, metadata)
        self._foot = foot
        self._page = 0
        self._canvas: Any = None
        self.y = 0.0
        self._begin()

    @property
    def canvas(self) -> Any:
        """What the page is drawn on."""
        return self._canvas

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def left(self) -> float:
        """How much height is left on the page."""
        return self.height - MARGIN - _FOOT - self.y

    @property
    def most(self) -> float:
        """The height that a whole page has."""
        return self.height - 2 * MARGIN - _FOOT

    def type(self, size: float, *, weight: int = 400, colour: Colour = INK) -> Type:
        """A type of `size` points, in the direction of the language."""
        align: Literal["left", "right"] = "right" if self.rtl else "left"
        spacing = 0.0 if self.rtl else _SPACING
        return Type(size, colour, weight, TEXT, align, _LEADING, self.rtl, self.language, spacing)

    def block(self, text: str, size: float, room: float, *, weight: int = 400, colour: Colour = INK) -> TextBlock:
        """`text` in lines of at most `room` points."""
        return measure(text, self.type(size, weight=weight, colour=colour), room)

    def need(self, height: float) -> None:
        """Begin a new page unless so much height is left on this one."""
        if height > self.left and self.y > MARGIN:
            self._end()
            self._begin()

    def text(self, text: str, size: float, *, weight: int = 400, colour: Colour = INK, after: float = 6.0) -> None:
        """Put a text across the page, on as many pages as it takes."""
        for block in self._fitting(text, size, weight, colour):
            self.need(block.height)
            self.put(block, MARGIN, self.y)
            self.y += block.height
        self.y += after

    def put(self, block: TextBlock, x: float, y: float) -> None:
        """Draw a text with the upper left corner of its room at (x, y)."""
        block.paragraph.paint(self._canvas, x, y)

    def mirrored(self, x: float, width: float) -> float:
        """Where something stands that would be at `x` in a script from left to right."""
        return self.width - x - width if self.rtl else x

    def close(self) -> None:
        """End the last page and the document."""
        self._end()
        self._document.close()

    def _fitting(self, text: str, size: float, weight: int, colour: Colour) -> Iterator[TextBlock]:
        yield from cut(text, lambda part: self.block(part, size, self.room, weight=weight, colour=colour), self.most)

    def _begin(self) -> None:
        self._page += 1
        self._canvas = self._document.beginPage(self.width, self.height)
        self.y = MARGIN

    def _end(self) -> None:
        y = self.height - MARGIN
        number = self.block(str(self._page), 8.5, 60, colour=MUTED)
        foot = self.block(self._foot, 8.5, self.room - 70, colour=MUTED)
        self.put(foot, self.mirrored(MARGIN, self.room - 70), y)
        at = self.mirrored(self.width - MARGIN - 60, 60)
        self.put(number, at + (0 if self.rtl else 60 - number.width), y)
        self._document.endPage()


def cut(text: str, set_: Callable[[str], TextBlock], most: float) -> Iterator[TextBlock]:
    """`text` as `set_` sets it, in parts of at most `most` points of height; nothing of it is lost."""
    block = set_(text)
    if block.height <= most or " " not in text.strip():
        yield block
        return
    middle = len(text) // 2
    end = max(text.rfind(" ", 0, middle + 1), 0) or text.find(" ", middle)
    yield from cut(text[:end], set_, most)
    yield from cut(text[end:].strip(), set_, most)
