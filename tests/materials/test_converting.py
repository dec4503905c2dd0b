"""A document that is longer than a lesson becomes several: named by chapters, with the pages they are of."""

from __future__ import annotations

from pathlib import Path

from hackathon_backend.lessons import Lesson
from hackathon_backend.lessons.documents import Conversion, convert_document
from hackathon_backend.lessons.lesson import INLINE_LIMIT, TITLE_LIMIT
from hackathon_backend.materials import converting
from hackathon_backend.materials.converting import lessons_of

PAGE = "The sea rises and falls twice a day. " * 100


def book(pages: int, *, chapters: bool = True, language: str = "en") -> Conversion:
    parts = (
        f"<!-- page {n} -->\n\n{f'# Chapter {n}' if chapters and n % 5 == 1 else ''}\n\n{PAGE}\n\n"
        for n in range(1, pages + 1)
    )
    return Conversion("Tides", language, "".join(parts), ("1 page is a scan.",), (), "page", pages)


def test_a_document_that_fits_is_a_lesson_as_it_is() -> None:
    made = lessons_of(book(20), "Tides.pdf", "", "")
    assert made.losses == ("1 page is a scan.",) and len(made.texts) == 1
    assert made.texts[0].endswith(book(20).markdown) and Lesson.inline("", made.texts[0]).title == "Tides"


AUTHORED = """---
title: "Tides: why the sea \\"breathes\\""
summary: Why it rises and falls.
keywords: [moon, sun]
remember: [Newton]
takeaways:
  - "The Moon pulls: the sea follows, twice a day."
  - Spring tides come at full moon.
---
# The Moon

The sea rises and falls twice a day.
"""


def test_what_the_front_matter_of_a_file_says_is_said_by_its_lesson(tmp_path: Path) -> None:
    file = tmp_path / "tides.md"
    file.write_text(AUTHORED, "utf-8")
    [text] = lessons_of(convert_document(file, file.name, tmp_path), file.name, "", "").texts
    written, kept = Lesson.inline("", AUTHORED), Lesson.inline("", text)
    assert (
        kept.takeaways
        == written.takeaways
        == (
            "The Moon pulls: the sea follows, twice a day.",
            "Spring tides come at full moon.",
        )
    )
    for name in ("title", "summary", "keywords", "remember"):
        assert getattr(kept, name) == getattr(written, name), name


def test_a_long_front_matter_leaves_its_lesson_short_enough(tmp_path: Path) -> None:
    file = tmp_path / "tides.md"
    summary = "It rises. " * 1500
    file.write_text(f"---\ntitle: Tides\nsummary: {summary}\n---\n{(PAGE + chr(10) * 2) * 60}", "utf-8")
    texts = lessons_of(convert_document(file, file.name, tmp_path), file.name, "", "").texts
    assert len(texts) > 1 and all(len(text) <= INLINE_LIMIT for text in texts)
    assert summary.strip() in texts[0]


def test_a_long_document_is_several_lessons_named_by_their_chapters() -> None:
    made = lessons_of(book(300), "Tides.pdf", "", "")
    read = [Lesson.inline("", text) for text in made.texts]
    assert len(read) == 6 and all(len(text) <= INLINE_LIMIT for text in made.texts)
    assert made.losses == ("1 page is a scan.",) and made.title == "Tides"
    for number, lesson in enumerate(read, 1):
        first, place = lesson.blocks[0].text, lesson.blocks[1].place
        assert lesson.title == f"Tides — part {number}: {first}"
        assert place == first.replace("Chapter", "page") and lesson.document == "Tides.pdf"
    assert sum(text.count("twice a day") for text in made.texts) == 300 * 100


def test_parts_are_named_in_the_language_of_the_document_and_by_the_title_that_was_sent() -> None:
    texts = lessons_of(book(120, language="de"), "Tides.pdf", "Ebbe und Flut", "").texts
    assert Lesson.inline("", texts[1]).title.startswith("Ebbe und Flut — Teil 2: Chapter ")


def test_where_there_are_no_chapters_parts_have_numbers_and_the_page_they_begin_on() -> None:
    texts = lessons_of(book(120, chapters=False), "Tides.pdf", "", "").texts
    read = [Lesson.inline("", text) for text in texts]
    assert [lesson.title for lesson in read] == [f"Tides — part {n}" for n in range(1, len(read) + 1)]
    assert read[1].blocks[0].place.startswith("page ")


def test_titles_of_parts_are_never_longer_than_titles_may_be() -> None:
    long = Conversion(
        "A title without an end " * 8, "en", f"# {'Chapter and verse ' * 12}\n\n{PAGE * 60}", (), (), "page", 9
    )
    for text in lessons_of(long, "x.pdf", "", "").texts:
        title = Lesson.inline("", text).title
        assert title.startswith("A title") and len(title) <= TITLE_LIMIT and "part" in title


def test_what_is_too_long_for_all_parts_is_said_with_its_last_page() -> None:
    most = converting.MOST_PARTS
    pages = book(60 * most)
    made = lessons_of(pages, "Tides.pdf", "", "")
    assert len(made.texts) == most
    assert made.losses[0].startswith("The document has ") and f"of {60 * most}: save the rest" in made.losses[0]
