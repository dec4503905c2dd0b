"""Requests and follow-ups that are no questions are met from the lesson, and never with an unrelated one."""

from __future__ import annotations

import pytest

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.writers.base import Answer, Request
from hackathon_backend.writers.lesson.phrases import phrase
from hackathon_backend.writers.lesson.writer import LessonWriter
from hackathon_backend.writers.message_kinds import Kind, read_kind

LIBRARY = Library.load()
CELL = LIBRARY.get("the-cell")
WRITER = LessonWriter(LIBRARY)
TALK = (("student", "What do mitochondria do?"), ("assistant", "They release energy."))


def ask(message: str, language: str = "en", lesson: Lesson | None = CELL, history: object = TALK) -> Answer:
    return WRITER.answer(Request(message, message, language, lesson=lesson, history=history))  # type: ignore[arg-type]


REQUESTS: dict[Kind, dict[str, str]] = {
    "quiz": {
        "en": "Can you quiz me on this?",
        "es": "Hazme preguntas, por favor",
        "fr": "Fais-moi un quiz",
        "de": "Frag mich ab",
        "pt": "Faz-me um quiz",
        "it": "Interrogami",
        "hi": "क्विज़ दीजिए",
        "ar": "اختبرني من فضلك",
        "zh": "给我出一个测验",
        "ja": "クイズを出してください",
    },
    "summary": {
        "en": "Summarise it in three sentences",
        "es": "Haz un resumen",
        "fr": "Résume-moi la leçon",
        "de": "Fass das zusammen",
        "pt": "Faz um resumo",
        "it": "Riassumi",
        "hi": "सारांश दीजिए",
        "ar": "لخص الدرس",
        "zh": "总结一下",
        "ja": "要約して",
    },
    "outline": {
        "en": "What does this lesson cover?",
        "es": "¿De qué trata esta lección?",
        "fr": "De quoi parle cette leçon ?",
        "de": "Worum geht es in dieser Lektion?",
        "pt": "Do que trata esta lição?",
        "it": "Di cosa parla questa lezione?",
        "hi": "यह पाठ किस बारे में है?",
        "ar": "ماذا يتناول هذا الدرس؟",
        "zh": "这一课讲什么？",
        "ja": "何についてのレッスン？",
    },
    "simple": {
        "en": "Explain it like I'm five",
        "es": "No lo entiendo",
        "fr": "Je ne comprends pas",
        "de": "Einfacher bitte",
        "pt": "Não percebo",
        "it": "Non capisco",
        "hi": "आसान शब्दों में समझाइए",
        "ar": "لا أفهم",
        "zh": "我不明白",
        "ja": "わかりません",
    },
}
HEADS = {"quiz": "quiz_of", "summary": "summary_of", "outline": "outline_of", "simple": "simple_of"}


@pytest.mark.parametrize(
    ("kind", "language", "message"),
    [(kind, language, message) for kind, told in REQUESTS.items() for language, message in told.items()],
)
def test_a_request_is_met_from_the_lesson_in_the_students_language(kind: Kind, language: str, message: str) -> None:
    answer = ask(message, language)
    assert answer.content.startswith(phrase(HEADS[kind], language, title="The cell"))
    assert [source["lessonId"] for source in answer.sources] == ["the-cell"]


def test_a_quiz_is_of_the_lessons_facts_with_its_answers_at_the_end() -> None:
    asked, answers = ask("give me a quiz").content.split("**Answers**")
    assert "Which organelle releases energy from sugar?\n   - A) " in asked
    assert "Mitochondrion" in answers


def test_a_request_may_name_its_lesson() -> None:
    answer = ask("a quiz about the French Revolution", lesson=None, history=())
    assert answer.content.startswith("Questions on *The French Revolution*")


def test_a_request_without_a_lesson_is_about_the_one_spoken_of_and_else_asks_which() -> None:
    assert ask("summarise", lesson=None).content.startswith("The lesson *The cell* in short")
    which = ask("summarise", lesson=None, history=())
    assert which.content.startswith("Which lesson do you mean?")
    assert which.suggestions


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("that's not what I asked", "en"),
        ("No, that's wrong.", "en"),
        ("the formula was wrong, it should be F = m/a", "en"),
        ("you didn't answer my question", "en"),
        ("Your answer is incorrect", "en"),
        ("La respuesta está mal", "es"),
        ("ce n'est pas ce que j'ai demandé", "fr"),
        ("Das ist falsch", "de"),
        ("está errado", "pt"),
        ("è sbagliato", "it"),
        ("यह गलत है", "hi"),
        ("هذا خطأ", "ar"),
        ("不对", "zh"),
        ("間違っています", "ja"),
    ],
)
def test_a_complaint_is_thanked_for_and_quotes_no_other_lesson(message: str, language: str) -> None:
    for lesson in (CELL, None):
        answer = ask(message, language, lesson)
        assert answer.content.startswith((phrase("complaint", language), phrase("missed", language)))
        assert {source["lessonId"] for source in answer.sources} <= {"the-cell"}
    assert ask(message, language, None, ()).sources == ()


def test_who_was_not_answered_does_not_get_the_same_passage_again() -> None:
    answer = ask("that's not what I asked")
    assert "own DNA" not in answer.content
    assert "- The organelles" in answer.content


def test_a_complaint_about_a_formula_gets_the_lessons_formula() -> None:
    answer = ask("the formula was wrong, it should be F = m/a", lesson=LIBRARY.get("newtons-second-law"), history=())
    assert r"F = m \cdot a" in answer.content


@pytest.mark.parametrize(
    ("message", "language", "start"),
    [
        ("in French please", "en", "Je ne peux pas traduire : la leçon est en anglais"),
        ("auf Deutsch bitte", "de", "Ich kann nicht übersetzen: Die Lektion ist auf Englisch"),
        ("Can you say that in Japanese?", "en", "翻訳はできません"),
        ("用法语", "zh", "Je ne peux pas traduire"),
    ],
)
def test_another_language_is_honestly_refused_in_that_language(message: str, language: str, start: str) -> None:
    answer = ask(message, language)
    assert answer.content.startswith(start)
    assert [source["lessonId"] for source in answer.sources] == ["the-cell"]
    assert "energy" in answer.content


def test_in_the_lessons_own_language_it_is_said_again() -> None:
    assert ask("in English please", "en").content.startswith("From the lesson *The cell*")


@pytest.mark.parametrize(
    "message",
    [
        "Why is it wrong to add denominators?",
        "What was wrong with the tax system?",
        "What is the least common multiple?",
        "What happened again in 1789?",
        "What does the author mean by inertia?",
        "Is the derivative wrong?",
        "great, now what is inertia?",
        "sum of two fractions",
        "Explain “A worked example”",
        "Who was Napoleon?",
    ],
)
def test_questions_that_have_such_words_stay_questions(message: str) -> None:
    assert read_kind(message).kind == "question"


@pytest.mark.parametrize(
    "message", ["thanks, that helped!", "ok thanks bye", "got it", "Great, thank you so much", "verstanden, danke"]
)
def test_thanks_in_more_words_are_thanks(message: str) -> None:
    assert read_kind(message).kind == "thanks"


def test_follow_ups_name_other_sections_and_can_be_asked() -> None:
    answer = ask("What do ribosomes do?")
    assert len(answer.suggestions) == 3
    followed = ask(answer.suggestions[0])
    assert followed.covered
    assert followed.sources[0]["section"] in answer.suggestions[0]
    assert followed.sources[0]["section"] != answer.sources[0]["section"]
