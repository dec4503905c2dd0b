"""Words of school that mean the same in ten languages, so that a question finds a lesson in another language.

A row of glossary.tsv is one meaning, its columns are languages, and words of a cell are alternatives: in one language
they are synonyms. A row that begins with "~" is of words that nearly every question has, which tell little.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .words import fold, is_paired, terms

_FILE = Path(__file__).with_name("glossary.tsv")


@dataclass(frozen=True)
class Meaning:
    """The words for one thing, by language; `is_weak` if nearly every question has one of them."""

    words: dict[str, tuple[str, ...]]
    is_weak: bool

    def terms_in(self, language: str) -> frozenset[str]:
        """All terms that say it in `language`."""
        return frozenset(term for word in self.words.get(language, ()) for term in terms(word, language))


@cache
def meanings() -> tuple[Meaning, ...]:
    """All meanings that are known."""
    head, *rows = (line.split("\t") for line in _FILE.read_text("utf-8").splitlines())
    return tuple(
        Meaning(
            {language: tuple(cell.removeprefix("~").split("/")) for language, cell in zip(head, row, strict=True)},
            row[0].startswith("~"),
        )
        for row in rows
    )


@cache
def _by_term(language: str) -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, tuple[Meaning, ...]] = {}
    for meaning in meanings():
        for word in meaning.words.get(language, ()):
            wanted = terms(word, language)
            for term in wanted[:1] if len(wanted) == 1 else ():
                found[term] = (*found.get(term, ()), meaning)
    return found


def meanings_of(term: str, language: str) -> tuple[Meaning, ...]:
    """The meanings of a term as it is stemmed in `language`."""
    return _by_term(language).get(term, ())


def spoken_of(text: str, language: str) -> list[tuple[Meaning, str]]:
    """The meanings that a text of a script without spaces speaks of, with the word for each, the longest first."""
    folded = fold(text)
    known = [(fold(word), meaning) for meaning in meanings() for word in meaning.words.get(language, ())]
    found: list[tuple[Meaning, str]] = []
    for word, meaning in sorted(known, key=lambda pair: -len(pair[0])):
        if is_paired(word) and word in folded:
            found.append((meaning, word))
            folded = folded.replace(word, " ")
    return found
