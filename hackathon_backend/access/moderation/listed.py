"""The built-in moderator: word lists and rules, in ten languages, without a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from ...lessons.languages import base, guess_language
from .concepts import ConceptSpan, languages_in, spans_in
from .folding import Lattice, lattice
from .kind_words import refusal
from .numbers import number_in
from .rules import Breach, breach_in, breaches_in
from .verdict import ALLOWED, ForbiddenKind, Review

_NEARLY = 0.65
"""How many of the words that the likeliest language knows another one has to know to be likely, too."""
_TURN = 4_000
"""Characters of a document that are read at once, and within which words say something about each other."""
_AROUND = 120.0
"""Words around a place of a document that may make a lesson of it."""
_ONE_IN = 150.0
"""Words of a document in which one may stand that no video is asked for with."""
_ONE_LIGHT_IN = 8.0
"""The same of one that is told of, as a lesson on prejudice does, or that stands in an exercise: "Tom is fat"."""
_SHORT = 40.0
"""Words of a text that is no document yet: if it speaks of a video, it is read as if it asked for one."""
_BESIDE, _OF_NO_STORY = 25, 2
"""Words around a first name among which others make an exercise of it, and how often one comes that is in no story."""
_OF_LESSONS = frozenset({"guard", "study", "past"})
"""The sections of words that make a lesson of an insult, in whatever language that is."""
_TOLD = "told"
"""The section of words for what others say."""
_DIRECT = (ForbiddenKind.HARASSMENT, ForbiddenKind.PERSONAL_DATA)
"""What harms somebody whoever says it."""
_ASKED = (ForbiddenKind.REAL_PERSON, ForbiddenKind.CHARACTER, ForbiddenKind.MUSIC)
"""What can be asked for, and a document does not: who acts in it, and how it sounds, its videos are asked for with."""


class ListModerator:
    """Goes by the lists. A text is read in the language that it seems to be in, and in those that it may be in."""

    def review(self, texts: Sequence[str], language: str | None = None) -> Review:
        """As the lists say; the first text at fault decides."""
        for number, text in enumerate(texts):
            for turn in _turns(text, 10 * _TURN):
                if found := _reviewed(turn, language):
                    kind, said, spoken = found
                    message, instead = refusal(kind, base(language) if language else spoken)
                    return Review(kind, message, instead, number, said)
        return ALLOWED

    def review_document(self, text: str) -> Review:
        """As the lists say, all of it: once of what is grave, or as much of the rest as no lesson has."""
        length, against, found = 0.0, 0.0, list[Review]()
        names, bare = Counter[str](), list[tuple[str, Review]]()
        for turn in _turns(text, _TURN):
            words = lattice(turn)
            length += words.at[-1]
            ideas = {each: spans_in(words, each) for each in languages_in(words)}
            places = {each.start for spans in ideas.values() for each in spans if each.concept == "name"}
            names.update(words.words[place] for place in places)
            for breach, spoken, is_light in _breaches(turn, words, ideas):
                found.append(Review(breach.kind, *refusal(breach.kind, spoken), found=_said(words, breach)))
                against += _ONE_LIGHT_IN if is_light else _ONE_IN
                if breach.grave:
                    return found[-1]
                if breach.bare and not any(0 < abs(each - breach.start) <= _BESIDE for each in places):
                    bare.append((words.words[breach.start], found[-1]))
        if meant := next((review for name, review in bare if names[name] <= _OF_NO_STORY), None):
            return meant
        if length < _SHORT and _is_request(text):
            return self.review([text])
        return found[0] if against > length else ALLOWED


def _turns(text: str, most: int) -> Iterator[str]:
    """The text in pieces that end with a line, or with a word, if they can."""
    while text.strip():
        cut = len(text) if len(text) <= most else max(text.rfind(end, most // 2, most) for end in "\n ") + 1 or most
        yield text[:cut]
        text = text[cut:]


def _is_request(text: str) -> bool:
    words = lattice(text)
    asks = any(each.concept == "video" for name in languages_in(words) for each in spans_in(words, name))
    return asks or number_in(text, words) is not None


def _breaches(
    text: str, words: Lattice, found: Mapping[str, Sequence[ConceptSpan]]
) -> Iterator[tuple[Breach, str, bool]]:
    """The places of a piece of a document that speak against it, each once, with the language that they are in, and
    whether it is told of as what others say, or may be an example.
    """
    seen: set[int] = set()
    likely = likely_languages(text, found, None)
    for language in likely:
        told = {words.sentence[each.start] for each in found[language] if each.concept == _TOLD}
        for breach in breaches_in(words, found[language], _AROUND):
            if breach.kind not in _ASKED and seen.isdisjoint(range(breach.start, breach.end)):
                seen.update(range(breach.start, breach.end))
                is_told = words.sentence[breach.start] in told and breach.kind not in _DIRECT
                yield breach, language, is_told or breach.mild or breach.bare
    lesson = [each for language in likely for each in found[language] if each.concept in _OF_LESSONS]
    for language in found.keys() - set(likely):
        for breach in breaches_in(words, _in_order(found[language], lesson), _AROUND):
            is_insult = breach.kind is ForbiddenKind.HARASSMENT and (breach.grave or breach.bare)
            if (
                is_insult
                and seen.isdisjoint(range(breach.start, breach.end))
                and _is_in(words, breach, language, found)
            ):
                seen.update(range(breach.start, breach.end))
                yield breach, language, breach.bare


def _in_order(spans: Sequence[ConceptSpan], more: Sequence[ConceptSpan]) -> list[ConceptSpan]:
    return sorted({*spans, *more}, key=attrgetter("start"))


def _is_in(words: Lattice, breach: Breach, language: str, found: Mapping[str, Sequence[ConceptSpan]]) -> bool:
    """Whether the sentence of a breach is in that language: its lists know most of its words."""
    sentence = words.sentence[breach.start]
    known = {
        each: len({at for span in spans for at in range(span.start, span.end) if words.sentence[at] == sentence})
        for each, spans in found.items()
    }
    return known[language] >= max(known.values())


def _reviewed(text: str, language: str | None) -> tuple[ForbiddenKind, str, str] | None:
    words = lattice(text)
    found = {each: spans_in(words, each) for each in languages_in(words)}
    likely = likely_languages(text, found, language)
    if (number := number_in(text, words)) is not None:
        return ForbiddenKind.PERSONAL_DATA, number, likely[0]
    for each in likely:
        if (breach := breach_in(words, found[each])) is not None:
            return breach.kind, _said(words, breach), each
    return None


def _said(words: Lattice, breach: Breach) -> str:
    return " ".join(words.words[breach.start : breach.end])


def likely_languages(text: str, found: Mapping[str, Sequence[ConceptSpan]], language: str | None) -> list[str]:
    """The languages in whose lists a text is looked up, the likeliest first. `found` is what their lists find in it."""
    named = [base(language)] if language else []
    first = guess_language(text, default="".join(named) or "en")
    known = {
        each: len({place for span in spans for place in range(span.start, span.end)}) for each, spans in found.items()
    }
    enough = max(1.0, max(known.values()) * _NEARLY)
    likely = [first, *named, *(each for each in known if known[each] >= enough)]
    return [each for each in dict.fromkeys(likely) if each in known] or ["en"]
