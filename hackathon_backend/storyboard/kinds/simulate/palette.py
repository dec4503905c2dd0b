"""Which colour a quantity has: the same in its arrow, its reading and its label."""

from __future__ import annotations

from types import MappingProxyType

from ...theme import Colour, Theme

BLUE, TEAL, AMBER, PLUM, GREEN, RED = range(6)
_HUES = MappingProxyType(
    {
        "across": BLUE, "speed": BLUE, "velocity": BLUE, "distance": BLUE, "height": RED, "upwards": RED, "force": RED,
        "weight": RED, "support": TEAL, "friction": AMBER, "downhill": BLUE, "acceleration": PLUM, "kinetic": AMBER,
        "potential": TEAL, "momentum": PLUM, "temperature": RED, "pressure": PLUM, "volume": TEAL, "voltage": BLUE,
        "current": RED, "resistance": AMBER, "power": PLUM, "incidence": BLUE, "refraction": TEAL, "reflection": AMBER,
        "reactants": BLUE, "products": AMBER, "hydrogen": TEAL, "oxygen": RED, "prey": TEAL, "predators": RED,
        "population": BLUE, "mean": RED, "sum": BLUE, "force_2": RED,
    }
)  # fmt: skip


def hue(name: str, theme: Theme) -> Colour:
    """The colour of the quantity called `name`; ink if it has none of its own."""
    return theme.accent(_HUES[name]) if name in _HUES else theme.ink
