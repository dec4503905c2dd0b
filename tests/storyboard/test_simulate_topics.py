"""What a right film of a school topic must show is there: its labels, and in the frames what moves."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hackathon_backend.storyboard import Storyboard
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES, Colour

FOLDER = Path(__file__).parent / "simulations"
THEME = THEMES["clean"]
BLUE, TEAL, AMBER, PLUM, GREEN, RED = THEME.accents
Frame = NDArray[np.uint8]


@cache
def shot(name: str) -> Shot:
    scene: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    board = Storyboard.read({"title": "Topics", "scenes": [scene]})
    return shots_of(board, Format((1280, 720), 30, THEME))[0]


@cache
def frame(name: str, part: float) -> Frame:
    """The frame of a scene after a part of its time."""
    made = shot(name)
    return still(made, made.timing.duration * part)


def labels(name: str) -> set[str]:
    made = shot(name)
    marks = marks_of(made.scene, made.timing, made.place, made.context())
    blocks = [getattr(mark.brush, "block", None) for mark in marks]
    return {block.text.replace("\u00a0", " ") for block in blocks if block is not None}


def where(
    picture: Frame, colour: Colour, box: tuple[int, int, int, int] = (0, 90, 1280, 700), *, within: int = 40
) -> NDArray[np.int64]:
    """The pixels of about this colour in a box of left, top, right and bottom, as rows of y and x."""
    left, top, right, bottom = box
    part = picture[top:bottom, left:right].astype(int)
    near = abs(part - (colour.red, colour.green, colour.blue)).max(-1) < within
    return np.argwhere(near) + np.array((top, left))


def test_dice_sums_pile_up_to_a_bell() -> None:
    flat, piled = frame("central_limit", 0.25), frame("central_limit", 0.97)
    bars = THEME.paper.mixed(BLUE, 0.55)
    heights = np.array([len(where(piled, bars, (x, 200, x + 8, 640))) for x in range(60, 1020, 8)])
    middle = heights[len(heights) // 3 : 2 * len(heights) // 3].sum()
    assert middle > 1.5 * (heights.sum() - middle)
    assert len(where(piled, RED, (40, 200, 1020, 640))) > 1500, "the bell"
    assert len(where(flat, RED, (40, 200, 1020, 640))) == 0


def test_two_masses_are_let_go_together_from_one_height_and_land_together() -> None:
    assert {"1 kg", "10 kg", "vacuum", "0 s", "1 s"} <= labels("two_masses_fall")
    lowest = []
    for part in (0.0, 0.3, 0.5, 0.95):
        picture = frame("two_masses_fall", part)
        light = where(picture, BLUE, (295, 250, 345, 660))[:, 0]
        heavy = where(picture, TEAL, (660, 250, 790, 660))[:, 0]
        # Arrows and labels are blue, too: things are told by their widest rows.
        rows = np.bincount(light)
        bottom = int(np.nonzero(rows > 17)[0].max())
        lowest.append((bottom, int(heavy.max())))
    assert all(abs(a - b) < 12 for a, b in lowest), lowest
    assert lowest[0][1] < lowest[1][1] < lowest[2][1] < lowest[3][1]


def test_a_projectile_has_a_parabola_and_a_constant_and_a_changing_arrow() -> None:
    assert {"highest point: 10.2 m", "40.8 m"} <= labels("projectile")
    early, later = frame("projectile", 0.12), frame("projectile", 0.33)
    across = [len(where(each, BLUE, (40, 300, 960, 600))) for each in (early, later)]
    upwards = [len(where(each, RED, (40, 300, 960, 600))) for each in (early, later)]
    assert across[1] == pytest.approx(across[0], rel=0.25)
    assert upwards[1] < 0.8 * upwards[0]
    ended = frame("projectile", 0.97)
    assert len(where(ended, THEME.muted, (200, 250, 1050, 580))) > 300, "the dots of the way"


def test_ohms_law_has_charges_that_move_and_a_line() -> None:
    assert {"20 Ω", "voltage (V)", "current (A)"} <= labels("ohms_law")
    before, after = frame("ohms_law", 0.80), frame("ohms_law", 0.81)
    wire = (100, 560, 800, 660)
    assert len(where(before, RED, wire)) > 1000
    assert (before[560:660, 100:800] != after[560:660, 100:800]).any()
    line = where(frame("ohms_law", 0.97), RED, (925, 430, 1225, 620))
    slope = np.polyfit(line[:, 1], line[:, 0], 1)
    assert abs(np.polyval(slope, line[:, 1]) - line[:, 0]).mean() < 4, "a straight line"


def test_snells_law_has_a_ray_a_normal_and_two_angles_at_a_border() -> None:
    assert {"normal", "air: n = 1", "glass: n = 1.5", "incidence", "refraction"} <= labels("snells_law")
    picture = frame("snells_law", 0.97)
    coming, going = where(picture, BLUE, (200, 180, 478, 415)), where(picture, TEAL, (490, 425, 900, 650))
    angles = [
        np.degrees(np.arctan2(abs(points[:, 1] - 484), abs(points[:, 0] - 420.5)))[abs(points[:, 0] - 420) > 30]
        for points in (coming, going)
    ]
    assert np.median(angles[0]) == pytest.approx(60, abs=3)
    assert np.median(angles[1]) == pytest.approx(35.3, abs=3)


def test_keplers_laws_have_an_ellipse_and_areas() -> None:
    assert {"Sun", "nearest", "farthest", "equal areas", "51.6 km/s", "17.2 km/s"} <= labels("keplers_laws")
    picture = frame("keplers_laws", 0.97)
    areas = [len(where(picture, THEME.paper.mixed(colour, 0.2), (250, 190, 760, 640))) for colour in (BLUE, AMBER)]
    assert areas[0] == pytest.approx(areas[1], rel=0.12), "four sectors of each colour, all of one size"


@pytest.mark.slow
def test_the_states_of_water_have_their_particles() -> None:
    assert {"ice: solid", "water: liquid", "steam: gas", "−20 °C", "120 °C"} <= labels("three_states_of_water")
    picture = frame("three_states_of_water", 0.9)
    found = [where(picture, BLUE, (left, 190, left + 380, 610)) for left in (60, 455, 850)]
    counts = [len(points) for points in found]
    assert max(counts) == pytest.approx(min(counts), rel=0.1), "as many particles in each"
    tops = [np.percentile(points[:, 0], 2) for points in found]
    assert tops[2] < tops[1] - 100
    assert tops[2] < tops[0] - 100
    moved = abs(picture.astype(int) - frame("three_states_of_water", 0.92)).max(-1) > 60
    trembling, flying = moved[190:610, 60:440].sum(), moved[190:610, 850:1230].sum()
    assert flying > 1.3 * trembling


def test_a_disturbed_balance_settles_anew() -> None:
    assert {"concentration", "time", "reactants", "products"} <= labels("le_chatelier")
    curve = where(frame("le_chatelier", 0.97), BLUE, (500, 220, 810, 600))
    columns = {x: curve[curve[:, 1] == x][:, 0] for x in np.unique(curve[:, 1])}
    jump = max(columns, key=lambda x: np.ptp(columns[x]))
    assert np.ptp(columns[jump]) > 100, "what is added stands straight up"
    flat = [columns[x].mean() for x in columns if jump + 90 < x < 800]
    assert np.ptp(flat) < 8, "and then it is level again"


def test_electrolysis_has_electrodes_ions_and_twice_as_much_hydrogen() -> None:
    assert {"hydrogen", "oxygen", "cathode −", "anode +"} <= labels("electrolysis_of_water")
    picture = frame("electrolysis_of_water", 0.97)
    heights = []
    for colour, left in ((TEAL, 270), (RED, 651)):
        gas = where(picture, THEME.paper.mixed(colour, 0.24), (left, 190, left + 90, 640), within=9)
        heights.append(int((np.bincount(gas[:, 0]) > 40).sum()))
    assert heights[0] == pytest.approx(2 * heights[1], rel=0.06)
    assert len(where(picture, THEME.ink, (300, 500, 340, 650))) > 800, "an electrode"
    first, second = frame("electrolysis_of_water", 0.5), frame("electrolysis_of_water", 0.52)
    ions = (slice(520, 645), slice(340, 680))
    assert (first[ions] != second[ions]).any()
