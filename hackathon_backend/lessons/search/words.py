"""Words as the search compares them: folded, stemmed, without the words that every question has."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Protocol

import snowballstemmer

from ..languages import base

# Scripts written without spaces between words, or with endings grown to them: compared by pairs of characters.
_PAIRED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_RUN = re.compile(rf"[{_PAIRED}]+|[^\W_{_PAIRED}]+")
# Kept small by hand. Lists on the net hold "second", "state", "effect" and "cell"; and a function word of one language
# that is a topic in another ("war", "sea", "car", "sin", "tan") is left out as well.
_STOP_WORDS = Path(__file__).with_name("stop_words.json")
_CAMEL = re.compile(r"\b[A-Za-z]*[a-z][A-Z][A-Za-z]*\b")
_HUMP = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_SNOWBALL = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "hi": "hindi",
    "it": "italian",
    "pt": "portuguese",
}


_stemming = Lock()
_SHORT = 400
"""Characters of a text whose terms are remembered: of sentences they are asked for again and again."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - snowballstemmer's name


def fold(text: str) -> str:
    """`text` without case, accents, vowel signs and compatibility forms: what two spellings of a word share."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.category(c).startswith("M")))


@cache
def folded_names(names: str) -> frozenset[str]:
    """Each of the names that stand between "|" or on lines of their own, as `fold` has it."""
    return frozenset(fold(name.strip()) for name in names.replace("\n", "|").split("|") if name.strip())


def terms(text: str, language: str = "en", *, index: bool = False) -> list[str]:
    """The terms of `text`, in order, stemmed as in `language`; stop words of every language we know are left out.

    With `index` set, a camelCase word also gives its parts, so that "use effect" finds `useEffect`.
    """
    found = [term for phrase in phrases(text, language) for term in phrase]
    if index:
        humps = " ".join(hump for word in _CAMEL.findall(text) for hump in _HUMP.findall(word))
        found += [term for phrase in phrases(humps, language) for term in phrase]
    return found


def phrases(text: str, language: str = "en") -> list[list[str]]:
    """The terms of `text`, those together that stand side by side without a stop word or a comma between them."""
    read = _phrases_of if len(text) <= _SHORT else _phrases_of.__wrapped__
    return [list(phrase) for phrase in read(text, language)]


@lru_cache(maxsize=20_000)
def _phrases_of(text: str, language: str) -> tuple[tuple[str, ...], ...]:
    text = _stop_phrases().sub(" , ", fold(_POSSESSIVE.sub("", text)))
    found: list[list[str]] = [[]]
    end = 0
    for match in _RUN.finditer(text):
        run = match.group()
        if is_paired(run) or text[end : match.start()].strip(" -\n") or _is_stop_word(run):
            found.append([])
        found[-1] += _terms_of_run(run, language)
        end = match.end()
    return tuple(tuple(phrase) for phrase in found if phrase)


def is_paired(term: str) -> bool:
    """Whether `term` is of a script that is compared by pairs of characters."""
    return re.match(f"[{_PAIRED}]", term) is not None


def _terms_of_run(run: str, language: str) -> list[str]:
    if is_paired(run):
        return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return [] if _is_stop_word(run) else [_stem(run, language)]


def _is_stop_word(run: str) -> bool:
    return run in _all_stop_words() or (len(run) == 1 and run.isascii() and run.isalpha())


@cache
def _all_stop_words() -> frozenset[str]:
    return frozenset(fold(word) for listed in _stop_lists("words").values() for word in listed)


@cache
def _stop_phrases() -> re.Pattern[str]:
    folded = {fold(phrase) for listed in _stop_lists("phrases").values() for phrase in listed}
    longest_first = sorted(folded, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def _stop_lists(kind: str) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = json.loads(_STOP_WORDS.read_text(encoding="utf-8"))[kind]
    return {language: " ".join(lines).split() for language, lines in lists.items()}


@cache
def _stemmer(language: str) -> _Stemmer | None:
    name = _SNOWBALL.get(base(language))
    return snowballstemmer.stemmer(name) if name else None


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    if (stemmer := _stemmer(language)) is None:
        return word
    # A stemmer keeps the word it works on in itself.
    with _stemming:
        return stemmer.stemWord(word)
