"""The laws of simulations: closed forms where there are some, and what physics says is kept is kept."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.storyboard.kinds.simulate.laws.base import ModelStage
from hackathon_backend.storyboard.kinds.simulate.laws.biology.growth import Growth, Hunt, whole
from hackathon_backend.storyboard.kinds.simulate.laws.biology.populations import MOST, Populations
from hackathon_backend.storyboard.kinds.simulate.laws.chance.sums import Throws
from hackathon_backend.storyboard.kinds.simulate.laws.chemistry.electrolysis import Electrolysis
from hackathon_backend.storyboard.kinds.simulate.laws.chemistry.equilibrium import Equilibrium
from hackathon_backend.storyboard.kinds.simulate.laws.course import RAMP, Course
from hackathon_backend.storyboard.kinds.simulate.laws.electricity.circuit import Circuit
from hackathon_backend.storyboard.kinds.simulate.laws.matter.gas import COUNT as GAS
from hackathon_backend.storyboard.kinds.simulate.laws.matter.gas import HEIGHT as CYLINDER
from hackathon_backend.storyboard.kinds.simulate.laws.matter.gas import WIDTH as LONG
from hackathon_backend.storyboard.kinds.simulate.laws.matter.gas import Mixing, Piston
from hackathon_backend.storyboard.kinds.simulate.laws.matter.states import COUNT, HEIGHT, WIDTH, Matter
from hackathon_backend.storyboard.kinds.simulate.laws.mechanics.collision import Bump
from hackathon_backend.storyboard.kinds.simulate.laws.mechanics.fall import Drop, Fall
from hackathon_backend.storyboard.kinds.simulate.laws.mechanics.pendulum import Swing
from hackathon_backend.storyboard.kinds.simulate.laws.mechanics.projectile import Projectile
from hackathon_backend.storyboard.kinds.simulate.laws.mechanics.push import Push
from hackathon_backend.storyboard.kinds.simulate.laws.mechanics.slope import Slope
from hackathon_backend.storyboard.kinds.simulate.laws.mechanics.spring import Oscillation
from hackathon_backend.storyboard.kinds.simulate.laws.optics.lens import Lens
from hackathon_backend.storyboard.kinds.simulate.laws.optics.mirror import Mirror
from hackathon_backend.storyboard.kinds.simulate.laws.optics.refraction import Refraction
from hackathon_backend.storyboard.kinds.simulate.laws.space.orbit import EllipticalOrbit
from hackathon_backend.storyboard.kinds.simulate.laws.waves.doppler import Doppler
from hackathon_backend.storyboard.kinds.simulate.laws.waves.wave import Wave
from hackathon_backend.storyboard.kinds.simulate.quantities import read
from hackathon_backend.storyboard.kinds.simulate.words import word


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


@given(force=st.floats(0.1, 1e4), mass=st.floats(0.1, 1e4), friction=st.floats(0, 1))
def test_a_force_gives_each_mass_its_acceleration(force: float, mass: float, friction: float) -> None:
    race = Push.model_validate({"force": force, "masses": [mass, 2 * mass], "friction": friction}).run()
    for cart in race.carts:
        assert cart.acceleration == pytest.approx(max(force / cart.mass - friction * 9.81, 0), rel=1e-9, abs=1e-9)
    assert all(cart.way(race.duration) <= race.distance * (1 + 1e-9) for cart in race.carts)


@given(angle=st.floats(1, 80), friction=st.floats(0, 2), part=st.floats(0, 1))
def test_on_a_slope_the_lost_height_becomes_motion_and_heat(angle: float, friction: float, part: float) -> None:
    slide = Slope.model_validate({"angle": angle, "friction": friction, "mass": 2}).run()
    assert slide.slides == (math.tan(math.radians(angle)) > friction + 1e-9)
    t = part * slide.duration
    lost = slide.weight * slide.way(t) * math.sin(math.radians(angle))
    motion = slide.mass * slide.reading("speed", t) ** 2 / 2
    assert lost == pytest.approx(motion + slide.held * slide.way(t), abs=1e-6 * (1 + lost))


@given(ohms=st.lists(st.floats(0.1, 1e4), min_size=1, max_size=3), volts=st.floats(0, 1e3))
def test_circuits_keep_kirchhoffs_laws(ohms: list[float], volts: float) -> None:
    for connection in ("series", "parallel"):
        wired = Circuit.model_validate({"voltage": volts, "resistors": ohms, "connection": connection}).run()
        each = range(len(ohms))
        through, across = ([f(n, 0.0) for n in each] for f in (wired.through, wired.across))
        if connection == "series":
            assert sum(across) == pytest.approx(volts, rel=1e-9, abs=1e-9)
            assert through == pytest.approx([wired.current(0.0)] * len(ohms))
        else:
            assert sum(through) == pytest.approx(wired.current(0.0), rel=1e-9, abs=1e-9)
            assert across == pytest.approx([volts] * len(ohms))
        power = sum(i * u for i, u in zip(through, across, strict=True))
        assert power == pytest.approx(wired.reading("power", 0.0), rel=1e-9, abs=1e-9)


def test_charges_move_by_the_sum_of_the_current_while_the_voltage_changes() -> None:
    course = Course(((0.0, 2.0), (3.0, 6.0)), ramp=2.0)
    assert [course.at(t) for t in (0, 3, 4, 5, 9)] == pytest.approx([2, 2, 4, 6, 6])
    assert course.summed(8.0) == pytest.approx(2 * 3 + 4 * 2 + 6 * 3, rel=1e-3)


@given(angle=st.floats(0, 89), n1=st.floats(1, 3), n2=st.floats(1, 3))
def test_rays_are_refracted_by_snells_law(angle: float, n1: float, n2: float) -> None:
    ray = Refraction.model_validate({"angle": angle, "n1": n1, "n2": n2}).run()
    if ray.is_total(0.0):
        assert n1 > n2
        assert angle >= ray.reading("critical", 0.0) - 1e-6
    else:
        sines = n1 * math.sin(math.radians(angle)), n2 * math.sin(math.radians(ray.refracted(0.0)))
        assert sines[0] == pytest.approx(sines[1])


@pytest.mark.slow
@given(axis=st.floats(0.1, 50), e=st.floats(0, 0.95), part=st.floats(0, 1))
def test_planets_keep_keplers_laws_their_energy_and_their_angular_momentum(axis: float, e: float, part: float) -> None:
    run = EllipticalOrbit(axis, e)
    years = part * run.period
    x, y = run.place(years)
    centre = x + axis * e
    assert (centre / axis) ** 2 + (y / run.minor) ** 2 == pytest.approx(1)
    assert math.hypot(x, y) == pytest.approx(run.distance(years))
    vx, vy = run.velocity(years)
    spin = x * vy - y * vx
    assert spin == pytest.approx(run.nearest * run.velocity(0.0)[1], rel=1e-6)
    sun = 887.1  # km²/s² AU: the Sun's mass times the constant of gravity
    energy = (vx * vx + vy * vy) / 2 - sun / math.hypot(x, y)
    assert energy == pytest.approx(-sun / (2 * axis), rel=2e-3, abs=2e-3 * sun / run.nearest)


def test_equal_areas_are_swept_in_equal_times() -> None:
    run = EllipticalOrbit(1.0, 0.6)
    areas = []
    for n in range(8):
        times = [(n + k / 400) / 8 for k in range(401)]
        points = [run.place(t) for t in times]
        areas.append(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)) / 2)
    assert areas == pytest.approx([run.swept(0, run.period / 8)] * 8, rel=1e-3)


@pytest.mark.parametrize(("temperature", "state"), [(-40.0, "solid"), (20.0, "liquid"), (150.0, "gas")])
def test_particles_are_all_kept_inside_and_behave_as_their_state_does(temperature: float, state: str) -> None:
    matter = Matter("water", ((0.0, temperature),), 3)
    assert matter.state(0.0) == state
    early, late = matter.course.at(0.0), matter.course.at(4.0)
    for places in (early, late):
        assert places.shape == (COUNT, 2)
        assert (places > 0).all()
        assert (places < (WIDTH, HEIGHT)).all()
    moved = (((late - late.mean(0)) - (early - early.mean(0))) ** 2).sum(1) ** 0.5
    assert (sorted(moved)[COUNT // 2] < 0.5) == (state == "solid")
    assert (late[:, 1].max() > 0.8 * HEIGHT) == (state == "gas")


def test_frames_of_particles_do_not_depend_on_the_order_in_which_they_are_asked_for() -> None:
    first, second = Matter("water", ((0.0, 20.0),), 91), Matter("water", ((0.0, 20.0), (99.0, 20.0)), 91)
    late = first.course.at(1.5)
    assert (first.course.at(0.5) == second.course.at(0.5)).all()
    assert (late == second.course.at(1.5)).all()


def test_sums_of_dice_pile_up_as_the_central_limit_theorem_says() -> None:
    throws = Throws(5, 6, 20_000)
    assert throws.counts(throws.duration).sum() == 20_000
    assert throws.reading("mean", throws.duration) == pytest.approx(17.5, abs=0.1)
    assert throws.reading("spread", throws.duration) == pytest.approx(throws.spread, abs=0.1)
    near = throws.counts(throws.duration)[17 - 5]
    assert near == pytest.approx(throws.expected(17), rel=0.08)
    assert [throws.done(t) for t in (0, throws.duration)] == [0, 20_000]


@given(angle=st.floats(1, 120), length=st.floats(0.1, 20), part=st.floats(0, 3))
def test_a_pendulum_keeps_its_energy_and_comes_back_after_its_period(angle: float, length: float, part: float) -> None:
    swing = Swing(length, angle, 9.81, 2.0)
    t = part * swing.period
    assert sum(swing.energies(t)) == pytest.approx(swing.energy, rel=1e-3)
    assert swing.state(t + swing.period)[0] == pytest.approx(swing.state(t)[0], abs=1e-3)
    step = swing.period * 1e-4
    rate = (swing.state(t + step)[0] - swing.state(t - step)[0]) / (2 * step)
    assert rate == pytest.approx(swing.state(t)[1], abs=0.02 * math.sqrt(9.81 / length))


def test_a_small_swing_has_the_period_of_the_formula() -> None:
    assert Swing(1.0, 1.0, 9.81, 1.0).period == pytest.approx(2 * math.pi * math.sqrt(1 / 9.81), rel=1e-4)
    # A swing of 90° takes 18 % longer: 2K(1/2)/π.
    assert Swing(1.0, 90.0, 9.81, 1.0).period == pytest.approx(1.18034 * 2 * math.pi * math.sqrt(1 / 9.81), rel=1e-4)


@given(mass=st.floats(0.1, 10), stiffness=st.floats(1, 100), damping=st.floats(0, 0.5), t=st.floats(0, 20))
def test_a_spring_obeys_the_equation_of_motion(mass: float, stiffness: float, damping: float, t: float) -> None:
    run = Oscillation(mass, stiffness, 0.3, damping)
    place, speed = run.state(t)
    step = 1e-4 / run.rate
    force = mass * (run.state(t + step)[1] - run.state(t - step)[1]) / (2 * step)
    assert force == pytest.approx(-stiffness * place - damping * speed, abs=1e-3 * stiffness)
    assert sum(run.energies(t)) <= run.energy * (1 + 1e-9)
    if damping == 0:
        assert sum(run.energies(t)) == pytest.approx(run.energy)


@given(
    masses=st.tuples(st.floats(0.1, 50), st.floats(0.1, 50)),
    v=st.floats(-5, 5),
    more=st.floats(0.1, 9),
    e=st.floats(0, 1),
)
def test_in_a_collision_momentum_is_kept_and_energy_as_far_as_it_is_elastic(
    masses: tuple[float, float], v: float, more: float, e: float
) -> None:
    bump = Bump(masses, (v + more, v), e)
    before, after = 0.0, bump.duration
    assert bump.momentum(after) == pytest.approx(bump.momentum(before), abs=1e-9 * sum(masses) * 20)
    lost = (1 - e * e) * masses[0] * masses[1] / sum(masses) * more**2 / 2
    assert bump.energy(before) - bump.energy(after) == pytest.approx(lost, abs=1e-6 * (1 + bump.energy(before)))
    first, second = bump.places(after)
    assert first <= second + 1e-9


def test_a_disturbed_equilibrium_settles_at_its_constant_and_loses_nothing() -> None:
    made = [{"reactants": 1, "constant": 2}, {"reactants": 1, "constant": 2}, {"reactants": 1, "constant": 5}]
    models = [Equilibrium.model_validate(each) for each in made]
    changes = ("", "reactants", "constant")
    run = models[0].runs([ModelStage(m, 8.0 * n, 8.0 * n + 8, changes[n]) for n, m in enumerate(models)])[0]
    assert run.reading("ratio", 7.9) == pytest.approx(2, rel=1e-2)
    before = run.reading("products", 7.999)
    assert run.reading("reactants", 8.0) == pytest.approx(1.0)
    assert run.reading("products", 8.0) == pytest.approx(before, rel=1e-2)
    assert run.reading("ratio", 15.9) == pytest.approx(2, rel=1e-2)
    assert run.reading("ratio", 23.9) == pytest.approx(5, rel=1e-2)
    sums = [run.reading("reactants", t) + run.reading("products", t) for t in (8.0, 12.0, 23.0)]
    assert sums == pytest.approx([sums[0]] * 3)


@given(current=st.floats(0.01, 100), seconds=st.floats(1, 1e5))
def test_a_current_makes_twice_as_much_hydrogen_as_oxygen(current: float, seconds: float) -> None:
    run = Electrolysis.model_validate({"current": current, "time": seconds}).run()
    assert run.hydrogen(seconds) == pytest.approx(2 * run.oxygen(seconds))
    assert run.hydrogen(seconds) == pytest.approx(current * seconds / (2 * 96485) * 24055, rel=1e-4)


@given(form=st.sampled_from(["travelling", "standing", "interference"]), x=st.floats(0, 9), t=st.floats(0, 9))
def test_waves_obey_the_wave_equation(form: str, x: float, t: float) -> None:
    run = Wave.model_validate({"form": form, "frequency": 0.5, "wavelength": 2, "phase": 40}).run()
    step = 1e-3

    def curved(f: list[float]) -> float:
        return (f[0] - 2 * f[1] + f[2]) / step**2

    over_time = curved([run.at(x, t + step + n * step) for n in (-1, 0, 1)])
    over_place = curved([run.at(x + n * step, t + step) for n in (-1, 0, 1)])
    speed = run.reading("speed", t)
    assert over_time == pytest.approx(speed**2 * over_place, abs=2e-2)


def test_the_nodes_of_a_standing_wave_never_move() -> None:
    run = Wave.model_validate({"form": "standing", "wavelength": 2}).run()
    assert all(abs(run.at(n * 1.0, t / 7)) < 1e-9 for n in range(5) for t in range(40))
    assert max(run.at(0.5, t / 50) for t in range(200)) == pytest.approx(0.3, rel=1e-2)


@given(share=st.floats(0, 0.95))
def test_a_moving_source_is_heard_higher_in_front_and_lower_behind(share: float) -> None:
    run = Doppler.model_validate({"speed": 340 * share, "wave_speed": 340, "frequency": 440}).run()
    assert run.ahead(0.0) == pytest.approx(440 / (1 - share))
    assert run.behind(0.0) == pytest.approx(440 / (1 + share))
    assert Doppler.model_validate({"speed": 400}).run().ahead(0.0) == math.inf


@given(f=st.one_of(st.floats(-1, -0.01), st.floats(0.01, 1)), g=st.floats(0.02, 5))
def test_a_lens_makes_its_image_where_the_lens_formula_says(f: float, g: float) -> None:
    run = Lens.model_validate({"focal": f, "distance": g}).run()
    b = run.image(0.0)
    if math.isfinite(b):
        assert 1 / f == pytest.approx(1 / g + 1 / b, abs=1e-6 / min(abs(f), g))
        assert run.magnification(0.0) == pytest.approx(-b / g)


@given(f=st.floats(0.01, 1), g=st.floats(0.02, 5), form=st.sampled_from(["concave", "convex"]))
def test_a_curved_mirror_makes_its_image_where_the_formula_says(f: float, g: float, form: str) -> None:
    run = Mirror.model_validate({"form": form, "focal": f, "distance": g}).run()
    b, signed = run.image(0.0), f if form == "concave" else -f
    if math.isfinite(b):
        assert 1 / signed == pytest.approx(1 / g + 1 / b, abs=1e-6 / min(f, g))
        assert run.magnification(0.0) == pytest.approx(-b / g)
    if form == "convex":
        assert -f < b < 0
        assert 0 < run.magnification(0.0) < 1


def test_the_image_in_a_plane_mirror_is_as_far_behind_it_even_as_the_object_comes_nearer() -> None:
    made = [Mirror.model_validate({"form": "plane", "distance": distance}) for distance in ("60 cm", "30 cm")]
    run = made[0].runs([ModelStage(m, 3.0 * n, 3.0 * n + 3) for n, m in enumerate(made)])[0]
    for t in (0.0, 3.5, 4.2, 9.0):
        assert run.image(t) == -run.distance.at(t)
        assert run.magnification(t) == 1.0
    assert run.reading("image", 9.0) == pytest.approx(-30)


def test_a_mirror_may_be_bent_from_concave_to_convex() -> None:
    made = [Mirror.model_validate({"focal": focal, "distance": 0.3}) for focal in (0.1, -0.1)]
    run = made[0].runs([ModelStage(m, 3.0 * n, 3.0 * n + 3) for n, m in enumerate(made)])[0]
    half = 3.0 + RAMP / 2
    assert run.focal.at(half) == pytest.approx(0, abs=1e-12)
    assert all(math.isfinite(run.image(t)) for t in (0.0, half, 6.0))


def test_a_negative_focal_length_is_that_of_a_convex_mirror() -> None:
    runs = [Mirror.model_validate(each).run() for each in ({"focal": "-9 cm"}, {"form": "convex", "focal": "9 cm"})]
    assert runs[0].image(0.0) == runs[1].image(0.0) < 0


@given(start=st.floats(1, 300), rate=st.floats(0.05, 5), capacity=st.floats(1, 400), part=st.floats(0.01, 0.99))
def test_populations_grow_by_the_logistic_equation(start: float, rate: float, capacity: float, part: float) -> None:
    fields = {"form": "logistic", "start": start, "growth": rate, "capacity": capacity}
    run = Populations.model_validate(fields).run()
    t, step = part * run.duration, run.duration * 1e-5
    [count] = run.counts(t)
    slope = (run.counts(t + step)[0] - run.counts(t - step)[0]) / (2 * step)
    assert slope == pytest.approx(rate * count * (1 - count / capacity), rel=1e-3, abs=1e-4 * rate * count)
    assert run.counts(0.0)[0] == pytest.approx(start)
    assert run.counts(run.duration)[0] == pytest.approx(capacity, rel=0.02)


def test_what_doubles_each_hour_is_a_thousand_times_as_many_after_ten() -> None:
    run = Growth(1.0, math.log(2), math.inf, 10.0)
    assert [whole(run.counts(t)[0]) for t in (0, 1, 2, 3, 10)] == [1, 2, 4, 8, 1024]


@given(
    prey=st.floats(20, 90),
    predators=st.floats(8, 40),
    growth=st.floats(0.3, 2),
    death=st.floats(0.3, 2),
    part=st.floats(0, 1),
)
def test_predators_and_prey_keep_what_lotka_and_volterra_say_is_kept(
    prey: float, predators: float, growth: float, death: float, part: float
) -> None:
    run = Hunt(prey, predators, growth, growth / 20, death / 40, death, 12.0)
    x, y = run.path[int(part * run.steps)]
    kept = [
        death / 40 * a - death * math.log(a) + growth / 20 * b - growth * math.log(b)
        for a, b in ((x, y), (prey, predators))
    ]
    assert kept[0] == pytest.approx(kept[1], rel=1e-6, abs=1e-6)
    assert (run.path.max(axis=0) <= [peak * (1 + 1e-6) for peak in run.peaks]).all()


def test_in_balance_predators_and_prey_stay_as_many() -> None:
    run = Populations.model_validate({"form": "predator_prey", "start": 40, "predators": 16}).run()
    assert run.counts(run.duration) == pytest.approx((40, 16))


def test_predators_are_most_after_their_prey_is() -> None:
    run = Populations.model_validate({"form": "predator_prey"}).run()
    assert isinstance(run, Hunt)
    first = run.path[: int(len(run.path) / 2.2)]
    assert first[:, 0].argmax() < first[:, 1].argmax()
    assert run.path[:, 0].max() == pytest.approx(run.peaks[0], rel=1e-3)


def test_counts_are_whole_and_add_up() -> None:
    run = Populations.model_validate({"form": "predator_prey"}).run()
    for n in range(50):
        read = [run.reading(name, run.duration * n / 49) for name in ("prey", "predators", "population")]
        assert all(value == int(value) for value in read)
        assert read[0] + read[1] == read[2] <= MOST


@pytest.mark.parametrize(
    ("fields", "per", "growth", "time"),
    [
        ({"growth": "0.5 per hour", "time": "12 hours"}, "hour", 0.5, 12.0),
        ({"growth": "20 % per day"}, "day", 0.2, 0.0),
        ({"time": "36 h", "per": "day"}, "day", 0.8, 1.5),
        ({"growth": "0.3", "time": "7 years"}, "year", 0.3, 7.0),
        ({"time": 5}, "year", 0.8, 5.0),
    ],
)
def test_rates_and_times_of_populations_are_in_one_unit(
    fields: dict[str, object], per: str, growth: float, time: float
) -> None:
    made = Populations.model_validate(fields)
    assert (made.per, made.growth, made.time) == (per, pytest.approx(growth), pytest.approx(time))


def test_a_gas_keeps_pressure_times_volume_and_all_its_particles() -> None:
    made = [Piston.model_validate({"volume": volume}) for volume in (2, 1)]
    run = made[0].runs([ModelStage(m, 3.0 * n, 3.0 * n + 3) for n, m in enumerate(made)])[0]
    products = [run.reading("pressure", t) * run.reading("volume", t) for t in (0, 3.5, 4.0, 9.0)]
    assert products == pytest.approx([200.0] * 4)
    places = run.places.at(7.0)
    assert places.shape == (GAS, 2)
    assert (places[:, 0] <= run.held(7.0).width).all()
    assert (places[:, 1] <= CYLINDER).all()


def test_gases_stay_apart_until_the_wall_is_gone_and_then_mix() -> None:
    run = Mixing.model_validate({"opens": 1.0}).run()
    assert run.crossed(0.9) == (0, 0)
    first, second = run.crossed(14.0)
    assert min(first, second) >= GAS // 2 * 0.25
    assert (run.places.at(14.0)[:, 0] < LONG).all()


def test_a_heated_substance_melts_and_boils_where_it_does() -> None:
    matter = Matter("water", ((0.0, -50.0), (2.0, 150.0)), 3)
    seen = [matter.state(n / 10) for n in range(80)]
    assert list(dict.fromkeys(seen)) == ["solid", "liquid", "gas"]
    assert matter.temperature(4.0) == pytest.approx(50.0)


def test_a_lasting_run_knows_the_changes_before_it() -> None:
    stages = [ModelStage(Circuit.model_validate({"voltage": v}), start, start + 5) for v, start in ((2, 0.0), (6, 5.0))]
    runs = stages[0].model.runs(stages)
    assert runs[0].reading("voltage", 0.0) == 2
    assert runs[1].reading("voltage", 9.0) == 6


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


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja"])
def test_the_two_energies_are_told_apart_in_every_language(language: str) -> None:
    kinetic, potential = (word(name, language).split() for name in ("kinetic", "potential"))
    assert kinetic[0] != potential[0] or kinetic[-1] != potential[-1]
