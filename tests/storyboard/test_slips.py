"""Scenes with the slips that language models make are drawn as they were meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.storyboard import check, repair
from hackathon_backend.storyboard.checking.fault import OF_WRITING
from hackathon_backend.storyboard.kinds.cast.tailor import Tailor
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES

SLIPS = sorted((Path(__file__).parent / "slips").glob("*.json"))


def slip(path: Path) -> dict[str, Any]:
    """A storyboard, the kinds of its scenes, and texts that have to be seen."""
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


def shown(board: Any) -> set[str]:
    found: set[str] = set()
    for shot in shots_of(board, Format((1280, 720), 30, THEMES["clean"])):
        marks = marks_of(shot.scene, shot.timing, shot.place, shot.context())
        for mark in marks:
            for text in (getattr(mark.brush, "block", None), *getattr(mark.brush, "blocks", ())):
                if text is not None:
                    found.add(" ".join(text.text.split()))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("path", SLIPS, ids=lambda path: path.stem)
def test_what_is_meant_is_drawn(path: Path) -> None:
    given = slip(path)
    board, _ = repair(given["storyboard"])
    assert [scene.type for scene in board.scenes] == given["kinds"]
    assert set(given["texts"]) <= shown(board)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)], ids=str)
@pytest.mark.parametrize("path", SLIPS, ids=lambda path: path.stem)
def test_and_has_no_fault(path: Path, size: tuple[int, int]) -> None:
    board, _ = repair(slip(path)["storyboard"])
    assert [fault for fault in check(board, size) if fault.kind not in OF_WRITING] == []


@pytest.mark.parametrize(
    ("given", "lat", "lon"),
    [
        ({"lat": "30.04° N", "lng": "31° 14′ E"}, 30.04, 31.2333),
        ({"latitude": "-33,87", "longitude": "151.21"}, -33.87, 151.21),
        ({"coordinates": [41.9, "12.5"]}, 41.9, 12.5),
        ({"location": "22.9 S, 43.2 W"}, -22.9, -43.2),
    ],
)
def test_places_are_found_however_their_degrees_are_written(given: dict[str, Any], lat: float, lon: float) -> None:
    scene = {"type": "map", "heading": "Where", "cities": [{"label": "here"} | given], "narration": "Look here."}
    board, _ = repair({"title": "Places", "scenes": [scene]})
    [place] = board.scenes[0].markers
    assert (place.name, place.lat, place.lon) == ("here", pytest.approx(lat), pytest.approx(lon, abs=1e-3))


@pytest.mark.parametrize(("rate", "formula", "value"), [("5 %", "(1+r)^x", 0.05), ("5 %", "(1+r/100)^x", 5.0)])
def test_a_percentage_is_what_the_formula_takes(rate: str, formula: str, value: float) -> None:
    scene = {
        "type": "plot",
        "heading": "Growth",
        "curves": [formula],
        "parameters": {"r": rate},
        "narration": "It grows.",
    }
    board, _ = repair({"title": "Growth", "scenes": [scene]})
    assert board.scenes[0].parameters[0].value == pytest.approx(value)


@pytest.mark.parametrize("meant", ["demand", "10-x", "y = 10 - x", 1])
def test_a_curve_is_known_by_its_name_in_any_case_its_formula_or_its_place(meant: str | int) -> None:
    scene = {
        "type": "plot",
        "heading": "Prices",
        "curves": [{"name": "Supply", "formula": "2 + x"}, {"name": "Demand", "formula": "10 - x"}],
        "shifts": [{"curve": meant, "to": "12 - x"}],
        "narration": "Demand moves.",
    }
    board, _ = repair({"title": "Prices", "scenes": [scene]})
    assert [shift.curve for shift in board.scenes[0].shifts] == ["Demand"]


def test_a_reflection_is_no_refraction() -> None:
    scene = {"type": "simulate", "heading": "A mirror", "model": "reflection", "narration": "Light comes back."}
    board, _ = repair({"title": "Light", "scenes": [scene]})
    assert (board.scenes[0].model.name, board.scenes[0].model.form) == ("mirror", "plane")


def test_what_is_set_may_be_named_by_set_itself() -> None:
    scene = {
        "type": "simulate",
        "heading": "A circuit",
        "model": "ohms_law",
        "changes": [{"set": "voltage", "value": "24 V"}],
        "narration": "Now we double it.",
    }
    board, _ = repair({"title": "Current", "scenes": [scene]})
    assert [(change.quantity, change.to) for change in board.scenes[0].changes] == [("voltage", "24 V")]


def test_the_head_of_a_list_is_no_head_of_a_body() -> None:
    said = "The head points to the first node."
    scene = {"type": "cast", "heading": "A linked list", "actors": ["head", "7", "12"], "narration": said}
    board, _ = repair({"title": "Lists", "scenes": [scene]})
    context = shots_of(board, Format((1280, 720), 30, THEMES["clean"]))[0].context()
    assert Tailor(board.scenes[0], context).art[0] is None
