"""What kind of message it is that asks for no video: a question, a request about the lesson as a whole, a complaint."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, TypedDict

from babel import Locale

from ..lessons.search.words import fold, is_paired
from ..lessons.sentences import is_question

Kind = Literal[
    "greeting",
    "thanks",
    "quiz",
    "summary",
    "outline",
    "simple",
    "example",
    "translate",
    "complaint",
    "missed",
    "question",
]

_LISTS = Path(__file__).with_name("message_kinds.json")
_LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja")
_TARGETS = (*_LANGUAGES, "ru", "nl", "pl", "tr", "ko", "sv", "uk", "el", "he", "vi", "id")
_LONGEST_SMALL_TALK = 60
_LONGEST = 400
"""Characters of a message, beyond which it is no short request."""
_MOST_WORDS = 6
"""Words of a topic, at most: of a longer rest the match is only a part."""
_QUOTED = re.compile(r"[“«„「][^“”«»„」]+[”»“」]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class MessageKind:
    """`topic` is what is left of the message without the words that make its kind: "the Terror" of "a quiz about the
    Terror", "" for the lesson as a whole. `language` is the one that is wished for, if one is named.
    """

    kind: Kind
    topic: str
    language: str | None = None


def read_kind(message: str) -> MessageKind:
    """The kind of a message, in any of the languages that the lists are in. What is none of them is a question."""
    text = " ".join(fold(message).split())
    # Whoever quotes a heading wants to hear of it, whatever it is called.
    if len(text) > _LONGEST or _QUOTED.search(text):
        return MessageKind("question", message)
    if small := _small_talk(text):
        return MessageKind(small, "")
    if _complains(text):
        return _complaint(text)
    language, rest = _wished_language(text)
    if asked := _request_in(rest):
        return replace(asked, language=language)
    if language and not _content(rest):
        return MessageKind("translate", "", language)
    return MessageKind("question", rest if language else message, language)


def _complaint(text: str) -> MessageKind:
    kind: Kind = "missed" if _missed().search(text) else "complaint"
    return MessageKind(kind, " ".join(word for word in _content(text) if word not in _judging()))


def _request_in(text: str) -> MessageKind | None:
    """What is asked for but an answer: a summary, a quiz, the same in plainer words."""
    if (found := _alone().search(text)) and not _content(f"{text[: found.start()]} {text[found.end() :]}"):
        return MessageKind("simple", "")
    for kind, pattern in _requests().items():
        if (found := pattern.search(text)) and (topic := _topic(text, found, kind)) is not None:
            return MessageKind(kind, topic)
    return None


def refers_back(message: str) -> bool:
    """Whether a message has a pronoun ("why is it green?"), so that something said before may be meant."""
    text = fold(message)
    return bool(_pronouns() & set(_WORD.findall(text))) or any(
        fold(each) in text for each in _lists()["pronouns_glued"]
    )


def _small_talk(text: str) -> Kind | None:
    if len(text) > _LONGEST_SMALL_TALK:
        return None
    left = text
    kinds: list[Kind] = []
    for kind, pattern in _small().items():
        if pattern.search(left):
            kinds.append(kind)
            left = pattern.sub(" ", left)
    thankful = {*_filler(), "lot", "so", "far", "all", "no"}
    return kinds[-1] if kinds and not [word for word in _WORD.findall(left) if word not in thankful] else None


def _complains(text: str) -> bool:
    words = _WORD.findall(text)
    if not words or is_question(text) or words[0] in _lists()["asking"]:
        return False
    bare = text.strip(" .!,;:。！")
    return any(pattern.search(bare) for pattern in _complaints())


def _topic(text: str, found: re.Match[str], kind: Kind) -> str | None:
    """What the rest of a request is about; None if the match is a part of another question."""
    before, after = _content(text[: found.start()]), _content(text[found.end() :])
    left = [*before, *after]
    asks = _WORD.match(text) is not None and text.split()[0].strip("?¿,") in _lists()["wh"]
    if left and ((before and after) or len(left) > _MOST_WORDS or (asks and kind in ("simple", "quiz"))):
        return None
    return " ".join(left)


def _content(text: str) -> list[str]:
    """The words of a text that say something; runs of a script without spaces are freed of their small words."""
    found = []
    for word in _WORD.findall(text):
        kept = _paired_filler().sub(" ", word) if is_paired(word) else word
        found += [part for part in kept.split() if part not in _filler()]
    return found


def _wished_language(text: str) -> tuple[str | None, str]:
    """The language that a message ends or begins with a wish for ("in French, please"), and the text without it."""
    for found in _language_names().finditer(text):
        outside = (text[: found.start()], text[found.end() :])
        if not all(_content(part) for part in outside):
            return _codes()[found["name"] or found["after"]], " ".join(outside).strip()
    return None, text


class _Lists(TypedDict):
    """The lists of words and phrases; `complaints` are patterns."""

    small: dict[Kind, list[str]]
    requests: dict[Kind, list[str]]
    complaints: list[str]
    asking: list[str]
    filler: list[str]
    alone: list[str]
    wh: list[str]
    judging: list[str]
    missed: list[str]
    pronouns: list[str]
    pronouns_glued: list[str]


@cache
def _lists() -> _Lists:
    lists: _Lists = json.loads(_LISTS.read_text("utf-8"))
    return lists


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """A pattern of any of the phrases as whole words, where a script has words."""
    longest_first = sorted({fold(each) for each in phrases}, key=len, reverse=True)
    parts = (re.escape(each) if is_paired(each) else rf"(?<!\w){re.escape(each)}(?!\w)" for each in longest_first)
    return re.compile("|".join(parts).replace("'", "['’]?"))


@cache
def _small() -> dict[Kind, re.Pattern[str]]:
    return {kind: _any_of(phrases) for kind, phrases in _lists()["small"].items()}


@cache
def _requests() -> dict[Kind, re.Pattern[str]]:
    return {kind: _any_of(phrases) for kind, phrases in _lists()["requests"].items()}


@cache
def _alone() -> re.Pattern[str]:
    return _any_of(_lists()["alone"])


@cache
def _complaints() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(fold(pattern).replace("'", "['’]?")) for pattern in _lists()["complaints"])


@cache
def _filler() -> frozenset[str]:
    return frozenset(fold(word) for word in _lists()["filler"])


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(fold(word) for word in _lists()["pronouns"])


@cache
def _missed() -> re.Pattern[str]:
    return _any_of(_lists()["missed"])


@cache
def _judging() -> frozenset[str]:
    return frozenset(fold(word) for word in _lists()["judging"])


@cache
def _paired_filler() -> re.Pattern[str]:
    longest_first = sorted((word for word in _filler() if is_paired(word)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@cache
def _codes() -> dict[str, str]:
    """The languages by their names in every language that the lists are in."""
    return {
        fold(name): code
        for spoken in (*_LANGUAGES, *_TARGETS)
        for code in _TARGETS
        if (name := Locale(spoken).languages.get(code))
    }


@cache
def _language_names() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_codes(), key=len, reverse=True)))
    lead = "|".join(map(fold, ("in", "into", "to", "en", "em", "auf", "ins", "nach", "au", "باللغة", "إلى")))
    return re.compile(
        rf"(?:(?<!\w)(?:{lead})\s+|用|ب)(?P<name>{names})(?!\w)|(?P<after>{names})(?:\s*(?:{fold('में')}|{fold('で')}|に))"
    )
