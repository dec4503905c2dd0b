"""Text and logos as pictures that are laid over a film."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import skia
from numpy.typing import NDArray

from ...errors import MediaError
from ...storyboard.drawing.text.direction import runs_right_to_left
from ...storyboard.drawing.text.text import Type, measure, shortened
from ...storyboard.drawing.text.typefaces import SEMIBOLD
from ...storyboard.theme import Colour
from .picture import picture_kind

Position = Literal["top-left", "top", "top-right", "left", "center", "right", "bottom-left", "bottom", "bottom-right"]
POSITIONS: tuple[str, ...] = get_args(Position)
TEXT_LIMIT = 300

Overlay = NDArray[np.uint8]
"""Red, green, blue and opacity, shape `(height, width, 4)`; colours are not multiplied with the opacity."""

_MARGIN = 0.04
"""Of the shorter side: how far from the edges."""
_LETTERS = 0.05
"""Of the shorter side: the size of letters."""
_WIDEST, _HIGHEST = 0.86, 0.5
_LOGO_HIGHEST = 0.9


def lettered(
    text: str, width: int, height: int, *, size: float = 1.0, opacity: float = 1.0, language: str = "en"
) -> Overlay:
    """Text in white on a dark plate, for a film of that size; `size` makes the letters bigger or smaller.

    It is parted into lines, and cut if there is no room for it. Any script will do that this machine has letters for.
    """
    letters = max(8.0, min(width, height) * _LETTERS * size)
    rtl = runs_right_to_left(language) or _begins_right(text)
    type_ = Type(letters, Colour(255, 255, 255), SEMIBOLD, align="right" if rtl else "left", rtl=rtl, language=language)
    pad = letters * 0.5
    room, most = width * _WIDEST - 2 * pad, height * _HIGHEST - 2 * pad
    block = measure(text, type_, room, balance=True)
    if block.height > most:
        block = shortened(text, type_, room, most)
    picture: Overlay = np.zeros((round(block.height + 2 * pad), round(block.width + 2 * pad), 4), np.uint8)
    with skia.Surface(picture, skia.kRGBA_8888_ColorType) as canvas:
        plate = skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(165, 12, 14, 20))
        bounds = skia.Rect.MakeWH(picture.shape[1], picture.shape[0])
        canvas.drawRoundRect(bounds, letters * 0.3, letters * 0.3, plate)
        block.paragraph.paint(canvas, pad - block.inset, pad)
    picture[:, :, 3] = np.round(picture[:, :, 3] * opacity)
    return picture


def logo(file: Path, width: int, height: int, *, share: float, opacity: float = 1.0) -> Overlay:
    """The picture in `file`, `share` of the film's width wide at most, its proportions kept.

    Raises `MediaError` with the field "logo".
    """
    data = file.read_bytes()
    try:
        picture_kind(data)
        image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(data))
    except MediaError as error:
        raise MediaError(f"logo: {error.message}", param="logo") from error
    scale = min(width * share / image.width(), height * _LOGO_HIGHEST / image.height())
    size = max(1, round(image.width() * scale)), max(1, round(image.height() * scale))
    picture: Overlay = np.zeros((size[1], size[0], 4), np.uint8)
    with skia.Surface(picture, skia.kRGBA_8888_ColorType) as canvas:
        smooth = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
        canvas.drawImageRect(image, skia.Rect.MakeWH(*size), smooth, skia.Paint(Alphaf=opacity))
    return picture


def place(position: Position, overlay: Overlay, width: int, height: int) -> tuple[int, int]:
    """Where the left upper corner of the overlay belongs in a film of that size, in pixels."""
    margin = round(min(width, height) * _MARGIN)
    spare_x, spare_y = width - overlay.shape[1], height - overlay.shape[0]
    across = "left" if "left" in position else "right" if "right" in position else "center"
    down = "top" if "top" in position else "bottom" if "bottom" in position else "center"
    x = {"left": margin, "center": spare_x // 2, "right": spare_x - margin}[across]
    y = {"top": margin, "center": spare_y // 2, "bottom": spare_y - margin}[down]
    return max(0, min(x, spare_x)), max(0, min(y, spare_y))


def _begins_right(text: str) -> bool:
    """Whether the first letter belongs to a script that runs from right to left."""
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)
