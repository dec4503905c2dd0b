"""Jobs are claimed by one worker at a time and changed only under that claim."""

import threading
import time
from typing import Any

import psutil
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import update

from hackathon_backend import app as _app  # noqa: F401 - it brings in the tables of every room, for the comparison
from hackathon_backend.errors import Busy, LeaseLost, NotFound
from hackathon_backend.jobs import Base, Database, Job, JobStore, LessonRequest
from hackathon_backend.jobs import catalogue as catalogue_module
from hackathon_backend.jobs.catalogue import Catalogue
from hackathon_backend.jobs.renders import rows as _render_rows  # noqa: F401 - it brings in its tables
from hackathon_backend.jobs.store.lease import is_dead, this_process
from hackathon_backend.writers.base import Brief


def a_job(store: JobStore, id_: str = "vid_1", **values: Any) -> Job:
    now = time.time()
    return store.create(
        Job(**({"id": id_, "created_at": now, "wake_at": now, "request": LessonRequest(), "engines": ["a"]} | values))
    )


def test_the_migrations_make_exactly_the_tables_that_the_models_describe(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrating_again_changes_nothing(database: Database, store: JobStore) -> None:
    a_job(store)
    database.migrate()
    assert store.get("vid_1").state == "queued"


def test_a_job_is_claimed_by_one_of_many_workers(store: JobStore) -> None:
    for number in range(20):
        a_job(store, f"vid_{number}")
    claimed: list[str] = []

    def work() -> None:
        while claims := store.claims.due(3):
            claimed.extend(claim.job.id for claim in claims)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(f"vid_{number}" for number in range(20))


def test_a_job_that_waits_is_not_due(store: JobStore) -> None:
    a_job(store)
    (claim,) = store.claims.due(1)
    claim.release(wake_in=60)
    assert store.claims.due(1) == []
    assert store.claims.next_due() == pytest.approx(time.time() + 60, abs=1)


def test_a_worker_whose_lease_ran_out_can_not_write(store: JobStore, database: Database) -> None:
    a_job(store)
    (late,) = store.claims.due(1)
    with database.write() as session:
        session.get_one(Job, "vid_1").lease_until = time.time() - 1
    (second,) = store.claims.due(1)
    with pytest.raises(LeaseLost):
        late.hold(state="briefing")
    assert second.hold(state="briefing").version == 2


def test_a_cancelled_job_stays_cancelled_whatever_its_worker_does(store: JobStore) -> None:
    a_job(store)
    (claim,) = store.claims.due(1)
    assert store.cancel("vid_1").status == "failed"
    with pytest.raises(LeaseLost):
        claim.release(state="completed")
    assert store.get("vid_1").state == "cancelled"
    assert store.cancel("vid_1").version == store.get("vid_1").version


def test_progress_never_falls_and_is_100_only_at_the_end(store: JobStore) -> None:
    a_job(store)
    (claim,) = store.claims.due(1)
    claim.hold(progress=40.0)
    claim.hold(progress=10.0)
    assert claim.job.progress == 40.0
    assert claim.release(state="completed").progress == 100.0


def test_a_change_that_nobody_sees_makes_no_event(store: JobStore) -> None:
    a_job(store)
    (claim,) = store.claims.due(1)
    claim.hold(tries=3)
    claim.hold(state="briefing", activity="writing")
    assert [event.state for event in store.events("vid_1")] == ["queued", "briefing"]


def test_the_leases_of_a_dead_process_are_taken_away_at_once(store: JobStore, database: Database) -> None:
    a_job(store)
    store.claims.due(1)
    assert store.claims.free_those_of_the_dead() == 0
    host, pid, _ = this_process().rsplit("/", 2)
    with database.write() as session:
        session.get_one(Job, "vid_1").lease_owner = f"{host}/{pid}/1.00"
    assert store.claims.free_those_of_the_dead() == 1
    assert len(store.claims.due(1)) == 1


def test_only_processes_of_this_host_are_known_to_be_dead() -> None:
    host, pid, start = this_process().rsplit("/", 2)
    unused = max(psutil.pids()) + 1000
    assert not is_dead(this_process())
    assert is_dead(f"{host}/{unused}/{start}")
    assert not is_dead(f"elsewhere/{pid}/1.00")
    assert not is_dead("nonsense")


def test_an_unknown_job_is_not_found(store: JobStore) -> None:
    with pytest.raises(NotFound, match="vid_x"):
        store.get("vid_x")


def test_small_changes_are_written_down_together(store: JobStore) -> None:
    for number in range(5):
        a_job(store, f"vid_{number}", state="rendering")
    for number, claim in enumerate(store.claims.due(5)):
        assert claim.put_off(60, progress=float(number), activity="half way" if number % 2 else "").tries == 0
    assert store.get("vid_1").lease_token is not None
    store.batch.flush()
    jobs = [store.get(f"vid_{number}") for number in range(5)]
    assert [job.lease_token for job in jobs] == [None] * 5
    assert [job.version for job in jobs] == [2] * 5
    assert [job.activity for job in jobs] == ["", "half way", "", "half way", ""]
    assert [len(store.events(job.id)) for job in jobs] == [1, 2, 2, 2, 2], "and what can be seen is an event"
    assert store.claims.due(5) == []


def test_a_small_change_comes_too_late_for_a_job_that_was_cancelled(store: JobStore) -> None:
    a_job(store, state="rendering")
    (claim,) = store.claims.due(1)
    claim.put_off(60, progress=50.0, activity="half way")
    store.cancel("vid_1")
    store.batch.flush()
    assert store.get("vid_1").state == "cancelled"
    assert [event.state for event in store.events("vid_1")] == ["rendering", "cancelled"]


def test_jobs_that_are_rendered_elsewhere_are_claimed_apart(store: JobStore) -> None:
    a_job(store, "vid_1", state="rendering")
    a_job(store, "vid_2", state="finishing")
    assert [claim.job.id for claim in store.claims.due(5, asking=True)] == ["vid_1"]
    assert store.claims.due(5, asking=True) == []
    assert store.claims.next_due(asking=True) is None
    assert store.claims.next_due(asking=False) is not None
    assert [claim.job.id for claim in store.claims.due(5, asking=False)] == ["vid_2"]


def test_orders_under_way_are_counted_by_engine(store: JobStore) -> None:
    ordered = {"at_engine": "sora", "submitted_at": time.time()}
    a_job(store, "vid_1", state="rendering", **ordered)
    a_job(store, "vid_2", state="submitting", **ordered)
    a_job(store, "vid_3", state="submitting", at_engine="sora")
    a_job(store, "vid_4", state="finishing", **ordered)
    a_job(store, "vid_5", state="rendering", **(ordered | {"at_engine": "other"}))
    assert store.under_way() == {"sora": 2, "other": 1}


def test_the_last_free_place_is_taken_once(store: JobStore) -> None:
    for number in range(8):
        a_job(store, f"vid_{number}", state="submitting", at_engine="sora")
    took: list[bool] = []
    threads = [
        threading.Thread(target=lambda claim=claim: took.append(claim.hold_if_room(3, submitted_at=time.time())))
        for claim in store.claims.due(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(took) == [False] * 5 + [True] * 3


def test_who_leaves_a_place_wakes_the_one_that_has_waited_longest(store: JobStore) -> None:
    now = time.time()
    a_job(store, "vid_1", state="rendering", at_engine="sora", submitted_at=now)
    for number, waited in ((2, 10), (3, 30), (4, 20)):
        waiting = {"at_engine": "sora", "waiting_since": now - waited, "wake_at": now + 300}
        a_job(store, f"vid_{number}", state="submitting", **waiting)
    (claim,) = store.claims.due(1)
    claim.release(state="downloading", wake_in=300)
    assert [claim.job.id for claim in store.claims.due(5)] == ["vid_3"]


def test_a_library_is_counted_and_cut_into_pages_by_words_and_status(database: Database, store: JobStore) -> None:
    for number in range(7):
        made = store.create(
            Job(
                id=f"vid_{number}",
                created_at=float(number),
                wake_at=1e12,
                request=LessonRequest(message=f"Otters number {number}"),
                brief=Brief(title="Ünder water") if number % 2 else None,
                engines=["storyboard"],
            )
        )
        if number > 4:
            store.cancel(made.id)
    catalogue = Catalogue(database)
    found = catalogue.search("otters ünder", None, "newest", page=1, size=2)
    assert [job.id for job in found.jobs] == ["vid_5", "vid_3"]
    assert (found.total, found.counts["failed"], found.counts["queued"]) == (3, 1, 2)
    assert [job.id for job in catalogue.search("ünder", None, "oldest", page=2, size=2).jobs] == ["vid_5"]
    assert [job.id for job in catalogue.search("", "failed", "newest", page=1, size=9).jobs] == ["vid_6", "vid_5"]
    assert catalogue.search("under otters", None, "newest", page=1, size=9).total == 0


def test_searches_that_find_no_turn_ask_to_come_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_module, "_PATIENCE", 0.01)
    monkeypatch.setattr(catalogue_module, "_SEARCHES", 0)
    with pytest.raises(Busy):
        Catalogue(database).search("otters", None, "newest", page=1, size=9)


def test_a_job_that_only_another_process_can_make_is_left_to_it(store: JobStore) -> None:
    for id_, state, at_engine in (("vid_1", "queued", None), ("vid_2", "rendering", "sora")):
        only_sora = LessonRequest(engine="sora")
        a_job(store, id_, state=state, at_engine=at_engine, request=only_sora, engines=["sora"])
    a_job(store, "vid_3", engines=["sora", "storyboard"])
    ours = ["storyboard", "edits"]
    assert [claim.job.id for claim in store.claims.due(5, engines=ours)] == ["vid_3"]
    assert store.claims.next_due(engines=ours) is None
    assert store.claims.next_due(engines=["sora"]) is not None
    assert {claim.job.id for claim in store.claims.due(5, engines=["sora"])} == {"vid_1", "vid_2"}


def test_a_job_of_an_earlier_version_is_left_to_its_process_too(store: JobStore, database: Database) -> None:
    a_job(store, "vid_1", request=LessonRequest(engine="sora"), engines=["sora"])
    a_job(store, "vid_2")
    with database.write() as session:
        session.execute(update(Job).values(only_engine=None))
    assert [claim.job.id for claim in store.claims.due(5, engines=["storyboard"])] == ["vid_2"]
    assert [claim.job.id for claim in store.claims.due(5, engines=["sora"])] == ["vid_1"]
