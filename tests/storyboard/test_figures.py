"""Figures as a teacher draws them: cycles go around, chains fill the frame, one of many is as large as they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import skia
from numpy.typing import NDArray

from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.storyboard.checking.running import running_findings
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.drawing.stage import Box
from hackathon_backend.storyboard.kinds.cast.layout import laid_out
from hackathon_backend.storyboard.kinds.cast.scene import CastScene
from hackathon_backend.storyboard.kinds.plot.maths.features import crossings
from hackathon_backend.storyboard.kinds.simulate.brush import RunBrush
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES

STAGES = ["Photosynthesis", "Feeding", "Respiration", "Decomposition", "Burial", "Combustion", "Release", "Uptake"]


def board(**scene: Any) -> Storyboard:
    return Storyboard.read({"title": "Figures", "scenes": [{"heading": "A figure", **scene}]})


def shot(of: Storyboard, size: tuple[int, int] = (1280, 720)) -> Shot:
    return shots_of(of, Format(size, 30, THEMES["clean"]))[0]


def drawn(of: Shot) -> list[Mark]:
    return marks_of(of.scene, of.timing, of.place, of.context())


@pytest.mark.slow
@pytest.mark.parametrize("size", [(720, 720), (720, 1280), (1280, 720)], ids=str)
@pytest.mark.parametrize("count", [5, 8])
def test_a_cycle_goes_around_an_open_middle(count: int, size: tuple[int, int]) -> None:
    steps = [{"label": label, "cue": label} for label in STAGES[:count]]
    of = board(type="process", shape="cycle", steps=steps, narration=", ".join(STAGES[:count]))
    labels = [mark.box for mark in drawn(shot(of, size)) if mark.path.endswith(".label")]
    left, right = min(box.x for box in labels), max(box.right for box in labels)
    top, bottom = min(box.y for box in labels), max(box.bottom for box in labels)
    across, down = (right - left) * 0.08, (bottom - top) * 0.08
    middle = Box((left + right) / 2 - across, (top + bottom) / 2 - down, 2 * across, 2 * down)
    assert len(labels) == count
    assert not any(box.overlap(middle) > 0 for box in labels)
    assert check(of, size) == []


@pytest.mark.parametrize("count", [2, 5, 8])
def test_a_chain_fills_the_frame(count: int) -> None:
    names = [label.casefold() for label in STAGES[:count]]
    nodes = [{"id": name, "label": name.title()} for name in names]
    edges = [{"source": one, "target": other} for one, other in pairwise(names)]
    assert check(board(type="graph", nodes=nodes, edges=edges, narration=", then ".join(names))) == []


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)], ids=str)
@pytest.mark.parametrize("count", [9, 30, 99])
def test_one_among_many_of_its_kind_is_as_large_as_each_of_them(count: int, size: tuple[int, int]) -> None:
    actors = [{"art": "person", "label": "ill", "color": "red"}, {"art": "person", "label": "healthy", "count": count}]
    of = board(type="cast", actors=actors, narration="One is ill, all others are healthy.")
    scene = of.scenes[0]
    assert isinstance(scene, CastScene)
    one, many = laid_out(scene, shot(of, size).context(), Box(50, 150, size[0] - 100, size[1] - 220)).bodies
    each = many.forms[0].cells()[0][2] * many.width
    assert one.width == pytest.approx(each, rel=0.02)
    assert one.colour != many.colour


def test_a_label_of_four_words_may_be_spoken_as_it_stands_there() -> None:
    texts = ["Sputnik circles the Earth", "Leonov walks in space"]
    events = [{"when": str(1957 + 8 * n), "text": text} for n, text in enumerate(texts)]
    of = board(type="timeline", events=events, narration=f"In 1957 {texts[0]}. In 1965 {texts[1]}.")
    assert [fault.kind for fault in check(of)] == []


def moving(text: str, place: tuple[float, float], of: Shot) -> Mark:
    """A picture that writes `text` at a place which runs to the right."""
    found = next(mark for mark in drawn(of) if isinstance(mark.brush, RunBrush) and mark.path == "model")
    assert isinstance(found.brush, RunBrush)
    pen = found.brush.pen
    assert pen is not None
    block = pen.block(text, THEMES["clean"].ink)

    def draw(canvas: skia.Canvas, clock: float) -> None:
        pen.words(canvas, block, place[0] + 200 * clock, place[1])

    return replace(found, brush=replace(found.brush, draw=draw))


@pytest.mark.parametrize(
    ("text", "place", "kind"), [("far", (200.0, 400.0), "outside"), ("heading", (-200.0, 100.0), "overlap")]
)
def test_labels_that_run_are_looked_at_wherever_they_come(text: str, place: tuple[float, float], kind: str) -> None:
    said = "It runs and runs and runs, for as long as anybody looks at it, and then for a good while more than that."
    of = shot(board(type="simulate", model={"name": "wave"}, narration=said))
    standing = [mark for mark in drawn(of) if mark.path == "heading"]
    found = running_findings([*standing, moving(text, place, of)], of.context(), of.timing.duration)
    assert {each for each, _, _ in found} >= {kind}


def test_a_long_note_before_a_short_last_one_stays_in_the_frame() -> None:
    texts = [
        "Catalysts need mass",
        "A cell votes",
        "It doubles a protein whose nucleus waves as its threads split",
        "No",
    ]
    events = [{"when": "", "text": text} for text in texts]
    assert not [fault for fault in check(board(type="timeline", events=events)) if fault.kind == "outside"]


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (1080, 1080)])
def test_names_of_groups_stand_below_those_of_pointers(size: tuple[int, int]) -> None:
    steps = [
        {"action": "point", "at": [1], "name": "left"},
        {"action": "point", "at": [1], "name": "right"},
        {"action": "mark", "at": [0, 1], "name": "sorted"},
        {"action": "point", "at": [2], "name": "right", "note": "one is left"},
    ]
    narration = "Left and right meet here. What is before them is sorted. Then right goes on to the last one."
    scene = board(type="array", values=["3", "8", "5"], steps=steps, narration=narration)
    assert not [fault for fault in check(scene, size) if fault.kind in ("overlap", "outside", "close")]


def test_a_chain_of_eight_that_branches_is_seen_whole_in_an_upright_frame() -> None:
    labels = ["A member introduces the bill", "Committee studies it", "House votes", "Senate votes", "President"]
    labels += ["Law", "Veto", "Two thirds of both houses"]
    ends = [(0, 1, ""), (1, 2, ""), (2, 3, ""), (3, 4, ""), (4, 5, "signs"), (4, 6, "refuses"), (6, 7, "")]
    nodes = [{"id": str(number), "label": label} for number, label in enumerate(labels)]
    edges = [{"source": str(a), "target": str(b), "label": label} for a, b, label in [*ends, (7, 5, "override")]]
    of = shot(board(type="graph", nodes=nodes, edges=edges), (720, 1280))
    paths = {mark.path for mark in marks_of(of.scene, of.timing, of.place, of.context())}
    assert {f"nodes.{number}.label" for number in range(8)} <= paths
    assert not any(path.startswith("overview.") for path in paths)


def test_curves_that_are_one_cross_nowhere_and_those_that_part_do_where_they_part() -> None:
    def line(xs: NDArray[np.float64]) -> NDArray[np.float64]:
        return 2 * xs

    def bent(xs: NDArray[np.float64]) -> NDArray[np.float64]:
        return 2 * np.abs(xs)

    assert crossings(line, line, -1, 1) == []
    assert crossings(line, bent, -1, 1) == [(0.0, 0.0)]
    assert [x for x, _ in crossings(line, lambda xs: xs**2, -1, 3)] == [0.0, 2.0]


def test_the_name_of_an_axis_stays_in_the_frame_where_names_of_curves_leave_it_little_width() -> None:
    curves = [
        {"name": name, "formula": formula}
        for name, formula in (("Donaudampfschifffahrt", "x"), ("speed of the train", "x^2"), ("demand", "x^3"))
    ]
    of = board(type="plot", curves=curves, x={"name": "speed of the train over the hill"})
    assert not [fault for fault in check(of, (1080, 1080)) if fault.kind == "outside"]
