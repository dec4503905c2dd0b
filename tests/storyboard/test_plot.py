"""A plot shows what its formulas and numbers say: labelled, apart, at every size, and never by a crash."""

from __future__ import annotations

import json
import math
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.kinds.plot.marks.brushes import ChangingBrush, DotsBrush, RunnerBrush
from hackathon_backend.storyboard.scene_frames import marks_of, moments
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.sizes import each_size

from .boards import SCENES

SIZES = [(1280, 720), (1920, 1080), (720, 1280), (1080, 1080), (1024, 1792), (1792, 1024)]
WRITTEN = sorted((Path(__file__).parent / "plots").glob("*.json"))
SAID = "First we look at it. Then something happens to it. And at last we see what has become of it."


def board(language: str = "en", **scene: Any) -> Storyboard:
    given = {"type": "plot", "heading": "How it depends", "narration": SAID} | scene
    return Storyboard.read({"title": "Plots", "language": language, "scenes": [given]})


def drawn(*, reduced: bool = False, size: tuple[int, int] = (1280, 720), **scene: Any) -> list[Mark]:
    """The marks of a plot."""
    shot = shots_of(board(**scene), Format(size, 30, THEMES["clean"], reduced_motion=reduced))[0]
    return marks_of(shot.scene, shot.timing, shot.place, shot.context())


def texts(marks: list[Mark], path: str = "") -> list[str]:
    found = [getattr(mark.brush, "block", None) for mark in marks if mark.path.startswith(path)]
    return [block.text for block in found if block is not None]


@pytest.mark.slow
@each_size(SIZES)
@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_written_plots_have_no_fault(path: Path, size: tuple[int, int]) -> None:
    scene = json.loads(path.read_text("utf-8"))
    written = Storyboard.read({"title": "Plots", "scenes": [scene]})
    assert check(written, size) == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_written_plots_can_be_read_in_every_theme(theme: str) -> None:
    scenes = [json.loads(path.read_text("utf-8")) for path in WRITTEN]
    assert check(Storyboard.read({"title": "Plots", "theme": theme, "scenes": scenes}), (640, 360)) == []


def test_crossings_are_written_at_both_axes() -> None:
    curves = [{"name": "supply", "formula": "1 + x"}, {"name": "demand", "formula": "7 - x"}]
    marks = drawn(curves=curves, show=["crossings"])
    assert sorted(texts(marks, "show.0")) == ["3", "4"]


def test_after_a_shift_the_crossing_is_computed_anew_and_the_old_one_is_kept() -> None:
    marks = drawn(
        curves=[{"name": "supply", "formula": "1 + x"}, {"name": "demand", "formula": "7 - x"}],
        show=[{"what": "crossings", "cue": "look"}],
        shifts=[{"curve": "demand", "formula": "11 - x", "name": "demand after", "cue": "happens"}],
    )
    assert {"3", "4", "5", "6"} <= set(texts(marks, "show.0"))
    assert "before" in texts(marks)
    assert texts(marks, "shifts.0") == ["demand after"]


def test_no_tangent_runs_through_the_name_of_a_curve() -> None:
    scene = {
        "curves": [
            {"name": "error", "formula": "sqrt x - x", "cue": "and"},
            {"name": "supply", "formula": "e^(-x) + x^2", "cue": "of"},
            {"name": "supply", "formula": "2 sin x", "cue": "in"},
            {"name": "y", "formula": "e^(-x) + x^2", "cue": "of"},
        ],
        "show": [{"what": "extremes", "cue": "in"}],
        "shifts": [{"curve": "error", "formula": "x^3 - 2x + sqrt x", "name": "speed of the train", "cue": "to"}],
        "tangents": [{"at": 3, "cue": "a"}],
        "narration": "prime industrialisation covalent prime queue probability",
    }
    assert [fault.message for fault in check(board(**scene), (1280, 720))] == []


def test_zeros_extremes_slopes_and_areas_are_written() -> None:
    marks = drawn(
        curves=[{"name": "curve", "formula": "x^2 - 4"}],
        show=["zeros", "extremes"],
        tangents=[{"at": 1.5, "name": "slope"}],
        areas=[{"start": -2, "end": 2}],
    )
    assert {"−2", "2", "−4", "0"} <= set(texts(marks, "show"))
    assert texts(marks, "tangents.0") == ["slope = 3"]
    assert texts(marks, "areas.0") == ["area = −10.7"]


def test_angles_are_written_as_parts_of_pi() -> None:
    marks = drawn(curves=[{"name": "wave", "formula": "sin x"}], x={"from": 0, "to": "2π"}, show=["extremes"])
    assert {"π/2", "3π/2"} <= set(texts(marks, "show.0"))


def test_a_sweep_moves_the_curve_and_its_value_is_read_along() -> None:
    marks = drawn(
        curves=[{"formula": "a x^2"}],
        parameters=[{"name": "a", "value": 1, "to": 3, "cue": "happens"}],
        x={"from": -3, "to": 3},
    )
    [curve] = [mark for mark in marks if isinstance(mark.brush, ChangingBrush)]
    [reading] = [mark for mark in marks if mark.path == "parameters.0"]
    start, end = next(iter(curve.grow.busy()))
    assert end - start > 0.6
    assert curve.grow.moves == reading.grow.moves
    assert texts([reading]) == ["a = 3"]
    assert "a = 1" in texts(marks)


def test_a_point_runs_along_its_curve() -> None:
    marks = drawn(
        curves=[{"formula": "x^2"}], points=[{"at": -2, "through": [0, 1], "cue": "happens"}], x={"from": -3, "to": 3}
    )
    [runner] = [mark for mark in marks if isinstance(mark.brush, RunnerBrush)]
    assert isinstance(runner.brush, RunnerBrush)
    places = [runner.brush.place(share / 20) for share in range(21)]
    assert all(later[0] > earlier[0] for earlier, later in pairwise(places))
    assert max(y for _, y in places) == pytest.approx(places[10][1], abs=1)


def test_a_running_point_leaves_its_stops_behind_and_has_its_name_where_it_ends() -> None:
    marks = drawn(
        curves=[{"name": "bowl", "formula": "x^2"}],
        points=[{"at": -2, "through": [-1, 0], "name": "ball", "cue": "happens"}],
        x={"from": -3, "to": 3},
    )
    [runner] = [mark for mark in marks if isinstance(mark.brush, RunnerBrush)]
    left = [mark for mark in marks if isinstance(mark.brush, DotsBrush)]
    [name] = [mark for mark in marks if mark.path == "points.0.name"]
    leaves = [start for start, _ in runner.grow.busy()]
    assert [next(iter(mark.opacity.busy()))[0] for mark in left] == pytest.approx(leaves, abs=0.02)
    arrives = max(end for _, end in runner.grow.busy())
    assert next(iter(name.opacity.busy()))[0] == pytest.approx(arrives, abs=0.4)


def test_the_value_that_a_parameter_had_has_no_unit_of_an_axis() -> None:
    marks = drawn(
        curves=[{"name": "money", "formula": "1000*(1+r/100)^x"}],
        parameters=[{"name": "r", "value": 4, "to": 8, "cue": "happens"}],
        x={"from": 0, "to": 30},
        y={"unit": "€", "from": 0, "to": 12000},
    )
    assert "r = 4" in texts(marks)


@pytest.mark.parametrize(("language", "price"), [("de", "2,50\u202f€"), ("en", "€2.50")])
def test_a_price_has_both_digits_of_its_cents(language: str, price: str) -> None:
    lines = [{"name": "supply", "formula": "0.5 + 0.4x"}, {"name": "demand", "formula": "4.5 - 0.4x"}]
    read = board(language, curves=lines, show=["crossings"], x={"start": 0, "end": 10}, y={"unit": "€"})
    shot = shots_of(read, Format((1280, 720), 30, THEMES["clean"]))[0]
    found = texts(marks_of(shot.scene, shot.timing, shot.place, shot.context()))
    assert [text.replace("\xa0", "\u202f") for text in found if "50" in text] == [price]


def test_what_happens_in_the_first_sentence_waits_for_its_words() -> None:
    said = "Look at this quiet curve for a while, and then it begins to climb."
    [moving] = [
        mark
        for mark in drawn(
            narration=said,
            curves=[{"name": "bowl", "formula": "x^2"}],
            shifts=[{"curve": "bowl", "formula": "x^2 + 2", "cue": "climb"}],
        )
        if isinstance(mark.brush, ChangingBrush)
    ]
    assert next(iter(moving.grow.busy()))[0] > 2.0


@each_size(SIZES)
def test_values_at_an_axis_without_numbers_are_clear_of_its_name(size: tuple[int, int]) -> None:
    lines = [{"name": "supply", "formula": "0.5 + 0.4x"}, {"name": "demand", "formula": "4.5 - 0.4x"}]
    sketch = {"ticks": False, "start": 0}
    read = board(
        curves=lines,
        show=[{"what": "crossings"}],
        x={"name": "quantity in a day", "end": 10, **sketch},
        y={"name": "price", "end": 5, **sketch},
    )
    assert check(read, size) == []


def test_with_reduced_motion_nothing_travels_and_the_same_is_told() -> None:
    scene: dict[str, Any] = {
        "curves": [{"name": "bowl", "formula": "a x^2"}],
        "parameters": [{"name": "a", "value": 1, "to": 2, "cue": "happens"}],
        "points": [{"at": -2, "through": [0, 1], "name": "ball", "cue": "last"}],
    }
    still, moving = drawn(reduced=True, **scene), drawn(**scene)
    assert all(end == start for mark in still for start, end in mark.grow.busy())
    assert sorted(texts(still)) == sorted(texts(moving))


def test_what_is_spoken_of_is_at_full_strength_and_the_rest_steps_back() -> None:
    marks = drawn(
        curves=[{"name": "one", "formula": "x", "cue": "look"}, {"name": "two", "formula": "4 - x", "cue": "happens"}],
        focus=[{"name": "one", "cue": "last"}],
    )
    one, two = (next(mark for mark in marks if mark.path == f"curves.{index}") for index in (0, 1))
    between = two.opacity.moves[0].at + 1.0
    assert (one.state(between).opacity, two.state(between).opacity) == pytest.approx((0.35, 1.0))
    assert (one.state(99).opacity, two.state(99).opacity) == pytest.approx((1.0, 0.35))


def test_frames_are_the_same_however_they_are_reached() -> None:
    scene = json.loads((Path(__file__).parent / "plots" / "sweep.json").read_text("utf-8"))
    first, second = (drawn(**scene) for _ in range(2))
    for at in (0.5, 3.0, 4.2, 6.0):
        assert [mark.state(at) for mark in first] == [mark.state(at) for mark in second]
    assert len(moments(first, 8.0, 30)) > 30


def test_axes_run_from_left_to_right_in_every_script() -> None:
    arabic = board("ar", heading="الدالة", x={"from": -3, "to": 3}, curves=[{"name": "الدالة", "formula": "x"}])
    shot = shots_of(arabic, Format((1280, 720), 30, THEMES["clean"]))[0]
    marks = marks_of(shot.scene, shot.timing, shot.place, shot.context())
    ticks = {text: mark.box.x for mark in marks if (text := getattr(getattr(mark.brush, "block", None), "text", ""))}
    ticks = {text.strip("\u2066\u2069"): x for text, x in ticks.items()}
    assert ticks["−2"] < ticks["2"]
    assert check(arabic, (1280, 720)) == []


@pytest.mark.parametrize(
    ("scene", "path"),
    [
        ({"curves": [{"formula": "x +"}]}, "curves.0.formula"),
        ({"curves": [{"formula": "a x"}]}, "scenes.0"),
        ({"curves": [{"formula": "x"}], "x": {"from": 3, "to": 3}}, "scenes.0.x"),
        ({"curves": [{"formula": "x"}], "x": {"from": math.inf}}, "scenes.0.x"),
        ({"curves": [{"formula": "x"}], "show": [{"what": "zeros", "curve": "other"}]}, "scenes.0"),
        ({"curves": [{"formula": "x"}], "parameters": [{"name": "x", "value": 1}]}, "scenes.0"),
        ({"data": [{"xs": [1, 2], "ys": [1]}]}, "scenes.0.data"),
        ({"data": [{"xs": [1] * 1000, "ys": [1] * 1000}]}, "scenes.0.data"),
        ({"histogram": [{"counts": [0, 0]}]}, "scenes.0"),
        ({}, "scenes.0"),
    ],
)
def test_what_can_t_be_drawn_is_refused_with_its_path(scene: dict[str, Any], path: str) -> None:
    with pytest.raises(StoryboardError) as caught:
        board(**scene)
    assert path in (caught.value.param or "")


def mended(**scene: Any) -> tuple[dict[str, Any], str]:
    """The scene that repair makes of it, and what it told."""
    given = {"type": "plot", "heading": "How it depends", "narration": SAID} | scene
    made, told = repair({"title": "Plots", "scenes": [given]})
    assert check(made, (640, 360)) == []
    return made.scenes[0].model_dump(), "\n".join(told)


def test_what_is_nearly_right_is_mended_and_told() -> None:
    scene, told = mended(
        x={"min": 5, "max": -5},
        curves=["y = a*x + q", {"expression": "sin(", "name": "broken"}, {"formula": "20 - 2Q", "name": "demand"}],
        parameters={"a": 2},
        show=["roots"],
    )
    assert scene["type"] == "plot"
    assert (scene["x"]["start"], scene["x"]["end"]) == (-5, 5)
    assert [curve["formula"] for curve in scene["curves"]] == ["y = a*x + q", "f(Q) = 20 - 2Q"]
    assert {each["name"]: each["value"] for each in scene["parameters"]} == {"a": 2, "q": 1}
    assert scene["show"][0]["what"] == "zeros"
    for said in ("no formula", "q had no value", "wrong order", "read as a function of Q", "read as zeros"):
        assert said in told


@pytest.mark.slow
def test_a_million_points_are_thinned_and_counted() -> None:
    many = list(range(1_000_000))
    started = time.monotonic()
    scene, told = mended(data={"xs": many, "ys": many, "fit": True}, histogram={"values": [each % 6 for each in many]})
    assert time.monotonic() - started < 20
    assert len(scene["data"][0]["xs"]) == 200
    assert sum(scene["histogram"][0]["counts"]) == 1_000_000
    assert "too many" in told
    assert "were counted" in told


def test_a_plot_with_the_fields_of_a_chart_is_a_chart() -> None:
    scene, _ = mended(labels=["2000", "2010", "2020"], series=[{"name": "people", "values": [6, 7, 8]}], kind="line")
    assert scene["type"] == "chart"
    scene, _ = mended(type="function", curves=[{"formula": "x^2"}])
    assert scene["type"] == "plot"


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(size=st.sampled_from(SIZES), scene=SCENES["plot"])
def test_random_plots_have_no_fault(size: tuple[int, int], scene: dict[str, Any]) -> None:
    assert check(board(**scene), size) == []


def test_prices_end_where_nobody_buys_any_more() -> None:
    marks = drawn(
        curves=[{"name": "supply", "formula": "2 + x"}, {"name": "demand", "formula": "10 - x"}],
        x={"name": "quantity"},
        y={"name": "price"},
        show=["crossings"],
    )
    assert not any(text.startswith("−") for text in texts(marks))
    assert {"4", "6"} <= set(texts(marks, "show.0"))


def test_a_slope_has_the_unit_of_one_axis_for_each_of_the_other() -> None:
    marks = drawn(
        curves=[{"name": "distance", "formula": "x^2"}],
        tangents=[{"at": 2, "name": "speed"}],
        x={"name": "time", "unit": "s", "from": 0, "to": 5},
        y={"name": "distance", "unit": "m"},
    )
    assert texts(marks, "tangents.0") == ["speed = 4\u00a0m/s"]


@pytest.mark.parametrize(
    ("name", "unit", "written"),
    [("year", "", "1980"), ("Jahre", "", "1980"), ("distance", "", "1,980"), ("year", "m", "1,980")],
)
def test_years_at_an_axis_are_not_grouped(name: str, unit: str, written: str) -> None:
    scene = {"x": {"name": name, "unit": unit, "start": 1960, "end": 2020}, "curves": [{"formula": "x - 1960"}]}
    shown = " ".join(texts(drawn(**scene)))
    assert written in shown
    assert (written == "1980") != ("1,980" in shown)
