"""The small drawing that goes with a text, by the words in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ....lessons.languages import base
from ....lessons.search.words import terms
from ....storyboard.drawing.art import find
from ....storyboard.kinds.base import Icon

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


_NAME = 3
"""Words of a text that may be the name of one thing; more of them are a sentence."""


def icon_of(text: str, language: str = "en") -> str:
    """The drawing of the first thing that `text` names, as a field of a scene has it; "none" if it names none."""
    hinted = (_hints()[term] for term in terms(text) if term in _hints()) if base(language) == "en" else iter(())
    names = [text] if len(text.split()) <= _NAME else []
    found = (art.id for each in (*names, *_nouns(text, language)) if (art := find(each, language, text)))
    return next(hinted, None) or next(found, Icon.none.value)


def icons_of(texts: Sequence[str], language: str = "en") -> list[str]:
    """A drawing for each of `texts`, all different; none at all if one is missing, since a gap looks like a mistake."""
    found = [icon_of(text, language) for text in texts]
    return found if Icon.none not in found and len(set(found)) == len(found) else [Icon.none.value] * len(found)


def _nouns(text: str, language: str) -> Iterator[str]:
    """The words of `text` that may be nouns: in German those with a capital, elsewhere all that are no stop words."""
    for word in re.findall(r"[^\W\d_]{3,}", text):
        if terms(word, language) and (base(language) != "de" or word[0].isupper()):
            yield word


@cache
def _hints() -> dict[str, Icon]:
    return {term: icon for icon, words in reversed(_WORDS.items()) for term in terms(words)}
