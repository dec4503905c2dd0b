"""What is drawn and not said is told to whoever can't see it, and nothing twice."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.errors import StoryboardError
from hackathon_backend.films.described import description_cues
from hackathon_backend.films.descriptions import LONGEST, Description, descriptions_of
from hackathon_backend.storyboard import Storyboard, estimate_scene
from hackathon_backend.storyboard.cache import key_of
from hackathon_backend.storyboard.kinds.base import BaseScene
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES

CHART: dict[str, Any] = {
    "type": "chart",
    "heading": "What a leaf takes in",
    "unit": "%",
    "labels": ["Blue", "Green", "Red"],
    "series": [{"values": [90, 25, 80.5]}],
    "narration": "Leaves take in some colours and leave others.",
}
QUIZ: dict[str, Any] = {
    "type": "quiz",
    "question": "Which number is even?",
    "options": ["Three", "Eight"],
    "answer": 1,
    "narration": "Which number is even?",
    "answer_narration": "It is eight.",
}


def scene(data: dict[str, Any], language: str = "en") -> BaseScene:
    return Storyboard.read({"title": "T", "language": language, "scenes": [data]}).scenes[0]


def told(data: dict[str, Any], language: str = "en") -> list[str]:
    return [each.text for each in descriptions_of(scene(data, language), language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A bar chart: Blue 90 %, Green 25 %, Red 80.5 %."),
        ("de-AT", "Ein Balkendiagramm: Blue 90 %; Green 25 %; Red 80,5 %."),
        ("ja", "棒グラフ：Blue 90 %、Green 25 %、Red 80.5 %。"),
        ("fi", "Blue 90 %; Green 25 %; Red 80,5 %."),
    ],
)
def test_a_chart_is_told_with_its_numbers_in_the_films_language(language: str, text: str) -> None:
    assert told(CHART, language) == [text]


@pytest.mark.parametrize(
    "narration",
    [
        "Of blue they take in 90 %, of green 25 %, of red 80.5 %.",
        "Blue is taken in by 90 percent, red by 80.5 percent, green by twenty-five percent.",
    ],
)
def test_what_the_narration_says_is_not_told_again(narration: str) -> None:
    assert told(CHART | {"narration": narration}) == []


def test_a_single_number_that_is_not_said_makes_the_whole_chart_told() -> None:
    assert told(CHART | {"narration": "Blue 90 percent, red 80.5 percent, green some."}) == [
        "A bar chart: Blue 90 %, Green 25 %, Red 80.5 %."
    ]


def test_of_a_list_only_what_is_not_said_is_told() -> None:
    points = {
        "type": "points",
        "heading": "A leaf",
        "points": [{"text": "Sunlight brings energy."}, {"text": "Water rises from the roots."}],
        "narration": "The sunlight brings the energy. And something else.",
    }
    assert told(points) == ["On the screen: Water rises from the roots."]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"type": "title", "title": "Rain", "narration": "Look up."}, "On the screen: Rain."),
        (
            {"type": "process", "shape": "cycle", "heading": "h", "steps": [{"label": "Sea"}, {"label": "Cloud"}]},
            "A cycle: Sea, Cloud.",
        ),
        (
            {
                "type": "graph",
                "heading": "h",
                "nodes": [{"id": "a", "label": "Page"}, {"id": "b", "label": "Server"}, {"id": "c", "label": "Disk"}],
                "edges": [{"source": "a", "target": "b", "label": "asks"}],
            },
            "A diagram: Page to Server: asks; Disk.",
        ),
        (
            {
                "type": "compare",
                "heading": "h",
                "columns": [
                    {"title": "Stack", "items": [{"text": "Last in, first out"}]},
                    {"title": "Queue", "items": [{"text": "First in"}]},
                ],
            },
            "Side by side: Stack: Last in, first out; Queue: First in.",
        ),
        (
            {"type": "timeline", "heading": "h", "events": [{"when": "1789", "text": "The Bastille falls"}]},
            "A timeline: 1789: The Bastille falls.",
        ),
        (
            {"type": "code", "heading": "h", "code": "x = 1\ny = x + 1", "focus": [{"lines": "2"}]},
            "Code: y = x + 1.",
        ),
        (
            {"type": "equation", "heading": "h", "steps": [{"latex": r"x = \frac{8}{2}", "note": "divide"}]},
            "Equations: x = 8/2 (divide).",
        ),
        ({"type": "array", "heading": "h", "values": [2, 5, 8]}, "A row of values: 2, 5, 8."),
        (
            {
                "type": "image",
                "heading": "A cell",
                "source": "cell.png",
                "callouts": [{"text": "Core", "x": 0, "y": 0}],
            },
            "A picture: A cell, Core.",
        ),
    ],
)
def test_each_kind_is_told_by_what_it_shows(data: dict[str, Any], text: str) -> None:
    assert told(data) == [text]


def test_options_are_told_before_the_time_to_think_and_an_answer_that_is_not_said_after_it() -> None:
    assert descriptions_of(scene(QUIZ), "en") == (Description("To choose from: Three, Eight.", before_answer=True),)
    silent = QUIZ | {"answer_narration": ""}
    assert descriptions_of(scene(silent), "en")[1:] == (Description("The right answer: Eight."),)


def test_what_a_writer_has_written_is_told_as_it_is() -> None:
    assert told(CHART | {"description": "Two tall bars and a short one."}) == ["Two tall bars and a short one."]
    with pytest.raises(StoryboardError, match=r"scenes\.0\.description"):
        scene(CHART | {"description": "x" * 241})


def test_a_long_curve_is_told_by_its_ends_and_turns_and_a_long_list_says_how_many_are_left() -> None:
    curve = CHART | {"kind": "line", "labels": [str(year) for year in range(2000, 2012)], "x_label": "Year"}
    values = [5.0, 6, 7, 30, 9, 8, 7, 6, 2, 3, 4, 6]
    assert told(curve | {"series": [{"values": values}]}) == [
        "A line chart: Year 2000: 5 %; 2003: 30 %; 2008: 2 %; 2011: 6 %."
    ]
    steps = {"type": "process", "heading": "h", "steps": [{"label": f"Step {n}", "detail": "d" * 60} for n in range(9)]}
    (text,) = told(steps)
    assert len(text) <= LONGEST
    assert text.endswith(" and 6 more.")


def test_the_pictures_of_a_scene_do_not_depend_on_its_description() -> None:
    look = Format((320, 240), 30, THEMES["clean"])
    boards = [
        Storyboard.read({"title": "T", "scenes": [CHART | {"description": text}]}) for text in ("", "Three bars.")
    ]
    assert len({key_of(shots_of(board, look)[0]) for board in boards}) == 1


def test_descriptions_stand_where_nothing_else_is_said() -> None:
    board = Storyboard.read({"title": "T", "scenes": [QUIZ, CHART]})
    timings = [estimate_scene(each) for each in board.scenes]
    (first, options), (second, bars) = description_cues(board, timings)
    assert (first, second) == (0, 1)
    words = [(word.start, word.end) for word in timings[0].words]
    assert not any(start < options.end - 0.2 and options.start < end for start, end in words)
    assert options.end - options.start > 3
    start, speech_end, end = timings[0].duration, timings[1].speech_end, timings[1].duration
    assert start + speech_end <= bars.start < bars.end <= start + end
