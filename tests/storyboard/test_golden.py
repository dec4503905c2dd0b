"""Each kind's sample looks as its picture in docs/storyboard.md. `GOLDEN=write pytest ...` draws them anew."""

from __future__ import annotations

import json
import os
import re
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import skia
from numpy.typing import NDArray

from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.kinds import KINDS
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "storyboard"
IMAGES = Path(str(files(KINDS["image"].package)))
SIZE = (640, 360)
BLOCK = 8
"""Pixels a side of the squares whose mean colours are compared: a shifted edge is no difference, a missing word is."""
TOLERANCE = 6.0
"""The largest difference of two squares, as a distance in CIE L*a*b* (2.3 is just noticeable)."""


TOUR = Storyboard.read({"title": "A tour of all scenes", "scenes": [kind.sample for kind in KINDS.values()]})
"""The samples of all kinds, which the documentation shows in this order."""


def shots(theme: str = "clean") -> list[Shot]:
    return shots_of(TOUR, Format(SIZE, 30, THEMES[theme], images=IMAGES))


def lab(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The mean colours of squares of `picture` in CIE L*a*b* (D65)."""
    height, width = (side - side % BLOCK for side in picture.shape[:2])
    srgb = picture[:height, :width].astype(np.float64) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    means = linear.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3).mean((1, 3))
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = means @ to_xyz.T / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


def compare(picture: NDArray[np.uint8], path: Path) -> None:
    if os.environ.get("GOLDEN") == "write":
        opaque = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
        skia.Image.fromarray(np.ascontiguousarray(opaque), skia.kRGBA_8888_ColorType).save(str(path))
    golden = skia.Image.open(str(path)).toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3]
    distance = np.sqrt(((lab(picture) - lab(golden)) ** 2).sum(-1)).max()
    assert distance < TOLERANCE, f"{path.name} differs by {distance:.1f}: look at it, then GOLDEN=write if it is better"


@pytest.mark.parametrize("shot", shots(), ids=lambda shot: str(shot.scene.type))
def test_a_scene_looks_as_it_did(shot: Shot) -> None:
    compare(still(shot, shot.timing.duration - 0.9), PICTURES / f"{shot.scene.type}.png")


@pytest.mark.parametrize("theme", [name for name in THEMES if name != "clean"])
def test_a_theme_looks_as_it_did(theme: str) -> None:
    shot = next(shot for shot in shots(theme) if shot.scene.type == "process")
    compare(still(shot, shot.timing.duration - 0.9), PICTURES / f"theme-{theme}.png")


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_the_samples_of_all_kinds_have_no_fault(size: tuple[int, int]) -> None:
    assert check(TOUR, size, images=IMAGES) == []


def test_the_documentation_has_a_section_for_every_kind_that_says_when_to_choose_it_and_shows_its_sample() -> None:
    text = (DOCS / "storyboard.md").read_text(encoding="utf-8")
    pattern = r"^### `(\w+)`$(.*?)!\[.+?\]\((.+?)\)\s+```json\n(.*?)```"
    sections = re.findall(pattern, text, re.DOTALL | re.MULTILINE)
    documented = {name: (picture, json.loads(block)) for name, _, picture, block in sections}
    assert documented == {name: (f"storyboard/{name}.png", kind.sample) for name, kind in KINDS.items()}
    for name, words, *_ in sections:
        assert " ".join(words.split()).startswith(KINDS[name].when)
