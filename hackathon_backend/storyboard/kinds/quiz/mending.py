"""Quizzes mended: which answer is the right one, and what is said of it."""

from __future__ import annotations

import re
from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.objects import first_of, items_of
from ...reading.texts import spoken_as_one

_LETTER = re.compile(r"\W*([A-Da-d])(?:\W|$)")
_MOST_OPTIONS = 4


def mend(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """The answer may be a letter, the option's own words or counted from 1, or a mark on the right option."""
    options = items_of(fields.get("options"))
    marked = [i for i, option in enumerate(options) if isinstance(option, dict) and _is_marked(option)]
    texts = [first_of(option, "text") if isinstance(option, dict) else option for option in options]
    given = fields.get("answer", marked[0] if marked else None)
    answer = _answer(given, texts)
    if answer is None:
        return {key: value for key, value in fields.items() if key != "answer"} | {"options": texts}
    if answer != given:
        told.tell((*path, "answer"), f"{shown(given)} was read as the index {answer}")
    if len(texts) > _MOST_OPTIONS:
        told.tell((*path, "options"), f"{len(texts)} are too many; {_MOST_OPTIONS} were kept")
        kept = sorted(sorted(range(len(texts)), key=lambda index: index != answer)[:_MOST_OPTIONS])
        texts, answer = [texts[index] for index in kept], kept.index(answer)
    return fields | {"options": texts, "answer": answer}


def _is_marked(option: Fields) -> bool:
    return any(option.get(key) is True for key in ("correct", "is_correct", "isCorrect", "right", "answer"))


def _answer(given: Any, options: list[Any]) -> int | None:
    """The index of the right option, if there is one."""
    if isinstance(given, str):
        plain = given.strip().casefold()
        same = [i for i, option in enumerate(options) if isinstance(option, str) and option.strip().casefold() == plain]
        letter = _LETTER.match(given)
        if same or letter:
            given = same[0] if same else ord(letter[1].upper()) - ord("A") if letter else None
        elif plain.isdecimal() and len(plain) < 3:
            given = int(plain)
    if not isinstance(given, int) or isinstance(given, bool):
        return None
    # Whoever names the one behind the last has counted from 1.
    given = given - 1 if given == len(options) else given
    return given if 0 <= given < len(options) else None


def with_answer_told(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """A mended quiz that says its answer: the right option and the reason, if nothing else is to be said."""
    if "answer_narration" in fields:
        return fields
    told.tell((*path, "answer_narration"), "was missing; made from the answer")
    answer = fields["options"][fields["answer"]]
    return fields | {"answer_narration": spoken_as_one([answer, fields.get("reason", "")])}
