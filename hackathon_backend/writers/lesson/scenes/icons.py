"""The small drawing that goes with a text, by the words in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from ....lessons import Lesson
from ....lessons.languages import base
from ....lessons.search.words import terms
from ....storyboard.drawing.art import chosen, find
from ....storyboard.kinds.icon import Icon

#: What stands for English words that are no things themselves. The first one that fits is taken.
_WORDS = {
    Icon.cell: "cell nucleus bacteria organelle",
    Icon.cloud: "cloud vapour vapor condensation steam",
    Icon.drop: "rain precipitation drop snow water",
    Icon.wave: "sea ocean river lake collection wave",
    Icon.sun: "sun sunlight light evaporation heat warmth",
    Icon.leaf: "leaf plant photosynthesis tree",
    Icon.magnifier: "search find look",
    Icon.coin: "price money market supply demand debt tax cost trade",
    Icon.atom: "atom molecule electron chemistry",
    Icon.flask: "experiment laboratory enzyme",
    Icon.gear: "newton force motion machine engine mechanism",
    Icon.chart: "graph curve statistics data",
    Icon.clock: "time date history revolution century",
    Icon.globe: "earth world planet climate",
    Icon.person: "people king citizen student",
    Icon.heart: "heart blood health",
    Icon.lock: "security password key encryption",
    Icon.book: "law rule declaration text grammar",
    Icon.bulb: "idea thought invention",
}


MOST_THINGS = 4
"""Things beside a title."""
_OFTEN, _TRIED, _LONGEST = 3, 40, 20_000
"""How often a thing beside a title is spoken of at least, how many words are tried, and characters that are read."""
_PROSE = ("paragraph", "bullets", "steps")
_NAME = 3
"""Words of a text that may be the name of one thing; more of them are a sentence."""


def icon_of(text: str, language: str = "en", *, whole: bool = False) -> str:
    """The drawing of the first thing that `text` names, as a field of a scene has it; "none" if it names none.

    `whole`: only of a text that is the name of a thing, since words within a text have other meanings as well.
    """
    if whole:
        art = find(text, language) if len(text.split()) <= _NAME else None
        return art.id if art else Icon.none.value
    hinted = (_hints()[term] for term in terms(text) if term in _hints()) if base(language) == "en" else iter(())
    names = [text] if len(text.split()) <= _NAME else []
    found = (art.id for each in (*names, *nouns_in(text, language)) if (art := find(each, language, text)))
    return next(hinted, None) or next(found, Icon.none.value)


def icons_of(texts: Sequence[str], language: str = "en", *, whole: bool = False) -> list[str]:
    """A drawing for each of `texts`, all different; none at all if one is missing, since a gap looks like a mistake."""
    found = [icon_of(text, language, whole=whole) for text in texts]
    return found if Icon.none not in found and len(set(found)) == len(found) else [Icon.none.value] * len(found)


def icon_in(lesson: Lesson, text: str) -> str:
    """The drawing that goes with a text of a lesson; in a document nobody has looked for words of other meanings."""
    return icon_of(text, lesson.language, whole=bool(lesson.document))


def icons_in(lesson: Lesson, texts: Sequence[str]) -> list[str]:
    """A drawing for each of these texts of a lesson, all different, or none at all."""
    return icons_of(texts, lesson.language, whole=bool(lesson.document))


def nouns_in(text: str, language: str) -> Iterator[str]:
    """The words of `text` that may be nouns: in German those with a capital, elsewhere all that are no stop words."""
    for word in re.findall(r"[^\W\d_]{3,}", text):
        if terms(word, language) and (base(language) != "de" or word[0].isupper()):
            yield word


@cache
def _hints() -> dict[str, Icon]:
    return {term: icon for icon, words in reversed(_WORDS.items()) for term in terms(words)}


def things_of(lesson: Lesson, title: str) -> tuple[str, ...]:
    """The drawings of the things that a lesson is about, the most telling first: those that it says itself, or what its
    title names, and then what it speaks of most often. Of what a document speaks, nobody has looked for words that
    mean something else than they look like.
    """
    said = [art.id for each in lesson.things if (art := chosen(each, lesson.language))]
    if said:
        return tuple(dict.fromkeys(said))[: MOST_THINGS + 1]
    titles = (icon_in(lesson, each) for each in (title, lesson.title))
    named = [art.id for icon in titles if icon != Icon.none and (art := chosen(icon))]
    if lesson.document:
        return tuple(dict.fromkeys(named))
    text = " ".join(block.text for block in lesson.blocks if block.kind in _PROSE)
    nouns = [noun.casefold() for noun in nouns_in(f"{lesson.summary} {text}"[:_LONGEST], lesson.language)]
    often = [noun for noun, count in Counter(nouns).most_common(_TRIED) if count >= _OFTEN]
    found = [art.id for noun in often if (art := find(noun, lesson.language, lesson.summary))]
    return tuple(dict.fromkeys((*named, *found)))[:MOST_THINGS]
