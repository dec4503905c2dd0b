"""The time that is left is estimated from finished jobs of the same kind, and from the job's own pace."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.jobs import Database, EtaEstimator, Job, JobStore, LessonRequest

NOW = 1_000_000.0


def a_job(store: JobStore, id_: str, **values: Any) -> Job:
    own: dict[str, Any] = {
        "created_at": NOW,
        "wake_at": NOW,
        "request": LessonRequest(),
        "engines": ["sora"],
        "turn": 0,
        "model": "m",
        "seconds": 8.0,
    }
    return store.create(Job(id=id_, **(own | values)))


def history(store: JobStore, *took: float, **values: Any) -> None:
    for number, seconds in enumerate(took):
        name = f"old_{number}_{sorted(values.items())}"[:64]
        own = {"state": "completed", "submitted_at": NOW - 1000, "ended_at": NOW - 1000 + seconds}
        a_job(store, name, **(own | values))


@pytest.fixture
def pace(database: Database) -> EtaEstimator:
    return EtaEstimator(database)


def test_without_any_history_nothing_is_said(store: JobStore, pace: EtaEstimator) -> None:
    assert pace.remaining(a_job(store, "a"), now=NOW) is None
    assert pace.remaining(a_job(store, "b", model=None), now=NOW) is None


def test_before_it_is_ordered_it_takes_what_others_took(store: JobStore, pace: EtaEstimator) -> None:
    history(store, 30.0, 60.0, 90.0)
    assert pace.remaining(a_job(store, "a"), now=NOW) == 60.0


def test_what_has_passed_is_taken_off(store: JobStore, pace: EtaEstimator) -> None:
    history(store, 60.0)
    assert pace.remaining(a_job(store, "a", submitted_at=NOW - 20), now=NOW) == 40.0


def test_one_that_takes_longer_than_others_is_never_at_nought(store: JobStore, pace: EtaEstimator) -> None:
    history(store, 60.0)
    assert pace.remaining(a_job(store, "a", submitted_at=NOW - 200), now=NOW) == 20.0


def test_its_own_pace_counts_the_more_the_further_it_is(store: JobStore, pace: EtaEstimator) -> None:
    history(store, 100.0)
    half = pace.remaining(a_job(store, "a", submitted_at=NOW - 20, progress=50.0), now=NOW)
    assert half == 50.0  # between 80 by history and 20 by its own pace
    late = pace.remaining(a_job(store, "b", submitted_at=NOW - 20, progress=90.0), now=NOW)
    assert late is not None
    assert late < 12


def test_its_own_pace_begins_where_its_engine_began(store: JobStore, pace: EtaEstimator) -> None:
    job = a_job(store, "a", submitted_at=NOW - 10, progress=75.0, engine_floor=50.0)
    assert pace.remaining(job, now=NOW) == 10.0


@pytest.mark.parametrize("other", [{"model": "n"}, {"seconds": 60.0}, {"engines": ["x"]}, {"state": "failed"}])
def test_other_kinds_of_jobs_say_nothing(store: JobStore, pace: EtaEstimator, other: dict[str, Any]) -> None:
    history(store, 30.0, **other)
    assert pace.remaining(a_job(store, "a"), now=NOW) is None


def test_a_job_that_has_ended_takes_no_more_time(store: JobStore, pace: EtaEstimator) -> None:
    history(store, 30.0)
    assert pace.remaining(a_job(store, "a", state="failed", ended_at=NOW), now=NOW) is None


def test_the_database_is_not_asked_each_time(store: JobStore, pace: EtaEstimator, database: Database) -> None:
    history(store, 30.0)
    job = a_job(store, "a")
    pace.remaining(job)
    database.close()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("drop table job_events")
        connection.exec_driver_sql("alter table jobs rename to gone")
        connection.commit()
        assert pace.remaining(job) == 30.0
        connection.exec_driver_sql("alter table gone rename to jobs")
        connection.commit()
