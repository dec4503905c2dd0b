"""Two people change one document, and neither loses what they have done."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.collaboration.diffing import MOST_CHANGES, matches
from hackathon_backend.collaboration.merging import merged
from hackathon_backend.collaboration.texts import merged_texts

PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text("ab c", max_size=8))
DOCUMENTS = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from("xyz"), inner)),
    max_leaves=12,
)


def scene(kind: str, heading: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "heading": heading, "narration": f"All about {heading}.", **more}


BOARD = {"title": "Cells", "scenes": [scene("title", "Cells"), scene("cast", "Organs"), scene("points", "Summary")]}


@given(DOCUMENTS, DOCUMENTS)
def test_what_one_alone_changes_is_taken_whole(base: Any, changed: Any) -> None:
    assert merged(base, changed, base) == changed
    assert merged(base, base, changed) == changed
    assert merged(base, changed, changed) == changed


@pytest.mark.slow
@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_any_three_documents_can_be_merged(base: Any, mine: Any, theirs: Any) -> None:
    merged(base, mine, theirs)


@given(st.text("ab .", max_size=30), st.text("ab .", max_size=30), st.text("ab .", max_size=30))
def test_merged_texts_are_made_of_nothing_but_what_was_written(base: str, mine: str, theirs: str) -> None:
    found = merged_texts(base, mine, theirs)
    for letter in "ab.":
        assert found.count(letter) <= base.count(letter) + mine.count(letter) + theirs.count(letter)


def test_changes_of_different_fields_both_stand() -> None:
    mine = BOARD | {"title": "The cell"}
    theirs = BOARD | {"theme": "paper"}
    assert merged(BOARD, mine, theirs) == BOARD | {"title": "The cell", "theme": "paper"}


def test_changes_of_different_scenes_both_stand_and_so_do_those_of_one_scene() -> None:
    one, two, three = BOARD["scenes"]
    mine = {"title": "Cells", "scenes": [one | {"heading": "The cell"}, two | {"heading": "Its organs"}, three]}
    theirs = {"title": "Cells", "scenes": [one, two | {"arrangement": "ring"}, three | {"heading": "In short"}]}
    found = merged(BOARD, mine, theirs)
    assert [each["heading"] for each in found["scenes"]] == ["The cell", "Its organs", "In short"]
    assert found["scenes"][1]["arrangement"] == "ring"


def test_scenes_are_added_moved_and_removed_by_both() -> None:
    one, two, three = BOARD["scenes"]
    added, other = scene("map", "Where"), scene("quiz", "Which")
    mine = {"title": "Cells", "scenes": [two, one, added, three]}
    theirs = {"title": "Cells", "scenes": [one, two | {"heading": "Parts"}, other]}
    found = [each["heading"] for each in merged(BOARD, mine, theirs)["scenes"]]
    assert sorted(found) == sorted(["Parts", "Cells", "Where", "Which"])
    assert found.index("Parts") < found.index("Cells") < found.index("Where")


def test_what_one_changes_and_the_other_removes_stays() -> None:
    one, two, three = BOARD["scenes"]
    mine = {"title": "Cells", "scenes": [one, three]}
    theirs = {"title": "Cells", "scenes": [one, two | {"heading": "Organelles"}, three]}
    for found in (merged(BOARD, mine, theirs), merged(BOARD, theirs, mine)):
        assert [each["heading"] for each in found["scenes"]] == ["Cells", "Organelles", "Summary"]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "found"),
    [
        ("A cell is small.", "A cell is very small.", "Every cell is small.", "Every cell is very small."),
        ("The sun shines.", "The sun shines. It is hot.", "The sun shines. It is hot.", "The sun shines. It is hot."),
        ("one two three", "one 2 three", "one two 3", "one 2 3"),
        ("one two three", "one zwei three", "one deux three", "one zwei three"),
        ("", "my words", "", "my words"),
        ("a", "a b", "a b c", "a b c"),
        ("水は冷たい", "水は冷たい。", "水は熱い", "水は熱い。"),
    ],
)
def test_texts_are_merged_word_by_word(base: str, mine: str, theirs: str, found: str) -> None:
    assert merged(base, mine, theirs) == found


def test_actors_are_known_by_their_ids_whatever_else_is_changed() -> None:
    base = {"actors": [{"id": "a", "label": "Sun"}, {"id": "b", "label": "Moon"}]}
    mine = {"actors": [{"id": "b", "label": "Moon"}, {"id": "a", "label": "Sun", "art": "sun"}]}
    theirs = {"actors": [{"id": "a", "label": "The star"}, {"id": "b", "label": "Moon"}]}
    assert merged(base, mine, theirs) == {
        "actors": [{"id": "b", "label": "Moon"}, {"id": "a", "label": "The star", "art": "sun"}]
    }


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_what_two_texts_share_is_found_in_order_and_whole(one: str, other: str) -> None:
    found = matches(one, other)
    assert found is not None
    at = to = 0
    for start, place, size in found:
        assert start >= at and place >= to and one[start : start + size] == other[place : place + size]
        at, to = start + size, place + size
    assert sum(size for *_, size in found) == _longest_common(one, other)


def _longest_common(one: str, other: str) -> int:
    best = [0] * (len(other) + 1)
    for letter in one:
        before = best[:]
        for place, each in enumerate(other):
            best[place + 1] = before[place] + 1 if letter == each else max(before[place + 1], best[place])
    return best[-1]


def test_a_long_text_is_merged_at_both_ends_word_by_word() -> None:
    words = [f"w{number % 700}" for number in range(5000)]
    base = " ".join(words)
    theirs = " ".join([*words[:2500], "theirs", *words[2500:]])
    assert merged_texts(base, f"new {base} end", theirs) == f"new {theirs} end"


@pytest.mark.slow
def test_of_what_has_too_little_in_common_mine_stands() -> None:
    chance = random.Random(7)
    base, mine, theirs = ([chance.choice("abc") for _ in range(3 * MOST_CHANGES)] for _ in range(3))
    assert matches(base, mine) is None
    assert merged_texts(" ".join(base), " ".join(mine), " ".join(theirs)) == " ".join(mine)
    lines = [f"{number}\n" for number in range(9)]
    found = merged_texts(
        "".join([*lines, " ".join(base)]),
        "".join([*lines, " ".join(mine)]),
        "".join(["0a\n", *lines[1:], " ".join(base)]),
    )
    assert found == "".join(["0a\n", *lines[1:], " ".join(mine)]), "lines that only one has changed are merged"


def test_long_lists_are_merged_by_what_stands_side_by_side() -> None:
    base = [{"type": "title", "heading": f"Scene {number}", "narration": "So."} for number in range(60)]
    mine = [{**each, "narration": "Mine."} for each in base]
    theirs = [{**each, "heading": f"{each['heading']}!"} for each in base]
    assert merged(base, mine, theirs) == [{**each, "narration": "Mine."} for each in theirs]
