"""From the results there are, the graph of a film tells what can be done next."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.errors import MediaError, OrderRejected, StoryboardError
from hackathon_backend.films.described import DescribedScene
from hackathon_backend.films.graph import FilmGraph, FilmStage
from hackathon_backend.films.stages import CodedSound, FilmPlan
from hackathon_backend.settings import Settings
from hackathon_backend.storyboard import SceneTiming, Storyboard

TITLE = {"type": "title", "title": "Rain", "narration": "Where does rain come from?"}
SOUND = CodedSound(False, (), silent=False)


@pytest.fixture
def make_graph(make_settings: Callable[..., Settings], tmp_path: Path) -> Callable[..., FilmGraph]:
    """A film of three scenes."""

    def make(seconds: float | None = None, *, described: bool = False, **settings: Any) -> FilmGraph:
        board = Storyboard.read({"title": "Rain", "scenes": [TITLE] * 3})
        size = (320, 240)
        path, parts = tmp_path / "clip.mp4", tmp_path / "parts"
        plan = FilmPlan(board, path, parts, make_settings(**settings), None, size, seconds=seconds)
        return FilmGraph(plan, described=tmp_path / "described.mp4" if described else None)

    return make


def result_of(stage: FilmStage, pauses: frozenset[int]) -> Any:
    """What a stage would return: scene 1 is longer than the others."""
    name, _, index = stage.name.rpartition(" ")
    if name in ("measure", "speak"):
        return SceneTiming(4.0 + (index == "1"))
    if name == "describe":
        return DescribedScene(SceneTiming(6.0), ((3.0, 2.0),) if int(index) in pauses else ())
    return SOUND if stage.name in ("sound", "described sound") else None


def done(graph: FilmGraph, pauses: frozenset[int] = frozenset(), seed: int | None = None) -> list[str]:
    """The names of all stages as they were done: those of lowest rank first or, with a seed, any that was ready."""
    results: dict[str, Any] = {}
    order: list[str] = []
    percent = 0.0
    while ready := graph.ready(results):
        chosen = min(ready, key=lambda each: each.rank) if seed is None else random.Random(seed).choice(ready)
        results[chosen.name] = result_of(chosen, pauses)
        order.append(chosen.name)
        reached, step = graph.progress(results)
        assert reached >= percent
        assert step
        percent = reached
    assert percent == pytest.approx(95)
    return order


def names(stages: list[FilmStage]) -> list[str]:
    return [stage.name for stage in stages]


def test_scenes_are_spoken_first_and_the_longest_is_drawn_first(make_graph: Callable[..., FilmGraph]) -> None:
    assert done(make_graph()) == [
        *("speak 0", "speak 1", "speak 2", "sound", "draw 1", "draw 0", "draw 2", "finish"),
    ]


def test_a_scene_is_drawn_as_soon_as_it_is_spoken(make_graph: Callable[..., FilmGraph]) -> None:
    assert names(make_graph().ready({"speak 1": SceneTiming(4.0)})) == ["speak 0", "speak 2", "draw 1"]


def test_a_film_of_a_certain_length_is_measured_before_it_is_spoken(make_graph: Callable[..., FilmGraph]) -> None:
    graph = make_graph(seconds=14.0)
    assert done(graph)[:6] == [f"{name} {index}" for name in ("measure", "speak") for index in range(3)]
    measured = {f"measure {index}": SceneTiming(4.0) for index in range(3)}
    stretches = {stage.arguments[0].stretch for stage in graph.ready(measured)}
    assert len(stretches) == 1
    (stretch,) = stretches
    assert 12.0 / stretch.tempo + 3 * stretch.hold == pytest.approx(14.0)


def test_only_scenes_with_a_description_are_drawn_again(make_graph: Callable[..., FilmGraph]) -> None:
    order = done(make_graph(described=True), frozenset({2}))
    assert [name for name in order if name.startswith("draw again")] == ["draw again 2"]
    assert order.count("described sound") == 1
    assert order[-1] == "finish"


def test_with_nothing_to_describe_there_is_no_second_sound(make_graph: Callable[..., FilmGraph]) -> None:
    order = done(make_graph(described=True))
    assert not {"described sound", "draw again 0"} & set(order)
    assert order[-1] == "finish"


@pytest.mark.parametrize("seed", range(20))
def test_whatever_order_the_stages_end_in_each_is_done_once(make_graph: Callable[..., FilmGraph], seed: int) -> None:
    kinds = {"seconds": 14.0 if seed % 2 else None, "described": bool(seed % 3)}
    order = done(make_graph(**kinds), frozenset({0, 2}), seed)
    assert sorted(order) == sorted(done(make_graph(**kinds), frozenset({0, 2})))
    assert len(order) == len(set(order))
    assert order[-1] == "finish"


def test_only_quick_voices_are_kept_to_the_processes_that_speak(make_graph: Callable[..., FilmGraph]) -> None:
    assert {stage.speaks for stage in make_graph(voices=("espeak",)).ready({})} == {True}
    slow = make_graph(voices=("openai", "espeak"), openai_api_key="sk-1")
    assert {stage.speaks for stage in slow.ready({})} == {False}


def test_an_order_that_is_wrong_is_not_tried_again(make_graph: Callable[..., FilmGraph]) -> None:
    stage = make_graph().ready({})[0]
    assert stage.may_be_tried_again(MediaError("The disk is full."))
    assert not stage.may_be_tried_again(StoryboardError("There is no such picture."))
    assert not stage.may_be_tried_again(OrderRejected("The film is gone."))
