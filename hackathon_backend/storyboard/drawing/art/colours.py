"""The colours that things have by nature, as a theme can show them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from ...theme import Colour, Theme
from .art import Art

_ACCENTS = {"blue": 0, "teal": 1, "amber": 2, "plum": 3, "green": 4, "red": 5}
"""The names of accents in the order in which every theme has them."""
_SEEN = 3.0
"""Contrast to the paper that the lines of a drawing have at least."""


def natural_colour(art: Art, theme: Theme) -> Colour | None:
    """The colour that `art` has by nature, with enough contrast in `theme`; None for things of any colour."""
    name = _colours().get(art.id, "")
    if not name:
        return None
    if name in _ACCENTS:
        return theme.accent(_ACCENTS[name])
    return theme.muted if name == "grey" else theme.legible(Colour.parse(name), _SEEN)


@cache
def _colours() -> dict[str, str]:
    """The name of an accent, or a colour like "#7A4A2B", by the ids of drawings."""
    given: dict[str, str] = json.loads(files(__package__).joinpath("colours.json").read_text(encoding="utf-8"))
    return {drawing: colour for colour, drawings in given.items() for drawing in drawings.split()}
