"""Captions drawn into the pictures of a film, for places whose players show none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import skia

from ...storyboard.drawing.text.direction import runs_right_to_left
from ...storyboard.drawing.text.text import TextBlock, Type, measure, shortened
from ...storyboard.drawing.text.typefaces import SEMIBOLD
from ...storyboard.theme import Colour
from ..captions.breaks import spaced
from ..captions.captions import RIGHT_TO_LEFT, Cue
from ..captions.captions import runs_right_to_left as reads_right_to_left
from ..recoding import Timed
from .lettering import Overlay
from .overlay import LayOver, laid_over, parted

CaptionStyle = Literal["box", "outline"]
CaptionPlace = Literal["bottom", "top"]

_LETTERS, _LETTERS_HIGH = 0.052, 0.06
"""The size of letters as a part of the shorter side; films that are higher than wide are seen on small screens."""
_WIDEST, _HIGHEST = 0.9, 0.34
_MARGIN = 0.055
"""Of the height, from the edge: televisions and players cut the outer twentieth (EBU R 95)."""
_WHITE, _DARK = Colour(255, 255, 255), Colour(8, 10, 14)
_PLATE = 200
"""Opacity of the plate of 255: white letters keep a contrast of 7:1 on it, whatever lies below."""
_CONTOUR = 0.09
"""Of the letters' size: how thick the contour of outlined letters is."""


@dataclass(frozen=True)
class CaptionLook:
    """How captions are drawn. `size` makes letters bigger or smaller; `lift` is the part of the height at that edge
    which something else lies over, as buttons of a platform.
    """

    style: CaptionStyle = "box"
    place: CaptionPlace = "bottom"
    size: float = 1.0
    lift: float = 0.0


def captioned(
    timed: Timed, size: tuple[int, int], cues: Sequence[Cue], look: CaptionLook, language: str = "en"
) -> Timed:
    """The pictures, of that size, with each caption drawn while it is heard, in any script that has letters here."""
    ends = [*(cue.start for cue in cues[1:]), float("inf")]
    spans = [(cue, min(cue.end, end)) for cue, end in zip(cues, ends, strict=True) if cue.text.strip()]
    spans = [(cue, end) for cue, end in spans if end > cue.start]
    edges = sorted({edge for cue, end in spans for edge in (cue.start, end)})
    waiting = iter(spans)
    current = next(waiting, None)
    lay: LayOver | None = None
    for frame, time in parted(timed, edges):
        while current is not None and time >= current[1]:
            current, lay = next(waiting, None), None
        if current is None or time < current[0].start:
            yield frame, time
            continue
        if lay is None:
            picture = caption_picture(current[0].text, *size, look=look, language=language)
            lay = laid_over(frame, picture, caption_corner(picture, *size, look=look))
        yield lay(frame, time), time


def caption_picture(
    text: str, width: int, height: int, *, look: CaptionLook | None = None, language: str = "en"
) -> Overlay:
    """One caption as a picture, for a film of that size: its lines are kept if they fit, and set anew if not."""
    look = look or CaptionLook()
    letters = max(9.0, min(width, height) * (_LETTERS_HIGH if height > width else _LETTERS) * look.size)
    pad = letters * (0.42 if look.style == "box" else 0.2)
    block, shadow = _blocks(text, letters, (width * _WIDEST - 2 * pad, height * _HIGHEST - 2 * pad), language)
    picture: Overlay = np.zeros((round(block.height + 2 * pad), round(block.width + 2 * pad), 4), np.uint8)
    with skia.Surface(picture, skia.kRGBA_8888_ColorType) as canvas:
        at = pad - block.inset, pad
        if look.style == "box":
            plate = skia.Paint(AntiAlias=True, Color=skia.ColorSetA(_DARK.argb, _PLATE))
            bounds = skia.Rect.MakeWH(picture.shape[1], picture.shape[0])
            canvas.drawRoundRect(bounds, letters * 0.28, letters * 0.28, plate)
        else:
            for x, y in _around(letters * _CONTOUR):
                shadow.paragraph.paint(canvas, at[0] + x, at[1] + y)
        block.paragraph.paint(canvas, *at)
    return picture


def caption_corner(picture: Overlay, width: int, height: int, *, look: CaptionLook) -> tuple[int, int]:
    """Where the left upper corner of the caption belongs in a film of that size."""
    x = max(0, (width - picture.shape[1]) // 2)
    margin = round(height * max(_MARGIN, look.lift))
    y = margin if look.place == "top" else height - margin - picture.shape[0]
    return x, max(0, min(y, height - picture.shape[0]))


def _blocks(text: str, letters: float, space: tuple[float, float], language: str) -> tuple[TextBlock, TextBlock]:
    """The letters and their contour, set alike in a space of that width and height."""
    rtl = runs_right_to_left(language) or reads_right_to_left(text)
    room, most = space
    lines = text.replace(RIGHT_TO_LEFT, "").splitlines()
    type_ = Type(letters, _WHITE, SEMIBOLD, align="centre", rtl=rtl, language=language)
    block = measure("\n".join(lines), type_, room)
    if block.lines > len(lines):
        block = measure(_one_line(lines), type_, room, balance=True)
    if block.height > most:
        block = shortened(_one_line(lines), type_, room, most)
    dark = Type(letters, _DARK, SEMIBOLD, align="centre", rtl=rtl, language=language)
    return block, measure(block.text, dark, block.room)


def _one_line(lines: Sequence[str]) -> str:
    text = lines[0] if lines else ""
    for before, line in pairwise(lines):
        text += f"{' ' * spaced(before, line)}{line}"
    return text


def _around(radius: float) -> Iterator[tuple[float, float]]:
    turns = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    yield from ((float(np.cos(turn)) * radius, float(np.sin(turn)) * radius) for turn in turns)
