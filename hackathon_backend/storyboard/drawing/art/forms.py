"""The forms under which a word may stand in the index: without its article, its ending, or what describes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .fold import bare

_MOST_WORDS = 5
"""Words of a phrase that names a thing."""
_SHORTEST = 1
"""Letters of a plain form, which has more of them."""


class Grammar(NamedTuple):
    """What is known of the nouns of a language."""

    articles: frozenset[str]
    """Words that may stand before a noun and say nothing of what it is."""
    prefixes: tuple[str, ...]
    """Letters that grow to the beginning of a noun, as the article of Arabic does."""
    endings: tuple[tuple[str, str], ...]
    """Endings, and what the plain form has in their place."""
    irregular: Mapping[str, str]
    exact: bool
    """Whether accents tell words apart that are otherwise the same."""
    head: str
    """Where the noun of a phrase stands: "first", "last", or "end" of a word without spaces."""
    joints: frozenset[str]
    """Words by which a phrase is of two things."""
    measures: frozenset[str]
    """Words for a part or an amount: of "a slice of bread" it is the bread."""
    heads: tuple[str, ...]
    """Last parts of compound words that tell what the whole one is."""


@cache
def grammar(language: str) -> Grammar:
    """The rules of `language`; those that it lacks are empty."""
    given = json.loads(files(__package__).joinpath("grammar.json").read_text(encoding="utf-8"))
    rules = given.get(language, {})

    def listed(name: str) -> list[str]:
        return str(rules.get(name, "")).split()

    endings = tuple((each.split(">")[0], each.split(">")[1]) for each in listed("endings"))
    return Grammar(
        frozenset(listed("articles")),
        tuple(listed("prefixes")),
        endings,
        dict(each.split(">") for each in listed("irregular")),
        bool(rules.get("exact")),
        rules.get("head", "last"),
        frozenset(listed("joints")),
        frozenset(listed("measures")),
        tuple(sorted(listed("heads"), key=len, reverse=True)),
    )


def phrases(text: str, language: str) -> Iterator[str]:
    """Folded `text`, and what is left of it without the words that describe the thing."""
    rules = grammar(language)
    found = [word for word in text.split() if word not in rules.articles] or text.split()
    if len(found) > _MOST_WORDS or not found:
        return
    yield text
    yield " ".join(found)
    joint = next((index for index, word in enumerate(found) if word in rules.joints and index), 0)
    if joint:
        rest = found[joint + 1 :] if found[joint - 1] in rules.measures else found[:joint]
        if rules.head == "last" or found[joint - 1] in rules.measures:
            yield from phrases(" ".join(rest), language)
        return
    yield from _around_head(text, found, rules)
    if rules.head != "end" or len(found) == 1:
        yield from (head for head in rules.heads if _ends_with(found[-1], head))


def _around_head(text: str, found: list[str], rules: Grammar) -> Iterator[str]:
    """`text`, of the words `found`, with fewer and fewer of those that describe its noun."""
    if rules.head == "last":
        yield from (" ".join(found[start:]) for start in range(1, len(found)))
    elif rules.head == "first":
        yield from (" ".join(found[:end]) for end in range(len(found) - 1, 0, -1))
    elif rules.head == "end":
        yield from (text.rpartition(joint)[2] for joint in rules.joints if 0 < text.find(joint) < len(text) - 1)


def _ends_with(word: str, head: str) -> bool:
    return word.endswith(head) and len(word) >= len(head) + (3 if word.isascii() else 1)


def forms(phrase: str, language: str) -> Iterator[str]:
    """`phrase` as it stands, without accents, and in the forms of which it may be the plural or a case."""
    rules = grammar(language)
    seen = set()
    for start in _without_prefixes(phrase, rules):
        for form in (start, *_singulars(start, rules)):
            for spelling in (form, *_unaccented(form, phrase, rules)):
                if spelling not in seen:
                    seen.add(spelling)
                    yield spelling


def _unaccented(form: str, phrase: str, rules: Grammar) -> Iterator[str]:
    """`form` without accents: many leave them out. Where they tell words apart, one that is there is meant."""
    if not rules.exact or bare(phrase) == phrase:
        yield bare(form)


def _without_prefixes(phrase: str, rules: Grammar) -> Iterator[str]:
    yield phrase
    for prefix in rules.prefixes:
        shorter = " ".join(re.sub(f"^{prefix}(?=..)", "", word) for word in phrase.split())
        if shorter != phrase:
            yield shorter


def _singulars(phrase: str, rules: Grammar) -> Iterator[str]:
    """Plain forms of the noun of `phrase`: of its last word, or of the first where describing words follow it."""
    *before, last = phrase.split() or [""]
    if not before:
        yield from _plain(last, rules)
        return
    yield from (" ".join([*before, form]) for form in _plain(last, rules))
    if rules.head == "first":
        first, *middle = before
        ends = [last, *_plain(last, rules)]
        yield from (" ".join([form, *middle, end]) for form in _plain(first, rules) for end in ends)


def _plain(word: str, rules: Grammar) -> Iterator[str]:
    """What the word may be the plural or a case of."""
    if word in rules.irregular:
        yield rules.irregular[word]
    for ending, plain in rules.endings:
        stem = word.removesuffix(ending)
        if stem != word and len(stem + plain) > _SHORTEST and stem:
            yield stem + plain
