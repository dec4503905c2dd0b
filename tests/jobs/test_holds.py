"""A video that one process draws by itself is left alone by the others, as long as that one lives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from hackathon_backend.jobs import Database, Job, JobStore, PromptRequest
from hackathon_backend.jobs.store.claims import LEASE_SECONDS
from hackathon_backend.jobs.store.holds import JobHolds
from hackathon_backend.jobs.store.lease import this_process
from tests.clock import FakeClock

JOB = "vid_1"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(database: Database, clock: FakeClock) -> JobStore:
    made = JobStore(database, clock=clock)
    now = clock.now()
    made.create(Job(id=JOB, created_at=now, wake_at=now, request=PromptRequest(), engines=["storyboard"]))
    return made


@pytest.fixture
def other(database: Database, clock: FakeClock) -> JobStore:
    """Of another process, on another machine."""
    made = JobStore(database, clock=clock)
    made.claims.owner = "elsewhere/1/1"
    return made


@pytest.fixture
def holds(database: Database, clock: FakeClock) -> Iterator[JobHolds]:
    made = JobHolds(database, clock)
    yield made
    made.stop()


def taken(store: JobStore) -> list[str]:
    """The ids of jobs that it claims, and gives back at once."""
    claims = store.claims.due(5)
    for claim in claims:
        claim.release()
    return [claim.job.id for claim in claims]


def test_who_draws_it_takes_its_steps_and_nobody_else(store: JobStore, other: JobStore, holds: JobHolds) -> None:
    assert taken(other) == [JOB]
    holds.hold(JOB, lambda: None)
    assert (taken(other), other.claims.next_due()) == ([], None)
    assert taken(store) == [JOB]
    holds.release(JOB)
    assert taken(other) == [JOB]


def test_it_is_held_for_as_long_as_it_is_renewed(
    store: JobStore, other: JobStore, holds: JobHolds, clock: FakeClock
) -> None:
    lost: list[str] = []
    holds.hold(JOB, lambda: lost.append(JOB))
    for _ in range(5):
        clock.advance(LEASE_SECONDS - 1)
        holds.renew()
        assert taken(other) == []
    clock.advance(LEASE_SECONDS + 1)
    assert (taken(other), lost) == ([JOB], [])


def test_what_a_dead_process_drew_is_free_at_once(
    store: JobStore, other: JobStore, holds: JobHolds, database: Database
) -> None:
    holds.hold(JOB, lambda: None)
    host, _pid, start = this_process().rsplit("/", 2)
    with database.write() as session:
        session.execute(update(Job).values(held_by=f"{host}/999999/{start}"))
    assert taken(other) == []
    other.claims.free_those_of_the_dead()
    assert taken(other) == [JOB]


def test_who_draws_it_hears_that_it_was_cancelled_elsewhere(other: JobStore, store: JobStore, holds: JobHolds) -> None:
    lost: list[str] = []
    holds.hold(JOB, lambda: lost.append(JOB))
    holds.renew()
    assert lost == []
    other.cancel(JOB)
    holds.renew()
    holds.renew()
    assert lost == [JOB]
