"""Where a narration names things, whatever its accents, cases and common endings, with spaces in its script or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from .base import Cued

_ENDING = 4
"""Letters from which a word may have an ending: cells, Zellen, cellules."""
_ARABIC, _UNSPACED = "\u0600", "\u0900"
"""The first letter of scripts whose words have their articles before them, and of those that don't part their words or
end them in ways of their own.
"""
_ARTICLES = "(?:[وفبلك]?ال|[وفبلك])?"

CuedPart = TypeVar("CuedPart", bound=Cued)


class Mention(NamedTuple):
    """Where in a text something is named, and the words that name it."""

    start: int
    words: str


def mentions(text: str, names: Iterable[tuple[str, str]]) -> dict[str, Mention]:
    """The first mention in `text` of each thing, by its id, in their order; `names` are pairs of a name and an id.

    A longer name goes before a shorter one inside of it; of two things with one name, the first has it.
    """
    plain, places = _plainly(text)
    known: dict[str, str] = {}
    for name, id_ in names:
        if sought := _plainly(name)[0].strip():
            known.setdefault(sought, id_)
    taken: list[tuple[int, int]] = []
    found: dict[str, Mention] = {}
    for name in sorted(known, key=len, reverse=True):
        for start, end in _spans(name, plain):
            if not any(start < until and begin < end for begin, until in taken):
                taken.append((start, end))
                here = Mention(places[start], text[places[start] : places[end]])
                found[known[name]] = min(found.get(known[name], here), here)
    return dict(sorted(found.items(), key=lambda item: item[1]))


def with_cues(parts: Sequence[CuedPart], names: Callable[[CuedPart], Iterable[str]], text: str) -> tuple[CuedPart, ...]:
    """`parts` of which those without a cue have the words that name them in `text`.

    Where none had a cue, those that are named come in the order in which they are.
    """
    if all(part.cue for part in parts):
        return tuple(parts)
    found = mentions(text, ((name, str(place)) for place, part in enumerate(parts) for name in names(part)))
    bare = [place for place, part in enumerate(parts) if not part.cue]
    cued = {place: found[str(place)] for place in bare if str(place) in found}
    given = [
        part.model_copy(update={"cue": cued[place].words}) if place in cued else part
        for place, part in enumerate(parts)
    ]
    if len(bare) < len(parts) or len(cued) < len(parts):
        return tuple(given) if _in_order(given, text) else tuple(parts)
    return tuple(given[place] for place in sorted(cued, key=lambda place: cued[place]))


def _in_order(parts: Sequence[Cued], text: str) -> bool:
    """Whether the cues of parts come in their order: one that is early holds up none after it."""
    places = [text.find(part.cue) for part in parts if part.cue]
    return places == sorted(places)


def _spans(name: str, text: str) -> Iterator[tuple[int, int]]:
    pattern = re.escape(name)
    if name[0] < _UNSPACED:
        before = _ARTICLES if name[0] >= _ARABIC else ""
        pattern = rf"(?<!\w){before}{pattern}" + (r"\w{0,2}(?!\w)" if len(name) >= _ENDING else r"s?(?!\w)")
    yield from (found.span() for found in re.finditer(pattern, text))


def _plainly(text: str) -> tuple[str, list[int]]:
    """`text` without cases, accents and hyphens, and for each of its letters, and its end, the place in `text`."""
    letters, places = "", []
    for place, char in enumerate(text):
        folded = unicodedata.normalize("NFKD", char.casefold().replace("’", "'").replace("-", " ").replace("_", " "))
        kept = "".join(each for each in folded if not (unicodedata.combining(each) and each < "\u0370"))
        letters += kept
        places += [place] * len(kept)
    return letters, [*places, len(text)]
