"""A lesson as films of a minute to three: nothing is lost, nothing twice, and they are as long as is said."""

from __future__ import annotations

import pytest

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.lessons.parts import part_of, sections_in
from hackathon_backend.storyboard import Storyboard, estimate_scene
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.course import MOST, course_of
from hackathon_backend.writers.lesson.writer import LessonWriter

LIBRARY = Library.load()


def long_text(sentences: int) -> str:
    return " ".join(
        f"Number {each} is said here in a sentence of its own that takes a while." for each in range(sentences)
    )


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LIBRARY.lessons, ids=lambda lesson: lesson.id)
@pytest.mark.parametrize("most", [60.0, MOST])
def test_every_section_is_in_exactly_one_film_in_the_order_of_the_lesson(lesson: Lesson, most: float) -> None:
    films = course_of(lesson, most)
    told = [place for film in films for place in range(film.part.start, film.part.end)]
    assert told == list(range(len(sections_in(lesson))))
    assert all(film.part.title and film.seconds > 0 for film in films)


@pytest.mark.slow
def test_films_take_a_minute_to_three() -> None:
    for lesson in LIBRARY.lessons:
        films = course_of(lesson)
        assert all(film.seconds <= MOST for film in films), lesson.id
        assert sum(film.seconds < 45 for film in films) == 0, lesson.id


@pytest.mark.parametrize("name", ["photosynthesis", "binary-search", "french-revolution"])
def test_they_are_as_long_as_is_said_and_tell_their_sections_alone(name: str) -> None:
    lesson, writer = LIBRARY.get(name), LessonWriter(LIBRARY)
    for film in course_of(lesson):
        part = part_of(lesson, film.part)
        request = Request(film.part.title, "", lesson.language, part, speech_seconds=60, most_seconds=600)
        brief = writer.brief(request)
        assert brief.storyboard is not None and brief.title == film.part.title
        board = Storyboard.read(brief.storyboard)
        assert sum(estimate_scene(scene).duration for scene in board.scenes) == pytest.approx(film.seconds, abs=0.1)
        others = [each for each in lesson.blocks if each.kind == "paragraph" and each not in part.blocks]
        assert not [each.text for each in others if each.text in brief.narration]


def test_a_long_chapter_is_parted_at_its_lower_headings_and_short_ones_are_joined() -> None:
    chapters = "".join(f"### Part {each}\n\n{long_text(20)}\n\n" for each in range(4))
    lesson = Lesson.from_markdown(
        "long",
        f"# Long\n\nHello.\n\n## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\n{chapters}## Four\n\n{long_text(15)}\n",
    )
    films = course_of(lesson)
    assert films[0].sections[:3] == ("Long", "One", "Two")
    parted = [film for film in films if any(name.startswith("Part") for name in film.sections)]
    assert len(parted) >= 2 and films[-1].sections[-1] == "Four"
    assert all(film.seconds <= MOST for film in films)


def test_a_chapter_that_can_not_be_parted_stays_whole_and_says_how_long_it_is() -> None:
    lesson = Lesson.from_markdown("one", f"# One\n\n{long_text(120)}\n")
    (film,) = course_of(lesson)
    assert film.seconds > MOST


def test_a_chapter_that_no_film_can_tell_whole_is_parted_rather_than_told_in_a_minute() -> None:
    parts = "".join(f"### Part {each}\n\n{long_text(25)}\n\n" for each in range(60))
    lesson = Lesson.from_markdown("book", f"# Book\n\n## One\n\n{parts}## Two\n\n{long_text(20)}\n")
    films = course_of(lesson)
    told = [place for film in films for place in range(film.part.start, film.part.end)]
    assert told == list(range(len(sections_in(lesson))))
    assert len(films) > 50 and all(30 < film.seconds <= MOST for film in films)
    spoken = len(lesson.text.split()) / 2.5
    assert sum(film.seconds for film in films) > 0.8 * spoken


def test_a_table_of_one_column_is_told_like_the_rest() -> None:
    lesson = Lesson.inline(
        "", "# Leaves\n\nLeaves make sugar from light and water.\n\n| Leaf |\n| --- |\n| Oak |\n| Ash |\n| Fir |\n"
    )
    assert [film.part.title for film in course_of(lesson)] == ["Leaves"]


def test_a_film_is_called_as_its_chapter_rather_than_as_the_book() -> None:
    chapters = "".join(f"# {name}\n\n{long_text(60)}\n\n" for name in ("Ebb", "Flood"))
    book = Lesson.inline("", f"# Tides\n\n## Ann Author\n\nChapter 3\n\n{chapters}")
    assert [film.part.title for film in course_of(book)] == ["Ebb", "Flood"]


def test_a_sentence_below_the_title_is_no_film_where_the_first_chapter_is_as_long_as_one_may_be() -> None:
    chapters = "".join(f"## {name}\n\n{long_text(26)}\n\n" for name in ("Ebb", "Flood"))
    told = "The sea rises and falls twice on every day of the year. It falls as far as it has risen hours before that."
    book = Lesson.inline("", f"# Tides\n\n{told}\n\n{chapters}")
    assert [len(film.sections) for film in course_of(book)] == [2, 1]


def test_a_title_page_with_a_name_on_it_is_in_the_film_of_what_follows() -> None:
    front = "# Tides\n\n<!-- page 1 -->\n\n## Ann Author\n\n1\n\n<!-- page 2 -->\n\n"
    book = Lesson.inline("", f'---\ndocument: "tides.pdf"\n---\n{front}# Why\n\n{long_text(80)}\n')
    assert len(course_of(book)) == 1


@pytest.mark.slow
def test_every_film_has_a_length_even_where_sources_are_joined_to_what_can_not_be_told_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hackathon_backend.writers.lesson.course._can_be_told", lambda *_: False)
    head = '---\ntitle: "Tides"\ndocument: "tides.pdf"\n---\n'
    chapters = f"## One\n\n{long_text(20)}\n\n## References\n\n- Newton\n\n## Two\n\n{long_text(20)}\n"
    films = course_of(Lesson.from_markdown("tides", f"{head}{chapters}"))
    assert films and all(film.seconds < 10_000 for film in films)
