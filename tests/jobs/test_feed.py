"""Every change is read once, also one whose number was given out before others and committed after them."""

from __future__ import annotations

import time

import pytest

from hackathon_backend.jobs import Database, Job, JobEvent, JobStore, LessonRequest, feed
from hackathon_backend.jobs.feed import Feed


@pytest.fixture
def store(database: Database) -> JobStore:
    made = JobStore(database)
    now = time.time()
    made.create(Job(id="vid_1", created_at=now, wake_at=now, request=LessonRequest(), engines=["a"]))
    return made


def commit(database: Database, *seqs: int) -> None:
    with database.write() as session:
        for seq in seqs:
            own = {"state": "rendering", "status": "in_progress", "progress": 1.0, "activity": ""}
            session.add(JobEvent(seq=seq, job_id="vid_1", at=time.time(), **own))


def read(changes: Feed) -> list[int]:
    return [event.seq for event in changes.read()]


def test_what_is_new_is_read_once(store: JobStore, database: Database) -> None:
    changes = Feed(store)
    read(changes)
    commit(database, 2, 3)
    assert read(changes) == [2, 3]
    assert read(changes) == []


def test_what_is_committed_late_is_not_lost(store: JobStore, database: Database) -> None:
    changes = Feed(store)
    commit(database, 4, 6)
    assert 6 in read(changes)
    commit(database, 5)
    assert read(changes) == [5]
    commit(database, 2, 3, 7)
    assert read(changes) == [2, 3, 7]
    assert read(changes) == []


def test_what_was_under_way_when_the_reading_began_is_not_lost(store: JobStore, database: Database) -> None:
    commit(database, 9)
    changes = Feed(store)
    read(changes)
    commit(database, 8)
    assert read(changes) == [8]


def test_numbers_that_never_come_are_given_up(
    store: JobStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "PATIENCE_SECONDS", 0.0)
    changes = Feed(store)
    commit(database, 6)
    read(changes)
    read(changes)
    commit(database, 4)
    assert read(changes) == []
