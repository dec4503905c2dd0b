"""Two bars that fill and empty: the energy of motion, and that which is stored."""

from __future__ import annotations

from typing import Any

import skia

from .....drawing.brushes import fill, stroke
from .....drawing.stage import Box
from ..picture import ModelPicture

_BAR = 56


def energy_bars(picture: ModelPicture, canvas: Any, box: Box, energies: tuple[float, float], whole: float) -> None:
    """Bars as high as `whole` in `box`, each with its part of it in its colour, and its name below."""
    u, pen, setting = picture.u, picture.pen, picture.setting
    step = box.width / 2
    for n, (name, value) in enumerate(zip(("kinetic", "potential"), energies, strict=True)):
        colour = setting.hue(name)
        block = pen.block(_named(picture, name), colour)
        middle = box.x + step * (n + 0.5)
        bottom = box.bottom - block.height - u(8)
        wide = min(u(_BAR), step * 0.7)
        frame = skia.Rect.MakeLTRB(middle - wide / 2, box.y, middle + wide / 2, bottom)
        height = frame.height() * min(max(value / whole, 0.0), 1.0) if whole else 0.0
        canvas.drawRect(frame, fill(picture.theme.card))
        canvas.drawRect(skia.Rect.MakeLTRB(frame.left(), bottom - height, frame.right(), bottom), fill(colour))
        canvas.drawRect(frame, stroke(picture.theme.line, u(2)))
        pen.words(canvas, block, middle - block.width / 2, bottom + u(8))


def _named(picture: ModelPicture, name: str) -> str:
    """What stands below a bar: the word that tells one energy from the other, or its sign where that is long."""
    words, others = (
        picture.setting.word(each).split() for each in (name, "kinetic" if name != "kinetic" else "potential")
    )
    first = words[0] if words[0] != others[0] else words[-1]
    wide = picture.pen.block(first, picture.theme.ink).width > picture.u(116)
    return {"kinetic": "E kin", "potential": "E pot"}[name] if wide else first


def bars_width(picture: ModelPicture) -> float:
    """Pixels that both bars with their names take across."""
    names = [_named(picture, name) for name in ("kinetic", "potential")]
    widest = max(picture.pen.block(name, picture.theme.ink).width for name in names)
    return 2 * max(widest + picture.u(18), picture.u(_BAR * 1.4))
