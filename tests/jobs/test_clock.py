"""A clock that is set does not lose, delay or end what is under way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from queue import SimpleQueue

import pytest

from hackathon_backend.jobs import Job, JobStore, Runner
from hackathon_backend.jobs.store.lease import is_dead, this_process

from .test_store import a_job

HOUR = 3600.0


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], None]]:
    """Sets the wall clock by so many seconds."""
    real, off = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + off[0])

    def set_(seconds: float) -> None:
        off[0] += seconds

    return set_


def ordered(store: JobStore) -> Job:
    now = time.time()
    times = {"submitted_at": now, "waiting_since": now, "engine_deadline": now + 600, "wake_at": now + 5}
    return a_job(store, state="rendering", at_engine="sora", **times)


@pytest.mark.parametrize("jump", [HOUR, -HOUR, 20 * HOUR])
def test_an_order_keeps_its_time_when_the_clock_is_set(
    store: JobStore, set_clock: Callable[[float], None], jump: float
) -> None:
    ordered(store)
    set_clock(jump)
    store.claims.settle_clock()
    store.claims.settle_clock()
    job, now = store.get("vid_1"), time.time()
    assert job.engine_deadline is not None
    assert job.submitted_at is not None
    assert job.engine_deadline >= now + 590
    assert job.wake_at <= now + 10
    assert job.submitted_at <= now, "so that it is looked for far enough back"


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_what_is_under_way_is_not_claimed_a_second_time(
    store: JobStore, set_clock: Callable[[float], None], jump: float
) -> None:
    a_job(store)
    (claim,) = store.claims.due(1)
    set_clock(jump)
    assert store.claims.due(1, held=[claim.token]) == []
    store.claims.settle_clock()
    assert store.claims.due(1) == []
    assert not is_dead(this_process())
    claim.release(state="completed")


def test_a_job_that_sleeps_far_into_the_future_is_woken(store: JobStore) -> None:
    a_job(store, "vid_far", wake_at=time.time() + 24 * HOUR)
    a_job(store, "vid_soon", wake_at=time.time() + 60)
    woken: SimpleQueue[str] = SimpleQueue()
    runner = Runner(store, lambda claim: woken.put(claim.release(state="completed").id))
    runner.start()
    first = woken.get(timeout=120)
    runner.stop()
    assert first == "vid_far"
    assert woken.empty()


def test_a_lease_that_was_given_before_the_clock_went_back_runs_out(store: JobStore, database: object) -> None:
    a_job(store)
    store.claims.due(1)
    with store._database.write() as session:
        job = session.get_one(Job, "vid_1")
        job.lease_owner, job.lease_until = "elsewhere/1/1", time.time() + 24 * HOUR
    store.claims.pull_in()
    assert (store.get("vid_1").lease_until or 0) <= time.time() + 31


def test_an_order_whose_time_went_by_while_nobody_was_there_gets_some(store: JobStore) -> None:
    ordered(store)
    with store._database.write() as session:
        session.get_one(Job, "vid_1").engine_deadline = time.time() - HOUR
    store.claims.begin_again()
    assert (store.get("vid_1").engine_deadline or 0) > time.time() + 30
