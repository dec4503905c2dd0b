"""The quiet colours of a map: water, land, coasts and borders, told apart at a glance in every theme."""

from __future__ import annotations

from dataclasses import dataclass

from ...theme import Colour, Theme

_WATER, _LAND, _COAST, _NET = 0.07, 0.21, 0.62, 0.16
"""How much blue is in the water, and how much of the muted colour in the land, its coasts, and the net on the water."""
_DEEP, _DARK_LAND = 0.3, 0.13
"""Where the paper is dark: how much black is in the water, and how much of the muted colour in the land, on which lands
in an accent have to stand out.
"""
_DARK = 0.4


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
        paper, muted = theme.paper, theme.muted
        dark = paper.luminance < _DARK
        water = paper.mixed(Colour(0, 0, 0), _DEEP) if dark else theme.tint(theme.accent(0), _WATER)
        land = paper.mixed(muted, _DARK_LAND if dark else _LAND)
        border = water if dark else paper
        return cls(water, land, paper.mixed(muted, _COAST), border, water.mixed(muted, _NET))
