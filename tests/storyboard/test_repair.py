"""Storyboards as language models write them: whatever sense they make is kept, and every change is told."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import Storyboard, repair
from hackathon_backend.storyboard.kinds import Scene

SCENES: list[dict[str, Any]] = [
    {"type": "title", "title": "Binary search", "subtitle": "Halving what is left", "icon": "magnifier"},
    {"type": "points", "heading": "Why", "points": [{"text": "Fast", "cue": "fast"}, {"text": "Simple"}]},
    {"type": "process", "heading": "How", "steps": [{"label": "Halve"}, {"label": "Compare", "detail": "The middle"}]},
    {
        "type": "graph",
        "heading": "Tree",
        "nodes": [{"id": "a", "label": "Root"}, {"id": "b", "label": "Leaf"}],
        "edges": [{"source": "a", "target": "b", "label": "left"}],
    },
    {
        "type": "compare",
        "heading": "Searches",
        "columns": [
            {"title": "Linear", "items": [{"text": "Any order"}]},
            {"title": "Binary", "items": [{"text": "Sorted only"}]},
        ],
    },
    {"type": "timeline", "heading": "History", "events": [{"when": "1946", "text": "First described"}]},
    {"type": "code", "heading": "Code", "language": "python", "code": "low = 0\nhigh = 9", "focus": [{"lines": "1-2"}]},
    {"type": "equation", "heading": "Steps", "steps": [{"latex": r"n = 2^k", "note": "halves"}]},
    {
        "type": "chart",
        "heading": "Cost",
        "labels": ["10", "100"],
        "series": [{"name": "Steps", "values": [4, 7]}],
        "focus": [{"label": "100"}],
    },
    {"type": "array", "heading": "Run", "values": ["1", "3", 8], "steps": [{"action": "compare", "at": [0, 1]}]},
    {"type": "map", "heading": "Where", "fills": [{"country": "Italy"}], "routes": [{"stops": ["Italy", "PER"]}]},
    {"type": "image", "heading": "Look", "source": "tree.png", "callouts": [{"text": "Root", "x": 0.5, "y": 0.1}]},
    {"type": "quiz", "question": "How many?", "options": ["4", "7"], "answer": 1, "answer_narration": "Seven."},
    {"type": "takeaways", "takeaways": [{"text": "Sort first"}, {"text": "Halve"}, {"text": "Stop"}]},
    {"type": "plot", "heading": "Growth", "curves": [{"name": "Steps", "formula": "log2(x)"}], "tangents": [{"at": 4}]},
    {"type": "cast", "heading": "Read", "actors": [{"art": "book"}], "beats": [{"action": "grow", "actors": ["book"]}]},
    {"type": "cutaway", "heading": "Cell", "subject": "animal cell", "parts": [{"part": "nucleus"}]},
    {"type": "simulate", "heading": "Fall", "model": {"name": "fall", "height": "20 m"}, "readings": ["time"]},
]
for each in SCENES:
    each["narration"] = "It is fast, and it is simple."


@pytest.fixture
def board() -> dict[str, Any]:
    """One scene of every kind."""
    return {"title": "Binary search", "language": "en", "theme": "clean", "scenes": copy.deepcopy(SCENES)}


def mended(scene: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """What becomes of one scene, and what is told."""
    found, told = repair({"title": "Lesson", "scenes": [scene]})
    return found.model_dump(mode="json")["scenes"], told


def one(scene: Any) -> dict[str, Any]:
    scenes, _ = mended(scene)
    assert len(scenes) == 1
    return scenes[0]


def texts(scene: dict[str, Any]) -> list[str]:
    return [point["text"] for point in scene["points"]]


def test_every_kind_of_scene_has_an_example_here() -> None:
    kinds = get_args(get_args(Scene)[0])
    assert {scene["type"] for scene in SCENES} == {kind.model_fields["type"].default for kind in kinds}


def test_a_valid_storyboard_passes_as_it_is(board: dict[str, Any]) -> None:
    found, told = repair(board)
    assert told == []
    assert found == Storyboard.read(board)


def test_a_storyboard_that_was_read_passes_too(board: dict[str, Any]) -> None:
    read = Storyboard.read(board)
    assert repair(read) == (read, [])


def test_what_was_given_is_not_touched(board: dict[str, Any]) -> None:
    board["scenes"][3]["edges"].append({"source": "a", "target": "nowhere"})
    board["scenes"][9]["steps"].append({"action": "swap", "at": [0, 99]})
    before = copy.deepcopy(board)
    repair(board)
    assert board == before


@pytest.mark.parametrize(
    "wrap",
    [
        json.dumps,
        lambda board: f"Here is your storyboard:\n```json\n{json.dumps(board)}\n```\nEnjoy!",
        lambda board: {"storyboard": board},
        lambda board: {"result": {"storyboard": json.dumps(board)}},
        lambda board: {"title": board["title"], "slides": board["scenes"]},
        lambda board: {**board, "scenes": json.dumps(board["scenes"])},
        lambda board: {**board, "scenes": [json.dumps(scene) for scene in board["scenes"]]},
    ],
)
def test_a_storyboard_is_found_wherever_it_is(board: dict[str, Any], wrap: Any) -> None:
    found, told = repair(wrap(board))
    assert found.scenes == Storyboard.read(board).scenes
    assert told


def test_what_came_before_a_text_broke_off_is_kept(board: dict[str, Any]) -> None:
    found, told = repair(json.dumps(board)[:900])
    assert found.scenes[:2] == Storyboard.read(board).scenes[:2]
    assert "storyboard: the JSON broke off; what came before was kept" in told


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene["type"])
def test_a_missing_type_is_guessed_from_the_fields(scene: dict[str, Any]) -> None:
    scenes, told = mended({key: value for key, value in scene.items() if key != "type"})
    assert scenes[0]["type"] == scene["type"]
    assert told == [f"scenes.0.type: was missing; {scene['type']} fits"]


@pytest.mark.parametrize(("said", "meant"), [("bullets", "points"), ("Steps", "process"), ("bar-chart", "chart")])
def test_another_word_for_a_type_is_understood(said: str, meant: str) -> None:
    scene = next(scene for scene in SCENES if scene["type"] == meant)
    assert one(scene | {"type": said})["type"] == meant


def test_keys_may_be_spelled_in_camels_or_go_by_other_names() -> None:
    scene = one({
        "type": "quiz", "Question": "Q?", "choices": ["a", "b"], "correctAnswer": "b", "answerNarration": "It is b.",
        "voiceover": "Which?",
    })  # fmt: skip
    assert (scene["answer"], scene["answer_narration"], scene["narration"]) == (1, "It is b.", "Which?")


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene["type"])
def test_fields_may_be_wrapped_in_an_object(scene: dict[str, Any]) -> None:
    fields = {key: value for key, value in scene.items() if key != "type"}
    assert one({scene["type"]: fields}) == one({"type": scene["type"], "content": fields}) == one(scene)


def test_unknown_fields_are_left_out_by_name() -> None:
    scenes, told = mended(SCENES[0] | {"duration": 5, "transition": "fade"})
    assert scenes[0]["title"] == "Binary search"
    assert told == ["scenes.0: unknown and left out: duration, transition"]


def test_plain_strings_and_objects_are_the_same_to_it() -> None:
    scene = one(SCENES[1] | {"points": ["one", {"text": "two"}, {"title": "Three", "description": "and why"}, 4]})
    assert texts(scene) == ["one", "two", "Three: and why", "4"]


@pytest.mark.parametrize("given", ["- one\n- two", {"a": "one", "b": "two"}, [["one"], "two"]])
def test_what_is_no_list_becomes_one(given: Any) -> None:
    assert len(one(SCENES[1] | {"points": given})["points"]) == 2


def test_numbers_come_as_text_and_text_as_numbers() -> None:
    chart = one(SCENES[8] | {"labels": [10, 100], "series": [{"name": 5, "values": ["4 %", "1,200"]}]})
    assert (chart["labels"], chart["series"][0]) == (
        ["10", "100"],
        {"cue": "", "name": "5", "color": "", "values": [4.0, 1200.0]},
    )


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, None, "n/a", 10**400])
def test_what_is_no_number_goes_with_its_label(value: Any) -> None:
    scenes, told = mended(SCENES[8] | {"labels": ["a", "b", "c"], "series": [{"values": [1, value, 3]}]})
    assert (scenes[0]["labels"], scenes[0]["series"][0]["values"]) == (["a", "c"], [1.0, 3.0])
    assert told == ["scenes.0.series: labels and numbers do not match; 2 that do were kept"]


@pytest.mark.parametrize("data", [[{"name": "a", "value": 1}, {"name": "b", "value": 2}], {"a": 1, "b": 2}])
def test_a_chart_may_be_given_as_pairs(data: Any) -> None:
    chart = one({"type": "chart", "title": "Cost", "data": data})
    assert (chart["labels"], chart["series"][0]["values"]) == (["a", "b"], [1.0, 2.0])


def test_numbers_that_come_as_text_are_said_too() -> None:
    scene = {key: value for key, value in SCENES[8].items() if key != "narration"}
    assert "10: 4." in one(scene | {"series": [{"values": ["4", "7"]}]})["narration"]


def test_a_pie_of_what_is_no_shares_becomes_bars() -> None:
    assert one(SCENES[8] | {"kind": "pie", "series": [{"values": [1, -2]}]})["kind"] == "bar"


def test_edges_may_name_labels_or_be_drawn_as_arrows() -> None:
    scenes, told = mended(SCENES[3] | {"edges": ["Root -> b", ["a", "Leaf"], {"from": "b", "to": "moon"}]})
    assert [(edge["source"], edge["target"]) for edge in scenes[0]["edges"]] == [("a", "b"), ("a", "b")]
    assert told == ["scenes.0.edges.2: left out: target names no node: 'moon'"]


def test_nodes_that_share_an_id_get_their_own() -> None:
    nodes = [{"id": "a", "label": "Root"}, {"id": "a", "label": "Leaf"}, {"id": "a", "label": "Root"}]
    assert [node["label"] for node in one(SCENES[3] | {"nodes": nodes, "edges": []})["nodes"]] == ["Root", "Leaf"]


@pytest.mark.parametrize("answer", ["7", "B", "b) 7", 1, "1", 2])
def test_the_answer_may_be_an_index_a_letter_or_the_option_itself(answer: Any) -> None:
    assert one(SCENES[12] | {"answer": answer})["answer"] == 1


def test_too_many_options_never_lose_the_right_one() -> None:
    quiz = one(SCENES[12] | {"options": list("abcdef"), "answer": "f"})
    assert (quiz["options"], quiz["answer"]) == (["a", "b", "c", "f"], 3)


def test_a_quiz_without_an_answer_shows_what_it_has() -> None:
    scene = one({"type": "quiz", "question": "Which?", "options": ["this", "that"], "narration": "Which?"})
    assert (scene["type"], scene["heading"], texts(scene)) == ("points", "Which?", ["this", "that"])


def test_steps_on_cells_that_are_not_there_go() -> None:
    steps = [{"action": "mark", "at": [7]}, {"action": "mark", "at": 1}, {"action": "dance", "at": [0]}]
    scenes, told = mended(SCENES[9] | {"steps": steps})
    assert [step["at"] for step in scenes[0]["steps"]] == [[1]]
    assert "scenes.0.steps.2: left out: 'dance' is no action" in told


def test_too_many_points_are_split_with_their_share_of_the_narration() -> None:
    points = [{"text": f"Point {number}", "cue": f"number {number} "} for number in range(14)]
    narration = " ".join(f"This is number {number} of them." for number in range(14))
    scenes, told = mended({"type": "points", "heading": "Many", "points": points, "narration": narration})
    assert told == ["scenes.0.points: 14 were split over 2 scenes"]
    assert [scene["heading"] for scene in scenes] == ["Many", "Many (2)"]
    assert [len(scene["points"]) for scene in scenes] == [7, 7]
    assert scenes[1]["narration"].startswith("This is number 7 of them.")
    assert " ".join(scene["narration"] for scene in scenes) == narration


def test_a_text_that_is_too_long_is_cut_at_a_word() -> None:
    scenes, told = mended(SCENES[0] | {"title": "word " * 100})
    assert len(scenes[0]["title"]) <= 120
    assert scenes[0]["title"].endswith("word…")
    assert told == ["scenes.0.title: 499 characters were cut to 120"]


def test_a_missing_narration_is_made_from_what_is_shown() -> None:
    scene = {key: value for key, value in SCENES[1].items() if key != "narration"}
    assert one(scene)["narration"] == "Why. Fast. Simple."


def test_an_empty_narration_is_meant() -> None:
    scene = SCENES[1] | {"narration": ""}
    assert mended(scene)[1] == []


def test_cues_that_are_never_spoken_go() -> None:
    scenes, told = mended(SCENES[1] | {"points": [{"text": "a", "cue": "slow"}, {"text": "b", "cue": "Simple!"}, "c"]})
    assert [point["cue"] for point in scenes[0]["points"]] == ["", "Simple!", ""]
    assert "scenes.0.points.0.cue: 'slow' is not spoken; left out" in told


def test_two_takeaways_become_three_with_another_scenes_point() -> None:
    points = SCENES[1] | {"points": [{"text": "It halves what is left"}]}
    closing = SCENES[13] | {"takeaways": ["Sort first", "Then halve"]}
    found, told = repair({"title": "Lesson", "scenes": [points, closing]})
    assert found.model_dump()["scenes"][1]["takeaways"][2]["text"] == "It halves what is left"
    assert "scenes.1.takeaways: 2 became three with what other scenes show" in told


def test_too_few_takeaways_become_points_if_there_is_no_more_to_say() -> None:
    scene = one(SCENES[13] | {"takeaways": ["Sort first", "Then halve"]})
    assert (scene["type"], texts(scene)) == ("points", ["Sort first", "Then halve"])


def test_too_many_takeaways_are_the_first_three() -> None:
    scene = one(SCENES[13] | {"takeaways": list("abcde")})
    assert [each["text"] for each in scene["takeaways"]] == ["a", "b", "c"]


def test_scenes_without_anything_in_them_go(board: dict[str, Any]) -> None:
    board["scenes"][1:1] = [None, {}, {"type": "points", "points": []}, [], "", 7]
    found, told = repair(board)
    assert found == Storyboard.read(board | {"scenes": SCENES})
    assert told == [f"scenes.{index}: left out" for index in range(1, 7)]


def test_more_scenes_than_a_storyboard_holds_are_cut_but_not_the_last(board: dict[str, Any]) -> None:
    scenes = [SCENES[0]] * 80 + [SCENES[13]]
    found, told = repair(board | {"scenes": scenes})
    assert (len(found.scenes), found.scenes[-1].type) == (60, "takeaways")
    assert told == ["scenes: 81 are too many; the first 59 and the last were kept"]


def test_unknown_looks_fall_back_to_the_usual_ones(board: dict[str, Any]) -> None:
    board |= {"theme": "neon", "language": "klingon?!"}
    board["scenes"][0]["icon"] = "equilibrium"
    found, told = repair(board)
    assert (found.theme, found.language, found.model_dump()["scenes"][0]["icon"]) == ("clean", "en", "none")
    assert len(told) == 3


@pytest.mark.parametrize(
    ("data", "param"),
    [
        (None, "storyboard"),
        (7, "storyboard"),
        ("Sorry, I can't do that.", "storyboard"),
        ({"error": "I can't do that."}, "storyboard"),
        ('{"scenes": nonsense', "storyboard"),
        ({"title": "Nothing"}, "storyboard"),
        ({"title": "Nothing", "scenes": []}, "scenes"),
        ({"title": "Nothing", "scenes": [{}, None]}, "scenes.0"),
    ],
)
def test_where_there_is_no_sense_the_place_is_named(data: Any, param: str) -> None:
    with pytest.raises(StoryboardError) as caught:
        repair(data)
    assert caught.value.param == param


def test_a_text_nested_too_deeply_is_refused() -> None:
    with pytest.raises(StoryboardError):
        repair("[" * 200_000)


numbers = st.integers() | st.floats() | st.just(10**400)
anything = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=20) | st.sampled_from(["title", "points", "scenes"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | st.sampled_from(
        ["type", "scenes", "title", "heading", "points", "text", "narration", "nodes", "edges", "series", "values"]
    ), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


def survives(data: Any) -> None:
    try:
        found, told = repair(data)
    except StoryboardError as error:
        assert error.param
    else:
        assert repair(found.model_dump(mode="json"))[1] == []
        assert all(": " in line and len(line) < 1000 for line in told)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(anything)
def test_any_value_is_mended_or_refused(data: Any) -> None:
    survives(data)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SCENES), min_size=1, max_size=3), st.data())
def test_whatever_is_changed_in_a_valid_storyboard_is_mended(scenes: list[dict[str, Any]], data: st.DataObject) -> None:
    board = {"title": "Lesson", "scenes": copy.deepcopy(scenes)}
    for _ in range(data.draw(st.integers(1, 4))):
        _mutate(board, data)
    survives(board)


def _mutate(board: dict[str, Any], data: st.DataObject) -> None:
    """Change one value somewhere: dropped, replaced, repeated, renamed, wrapped or written as text."""
    container, key = data.draw(st.sampled_from(list(_places(board)) or [(board, "title")]))
    value = container.get(key) if isinstance(container, dict) else container[key]
    change = data.draw(st.sampled_from(["drop", "replace", "repeat", "rename", "wrap", "text"]))
    if change == "drop":
        container.pop(key, None) if isinstance(container, dict) else container.pop(key)
    elif change == "rename" and isinstance(container, dict):
        container[data.draw(st.sampled_from(["items", "Content", "value", "sourceText"]))] = container.pop(key, None)
    else:
        container[key] = {
            "replace": data.draw(anything),
            "repeat": value * 30 if isinstance(value, list | str) else [value] * 30,
            "wrap": [value],
            "text": json.dumps(value),
        }.get(change)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
