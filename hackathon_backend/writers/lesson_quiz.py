"""A question about what was shown: one that the lesson asks itself, or one that its own facts answer in one way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from ..lessons import Block, Lesson
from ..lessons.words import fold
from .cutting import cut_at_word
from .lesson_beats import Beat, speaking_time, spoken
from .lesson_labels import capitalised, label, term_of
from .lesson_phrases import base, phrase
from .lesson_plan import Plan, Said, is_timeline

_OPTION, _QUESTION, _REASON = 48, 120, 140
"""Characters, at most: an option is read at a glance."""
_FEWEST, _MOST = 3, 4
_NUMERIC = re.compile(r"[\d\s.,%−-]+")
_VERB = re.compile(r"[a-z]{2,}(?<![aiou]s)(?<!ss)s\b(?=.)")
_DOES = {"task", "function", "role", "job", "what it does", "use"}
_WHAT_IT = re.compile(r"what it (\w+s)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Quiz:
    """A question with its options, of which `answer` is the right one; `reason` is a sentence or empty."""

    question: str
    options: tuple[str, ...]
    answer: str
    reason: str = ""
    is_stiff: bool = False

    @property
    def told(self) -> str:
        """What is said when the answer is shown."""
        short = self.reason if fold(self.answer) in fold(self.reason) else f"{spoken(self.answer)} {self.reason}"
        return short.strip()

    @property
    def seconds(self) -> float:
        """How long it takes to say, answer included."""
        return speaking_time([self.question, self.told])

    def scene(self) -> dict[str, Any]:
        """The scene that asks it."""
        return {
            "type": "quiz",
            "question": self.question,
            "options": list(self.options),
            "answer": self.options.index(self.answer),
            "reason": self.reason,
            "narration": self.question,
            "answer_narration": self.told,
        }


def quiz_of(lesson: Lesson, plan: Plan, asked: Sequence[Quiz]) -> Quiz | None:
    """The best question about what a video shows; `asked` are the lesson's own. None: there is no sound one."""
    made = [quiz for said in plan.beats for quiz in _from_facts(lesson, said)]
    # Whoever asks in plain words is understood at once; a form that fits any table comes last.
    made.sort(key=lambda quiz: quiz.is_stiff)
    return next((quiz for quiz in (*asked, *made) if _is_sound(quiz)), None)


def _is_sound(quiz: Quiz) -> bool:
    different = {fold(option) for option in quiz.options}
    return (
        len(quiz.question) <= _QUESTION
        and 2 <= len(quiz.options) <= _MOST
        and len(different) == len(quiz.options)
        and all(0 < len(option) <= _OPTION for option in quiz.options)
        and quiz.answer in quiz.options
        # A question that holds its own answer is none.
        and fold(quiz.answer) not in fold(quiz.question)
    )


def _from_facts(lesson: Lesson, said: Said) -> Iterator[Quiz]:
    beat = said.beat
    if beat.kind == "table":
        yield from _of_table(lesson, beat)
    elif beat.kind == "steps":
        items = [item for item in beat.items if spoken(item) in said.lines]
        yield from _of_events(lesson, items) if is_timeline(items) else _of_steps(lesson, items)


def _of_table(lesson: Lesson, beat: Beat) -> Iterator[Quiz]:
    """Which thing a fact belongs to, for a table of things with something different to say of each."""
    header, *rows = beat.shown[0].rows
    rows = [row for row in rows if len(row) == len(header) and row[0] and row[1]]
    facts = [fold(row[1]) for row in rows]
    if len(header) < 2 or not header[0] or not header[1] or len(rows) < _FEWEST or len(set(facts)) < len(facts):
        return
    for place in (1, 0, 2):
        name, fact = rows[place][:2]
        within = any(fold(fact) in other or other in fold(fact) for other in facts if other != fold(fact))
        if within or _NUMERIC.fullmatch(fact) or " " not in fact or len(fact) > 2 * _OPTION:
            continue
        others = [row[0] for row in rows if row[0] != name]
        plain = _which(header[0], header[1], fact, lesson.language)
        question = plain or phrase("quiz_which", lesson.language, kind=header[0], fact=fact.rstrip("."))
        reason = spoken(capitalised(f"{name}: {fact}"))
        yield Quiz(question, _shuffled(lesson, name, others), name, reason, is_stiff=not plain)


def _which(kind: str, aspect: str, fact: str, language: str) -> str:
    """The question in plain words, if the table's header says how to ask it."""
    if base(language) == "en":
        verb = _WHAT_IT.match(aspect)
        if verb:
            return f"Which {_lowered(kind)} {verb[1].casefold()} {fact.rstrip('.')}?"
        if aspect.casefold() in _DOES and _VERB.match(fact):
            return f"Which {_lowered(kind)} {fact.rstrip('.')}?"
    return ""


def _lowered(word: str) -> str:
    return word[:1].lower() + word[1:] if word[1:].islower() else word


def _of_steps(lesson: Lesson, items: Sequence[str]) -> Iterator[Quiz]:
    """What comes next, if every step has a name."""
    names = [term_of(item) for item in items]
    if len(names) < _MOST or not all(names):
        return
    for place in range(1, len(names) - 1):
        before, name = names[place], names[place + 1]
        others = [other for other in names if other not in (before, name)]
        question = phrase("quiz_next", lesson.language, name=before)
        yield Quiz(question, _shuffled(lesson, name, others), name, _first_sentence(items[place + 1]))


def _of_events(lesson: Lesson, items: Sequence[str]) -> Iterator[Quiz]:
    """What happened first, of three events that a timeline has shown."""
    parts = [item.partition(":") for item in items]
    labels = [label(what.strip(), lesson.language, _OPTION) for _, _, what in parts]
    short = [place for place, each in enumerate(labels) if each.is_whole]
    if len(short) < _FEWEST or len({parts[place][0].strip() for place in short}) < len(short):
        return
    # The very first one is the one that everybody remembers.
    first, *later = short[1:] if len(short) > _FEWEST else short
    names = [labels[place].text for place in (first, later[0], later[-1])]
    question = phrase("quiz_first", lesson.language)
    yield Quiz(question, _shuffled(lesson, names[0], names[1:]), names[0], spoken(items[first].strip()))


def _first_sentence(item: str) -> str:
    first = re.split(r"(?<=[.!?。！？।])\s", item.strip(), maxsplit=1)[0]
    return spoken(first) if len(first) <= _REASON else ""


def _shuffled(lesson: Lesson, right: str, others: Sequence[str]) -> tuple[str, ...]:
    """Three or four options in an order that says nothing, and is always the same."""
    options = [right, *others[: _MOST - 2]]
    return tuple(sorted(options, key=lambda each: sha256(f"{lesson.id} {each}".encode()).digest()))


# What a lesson asks itself.

_ASKS = re.compile(
    r"(?:Question|Frage|Pregunta|Pergunta|Domanda|प्रश्न|سؤال|问题|問題|質問|Q)\s*\d*\s*[:：.)]\s*(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_ANSWERS = re.compile(
    r"(?:Answer|Antwort|Respuesta|Réponse|Resposta|Risposta|उत्तर|الجواب|الإجابة|答案|答え|A)\s*[:：]\s*(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BOX = re.compile(r"\[(?P<mark>[ xX✓✔])\]\s*(?P<text>.+)")
_NUMBERED = re.compile(r"(?:\(?(?P<letter>[A-Da-d])\)?[.):]?|(?P<number>[1-4])[.)])(?:\s+(?P<rest>.*))?\Z", re.DOTALL)
_LETTERED = re.compile(r"\(?[A-Da-d][.)]\s+")


def asked_in(lesson: Lesson) -> tuple[Lesson, list[Quiz]]:
    """The lesson without the questions that it asks and answers itself, and these questions."""
    quizzes: list[Quiz] = []
    pairs: list[tuple[str, str]] = []
    used: set[int] = set()
    question = ""
    options: tuple[str, ...] = ()
    opened: list[int] = []
    for place, block in enumerate(lesson.blocks):
        text, answer = _parted(block)
        if text:
            question, options, opened = text, (), [place]
        elif question and block.items and not options:
            options = tuple(block.items)
            opened.append(place)
            answer = next((box["text"] for box in map(_BOX.match, options) if box and box["mark"] != " "), "")
            options = tuple(_option(item) for item in options)
        elif not answer:
            question, options = "", ()
        if question and answer:
            opened.append(place)
            used.update(opened)
            if options:
                quizzes.append(_chosen(question, options, answer))
            else:
                pairs.append((question, answer))
            question, options = "", ()
    blocks = tuple(block for place, block in enumerate(lesson.blocks) if place not in used)
    if not used or all(block.kind == "heading" for block in blocks):
        return lesson, quizzes + _paired(lesson, pairs)
    return replace(lesson, blocks=blocks), quizzes + _paired(lesson, pairs)


def _option(item: str) -> str:
    """An item of a list without the box or the letter in front of it."""
    box = _BOX.match(item)
    return _LETTERED.sub("", box["text"] if box else item)


def _parted(block: Block) -> tuple[str, str]:
    """The question that a block asks, and the answer that it gives."""
    if block.kind not in ("paragraph", "quote"):
        return "", ""
    if asks := _ASKS.match(block.text):
        text = asks["text"]
        inside = re.search(rf"\s(?={_ANSWERS.pattern})", text, re.IGNORECASE | re.DOTALL)
        answers = _ANSWERS.match(text, inside.end()) if inside else None
        return (text[: inside.start()] if inside else text).strip(), answers["text"].strip() if answers else ""
    answers = _ANSWERS.match(block.text)
    return "", answers["text"].strip() if answers else ""


def _chosen(question: str, options: tuple[str, ...], answer: str) -> Quiz:
    """The option that an answer names, by its words or by its letter."""
    options = tuple(option.rstrip(" .;") for option in options)
    given = fold(answer)
    for option in sorted(options, key=len, reverse=True):
        if given.startswith(fold(option)):
            rest = answer[len(option) :].lstrip(" .,;:–—-")
            return Quiz(question, options, option, spoken(cut_at_word(capitalised(rest), _REASON)) if rest else "")
    if named := _NUMBERED.match(answer):
        index = ord(named["letter"].casefold()) - ord("a") if named["letter"] else int(named["number"]) - 1
        if index < len(options):
            rest = (named["rest"] or "").strip()
            return Quiz(question, options, options[index], spoken(rest) if rest else "")
    return Quiz(question, options, "")


def _paired(lesson: Lesson, pairs: Sequence[tuple[str, str]]) -> list[Quiz]:
    """Questions without options, if there are so many short answers that each can stand beside others."""
    short = [(question, answer.rstrip(" .")) for question, answer in pairs if len(answer) <= _OPTION]
    if len({fold(answer) for _, answer in short}) < max(_FEWEST, len(short)):
        return []
    return [
        Quiz(question, _shuffled(lesson, answer, [other for _, other in short if other != answer]), answer)
        for question, answer in short
    ]
