"""Pictures of strangers as a film shows them: small enough to be kept in its storyboard, and the colour they are in."""

from __future__ import annotations

import base64
import colorsys
from dataclasses import dataclass

import numpy as np
import skia

from ...errors import MediaError

_SIDE = 1280
_QUALITY = 88
_LOOKED_AT = 96
"""Pixels of a side at which the colour is looked for."""
_HUES = 24
_COLOURED, _BRIGHT, _DARK = 0.25, 0.97, 0.12
"""The saturation from which a pixel has a colour, and the brightness between which it is one."""
_PART = 0.02
"""The part of what is drawn that has to be in a colour for it to be the picture's."""


@dataclass(frozen=True)
class ShownPicture:
    """A picture as a data URL, and the colour that most of what is coloured in it has: "#2457D6", "" for greys."""

    url: str
    colour: str


def as_shown(data: bytes) -> ShownPicture:
    """The picture with sides of 1,280 pixels at most. Raises `MediaError` if it can't be unpacked."""
    try:
        image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(data)).makeRasterImage()
    except (RuntimeError, AttributeError, TypeError):
        raise MediaError("The picture is damaged.") from None
    small = _scaled(image, _SIDE)
    coded = bytes(small.encodeToData(skia.EncodedImageFormat.kWEBP, _QUALITY))
    return ShownPicture(
        f"data:image/webp;base64,{base64.b64encode(coded).decode()}", _colour(_scaled(image, _LOOKED_AT))
    )


def _scaled(image: skia.Image, side: int) -> skia.Image:
    scale = min(1.0, side / max(image.width(), image.height()))
    width, height = (max(1, round(each * scale)) for each in (image.width(), image.height()))
    surface = skia.Surface(width, height)
    smooth = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    surface.getCanvas().clear(skia.ColorTRANSPARENT)
    surface.getCanvas().drawImageRect(image, skia.Rect.MakeWH(width, height), smooth)
    return surface.makeImageSnapshot()


def _colour(image: skia.Image) -> str:
    pixels = image.toarray(colorType=skia.kRGBA_8888_ColorType)
    drawn = pixels[pixels[:, :, 3] > 128][:, :3].astype(float) / 255
    if not len(drawn):
        return ""
    high, low = drawn.max(1), drawn.min(1)
    saturation = (high - low) / np.maximum(high, 1e-6)
    coloured = drawn[(saturation > _COLOURED) & (high > _DARK) & ((high < _BRIGHT) | (saturation > 2 * _COLOURED))]
    if len(coloured) < _PART * len(drawn):
        return ""
    hues = np.array([colorsys.rgb_to_hsv(*pixel)[0] for pixel in coloured])
    # A little of a strong colour says more than much of a pale one.
    weight = (coloured.max(1) - coloured.min(1)) ** 3
    bins = np.floor(hues * _HUES).astype(int) % _HUES
    best = np.bincount(bins, weight, _HUES).argmax()
    own = np.average(coloured[bins == best], axis=0, weights=weight[bins == best])
    return "#" + "".join(f"{round(part * 255):02X}" for part in own)
