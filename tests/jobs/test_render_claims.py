"""Stages of films are claimed by one worker at a time, fairly, and none is lost or done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from hackathon_backend.films.graph import FilmStage
from hackathon_backend.jobs import Database, JobStore
from hackathon_backend.jobs.documents import JobFault
from hackathon_backend.jobs.renders.claims import StageClaim, StageClaims
from hackathon_backend.jobs.renders.rows import RenderRow, StageRow
from hackathon_backend.jobs.renders.shared import SharedRenders
from hackathon_backend.jobs.store.claims import LEASE_SECONDS
from hackathon_backend.settings import Settings
from hackathon_backend.tracing import job_context
from tests.clock import FakeClock
from tests.workers.render_places import Levels, graphs_of, job, order, stage


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(database: Database, clock: FakeClock) -> JobStore:
    return JobStore(database, clock=clock)


@pytest.fixture
def graphs() -> Iterator[dict[str, Any]]:
    found: dict[str, Any] = {}
    with graphs_of(found):
        yield found


@pytest.fixture
def renders(
    database: Database, store: JobStore, make_settings: Callable[..., Settings], clock: FakeClock
) -> SharedRenders:
    made = SharedRenders(database, make_settings(), clock=clock)
    store.listeners.append(made)
    return made


@pytest.fixture
def claims(database: Database, clock: FakeClock) -> StageClaims:
    return StageClaims(database, clock)


@pytest.fixture
def begin(renders: SharedRenders, store: JobStore, graphs: dict[str, Any], clock: FakeClock) -> Callable[..., None]:
    """Begins a render of stages that can all be done at once, and one after them."""

    def begin(job_id: str, *names: str, owner: str = "local", ranks: Mapping[str, float] | None = None) -> None:
        job(store, job_id, owner)
        stages = [stage(name, print, rank=(ranks or {}).get(name, 0.0), speaks=name == "speak") for name in names]
        graphs[job_id] = Levels(*([stages] if stages else []), [stage("last", print)])
        clock.advance(1)
        with job_context(job_id, owner):
            renders.begin("storyboard", order(job_id))

    return begin


def all_claimed(claims: StageClaims) -> list[str]:
    found = []
    while claim := claims.next():
        found.append(f"{claim.job_id} {claim.name}")
    return found


def finish(claims: StageClaims, graphs: Mapping[str, Any], claim: StageClaim) -> tuple[int, bool]:
    return claims.done(claim, graphs[claim.job_id], claim.name)


def test_the_older_render_comes_first_and_of_it_the_lowest_rank(
    begin: Callable[..., None], claims: StageClaims
) -> None:
    begin("old", "a", "b", ranks={"a": 2.0, "b": 1.0})
    begin("new", "a", ranks={"a": -5.0})
    assert all_claimed(claims) == ["old b", "old a", "new a"]


def test_an_owner_with_one_film_waits_for_one_stage_at_most_beside_one_with_ten(
    begin: Callable[..., None], claims: StageClaims, graphs: dict[str, Any], clock: FakeClock
) -> None:
    for number in range(10):
        begin(f"many {number}", *"abc", owner="many")
    begin("one", *"abc", owner="one")
    done = []
    for _ in range(8):
        claim = claims.next()
        assert claim is not None
        done.append(claim.owner)
        clock.advance(1)
        finish(claims, graphs, claim)
    assert done == ["many", "one"] * 4


def test_films_of_one_stage_are_no_way_to_come_first(
    begin: Callable[..., None], claims: StageClaims, graphs: dict[str, Any], clock: FakeClock
) -> None:
    for number in range(5):
        begin(f"many {number}", owner="many")
    begin("one", *"abc", owner="one")
    done = []
    for _ in range(6):
        claim = claims.next()
        assert claim is not None
        done.append(claim.owner)
        clock.advance(1)
        finish(claims, graphs, claim)
    assert done == ["many", "one"] * 3


def test_who_has_fewer_stages_under_way_comes_first(begin: Callable[..., None], claims: StageClaims) -> None:
    begin("first", *"abcd", owner="many")
    begin("second", *"ab", owner="one")
    assert all_claimed(claims) == ["first a", "second a", "first b", "second b", "first c", "first d"]


def test_stages_that_speak_can_be_left_to_others(begin: Callable[..., None], claims: StageClaims) -> None:
    begin("one", "speak", "a")
    silent, speaking = claims.next(speaks=False), claims.next(speaks=True)
    assert silent is not None
    assert speaking is not None
    assert (silent.name, speaking.name) == ("a", "speak")
    assert claims.next() is None


def test_two_who_end_the_last_stages_at_once_begin_the_next_one_once(
    begin: Callable[..., None], claims: StageClaims, graphs: dict[str, Any], renders: SharedRenders
) -> None:
    begin("one", *"abcdefgh")
    held = [claims.next() for _ in range(8)]
    ready: list[int] = []

    def end(claim: StageClaim) -> None:
        ready.append(finish(claims, graphs, claim)[0])

    threads = [threading.Thread(target=end, args=(claim,)) for claim in held]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ready) == [0] * 7 + [1]
    last = claims.next()
    assert last is not None
    assert (last.name, sorted(last.kept)) == ("last", list("abcdefgh"))
    assert finish(claims, graphs, last) == (0, True)
    state = renders.state("one")
    assert state is not None
    assert (state.ended, state.error) == (True, None)


def test_each_stage_is_claimed_by_one_of_many_workers(
    begin: Callable[..., None], claims: StageClaims, graphs: dict[str, Any]
) -> None:
    for number in range(4):
        begin(f"film {number}", *"abcde", owner=f"owner {number % 2}")
    done: list[str] = []

    def work() -> None:
        while claim := claims.next():
            done.append(f"{claim.job_id} {claim.name}")
            finish(claims, graphs, claim)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == sorted(f"film {number} {name}" for number in range(4) for name in [*"abcde", "last"])


def test_a_stage_whose_worker_is_gone_is_taken_again_when_its_lease_has_run_out(
    begin: Callable[..., None], claims: StageClaims, graphs: dict[str, Any], clock: FakeClock
) -> None:
    begin("one", "a")
    late = claims.next()
    assert late is not None
    assert claims.ready() == 0
    clock.advance(LEASE_SECONDS / 2)
    claims.renew([late.token])
    clock.advance(LEASE_SECONDS / 2 + 1)
    assert claims.next() is None
    clock.advance(LEASE_SECONDS)
    assert claims.ready() == 1
    second = claims.next()
    assert second is not None
    assert (second.name, second.lost_tries) == ("a", 2)
    assert finish(claims, graphs, late) == (0, False)
    claims.put_back(late)
    assert not claims.give_up(late, JobFault("engine_error", "No."))
    assert finish(claims, graphs, second) == (1, False)


def test_the_stages_of_a_process_that_died_here_are_free_at_once(
    begin: Callable[..., None], claims: StageClaims, database: Database
) -> None:
    begin("one", "a")
    assert claims.next()
    assert claims.free_those_of_the_dead() == 0
    host, pid, _start = claims.owner.rsplit("/", 2)
    with database.write() as session:
        session.get_one(StageRow, ("one", "a")).lease_owner = f"{host}/{pid}/long ago"
    assert claims.free_those_of_the_dead() == 1
    assert claims.next()


def test_a_clock_that_is_set_back_keeps_no_stage_waiting_for_long(
    begin: Callable[..., None], claims: StageClaims, clock: FakeClock
) -> None:
    begin("one", "a")
    clock.set(-86_400)
    assert claims.next() is None
    claims.free_those_of_the_dead()
    clock.advance(LEASE_SECONDS + 1)
    assert claims.next()


def test_a_stage_that_is_put_back_waits_as_long_as_was_said(
    begin: Callable[..., None], claims: StageClaims, clock: FakeClock
) -> None:
    begin("one", "a")
    claim = claims.next()
    assert claim is not None
    claims.put_back(claim, wait=4.0, failed=True)
    assert claims.next() is None
    clock.advance(5)
    again = claims.next()
    assert again is not None
    assert (again.tries, again.faults, again.lost_tries) == (2, 1, 1)


@pytest.mark.parametrize("end", ["cancel", "forget", "delete"])
def test_nothing_is_left_of_a_render_when_its_job_ends_and_what_still_comes_is_dropped(
    begin: Callable[..., None],
    claims: StageClaims,
    graphs: dict[str, Any],
    renders: SharedRenders,
    store: JobStore,
    database: Database,
    end: str,
) -> None:
    begin("one", "a", "b")
    claim = claims.next()
    assert claim is not None
    if end == "cancel":
        store.cancel("one")
    elif end == "forget":
        renders.forget("one")
    else:
        with database.write() as session:
            session.delete(session.get_one(type(store.get("one")), "one"))
    assert finish(claims, graphs, claim) == (0, False)
    assert claims.next() is None
    with database.read() as session:
        assert not session.scalars(select(RenderRow)).all()
        assert not session.scalars(select(StageRow)).all()


def test_how_many_stages_can_be_begun_is_told(
    begin: Callable[..., None], renders: SharedRenders, claims: StageClaims
) -> None:
    told: list[int] = []
    renders.on_ready.append(told.append)
    begin("one", *"abc")
    renders.begin("storyboard", order("one"))
    assert told == [3]
    assert claims.ready() == 3


def test_a_render_of_a_job_that_is_gone_is_not_begun(renders: SharedRenders, graphs: dict[str, Any]) -> None:
    graphs["gone"] = Levels([FilmStage("last", 0.0, print, ())])
    renders.begin("storyboard", order("gone"))
    assert renders.state("gone") is None
