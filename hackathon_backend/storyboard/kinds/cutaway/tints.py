"""The colours of drawings, mixed of a theme's accents so that every theme keeps its contrasts."""

from __future__ import annotations

from dataclasses import dataclass

from ...theme import Colour, Theme
from .drawing import ACCENTS, TINTS

_MIXED = {
    "brown": ("amber", "ink", 0.4),
    "rose": ("red", "plum", 0.4),
    "violet": ("plum", "blue", 0.5),
    "sky": ("blue", "teal", 0.5),
    "lime": ("green", "amber", 0.4),
    "orange": ("amber", "red", 0.4),
}
_DARKER = 0.22
"""How much ink is in an outline, so that it is darker than the fill that it surrounds."""


@dataclass(frozen=True)
class Palette:
    """The colours of a drawing in one theme."""

    theme: Theme

    def colour(self, name: str) -> Colour:
        """A colour at its full strength."""
        if name in ACCENTS:
            return self.theme.accents[ACCENTS.index(name)]
        if name in _MIXED:
            one, other, part = _MIXED[name]
            return self.colour(one).mixed(self.colour(other), part)
        named = {"ink": self.theme.ink, "muted": self.theme.muted, "line": self.theme.line}
        return named.get(name, self.theme.paper)

    def filling(self, paint: str, strength: float) -> Colour:
        """A fill such as "plum soft", mixed with the paper as far as it is not drawn in full."""
        return self._at(self._tinted(paint, "soft"), strength)

    def outline(self, paint: str, strength: float) -> Colour:
        """A line such as "plum": a little darker than its colour."""
        name, _, tint = paint.partition(" ")
        colour = self._tinted(paint, "full") if tint else self.colour(name).mixed(self.theme.ink, _DARKER)
        return self._at(colour, strength)

    def _tinted(self, paint: str, usual: str) -> Colour:
        name, _, tint = paint.partition(" ")
        part = TINTS[tint or usual]
        if part > 1:
            return self.colour(name).mixed(self.theme.ink, part - 1)
        return self.theme.paper.mixed(self.colour(name), part)

    def _at(self, colour: Colour, strength: float) -> Colour:
        return self.theme.paper.mixed(colour, strength)
