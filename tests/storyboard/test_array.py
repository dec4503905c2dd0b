"""An array shows each step of an algorithm, and at rest nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard.drawing.brushes import TextBrush
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.drawing.stage import Box
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.kinds.array.replay import replay
from hackathon_backend.storyboard.kinds.array.scene import ArrayScene
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.boards import boards
from tests.storyboard.drawn import drawn_wrong
from tests.storyboard.sizes import each_size

SIZES = [(1280, 720), (1920, 1080), (720, 1280), (1080, 1080), (1024, 1792), (1792, 1024)]


def step(action: str, *at: int, name: str = "", note: str = "", cue: str = "") -> dict[str, Any]:
    return {"action": action, "at": at, "name": name, "note": note, "cue": cue}


SEARCH = {
    "type": "array",
    "heading": "Binary search for 23",
    "values": [2, 5, 8, 12, 16, 23, 38, 56, 72, 91],
    "narration": "Low points to the first cell and high to the last. The middle one holds sixteen. Twenty-three is "
    "greater, so the left half goes. Now the middle is fifty-six, which is too large, so the right part goes. "
    "Mid is now twenty-three: found at index five.",
    "steps": [
        step("point", 0, name="low", cue="Low points"),
        step("point", 9, name="high", cue="high to"),
        step("point", 4, name="mid", cue="middle one", note="16 is in the middle"),
        step("compare", 4, cue="sixteen"),
        step("narrow", 5, 9, cue="left half", note="23 > 16: drop the left half"),
        step("point", 5, name="low", cue="left half"),
        step("point", 7, name="mid", cue="Now the middle", note="56 is in the middle"),
        step("narrow", 5, 6, cue="right part", note="23 < 56: drop the right part"),
        step("point", 6, name="high", cue="right part"),
        step("point", 5, name="mid", cue="Mid is now"),
        step("mark", 5, cue="found", note="Found at index 5"),
    ],
}
SORT = {
    "type": "array",
    "heading": "The smallest goes first",
    "values": [29, 10, 14, 37, 13, 5],
    "narration": "We compare the first two values, and they swap. Then the last one, which is the smallest of all, "
    "trades places with the first one. Now it is where it belongs.",
    "steps": [
        step("compare", 0, 1, cue="compare", note="29 > 10"),
        step("swap", 0, 1, cue="they swap"),
        step("swap", 0, 5, cue="trades places"),
        step("mark", 0, cue="belongs"),
    ],
}


def shot(scene: dict[str, Any], size: tuple[int, int] = (1280, 720), language: str = "en") -> Shot:
    board = Storyboard.read({"title": "A lesson", "language": language, "scenes": [scene]})
    return shots_of(board, Format(size, 30, THEMES["clean"]))[0]


def marks(of: Shot) -> list[Mark]:
    return marks_of(of.scene, of.timing, of.place, of.context())


def texts_at(of: Shot, at: float) -> dict[str, Box]:
    """Where each text is that can be read at `at` seconds."""
    found = {}
    for mark in marks(of):
        state = mark.state(at)
        if isinstance(mark.brush, TextBrush) and state.opacity > 0.3:
            found[mark.brush.block.text] = mark.box.moved(state.dx, state.dy)
    return found


def spoken(of: Shot, word: str) -> float:
    """When `word` is spoken."""
    return next(said.start for said in of.timing.words if said.text.startswith(word))


def rows(scene: dict[str, Any]) -> list[Any]:
    read = ArrayScene.model_validate(scene)
    return replay(read, [float(index) for index in range(len(read.steps))], 99.0)


@each_size(SIZES)
@pytest.mark.parametrize("scene", [SEARCH, SORT], ids=["search", "sort"])
def test_nothing_is_in_the_way_of_anything_at_any_size(scene: dict[str, Any], size: tuple[int, int]) -> None:
    assert drawn_wrong(Storyboard.read({"title": "x", "scenes": [scene]}), size) == []


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(board=boards("array"), size=st.sampled_from(SIZES))
def test_arrays_of_any_length_stay_in_the_frame(board: dict[str, Any], size: tuple[int, int]) -> None:
    found = {fault.kind for fault in check(Storyboard.read(board), size)}
    # What is too small, too brief or too little is so by its words.
    assert found <= {"size", "overlap", "close", "brief", "empty"}


@pytest.mark.slow
@pytest.mark.parametrize("words", [4, 14])
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (1080, 1080)])
def test_long_words_can_be_read_beside_pointers_and_long_notes(words: int, size: tuple[int, int]) -> None:
    values = [f"Condensati{chr(97 + number)}" for number in range(words)]
    note = "The asynchronous array is sorted by each probability"
    steps = [step("point", 0, name="pivot"), step("compare", 0, words - 1, note=note), step("swap", 0, words - 1)]
    scene = {"type": "array", "heading": "Words in a row", "values": values, "steps": steps}
    faults = check(Storyboard.read({"title": "x", "scenes": [scene]}), size)
    assert [fault.message for fault in faults if fault.kind in ("size", "cut", "outside", "overlap")] == []


@pytest.mark.parametrize("word", ["they", "trades"])
def test_values_that_trade_places_never_lie_on_one_another(word: str) -> None:
    swap = shot(SORT)
    start = spoken(swap, word)
    for frame in range(45):
        tiles = [box.grown(4) for text, box in texts_at(swap, start + frame / 30).items() if text in "29 10 14 37 13"]
        assert not any(one.overlap(other) for one, other in combinations(tiles, 2)), frame


def test_a_swap_ends_with_the_values_in_each_other_s_cells() -> None:
    swap = shot(SORT)
    before, after = texts_at(swap, spoken(swap, "compare")), texts_at(swap, spoken(swap, "Then"))
    assert after["29"].centre[0] == pytest.approx(before["10"].centre[0])
    assert after["10"].centre[0] == pytest.approx(before["29"].centre[0])


def test_a_pointer_goes_to_its_cell_when_it_is_spoken_of() -> None:
    search = shot(SEARCH)
    here = texts_at(search, spoken(search, "sixteen"))
    assert here["mid"].centre[0] == pytest.approx(here["16"].centre[0], abs=1)
    there = texts_at(search, spoken(search, "fifty"))
    assert there["mid"].centre[0] == pytest.approx(there["56"].centre[0], abs=1)


def test_pointers_at_one_cell_stand_beside_one_another() -> None:
    search = shot(SEARCH)
    end = texts_at(search, search.timing.duration - 0.3)
    assert not end["low"].overlap(end["mid"])
    assert abs(end["low"].centre[0] - end["mid"].centre[0]) < end["23"].width * 3


def test_cells_out_of_play_step_back() -> None:
    search = shot(SEARCH)
    tiles = {mark.path: mark for mark in marks(search) if mark.path.startswith("values.")}
    at = spoken(search, "fifty")
    assert tiles["values.4"].state(at).opacity == pytest.approx(THEMES["clean"].dim)
    assert tiles["values.5"].state(at).opacity == 1.0


def test_what_is_found_turns_green() -> None:
    search = shot(SEARCH)
    found = next(mark.box for mark in marks(search) if mark.path == "values.5")
    x, y = int(found.x - 8), int(found.centre[1])
    before, after = (still(search, at)[y, x].astype(int) for at in (0.8, search.timing.duration - 0.05))
    assert np.ptp(before) < 8
    assert after[1] > after[0] + 4
    assert after[1] > after[2] + 4


def test_one_caption_stands_at_a_time() -> None:
    search = shot(SEARCH)
    notes = [mark for mark in marks(search) if mark.path.endswith(".note")]
    for at in np.arange(0, search.timing.duration, 0.1):
        assert sum(mark.state(float(at)).opacity > 0.5 for mark in notes) <= 1


def test_indices_count_from_left_to_right_in_every_language() -> None:
    arabic = texts_at(shot(SEARCH, language="ar"), 2.0)
    assert arabic["0"].x < arabic["1"].x < arabic["7"].x
    assert arabic["2"].x < arabic["91"].x


LONG = ["elderberry", "banana", "cherry", "apple", "date", "fig", "grape", "kiwi"]


@pytest.mark.parametrize("values", [LONG, range(12, 24)], ids=["words", "numbers"])
def test_values_wrap_into_rows_rather_than_become_too_small(values: Sequence[Any]) -> None:
    tall = shot({**SEARCH, "values": list(values), "steps": []}, (720, 1280))
    blocks = [mark for mark in marks(tall) if mark.path.startswith("values.")]
    assert len({round(mark.box.y) for mark in blocks}) > 1
    assert all(
        isinstance(mark.brush, TextBrush) and mark.brush.block.type.size >= tall.context().stage.floor - 0.01
        for mark in blocks
    )


def test_the_same_array_gives_the_same_picture() -> None:
    assert np.array_equal(still(shot(SORT), 6.0), still(shot(SORT), 6.0))


def test_a_swap_changes_cells_and_a_mark_stays_with_its_value() -> None:
    done = rows({**SORT, "steps": [step("mark", 0), step("swap", 0, 2)]})[-1]
    assert done.cells[:3] == (2, 1, 0)
    assert done.done == {0}


def test_only_the_last_range_is_in_play() -> None:
    last = rows({**SORT, "steps": [step("narrow", 0, 2), step("narrow", 3, 5)]})[-1]
    assert last.idle == {0, 1, 2}


def test_a_comparison_ends_when_something_else_is_looked_at() -> None:
    seen = rows({**SORT, "steps": [step("compare", 0, 1), step("swap", 0, 1), step("compare", 1, 2)]})
    assert [row.looked_at for row in seen[1:]] == [{0, 1}, {0, 1}, {0, 2}]


def test_a_caption_holds_for_what_follows_from_it() -> None:
    seen = rows({**SORT, "steps": [step("compare", 0, 1, note="29 > 10"), step("swap", 0, 1), step("compare", 1, 2)]})
    assert [row.note for row in seen] == ["", "29 > 10", "29 > 10", ""]


def test_a_value_that_is_set_replaces_the_old_one() -> None:
    last = rows({**SORT, "steps": [step("set", 1, name="7")]})[-1]
    assert last.texts[1] == "7"


def test_an_index_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"steps.0.at must be indices from 0 to 5"):
        ArrayScene.model_validate({**SORT, "steps": [step("mark", 6)]})


def test_a_new_value_and_the_name_of_a_pointer_are_found_by_other_words() -> None:
    steps = [
        {"action": "set", "at": [1], "value": "Ada"},
        {"op": "point", "index": 0, "label": "head"},
        {"action": "set", "at": [0], "new_value": 7},
    ]
    scene = {"type": "array", "heading": "Buckets", "values": ["", "", ""], "steps": steps, "narration": "Look."}
    board, changes = repair({"title": "Tables", "scenes": [scene]})
    made = next(each for each in board.scenes if isinstance(each, ArrayScene))
    assert [(each.action, each.name) for each in made.steps] == [("set", "Ada"), ("point", "head"), ("set", "7")]
    assert "scenes.0.steps.0.value: was read as name" in changes


PASSIVE = {
    "type": "array",
    "heading": "Into the passive voice",
    "values": ["The dog", "chased", "the cat"],
    "narration": "Subject and object change places. The verb becomes was chased by.",
    "steps": [step("swap", 0, 2, cue="change places"), step("set", 1, name="was chased by", cue="becomes")],
}


@each_size([(1280, 720), (720, 1280)])
def test_words_of_a_sentence_stand_whole_in_one_row_of_cells_that_nobody_counts(size: tuple[int, int]) -> None:
    board, changes = repair({"title": "Voices", "scenes": [PASSIVE]})
    assert not changes
    assert drawn_wrong(board, size) == []
    of = shots_of(board, Format(size, 30, THEMES["clean"]))[0]
    words = texts_at(of, of.settled)
    assert {"the cat", "was chased by", "The dog"} <= set(words)
    assert "0" not in words
    blocks = [mark.brush.block for mark in marks(of) if isinstance(mark.brush, TextBrush)]
    assert all(block.lines <= len(block.text.split()) for block in blocks)
    centres = [words[text].centre for text in ("the cat", "was chased by", "The dog")]
    assert [x for x, _ in centres] == sorted(x for x, _ in centres)
    assert max(y for _, y in centres) - min(y for _, y in centres) < 1
