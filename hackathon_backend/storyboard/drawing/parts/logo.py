"""Logos: cut to what is drawn of them, and on a plate where they could not be seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import skia
from numpy.typing import NDArray

from ....errors import StoryboardError
from ...kinds.image.photo import photo
from ...theme import Colour, Theme
from ..brushes import BrushKind, ShapeBrush, Unmirrored, rounded
from ..marks import Mark
from ..motion.tracks import STILL, Track
from ..stage import Box

_LOOKED_AT = 1600
"""Pixels of a side at which a logo is looked at."""
_THERE = 40
"""Opacity (0-255) from which a pixel counts as drawn."""
_ALIKE = 26
"""By how much the parts of two colours may differ that count as one."""
_SEEN, _MOSTLY = 1.7, 0.75
"""The contrast at which a pixel is seen, and the part of a logo that has to be."""
_PAD = 0.16
"""Of the plate around a logo, as a part of its shorter side."""


@dataclass(frozen=True)
class Logo:
    """The picture without its empty edges, and the colour of the plate that it needs, if it needs one."""

    image: Any
    plate: Colour | None

    def marks(self, room: Box, at: Track = STILL, grow: Track = STILL, *, across: float = 0.5) -> list[Mark]:
        """The logo as large as it can be in `room`; `across` (0-1) is where it stands between left and right."""
        pad = _PAD if self.plate else 0.0
        wide, high = self.image.width(), self.image.height()
        edge = pad * min(wide, high)
        scale = min(room.width / (wide + 2 * edge), room.height / (high + 2 * edge))
        width, height, edge = wide * scale, high * scale, edge * scale
        left = room.x + (room.width - width - 2 * edge) * across + edge
        box = Box(left, room.y + (room.height - height) / 2, width, height)
        drawn = Mark(box, LogoBrush(self.image, width, height), "", at, scale=grow)
        if self.plate is None:
            return [drawn]
        ground = box.grown(edge)
        shape = rounded(ground.width, ground.height, min(ground.width, ground.height) * 0.18)
        return [Mark(ground, ShapeBrush(shape, self.plate), "", at, scale=grow), drawn]


@dataclass(frozen=True)
class LogoBrush(Unmirrored):
    """Draws a picture unchanged, scaled to a size."""

    image: Any
    width: float
    height: float
    kind: ClassVar[BrushKind] = "shape"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, _grow: float) -> None:
        smooth = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
        canvas.drawImageRect(self.image, skia.Rect.MakeWH(self.width, self.height), smooth)


def logo_of(source: str, folder: Path | None, theme: Theme) -> Logo:
    """The logo that `source` names. Raises `StoryboardError` with the field "brand.logo"."""
    try:
        image = photo(source, folder, _LOOKED_AT, _LOOKED_AT)
    except StoryboardError as error:
        raise StoryboardError(error.message.replace("source", "brand.logo", 1), param="brand.logo") from error
    pixels = image.toarray(colorType=skia.kRGBA_8888_ColorType)
    ground = _ground(pixels)
    shown = pixels[:, :, 3] > _THERE
    if ground is not None:
        shown &= (np.abs(pixels[:, :, :3].astype(int) - ground).max(-1)) > _ALIKE
    if not shown.any():
        return Logo(image, None)
    rows, columns = np.flatnonzero(shown.any(1)), np.flatnonzero(shown.any(0))
    top, left, bottom, right = rows[0], columns[0], rows[-1] + 1, columns[-1] + 1
    cut = image.makeSubset(skia.IRect.MakeLTRB(int(left), int(top), int(right), int(bottom)))
    plate = Colour(*map(int, ground)) if ground is not None else _plate(pixels[shown], theme)
    return Logo(cut, plate)


def _ground(pixels: NDArray[np.uint8]) -> NDArray[np.int_] | None:
    """The colour that a logo stands on, if all of its edge is of one."""
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]]).astype(int)
    middle: NDArray[np.int_] = np.median(edge, 0).astype(int)
    return middle[:3] if (np.abs(edge - middle).max() <= _ALIKE and middle[3] > 250) else None


def _plate(shown: NDArray[np.uint8], theme: Theme) -> Colour | None:
    """What a logo without a ground is laid on: nothing, if it is seen on the paper; else what it is seen on best."""
    light = _linear()[shown[:, :3]] @ np.array([0.2126, 0.7152, 0.0722]) + 0.05
    seen = {ground: _seen_on(light, ground) for ground in (theme.paper, theme.ink, Colour(255, 255, 255))}
    if seen[theme.paper] >= _MOSTLY:
        return None
    best = max(seen, key=lambda ground: seen[ground])
    return None if best == theme.paper else best


@cache
def _linear() -> NDArray[np.float64]:
    """How much light each value (0-255) of a part of a colour is (sRGB, IEC 61966-2-1)."""
    parts = np.arange(256) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _seen_on(light: NDArray[np.float64], ground: Colour) -> float:
    """The part of the pixels, of which `light` has the luminance, that has enough contrast to a ground."""
    other = ground.luminance + 0.05
    return float((np.maximum(light, other) / np.minimum(light, other) >= _SEEN).mean())
