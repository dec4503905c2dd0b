"""Call-outs stand beside what they name, or in a key; none is ever in the way of another."""

from __future__ import annotations

import base64
from functools import cache
from typing import Any

import numpy as np
import pytest
import skia
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.boards import labels

SIZES = [(1280, 720), (1920, 1080), (720, 1280), (1080, 1080), (1024, 1792), (1792, 1024)]
SHAPES = [(80, 60), (30, 90), (160, 40), (60, 60)]
SHARES = st.sampled_from([0.0, 0.02, 0.3, 0.48, 0.5, 0.52, 0.9, 1.0])


@cache
def noise(width: int, height: int) -> str:
    pixels = np.random.default_rng(1).integers(0, 255, (height, width, 4), np.uint8)
    data = bytes(skia.Image.fromarray(pixels, skia.kRGBA_8888_ColorType).encodeToData())
    return "data:image/png;base64," + base64.b64encode(data).decode()


def board(callouts: list[dict[str, Any]], shape: tuple[int, int] = (80, 60), language: str = "en") -> Storyboard:
    scene = {
        "type": "image",
        "heading": "An animal cell",
        "source": noise(*shape),
        "caption": "Seen with an electron microscope",
        "callouts": callouts,
        "narration": "Here are the nucleus, the membrane and the mitochondria.",
    }
    return Storyboard.read({"title": "Cells", "language": language, "scenes": [scene]})


def marks(of: Storyboard) -> list[Mark]:
    shot = shots_of(of, Format((1280, 720), 30, THEMES["clean"]))[0]
    return marks_of(shot.scene, shot.timing, shot.place, shot.context())


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    callouts=st.lists(st.fixed_dictionaries({"text": labels, "x": SHARES, "y": SHARES}), max_size=4),
    shape=st.sampled_from(SHAPES),
    size=st.sampled_from(SIZES),
    language=st.sampled_from(["en", "he"]),
)
def test_callouts_find_a_place_wherever_they_point(
    callouts: list[dict[str, Any]], shape: tuple[int, int], size: tuple[int, int], language: str
) -> None:
    assert check(board(callouts, shape, language), size) == []


def test_a_few_callouts_stand_on_the_picture_beside_their_dots() -> None:
    found = marks(board([{"text": "Nucleus", "x": 0.4, "y": 0.4}, {"text": "Membrane", "x": 0.8, "y": 0.8}]))
    picture = next(mark.box for mark in found if mark.path == "source")
    assert all(picture.contains(mark.box) for mark in found if mark.path.startswith("callouts."))


@pytest.mark.parametrize("language", ["en", "he"])
def test_callouts_in_one_place_become_a_key_beside_the_picture(language: str) -> None:
    found = marks(board([{"text": f"Organelle {name}", "x": 0.5, "y": 0.5} for name in "ABCDEF"], language=language))
    picture = next(mark.box for mark in found if mark.path == "source")
    assert not any(picture.overlap(mark.box) for mark in found if mark.path.startswith("callouts."))
