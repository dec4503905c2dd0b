from concurrent.futures import ThreadPoolExecutor

import pytest

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.lessons.search.everyday import everyday
from hackathon_backend.lessons.search.words import terms


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


@pytest.mark.parametrize(
    ("query", "id", "section"),
    [
        ("missing dependency in the dependency array", "react-hooks", "The dependency array"),
        ("why do we see leaves as green", "photosynthesis", "Where it happens"),
        ("how much of the water is in the oceans", "water-cycle", "Where the water is"),
        ("what happened to Olympe de Gouges", "french-revolution", "Who gained and who did not"),
        ("negative discriminant", "quadratic-formula", "The discriminant"),
        ("weight on the Moon", "newtons-second-law", "Mass and weight"),
    ],
)
def test_the_best_passage_answers_the_question(library: Library, query: str, id: str, section: str) -> None:
    first = library.search(query)[0]
    assert (first.lesson.id, first.section) == (id, section)


def test_passages_come_best_first_and_no_more_than_wanted(library: Library) -> None:
    found = library.search("water", limit=3)
    assert len(found) == 3
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)


def test_a_search_within_a_lesson_stays_in_it(library: Library) -> None:
    lesson = library.get("the-cell")
    assert {p.lesson.id for p in library.search("water and sugar", lesson=lesson)} == {"the-cell"}


def test_a_lesson_that_is_not_in_the_library_can_be_searched(library: Library) -> None:
    lesson = Lesson.inline("Tides", "# Ebb\n\nThe sea falls.\n\n# Flood\n\nThe sea rises with the Moon.")
    assert [p.section for p in library.search("Moon", lesson=lesson)] == ["Flood"]


def test_a_search_can_be_kept_to_a_language(library: Library) -> None:
    assert library.search("photosynthesis", language="fr") == []


def test_a_query_without_any_meaning_finds_nothing(library: Library) -> None:
    assert library.search("what is the and ?!") == []
    assert library.search("") == []


def test_an_empty_library_finds_nothing() -> None:
    library = Library([])
    assert library.search("cells") == []
    assert library.best("cells") is None


def test_a_passage_of_a_long_section_is_a_part_of_it(library: Library) -> None:
    lesson = Lesson.inline("Tides", "\n\n".join(f"The sea rises for the {n}th time." for n in range(400)))
    found = library.search("sea", lesson=lesson, limit=100)
    assert len(found) > 5
    assert all(len(p.text) <= 1600 for p in found)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Hooks", "hook", "en"),
        ("photosynthèse", "PHOTOSYNTHESE", "fr"),
        ("Newton's", "newton", "en"),
        ("useEffect", "useeffect", "en"),
        ("カタカナ", "ｶﾀｶﾅ", "ja"),
        ("أحمد", "احمد", "ar"),
    ],
)
def test_spellings_of_a_word_are_one_term(one: str, other: str, language: str) -> None:
    assert terms(one, language) == terms(other, language)


def test_scripts_without_spaces_are_compared_by_pairs() -> None:
    assert terms("光合作用") == ["光合", "合作", "作用"]
    assert terms("光合作用是什么") == ["光合", "合作", "作用"]


def test_words_that_every_question_has_are_left_out() -> None:
    assert terms("Can you explain how it works, please?") == []


def test_words_are_stemmed_alike_in_many_threads() -> None:
    words = [f"{stem}{ending}" for stem in ("photosynthes", "revolution", "equat") for ending in ("ing", "ions", "al")]
    texts = [f"{word} {number}x" for number in range(300) for word in words]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(terms, texts)) == [terms(text) for text in texts]


def test_everyday_words_stand_for_those_of_a_lesson_only_where_it_has_them() -> None:
    rest, meant = everyday("what is the bottom number called", {"denomin"})
    assert (rest, meant[0] & {"denomin"}) == ("what is the  ,  called", {"denomin"})
    assert everyday("what is the bottom number called", {"photosynthesi"})[1] == []
