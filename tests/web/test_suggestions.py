"""What is suggested to a student can be sent as it is, and gets what it asks for."""

from __future__ import annotations

import pytest

from hackathon_backend.intent.intent import read_intent
from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.web.suggestions import suggestions_for
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.writer import LessonWriter

LIBRARY = Library.load()


@pytest.mark.parametrize("lesson", LIBRARY.lessons, ids=lambda lesson: lesson.id)
def test_one_asks_for_a_video_and_two_are_answered_from_the_section_they_name(lesson: Lesson) -> None:
    video, *questions = suggestions_for(lesson)
    assert video.video
    assert read_intent(video.text).wants_video
    assert lesson.title in video.text
    assert len(questions) == 2
    for question in questions:
        assert not read_intent(question.text).wants_video
        answer = LessonWriter(LIBRARY).answer(Request(question.text, "", "en", lesson=lesson))
        assert answer.covered
        assert any(source["section"] and source["section"] in question.text for source in answer.sources), question


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja"])
def test_they_are_in_the_language_of_the_lesson_and_understood(language: str) -> None:
    text = "# React\n\n## useState\n\nIt keeps a value.\n\n## useEffect\n\nIt runs an effect."
    lesson = Lesson.inline("React", text, language)
    video, *questions = suggestions_for(lesson)
    assert read_intent(video.text).wants_video
    assert [read_intent(question.text).wants_video for question in questions] == [False, False]


def test_a_lesson_without_headings_still_has_a_video() -> None:
    assert [each.video for each in suggestions_for(Lesson.inline("Tides", "The moon pulls the sea."))] == [True]
