"""Which lesson a message is about, and where in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ...lessons import Lesson, Library
from ...lessons.languages import base, guess_language
from ...lessons.search.finding import ANSWERED, Finder, Found
from ...lessons.search.words import terms
from ..base import Request
from ..message_kinds import read_kind, refers_back
from .asked import asked_in

_SURE = 0.85
"""The share of a question that a lesson has to speak of that nobody has named or opened."""
_MOST_SEARCHED = 60
_FEW = 3
"""Terms of a question with a pronoun that is understood from what was said before."""


@dataclass(frozen=True)
class Hit:
    """A lesson, and its statement that comes nearest to a question; None if only the topic is named."""

    lesson: Lesson
    found: Found | None

    @property
    def answers(self) -> bool:
        """Whether it says enough of what is asked; a question that names only the topic is answered by its lesson."""
        return self.found is None or self.found.share >= ANSWERED


@lru_cache(maxsize=128)
def finder_of(lesson: Lesson) -> Finder:
    """The lesson's statements, without the questions that it asks itself."""
    told, _asked = asked_in(lesson)
    return Finder(told)


def hit_in(lesson: Lesson, question: str, language: str) -> Hit | None:
    """What the lesson says on a question; None if nothing in it has to do with it."""
    finder = finder_of(lesson)
    if (found := finder.find(question, language)) is not None:
        return Hit(lesson, found)
    return (
        Hit(lesson, None) if not finder.slots(question, language) and finder.names_topic(question, language) else None
    )


def best_hit(library: Library, request: Request, question: str) -> Hit | None:
    """The answer of the lesson being read, else of another one that is on the topic, else what comes nearest."""
    reading, language = request.lesson, request.language
    own = hit_in(reading, question, language) if reading else None
    named = library.best(question, reading=reading)
    if own and own.answers and (named is None or named is reading or own.found is not None):
        return own
    if named is not None and named is not reading and (hit := hit_in(named, question, language)) and hit.answers:
        is_named = finder_of(named).names_topic(question, language)
        if reading is None or is_named or not refers_back(question):
            return hit
    if reading is None and (sure := _surest(library, question, language)):
        return sure
    if own is not None or reading is not None:
        return own
    return hit_in(named, question, language) if named else None


def lesson_spoken_of(library: Library, request: Request, topic: str = "") -> Lesson | None:
    """The lesson that a follow-up is about: the one that is named, the one being read, or the one spoken of last."""
    if terms(topic) and (named := library.best(topic, reading=request.lesson)):
        return named
    if request.lesson is not None:
        return request.lesson
    for said in asked_before(request, whole=True):
        if (hit := best_hit(library, request, said)) and hit.answers:
            return hit.lesson
    return None


def in_context(library: Library, request: Request, topic: str) -> Request:
    """The request with the lesson that was spoken of last as the one being read, if no lesson is open and the question
    can only be understood from there, or is answered there: "why is it green?".
    """
    if request.lesson is not None or not request.history or (last := lesson_spoken_of(library, request)) is None:
        return request
    hit = hit_in(last, topic, request.language)
    return (
        replace(request, lesson=last) if not terms(topic) or is_follow_up(topic) or (hit and hit.answers) else request
    )


def asked_before(request: Request, *, whole: bool = False) -> Iterator[str]:
    """The student's questions before this message, the latest first; with `whole` only those that need no other."""
    said = (read_kind(text) for who, text in reversed(request.history) if who == "student")
    topics = (asked.topic for asked in said if asked.kind not in ("complaint", "missed") and terms(asked.topic))
    return (topic for topic in topics if not (whole and is_follow_up(topic)))


def is_follow_up(topic: str) -> bool:
    """Whether a question is understood from what was said before: "why is it green?"."""
    return len(terms(topic)) <= _FEW and refers_back(topic)


def hit_before(lesson: Lesson, request: Request) -> Hit | None:
    """What the lesson says on the student's last question that it has to do with, in whatever language that was."""
    hits = (hit_in(lesson, said, guess_language(said, base(lesson.language))) for said in asked_before(request))
    return next(filter(None, hits), None)


def _surest(library: Library, question: str, language: str) -> Hit | None:
    lessons = library.lessons
    if len(lessons) > _MOST_SEARCHED:
        lessons = tuple(dict.fromkeys(passage.lesson for passage in library.search(question, limit=8)))
    hits = [hit for lesson in lessons if (hit := hit_in(lesson, question, language)) and hit.found]
    sure = [hit for hit in hits if hit.found and hit.found.share >= _SURE]
    return max(sure, key=lambda hit: hit.found.share if hit.found else 0.0, default=None)
