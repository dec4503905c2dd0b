"""Maps: names find their countries, places lie where they are, names are readable, and what is unknown is refused."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from babel import Locale
from hypothesis import HealthCheck, Phase, given, settings

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard.drawing.brushes import TextBrush
from hackathon_backend.storyboard.kinds.map.data import atlas, continents
from hackathon_backend.storyboard.kinds.map.layout import laid_out
from hackathon_backend.storyboard.kinds.map.names import UnknownPlace, called, find, find_all
from hackathon_backend.storyboard.kinds.map.parted import PartedEarth
from hackathon_backend.storyboard.kinds.map.projection import (
    Azimuthal,
    EqualEarth,
    Projection,
    great_arc,
    separation,
)
from hackathon_backend.storyboard.kinds.map.scene import MapScene
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.boards import boards
from tests.storyboard.sizes import QUICK, each_size

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja")
"""One language for each kind of script."""
SIZES = [(1280, 720), (1920, 1080), (720, 1280), (720, 720), (640, 360), (960, 720)]
TOKYO = {"name": "Tokyo", "lat": 35.7, "lon": 139.7}
SAN_FRANCISCO = {"name": "San Francisco", "lat": 37.8, "lon": -122.4}
EARTH = 6371.0


def scene(**fields: Any) -> dict[str, Any]:
    return {"type": "map", "heading": "Where it is", "narration": "Look where it is.", **fields}


def board(language: str = "en", **fields: Any) -> Storyboard:
    return Storyboard.read({"title": "Maps", "language": language, "scenes": [scene(**fields)]})


def fills(*countries: str) -> list[dict[str, Any]]:
    return [{"country": country} for country in countries]


def shot(read: Storyboard, size: tuple[int, int] = (1280, 720), theme: str = "clean") -> Shot:
    return shots_of(read, Format(size, 30, THEMES[theme]))[0]


def marks(read: Storyboard, size: tuple[int, int] = (1280, 720)) -> list[Any]:
    found = shot(read, size)
    return marks_of(found.scene, found.timing, found.place, found.context())


def named(read: Storyboard, size: tuple[int, int] = (1280, 720)) -> dict[str, Any]:
    """The box of each text by what it says."""
    return {mark.brush.block.text: mark.box for mark in marks(read, size) if isinstance(mark.brush, TextBrush)}


def refused(**fields: Any) -> StoryboardError:
    with pytest.raises(StoryboardError) as caught:
        board(**fields)
    return caught.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_found_by_its_name_in_each_language(language: str) -> None:
    names = Locale(language).territories
    countries = [code for code in atlas("50m").polygons if len(code) == 2]
    assert len(countries) > 230
    assert {names[code]: find(names[code]) for code in countries} == {names[code]: code for code in countries}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_continent_is_found_by_its_name_in_each_language(language: str) -> None:
    for code in ("002", "003", "005", "009", "019", "142", "150", "AQ"):
        assert find(Locale(language).territories[code]) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USA", "US"),
        ("UK", "GB"),
        ("Holland", "NL"),
        ("Czechia", "CZ"),
        ("Czech Republic", "CZ"),
        ("the Netherlands", "NL"),
        ("die Schweiz", "CH"),
        ("DE", "DE"),
        ("DEU", "DE"),
        ("276", "DE"),
        ("Georgia", "GE"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("ivory coast", "CI"),
        ("Türkei", "TR"),
        ("world", "001"),
    ],
)
def test_other_names_and_codes_are_known(name: str, code: str) -> None:
    assert find(name) == code


def test_words_in_small_letters_are_no_codes() -> None:
    for word in ("in", "it", "no", "and"):
        with pytest.raises(UnknownPlace):
            find(word)


def test_several_countries_may_stand_in_one_text() -> None:
    assert find_all("Spain, Portugal, MA") == ["ES", "PT", "MA"]


def test_labels_are_in_the_language_of_the_film() -> None:
    assert {"Schweiz", "Italien"} <= named(board("de", fills=fills("CH", "Italy"))).keys()
    assert called("DE", "ja") == "ドイツ"


def test_every_country_of_the_data_lies_in_a_continent() -> None:
    placed = frozenset().union(*continents().values())
    lands = {code for code in atlas("50m").polygons if len(code) == 2}
    assert lands - placed <= {"TF", "HM", "IO", "GS"}


def test_equal_earth_keeps_areas_and_shows_the_whole_globe() -> None:
    edge = EqualEarth().points(np.array([[180.0, 0.0], [0.0, 90.0]]))
    assert edge[0, 0] == pytest.approx(2.7066, abs=1e-3)
    assert edge[1, 1] == pytest.approx(1.3173, abs=1e-3)
    assert _cell(EqualEarth(), 0) == pytest.approx(_cell(EqualEarth(), 60), rel=1e-3)


def test_the_world_in_two_parts_keeps_areas_and_cuts_what_crosses_the_atlantic() -> None:
    parted = PartedEarth()
    assert _cell(parted, 0) == pytest.approx(_cell(EqualEarth(), 60), rel=1e-3)
    brazil, japan = parted.points(np.array([[-50.0, -10.0], [138.0, 36.0]]))
    assert brazil[1] > 0 > japan[1]
    assert len(parted.lines(great_arc((-6, 37), (-61, 13)))) == 2
    assert len(parted.lines(great_arc((-6, 37), (139, 35)))) == 1


@pytest.mark.parametrize(("size", "parted"), [((720, 1280), True), ((1280, 720), False)])
def test_an_upright_frame_shows_the_world_in_two_parts(size: tuple[int, int], parted: bool) -> None:
    of = shot(board(fills=fills("USA", "China")), size)
    assert isinstance(of.scene, MapScene)
    view = laid_out(of.scene, of.context(), of.context().stage.body)
    assert isinstance(view.projection, PartedEarth) is parted
    assert view.scale * 5.41 > size[0] * (1.3 if parted else 0.7)


def test_the_azimuthal_projection_keeps_areas_and_has_its_middle_at_0() -> None:
    around = Azimuthal(10, 50)
    assert around.points(np.array([[10.0, 50.0]]))[0] == pytest.approx([0, 0], abs=1e-12)
    assert _cell(around, 0) == pytest.approx(_cell(around, 60), rel=1e-3)
    quarter = around.points(np.array([[100.0, 0.0]]))[0]
    assert math.hypot(*quarter) == pytest.approx(math.sqrt(2))


def _cell(projection: Projection, south: float) -> float:
    """The area of a field of one degree on a map, as a part of its area on the globe."""
    corners = np.array([[20, south], [21, south], [21, south + 1], [20, south + 1]], float)
    x, y = projection.points(corners).T
    area = abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2
    rise = math.sin(math.radians(south + 1)) - math.sin(math.radians(south))
    return area / (math.radians(1) * rise)


def test_a_great_arc_is_the_shortest_way() -> None:
    arc = great_arc((139.7, 35.7), (-122.4, 37.8))
    assert arc[0] == pytest.approx([139.7, 35.7])
    assert arc[-1] == pytest.approx([-122.4, 37.8])
    assert arc[:, 1].max() > 45
    steps = [separation(one, other[None])[0] for one, other in pairwise(arc)]
    assert math.radians(sum(steps)) * EARTH == pytest.approx(8270, abs=25)
    assert max(steps) == pytest.approx(min(steps), rel=0.01)


def test_a_great_arc_between_antipodes_leads_over_a_pole() -> None:
    arc = great_arc((0, 0), (180, 0))
    assert np.isfinite(arc).all()
    assert abs(arc[:, 1]).max() == pytest.approx(90, abs=2)


def test_a_land_over_the_date_line_stays_in_one_piece() -> None:
    read = board(fills=fills("Russia", "Fiji"), region="world")
    drawn = {mark.path: mark.box for mark in marks(read)}
    assert drawn["fills.0"].width < 800
    assert check(read, (1280, 720)) == []


def test_a_route_over_the_pacific_is_not_cut() -> None:
    for region in ("", "world"):
        read = board(region=region, routes=[{"from": TOKYO, "to": SAN_FRANCISCO}])
        lines = [mark for mark in marks(read) if mark.path == "routes.0.stops"]
        assert len(lines) == 1
        places = {mark.path: mark.box.centre for mark in marks(read)}
        assert places["markers.0"][0] < places["markers.1"][0]


def test_a_map_is_not_turned_around_for_scripts_from_right_to_left() -> None:
    for language in ("en", "ar"):
        boxes = {mark.path: mark.box for mark in marks(board(language, fills=fills("Portugal", "Romania")))}
        assert boxes["fills.0"].centre[0] < boxes["fills.1"].centre[0]


def test_a_land_too_small_to_be_seen_has_a_ring_and_its_name() -> None:
    read = board(region="world", fills=fills("Singapore", "Luxembourg"))
    assert {"Singapore", "Luxembourg"} <= named(read).keys()
    assert check(read, (1280, 720)) == []


def test_the_map_fills_the_stage() -> None:
    found = shot(board(fills=fills("Germany")))
    stage = found.context().stage.body
    largest = max(
        marks_of(found.scene, found.timing, found.place, found.context()),
        key=lambda mark: mark.box.width * mark.box.height,
    )
    assert largest.box.width * largest.box.height > 0.45 * stage.width * stage.height


def test_countries_on_routes_are_named_too() -> None:
    assert {"Spain", "Brazil"} <= named(board("en", routes=[{"stops": ["ES", "Brazil"]}])).keys()


@pytest.mark.slow
@pytest.mark.parametrize("theme", list(THEMES))
def test_names_can_be_read_on_every_land_in_every_theme(theme: str) -> None:
    read = board(fills=[{"country": c, "group": c} for c in ("France", "Spain", "Italy", "Poland", "Norway", "Greece")])
    assert check(read.model_copy(update={"theme": theme}), (1280, 720)) == []


@pytest.mark.slow
@each_size(SIZES)
@settings(phases=[Phase.generate], max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=boards("map"))
def test_no_map_has_a_fault(size: tuple[int, int], data: dict[str, Any]) -> None:
    assert check(Storyboard.read(data), size) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_has_no_fault_in_any_language(language: str) -> None:
    read = board(language, region="Europe", fills=fills("FR", "DE", "LU", "BA", "GB", "CZ"))
    assert [fault for fault in check(read, (1280, 720)) if fault.kind != "letters"] == []


def test_an_unknown_country_is_refused_with_its_path_and_the_nearest_name() -> None:
    error = refused(fills=fills("Germany", "Germny"))
    assert error.param == "scenes.0.fills.1.country"
    assert "nearest is Germany" in error.message
    assert refused(region="Atlantis").param == "scenes.0.region"
    assert "routes.0.stops.1" in refused(routes=[{"stops": ["Italy", "Mordor"]}]).message


def test_bad_maps_are_refused() -> None:
    assert refused(markers=[{"name": "x", "lat": 95, "lon": 0}]).param == "scenes.0.markers.0.lat"
    assert refused(markers=[{"name": "x", "lat": float("nan"), "lon": 0}]).param == "scenes.0.markers.0.lat"
    assert refused(fills=fills(*["Italy"] * 300)).param == "scenes.0.fills"
    assert "a map needs" in refused().message


def test_a_repair_leaves_out_what_is_no_country_and_says_so() -> None:
    given_scene = scene(fills=["Italy", "Narnia"], markers=[{"name": "x", "lat": 95, "lon": 0}])
    read, told = repair({"title": "Maps", "scenes": [given_scene]})
    assert [fill["country"] for fill in read.model_dump()["scenes"][0]["fills"]] == ["Italy"]
    assert any("Narnia" in line for line in told)
    assert any("markers.0.lat" in line for line in told)


def test_a_repair_of_three_hundred_countries_shows_as_many_as_it_can_and_says_so() -> None:
    codes = sorted(code for code in atlas("50m").polygons if len(code) == 2)
    read, told = repair({"title": "Maps", "scenes": [scene(fills=codes)]})
    assert len(read.model_dump()["scenes"][0]["fills"]) == 60
    assert any("too many" in line for line in told)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)], ids=str)
def test_no_line_to_a_name_runs_through_another_name(size: tuple[int, int]) -> None:
    powers = ["Germany", "Austria", "Hungary", "Czechia", "Slovakia", "Slovenia", "Croatia", "Bosnia & Herzegovina"]
    read = board(region="Europe", fills=fills(*powers, "France", "UK", "Russia", "Italy"))
    assert check(read, size) == []


def test_the_last_places_of_a_long_route_are_seen_for_long_enough() -> None:
    read = board(fills=fills("Italy"), routes=[{"stops": ["France", "NZ", "Brazil", "Canada"], "cue": "is"}])
    assert check(read, (1280, 720)) == []


@pytest.mark.slow
def test_the_years_of_a_map_follow_each_other_in_a_corner_and_are_clear_of_its_names() -> None:
    filled = [
        {"country": "France", "year": 1957, "cue": "1957"},
        {"country": "Germany", "year": 1957, "cue": "1957"},
        {"country": "Denmark", "year": "1973", "cue": "1973"},
    ]
    narration = "In 1957 two of them begin with it. In 1973 Denmark joins them."
    read = board(region="Europe", fills=filled, narration=narration)
    years = {mark.path: mark for mark in marks(read) if mark.path.endswith(".year")}
    assert set(years) == {"fills.0.year", "fills.2.year"}
    early, late = (
        [path for path, mark in years.items() if mark.state(at).opacity > 0.5]
        for at in (2.5, shot(read).timing.duration - 1)
    )
    assert (early, late) == (["fills.0.year"], ["fills.2.year"])
    for size in QUICK:
        assert check(read, size) == []


@pytest.mark.slow
def test_a_zoom_shows_a_land_larger_with_its_names_placed_anew_and_goes_back() -> None:
    narration = "Here are the lands of the west. Look at the small ones by the sea. Then see them all again."
    zooms = [{"to": "Belgium, Netherlands", "cue": "small ones"}, {"cue": "all again"}]
    read = board(region="Europe", fills=fills("Belgium", "Netherlands", "Spain"), zooms=zooms, narration=narration)
    land = next(mark for mark in marks(read) if mark.path == "fills.0")
    sizes = [land.stands(land.state(at)).width / land.box.width for at in (1.5, 5.0, shot(read).timing.duration - 0.5)]
    assert sizes[0] == sizes[2] == 1
    assert sizes[1] == pytest.approx(2.5)
    names = [mark for mark in marks(read) if mark.path == "fills.0.country"]
    for at in (1.5, 5.0, shot(read).timing.duration - 0.5):
        assert sum(mark.state(at).opacity > 0.5 for mark in names) == 1
    for size in QUICK:
        assert check(read, size) == []


def test_a_zoom_to_no_known_land_is_refused() -> None:
    assert "zooms" in str(refused(region="Europe", zooms=[{"to": "Atlantis"}]))


def scale_of(read: Storyboard) -> float:
    """Pixels across Germany."""
    return next(float(mark.box.width) for mark in marks(read) if mark.path == "fills.0")


@pytest.mark.slow
def test_a_continent_is_shown_as_far_as_it_matters() -> None:
    near = board(region="Europe", fills=fills("Germany", "France"))
    whole = board(region="Europe", fills=fills("Germany", "Norway", "Greece", "Portugal", "Iceland"))
    assert scale_of(near) > 1.25 * scale_of(whole)
    assert check(near, (1280, 720)) == []


@pytest.mark.slow
def test_a_route_to_a_land_that_reaches_beyond_the_continent_ends_within_it() -> None:
    with_route = board(region="Europe", fills=fills("Germany"), routes=[{"stops": ["Germany", "Russia"]}])
    assert scale_of(with_route) > 0.75 * scale_of(board(region="Europe", fills=fills("Germany")))
    ends = {mark.path: mark.box for mark in marks(with_route)}
    assert ends["routes.0.stops"].right < 1100


def test_the_name_of_a_land_stands_in_its_main_part_and_not_overseas() -> None:
    read = board(region="France, Brazil", fills=fills("France", "Brazil"))
    france, brazil = named(read)["France"], named(read)["Brazil"]
    assert france.y < 300 < brazil.y


@pytest.mark.slow
def test_a_group_has_one_colour_on_two_maps_in_a_row() -> None:
    sides = [("Germany", "Central Powers"), ("France", "Entente")]
    colours = []
    for order in (sides, sides[::-1]):
        read = board(region="Europe", fills=[{"country": land, "group": group} for land, group in order])
        found = {each: mark.brush for each, mark in zip(("fills.0", "fills.1"), _lands(read), strict=True)}
        colours.append({land: found[f"fills.{at}"].colour for at, (land, _) in enumerate(order)})  # type: ignore[attr-defined]
    assert colours[0] == colours[1]


def _lands(read: Storyboard) -> list[Any]:
    return [next(mark for mark in marks(read) if mark.path == path) for path in ("fills.0", "fills.1")]


def test_a_voyage_over_the_sea_shows_the_shores_around_its_stops() -> None:
    palos, island = {"name": "Palos", "lat": 37.2, "lon": -6.9}, {"name": "San Salvador", "lat": 24.05, "lon": -74.5}
    places = named(board(markers=[palos, island], routes=[{"stops": ["Palos", "San Salvador"]}]))
    stage = shot(board(markers=[palos])).context().stage.safe
    assert max(box.right for text, box in places.items() if text in {"Palos", "San Salvador"}) < stage.right - 60
    assert abs(places["Palos"].y - places["San Salvador"].y) < 0.5 * stage.height
