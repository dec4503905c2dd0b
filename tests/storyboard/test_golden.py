"""Each kind's sample looks as its picture in docs/storyboard.md. `GOLDEN=write pytest ...` draws them anew."""

from __future__ import annotations

import json
import os
import re
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

from .golden import IMAGES, TOUR, as_image, difference, tour

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "storyboard"
SIZE = (640, 360)
TOLERANCE = 6.0
"""The largest difference of two squares, as a distance in CIE L*a*b* (2.3 is just noticeable)."""


def shots(theme: str = "clean") -> list[Shot]:
    return tour(Format(SIZE, 30, THEMES[theme], images=IMAGES))


def compare(picture: NDArray[np.uint8], path: Path) -> None:
    if os.environ.get("GOLDEN") == "write":
        as_image(picture).save(str(path))
    distance = difference(picture, skia.Image.open(str(path)))
    assert distance < TOLERANCE, f"{path.name} differs by {distance:.1f}: look at it, then GOLDEN=write if it is better"


@pytest.mark.parametrize("shot", shots(), ids=lambda shot: str(shot.scene.type))
def test_a_scene_looks_as_it_did(shot: Shot) -> None:
    compare(still(shot, shot.timing.duration - 0.9), PICTURES / f"{shot.scene.type}.png")


def test_a_linear_map_looks_as_it_did() -> None:
    scene = json.loads((Path(__file__).parent / "plots" / "eigenvectors.json").read_text("utf-8"))
    board = Storyboard.read({"title": "A map of the plane", "scenes": [scene]})
    [shot] = shots_of(board, Format(SIZE, 30, THEMES["clean"]))
    compare(still(shot, shot.timing.duration - 0.9), PICTURES / "plot-eigenvectors.png")


@pytest.mark.parametrize("theme", [name for name in THEMES if name != "clean"])
def test_a_theme_looks_as_it_did(theme: str) -> None:
    shot = next(shot for shot in shots(theme) if shot.scene.type == "process")
    compare(still(shot, shot.timing.duration - 0.9), PICTURES / f"theme-{theme}.png")


@pytest.mark.slow
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
