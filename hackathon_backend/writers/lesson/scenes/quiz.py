"""A question about what was shown: one that the lesson asks itself, or one that its own facts answer in one way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from ....lessons import Lesson
from ....lessons.languages import base
from ....lessons.search.words import fold
from ....storyboard.kinds.quiz.scene import QuizScene
from ....storyboard.kinds.source import SceneSource
from ..beats import Beat, speaking_time, spoken
from ..phrases import has_phrases, phrase
from ..plan import LessonPlan, ToldBeat
from .dates import is_timeline
from .labels import capitalised, label, parted, term_of

OPTION, REASON = 48, 140
_QUESTION = 120
"""Characters, at most: an option is read at a glance."""
FEWEST, MOST = 3, 4
_NUMERIC = re.compile(r"[\d\s.,%−-]+")
_VERB = re.compile(r"[a-z]{2,}(?<![aiou]s)(?<!ss)s\b(?=.)")
_DOES = {"task", "function", "role", "job", "what it does", "use"}
_WHAT_IT = re.compile(r"what it (\w+s)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Quiz:
    """A question with its options, of which `answer` is the right one; `reason` is a sentence or empty; `source` is
    where the lesson asks it, if it does.
    """

    question: str
    options: tuple[str, ...]
    answer: str
    reason: str = ""
    is_stiff: bool = False
    source: SceneSource | None = None

    @property
    def told(self) -> str:
        """What is said when the answer is shown."""
        short = self.reason if fold(self.answer) in fold(self.reason) else f"{spoken(self.answer)} {self.reason}"
        return short.strip()

    @property
    def seconds(self) -> float:
        """How long it takes to say, answer included."""
        return speaking_time([self.question, self.told])

    def scene(self) -> QuizScene:
        """The scene that asks it."""
        return QuizScene(
            question=self.question,
            options=self.options,
            answer=self.options.index(self.answer),
            reason=self.reason,
            narration=self.question,
            answer_narration=self.told,
        )


def quiz_of(lesson: Lesson, plan: LessonPlan, asked: Sequence[Quiz]) -> Quiz | None:
    """The best question about what a video shows; `asked` are the lesson's own. None: there is no sound one."""
    return next(iter(quizzes_of(lesson, plan, asked)), None)


def quizzes_of(lesson: Lesson, plan: LessonPlan, asked: Sequence[Quiz]) -> list[Quiz]:
    """All sound questions about what a video shows, the best first."""
    # A question in another language than all else is worse than none.
    beats = plan.beats if has_phrases(lesson.language) else ()
    made = [quiz for said in beats for quiz in _from_facts(lesson, said)]
    # Whoever asks in plain words is understood at once; a form that fits any table comes last.
    made.sort(key=lambda quiz: quiz.is_stiff)
    return [quiz for quiz in (*asked, *made) if _is_sound(quiz)]


def _is_sound(quiz: Quiz) -> bool:
    different = {fold(option) for option in quiz.options}
    return (
        len(quiz.question) <= _QUESTION
        and 2 <= len(quiz.options) <= MOST
        and len(different) == len(quiz.options)
        and all(0 < len(option) <= OPTION for option in quiz.options)
        and quiz.answer in quiz.options
        # A question that holds its own answer is none.
        and fold(quiz.answer) not in fold(quiz.question)
    )


def _from_facts(lesson: Lesson, said: ToldBeat) -> Iterator[Quiz]:
    beat = said.beat
    for block in beat.listed:
        yield from _from_facts(lesson, replace(said, beat=replace(beat, kind=block.kind, shown=(block,), listed=())))
    if beat.kind == "table":
        yield from _of_table(lesson, beat)
    elif beat.kind == "steps":
        items = [item for item in beat.items if spoken(item) in said.lines]
        yield from _of_events(lesson, items) if is_timeline(items) else _of_steps(lesson, items)


def _of_table(lesson: Lesson, beat: Beat) -> Iterator[Quiz]:
    """Which thing a fact belongs to, for a table of things with something different to say of each."""
    header, *rows = beat.shown[0].rows
    if len(header) < 2:
        return
    rows = [row for row in rows if len(row) == len(header) and row[0] and row[1]]
    facts = [fold(row[1]) for row in rows]
    if not header[0] or not header[1] or len(rows) < FEWEST or len(set(facts)) < len(facts):
        return
    for place in (1, 0, 2):
        name, fact = rows[place][:2]
        if not _tells_apart(fact, facts):
            continue
        others = [row[0] for row in rows if row[0] != name]
        plain = _which(header[0], header[1], fact, lesson.language)
        question = plain or phrase("quiz_which", lesson.language, aspect=header[1], fact=fact.rstrip("."))
        reason = spoken(capitalised(f"{name}: {fact}"))
        yield Quiz(question, shuffled(lesson, name, others), name, reason, is_stiff=not plain)


def _tells_apart(fact: str, folded: Sequence[str]) -> bool:
    """Whether it can be asked what has this: some words that are no part of what others have, nor the other way."""
    own = fold(fact)
    within = any(own in other or other in own for other in folded if other != own)
    return not within and not _NUMERIC.fullmatch(fact) and " " in fact and len(fact) <= 2 * OPTION


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
    if len(names) < MOST or not all(names):
        return
    for place in range(1, len(names) - 1):
        before, name = names[place], names[place + 1]
        others = [other for other in names if other not in (before, name)]
        question = phrase("quiz_next", lesson.language, name=before)
        yield Quiz(question, shuffled(lesson, name, others), name, _first_sentence(items[place + 1]))


def _of_events(lesson: Lesson, items: Sequence[str]) -> Iterator[Quiz]:
    """What happened first, of three events that a timeline has shown."""
    parts = [parted(item) for item in items]
    labels = [label(what, lesson.language, OPTION) for _, what in parts]
    short = [place for place, each in enumerate(labels) if each.is_whole]
    if len(short) < FEWEST or len({parts[place][0] for place in short}) < len(short):
        return
    # The very first one is the one that everybody remembers.
    first, *later = short[1:] if len(short) > FEWEST else short
    names = [labels[place].text for place in (first, later[0], later[-1])]
    question = phrase("quiz_first", lesson.language)
    yield Quiz(question, shuffled(lesson, names[0], names[1:]), names[0], spoken(items[first].strip()))


def _first_sentence(item: str) -> str:
    first = re.split(r"(?<=[.!?。！？।])\s", item.strip(), maxsplit=1)[0]
    return spoken(first) if len(first) <= REASON else ""


def shuffled(lesson: Lesson, right: str, others: Sequence[str]) -> tuple[str, ...]:
    """Three or four options in an order that says nothing, and is always the same."""
    options = [right, *others[: MOST - 2]]
    return tuple(sorted(options, key=lambda each: sha256(f"{lesson.id} {each}".encode()).digest()))
