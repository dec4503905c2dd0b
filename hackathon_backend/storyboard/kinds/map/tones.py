"""The quiet colours of a map: water, land, coasts and borders, told apart at a glance in every theme."""

from __future__ import annotations

from dataclasses import dataclass

from ...theme import Colour, Theme

_WATER, _LAND, _COAST, _NET = 0.07, 0.21, 0.62, 0.16
"""How much blue is in the water, and how much of the muted colour in the land, its coasts, and the net on the water."""


@dataclass(frozen=True)
class MapTones:
    """What a map is painted with where nothing is spoken of."""

    water: Colour
    land: Colour
    coast: Colour
    border: Colour
    net: Colour

    @classmethod
    def of(cls, theme: Theme) -> MapTones:
        """The tones of a theme, whose first accent is a blue."""
        paper, water = theme.paper, theme.tint(theme.accent(0), _WATER)
        return cls(
            water,
            paper.mixed(theme.muted, _LAND),
            paper.mixed(theme.muted, _COAST),
            paper,
            water.mixed(theme.muted, _NET),
        )
