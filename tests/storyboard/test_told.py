"""What the words of a scene tell is drawn where its fields leave it open: parts, places, the variant of a law."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard.drawing.formulas.chemistry import upright
from hackathon_backend.storyboard.kinds.map.scene import MapScene
from hackathon_backend.storyboard.kinds.map.tones import MapTones
from hackathon_backend.storyboard.kinds.map.view import seen
from hackathon_backend.storyboard.kinds.plot.maths.features import extremes
from hackathon_backend.storyboard.kinds.simulate.scene import SimulateScene
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES, contrast

ERUPTION = "Unter dem Berg liegt die Magmakammer. Durch den Schlot steigt Magma auf. Am Krater tritt es aus."
RABBITS = "When there are many rabbits, foxes thrive. When there are many foxes, rabbits dwindle."


def mended(language: Any = "en", **scene: Any) -> Any:
    """The one scene that is made of `scene`."""
    given = {"heading": "What is shown", "narration": "Look at it."} | scene
    board, _ = repair({"title": "Told", "language": language, "scenes": [given]})
    [made] = board.scenes
    return made


FORMULA = r"f' = f \cdot \frac{c}{c - v}"


@pytest.mark.parametrize(
    "name", ["latex", "tex", "math", "formula", "equation", "expression", "lines", "derivation", "content", "text"]
)
def test_a_formula_is_read_under_any_name(name: str) -> None:
    for given in (FORMULA, f"${FORMULA}$", [FORMULA], [{"latex": FORMULA}], {"latex": FORMULA}):
        scene = mended(type="equation", **{name: given})
        assert [step.latex for step in scene.steps] == [FORMULA]


def test_the_lines_of_an_aligned_formula_are_steps() -> None:
    scene = mended(type="equation", latex=r"\begin{aligned} x &= 2 + 3 \\ &= 5 \end{aligned}")
    assert [step.latex for step in scene.steps] == ["x = 2 + 3", "= 5"]


def test_what_is_said_of_a_formula_is_its_note() -> None:
    [step] = mended(type="equation", steps=[{"title": "Divide by two", "description": "x = 2"}]).steps
    assert (step.latex, step.note) == ("x = 2", "Divide by two")


@pytest.mark.parametrize("kind", ["text", "graph", "cast"])
def test_a_formula_in_a_scene_that_can_t_be_drawn_is_shown_instead_of_its_narration(kind: str) -> None:
    assert mended(type=kind, latex="a = b").steps[0].latex == "a = b"


def test_a_formula_beside_points_gets_a_scene_of_its_own() -> None:
    points = {"type": "points", "heading": "Force", "points": ["Push", "Pull"], "formula": "F = ma"}
    narration = "You push or pull. The force is mass times acceleration."
    board, _ = repair({"title": "Force", "scenes": [points | {"narration": narration}]})
    assert [scene.type for scene in board.scenes] == ["points", "equation"]
    assert " ".join(scene.narration for scene in board.scenes) == narration


@pytest.mark.parametrize("name", ["callouts", "labels", "parts", "annotations", "highlights"])
def test_the_parts_of_a_drawing_are_read_under_any_name(name: str) -> None:
    named = [{"part": "magma chamber", "cue": "Magmakammer"}, {"part": "crater", "cue": "Krater"}]
    scene = mended("de", type="cutaway", subject="volcano", narration=ERUPTION, **{name: named})
    assert [(part.part, part.cue) for part in scene.parts] == [("magma chamber", "Magmakammer"), ("crater", "Krater")]


@pytest.mark.parametrize(
    ("language", "subject", "narration", "named"),
    [
        ("de", "volcano", ERUPTION, ["Magmakammer", "Schlot", "Krater"]),
        ("fr", "eye", "La lumière traverse la cornée et tombe sur la rétine.", ["cornée", "rétine"]),
        ("zh", "heart", "血液进入右心房，再到右心室。", ["右心房", "右心室"]),
        ("ar", "heart", "يدخل الدم إلى الأذين الأيمن ثم البطين الأيمن.", ["الأذين الأيمن", "البطين الأيمن"]),
    ],
)
def test_a_drawing_without_parts_has_those_that_are_spoken_of(
    language: str, subject: str, narration: str, named: list[str]
) -> None:
    scene = mended(language, type="cutaway", subject=subject, narration=narration)
    assert [part.part for part in scene.parts] == named
    assert all(part.cue in narration and part.cue for part in scene.parts)


def test_a_drawing_of_which_no_part_is_spoken_has_its_main_parts() -> None:
    assert len(mended(type="cutaway", subject="heart", narration="It pumps all day.").parts) == 6
    assert mended(type="cutaway", subject="heart", narration="It pumps.", labels="all").parts == ()


def test_parts_without_cues_come_as_they_are_spoken_of() -> None:
    scene = mended("de", type="cutaway", subject="volcano", narration=ERUPTION, parts=["crater", "magma chamber"])
    assert [(part.part, part.cue) for part in scene.parts] == [("magma chamber", "Magmakammer"), ("crater", "Krater")]


def test_a_map_without_anything_on_it_has_the_countries_that_are_spoken_of() -> None:
    said = "France and Germany signed it; Japan's and Indian envoys, and a turkey, stayed away."
    scene = mended(type="map", region="Europe", narration=said)
    assert [(fill.country, fill.cue) for fill in scene.fills] == [("France", "France"), ("Germany", "Germany")]


def test_places_come_at_the_words_that_name_them() -> None:
    markers = [{"name": "Mount Fuji", "lat": 35.4, "lon": 138.7}, {"name": "Krakatau", "lat": -6.1, "lon": 105.4}]
    scene = mended(type="map", markers=markers, narration="First Krakatau, and then Fuji.")
    assert [(marker.name, marker.cue) for marker in scene.markers] == [("Krakatau", "Krakatau"), ("Mount Fuji", "Fuji")]


RING = {
    "Fuji": (35.4, 138.7),
    "Krakatau": (-6.1, 105.4),
    "Mount St. Helens": (46.2, -122.2),
    "Villarrica": (-39.4, -71.9),
}


def centre(**fields: Any) -> float:
    projection, _ = seen(MapScene.model_validate({"heading": "Where"} | fields))
    return float(getattr(projection, "centre", getattr(projection, "longitude", 0.0)))


def test_places_around_the_pacific_stand_around_it() -> None:
    markers = [{"name": name, "lat": lat, "lon": lon} for name, (lat, lon) in RING.items()]
    assert 150 <= centre(markers=markers) <= 210
    assert 140 <= centre(fills=[{"country": "Japan"}, {"country": "United States"}]) % 360 <= 220


@pytest.mark.parametrize(
    "names", [("United States", "Germany", "China"), ("Brazil", "India"), ("United States", "Russia", "Cuba")]
)
def test_other_maps_of_the_world_are_cut_in_the_bering_strait(names: tuple[str, ...]) -> None:
    assert centre(region="world", fills=[{"country": name} for name in names]) == 11


def test_islands_on_both_sides_of_the_date_line_are_shown_from_near() -> None:
    places = {"Suva": (-18.1, 178.4), "Apia": (-13.8, -171.8), "Honolulu": (21.3, -157.9)}
    markers = [{"name": name, "lat": lat, "lon": lon} for name, (lat, lon) in places.items()]
    assert abs(abs(centre(markers=markers)) - 170) < 15


@pytest.mark.parametrize("name", THEMES)
def test_land_water_coasts_and_borders_are_told_apart_in_every_theme(name: str) -> None:
    tones = MapTones.of(THEMES[name])
    assert contrast(tones.land, tones.water) > 1.15
    assert contrast(tones.land, tones.border) > 1.25
    assert contrast(tones.coast, tones.land) > 1.5
    assert tones.water != THEMES[name].paper


def test_a_route_is_at_a_stop_when_that_is_spoken_of() -> None:
    places = {"Caffa": (45.0, 35.4), "Messina": (38.2, 15.6), "London": (51.5, -0.1)}
    scene = {
        "type": "map",
        "heading": "The plague",
        "markers": [{"name": name, "lat": lat, "lon": lon} for name, (lat, lon) in places.items()],
        "routes": [{"stops": list(places), "cue": "Ships"}],
        "narration": "Ships leave Caffa with rats. In the autumn they come to Messina. A year later it is in London.",
    }
    board, _ = repair({"title": "Plague", "scenes": [scene]})
    [shot] = shots_of(board, Format((1280, 720), 30, THEMES["clean"]))
    marks = marks_of(shot.scene, shot.timing, shot.place, shot.context())
    ends = [max(end for _, end in mark.busy()) for mark in marks if mark.path == "routes.0.stops"]
    named = [word.start for word in shot.timing.words if word.text.strip(".") in ("Messina", "London")]
    assert ends[:2] == pytest.approx(named, abs=0.3)


@pytest.mark.parametrize("name", ["show", "shows", "points", "marks", "annotations", "highlights"])
def test_points_of_a_curve_are_read_under_any_name(name: str) -> None:
    given = [{"type": "point", "x": 60, "cue": "sixty"}, {"x": 180}]
    scene = mended(type="plot", curves=["6*(1-exp(-x/60))"], narration="At sixty it is four.", **{name: given})
    assert [(point.at, point.y, point.cue) for point in scene.points] == [(60, None, "sixty"), (180, None, "")]


def test_things_that_are_pointed_at_go_to_the_lists_of_their_kinds() -> None:
    given = [{"type": "tangent", "x": 1}, {"type": "area", "from": 0, "to": 2}, {"type": "maximum"}, [1, 1], "zeros"]
    scene = mended(type="plot", curves=["x*(2-x)"], annotations=given)
    assert [tangent.at for tangent in scene.tangents] == [1]
    assert [(area.start, area.end) for area in scene.areas] == [(0, 2)]
    assert [part.what for part in scene.show] == ["extremes", "zeros"]
    assert [(point.at, point.y) for point in scene.points] == [(1, 1)]


def test_a_value_that_is_spoken_is_shown_on_the_curve() -> None:
    x = {"unit": "kg", "start": 0, "end": 250}
    scene = mended(type="plot", x=x, curves=["x/60"], narration="With 60 kg it is one. With 900 kg it is more.")
    assert [(point.at, point.cue) for point in scene.points] == [(60, "60 kg")]


@pytest.mark.parametrize(
    ("heading", "narration", "form"),
    [
        ("Prey and hunters take turns", "Their numbers rise and fall.", "predator_prey"),
        ("They take turns", RABBITS, "predator_prey"),
        ("Räuber und Beute", "So geht es im Kreis.", "predator_prey"),
        ("Bacteria double", "Their number grows exponentially.", "exponential"),
        ("Filling up", "They grow in number until there is no room.", "logistic"),
    ],
)
def test_the_variant_of_a_law_is_told_from_the_words(heading: str, narration: str, form: str) -> None:
    for model in ("populations", {"name": "populations"}):
        assert mended(type="simulate", heading=heading, narration=narration, model=model).model.form == form


def test_the_animals_that_are_spoken_of_are_drawn() -> None:
    model = mended(type="simulate", narration=RABBITS, model="populations").model
    assert (model.who, model.hunter) == ("rabbits", "foxes")


@pytest.mark.parametrize("given", [{"predators": 9}, {"hunter": "lynx"}, {"species": ["hare", "lynx"]}])
def test_what_only_a_hunt_has_means_a_hunt(given: dict[str, Any]) -> None:
    assert mended(type="simulate", model={"name": "populations"} | given).model.form == "predator_prey"


def _connection(board: Storyboard) -> str:
    scene = board.scenes[0]
    assert isinstance(scene, SimulateScene)
    return str(scene.model.model_dump()["connection"])


def test_a_variant_that_is_given_stays_and_is_found_if_its_heading_says_another() -> None:
    model = {"name": "circuit", "resistors": ["10 Ω", "20 Ω"], "connection": "series"}
    scene = {"type": "simulate", "heading": "Two lamps in parallel", "model": model, "narration": "Current flows."}
    board, _ = repair({"title": "Lamps", "scenes": [scene]})
    assert _connection(board) == "series"
    assert [fault.path for fault in check(board) if fault.kind == "meaning"] == ["model.connection"]
    del model["connection"]
    told, _ = repair({"title": "Lamps", "scenes": [scene]})
    assert _connection(told) == "parallel"


@pytest.mark.parametrize("names", [("left", "right"), ("photosynthesis", "respiration"), ("before", "after")])
def test_the_sides_of_a_comparison_are_its_columns_whatever_they_are_called(names: tuple[str, str]) -> None:
    sides: dict[str, Any] = {names[0]: {"title": "Stores", "points": ["Light"]}, names[1]: ["Heat", "Motion"]}
    columns = mended(type="compare", **sides).columns
    assert [column.title for column in columns] == ["Stores", names[1].capitalize()]
    assert [item.text for item in columns[1].items] == ["Heat", "Motion"]


def test_the_rows_of_a_table_are_turned_into_columns() -> None:
    columns = mended(type="compare", columns=["Copper", "Iron"], rows=[["Conducts", "well", "badly"]]).columns
    assert [(column.title, column.items[0].text) for column in columns] == [("Copper", "well"), ("Iron", "badly")]


def test_bars_come_as_their_labels_are_spoken_of() -> None:
    said = "The kettle needs most, then the lamp."
    scene = mended(type="chart", labels=["Lamp", "Kettle"], values=[60, 2000], narration=said)
    assert [(part.label, part.cue) for part in scene.focus] == [("Kettle", "kettle"), ("Lamp", "lamp")]


@pytest.mark.parametrize(
    ("model", "heading", "index"),
    [
        ({"from": "air", "to": "water"}, "Into something else", 1.33),
        ({"to": "Diamant"}, "Licht", 2.42),
        ({}, "La luz entra en el agua", 1.33),
        ({"to": "water", "n2": 1.4}, "Salt water", 1.4),
        ({}, "Light is bent", 1.5),
    ],
)
def test_a_medium_has_its_own_refractive_index(model: dict[str, Any], heading: str, index: float) -> None:
    scene = mended(type="simulate", heading=heading, model={"name": "refraction"} | model)
    assert scene.model.n2 == index


def test_a_voyage_over_two_oceans_is_in_one_piece() -> None:
    stops = {"Sevilla": (37.4, -6.0), "Rio": (-22.9, -43.2), "Strait": (-53.5, -70.9), "Guam": (13.4, 144.8)}
    markers = [{"name": name, "lat": lat, "lon": lon} for name, (lat, lon) in stops.items()]
    assert centre(markers=markers, routes=[{"stops": list(stops)}]) == pytest.approx(-110.6, abs=5)


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"2H_2 + O_2 \to 2H_2O", r"2\mathrm{H}_2 + \mathrm{O}_2 \to 2\mathrm{H}_2\mathrm{O}"),
        ("N2 + 3H2 <=> 2NH3", r"\mathrm{N}_{2} + 3\mathrm{H}_{2}  \rightleftharpoons  2\mathrm{NH}_{3}"),
        (r"NaCl(s) \to Na+ + Cl-", r"\mathrm{NaCl}(\mathrm{s}) \to \mathrm{Na}^{+} + \mathrm{Cl}^{-}"),
        (r"Fe_2O_3 \xrightarrow{heat} Fe", r"\mathrm{Fe}_2\mathrm{O}_3 \xrightarrow{\text{heat}} \mathrm{Fe}"),
        (r"^{14}_{6}C \to ^{14}_{7}N + e^-", r"^{14}_{6}\mathrm{C} \to ^{14}_{7}\mathrm{N} + \mathrm{e}^-"),
        ("8H+ + 8e- -> 4H2", r"8\mathrm{H}^{+} + 8\mathrm{e}^{-}  \rightarrow  4\mathrm{H}_{2}"),
        (r"CuSO_4 \cdot 5H_2O", r"\mathrm{CuSO}_4 \cdot 5\mathrm{H}_2\mathrm{O}"),
        ("SO_4^{2-}", r"\mathrm{SO}_4^{2-}"),
        (r"K_a = \frac{[H^+][A^-]}{[HA]}", r"K_a = \frac{[\mathrm{H^+}][\mathrm{A^-}]}{[\mathrm{HA}]}"),
        ("pH = 7", r"\mathrm{pH} = 7"),
    ],
)
def test_chemistry_stands_upright(latex: str, shown: str) -> None:
    assert upright(latex) == shown


@pytest.mark.parametrize(
    "latex",
    [
        r"x_1 + x_2 \to 0",
        r"C_1 + C_2 = C",
        r"P_1V_1 = P_2V_2",
        r"S \to NP\ VP",
        "U_2 + U_3",
        r"f: N \to P",
        "[AB]",
        "pV = nRT",
        "y = e- 1",
    ],
)
def test_what_is_no_chemistry_stays_as_it_is(latex: str) -> None:
    assert upright(latex) == latex


def test_the_tails_of_a_bell_curve_are_not_searched_for_extremes() -> None:
    calls = []

    def bell(xs: NDArray[np.float64]) -> NDArray[np.float64]:
        calls.append(len(xs))
        return np.exp(-xs * xs / 2)

    assert extremes(bell, -30, 30) == [(0.0, 1.0)]
    assert len(calls) < 500
