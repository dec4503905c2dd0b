"""Two bars that fill and empty: the energy of motion, and that which is stored."""

from __future__ import annotations

from typing import Any

import skia

from ....drawing.brushes import fill, stroke
from ....drawing.stage import Box
from .base import Picture

_BAR = 56


def energy_bars(picture: Picture, canvas: Any, box: Box, energies: tuple[float, float], whole: float) -> None:
    """Bars as high as `whole` in `box`, each with its part of it in its colour, and its name below."""
    u, pen, setting = picture.u, picture.pen, picture.setting
    step = box.width / 2
    for n, (name, value) in enumerate(zip(("kinetic", "potential"), energies, strict=True)):
        colour = setting.hue(name)
        block = pen.block(_first(setting.word(name)), colour)
        middle = box.x + step * (n + 0.5)
        bottom = box.bottom - block.height - u(8)
        wide = min(u(_BAR), step * 0.7)
        frame = skia.Rect.MakeLTRB(middle - wide / 2, box.y, middle + wide / 2, bottom)
        height = frame.height() * min(max(value / whole, 0.0), 1.0) if whole else 0.0
        canvas.drawRect(frame, fill(picture.theme.card))
        canvas.drawRect(skia.Rect.MakeLTRB(frame.left(), bottom - height, frame.right(), bottom), fill(colour))
        canvas.drawRect(frame, stroke(picture.theme.line, u(2)))
        pen.words(canvas, block, middle - block.width / 2, bottom + u(8))


def _first(name: str) -> str:
    """A name that fits below a bar: its first word, if it has several."""
    return name if len(name) < 11 else name.split()[0]


def bars_width(picture: Picture) -> float:
    """Pixels that both bars with their names take across."""
    names = [_first(picture.setting.word(name)) for name in ("kinetic", "potential")]
    widest = max(picture.pen.block(name, picture.theme.ink).width for name in names)
    return 2 * max(widest + picture.u(18), picture.u(_BAR * 1.4))
