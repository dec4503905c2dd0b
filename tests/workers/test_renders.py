"""Renders are begun, looked at and forgotten in one way, wherever their stages are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.engines.embedded.renders import Renders
from hackathon_backend.errors import EngineBroken, OrderRejected, StoryboardError
from hackathon_backend.films.pool import TRIES
from hackathon_backend.jobs import Database, JobStore
from hackathon_backend.settings import Settings
from tests.engines.pool_work import die, die_once, fail, note, noted, wait_for
from tests.workers.render_places import (
    Levels,
    ended,
    graphs_of,
    job,
    local_renders,
    order,
    shared_renders,
    stage,
    until,
)
from tests.workers.stage_work import refuse, touch_and_wait_for

pytestmark = pytest.mark.slow

PLACES = {"local": local_renders, "shared": shared_renders}


@pytest.fixture
def graphs() -> Iterator[dict[str, Any]]:
    """By the ids of their jobs."""
    found: dict[str, Any] = {}
    with graphs_of(found):
        yield found


@pytest.fixture(params=PLACES)
def renders(
    request: pytest.FixtureRequest, make_settings: Callable[..., Settings], database: Database, store: JobStore
) -> Iterator[Renders]:
    for job_id in ("one", "two"):
        job(store, job_id)
    with PLACES[request.param](make_settings(), database) as made:
        yield made


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    return folder


def test_a_render_is_done_stage_by_stage_and_its_progress_only_goes_forward(
    renders: Renders, graphs: dict[str, Any], notes: Path
) -> None:
    first = [stage(f"first {number}", note, notes, f"first {number}", rank=-number) for number in range(3)]
    graphs["one"] = Levels(first, [stage("last", note, notes, "last")])
    renders.begin("storyboard", order("one"))
    seen = []

    def look() -> bool:
        state = renders.state("one")
        assert state is not None
        seen.append(state)
        return state.ended

    until(look, bool)
    assert sorted(noted(notes)) == ["first 0", "first 1", "first 2", "last"]
    assert noted(notes)[-1] == "last"
    percents = [state.percent or 0.0 for state in seen]
    assert percents == sorted(percents)
    assert seen[-1].error is None


def test_work_of_one_stage_can_tell_how_far_it_is(renders: Renders, graphs: dict[str, Any], tmp_path: Path) -> None:
    class Telling(Levels):
        def progress(self, results: Mapping[str, Any]) -> tuple[float, str]:
            return (40.0, "cutting") if (tmp_path / "begun").exists() else (0.0, "")

    graphs["one"] = Telling([stage("last", touch_and_wait_for, tmp_path / "begun", tmp_path / "gate")])
    renders.begin("storyboard", order("one"))
    until(lambda: renders.state("one"), lambda state: (state.percent, state.step) == (40.0, "cutting"))
    (tmp_path / "gate").touch()
    assert ended(renders, "one").error is None


def test_nothing_is_known_of_what_was_not_begun(renders: Renders) -> None:
    assert renders.state("one") is None


def test_a_render_that_is_under_way_is_not_begun_again(
    renders: Renders, graphs: dict[str, Any], notes: Path, tmp_path: Path
) -> None:
    graphs["one"] = Levels([stage("wait", wait_for, tmp_path / "gate")], [stage("last", note, notes, "last")])
    renders.begin("storyboard", order("one"))
    until(lambda: renders.state("one"), lambda state: state.running)
    renders.begin("storyboard", order("one"))
    (tmp_path / "gate").touch()
    assert ended(renders, "one").error is None
    assert noted(notes) == ["last"]


def test_what_is_forgotten_goes_no_further_and_can_be_begun_again(
    renders: Renders, graphs: dict[str, Any], notes: Path, tmp_path: Path
) -> None:
    graphs["one"] = Levels([stage("wait", wait_for, tmp_path / "gate")], [stage("last", note, notes, "last")])
    graphs["two"] = Levels([stage("last", note, notes, "two")])
    renders.begin("storyboard", order("one"))
    until(lambda: renders.state("one"), lambda state: state.running)
    renders.forget("one")
    renders.begin("storyboard", order("two"))
    (tmp_path / "gate").touch()
    assert ended(renders, "two").error is None
    assert noted(notes) == ["two"]
    assert renders.state("one") is None
    renders.begin("storyboard", order("one"))
    assert ended(renders, "one").error is None


def test_a_stage_that_fails_is_begun_once_more_and_then_fails_its_render(
    renders: Renders, graphs: dict[str, Any]
) -> None:
    graphs["one"] = Levels([stage("fail", fail)])
    renders.begin("storyboard", order("one"))
    state = ended(renders, "one")
    assert isinstance(state.error, EngineBroken)
    assert state.error.message == "The drawing broke off (LookupError)."


@pytest.mark.parametrize(
    ("kind", "becomes"), [(StoryboardError, EngineBroken), (OrderRejected, OrderRejected)], ids=["board", "order"]
)
def test_an_order_that_is_wrong_fails_at_once_and_says_why(
    renders: Renders, graphs: dict[str, Any], notes: Path, kind: type, becomes: type
) -> None:
    graphs["one"] = Levels([stage("refuse", refuse, notes, kind, "There is no such picture.")])
    renders.begin("storyboard", order("one"))
    state = ended(renders, "one")
    assert (type(state.error), str(state.error)) == (becomes, "There is no such picture.")
    assert len(noted(notes)) == 1


def test_a_stage_whose_process_is_killed_is_begun_again(renders: Renders, graphs: dict[str, Any], notes: Path) -> None:
    graphs["one"] = Levels([stage("die", die_once, notes)], [stage("last", note, notes, "last")])
    renders.begin("storyboard", order("one"))
    assert ended(renders, "one").error is None
    assert noted(notes) == ["died", "last"]


def test_a_stage_that_always_kills_its_process_fails_its_render_and_no_other(
    renders: Renders, graphs: dict[str, Any], notes: Path, tmp_path: Path
) -> None:
    graphs["one"] = Levels([stage("die", die, notes)])
    graphs["two"] = Levels([stage("last", note, tmp_path, "last")])
    renders.begin("storyboard", order("one"))
    state = ended(renders, "one")
    assert isinstance(state.error, EngineBroken)
    assert "The drawing broke off" in state.error.message
    assert len(noted(notes)) >= TRIES
    renders.begin("storyboard", order("two"))
    assert ended(renders, "two").error is None


def test_a_render_that_failed_can_be_begun_again(renders: Renders, graphs: dict[str, Any], notes: Path) -> None:
    graphs["one"] = Levels([stage("refuse", refuse, notes, StoryboardError, "No.")])
    renders.begin("storyboard", order("one"))
    assert ended(renders, "one").error is not None
    renders.forget("one")
    graphs["one"] = Levels([stage("last", note, notes, "last")])
    renders.begin("storyboard", order("one"))
    assert ended(renders, "one").error is None
