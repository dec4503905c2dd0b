"""With PostgreSQL a commit of any process is heard of at once, and rows are looked at seldom."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest, Watch, notices, watch
from hackathon_backend.jobs.notices import NoticeListener, listener_of


@pytest.fixture
def store(postgres: Database) -> JobStore:
    made = JobStore(postgres)
    now = time.time()
    made.create(Job(id="vid_1", created_at=now, wake_at=now, request=LessonRequest(), engines=["a"]))
    return made


@pytest.fixture
def listener(postgres: Database) -> Iterator[NoticeListener]:
    made = listener_of(postgres)
    assert made is not None
    yield made
    made.stop()


def becomes(condition: Callable[[], object], seconds: float = 60.0) -> bool:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return bool(condition())


def test_a_database_that_sends_no_notices_is_not_listened_to(migrated: object) -> None:
    database = Database(f"sqlite:///{migrated}")
    assert listener_of(database) is None
    database.close()


def test_a_change_of_another_process_arrives_long_before_the_next_look(
    store: JobStore, listener: NoticeListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "LISTENING_SECONDS", 3600.0)
    watching = Watch(store, listener)
    other = JobStore(store._database)
    seen: list[str] = []

    def follow() -> None:
        seen.extend(change.event.state for change in watching.follow("vid_1") if change)

    thread = threading.Thread(target=follow)
    thread.start()
    assert becomes(lambda: listener.works and seen)
    other.claims.due(1)[0].release(state="completed")
    thread.join(60)
    assert seen == ["queued", "completed"]


def test_a_connection_that_is_cut_is_made_anew_and_missed_changes_are_looked_for(
    store: JobStore, listener: NoticeListener, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[bool] = []
    listener.start(lambda: heard.append(listener.works))
    assert becomes(lambda: listener.works)
    with caplog.at_level(logging.INFO, notices.__name__), store._database.write() as session:
        session.execute(
            text(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = current_database() and query like '%notify%' and pid <> pg_backend_pid()"
            )
        )
    assert becomes(lambda: not listener.works)
    before = len(heard)
    assert becomes(lambda: listener.works and len(heard) > before)
    assert "looked at more often" in caplog.text


def test_a_way_on_which_notices_get_lost_is_not_relied_on(postgres: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "ECHO_WITHIN", notices.LOOK_SECONDS)
    monkeypatch.setattr(notices, "CHANNEL", "job_events; unlisten job_events")
    deaf = NoticeListener(postgres)
    deaf.start(lambda: None)
    assert not becomes(lambda: deaf.works, 1.5)
    deaf.stop()


def test_all_that_one_transaction_writes_is_one_notice(store: JobStore, postgres: Database) -> None:
    for number in range(2, 6):
        store.create(Job(id=f"vid_{number}", created_at=1, wake_at=1, request=LessonRequest(), engines=["a"]))
    with postgres.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        connection.exec_driver_sql("listen job_events")
        connection.commit()
        raw.set_autocommit(True)
        for claim in store.claims.due(5):
            claim.put_off(60.0, activity="drawing")
        store.batch.flush()
        assert len(list(raw.notifies(timeout=5.0, stop_after=1))) == 1
        assert list(raw.notifies(timeout=0.2)) == []
        raw.set_autocommit(False)
