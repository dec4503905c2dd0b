"""Word lists, one file for each language: which ideas stand where in a text.

A file has sections, `[weapon]`, with phrases that commas part. `bomb*` stands for all words that begin so, `*bomb` for
all that have it somewhere within.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .folding import Lattice, folded, lattice

_WORDS = Path(__file__).with_name("words")
LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja")
_SHARED = "any"
_SCRIPTS = {
    "hi": re.compile("[\u0900-\u097f]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "zh": re.compile("[\u3400-\u9fff]"),
    "ja": re.compile("[\u3041-\u30ff\u3400-\u9fff]"),
}
_HIDES = "mask"
"""The section of phrases in which words mean something harmless."""
FULL_NAME = "fullname"
"""The idea that no list has: it is told by the first names that one has."""
_STEM = "*"
_LONGEST_STEM = 24
_LIKE = {"personstudy": "study", "charstudy": "study", "musicstudy": "study"}
"""What stands for a section that a language does not have."""


@dataclass(frozen=True)
class ConceptSpan:
    """An idea, and the words `start` to `end` (not among them) that say it."""

    concept: str
    start: int
    end: int


@dataclass
class _WordNode:
    words: dict[str, _WordNode] = field(default_factory=dict)
    stems: dict[str, _WordNode] = field(default_factory=dict)
    inner: dict[str, _WordNode] = field(default_factory=dict)
    concepts: list[str] = field(default_factory=list)

    def followed(self, form: str) -> Iterator[_WordNode]:
        """Where a word leads."""
        if found := self.words.get(form):
            yield found
        if self.stems:
            for length in range(2, min(len(form), _LONGEST_STEM) + 1):
                if found := self.stems.get(form[:length]):
                    yield found
        for part, found in self.inner.items():
            if part in form:
                yield found


@cache
def concepts_of(language: str) -> _WordNode:
    """The lists of a language with those that are the same in all."""
    root = _WordNode()
    told = [each for name in dict.fromkeys((_SHARED, language)) for each in _phrases(_WORDS / f"{name}.txt")]
    known = {concept for concept, _phrase in told}
    for concept, phrase in told:
        for each in (concept, *(name for name, like in _LIKE.items() if like == concept and name not in known)):
            _add(root, each, phrase)
    return root


def _phrases(file: Path) -> Iterator[tuple[str, str]]:
    concept = ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            concept = line[1:-1]
        elif line and not line.startswith("#"):
            yield from ((concept, each.strip()) for each in line.split(",") if each.strip())


def _add(root: _WordNode, concept: str, phrase: str) -> None:
    _add_words(root, concept, phrase)
    if "-" in phrase:
        _add_words(root, concept, phrase.replace("-", ""))


def _add_words(root: _WordNode, concept: str, phrase: str) -> None:
    node = root
    for part in phrase.split():
        bare = part.strip(_STEM)
        words = (bare.lower(),) if bare.isascii() and bare.isalpha() else lattice(bare).words
        for number, word in enumerate(words):
            last = number == len(words) - 1
            ways = node.words
            if last and part.endswith(_STEM):
                ways = node.stems
            elif last and part.startswith(_STEM):
                ways = node.inner
            node = ways.setdefault(folded(word), _WordNode())
    if node is root:
        raise ValueError(f"{phrase!r} has no words.")
    if concept not in node.concepts:
        node.concepts.append(concept)


def languages_in(text: Lattice) -> list[str]:
    """The languages that the letters of a text allow."""
    said = "".join(text.words)
    return [each for each in LANGUAGES if each not in _SCRIPTS or _SCRIPTS[each].search(said)]


def spans_in(text: Lattice, language: str) -> list[ConceptSpan]:
    """All ideas in a text, by the lists of a language."""
    root = concepts_of(language)
    found = [each for start in range(len(text.words)) for each in _from(text, root, start, start)]
    hidden = {place for each in found if each.concept == _HIDES for place in range(each.start, each.end)}
    said = [each for each in found if each.concept != _HIDES and not hidden.issuperset(range(each.start, each.end))]
    return [*said, *_full_names(text, said)]


def _full_names(text: Lattice, found: Sequence[ConceptSpan]) -> Iterator[ConceptSpan]:
    """First names with what else belongs to a name: a word with a capital letter, or one that is known as a name."""
    firsts = [each for each in found if each.concept == "name"]
    ends = {each.start: each.end for each in found if each.concept in ("name", "surname")}
    starts = {each.end: each.start for each in found if each.concept == "surname"}
    for each in firsts:
        place = each.end
        is_further = place < len(text.words) and text.sentence[place] == text.sentence[each.start]
        if is_further and (place in ends or place in text.capital):
            yield ConceptSpan(FULL_NAME, each.start, ends.get(place, place + 1))
        elif (start := starts.get(each.start)) is not None and text.sentence[start] == text.sentence[each.start]:
            yield ConceptSpan(FULL_NAME, start, each.end)


def _from(text: Lattice, node: _WordNode, start: int, place: int) -> Iterator[ConceptSpan]:
    for concept in node.concepts:
        yield ConceptSpan(concept, start, place)
    if place < len(text.words) and (place == start or text.sentence[place] == text.sentence[place - 1]):
        for end, ways in text.edges[place]:
            for form in ways:
                for following in node.followed(form):
                    yield from _from(text, following, start, end)
