"""Countries, places and routes on a map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from ....errors import UnknownPlace
from ...fields import Fields
from ..base import BaseScene, Cued, Line, OptionalShort, Short
from ..shown import Phrasing, Picture, parts
from ..tidying import tidy
from ..wording import Wording
from .names import find, find_all

GROUND = ("water", "net", "lands", "borders")
"""What lies beneath the lands in colour."""
MOST = 60
"""Countries that can be filled in one scene."""


def _country(name: str) -> str:
    find(name)
    return name


def _region(text: str) -> str:
    if text:
        find_all(text)
    return text


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else tidy(value)


def _joined(value: object) -> object:
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        value = ", ".join(value)
    return tidy(value)


class Fill(Cued):
    """A country or continent in colour, with its name."""

    country: Annotated[Short, AfterValidator(_country), Wording.KEPT] = Field(description="Name or ISO code.")
    group: OptionalShort = Field(default="", description="Those of a group share a colour and a line of the key.")
    year: Annotated[str, BeforeValidator(_as_text), Field(max_length=16)] = Field(
        default="", description="When it came to be so, such as 1914 or 500 BC, for a map that changes with the years."
    )


class Marker(Cued):
    """A place that is no country: its name, and where it is in degrees, north and east positive."""

    name: Short
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Route(Cued):
    """A way with an arrow head through `stops`, which are names of markers or countries."""

    name: OptionalShort = ""
    stops: Annotated[tuple[Annotated[Short, Wording.NAME], ...], Field(min_length=2, max_length=12)]


class MapZoom(Cued):
    """The map is seen from near when this is spoken, and as a whole again when a zoom to nothing is."""

    to: Annotated[str, BeforeValidator(_joined), AfterValidator(_region), Field(max_length=400)] = Field(
        default="", description="Countries or a continent; empty: the whole map again."
    )


class MapScene(BaseScene):
    """A heading and a map. Countries are named, never drawn by a writer; labels are in the film's language."""

    label: ClassVar[str] = "heading"
    one_page: ClassVar[bool] = True

    type: Literal["map"] = "map"
    heading: Line
    region: Annotated[str, BeforeValidator(_joined), AfterValidator(_region), Field(max_length=400)] = Field(
        default="", description="world, a continent or countries with commas; empty: around what is named."
    )
    fills: Annotated[tuple[Fill, ...], Field(max_length=MOST)] = ()
    routes: Annotated[tuple[Route, ...], Field(max_length=8)] = ()
    markers: Annotated[tuple[Marker, ...], Field(max_length=24)] = ()
    zooms: Annotated[tuple[MapZoom, ...], Field(max_length=6)] = ()

    @model_validator(mode="before")
    @classmethod
    def _places_of_routes(cls, fields: Any) -> Any:
        return with_stops(dict(fields)) if isinstance(fields, Mapping) else fields

    @model_validator(mode="after")
    def _something_is_there(self) -> Self:
        if not (self.region or self.fills or self.routes or self.markers):
            raise ValueError("a map needs a region, fills, routes or markers")
        return self

    @model_validator(mode="after")
    def _stops_are_known(self) -> Self:
        names = {marker.name for marker in self.markers}
        for index, route in enumerate(self.routes):
            for stop, name in enumerate(route.stops):
                if name not in names:
                    try:
                        find(name)
                    except UnknownPlace as error:
                        raise ValueError(f"routes.{index}.stops.{stop}: {error}, and no marker is called so") from error
        return self

    def lasting(self) -> frozenset[str]:
        """Its heading, the ground of its region if it names one, and the lands in colour by their codes."""
        ground = {f"{part} of {self.region}" for part in GROUND} if self.region else set()
        return super().lasting() | ground | {f"land {find(fill.country)}" for fill in self.fills}

    def shown(self, phrasing: Phrasing) -> Picture:
        """The countries with their groups, the places, and the routes by their stops."""
        told = [tuple(filter(None, (fill.country, fill.group, fill.year))) for fill in self.fills]
        told += [(marker.name,) for marker in self.markers]
        told += [(route.name, " – ".join(route.stops)) for route in self.routes]
        return Picture("map", parts(*told))


def with_stops(fields: Fields) -> Fields:
    """`fields` with from, via and to of routes as stops, and places that are given there as markers."""
    routes, markers = fields.get("routes"), fields.get("markers", ())
    if not isinstance(routes, list | tuple) or not isinstance(markers, list | tuple):
        return fields
    found = list(markers)
    fields["routes"] = [_stopping(route, found) if isinstance(route, Mapping) else route for route in routes]
    if len(found) > len(markers):
        fields["markers"] = found
    return fields


def _stopping(route: Mapping[str, Any], markers: list[Any]) -> Fields:
    given = dict(route)
    if "stops" not in given and "to" in given and "from" in given:
        via = given.pop("via", None) or []
        given["stops"] = [given.pop("from"), *(via if isinstance(via, list | tuple) else [via]), given.pop("to")]
    if isinstance(given.get("stops"), list | tuple):
        given["stops"] = [_stop(stop, markers) for stop in given["stops"]]
    return given


def _stop(stop: Any, markers: list[Any]) -> Any:
    if not (isinstance(stop, Mapping) and isinstance(stop.get("name"), str)):
        return stop
    known = (each.get("name") if isinstance(each, Mapping) else getattr(each, "name", None) for each in markers)
    if "lat" in stop and stop["name"] not in known:
        markers.append(dict(stop))
    return stop["name"]
