"""A quiz in text: questions that a lesson asks itself, those that its facts answer, and its key points with a gap."""

from __future__ import annotations

import re
from collections import Counter

from ....lessons import Lesson
from ....lessons.search.words import fold, is_paired, terms
from ..asked import asked_in
from ..phrases import phrase
from ..plan import plan
from ..scenes.quiz import Quiz, quizzes_of
from ..scope import finder_of
from ..topic import relevance

_MOST = 4
_SPEECH = 600.0
"""Seconds of a film in which the whole lesson would be told: its facts are what can be asked about."""
_GAP = "____"
_WORD = re.compile(r"[^\W\d_]{4,}")
_LETTERS = "ABCD"


def quiz_text(lesson: Lesson, topic: str, language: str) -> str:
    """Up to four questions in Markdown, with the answers at the end; "" if the lesson has nothing to ask about."""
    told, asked = asked_in(lesson)
    whole = [quiz for quiz in quizzes_of(told, plan(told, topic, _SPEECH), asked) if quiz.options]
    questions = _nearest(lesson, topic, whole)[:_MOST]
    questions += _gaps(lesson, topic, language)[: _MOST - len(questions)]
    if not questions:
        return ""
    shown = (f"{number}. {_asked(quiz)}" for number, quiz in enumerate(questions, start=1))
    answers = (f"{number}. {_told(quiz)}" for number, quiz in enumerate(questions, start=1))
    return "\n".join([*shown, "", f"**{phrase('quiz_answers', language)}**", "", *answers])


def _asked(quiz: Quiz) -> str:
    options = (f"   - {letter}) {_escaped(option)}" for letter, option in zip(_LETTERS, quiz.options, strict=False))
    return "\n".join([_escaped(quiz.question), *options])


def _told(quiz: Quiz) -> str:
    if not quiz.options:
        return f"{_escaped(quiz.answer)}"
    letter = _LETTERS[quiz.options.index(quiz.answer)]
    reason = "" if fold(quiz.reason).startswith(fold(quiz.answer)) or not quiz.reason else f" {_escaped(quiz.reason)}"
    return f"{letter}) {_escaped(quiz.answer.rstrip('.'))}.{reason}"


def _nearest(lesson: Lesson, topic: str, quizzes: list[Quiz]) -> list[Quiz]:
    near = (
        relevance(lesson, topic, [f"{quiz.question} {' '.join(quiz.options)}" for quiz in quizzes]) if quizzes else []
    )
    ranked = sorted(range(len(quizzes)), key=lambda place: -near[place])
    kept = [place for place in ranked if near[place] or not any(near)]
    return [quizzes[place] for place in kept]


def _gaps(lesson: Lesson, topic: str, language: str) -> list[Quiz]:
    """The lesson's key points (or its short sentences), each without its most telling word."""
    spread = Counter(term for each in finder_of(lesson).statements for term in set(terms(each.text, lesson.language)))
    texts = list(lesson.key_points) or [each.text for each in finder_of(lesson).statements if len(each.text) <= 120]
    near = relevance(lesson, topic, texts) if texts else []
    ranked = sorted(range(len(texts)), key=lambda place: -near[place])
    return [quiz for place in ranked if (quiz := _gap(texts[place], spread, lesson.language, language))]


def _gap(text: str, spread: Counter[str], lesson_in: str, language: str) -> Quiz | None:
    words = [word for word in _WORD.findall(text) if not is_paired(word) and terms(word, lesson_in)]
    # A word that the lesson speaks of often is worth knowing; one that stands first is seldom the point.
    telling = max(words[1:], key=lambda word: spread[terms(word, lesson_in)[0]], default=None)
    if telling is None or text.endswith("?"):
        return None
    sentence = re.sub(rf"\b{re.escape(telling)}\b", _GAP, text)
    return Quiz(phrase("quiz_gap", language, sentence=sentence), (), telling)


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;")
