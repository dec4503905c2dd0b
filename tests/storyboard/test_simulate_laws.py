"""The laws of simulations: closed forms where there are some, and what physics says is kept is kept."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.storyboard.kinds.simulate.models.fall import Drop, Fall
from hackathon_backend.storyboard.kinds.simulate.models.projectile import Projectile
from hackathon_backend.storyboard.kinds.simulate.quantities import read


@given(speed=st.floats(0.1, 1e3), angle=st.floats(1, 90))
def test_a_ball_lands_where_the_formula_says(speed: float, angle: float) -> None:
    flight = Projectile.model_validate({"speed": speed, "angle": angle, "gravity": 9.81}).run()
    turned = math.radians(angle)
    assert flight.range == pytest.approx(speed**2 * math.sin(2 * turned) / 9.81, abs=1e-6 * speed**2)
    assert flight.top == pytest.approx((speed * math.sin(turned)) ** 2 / (2 * 9.81))
    assert flight.place(flight.duration)[1] == pytest.approx(0, abs=1e-6 * max(flight.top, 1))


@given(speed=st.floats(0.1, 1e3), angle=st.floats(-80, 90), height=st.floats(0.1, 1e3), part=st.floats(0, 1))
def test_energy_is_kept_in_flight(speed: float, angle: float, height: float, part: float) -> None:
    flight = Projectile.model_validate({"speed": speed, "angle": angle, "height": height}).run()
    t = part * flight.duration
    energy = flight.reading("speed", t) ** 2 / 2 + 9.81 * flight.reading("height", t)
    assert energy == pytest.approx(speed**2 / 2 + 9.81 * height)


def test_masses_let_go_in_a_vacuum_land_together() -> None:
    fall = Fall.model_validate({"masses": ["10 g", "1 kg", "5 t"], "height": "20 m"}).run()
    assert {round(drop.duration, 9) for drop in fall.drops} == {round(math.sqrt(40 / 9.81), 9)}


@given(mass=st.floats(0.01, 100), drag=st.floats(0.001, 10), height=st.floats(0.1, 1000))
def test_in_air_a_thing_falls_as_the_equation_of_motion_says(mass: float, drag: float, height: float) -> None:
    drop = Drop(mass, height, 9.81, drag)
    assert drop.fallen(drop.duration) == pytest.approx(height, rel=1e-6)
    t, step = drop.duration * 0.4, drop.duration * 1e-4
    assert (drop.fallen(t + step) - drop.fallen(t - step)) / (2 * step) == pytest.approx(drop.speed(t), rel=1e-3)
    slope = (drop.speed(t + step) - drop.speed(t - step)) / (2 * step)
    assert mass * slope == pytest.approx(mass * 9.81 - drag * drop.speed(t) ** 2, rel=1e-3, abs=1e-6 * mass)
    assert drop.speed(drop.duration) <= drop.limit


@pytest.mark.parametrize(
    ("given", "dimension", "value"),
    [
        ("15 m/s", "speed", 15), ("54 km/h", "speed", 15), (15, "speed", 15), ("1,5 kg", "mass", 1.5),
        ({"value": "20", "unit": "g"}, "mass", 0.02), ("300 K", "temperature", 26.85), ("212 °F", "temperature", 100),
        ("3e8 m/s", "speed", 3e8), ("1.5 × 10^3 m", "length", 1500), ("−5 °C", "temperature", -5),
        ("2 h", "time", 7200), ("1 atm", "pressure", 101.325), ("10 kΩ", "resistance", 1e4),
        ("9,81 m/s²", "acceleration", 9.81),
        ("3·10⁴ m/s", "speed", 30000), ("2 × 10^-3 m/s", "speed", 0.002), ("1e400 m/s", "speed", math.inf),
    ],
)  # fmt: skip
def test_units_are_converted(given: object, dimension: str, value: float) -> None:
    assert read(given, dimension) == pytest.approx(value)


@pytest.mark.parametrize("given", ["", "fast", "3 kg", True, None, [], {"unit": "m/s"}, "3 parsecs/fortnight"])
def test_what_is_no_speed_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="must be a number with its unit"):
        read(given, "speed")
