"""Every number that a film shows or says stands in its lesson, however either of them writes it."""

from __future__ import annotations

import re
import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.storyboard.kinds.base import BaseScene
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.writer import LessonWriter
from hackathon_backend.writers.numbers.claims import claims_of
from hackathon_backend.writers.numbers.notes import number_notes
from hackathon_backend.writers.numbers.proof import LessonNumbers
from hackathon_backend.writers.numbers.reading import normalised, numbers_in

from .canned_model import OUTLINE, TAKEAWAYS, CannedModel, planned, scene
from .test_directing import direct


def values(text: str, language: str = "en") -> set[Fraction]:
    return {value for number in numbers_in(text, language) for value in number.values}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,000", 1000), ("1 000", 1000), ("1.000", 1000), ("1\u202f000", 1000), ("1'000", 1000), ("1e3", 1000),
        ("١٠٠٠", 1000), ("१०००", 1000), ("1٬000", 1000), ("１０００", 1000), ("10^3", 1000), ("10³", 1000),
        ("one thousand", 1000), ("1.234.567,5", Fraction(2469135, 2)), ("3,5", Fraction(7, 2)), ("٣٫٥", Fraction(7, 2)),
        ("37 trillion", 37 * 10**12), ("3.8 million", 3_800_000), ("37万", 370_000), ("3 × 10⁸ m/s", 3 * 10**8),
        (r"6{,}5 \cdot 10^{-3}", Fraction(65, 10_000)), ("½", Fraction(1, 2)), (r"\frac{3}{4}", Fraction(3, 4)),
        ("3/4", Fraction(3, 4)), ("half of it", Fraction(1, 2)), ("twenty-one", 21), ("1780s", 1780), ("the 18th", 18),
        ("1789-07-14", 7), ("12:30", 30),
    ],
)  # fmt: skip
def test_a_number_is_known_in_every_notation(written: str, value: Any) -> None:
    assert Fraction(value) in values(written)


@pytest.mark.parametrize("text", ["H2O and CO₂", "x² + y_1", "useEffect2", "no number", "9" * 5000, "x^{2}"])
def test_names_with_digits_and_rows_without_end_are_no_figures(text: str) -> None:
    assert values(text) == set()


@pytest.mark.parametrize(
    ("language", "said", "value"),
    [
        ("de", "einundzwanzig Tage", 21),
        ("fr", "quatre-vingts", 80),
        ("es", "treinta y dos", 32),
        ("de", "2 Billionen", 2 * 10**12),
    ],
)
def test_words_mean_what_they_mean_in_their_language(language: str, said: str, value: int) -> None:
    assert Fraction(value) in values(said, language)


CELLS = Lesson.inline(
    "Cells",
    "An adult has about 37 trillion cells, and 3.8 million of them die each second. Most are 10 to 100 µm wide.\n\n"
    "- In 1665 Robert Hooke saw the first one.\n- About 60 % of a cell is water.\n\n"
    "| Thing | Size (µm) |\n| --- | --- |\n| Bacterium | 2 |\n| Plant cell | 50 |",
    "en",
)


def unproved(text: str, lesson: Lesson = CELLS) -> list[str]:
    return [each.written for each in LessonNumbers([lesson], language=lesson.language).unproved(text)]


@pytest.mark.parametrize(
    "text",
    [
        "37 trillion cells",
        "3,800,000 cells a second",
        "in 1665",
        "sixty percent",
        "60%",
        "50 µm",
        "2 + 50 = 52",
        "two halves",
    ],
)
def test_what_the_lesson_has_is_proved(text: str) -> None:
    assert unproved(text) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("37 billion cells", ["37 billion"]),
        ("It was in 1666.", ["1666"]),
        ("70 % of a cell is water", ["70 %"]),
        ("60 km", ["60 km"]),
        ("seventeen cells", ["seventeen"]),
        ("2 + 50 = 53", ["53"]),
        ("7 × 3 = 21", ["7", "3", "21"]),
    ],
)
def test_what_the_lesson_has_not_is_found(text: str, missing: list[str]) -> None:
    assert unproved(text) == missing


def board(*scenes: dict[str, Any]) -> tuple[BaseScene, ...]:
    return Storyboard.read({"title": "Cells", "scenes": scenes}).scenes


def test_what_a_scene_computes_is_no_claim_and_a_wrong_option_is_none() -> None:
    scenes = board(
        {"type": "quiz", "question": "How much is water?", "options": ["60 %", "99 %"], "answer": 0, "narration": "?"},
        {"type": "chart", "heading": "Sizes", "kind": "bar", "labels": ["A", "B"], "series": [{"values": [2, 50]}]},
        {"type": "plot", "heading": "Growth", "x": {"name": "t", "start": 0, "end": 999}, "y": {"name": "n"},
         "curves": [{"formula": "0.77x + 3", "name": "cells"}]},
        {"type": "array", "heading": "Sizes", "values": ["2", "50"],
         "steps": [{"action": "point", "at": [1], "note": "1 left"}]},
    )  # fmt: skip
    known = LessonNumbers([CELLS])
    assert [known.of_scene(each) for each in scenes] == [[], [], [], []]
    [wrong] = board(
        {"type": "chart", "heading": "A", "kind": "bar", "labels": ["A", "B"], "series": [{"values": [2, 51]}]}
    )
    assert [each.written for each in known.of_scene(wrong)] == ["51"]


def test_a_note_names_the_scene_and_what_the_lesson_says() -> None:
    scenes = board({"type": "title", "title": "Cells", "narration": "About 70 % of a cell is water, since 1665."})
    [english] = number_notes(enumerate(scenes, 1), LessonNumbers([CELLS]), "en")
    assert english == (
        "Scene 1 shows or says 70 %, which is not in the lesson. The lesson says: “About 60 % of a cell is water.”"
    )
    for language in ("es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja"):
        [note] = number_notes(enumerate(scenes, 1), LessonNumbers([CELLS], language=language), language)
        assert "70" in note and "About 60 % of a cell is water." in note and "Scene" not in note
    assert number_notes(enumerate(scenes, 1), LessonNumbers([]), "en") == ()


def film_of(lesson: Lesson, seconds: float, topic: str = "") -> Storyboard:
    asked = Request("", topic, lesson.language, lesson=lesson, speech_seconds=seconds)
    return Storyboard.read(LessonWriter(Library([lesson])).brief(asked).storyboard or {})


@pytest.mark.slow
@pytest.mark.parametrize("lesson", Library.load().lessons, ids=lambda lesson: str(lesson.id))
@pytest.mark.parametrize("seconds", [20, 75])
def test_films_of_the_lessons_here_have_no_number_of_their_own(lesson: Lesson, seconds: float) -> None:
    known = LessonNumbers([lesson], language=lesson.language)
    # Each run of digits by itself is found as well, whatever the reading of numbers makes of it.
    digits = set(re.findall(r"\d+", normalised(lesson.text)))
    for shown in film_of(lesson, seconds).scenes:
        assert known.of_scene(shown) == []
        assert set(re.findall(r"\d+", normalised(" ".join(claims_of(shown))))) <= digits


AMOUNTS = st.one_of(
    st.integers(4, 10**7).map(str),
    st.integers(1000, 10**9).map("{:,}".format),
    st.decimals(0, 1000, places=2).map(str),
    st.integers(1, 99).map("{} %".format),
    st.tuples(st.integers(1, 9), st.integers(11, 19)).map(lambda pair: f"{pair[0]}/{pair[1]}"),
    st.integers(4, 90).map("{} million".format),
)
SENTENCES = st.tuples(
    st.sampled_from(["A river has", "The town counts", "In the year there were", "A cell weighs"]), AMOUNTS
)
TABLES = st.lists(AMOUNTS, min_size=2, max_size=6).map(
    lambda cells: (
        "| Thing | Amount |\n| --- | --- |\n"
        + "\n".join(f"| Thing {'abcdef'[i]} | {cell} |" for i, cell in enumerate(cells))
    )
)
STEPS = st.lists(AMOUNTS, min_size=2, max_size=5).map(
    lambda each: "\n".join(f"1. Take {amount} drops." for amount in each)
)
LESSONS = st.lists(
    st.one_of(SENTENCES.map(lambda pair: f"{pair[0]} {pair[1]} parts."), TABLES, STEPS, st.just("## More of it")),
    min_size=2,
    max_size=8,
).map("\n\n".join)


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(LESSONS, st.sampled_from([12, 40, 120]))
def test_a_film_without_a_model_never_has_a_number_that_is_not_in_its_lesson(text: str, seconds: float) -> None:
    lesson = Lesson.inline("Amounts", text, "en")
    known = LessonNumbers([lesson])
    for shown in film_of(lesson, seconds).scenes:
        assert known.of_scene(shown) == [], text


def wrong_outline(narration: str) -> dict[str, Any]:
    scenes = [planned("title"), planned("points") | {"narration": narration}, planned("takeaways")]
    return OUTLINE | {"scenes": scenes, "takeaways": TAKEAWAYS}


ASK = Request("Make a video of cells", "cells", "en", lesson=CELLS, speech_seconds=60)
POINTS = {"heading": "Water", "points": [{"text": "Water fills the cell"}, {"text": "Salt comes last"}]}


def test_a_model_is_asked_once_to_mend_a_number_that_it_says() -> None:
    wrong, right = wrong_outline("About 70 % of a cell is water."), wrong_outline("About 60 % of a cell is water.")
    made = direct(CannedModel({"outline": [wrong, right], 2: [POINTS]}), ASK)
    assert made.subjects.count("outline") == 2
    assert "'70 %' is not in the lesson, which says: 'About 60 % of a cell is water.'" in str(made.calls[1]["messages"])
    assert made.board.scenes[1].narration == "About 60 % of a cell is water."
    assert made.brief.notes == ()


def test_a_number_that_a_model_will_not_mend_is_told_in_the_notes() -> None:
    wrong = wrong_outline("About 70 % of a cell is water.")
    made = direct(CannedModel({"outline": [wrong], 2: [POINTS]}), ASK)
    assert made.subjects.count("outline") == 2
    [note] = [each for each in made.brief.notes if "70 %" in each]
    assert note.startswith("Scene 2 ") and "About 60 % of a cell is water." in note


def test_a_number_that_a_scene_draws_goes_back_to_that_scene_alone() -> None:
    right = wrong_outline("About 60 % of a cell is water.")
    drawn = POINTS | {"points": [{"text": "Water: 71 %"}, {"text": "Salt comes last"}]}
    made = direct(CannedModel({"outline": [right], 2: [drawn, POINTS]}), ASK)
    assert (made.subjects.count("outline"), made.subjects.count(2)) == (1, 2)
    assert "71" not in made.board.model_dump_json()
    assert made.brief.notes == ()


def test_without_a_lesson_nothing_is_to_be_proved() -> None:
    made = direct(CannedModel({2: [scene("points")]}, wrong_outline("It is 1234.")), Request("A video", "x", "en"))
    assert made.subjects.count("outline") == 1
    assert made.brief.notes == ()


@pytest.mark.slow
def test_long_texts_of_digits_are_read_in_time() -> None:
    began = time.monotonic()
    LessonNumbers([Lesson.inline("A", "1+2=" * 10_000 + " 7,1" * 20_000, "en")]).unproved("9 " * 1500)
    assert time.monotonic() - began < 15
