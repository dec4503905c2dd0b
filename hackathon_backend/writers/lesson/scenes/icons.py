"""The small drawing that goes with a text, by the words in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ....lessons.search.words import terms
from ....storyboard.kinds.base import Icon

# English only: what a lesson in another language shows has no icons. The first one that fits is taken.
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


def icon_of(text: str) -> Icon:
    """The icon of the first fitting word of `text`; `Icon.none` if none fits."""
    words = _icons()
    return next((words[term] for term in terms(text) if term in words), Icon.none)


def icons_of(texts: Sequence[str]) -> list[Icon]:
    """An icon for each of `texts`, all different; none at all if one is missing, since a gap looks like a mistake."""
    found = [icon_of(text) for text in texts]
    return found if Icon.none not in found and len(set(found)) == len(found) else [Icon.none] * len(found)


@cache
def _icons() -> dict[str, Icon]:
    return {term: icon for icon, words in reversed(_WORDS.items()) for term in terms(words)}
