"""The samples of the kinds that draw look as on their sheets, in all themes and sizes. `GOLDEN=write` draws anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import skia
from numpy.typing import NDArray

from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.kinds import KINDS
from hackathon_backend.storyboard.shot import Format
from hackathon_backend.storyboard.theme import THEMES

from .golden import IMAGES, as_image, difference, tour

SHEETS = Path(__file__).parent / "golden"
SIZES = [(1280, 720), (1920, 1080), (720, 1280), (1080, 1080), (1024, 1792), (1792, 1024)]
DRAWN = [name for name in ("cast", "plot", "simulate", "cutaway", "map") if name in KINDS]
SIDE = 320
"""Pixels of the longer side of a frame on a sheet."""
TOLERANCE = 8.0
"""The largest difference of two squares of a sheet, as a distance in CIE L*a*b*."""


def frames(name: str, theme: str) -> Iterator[NDArray[np.uint8]]:
    """The sample of a kind as it ends, in each size."""
    for size in SIZES:
        shots = tour(Format(size, 30, THEMES[theme], images=IMAGES))
        shot = next(shot for shot in shots if shot.scene.type == name)
        yield still(shot, shot.timing.duration - 0.9)


def sheet(name: str) -> NDArray[np.uint8]:
    """The frames of all themes one below the other, those of all sizes side by side."""
    surface = skia.Surface(sum(SIDE * width // max(width, height) for width, height in SIZES), SIDE * len(THEMES))
    with surface as canvas:
        canvas.clear(skia.ColorGRAY)
        for row, theme in enumerate(THEMES):
            x = 0
            for frame in frames(name, theme):
                height, width = (SIDE * side // max(frame.shape) for side in frame.shape[:2])
                place = skia.Rect.MakeXYWH(x, row * SIDE, width, height)
                smooth = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
                canvas.drawImageRect(as_image(frame), place, smooth)
                x += width
    drawn: NDArray[np.uint8] = surface.toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3]
    return np.ascontiguousarray(drawn)


@pytest.mark.slow
@pytest.mark.parametrize("name", DRAWN)
def test_a_kind_looks_as_it_did_in_all_themes_and_sizes(name: str) -> None:
    path = SHEETS / f"{name}.webp"
    picture = sheet(name)
    if os.environ.get("GOLDEN") == "write":
        as_image(picture).save(str(path), skia.kWEBP, 100)
    distance = difference(picture, skia.Image.open(str(path)))
    assert distance < TOLERANCE, f"{path.name} differs by {distance:.1f}: look at it, then GOLDEN=write if it is better"
