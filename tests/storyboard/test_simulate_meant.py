"""Simulations follow what their words speak of: which body circles which, and what happens to a gas."""

from __future__ import annotations

import pytest

from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard.kinds.simulate.laws.matter.gas import Mixing, Piston
from hackathon_backend.storyboard.kinds.simulate.laws.space.orbit import Orbit
from hackathon_backend.storyboard.kinds.simulate.scene import SimulateScene
from hackathon_backend.storyboard.kinds.simulate.variants import meant


def told(name: str, heading: str, narration: str = "Look at this.", **model: str) -> SimulateScene:
    scene = {"heading": heading, "narration": narration, "model": {"name": name} | model}
    return meant(SimulateScene.model_validate(scene), "en")


def orbit(heading: str, narration: str = "Look at this.", **model: str) -> Orbit:
    found = told("orbit", heading, narration, **model).model
    assert isinstance(found, Orbit)
    return found


@pytest.mark.parametrize(
    ("heading", "centre", "satellite"),
    [
        ("The Moon circles the Earth, and the Earth the Sun", "earth", "moon"),
        ("The planet Mars goes around the Sun", "sun", "mars"),
        ("Der Mond umkreist die Erde", "earth", "moon"),
        ("La Luna gira alrededor de la Tierra", "earth", "moon"),
        ("月は地球のまわりを回る", "earth", "moon"),
        ("القمر يدور حول الأرض", "earth", "moon"),
        ("A probe around Mars", "mars", "probe"),
        ("Jupiter and its moons", "jupiter", "moon"),
        ("The electron and its nucleus", "nucleus", "electron"),
        ("Halley's comet", "sun", "halley"),
        ("Equal areas in equal times", "sun", "planet"),
    ],
)
def test_what_circles_is_what_is_spoken_of(heading: str, centre: str, satellite: str) -> None:
    assert tuple(each.id for each in orbit(heading).pair) == (centre, satellite)


def test_the_narration_tells_it_where_the_heading_does_not() -> None:
    assert orbit("Once a month", "The Moon goes around the Earth.").pair[0].id == "earth"


@pytest.mark.parametrize(
    ("satellite", "days"), [("Moon", 27.3), ("Mars", 687), ("ISS", 0.0644), ("Io", 1.77), ("Phobos", 0.319)]
)
def test_bodies_take_as_long_as_they_do(satellite: str, days: float) -> None:
    made = orbit("Around", satellite=satellite)
    assert made.run().period * 365.25 == pytest.approx(days, rel=0.01)


def test_distances_and_times_are_told_in_units_that_suit() -> None:
    moon, electron = orbit("The Moon around the Earth"), orbit("An electron around its nucleus")
    assert moon.run().reading("period", 0.0) == pytest.approx(27.3, rel=0.01)
    assert (moon.read_in("distance"), moon.read_in("period")) == ("km", "days")
    assert electron.run().reading("distance", 0.0) == pytest.approx(52.9, rel=0.01)
    assert electron.run().reading("speed", 0.0) == pytest.approx(2188, rel=0.01)
    assert electron.read_in("distance") == "pm"


def test_a_centre_that_the_heading_contradicts_is_a_finding() -> None:
    scene = {
        "type": "simulate",
        "heading": "The Moon circles the Earth",
        "model": {"name": "orbit", "centre": "Sun"},
        "narration": "It takes a month.",
    }
    [fault] = [each for each in check(Storyboard.read({"title": "Moon", "scenes": [scene]})) if each.kind == "meaning"]
    assert fault.path == "model.centre"


def test_gases_that_mix_are_no_osmosis() -> None:
    model = Mixing()
    assert [each[0] for each in model.contradicted("Osmosis: water crosses a membrane")] == ["name"]
    assert list(model.contradicted("Diffusion: two gases mix")) == []


@pytest.mark.parametrize("heading", ["Radioactive decay", "Die Halbwertszeit von Jod", "半減期とは"])
def test_what_decays_becomes_fewer(heading: str) -> None:
    scene = {
        "type": "simulate",
        "heading": heading,
        "model": {"name": "populations", "start": 80},
        "narration": "Watch.",
    }
    [read] = Storyboard.read({"title": "Nuclei", "scenes": [scene]}).scenes
    assert isinstance(read, SimulateScene)
    run = read.model.run()
    assert run.reading("population", 0.0) == 80
    assert 0 < run.reading("population", run.duration) < 10


def test_growth_under_a_heading_of_decay_is_a_finding() -> None:
    scene = {
        "type": "simulate",
        "heading": "Radioactive decay",
        "model": {"name": "populations", "form": "exponential", "growth": 0.4},
        "narration": "There is less and less of it.",
    }
    [fault] = [each for each in check(Storyboard.read({"title": "Decay", "scenes": [scene]})) if each.kind == "meaning"]
    assert fault.path == "model.growth"


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (720, 720)], ids=str)
def test_orbits_have_no_fault(size: tuple[int, int]) -> None:
    headings = ["The Moon circles the Earth", "Halley's comet falls towards the Sun", "An electron around its nucleus"]
    scenes = [
        {
            "type": "simulate",
            "heading": heading,
            "model": {"name": "orbit"},
            "narration": f"{heading}, again and again.",
        }
        for heading in headings
    ]
    board, changes = repair({"title": "Orbits", "scenes": scenes})
    assert (changes, check(board, size)) == ([], [])


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("Squeezing a gas", "squeezed"),
        ("Heating a gas raises its pressure", "heated"),
        ("A gas that is heated expands", "expanding"),
        ("Ein Gas wird erhitzt", "heated"),
        ("Pressure and volume", "squeezed"),
    ],
)
def test_what_happens_to_a_gas_is_what_is_spoken_of(heading: str, form: str) -> None:
    model = told("piston", heading).model
    assert isinstance(model, Piston)
    assert model.form == form


@pytest.mark.parametrize(
    ("form", "changing"),
    [
        ("squeezed", {"volume", "pressure"}),
        ("heated", {"temperature", "pressure"}),
        ("expanding", {"volume", "temperature"}),
    ],
)
def test_a_gas_that_nobody_sets_changes_by_itself_and_comes_back(form: str, changing: set[str]) -> None:
    model = Piston.model_validate({"form": form})
    volume, temperature = model.by_itself(20.0)
    run = model.run()
    seen = {
        name: {round(run.reading(name, t / 4), 2) for t in range(60)} for name in ("volume", "temperature", "pressure")
    }
    assert {name for name, values in seen.items() if len(values) > 1} == changing
    assert volume.at(7.3) == pytest.approx(model.volume) and temperature.at(7.3) == pytest.approx(model.temperature)
