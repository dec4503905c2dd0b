"""What two neighbouring scenes both show stays over the cut, and goes to its new place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hackathon_backend.storyboard import Storyboard, check, draw_ahead, render
from hackathon_backend.storyboard.cache import key_of
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from hackathon_backend.storyboard.timing.timing import SceneTiming

SIZE = (480, 270)
POINTS = {"type": "points", "heading": "What a leaf needs", "narration": "It needs light. And it needs water."}
LIGHT = POINTS | {"points": [{"text": "Light"}, {"text": "Water"}]}
AIR = POINTS | {"points": [{"text": "Air"}, {"text": "Soil"}]}
FAR = {"x": {"name": "time", "start": 0, "end": 10}, "y": {"name": "way", "start": 0, "end": 100}}
NEAR = FAR | {"x": {"name": "time", "start": 0, "end": 5}}
FALL = {"type": "plot", "heading": "Falling", "narration": "It falls. It falls ever faster."}
FALL |= {"curves": [{"name": "fall", "formula": "x^2"}]}
ITALY = {"type": "map", "narration": "This is Italy. It looks like a boot.", "fills": [{"country": "Italy"}]}


def shots(*scenes: dict[str, Any], timings: list[SceneTiming] | None = None, **look: Any) -> list[Shot]:
    board = Storyboard.read({"title": "A leaf", "scenes": list(scenes)})
    return shots_of(board, Format(SIZE, 30, THEMES["clean"], **look), timings)


def marks(shot: Shot) -> list[Mark]:
    return marks_of(shot.scene, shot.timing, shot.place, shot.context(), shot.neighbours)


def named(shot: Shot, identity: str) -> Mark:
    return next(mark for mark in marks(shot) if mark.identity.startswith(identity))


def test_the_same_heading_is_not_faded_out_and_in() -> None:
    first, second = shots(LIGHT, AIR)
    heading = (slice(30, 70), slice(20, 300))
    before, after = still(first, first.timing.duration - 0.01), still(second, 0.0)
    assert before[heading].std() > 20
    assert (before[heading] == after[heading]).all()


def test_another_heading_fades() -> None:
    first, _ = shots(LIGHT, AIR | {"heading": "What else it needs"})
    assert named(first, "heading").state(first.timing.duration).opacity == 0.0


def test_a_curve_goes_from_where_it_was_to_where_it_is_on_other_axes() -> None:
    first, second = shots(FALL | FAR, FALL | NEAR)
    old, new = named(first, "curve"), named(second, "curve")
    assert old.state(first.timing.duration).opacity > 0.9
    assert new.state(0.0).grow == 1.0
    assert [new.state(t).shape for t in (0.0, 0.6)] == [0.0, 1.0]
    cut = [still(first, first.timing.duration - 1 / 30).astype(int), still(second, 0.0).astype(int)]
    blue = [(frame[:, :, 2] - frame[:, :, 0] > 100) for frame in cut]
    assert (blue[0] & blue[1]).sum() > 0.9 * blue[0].sum()
    alone = shots(FALL | NEAR)[0]
    settled = still(second, second.timing.duration - 0.3).astype(int)
    ended = still(alone, alone.timing.duration - 0.3).astype(int)
    below = slice(30, 260)
    assert np.abs(settled[below] - ended[below]).max() <= 2


@pytest.mark.slow
def test_a_land_grows_into_the_map_of_the_land_alone() -> None:
    first, second = shots(ITALY | {"heading": "Europe", "region": "Europe"}, ITALY | {"heading": "Italy"})
    old, new = named(first, "land IT"), named(second, "land")
    there = old.stands(old.state(first.timing.duration))
    start, end = new.stands(new.state(0.0)), new.stands(new.state(0.6))
    assert start.centre == pytest.approx(there.centre, abs=0.5)
    assert max(start.width, start.height) == pytest.approx(max(there.width, there.height), rel=0.01)
    assert end == new.box


@pytest.mark.slow
def test_what_stays_is_there_at_once_with_reduced_motion() -> None:
    _, second = shots(
        ITALY | {"heading": "Europe", "region": "Europe"}, ITALY | {"heading": "Italy"}, reduced_motion=True
    )
    land = named(second, "land IT")
    assert land.stands(land.state(0.0)) == land.box


def test_a_scene_that_shares_something_is_drawn_anew_when_its_neighbour_changes_and_no_other_is() -> None:
    def keys(*scenes: dict[str, Any]) -> list[str]:
        return [key_of(shot) for shot in shots(*scenes)]

    far = AIR | {"heading": "What else it needs"}
    changed = LIGHT | {"points": [{"text": "Light from the sun"}, {"text": "Water"}]}
    together, apart = keys(LIGHT, AIR), keys(LIGHT, far)
    assert keys(changed, AIR)[1] != together[1]
    assert keys(changed, far)[1] == apart[1]


def test_a_scene_does_not_depend_on_how_long_its_neighbours_take(tmp_path: Path) -> None:
    times = [[SceneTiming(seconds), SceneTiming(6.0)] for seconds in (6.0, 9.5)]
    assert len({key_of(shots(LIGHT, AIR, timings=each)[1]) for each in times}) == 1
    frames = [still(shots(LIGHT, AIR, timings=each)[1], 0.1) for each in times]
    assert (frames[0] == frames[1]).all()
    board = Storyboard.read({"title": "A leaf", "scenes": [LIGHT, AIR]})
    for index in (0, 1):
        draw_ahead(board, index, tmp_path / "cache", size=SIZE)
    assert render(board, tmp_path / "film.mp4", size=SIZE, cache=tmp_path / "cache").frames_drawn == 0


@pytest.mark.slow
def test_scenes_that_share_things_have_no_fault() -> None:
    scenes = [LIGHT, AIR, FALL | FAR, FALL | NEAR, ITALY | {"heading": "Italy", "region": "Europe"}]
    board = Storyboard.read({"title": "A leaf", "scenes": [*scenes, ITALY | {"heading": "Italy"}]})
    assert check(board, (1280, 720)) == []


@pytest.mark.slow
def test_in_a_script_from_right_to_left_things_go_to_their_places_too() -> None:
    board = {"title": "أوروبا", "language": "ar", "scenes": [
        ITALY | {"heading": "أوروبا", "region": "Europe"}, ITALY | {"heading": "إيطاليا"},
    ]}  # fmt: skip
    first, second = shots_of(Storyboard.read(board), Format(SIZE, 30, THEMES["clean"]))
    old, new = named(first, "land IT"), named(second, "land")
    there = old.stands(old.state(first.timing.duration))
    assert new.stands(new.state(0.0)).centre == pytest.approx(there.centre, abs=0.5)


def test_names_of_things_that_change_places_do_not_run_over_one_another() -> None:
    names = ["fish", "frog", "snake", "bird", "dog"]
    actors = [{"id": name, "art": name, "label": f"class of {name}"} for name in names]
    scene = {"type": "cast", "actors": actors, "narration": "Here they are. Look at each of them."}
    around = scene | {"heading": "Around", "arrangement": "ring"}
    row = scene | {"heading": "In a row", "arrangement": "row", "actors": actors[::-1]}
    faults = check(Storyboard.read({"title": "Animals", "scenes": [around, row]}), (1280, 720))
    assert [fault for fault in faults if fault.kind == "overlap"] == []
    _, second = shots(around, row)
    label = named(second, "label of fish")
    assert [label.state(at).opacity > 0.9 for at in (0.0, 0.3, 1.0)] == [True, False, True]
