"""A document that is longer than a lesson may be: what is left out is said, and where the lesson ends."""

from __future__ import annotations

import pytest

from hackathon_backend.lessons import Lesson
from hackathon_backend.lessons.documents import Conversion
from hackathon_backend.lessons.lesson import INLINE_LIMIT
from hackathon_backend.materials.converting import lesson_of


def book(pages: int, mark: str = "<!-- page {} -->\n\n", count: int | None = None) -> Conversion:
    page = "The sea rises and falls twice a day. " * 100
    markdown = "".join(f"{mark.format(number)}{page}\n\n" for number in range(1, pages + 1))
    return Conversion("Tides", "en", markdown, ("1 page is a scan.",), (), "page", pages if count is None else count)


def test_a_document_that_fits_is_a_lesson_as_it_is() -> None:
    made = lesson_of(book(20), "Tides.pdf", "", "")
    assert made.losses == ("1 page is a scan.",) and made.text.endswith(book(20).markdown)


def test_what_is_too_much_is_said_with_the_page_at_which_the_lesson_ends() -> None:
    whole = book(100)
    made = lesson_of(whole, "Tides.pdf", "", "")
    lesson = Lesson.inline("", made.text)
    last = lesson.blocks[-1].place.removeprefix("page ")
    left = int(made.losses[0].split("the last ")[1].split(" ")[0].replace(",", ""))
    assert len(made.text) <= INLINE_LIMIT and 40 < int(last) < 100
    assert f"The lesson ends on page {last} of 100" in made.losses[0] and made.losses[1] == "1 page is a scan."
    assert made.text.endswith(whole.markdown[:-left])


@pytest.mark.parametrize(("mark", "count"), [("", 100), ("<!-- page {} -->\n\n", 0)])
def test_where_no_page_is_known_none_is_named(mark: str, count: int) -> None:
    said = lesson_of(book(100, mark, count), "Tides.pdf", "", "").losses[0]
    assert "were left out." in said and "ends on" not in said
