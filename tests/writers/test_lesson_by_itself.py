"""Figures come by themselves where a text says what they show."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.writer import LessonWriter


def scenes(text: str, title: str = "A lesson") -> list[dict[str, Any]]:
    lesson = Lesson.inline(title, text)
    brief = LessonWriter(Library([])).brief(Request("this", "", "en", lesson, speech_seconds=60, most_seconds=300))
    assert brief.storyboard is not None
    return list(brief.storyboard["scenes"])


def of_kind(text: str, kind: str, title: str = "A lesson") -> dict[str, Any]:
    found = [scene for scene in scenes(text, title) if scene["type"] == kind]
    assert found, [scene["type"] for scene in scenes(text, title)]
    return found[0]


def test_a_section_on_a_known_subject_shows_it_with_the_parts_that_are_spoken_of() -> None:
    text = "It begins.\n\n## The animal cell\n\nThe nucleus keeps the DNA. Mitochondria release energy. It is small."
    scene = of_kind(text, "cutaway")
    assert scene["subject"] == "animal cell"
    assert [part["part"] for part in scene["parts"]] == ["nucleus", "mitochondrion"]


def in_document(text: str, kind: str) -> dict[str, Any]:
    return of_kind(f'---\ntitle: The Earth\ndocument: "earth.md"\n---\nIt begins here with a word.\n\n{text}', kind, "")


def test_a_section_on_one_part_of_a_known_subject_shows_that_part() -> None:
    scene = in_document("## Crust\n\nWe live on it, and it is as thin as the shell of an egg.", "cutaway")
    assert [part["part"] for part in scene["parts"]] == ["crust"]


def test_two_or_three_named_things_stand_side_by_side() -> None:
    scene = in_document("## Rocks\n\n- Granite: it cooled deep down.\n- Basalt: it cooled in the sea.", "compare")
    assert [(each["title"], each["items"][0]["text"]) for each in scene["columns"]] == [
        ("Granite", "It cooled deep down"),
        ("Basalt", "It cooled in the sea"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "kind", "labels"),
    [
        (
            "en",
            "First, reeds are cut. Then the reeds are soaked in water. Finally, they are pressed flat.",
            "process",
            ["Reeds are cut", "Reeds are soaked", "They are pressed flat"],
        ),
        (
            "de",
            "Zuerst schneidet man das Schilf. Danach liegt es im Wasser. Schließlich wird es gepresst.",
            "process",
            ["Zuerst schneidet man das Schilf", "Danach liegt es im Wasser", "Schließlich wird es gepresst"],
        ),
        ("en", "A lamp consists of a foot, a wick and oil.", "graph", ["Lamp consists of", "foot", "wick", "oil"]),
        ("ru", "Лампа состоит из фитиля, масла и чаши.", "graph", ["Лампа состоит из", "фитиля", "масла", "чаши"]),
        ("en", "First, it is cheap. Second, it is quick to make. Finally, it is light to carry.", "points", []),
        ("en", "The guild consists of men who write books for the king, painters and binders.", "points", []),
    ],
)
def test_prose_that_tells_an_order_or_parts_is_drawn_as_that(
    language: str, text: str, kind: str, labels: list[str]
) -> None:
    head = f'---\ntitle: Reeds\nlanguage: {language}\ndocument: "reeds.md"\n---\nReeds grow by the river.'
    lesson = Lesson.inline("", f"{head}\n\n## Making\n\n{text}")
    request = Request("this", "", language, lesson, speech_seconds=60, most_seconds=300)
    board = LessonWriter(Library([])).brief(request).storyboard
    assert board is not None
    [scene] = [each for each in board["scenes"] if each["type"] not in ("title", "takeaways", "quiz")]
    assert scene["type"] == kind
    assert [each["label"] for each in scene.get("steps", scene.get("nodes", []))] == labels


@pytest.mark.parametrize(("heading", "kind"), [("Making bread", "process"), ("Five reasons to bake", "points")])
def test_what_is_only_counted_is_no_process(heading: str, kind: str) -> None:
    in_document(
        f"## {heading}\n\n1. Flour is cheap\n2. Dough rises well\n3. Bread keeps long\n4. Crusts are crisp", kind
    )


def test_two_rows_of_as_many_numbers_become_points_in_a_plane() -> None:
    scene = in_document("## Measured\n\n- U in V: 2, 4, 6\n- I in A: 0.2, 0.3, 0.5", "plot")
    assert (scene["data"][0]["xs"], scene["data"][0]["ys"]) == ([2, 4, 6], [0.2, 0.3, 0.5])
    assert (scene["x"]["name"], scene["y"]["name"]) == ("U in V", "I in A")


def test_whole_sentences_hang_on_nothing() -> None:
    items = "- A lamp takes a small current\n- It hangs on one battery\n- Both of them are old"
    assert not [each for each in scenes(f"It begins.\n\n## Example\n\n{items}") if each["type"] == "graph"]


@pytest.mark.parametrize(("land", "region"), [("Germany", "Europe"), ("Japan", "")])
def test_russia_does_not_make_a_map_of_the_world_of_one_of_europe(land: str, region: str) -> None:
    scene = of_kind(f"It begins.\n\n## Two powers\n\nRussia and {land} went to war in that year.", "map")
    assert scene.get("region", "") == region


def test_a_map_shows_a_land_from_the_start() -> None:
    text = "It begins.\n\n## Railways\n\n" + "Trains carried coal and people faster than any cart had done. " * 2
    scene = of_kind(text + "They went from Belgium to France and to Germany.", "map")
    assert text.split("\n")[-1].startswith(scene["fills"][0]["cue"])


def test_a_list_of_amounts_becomes_bars() -> None:
    scene = of_kind("It begins.\n\n## How long\n\n- Blue whale: 30 m\n- Bus: 12 m\n- Crocodile: 5 m", "chart")
    assert (scene["labels"], scene["series"][0]["values"], scene["unit"]) == (
        ["Blue whale", "Bus", "Crocodile"],
        [30, 12, 5],
        "m",
    )


def test_a_function_becomes_its_curve() -> None:
    scene = of_kind("It begins.\n\n## A parabola\n\nThe graph of y = x^2 - 4 is a parabola. It opens upwards.", "plot")
    assert scene["curves"][0]["formula"] == "x^2 - 4"


def test_countries_become_a_map() -> None:
    text = "It begins.\n\n## Neighbours\n\nFrance lies north of Spain. Portugal lies in the west of both. They trade."
    scene = of_kind(text, "map")
    assert {fill["country"] for fill in scene["fills"]} == {"France", "Spain", "Portugal"}


@pytest.mark.parametrize(
    "text",
    [
        "## The weather\n\nThe nucleus of a storm is calm. Wind turns around it. It is dangerous to be there.",
        "## Sizes\n\n- Whale: 30 m\n- Bus: 12 t\n- Egg: 6 cm",
        "## Names\n\nJordan met Chelsea in the park. They walked. It was late in the evening.",
        "## Words\n\nChad was late. Mali said so in the end. It was a long day for all of them in the town.",
        "## Letters\n\nIf y = m x + b, then b is where the line begins. It rises by m. That is all of it.",
    ],
)
def test_nothing_is_drawn_that_is_not_meant(text: str) -> None:
    assert {scene["type"] for scene in scenes(f"It begins.\n\n{text}")} <= {
        "title",
        "points",
        "takeaways",
        "process",
        "cast",
    }


def test_a_list_in_front_of_a_figure_is_told_by_it() -> None:
    fence = "```plot\ncurves:\n  - {formula: x^2}\n```"
    found = scenes(f"It begins.\n\n## Growth\n\n- It starts slowly.\n- It gets faster.\n\n{fence}\n")
    assert [scene["narration"] for scene in found if scene["type"] == "plot"] == ["It starts slowly. It gets faster."]
    assert "points" not in {scene["type"] for scene in found}


def test_what_happens_at_a_word_that_is_not_said_does_not_happen() -> None:
    fence = "```map\nfills: [{country: Spain, cue: Spain}]\nzooms: [{to: [Spain], cue: never said}]\n```"
    scene = of_kind(f"It begins.\n\n## Where\n\nSpain lies in the south of Europe.\n\n{fence}\n", "map")
    assert (scene["zooms"], scene["fills"][0]["cue"]) == ([], "Spain")


def test_a_heading_of_questions_is_not_told_once_its_question_is_asked() -> None:
    quiz = "## Check yourself\n\n**Question:** Is it?\n\n- [x] Yes\n- No\n\n**Answer:** Yes.\n"
    found = scenes(f"One thing is this. Two things are that.\n\n{quiz}\n## More\n\nThree things are here.")
    assert not any("Check yourself" in scene["narration"] for scene in found)
