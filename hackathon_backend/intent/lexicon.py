"""The word lists of `words/`, one file per language: which part each word or phrase plays in a request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Required, TypedDict

from .language import languages
from .roles import Role
from .tokenise import fold, keys

WORDS = Path(__file__).with_name("words")

_BORROWED = "en"


@dataclass(frozen=True)
class Lexicon:
    """A language's words, made ready for look-up, and the traits of its grammar that the rules rest on.

    `phrases` has the role of each phrase by its keys. A video noun directly before one of `heads` ("game") or after one
    of `modifiers` ("codec") is another thing than a video; `joints` may stand between a modifier and the noun ("codec
    de vídeo"). `near` are words that are found in spite of one slip of the finger. `defines` open a question for what
    something is, which leaves that something as the topic. `audience` may tell whom the video is for before it tells
    what it is about. `how` asks for the way in which something happens, which can be seen. `wishes` are words that make
    a sentence a wish, whatever its verb: "would", "grateful".
    """

    phrases: Mapping[tuple[str, ...], Role]
    near: Mapping[str, Role]
    heads: frozenset[str]
    modifiers: frozenset[str]
    joints: frozenset[str]
    defines: frozenset[str]
    audience: frozenset[str]
    wishes: frozenset[str]
    how: str
    verb_final: bool
    """The verb may follow the video: "ein Video machen"."""
    topic_first: bool
    """The topic comes before the video: "光合作用の動画"."""
    articled: bool
    """ "Make videos" has no article where "make a video" has one."""

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """How many keys the phrases have that begin with a key, the longest first."""
        lengths: dict[str, set[int]] = {}
        for phrase in self.phrases:
            lengths.setdefault(phrase[0], set()).add(len(phrase))
        return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


@cache
def lexicon_of(language: str) -> Lexicon:
    """The words of one of `languages`."""
    elides = languages()[language].elides
    listed = lists_of(language)
    phrases = _phrases_of(listed, elides=elides)
    return Lexicon(
        phrases=phrases,
        near={key: phrases[(key,)] for key in _found(listed.get("near", ()), elides=elides)},
        heads=_found(listed.get("heads", ()), elides=elides),
        modifiers=_found(listed.get("modifiers", ()), elides=elides),
        joints=_found(listed.get("joints", ()), elides=elides),
        defines=_found(listed.get("defines", ()), elides=elides),
        audience=_found(listed.get("audience", ()), elides=elides),
        wishes=_found(listed.get("wishes", ()), elides=elides),
        how=fold(listed.get("how", "")),
        verb_final=listed.get("verb_final", False),
        topic_first=listed.get("topic_first", False),
        articled=listed.get("articled", True),
    )


class WordLists(TypedDict, total=False):
    """The lists of a language as its file has them; `roles` are phrases by the value of a `Role`."""

    roles: Required[dict[str, list[str]]]
    near: list[str]
    heads: list[str]
    modifiers: list[str]
    joints: list[str]
    defines: list[str]
    audience: list[str]
    wishes: list[str]
    how: str
    verb_final: bool
    topic_first: bool
    articled: bool
    borrows: bool


def lists_of(language: str) -> WordLists:
    """The lists of a language. Raises `FileNotFoundError` for one that has none."""
    lists: WordLists = json.loads((WORDS / f"{language}.json").read_text("utf-8"))
    return lists


def _phrases_of(listed: WordLists, *, elides: bool) -> dict[tuple[str, ...], Role]:
    own = dict(_phrases(listed["roles"], elides=elides))
    # English words count too: "useEffect पर video बना दो".
    return {**lexicon_of(_BORROWED).phrases, **own} if listed.get("borrows") else own


def _phrases(roles: Mapping[str, Iterable[str]], *, elides: bool) -> Iterator[tuple[tuple[str, ...], Role]]:
    """Every phrase with its role; "don't" is also found as "dont", unless that is a word by itself."""
    found = [(keys(phrase, elides=elides), Role(role)) for role, phrases in roles.items() for phrase in phrases]
    yield from ((tuple(part.replace("'", "") for part in key), role) for key, role in reversed(found))
    yield from found


def _found(phrases: Iterable[str], *, elides: bool) -> frozenset[str]:
    return frozenset(" ".join(keys(phrase, elides=elides)) for phrase in phrases)
