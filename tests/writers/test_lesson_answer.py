import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import RequestError
from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.writers.base import Answer, Request
from hackathon_backend.writers.lesson.writer import LessonWriter


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


@pytest.fixture(scope="module")
def writer(library: Library) -> LessonWriter:
    return LessonWriter(library)


def ask(writer: LessonWriter, message: str, **changes: object) -> Answer:
    values: dict[str, object] = {"message": message, "topic": message, "language": "en"}
    return writer.answer(Request(**(values | changes)))  # type: ignore[arg-type]


def test_an_answer_quotes_the_lesson_and_names_its_source(library: Library, writer: LessonWriter) -> None:
    answer = ask(writer, "When does an effect need a cleanup?", lesson=library.get("react-hooks"))
    assert answer.covered
    assert answer.content.startswith(
        "From the lesson *React hooks*, section *Cleaning up an effect*:\n\n> An effect can"
    )
    assert answer.sources[0] == {"lessonId": "react-hooks", "title": "React hooks", "section": "Cleaning up an effect"}


def test_a_quotation_keeps_its_markdown(library: Library, writer: LessonWriter) -> None:
    content = ask(writer, "useState", lesson=library.get("react-hooks")).content
    assert "> ```jsx\n> function Counter() {" in content
    assert "> State is a value" in content


def test_without_a_lesson_the_library_answers(writer: LessonWriter) -> None:
    answer = ask(writer, "What is the discriminant?")
    assert answer.sources[0]["lessonId"] == "quadratic-formula"
    assert "how many solutions there are" in answer.content


def test_the_topic_itself_gets_the_beginning(writer: LessonWriter) -> None:
    answer = ask(writer, "What is photosynthesis?")
    assert [source["section"] for source in answer.sources] == ["Photosynthesis"]
    assert answer.content.startswith("From the lesson *Photosynthesis*:\n\n> Plants make their own food.")


def test_a_detail_that_is_mentioned_once_is_found_in_the_lesson_being_read(
    library: Library, writer: LessonWriter
) -> None:
    answer = ask(writer, "who was sent to the guillotine?", lesson=library.get("french-revolution"))
    assert answer.sources[0]["section"] == "The Terror"


def test_what_the_lesson_does_not_cover_is_said_honestly(library: Library, writer: LessonWriter) -> None:
    answer = ask(writer, "How do black holes form?", lesson=library.get("the-cell"))
    assert not answer.covered
    assert answer.sources == ()
    assert answer.content.startswith("The lesson *The cell* does not cover that. It covers:\n\n- What all cells have\n")
    assert "I can also explain: Adding fractions, Binary search" in answer.content


def test_without_any_lesson_that_covers_it_the_lessons_are_listed(writer: LessonWriter) -> None:
    answer = ask(writer, "How do black holes form?")
    assert not answer.covered
    assert answer.content.startswith("None of the lessons covers that. You can ask about:\n\n- Adding fractions")


def test_an_empty_library_says_so() -> None:
    answer = ask(LessonWriter(Library([])), "What is a cell?")
    assert not answer.covered
    assert answer.content == "There are no lessons yet, so there is nothing to explain."


def test_why_alone_is_about_what_was_asked_before(library: Library, writer: LessonWriter) -> None:
    history = (("student", "What is the dependency array?"), ("assistant", "It lists the values."))
    answer = ask(writer, "Can you explain that again?", lesson=library.get("react-hooks"), history=history)
    assert answer.sources[0]["section"] == "The dependency array"


@pytest.mark.parametrize(
    ("message", "language", "start"),
    [
        ("Hi!", "en", "Hello! Ask me anything about *React hooks*"),
        ("hello there", "en", "Hello!"),
        ("Thanks a lot!", "en", "You're welcome!"),
        ("¡Hola!", "es", "¡Hola! Pregúntame"),
        ("merci beaucoup", "fr", "Avec plaisir"),
        ("Guten Morgen", "de", "Hallo!"),
        ("obrigado", "pt", "De nada"),
        ("grazie mille", "it", "Prego"),
        ("नमस्ते", "hi", "नमस्ते"),
        ("شكرًا", "ar", "على الرحب"),
        ("你好", "zh", "你好"),
        ("ありがとう", "ja", "どういたしまして"),
    ],
)
def test_small_talk_gets_a_kind_answer(
    library: Library, writer: LessonWriter, message: str, language: str, start: str
) -> None:
    answer = ask(writer, message, language=language, lesson=library.get("react-hooks"))
    assert answer.content.startswith(start)
    assert answer.covered


def test_thanks_with_a_question_are_a_question(library: Library, writer: LessonWriter) -> None:
    answer = ask(writer, "thanks, and what is a stale closure?", lesson=library.get("react-hooks"))
    assert answer.sources


LANGUAGES = ["en", "es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_the_lessons_is_in_the_students_language(
    library: Library, writer: LessonWriter, language: str
) -> None:
    refused = ask(writer, "xylophone qwertz", language=language, lesson=library.get("the-cell")).content
    quoted = ask(writer, "mitochondria", language=language, lesson=library.get("the-cell")).content
    is_english = language == "en"
    assert ("does not cover" in refused) == is_english
    assert ("From the lesson" in quoted) == is_english
    assert ("(English)" in quoted or "（English）" in quoted) != is_english
    assert "{" not in refused + quoted


def test_a_language_without_phrases_gets_english_ones(writer: LessonWriter) -> None:
    assert ask(writer, "hello", language="sv").content.startswith("Hello!")


def test_a_lesson_that_was_sent_is_quoted_without_its_html(writer: LessonWriter) -> None:
    text = "# Tides\n\nThe <script>alert(1)</script> Moon *pulls* with `a<b>` force.\n\n<img src=x onerror=alert(1)>\n"
    answer = ask(writer, "Moon", lesson=Lesson.inline("T*i*des <b>", text))
    assert re.search(r"<(?!b>`)", answer.content.replace(r"\<b\>", "")) is None
    assert "*pulls*" in answer.content
    assert r"*Tides \<b\>*" in answer.content
    assert answer.sources[0]["lessonId"] == ""


def test_a_fence_within_a_quotation_stays_closed(writer: LessonWriter) -> None:
    lesson = Lesson.inline("Fences", "# Fences\n\n````md\n```python\nfence()\n```\n````")
    assert ask(writer, "python fence", lesson=lesson).content.count("> ````") == 2


def test_a_very_long_passage_is_cut(writer: LessonWriter) -> None:
    lesson = Lesson.inline("Long", "- " + "tide " * 30_000)
    assert len(ask(writer, "tide", lesson=lesson).content) < 4_000


def test_a_very_long_piece_of_code_is_cut_within_its_fence(writer: LessonWriter) -> None:
    lesson = Lesson.inline("Long", "# Long\n\n```python\n" + "tide = '<b>'\n" * 900 + "```\n")
    content = ask(writer, "tide", lesson=lesson).content
    assert len(content) < 4_000
    assert content.rstrip().endswith("> ```")


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(message=st.text(), text=st.text(), language=st.sampled_from([*LANGUAGES, "sv", ""]))
def test_any_message_gets_an_answer(writer: LessonWriter, message: str, text: str, language: str) -> None:
    try:
        lesson = Lesson.inline("Sent", text)
    except RequestError:
        lesson = None  # type: ignore[assignment]
    answer = ask(writer, message, lesson=lesson, language=language)
    assert answer.content
