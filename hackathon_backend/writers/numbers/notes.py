"""What is told of numbers that are not in the lesson: to viewers as notes, to a language model to be mended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from ...lessons.languages import base
from ...storyboard.kinds.base import BaseScene
from .proof import LessonNumbers, UnprovedNumber

_MOST = 5
"""Scenes that are told of, and numbers of each."""


def number_notes(scenes: Iterable[tuple[int, BaseScene]], known: LessonNumbers, language: str) -> tuple[str, ...]:
    """A note for each scene, given with its number from 1, that has numbers which are not in the lesson."""
    if known.is_empty:
        return ()
    notes = (_note(place, unproved, language) for place, scene in scenes if (unproved := known.of_scene(scene)))
    return tuple(note for note, _ in zip(notes, range(_MOST), strict=False))


def to_be_mended(unproved: Sequence[UnprovedNumber]) -> tuple[str, ...]:
    """What a language model is told of each number, to mend it."""
    return tuple(
        f"{each.written!r} is not in the lesson"
        + (f", which says: {each.instead!r}. Take the figure from there." if each.instead else ". Leave it out.")
        for each in unproved[:_MOST]
    )


def _note(place: int, unproved: Sequence[UnprovedNumber], language: str) -> str:
    numbers = ", ".join(each.written for each in unproved[:_MOST])
    quote = next((each.instead for each in unproved if each.instead), "")
    told = _told("unproved", language).format(scene=place, numbers=numbers)
    return f"{told} {_told('instead', language).format(quote=quote)}" if quote else told


def _told(name: str, language: str) -> str:
    texts = _texts()[name]
    return texts.get(base(language), texts["en"])


@cache
def _texts() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads((files(__package__) / "told.json").read_text("utf-8"))
    return read
