from pathlib import Path

import pytest

from tests.lessons.documents.converting import converted, without_places


def test_a_heading_below_the_text_is_no_title(tmp_path: Path) -> None:
    text = (
        "An array is a list of values, and each of them has a number, which begins at 0.\n\n## Your turn\n\nMake one.\n"
    )
    assert converted(tmp_path, "arrays_in_short.md", text).title == "Arrays in short"
    assert converted(tmp_path, "a.md", "![Logo](logo.png)\n\n# Arrays\n\nText. **Bold**").title == "Arrays"


def test_headings_are_found_in_lines_without_empty_ones_between(tmp_path: Path) -> None:
    text = (
        "The leaves of plants\n"
        "1- What a leaf does\n"
        "A leaf catches the light of the sun and makes sugar of water and air, which the whole plant lives on.\n"
        "2- What a leaf has\n"
        "A leaf has a stalk and a blade, and thin veins through which water comes and sugar goes to all other parts.\n"
        "- veins\n"
        "- stalk\n"
    )
    made = converted(tmp_path, "leaves.txt", text)
    assert made.title == "The leaves of plants"
    assert [line for line in without_places(made.markdown).split("\n") if line.startswith("## ")] == [
        "## The leaves of plants",
        "## 1- What a leaf does",
        "## 2- What a leaf has",
    ]


@pytest.mark.parametrize(
    "below",
    [
        "A leaf catches the light of the sun and makes sugar of water and air for the whole plant.\n",
        "A leaf catches the light of the sun and makes sugar of water and\nair. The whole plant lives on it, and those "
        "who eat the plant.\n",
    ],
    ids=["whole", "wrapped"],
)
def test_a_short_line_right_above_a_paragraph_is_its_heading(tmp_path: Path, below: str) -> None:
    made = converted(tmp_path, "leaves.txt", f"Plants\n\nWhat a leaf does\n{below}\nWhat a root does\n{below}")
    assert made.markdown.count("## What a ") == 2


def test_lines_of_a_list_are_no_headings(tmp_path: Path) -> None:
    made = converted(tmp_path, "list.txt", "Things to bring: all of these\nwater and bread\na map\na rope\n")
    assert "#" not in made.markdown


def test_a_number_within_a_title_stays_and_a_picture_in_front_of_it_goes(tmp_path: Path) -> None:
    text = "📌 Post No. 5 - The short way\n\nWater boils at a hundred degrees at the sea.\n"
    assert converted(tmp_path, "post.txt", text).title == "Post No. 5 - The short way"


def test_a_talk_is_not_named_by_its_first_chapter(tmp_path: Path) -> None:
    words = " ".join(f"The stone number {number} of the old wall lies in the field." for number in range(150)).split()
    lines = [" ".join(words[start : start + 8]) for start in range(0, len(words), 8)]
    cues = [f"00:{place // 10:02}:{place % 10 * 6:02}.000 --> 00:59:00.000\n{each}" for place, each in enumerate(lines)]
    made = converted(tmp_path, "about_walls.vtt", "WEBVTT\n\n" + "\n\n".join(cues))
    assert "## " in made.markdown
    assert made.title == "About walls"
