"""What circles what: suns, planets, moons, satellites and electrons, with their names in the languages of lessons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ....mentions import mentions

SUN = 1.32712e11
"""How strongly the Sun pulls: its mass times the constant of gravitation, in km³/s²."""
_ANY = "*"
_GENERAL = "planet"
"""A body that is meant only if no other one is named."""
_COMPANION = {"earth": "moon", "sun": "planet", "star": "exoplanet", "nucleus": "electron", "proton": "electron"}
_FAR, _NEAR = 6.0, 4.0
"""How many radii of what it circles a moon is away, and a satellite, if nothing else is known of it."""


@dataclass(frozen=True)
class SpaceBody:
    """A body, what it may be seen to circle, and how it looks."""

    id: str
    names: tuple[tuple[str, ...], ...]
    """Its names in each of the languages; the first of each is what it is called."""
    pull: float
    """Its mass times the constant of gravitation, in km³/s²; of a nucleus what pulls an electron as strongly."""
    radius: float
    """Kilometres."""
    colour: str
    size: float
    """Units of the radius with which it is drawn."""
    around: tuple[str, ...] = ()
    """What it circles, by ids, the usual one first; "*" is any planet."""
    axis: float = 0.0
    """Kilometres of the half of its orbit's length around the usual one; 0 if there is no usual orbit."""
    eccentricity: float = 0.0
    art: str = ""

    def circles(self, centre: SpaceBody) -> bool:
        """Whether it may be seen to go around `centre`."""
        return centre.id in self.around or (_ANY in self.around and "sun" in centre.around and centre.id != self.id)

    def distance(self, centre: SpaceBody) -> float:
        """Kilometres of the half of the length of its usual orbit around `centre`."""
        if self.axis and self.around[:1] == (centre.id,):
            return self.axis
        return centre.radius * (_FAR if self.axis else _NEAR)


@cache
def bodies() -> Mapping[str, SpaceBody]:
    """All that are known, by their ids."""
    table: dict[str, Any] = json.loads(files(__package__).joinpath("bodies.json").read_text("utf-8"))
    return {id_: _body(id_, dict(each)) for id_, each in table["bodies"].items()}


def _body(id_: str, fields: dict[str, Any]) -> SpaceBody:
    names = tuple(tuple(each.split("/")) for each in str(fields.pop("names")).split("|"))
    return SpaceBody(id_, names, around=tuple(str(fields.pop("around", "")).split()), **fields)


@cache
def _languages() -> tuple[str, ...]:
    return tuple(json.loads(files(__package__).joinpath("bodies.json").read_text("utf-8"))["languages"])


def _named(text: str) -> list[SpaceBody]:
    """The bodies that a text names, in their order."""
    known = bodies()
    names = ((name, each.id) for each in known.values() for row in each.names for name in row)
    return [known[id_] for id_ in mentions(text, names)]


def body(name: str) -> SpaceBody | None:
    """The body of this name in any of the languages; None if none is known."""
    return bodies().get(name.strip().casefold()) or next(iter(_named(name)), None)


def called(name: str, language: str) -> str:
    """What a body is called in a language; as it was given, if that says more than its name."""
    found = body(name)
    if found is None:
        return name
    plain = {found.id, *(each.casefold() for row in found.names for each in row)}
    languages = _languages()
    row = found.names[languages.index(language[:2]) if language[:2] in languages else 0]
    return row[0] if name.strip().casefold() in plain else name


def spoken(text: str) -> tuple[SpaceBody, SpaceBody] | None:
    """What is circled in a text, and by what; None if it names nothing that circles."""
    named = _named(text)
    pairs = [(centre, each) for each in named for centre in _in_order(each, named) if each.circles(centre)]
    pairs = pairs or [(around, each) for each in named if (around := _usual(each))]
    return next((pair for pair in pairs if pair[1].id != _GENERAL), next(iter(pairs), None))


def _in_order(each: SpaceBody, named: Iterable[SpaceBody]) -> list[SpaceBody]:
    """`named` with what `each` usually circles first."""
    return sorted(named, key=lambda other: other.id not in each.around)


def _usual(each: SpaceBody) -> SpaceBody | None:
    return next((bodies()[id_] for id_ in each.around if id_ != _ANY), None)


def completed(centre: str, satellite: str) -> tuple[str, str]:
    """Both of the names, of which one may be empty: what circles this, or is circled by it."""
    if centre and not satellite:
        found = body(centre)
        return centre, (_COMPANION.get(found.id, "satellite") if found else "")
    if satellite and not centre:
        found = body(satellite)
        around = _usual(found) if found else None
        return (around.id if around else ""), satellite
    return centre, satellite
