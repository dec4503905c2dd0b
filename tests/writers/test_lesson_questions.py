"""Questions over all lessons: those that a lesson answers get their passage, and no others are said to."""

from __future__ import annotations

import re

import pytest

from hackathon_backend.lessons import Library
from hackathon_backend.writers.base import Answer, Request
from hackathon_backend.writers.lesson.writer import LessonWriter
from tests.writers.lesson_questions import ANSWERED, UNANSWERED

LIBRARY = Library.load()
WRITER = LessonWriter(LIBRARY)


def answer(lesson: str, language: str, question: str) -> Answer:
    return WRITER.answer(Request(question, question, language, lesson=LIBRARY.get(lesson)))


def test_questions_get_the_passage_that_answers_them() -> None:
    missed = [
        question
        for lesson, language, question, passage in ANSWERED
        if not (found := answer(lesson, language, question)).covered or not re.search(passage, found.content)
    ]
    assert len(missed) <= 0.08 * len(ANSWERED), missed


def test_what_a_lesson_does_not_say_is_never_said_to_be_its_answer() -> None:
    assert [question for lesson, language, question in UNANSWERED if answer(lesson, language, question).covered] == []


def test_an_answer_is_one_passage_with_its_sentence() -> None:
    found = [answer(lesson, language, question) for lesson, language, question, _passage in ANSWERED]
    assert max(len(each.sources) for each in found) == 1
    assert sorted(len(each.content) for each in found)[len(found) // 2] < 600


def test_the_nearest_passage_is_marked_as_such() -> None:
    found = [
        (answer(lesson, language, question), lesson) for lesson, language, question in UNANSWERED if language == "en"
    ]
    near = [(each, lesson) for each, lesson in found if "\n> " in each.content]
    assert len(near) > 5
    for each, lesson in near:
        title = LIBRARY.get(lesson).title
        assert each.content.startswith(f"The lesson *{title}* doesn't say that. What comes nearest, from the section *")
        assert each.sources[0]["lessonId"] == lesson


@pytest.mark.parametrize(
    ("language", "question"),
    [("es", "¿Qué es la inercia?"), ("fr", "Qu'est-ce que l'inertie ?"), ("de", "Was ist Trägheit?")],
)
def test_a_question_in_another_language_finds_the_passage_and_says_which_language_it_is_in(
    language: str, question: str
) -> None:
    found = answer("newtons-second-law", language, question)
    assert "This resistance is called inertia" in found.content
    assert "(English)" in found.content
