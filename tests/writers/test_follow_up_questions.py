"""Questions that can only be understood from what was said before them, with no lesson open."""

from __future__ import annotations

import pytest

from hackathon_backend.intent.intent import read_intent
from hackathon_backend.lessons import Library
from hackathon_backend.writers.base import Answer, Request
from hackathon_backend.writers.lesson.writer import LessonWriter

WRITER = LessonWriter(Library.load())


def answers(*messages: str) -> list[Answer]:
    """The answers to the messages of a conversation."""
    history: list[tuple[str, str]] = []
    found = []
    for message in messages:
        intent = read_intent(message)
        found.append(WRITER.answer(Request(message, intent.topic, intent.language, history=tuple(history))))
        history += [("student", message), ("assistant", found[-1].content)]
    return found


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("What is chlorophyll?", "why is it green?"),
        ("¿Qué es la clorofila?", "¿por qué es verde?"),
        ("क्लोरोफिल क्या है?", "यह हरा क्यों है?"),
        ("什么是叶绿素？", "它为什么是绿色的？"),
    ],
)
def test_a_pronoun_is_understood_from_the_last_question(first: str, then: str) -> None:
    answer = answers(first, then)[-1]
    assert answer.covered
    assert "They are green because" in answer.content


@pytest.mark.parametrize("then", ["is that bad?", "how big is it?", "who discovered it?"])
def test_what_can_not_be_told_of_it_is_never_taken_from_another_lesson(then: str) -> None:
    answer = answers("what is a price ceiling?", "who sets it?", then)[-1]
    assert not answer.covered
    assert {source["lessonId"] for source in answer.sources} <= {"supply-and-demand"}


def test_whoever_asks_on_reads_on() -> None:
    told = [answer.content for answer in answers("what is a price ceiling?", "why?", "tell me more", "and why?")]
    assert len(set(told)) == 4


def test_another_topic_is_free_to_be_asked_about() -> None:
    assert answers("what is a price ceiling?", "what is a stale closure?")[-1].sources[0]["lessonId"] == "react-hooks"
