"""A part of a lesson is a lesson of its own, and found again when the lesson has changed around it."""

from __future__ import annotations

import pytest

from hackathon_backend.errors import NotFound
from hackathon_backend.lessons import Lesson
from hackathon_backend.lessons.parts import LessonPart, part_of, sections_in

TEXT = "# Cells\n\nAll have cells.\n\n## Walls\n\nPlants have walls.\n\n## Energy\n\nMitochondria burn sugar.\n"


def read(text: str) -> Lesson:
    return Lesson.from_markdown("cells", text)


def test_it_has_its_sections_alone_and_its_own_title() -> None:
    part = part_of(read(TEXT), LessonPart(1, 3, "Walls", "Walls and energy"))
    assert part.title == "Walls and energy" and part.sections == ("Walls", "Energy")
    assert part.text == "## Walls\n\nPlants have walls.\n\n## Energy\n\nMitochondria burn sugar."
    assert part.id == "cells" and part.summary == ""


def test_sections_before_it_do_not_matter() -> None:
    changed = read(TEXT.replace("## Walls", "## Nuclei\n\nThey hold plans.\n\n## Walls"))
    assert part_of(changed, LessonPart(1, 2, "Walls", "Walls")).sections == ("Walls",)


@pytest.mark.parametrize(
    "text",
    [TEXT.replace("## Walls", "## Skins"), TEXT.replace("# Cells", "# A\n\n## Walls\n\nTwice.\n\n## Skin\n\nB.")],
)
def test_a_part_that_is_gone_or_there_twice_is_not_guessed(text: str) -> None:
    with pytest.raises(NotFound):
        part_of(read(text), LessonPart(2 if "Skin\n" in text else 1, 3, "Walls", "Walls"))


def test_all_blocks_are_in_exactly_one_section() -> None:
    lesson = read(TEXT)
    assert tuple(block for section in sections_in(lesson) for block in section) == lesson.blocks
