"""What a lesson shows beyond its words: graphs, algorithms at work, its own pictures, and questions."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.writer import LessonWriter

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def scenes(text: str, *, title: str = "Lesson", folder: Path | None = None, topic: str = "") -> list[Any]:
    lesson = replace(Lesson.inline(title, text), folder=folder)
    request = Request(message="Make a video", topic=topic, language="en", lesson=lesson)
    brief = LessonWriter(Library([])).brief(request)
    assert brief.storyboard is not None
    return list(Storyboard.read(brief.storyboard).scenes)


def the(kind: str, found: list[Any]) -> Any:
    (scene,) = (scene for scene in found if scene.type == kind)
    return scene


def kinds(found: list[Any]) -> set[str]:
    return {scene.type for scene in found}


PROSE = "This is how it goes from beginning to end, as everybody can see in a garden or in a field.\n\n"


@pytest.mark.parametrize("arrow", ["->", "-->", "→", "⇒"])
def test_a_chain_of_arrows_becomes_a_graph(arrow: str) -> None:
    graph = the("graph", scenes(f"# Growth\n\n{PROSE}Seed {arrow} Sprout {arrow} Plant {arrow} Flower\n"))
    assert [node.label for node in graph.nodes] == ["Seed", "Sprout", "Plant", "Flower"]
    assert [(edge.source, edge.target) for edge in graph.edges] == [
        ("seed", "sprout"),
        ("sprout", "plant"),
        ("plant", "flower"),
    ]
    assert "Seed, Sprout, Plant, Flower." in graph.narration


def test_a_mermaid_fence_becomes_a_graph_with_its_labels() -> None:
    fence = """```mermaid
graph TD
  %% how it goes
  a[The button] -->|click| b(setCount)
  b --> c{React}; c -- draws --> d["The screen"]
  style a fill:#f9f
```
"""
    graph = the("graph", scenes(f"# A click\n\n{PROSE}{fence}"))
    assert {node.id: node.label for node in graph.nodes} == {
        "a": "The button",
        "b": "setCount",
        "c": "React",
        "d": "The screen",
    }
    assert [(edge.source, edge.target, edge.label) for edge in graph.edges] == [
        ("a", "b", "click"),
        ("b", "c", ""),
        ("c", "d", "draws"),
    ]


def test_a_list_within_a_list_becomes_a_tree_below_its_heading() -> None:
    text = f"# Animals\n\n## Vertebrates\n\n{PROSE}- Mammals\n  - Whales\n  - Bats\n- Birds\n  - Owls\n- Fish\n"
    graph = the("graph", scenes(text))
    names = {node.id: node.label for node in graph.nodes}
    edges = {(names[edge.source], names[edge.target]) for edge in graph.edges}
    assert edges == {
        ("Vertebrates", "Mammals"),
        ("Vertebrates", "Birds"),
        ("Vertebrates", "Fish"),
        ("Mammals", "Whales"),
        ("Mammals", "Bats"),
        ("Birds", "Owls"),
    }


@pytest.mark.parametrize(
    "line",
    [
        "6 CO2 + 6 H2O -> C6H12O6 + 6 O2",
        "x -> x^2",
        "f() -> None -> y",
        "One thing -> another",
        "This is a long sentence about something that goes on and on -> b -> c",
        " -> ".join("abcdefghijklmn"),
    ],
)
def test_arrows_that_link_no_things_are_no_graph(line: str) -> None:
    assert "graph" not in kinds(scenes(f"# Arrows\n\n{PROSE}{line}\n"))


def test_a_search_is_shown_at_work_on_the_lessons_own_list() -> None:
    text = "# Binary search\n\nWe look for 7 in a sorted list of six numbers: 1, 3, 4, 7, 9, 12. Watch the middle.\n"
    array = the("array", scenes(text, title="Binary search"))
    assert array.values == ("1", "3", "4", "7", "9", "12")
    assert [(step.action, step.at) for step in array.steps] == [
        ("point", (2,)),
        ("narrow", (3, 5)),
        ("point", (4,)),
        ("narrow", (3, 3)),
        ("point", (3,)),
        ("mark", (3,)),
    ]
    assert "4 is too small, so we go on to the right. 9 is too large" in array.narration
    assert all(step.cue in array.narration for step in array.steps)


def test_a_sort_swaps_until_all_is_in_order() -> None:
    text = "# Bubble sort\n\nBubble sort compares neighbours again and again, until nothing changes: [4, 1, 3, 2].\n"
    array = the("array", scenes(text, title="Bubble sort"))
    values = list(array.values)
    for step in array.steps:
        if step.action == "swap":
            one, other = step.at
            values[one], values[other] = values[other], values[one]
    assert values == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "text",
    [
        "We look for 7 in a list: 9, 3, 4, 7, 1.",  # not sorted
        "We look for 8 in a sorted list: 1, 3, 4, 7, 9.",  # not in it
        "The years 1, 2, 3, 4 were dry.",  # nothing is looked for
        "We look for 7 in 1, 2.",
    ],
)
def test_a_search_that_could_not_be_shown_as_told_is_not_shown(text: str) -> None:
    assert "array" not in kinds(scenes(f"# Binary search\n\n{text}\n", title="Binary search"))


def test_a_picture_beside_the_lesson_is_shown(tmp_path: Path) -> None:
    (tmp_path / "parts of it.png").write_bytes(PIXEL)
    found = scenes(f"# Cells\n\n{PROSE}![What a cell is made of](parts%20of%20it.png)\n", folder=tmp_path)
    image = the("image", found)
    assert (image.source, image.caption) == ("parts of it.png", "What a cell is made of")
    board = Storyboard.read({"title": "Cells", "scenes": [scene.model_dump() for scene in found]})
    assert check(board, images=tmp_path) == []


@pytest.mark.parametrize(
    "address", ["missing.png", "../secret.png", "/etc/passwd", "https://example.org/a.png", "notes.txt", "a\x00.png"]
)
def test_a_picture_that_is_elsewhere_is_left_out(tmp_path: Path, address: str) -> None:
    folder = tmp_path / "lessons"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(PIXEL)
    (folder / "notes.txt").write_text("no picture")
    assert "image" not in kinds(scenes(f"# Cells\n\n{PROSE}![A cell]({address})\n", folder=folder))
    assert "image" not in kinds(scenes(f"# Cells\n\n{PROSE}![A cell](secret.png)\n"))


FACTS = (
    "# Organs\n\nEvery organ has something to do, and none of them can do the work of another one for long.\n\n"
    "| Organ | Task |\n|---|---|\n"
    "| Heart | pumps the blood |\n| Lung | takes up oxygen |\n| Liver | cleans the blood |\n"
)


def test_a_table_of_facts_asks_which_thing_does_it() -> None:
    quiz = the("quiz", scenes(FACTS))
    assert quiz.question == "Which organ takes up oxygen?"
    assert set(quiz.options) == {"Heart", "Lung", "Liver"}
    assert quiz.options[quiz.answer] == "Lung"
    assert quiz.answer_narration == "Lung: takes up oxygen."


@pytest.mark.parametrize(
    "rows",
    [
        "| Heart | is an organ |\n| Lung | is an organ |\n| Liver | is an organ |\n",  # all the same
        "| Heart | 1 |\n| Lung | 2 |\n| Liver | 3 |\n",  # numbers are for charts
        "| Heart | pumps the blood |\n| Lung | takes up oxygen |\n",  # a coin would do
    ],
)
def test_a_table_that_has_no_sound_question_is_not_asked_about(rows: str) -> None:
    start = FACTS.index("| Heart")
    assert "quiz" not in kinds(scenes(FACTS[:start] + rows))


def test_steps_with_names_ask_what_comes_next() -> None:
    steps = "1. Sowing: the seed is laid.\n2. Growing: it comes up.\n3. Ripening: it is gold.\n4. Harvest: it is cut.\n"
    quiz = the("quiz", scenes(f"# Wheat\n\n{PROSE}{steps}"))
    assert quiz.question == "Which step comes after “Growing”?"
    assert quiz.options[quiz.answer] == "Ripening"


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("**Question:** What is red?\n\n- Grass\n- Blood\n- Snow\n\n**Answer:** Blood. It holds iron.", "Blood"),
        ("Q: What is red?\n\nA) Grass\n\nB) Blood\n\nAnswer: B", ""),
        ("Question: What is red?\n\n1. Grass\n2. Blood\n3. Snow\n\nAnswer: B", "Blood"),
        ("Question: What is red?\n\n- [ ] Grass\n- [x] Blood\n- [ ] Snow\n", "Blood"),
        ("Question: What is red?\n\n- Grass\n- Blood\n\nAnswer: Fire", ""),
        ("**What is red?**\n\n- [ ] Grass\n- [x] Blood\n\nExplanation: Iron makes it red.", "Blood"),
        (
            "> Question: What is red?\n\n1. Grass\n2. Blood\n\n**Correct answer:** B.\n\nWhy? Iron makes it red.",
            "Blood",
        ),
        ("Question: What is red?\n\n- Snow\n- Blood\n\n<details><summary>Answer</summary>\n\nB\n\n</details>", "Blood"),
        ("Frage: Was ist rot?\n\n- Gras\n- Blut\n\nAntwort: Blut", "Blut"),
    ],
)
def test_a_question_that_the_lesson_asks_is_asked(asked: str, right: str) -> None:
    found = scenes(f"# Colours\n\n{PROSE}{PROSE}## Check yourself\n\n{asked}\n")
    if not right:
        assert "quiz" not in kinds(found)
        return
    quiz = the("quiz", found)
    assert quiz.options[quiz.answer] == right
    assert right in quiz.answer_narration
    told = " ".join(scene.narration for scene in found)
    assert not any(word in told for word in ("Answer", "Antwort", "Iron", "Explanation"))


def test_questions_without_options_lend_each_other_theirs() -> None:
    pairs = "\n\n".join(
        f"Question: What is the capital of {land}? Answer: {city}."
        for land, city in (("Peru", "Lima"), ("Kenya", "Nairobi"), ("Japan", "Tokyo"))
    )
    quiz = the("quiz", scenes(f"# Capitals\n\n{PROSE}{PROSE}\n\n{pairs}\n"))
    assert (quiz.question, quiz.options[quiz.answer]) == ("What is the capital of Peru?", "Lima")
    assert set(quiz.options) == {"Lima", "Nairobi", "Tokyo"}


@pytest.mark.slow
def test_the_lessons_of_the_package_use_what_suits_them() -> None:
    library = Library.load()
    writer = LessonWriter(library)
    used: set[str] = set()
    for lesson in library.lessons:
        request = Request(message="", topic="", language="en", lesson=lesson, speech_seconds=60)
        brief = writer.brief(request)
        assert brief.storyboard is not None
        used |= kinds(list(Storyboard.read(brief.storyboard).scenes))
    assert {"timeline", "code", "equation", "chart", "array", "quiz", "plot", "cutaway", "map"} <= used


def test_a_picture_of_somebodys_own_lesson_goes_along_with_the_film(tmp_path: Path) -> None:
    (tmp_path / "picture-1.png").write_bytes(PIXEL)
    text = f"---\ntitle: Cells\n---\n<!-- slide 2 -->\n# Cells\n\n{PROSE}![A cell from above](picture-1.png)\n"
    lesson = replace(Lesson.from_markdown("own-0123456789abcdef", text), folder=tmp_path)
    brief = LessonWriter(Library([lesson])).brief(Request("Make a video", "", "en", lesson=lesson))
    picture = the("image", list(Storyboard.read(brief.storyboard or {}).scenes))
    assert picture.source == f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"
    assert picture.caption == "A cell from above"
    assert (picture.cited.place, picture.cited.lesson) == ("slide 2", lesson.id)
    (tmp_path / "picture-1.png").write_bytes(b"x" * 5_000_000)
    assert (
        LessonWriter(Library([lesson])).brief(Request("A video", "", "en", lesson=lesson, speech_seconds=45)).storyboard
    )


def test_events_that_are_no_numbered_list_are_drawn_on_a_line() -> None:
    text = (
        "# Eruptions\n\n- 79 AD: Vesuvius buries Pompeii\n- 1815: Tambora cools the world\n- 1883: Krakatoa is heard\n"
    )
    timeline = the("timeline", scenes(text))
    assert [(event.when, event.text) for event in timeline.events] == [
        ("79 AD", "Vesuvius buries Pompeii"),
        ("1815", "Tambora cools the world"),
        ("1883", "Krakatoa is heard"),
    ]
