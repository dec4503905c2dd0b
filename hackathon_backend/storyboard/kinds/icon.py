"""Small drawings beside a text, by name."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from ..drawing.art import chosen
from .tidying import tidy


def _drawn(value: str) -> str:
    if value and value not in Icon.__members__ and not chosen(value):
        raise ValueError("must be a thing that there is a drawing of, such as leaf or volcano, or none")
    return value or Icon.none.value


class Icon(StrEnum):
    """A small drawing beside a text; `none` for no drawing."""

    none = "none"
    arrow = "arrow"
    atom = "atom"
    book = "book"
    bulb = "bulb"
    cell = "cell"
    chart = "chart"
    clock = "clock"
    cloud = "cloud"
    coin = "coin"
    drop = "drop"
    flask = "flask"
    gear = "gear"
    globe = "globe"
    heart = "heart"
    leaf = "leaf"
    lock = "lock"
    magnifier = "magnifier"
    person = "person"
    sun = "sun"
    wave = "wave"


ArtWord = Annotated[
    str,
    BeforeValidator(tidy),
    AfterValidator(_drawn),
    Field(
        max_length=60,
        description="A thing to draw beside it: an English noun such as leaf, volcano or microscope; else none.",
        json_schema_extra={"format": "art"},
    ),
]
"""A small drawing: the name of an `Icon`, a word that finds a drawing, or the id of one; "none" for no drawing."""
