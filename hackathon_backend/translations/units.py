"""What of a storyboard is translated, as numbered units, and a storyboard with translations in their places.

Which fields that are say the kinds of scenes themselves: beside the types of their fields stands a `Wording`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from ..storyboard import Storyboard
from ..storyboard.fields import Fields
from ..storyboard.kinds.base import Part
from ..storyboard.kinds.wording import Wording
from .spans import without_spans

Path = tuple[str | int, ...]
TITLE: Path = ("title",)
_AT_LEAST = 24
"""Characters that any label may have, within its field's own limit."""
_LONGER = 16
"""Characters more than the source's that a short text may have; a long one may be twice as long."""
_UNIT_SIGN = re.compile(r"[^\W\d_]{1,3}(?![^\W\d_])|[^\w\s]|[\d_]")
_TRANSLATED = frozenset({Wording.WORDS, Wording.UNIT, Wording.SPEECH, Wording.CUE})


@dataclass(frozen=True)
class TextUnit:
    """A text to be translated, with all places where it stands. `most` is how many characters there is room for.

    `scene` is the index of the first scene that it stands in, -1 for the film's title. A cue is `of` the unit that it
    is copied from.
    """

    number: int
    wording: Wording
    text: str
    most: int
    scene: int
    places: tuple[Path, ...]
    of: int | None = None

    @property
    def is_spoken(self) -> bool:
        """Whether it is said rather than shown, and so may be as long as it has to."""
        return self.wording is Wording.SPEECH


@dataclass(frozen=True)
class TextPlace:
    """Where a text stands in a storyboard, what it is there, and how long its field lets it be (0: any)."""

    path: Path
    wording: Wording
    text: str
    longest: int


def units_of(board: Storyboard) -> tuple[TextUnit, ...]:
    """All that is translated of a board, numbered from 1. What is shown with the same words twice is one unit."""
    found: dict[tuple[object, ...], list[TextPlace]] = {}
    for place in [TextPlace(TITLE, Wording.WORDS, board.title, 120), *_places(board)]:
        if place.wording in _TRANSLATED and _is_translated(place):
            found.setdefault(_same(place), []).append(place)
    numbers = {key: number for number, key in enumerate(found, 1)}
    return tuple(_unit(number, found[key], numbers) for key, number in numbers.items())


def translated(board: Storyboard, language: str, units: Iterable[TextUnit], texts: Mapping[int, str]) -> Fields:
    """The board's fields with `texts`, by the numbers of units, in their places; what has none stays as it is."""
    fields = board.model_dump(mode="json")
    fields["language"] = language
    names: dict[str, str] = {}
    for unit in units:
        if (text := texts.get(unit.number)) is not None:
            if unit.wording in (Wording.WORDS, Wording.UNIT):
                names[unit.text] = text
            for path in unit.places:
                _put(fields, path, text)
    for place in _places(board):
        if place.wording is Wording.NAME and place.text in names:
            _put(fields, place.path, names[place.text])
    return fields


def unit_at(units: Iterable[TextUnit], path: str) -> TextUnit | None:
    """The unit that stands at a path such as "scenes.2.points.0.text", or within it."""
    for unit in units:
        for place in unit.places:
            told = ".".join(map(str, place))
            if told == path or path.startswith(f"{told}."):
                return unit
    return None


def _unit(number: int, places: list[TextPlace], numbers: Mapping[tuple[object, ...], int]) -> TextUnit:
    first = places[0]
    scene = int(first.path[1]) if len(first.path) > 1 else -1
    longest = min((place.longest for place in places if place.longest), default=0)
    of = numbers.get((Wording.SPEECH, scene, "narration")) if first.wording is Wording.CUE else None
    paths = tuple(place.path for place in places)
    return TextUnit(number, first.wording, first.text, _room(first, longest), scene, paths, of)


def _room(place: TextPlace, longest: int) -> int:
    if place.wording is Wording.SPEECH:
        return longest or 3000
    length = len(place.text)
    wanted = max(_AT_LEAST, length + max(_LONGER, length))
    return min(longest, wanted) if longest else wanted


def _same(place: TextPlace) -> tuple[object, ...]:
    """What two places have in common that have one translation."""
    if place.wording is Wording.SPEECH:
        return (Wording.SPEECH, place.path[1], *place.path[2:])
    if place.wording is Wording.CUE:
        return (Wording.CUE, place.path[1], place.text)
    return (Wording.WORDS, place.text)


def _is_translated(place: TextPlace) -> bool:
    bare = without_spans(place.text)
    letters = [char for char in bare if char.isalpha()]
    if not letters or (len(letters) == 1 and letters[0].isascii()):
        return False
    if place.wording is Wording.UNIT:
        return bool(_UNIT_SIGN.sub("", bare).strip())
    return True


def _places(board: Storyboard) -> Iterator[TextPlace]:
    for index, scene in enumerate(board.scenes):
        yield from _within(scene, ("scenes", index))


def _within(part: Part, path: Path) -> Iterator[TextPlace]:
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        here = (*path, name)
        if isinstance(value, Part):
            yield from _within(value, here)
        elif isinstance(value, str):
            yield from _text(value, info.metadata, here)
        elif isinstance(value, tuple):
            inner = _inner(info)
            for index, each in enumerate(value):
                if isinstance(each, Part):
                    yield from _within(each, (*here, index))
                elif isinstance(each, str):
                    yield from _text(each, inner, (*here, index))


def _text(text: str, metadata: Iterable[object], path: Path) -> Iterator[TextPlace]:
    metadata = list(metadata)
    wordings = [each for each in metadata if isinstance(each, Wording)]
    if wordings and text.strip():
        yield TextPlace(path, wordings[-1], text, _longest(metadata))


def _inner(info: FieldInfo) -> tuple[object, ...]:
    """What stands beside the type of a tuple's items."""
    item = next(iter(get_args(info.annotation)), None)
    return tuple(item.__metadata__) if get_origin(item) is Annotated and item is not None else ()


def _longest(metadata: Iterable[object]) -> int:
    found = 0
    for each in metadata:
        if isinstance(each, MaxLen):
            found = each.max_length
        elif isinstance(each, FieldInfo):
            found = _longest(each.metadata) or found
    return found


def _put(fields: Any, path: Path, text: str) -> None:
    for step in path[:-1]:
        fields = fields[step]
    fields[path[-1]] = text
