"""Pictures compared with how they were: by the mean colours of their squares, as an eye tells colours apart."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from hackathon_backend.storyboard import Storyboard
from hackathon_backend.storyboard.kinds import KINDS
from hackathon_backend.storyboard.shot import Format, Shot, shots_of

IMAGES = Path(str(files(KINDS["image"].package)))
TOUR = Storyboard.read({"title": "A tour of all scenes", "scenes": [kind.sample for kind in KINDS.values()]})
"""The samples of all kinds, which the documentation shows in this order."""
BLOCK = 8
"""Pixels a side of the squares whose mean colours are compared: a shifted edge is no difference, a missing word is."""


def tour(format_: Format) -> list[Shot]:
    """The samples as shots, all with one number in their heads, so that a further kind changes none of the pictures."""
    return [replace(shot, place=replace(shot.place, index=4, count=10)) for shot in shots_of(TOUR, format_)]


def as_image(picture: NDArray[np.uint8]) -> Any:
    """A picture of red, green and blue as skia has it."""
    opaque = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
    return skia.Image.fromarray(np.ascontiguousarray(opaque), skia.kRGBA_8888_ColorType)


def difference(picture: NDArray[np.uint8], golden: Any) -> float:
    """How far the most different squares are apart, as a distance in CIE L*a*b* (2.3 is just noticeable)."""
    before = golden.toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3]
    return float(np.sqrt(((_lab(picture) - _lab(before)) ** 2).sum(-1)).max())


def _lab(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The mean colours of squares of `picture` in CIE L*a*b* (D65)."""
    height, width = (side - side % BLOCK for side in picture.shape[:2])
    srgb = picture[:height, :width].astype(np.float64) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    means = linear.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3).mean((1, 3))
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = means @ to_xyz.T / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)
