"""What a chart shows is what its numbers say."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.storyboard.drawing.brushes import TextBrush
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.kinds.chart import check as checker_charts
from hackathon_backend.storyboard.kinds.chart.axes.x_axis import across
from hackathon_backend.storyboard.kinds.chart.brushes import BarBrush, DashedBrush, SliceBrush
from hackathon_backend.storyboard.kinds.chart.lines import lines as chart_lines
from hackathon_backend.storyboard.kinds.chart.lines import point_values
from hackathon_backend.storyboard.kinds.chart.lines.curves import covered, curve
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES


def board_of(language: str = "en", **scene: Any) -> Storyboard:
    scenes = [{"type": "chart", "heading": "Numbers", **scene}]
    return Storyboard.read({"title": "Numbers", "language": language, "scenes": scenes})


def drawn(
    size: tuple[int, int] = (1280, 720), *, language: str = "en", theme: str = "clean", **scene: Any
) -> list[Mark]:
    """The marks of a chart."""
    board = board_of(language, **scene)
    shot = shots_of(board, Format(size, 30, THEMES[theme]))[0]
    return marks_of(shot.scene, shot.timing, shot.place, shot.context())


def test_the_whole_pie_is_there_from_the_start_and_its_slices_are_lit_in_turn() -> None:
    labels = ["Clergy", "Nobles", "All others"]
    marks = drawn(
        kind="pie",
        labels=labels,
        series=[{"values": [0.5, 1.5, 98]}],
        focus=[{"label": label, "cue": label} for label in labels],
        narration="Long before that year the Clergy had everything, and so had the Nobles. All others paid for them.",
    )
    places = [mark for mark in marks if not mark.path and mark.state(0.4).opacity > 0.5]
    seen = [mark.brush for mark in places if isinstance(mark.brush, SliceBrush)]
    assert sum(brush.turn for brush in seen) == 1.0
    lit = {mark.path: mark.opacity.moves[0].at for mark in marks if mark.path.startswith("slice")}
    assert sorted(lit.values()) == list(lit.values())
    assert lit["slice 2"] > 2.0


def line(labels: list[str], *rows: list[float], **more: Any) -> dict[str, Any]:
    series = [{"name": f"s{number}" if len(rows) > 1 else "", "values": row} for number, row in enumerate(rows)]
    return {"kind": "line", "labels": labels, "series": series, "narration": "One two three four five six.", **more}


@pytest.mark.parametrize(
    ("language", "labels", "shares"),
    [
        ("en", ["0.25", "1.0", "4.0"], [0, 0.2, 1]),
        ("de", ["0,5", "1", "2,5"], [0, 0.25, 1]),
        ("de", ["1.000", "2.000", "11.000"], [0, 0.1, 1]),
        ("en", ["−40 °C", "0 °C", "60 °C"], [0, 0.4, 1]),
        ("en", ["0", "2 km", "8 km"], [0, 0.25, 1]),
        ("en", ["500 BC", "500 AD", "1500"], [0, 0.5, 1]),
        ("ja", ["2000年", "2005年", "2020年"], [0, 0.25, 1]),
        ("ar", ["٢٠٠٠", "٢٠٠٥", "٢٠٢٠"], [0, 0.25, 1]),
        ("en", ["2024-01-01", "2024-01-03", "2024-01-11"], [0, 0.2, 1]),
        ("fr", ["1er janv. 2023", "11 janvier 2023", "21 janv. 2023"], [0, 0.5, 1]),
        ("en", ["08:00", "12:30", "5 pm"], [0, 0.5, 1]),
        ("en", ["23:00", "0:00", "3:00"], [0, 0.25, 1]),
        ("de", ["Januar", "April", "November"], [0, 0.3, 1]),
        ("en", ["0", "π/2", "2π"], [0, 0.25, 1]),
        ("en", ["2020", "2000", "2010"], [1, 0, 0.5]),
        ("en", ["14", "7", "0"], [0, 0.5, 1]),
        ("en", ["10", "100", "1,000", "10,000"], [0, 1 / 3, 2 / 3, 1]),
    ],
)
def test_numbers_dates_and_times_stand_in_proportion(language: str, labels: list[str], shares: list[float]) -> None:
    found = across(labels, language)
    assert found
    assert found.shares == pytest.approx(shares, abs=1e-3)


@pytest.mark.parametrize(
    "labels",
    [
        ["Mon", "Tue"],
        ["5 km", "3 kg"],
        ["10–20", "20–30"],
        ["0", "5", "65+"],
        ["Today", "1990"],
        ["CO2", "CH4"],
        ["1", "1"],
    ],
)
def test_what_is_no_number_or_has_different_units_stays_a_name(labels: list[str]) -> None:
    assert across(labels, "en") is None


def test_a_root_is_not_drawn_as_a_straight_line() -> None:
    marks = drawn(**line(["0", "1", "4", "9", "16"], [0, 1, 2, 3, 4]))
    x = {mark.thing: mark.box.centre[0] for mark in marks if mark.thing}
    assert (x["point 0.1"] - x["point 0.0"]) / (x["point 0.4"] - x["point 0.0"]) == pytest.approx(1 / 16)


def test_an_axis_out_of_proportion_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    board = board_of(**line(["1990", "1995", "2020"], [1, 2, 3]))
    assert check(board) == []
    monkeypatch.setattr(chart_lines, "across", lambda _labels, _language: None)
    assert {fault.kind for fault in check(board)} == {"axis"}


def test_curves_that_lie_on_one_another_are_all_seen() -> None:
    wave = [0, 0.5, 0.87, 1, 0.87, 0.5, 0]
    marks = drawn(**line(list("0123456"), wave, wave, [2 * y for y in wave]))
    assert [mark.brush.part for mark in marks if isinstance(mark.brush, DashedBrush)] == [1.0, 0.5, 1.0]


def test_a_hidden_curve_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    board = board_of(**line(list("0123"), [1, 2, 4, 3], [1, 2, 4, 3]))
    assert check(board) == []
    monkeypatch.setattr(chart_lines, "covered", lambda *_: 0.0)
    assert checker_charts.covered is covered
    assert {(fault.kind, fault.path) for fault in check(board)} == {("hidden", "series.0")}


def test_functions_are_smooth_and_keep_their_corners_and_their_heights() -> None:
    wave = curve([(float(x), y) for x, y in enumerate([0, 0.7, 1, 0.7, 0, -0.7, -1, -0.7, 0])], smooth=True)
    assert len(wave) > 80
    assert max(y for _, y in wave) == 1
    assert min(y for _, y in wave) == -1
    assert len(curve([(float(x), abs(x - 3.0)) for x in range(7)], smooth=True)) == 7
    assert len(curve([(float(x), y) for x, y in enumerate([4, 8, 3, 6, 1, 2, 5, 0, 1])], smooth=True)) == 9


def test_a_value_that_is_read_as_one_with_a_tick_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = line(["1977", "1985", "2010", "2023"], [76, 12, 1.9, 0.2], unit="US$")
    assert check(board_of(**scene), (720, 1280)) == []
    monkeypatch.setattr(point_values, "_BETWEEN", 0)
    assert [(fault.kind, fault.path) for fault in check(board_of(**scene), (720, 1280))] == [
        ("close", "series.0.values.0")
    ]


CROPS = [
    "Winter wheat from the valley",
    "Summer barley",
    "Oats and rye together",
    "Sugar beet for the mills",
    "Sweet potatoes",
    "Green lentils from the hills",
    "Broad beans",
    "Red clover for the cattle",
    "Flax and hemp",
    "Hops",
    "Maize",
    "Buckwheat",
]


@pytest.mark.slow
@pytest.mark.parametrize("narration", ["", "Look at this.", "Wheat fed them all for a long time, as we know."])
@pytest.mark.parametrize("count", [8, 10, 12])
def test_numbers_on_every_page_can_be_read_however_little_is_said(narration: str, count: int) -> None:
    names = ("Around the year 1950", "In 1987 or so", "Nowadays")
    rows = [[(place * 37 + 11 * number) % 100 + 0.25 for place in range(count)] for number in range(len(names))]
    series = [{"name": name, "values": values} for name, values in zip(names, rows, strict=True)]
    board = board_of(kind="bar", labels=CROPS[:count], series=series, narration=narration)
    assert check(board, (1024, 1792)) == []


def test_a_number_is_nearer_to_its_bar_than_to_the_next() -> None:
    values = [0.0, 0.29, 0.37, 0.0, 0.09, 0.1, 0.17, 0.57, 0.97, 0.0, 0.44, 0.1]
    heading = "What was grown in the fields of the valley and on the hills around it, in a year"
    scene = {
        "heading": heading,
        "kind": "bar",
        "unit": "million people",
        "labels": CROPS,
        "series": [{"values": values}],
    }
    assert check(board_of(**scene, narration="Look at this."), (1920, 1080)) == []


def test_names_of_series_above_a_chart_stay_in_the_frame() -> None:
    for length in range(8, 16):
        series = [{"name": "To index", "values": [1.0, 2.0]}, {"name": "n" * length, "values": [2.0, 3.0]}]
        scene = {"kind": "bar", "unit": "million people", "labels": ["Here and there", "Far away"], "series": series}
        assert check(board_of(**scene, narration="Look at this."), (1024, 1792)) == [], length


def test_a_pie_whose_names_leave_no_room_for_it_becomes_bars() -> None:
    heading = "A war bond doubles pythagoras of catalyst nucleus equilibrium compiler variance x² protein"
    labels = ["Molecule hash", "H₂O deoxyribonucleic Donaudampfschifffah", "Wave", "Derivative", "Mitochondrion", "Of"]
    scene = {
        "heading": heading,
        "unit": "€",
        "labels": labels,
        "series": [{"values": [30.06, 24, 32.11, 2, 75.81, 21]}],
    }
    assert check(board_of(kind="pie", **scene, narration="Look at this for a while."), (1080, 1080)) == []


def test_a_chart_of_nothing_but_zeros_fills_its_stage() -> None:
    scene = {"heading": "None", "labels": ["Http/2 database integral", "Limit", "Mutex h₂o"]}
    board = board_of(kind="bar", **scene, series=[{"values": [0, 0, 0]}], narration="There were none at all.")
    assert check(board, (720, 1280)) == []


def test_a_chart_of_many_pages_is_held_until_the_last_is_read() -> None:
    names, values = ["Is", "King", "Acid"], [2275173.65, 582338.13, 0.0, 3635140.89, 2740222.89, -499.0]
    series = [{"name": name, "values": [*values, *reversed(values)]} for name in names]
    labels = [f"Donaudampfschifffahrt {3 + place / 7:.2f} mutex" for place in range(12)]
    scene = {"unit": "million people", "labels": labels, "series": series}
    assert check(board_of(kind="bar", **scene, narration="Look at all these."), (1024, 1792)) == []


def test_the_name_of_a_single_point_is_shown_whole() -> None:
    series = [{"name": "Every", "values": [3012108.07]}, {"name": "A electronegativity", "values": [0.0]}]
    board = board_of(kind="line", labels=["Base deoxyribonucleic because"], series=series, narration="Look at this.")
    assert check(board) == []


SHORT = ["Oats", "Rye", "Hops"]
LONG = ["Oats from the fields by the river", "Rye from the hills", "Hops of the monastery"]
YEARS = [str(year) for year in range(1980, 2020)]


def bars(labels: list[str], values: list[float], **more: Any) -> list[Mark]:
    marks = drawn(kind="bar", labels=labels, series=[{"values": values}], **more)
    return [mark for mark in marks if isinstance(mark.brush, BarBrush) and mark.thing]


@pytest.mark.parametrize(("labels", "lying"), [(SHORT, False), (LONG * 3, True)])
def test_bars_are_as_long_as_their_numbers_and_begin_at_zero(labels: list[str], lying: bool) -> None:
    values = [30.0, -10.0, 20.0] * (len(labels) // 3)
    boxes = [mark.box for mark in bars([f"{label} {place}" for place, label in enumerate(labels)], values)]
    long = [box.width if lying else box.height for box in boxes]
    assert long[:3] == pytest.approx([3 * long[1], long[1], 2 * long[1]])
    feet = [box.x if lying else box.bottom for box in boxes]
    feet[1] = boxes[1].right if lying else boxes[1].y
    assert feet[:3] == pytest.approx([feet[0]] * 3)


@pytest.mark.parametrize(("labels", "whole"), [(SHORT, True), (LONG, True), (LONG * 3, True), (YEARS, False)])
def test_all_names_find_room_and_only_those_that_count_on_are_left_out(labels: list[str], whole: bool) -> None:
    marks = drawn(kind="bar", labels=labels, series=[{"values": [float(5 + n % 7) for n in range(len(labels))]}])
    texts = {mark.brush.block.text for mark in marks if isinstance(mark.brush, TextBrush)}
    assert labels[0] in texts
    assert (set(labels) <= texts) is whole
