"""A text that is longer than a lesson is parted at its headings, and nothing of it is lost."""

from __future__ import annotations

import re

import pytest

from hackathon_backend.lessons.documents.parting import parted
from hackathon_backend.lessons.documents.units import units_of

PROSE = "The sea rises and falls twice a day, and the moon has a part in that. " * 4


def chapter(number: int, paragraphs: int = 3, level: int = 1) -> str:
    text = "".join(f"{PROSE}Chapter {number} has paragraph {each}.\n\n" for each in range(paragraphs))
    return f"<!-- page {number} -->\n\n{'#' * level} Chapter {number}\n\n{text}"


def bare(text: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<!-- [\w: ]+ -->", "", text))


def test_chapters_stay_whole_and_nothing_is_lost() -> None:
    book = "".join(map(chapter, range(1, 21)))
    parts = parted(book, 5_000)
    assert len(parts) > 3 and all(len(part.markdown) <= 5_000 for part in parts)
    assert "".join(bare(part.markdown) for part in parts) == bare(book)
    for part in parts:
        assert re.match(r"<!-- page (\d+) -->\n\n# Chapter \1\n", part.markdown) and not part.goes_on
    assert max(len(part.markdown) for part in parts) < 2 * min(len(part.markdown) for part in parts)


def test_a_chapter_that_is_too_long_is_parted_at_its_lower_headings() -> None:
    inner = "".join(chapter(number, level=3) for number in range(2, 12))
    parts = parted(f"# Tides\n\n{inner}## Waves\n\n{PROSE}", 4_000)
    assert parts[0].markdown.startswith("# Tides\n\n<!-- page 2 -->\n\n### Chapter 2")
    assert all(part.heading.startswith("Chapter") or part.heading in ("Tides", "Waves") for part in parts)
    assert not any(part.goes_on for part in parts)


def test_without_headings_paragraphs_stay_whole_and_the_page_is_told_again() -> None:
    page = "".join(f"{PROSE}{each}\n\n" for each in range(12))
    parts = parted(f"# Tides\n\n<!-- page 1 -->\n\n{page}<!-- page 2 -->\n\n{page}", 2_500)
    assert len(parts) > 2 and all(part.heading == "Tides" for part in parts)
    assert [part.goes_on for part in parts] == [False] + [True] * (len(parts) - 1)
    assert all(part.markdown.startswith("<!-- page ") for part in parts[1:])
    assert all(re.search(r"\. \d+\n$", part.markdown) for part in parts)


def test_a_heading_stands_with_what_is_below_it() -> None:
    below = f"## First\n\n{PROSE * 6}\n\n## Second\n\n{PROSE * 6}\n\n"
    book = "".join(f"# Part {n}\n\n{below}" for n in range(6))
    parts = parted(book, 2_600)
    assert all(not re.search(r"# Part \d\s*$", part.markdown) for part in parts)


def test_listings_with_signs_of_headings_are_not_cut() -> None:
    listing = "```python\n# no heading\n\n# none either\n```\n\n"
    book = "".join(f"# Chapter {n}\n\n{PROSE}\n\n{listing}" for n in range(30))
    for part in parted(book, 2_000):
        assert part.markdown.count("```") % 2 == 0 and part.markdown.startswith("# Chapter")


def test_a_listing_that_is_longer_than_a_part_is_a_listing_in_each() -> None:
    lines = "".join(f"line_{n} = {n}\n" for n in range(400))
    parts = parted(f"# Code\n\n```python\n{lines}```\n\nThe end.\n", 1_500)
    assert all(part.markdown.count("```") == 2 for part in parts[1:-1])
    assert sum(part.markdown.count(" = ") for part in parts) == 400


def test_a_text_without_any_break_is_parted_between_words() -> None:
    text = "tide " * 2_000
    parts = parted(text, 1_000)
    assert all(len(part.markdown) <= 1_001 for part in parts)
    assert sum(part.markdown.count("tide") for part in parts) == 2_000


def test_notes_stand_in_each_part_that_names_them() -> None:
    book = "".join(f"# Chapter {n}\n\n{PROSE}As one says[^{n}], and all say[^all].\n\n" for n in range(12))
    notes = "".join(f"[^{n}]: Said on page {n}.\n\n" for n in range(12)) + "[^all]: Said by all.\n"
    parts = parted(book + notes, 1_500)
    assert len(parts) > 2
    for part in parts:
        named, told = re.findall(r"\[\^(\w+)\](?!:)", part.markdown), re.findall(r"^\[\^(\w+)\]:", part.markdown, re.M)
        assert sorted(set(named)) == sorted(told)


@pytest.mark.parametrize(
    "text",
    ["", "One line", "# A\nb\n# C\n\nd", "a\n===\n\nb\n---\n\nc", "$$\n\nx\n$$\n\ny\n", "```\n# a\n\n"],
)
def test_units_are_the_text(text: str) -> None:
    assert "".join(unit.text for unit in units_of(text)) == text
