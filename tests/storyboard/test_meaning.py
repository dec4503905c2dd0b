"""What is drawn says what the data says: cycles stay whole, pointers keep their values, nothing changes its index."""

from __future__ import annotations

from typing import Any

import pytest
import skia

from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard.drawing.arrows import ArrowBrush
from hackathon_backend.storyboard.kinds.array import replay as array_replay
from hackathon_backend.storyboard.kinds.array.pointer_names import goes_with_its_value
from hackathon_backend.storyboard.kinds.graph import layout as graph_plan
from hackathon_backend.storyboard.kinds.process import draw as process
from hackathon_backend.storyboard.kinds.process import wheel
from tests.storyboard.drawn import drawn_wrong
from tests.storyboard.test_array import SORT, rows, shot, step, texts_at
from tests.storyboard.test_graph import DENSE, arrows, boxes, ends, graph

FIFTHS = ["C", "G", "D", "A", "E", "B", "F♯", "D♭", "A♭", "E♭", "B♭", "F"]
PARTITION = {
    **SORT,
    "values": [7, 2, 8, 4],
    "narration": "Four is the pivot. Then the pivot trades places with the seven. Now it is where it belongs.",
    "steps": [step("point", 3, name="pivot", cue="pivot"), step("swap", 0, 3, cue="trades"), step("mark", 0)],
}


def board(*scenes: dict[str, Any]) -> Storyboard:
    return Storyboard.read({"title": "A lesson", "scenes": scenes})


def cycle(labels: list[str], detail: str = "") -> dict[str, Any]:
    steps = [{"label": label, "detail": detail, "cue": label} for label in labels]
    told = f"{', then '.join(labels)}, and around again."
    return {"type": "process", "heading": "Around", "shape": "cycle", "steps": steps, "narration": told}


def mended(**array: Any) -> tuple[dict[str, Any], list[str]]:
    """The first scene of what is made of an array, and what was told."""
    made, told = repair({"title": "x", "scenes": [{"type": "array", "heading": "Row", "narration": "A row.", **array}]})
    return made.scenes[0].model_dump(mode="json"), told


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (1080, 1080)])
@pytest.mark.parametrize("scene", [cycle(FIFTHS), cycle(FIFTHS[:9], "with a longer line that says what is done")])
def test_a_long_cycle_is_seen_as_one(scene: dict[str, Any], size: tuple[int, int]) -> None:
    assert drawn_wrong(board(scene), size) == []


SIZES = [(1280, 720), (720, 1280), (1080, 1080), (1024, 1792)]
WORDY = "a longer line that says in detail what is done in this step, by whom, and why it has to be done at all"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [2, 7, 24])
@pytest.mark.parametrize("name", ["Step", "What the counterrevolutionaries of the constitution do"])
def test_a_cycle_of_any_length_is_seen_as_one_however_much_is_told(
    size: tuple[int, int], count: int, name: str
) -> None:
    assert drawn_wrong(board(cycle([f"{name} {number}" for number in range(count)], WORDY)), size) == []


def test_a_cycle_without_room_for_its_names_shows_its_numbers_and_each_name_in_its_turn() -> None:
    scene = cycle([f"What is done by the citizens in the step {chr(65 + number)}" for number in range(20)], WORDY)
    of = shot(scene, (1080, 1080))
    last = texts_at(of, of.timing.duration - 0.3)
    assert {str(number) for number in range(1, 21)} <= set(last)
    assert [text for text in last if text.startswith("What is done")] == [scene["steps"][-1]["label"]]


def test_the_checker_finds_a_name_that_a_cycle_never_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheel, "contents", lambda *_: [])
    scene = cycle([f"What is done by the citizens in the step {chr(65 + number)}" for number in range(20)], WORDY)
    assert any(fault.path == "steps.0.label" for fault in check(board(scene), (1080, 1080)))


def test_the_checker_finds_a_cycle_that_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_cycle", process._line)
    assert "meaning" in {fault.kind for fault in check(board(cycle(FIFTHS)))}


def test_a_cycle_that_is_too_long_becomes_a_line_that_leads_back() -> None:
    made, told = repair({"title": "x", "scenes": [cycle([f"Step {n}" for n in range(40)])]})
    steps = [step for scene in made.scenes for step in scene.model_dump()["steps"]]
    assert {scene.model_dump()["shape"] for scene in made.scenes} == {"line"}
    assert (len(steps), steps[-1]["label"]) == (41, "Step 0")
    assert any("can't be parted" in line for line in told)


def test_a_pivot_goes_with_its_value() -> None:
    of = shot(PARTITION)
    end = texts_at(of, of.timing.duration - 0.3)
    assert end["pivot"].centre[0] == pytest.approx(end["4"].centre[0], abs=1)
    assert check(board(PARTITION)) == []


def test_the_checker_finds_a_pivot_that_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(array_replay, "goes_with_its_value", lambda *_: False)
    assert any("left behind" in fault.message for fault in check(board(PARTITION)))


@pytest.mark.parametrize("name", ["pivot", "Pivot = 4", "min", "minIndex", "pivote", "基准", "опорный"])
def test_a_pointer_may_mean_a_value(name: str) -> None:
    assert goes_with_its_value(name, moved=True)


@pytest.mark.parametrize("name", ["i", "lo", "left", "right", "read index", "izquierda", "左", "सबसे बाएँ"])
def test_a_pointer_may_mean_a_place(name: str) -> None:
    assert not goes_with_its_value(name, moved=False)


def test_a_pointer_that_a_step_moves_waits_for_that_step() -> None:
    moved = [step("point", 0, name="scout"), step("swap", 0, 1), step("point", 2, name="scout"), step("swap", 2, 3)]
    assert [row.pointers.get("scout") for row in rows({**SORT, "steps": moved})] == [None, 0, 0, 2, 3]


def test_a_pointer_may_leave_the_row_and_come_back() -> None:
    away = [
        step("point", 0, name="i"),
        step("point", -1, name="i"),
        step("point", 6, name="i"),
        step("point", 5, name="i"),
    ]
    assert [row.pointers for row in rows({**SORT, "steps": away})] == [{}, {"i": 0}, {}, {}, {"i": 5}]
    assert check(board({**SORT, "steps": away})) == []


@pytest.mark.parametrize("values", [["5", "", "7"], ["5", None, "7"], "5, , 7", {"0": 5, "2": 7}, [5, {}, 7]])
def test_an_empty_cell_keeps_its_place(values: Any) -> None:
    scene, _ = mended(values=values, steps=[{"action": "mark", "at": 2}])
    assert scene["values"] == ["5", "", "7"]


def test_what_follows_a_movement_that_is_lost_is_not_shown() -> None:
    steps = [step("compare", 0, 1), step("swap", 0, 9), step("compare", 0, 2)]
    scene, told = mended(values=[3, 1, 2], steps=steps)
    assert [each["at"] for each in scene["steps"]] == [[0, 1]]
    assert any("scenes.0.steps.1" in line and "steps 2 to 2 go too" in line for line in told)


def test_a_pointer_whose_cell_is_lost_points_to_none() -> None:
    steps = [step("point", 0, name="hi"), {"action": "point", "at": "the end", "name": "hi"}]
    scene, told = mended(values=[3, 1], steps=steps)
    assert [each["at"] for each in scene["steps"]] == [[0], [-1]]
    assert any("points to no cell" in line for line in told)


def test_a_value_swapped_with_itself_is_looked_at() -> None:
    scene, _ = mended(values=[3, 1], steps=[step("swap", 1, 1), {"action": "mark", "at": "0-1"}])
    assert [(each["action"], each["at"]) for each in scene["steps"]] == [("compare", [1, 1]), ("mark", [0, 1])]


def test_ids_that_differ_in_case_or_are_numbers_name_their_own_nodes() -> None:
    nodes = [{"id": "A", "label": "Big"}, {"id": "a", "label": "Small"}, {"id": 3, "label": 8}, {"label": None}]
    edges = [{"from": "A", "to": "a"}, [3, "A"]]
    graph = {"type": "graph", "heading": "x", "narration": "x", "nodes": nodes, "edges": edges}
    made, _ = repair({"title": "x", "scenes": [graph]})
    scene = made.scenes[0].model_dump()
    assert [(edge["source"], edge["target"]) for edge in scene["edges"]] == [("A", "a"), ("3", "A")]
    assert [node["label"] for node in scene["nodes"]] == ["Big", "Small", "8"]


SEARCH_TREE = graph("A search tree", "8, 10, 3, 6, 1, 14, 13", "8>10; 8>3; 3>6; 3>1; 10>14; 14>13")


def xs(scene: dict[str, Any], language: str = "en") -> dict[str, float]:
    """Where the middle of each node is across the frame."""
    found = boxes(shot(scene, language=language))
    return {node["id"]: box.centre[0] for node, box in zip(scene["nodes"], found, strict=True)}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_smaller_values_hang_on_the_left_in_every_language(language: str) -> None:
    at = xs(SEARCH_TREE, language)
    assert at["1"] < at["3"] < at["6"] < at["8"] < at["10"] < at["14"]
    assert at["13"] < at["14"]
    assert at["3"] == pytest.approx((at["1"] + at["6"]) / 2)


def test_a_child_hangs_on_the_side_that_is_named_for_it() -> None:
    chain = graph("A list in disguise", "A, B, C", "A>B; B>C")
    for node, side in zip(chain["nodes"][1:], ("right", "left"), strict=True):
        node["side"] = side
    at = xs(chain)
    assert at["B"] > at["A"]
    assert at["C"] < at["B"]


def test_a_heap_keeps_its_order_and_bits_hang_on_their_side() -> None:
    heap = xs(graph("Heap", "9, 7, 8, 2", "9>7; 9>8; 7>2"))
    assert heap["2"] < heap["7"] < heap["9"] < heap["8"]
    code = xs(graph("Code", "root, x, y", "root>y: 1; root>x: 0"))
    assert code["x"] < code["root"] < code["y"]


def test_edges_of_a_tree_are_straight() -> None:
    for arrow in arrows(shot(SEARCH_TREE)).values():
        assert isinstance(arrow.brush, ArrowBrush)
        start, end = ends(arrow)
        length = ((start[0] - end[0]) ** 2 + (start[1] - end[1]) ** 2) ** 0.5
        assert length == pytest.approx(skia.PathMeasure(arrow.brush.path, False).getLength(), rel=0.001)


def test_a_cycle_of_nodes_is_a_ring() -> None:
    ring = graph("Rocks", "Magma, Lava, Sand, Stone, Dust", "Magma>Lava; Lava>Sand; Sand>Stone; Stone>Dust; Dust>Magma")
    found = [box.centre for box in boxes(shot(ring))]
    assert len({round(y) for _, y in found}) >= 3
    assert check(board(ring)) == []


def test_a_graph_on_pages_is_seen_whole_at_the_end() -> None:
    of = shot(DENSE)
    last = texts_at(of, of.timing.duration - 0.3)
    assert {node["label"].split()[0] for node in DENSE["nodes"]} <= {text.split()[0] for text in last}


def test_the_checker_finds_children_on_the_wrong_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_plan, "tree_of", lambda _: None)
    wrong = graph("Turned around", "8, 10, 3, 1", "8>10; 8>3; 3>1")
    assert any("of its parent" in fault.message for fault in check(board(wrong)))
