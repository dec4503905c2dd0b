"""A simulation shows what its law says: to scale, labelled, at every size, and never by a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.drawing.painter import Painter
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.kinds.simulate.brush import RunBrush
from hackathon_backend.storyboard.scene_frames import marks_of, moments
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.sizes import each_size

from .boards import SCENES

SIZES = [(1280, 720), (1920, 1080), (720, 1280), (1080, 1080), (1024, 1792), (1792, 1024)]
WRITTEN = sorted((Path(__file__).parent / "simulations").glob("*.json"))
SAID = "First we look at it. Then something happens to it. And at last we see what has become of it."
FRAME = Format((1280, 720), 30, THEMES["clean"])
EACH = pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.stem))


def board(language: str = "en", **scene: Any) -> Storyboard:
    given = {"type": "simulate", "heading": "What happens", "narration": SAID} | scene
    return Storyboard.read({"title": "Laws", "language": language, "scenes": [given]})


def written(name: str) -> dict[str, Any]:
    scene: dict[str, Any] = json.loads((Path(__file__).parent / "simulations" / f"{name}.json").read_text("utf-8"))
    return scene


def shot_for(*, reduced: bool = False, size: tuple[int, int] = (1280, 720), **scene: Any) -> Shot:
    return shots_of(board(**scene), Format(size, 30, THEMES["clean"], reduced_motion=reduced))[0]


def marks_for(shot: Shot) -> list[Mark]:
    return marks_of(shot.scene, shot.timing, shot.place, shot.context())


def texts(marks: list[Mark]) -> set[str]:
    blocks = [getattr(mark.brush, "block", None) for mark in marks]
    return {block.text.replace("\u00a0", " ") for block in blocks if block is not None}


@pytest.mark.slow
@each_size(SIZES)
@EACH
def test_written_simulations_have_no_fault(path: Path, size: tuple[int, int]) -> None:
    scene = json.loads(path.read_text("utf-8"))
    assert check(Storyboard.read({"title": "Laws", "scenes": [scene]}), size) == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_written_simulations_can_be_read_in_every_theme(theme: str) -> None:
    scenes = [json.loads(path.read_text("utf-8")) for path in WRITTEN]
    assert check(Storyboard.read({"title": "Laws", "theme": theme, "scenes": scenes}), (640, 360)) == []


@pytest.mark.slow
@EACH
def test_simulations_are_told_in_other_scripts_too(path: Path) -> None:
    scene = json.loads(path.read_text("utf-8"))
    for language in ("ar", "fr", "de"):
        assert check(Storyboard.read({"title": "Laws", "language": language, "scenes": [scene]}), (1280, 720)) == []


@pytest.mark.slow
@EACH
def test_what_runs_is_drawn_the_same_however_it_is_reached(path: Path) -> None:
    scene = json.loads(path.read_text("utf-8"))
    shot = shot_for(size=(320, 240), **scene)
    late = still(shot, 6.0)
    assert (still(shot, 0.6) != late).any(), "nothing moves"
    assert (still(shot, 6.0) == late).all()


@pytest.mark.slow
@EACH
def test_only_what_has_changed_is_drawn_anew_and_nothing_is_left_behind(path: Path) -> None:
    shot = shot_for(size=(480, 320), **json.loads(path.read_text("utf-8")))
    marks = marks_for(shot)
    painter = Painter(marks, shot.context())
    for moment in moments(marks, shot.timing.duration, 30):
        if moment.fresh:
            painter.frame(moment.changes)
        if round(moment.at * 30) % 47 == 0:
            whole = Painter(marks, shot.context())
            whole.frame({index: state for index, state in enumerate(painter._states) if state is not None})
            differs = abs(painter.pixels.astype(int) - whole.pixels).max(-1) > 60
            assert differs.sum() < 12, f"at {moment.at:.2f} s"


@pytest.mark.slow
@EACH
def test_with_reduced_motion_nothing_travels_and_the_same_is_told(path: Path) -> None:
    scene = json.loads(path.read_text("utf-8"))
    calm, moving = (marks_for(shot_for(reduced=reduced, **scene)) for reduced in (True, False))
    assert all(end == start for mark in calm for start, end in mark.grow.busy())
    assert {text for text in texts(moving) if "×" not in text} <= texts(calm) | {"0 s"}


def test_a_ball_thrown_at_45_degrees_shows_its_highest_point_its_length_and_its_arrows() -> None:
    marks = marks_for(shot_for(model={"name": "projectile", "speed": "20 m/s", "angle": "45°"}))
    assert {"highest point: 10.2 m", "40.8 m"} <= texts(marks)
    [run] = [mark for mark in marks if mark.path == "model"]
    assert isinstance(run.brush, RunBrush)


@pytest.mark.parametrize("size", [(720, 1280), (1080, 1080)])
@pytest.mark.parametrize("angle", ["0.5°", "5°", "85°"])
def test_the_labels_of_a_flat_or_steep_flight_are_clear_of_all_others(angle: str, size: tuple[int, int]) -> None:
    model = {"name": "projectile", "speed": "20 m/s", "angle": angle}
    assert check(board(model=model, vectors=["components"]), size) == []


@pytest.mark.parametrize("plot", [None, {"y": "speed"}], ids=["alone", "with a plot"])
@pytest.mark.parametrize("angle", ["30°", "75°"])
def test_the_forces_on_a_slope_are_named_clear_of_its_angle(angle: str, plot: dict[str, str] | None) -> None:
    scene = {"model": {"name": "slope", "angle": angle}, "vectors": ["forces", "components"], "plot": plot}
    assert check(board(**scene), (1080, 1080)) == []


@pytest.mark.parametrize(
    ("model", "size"),
    [
        ({"name": "push", "masses": [1, 2, 4], "force": "8 N"}, (1080, 1080)),
        ({"name": "circuit", "connection": "parallel", "resistors": [10, 20, 40]}, (720, 1280)),
    ],
    ids=["carts", "rungs"],
)
def test_what_is_written_at_things_near_to_one_another_is_kept_apart(
    model: dict[str, Any], size: tuple[int, int]
) -> None:
    assert check(board(heading="What is written on things is kept apart", model=model), size) == []


def test_the_way_of_a_fall_is_told_clear_of_what_was_reached_just_before() -> None:
    scene = {"type": "simulate", "heading": "A fall", "narration": SAID, "model": {"name": "fall", "gravity": 0.5}}
    assert check(Storyboard.read({"title": "Laws", "language": "ar", "scenes": [scene]}), (1280, 720)) == []
    ways = [mark for mark in marks_for(shot_for(**scene)) if mark.path.startswith("way") and texts([mark])]
    assert [*texts(ways[-1:])] == ["20 m"]
    assert len({round(mark.box.x) for mark in ways}) == 1, "they stand in one column"


def test_a_run_that_is_shown_slower_says_so() -> None:
    assert "4× slower" in texts(marks_for(shot_for(model={"name": "fall"}, narration=" ".join([SAID] * 2))))


def test_a_change_throws_again_and_keeps_the_earlier_way() -> None:
    scene = {
        "model": {"name": "projectile", "speed": "20 m/s", "angle": "45°"},
        "changes": [{"quantity": "angle", "to": "60°", "cue": "happens"}],
    }
    assert {"40.8 m", "35.3 m"} <= texts(marks_for(shot_for(**scene)))


def test_the_clock_stops_and_slows_when_it_is_told_to() -> None:
    scene = {
        "model": {"name": "projectile"},
        "changes": [{"do": "stop", "cue": "happens"}, {"do": "start", "cue": "at last"}],
    }
    shot = shot_for(**scene)
    [run] = [mark for mark in marks_for(shot) if mark.path == "model"]
    stop, start = (next(w.start for w in shot.timing.words if w.text.startswith(t)) for t in ("Then", "And"))
    assert run.state(stop + 0.1).grow == run.state(start - 0.3).grow
    assert run.state(start + 1).grow > run.state(stop).grow


@pytest.mark.parametrize(
    ("scene", "path", "why"),
    [
        ({"model": {"name": "projectile", "speed": "3 kg"}}, "model", "no unit of speed"),
        ({"model": {"name": "projectile", "angle": "400°"}}, "model", "between -89 and 90"),
        ({"model": {"name": "fall", "masses": ["-2 kg"]}}, "model", "between"),
        ({"model": {"name": "fall", "masses": ["1 kg"] * 9}}, "model", "at most 3"),
        ({"model": {"name": "fall", "speed": "fast"}}, "model", "a number with its unit"),
        ({"model": {"name": "warp"}}, "model", "projectile"),
        ({"model": {"name": "fall"}, "readings": ["voltage"]}, "scenes.0", "readings.0"),
        ({"model": {"name": "fall"}, "plot": {"y": "voltage"}}, "scenes.0", "plot"),
        ({"model": {"name": "fall"}, "changes": [{"quantity": "angle", "to": "3"}]}, "scenes.0", "changes.0.quantity"),
        ({"model": {"name": "fall"}, "changes": [{"quantity": "height", "to": "3 kg"}]}, "scenes.0", "changes.0.to"),
        ({"model": {"name": "projectile", "speed": float("inf")}}, "model", "between"),
        ({"model": {"name": "projectile", "angle": "-10°"}}, "model", "height"),
        ({"model": {"name": "mirror", "form": "flat"}}, "model", "'plane', 'concave' or 'convex'"),
        ({"model": {"name": "mirror", "focal": "0 cm"}}, "model", "at least 1 mm"),
        ({"model": {"name": "populations", "start": -3}}, "model", "between 1 and 400"),
        ({"model": {"name": "populations", "capacity": 1e6}}, "model", "between 1 and 400"),
        (
            {"model": {"name": "populations", "form": "exponential", "start": 2, "growth": 1, "time": 20}},
            "model",
            "more than 400 individuals",
        ),
        (
            {"model": {"name": "populations", "form": "predator_prey", "start": 300, "predators": 90}},
            "model",
            "more than 400 individuals",
        ),
        ({"model": {"name": "populations", "growth": -1}}, "model", "growth must be above 0"),
        (
            {"model": {"name": "populations", "growth": 1}, "changes": [{"quantity": "start", "to": "1000000"}]},
            "scenes.0",
            "changes.0.to must be between 1 and 400",
        ),
        ({}, "model", "required"),
    ],
)
def test_what_can_t_happen_is_refused_with_its_path(scene: dict[str, Any], path: str, why: str) -> None:
    with pytest.raises(StoryboardError) as caught:
        board(**scene)
    assert path in (caught.value.param or "")
    assert why in str(caught.value)


def mended(**scene: Any) -> tuple[dict[str, Any], str]:
    given = {"type": "simulate", "heading": "What happens", "narration": SAID} | scene
    made, told = repair({"title": "Laws", "scenes": [given]})
    assert check(made, (640, 360)) == []
    return made.scenes[0].model_dump(), "\n".join(told)


@pytest.mark.parametrize(
    "scene",
    [
        {"model": "projectile_motion", "quantities": {"v0": "72 km/h", "launch_angle": "60 degrees"}},
        {
            "model": "projectile",
            "parameters": [{"name": "speed", "value": 20, "unit": "m/s"}, {"name": "theta", "value": 60}],
        },
        {"simulation": {"type": "Throw", "initial_speed": {"value": 20, "unit": "m/s"}, "angle_deg": 60}},
        {"model": {"name": "projectile", "quantities": {"speed": "20", "angle": "60°"}}},
        {"model": "projectile", "initialSpeed": 20, "angle": "60deg"},
        {"type": "simulation", "model": {"model": "cannon", "speed_m_s": 20, "angle": "1.0471975512 rad"}},
    ],
)
def test_quantities_are_found_wherever_a_writer_puts_them(scene: dict[str, Any]) -> None:
    model = mended(**scene)[0]["model"]
    assert (model["name"], model["speed"], model["angle"]) == ("projectile", pytest.approx(20), pytest.approx(60))


@pytest.mark.parametrize(
    ("called", "fields"),
    [
        ("plane_mirror", {"name": "mirror", "form": "plane"}),
        ("Convex mirror", {"name": "mirror", "form": "convex"}),
        ("curved mirror", {"name": "mirror", "form": "concave"}),
        ("standing_wave", {"name": "wave", "form": "standing"}),
        ("predator_prey", {"name": "populations", "form": "predator_prey", "start": 60.0}),
        ("Lotka-Volterra", {"name": "populations", "form": "predator_prey"}),
        ("logistic growth", {"name": "populations", "form": "logistic"}),
        ("exponential_growth", {"name": "populations", "form": "exponential"}),
        ("population growth", {"name": "populations"}),
    ],
)
def test_a_word_for_a_model_says_of_which_form_it_is(called: str, fields: dict[str, Any]) -> None:
    model = mended(model=called)[0]["model"]
    assert {name: model[name] for name in fields} == fields


def test_what_a_writer_says_of_the_form_counts_more_than_the_word() -> None:
    model = mended(model={"name": "plane_mirror", "shape": "convex", "f": "20 cm"})[0]["model"]
    assert (model["form"], model["focal"]) == ("convex", 0.2)


def test_the_card_of_a_population_reads_whole_numbers_and_its_unit_of_time() -> None:
    scene = {"model": {"name": "populations", "form": "exponential", "growth": "0.5 per hour"}}
    marks = marks_for(shot_for(**scene))
    assert "time (hours)" in texts(marks)
    french = marks_of((shot := shots_of(board("fr", **scene), FRAME)[0]).scene, shot.timing, shot.place, shot.context())
    assert "temps (heures)" in texts(french)


def test_names_that_leave_no_room_for_curves_give_way_to_the_word_for_their_kind() -> None:
    model = {
        "name": "populations",
        "form": "predator_prey",
        "who": "hares",
        "hunter": "lynxes of the far north of Canada",
    }
    scene = {"type": "simulate", "heading": "What happens", "narration": SAID, "model": model}
    for size in SIZES:
        assert check(Storyboard.read({"title": "Laws", "scenes": [scene]}), size) == []


def test_populations_too_large_to_be_counted_are_mended_and_it_is_said_why() -> None:
    scene, told = mended(model={"name": "predator_prey", "rabbits": 1_000_000, "foxes": 20, "alpha": "0.9"})
    assert (scene["model"]["start"], scene["model"]["predators"], scene["model"]["growth"]) == (60.0, 20.0, 0.9)
    assert "between 1 and 400" in told


def test_what_is_nearly_right_is_mended_and_told() -> None:
    scene, told = mended(
        model={"name": "free fall", "mass": ["1 kg", "-3 kg"], "height": "20 kg", "colour": "red"},
        readings=["t", "velocity", "charge"],
        vectors="gravity",
        plot="height over time",
        changes=[{"action": "pause", "cue": "happens"}, {"height": "5 m"}, {"quantity": "mood", "to": "3"}],
    )
    assert scene["model"]["name"] == "fall"
    assert scene["model"]["height"] == 20.0
    assert scene["readings"] == ("time", "speed")
    assert scene["vectors"] == ("forces",)
    assert (scene["plot"]["x"], scene["plot"]["y"]) == ("time", "height")
    assert [change["do"] for change in scene["changes"]] == ["stop", "set"]
    for said in ("as usual", "no unit of length", "colour", "'charge' is none of", "changes.2"):
        assert said in told


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    size=st.sampled_from(SIZES),
    scene=SCENES["simulate"],
    language=st.sampled_from(["en", "ar", "de"]),
    theme=st.sampled_from(list(THEMES)),
)
def test_random_simulations_have_no_fault(
    size: tuple[int, int], scene: dict[str, Any], language: str, theme: str
) -> None:
    made = Storyboard.read({"title": "Laws", "language": language, "theme": theme, "scenes": [scene]})
    assert check(made, size) == []
