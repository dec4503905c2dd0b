"""How students say things that lessons have other words for: "the bottom number" is the denominator."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .words import fold, terms

_FILE = Path(__file__).with_name("everyday.txt")
_ALWAYS = "!"


@dataclass(frozen=True)
class _Saying:
    """What is said, and the terms that are meant by it; `always`: even by lessons that have none of them."""

    said: frozenset[str]
    meant: frozenset[str]
    always: bool


def everyday(question: str, vocabulary: Collection[str]) -> tuple[str, list[frozenset[str]]]:
    """An English question without its everyday phrases, and for each of them the terms that may stand for it.

    Phrases that mean nothing that the lesson of this `vocabulary` speaks of are left in the question.
    """
    rest, found = fold(question), []
    while (match := _next(rest, vocabulary)) is not None:
        said = match[0]
        found.append(_meant(said) | frozenset(terms(said)))
        rest = rest.replace(said, " , ")
    return (rest, found) if found else (question, [])


def _next(text: str, vocabulary: Collection[str]) -> re.Match[str] | None:
    usable = (match for match in _phrases().finditer(text) if _is_of_use(match[0], vocabulary))
    return next(usable, None)


def _is_of_use(said: str, vocabulary: Collection[str]) -> bool:
    if any(each.always for each in _sayings() if said in each.said):
        return True
    # A lesson that has the very words is not in need of others.
    own = terms(said)
    return not (own and set(own) <= set(vocabulary)) and not _meant(said).isdisjoint(vocabulary)


def _meant(said: str) -> frozenset[str]:
    return frozenset[str]().union(*(each.meant for each in _sayings() if said in each.said))


@cache
def _sayings() -> tuple[_Saying, ...]:
    lines = (line for line in _FILE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return tuple(_saying(*line.split(" = ")) for line in lines)


def _saying(said: str, meant: str) -> _Saying:
    words = meant.removeprefix(_ALWAYS).split("/")
    found = frozenset(term for word in words for term in terms(word))
    return _Saying(frozenset(map(fold, said.split("/"))), found, meant.startswith(_ALWAYS))


@cache
def _phrases() -> re.Pattern[str]:
    known = sorted({phrase for each in _sayings() for phrase in each.said}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")
