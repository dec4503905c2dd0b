"""What is drawn and not said, in a sentence: for whoever can't see it (WCAG 2.2, 1.2.5).

A scene may bring its own `description`. Without one it is made of what the scene shows, as far as its narration does
not say that. In a language that we have no phrases for, only names and numbers are told.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from num2words import num2words

from ..lessons.markdown.notation import readable
from ..lessons.search.words import fold, terms
from ..speech.reading.spoken import say
from ..storyboard.kinds.base import BaseScene
from ..storyboard.kinds.quiz.scene import QuizScene
from ..storyboard.kinds.shown import Picture, ShownPart

LONGEST = 240
"""Characters of a description that is made here, if its parts can be told one by one."""
_SAID = 2 / 3
"""The share of a text's words that have to be spoken for it to be said."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COMMAS = {"zh": "、", "ja": "、", "ar": "، "}
_SEMICOLONS = {"zh": "；", "ja": "；", "ar": "؛ "}


class Description(NamedTuple):
    """What is told of a scene: at its end, or, with `before_answer`, in the time that a quiz leaves to think."""

    text: str
    before_answer: bool = False


def descriptions_of(scene: BaseScene, language: str) -> tuple[Description, ...]:
    """What is told of `scene` to whoever can't see it; nothing if its narration says all that it shows."""
    is_quiz = isinstance(scene, QuizScene)
    shown = scene.shown(_Phrases(language))
    first = scene.description or _made(shown, scene.narration, language)
    then = _made(scene.shown_answer(), scene.answer_narration, language) if isinstance(scene, QuizScene) else ""
    return tuple(each for each in (Description(first, is_quiz), Description(then)) if each.text)


def _made(picture: Picture, narration: str, language: str) -> str:
    heard = _SpokenText(narration, language)
    unsaid = [part for part in picture.parts if not all(map(heard.says, part.texts))]
    if not unsaid:
        return ""
    return _phrased(picture.kind, picture.parts if picture.whole else unsaid, language)


class _SpokenText:
    """What a narration says."""

    def __init__(self, narration: str, language: str) -> None:
        self._language = language
        self._text = self._spoken(narration)
        self._terms = frozenset(terms(self._text, language))
        self._plain = _plain(self._text)

    def says(self, text: str) -> bool:
        """Whether most words of `text` and all of its numbers are spoken."""
        spoken = self._spoken(text)
        if not all(self._says_number(found) for found in _NUMBER.findall(spoken)):
            return False
        wanted = [term for term in terms(spoken, self._language) if not term.isdecimal()]
        if not wanted:
            return bool(_NUMBER.search(spoken)) or _plain(spoken) in self._plain
        return sum(term in self._terms for term in wanted) >= _SAID * len(wanted)

    def _says_number(self, number: str) -> bool:
        if number in _NUMBER.findall(self._text):
            return True
        try:
            whole = num2words(int(number), lang=self._language.split("-")[0])
        except (ValueError, NotImplementedError, OverflowError):  # a fraction, or a language that it does not know
            return False
        return f" {_plain(whole)} " in f" {self._plain} "

    def _spoken(self, text: str) -> str:
        """`text` as it is read out, so that "90 %" and "90 percent" are the same."""
        return " ".join(heard for _, heard in say(text, self._language) if heard)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _phrased(kind: str, parts: tuple[ShownPart, ...] | list[ShownPart], language: str) -> str:
    phrases, base = _phrases(language), language.split("-")[0].lower()
    told = list(dict.fromkeys(part.told for part in parts))
    marks = _SEMICOLONS if any(re.search(r"[,;:、，；：،؛]", each) for each in told) else _COMMAS
    between = marks.get(base, "; " if marks is _SEMICOLONS else ", ")
    for count in range(len(told), 0, -1):
        what = between.join(told[:count])
        if count < len(told):
            what = phrases.get("more", "{what} …").format(what=what, count=len(told) - count)
        text = phrases.get(kind, "{what}.").format(what=what)
        if len(text) <= LONGEST:
            break
    return text


@dataclass(frozen=True)
class _Phrases:
    """Says what is drawn in `language`, or in names and numbers alone if there are no phrases for it."""

    language: str

    def arrow(self, source: str, target: str) -> str:
        return _phrases(self.language).get("edge", "{source} – {target}").format(source=source, target=target)

    def formula(self, latex: str) -> str:
        return readable(latex)

    def quantity(self, value: float, unit: str) -> str:
        try:
            locale = Locale.parse(self.language, sep="-")
        except (UnknownLocaleError, ValueError):
            locale = Locale("en")
        return f"{format_decimal(value, '#,##0.######', locale)} {unit}".strip()


def _phrases(language: str) -> dict[str, str]:
    return _all_phrases().get(language.split("-")[0].lower(), {})


@cache
def _all_phrases() -> dict[str, dict[str, str]]:
    text = (files(__package__) / "description_phrases.json").read_text("utf-8")
    phrases: dict[str, dict[str, str]] = json.loads(text)
    return phrases
