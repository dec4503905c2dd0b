"""What is begun is finished first, and owners take turns."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import select

from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest

from .test_store import a_job


def test_what_is_begun_goes_before_what_is_not_and_the_furthest_before_all(store: JobStore) -> None:
    now = time.time()
    for number in range(30):
        a_job(store, f"vid_{number}", wake_at=now - 1000 + number)
    for state in ("briefing", "submitting", "downloading", "finishing"):
        a_job(store, f"vid_{state}", state=state, wake_at=now)
    claimed = [claim.job.id for claim in store.claims.due(5, asking=False)]
    assert claimed == ["vid_finishing", "vid_downloading", "vid_submitting", "vid_briefing", "vid_0"]


def test_owners_take_turns_however_many_one_of_them_has_ordered(store: JobStore) -> None:
    now = time.time()
    for number in range(40):
        a_job(store, f"vid_many_{number}", owner="many", wake_at=now - 100 + number)
    for number in range(2):
        a_job(store, f"vid_few_{number}", owner="few", wake_at=now - 2)
        a_job(store, f"vid_other_{number}", owner="other", wake_at=now - 1)
    order = []
    for _ in range(8):
        (claim,) = store.claims.due(1)
        order.append(claim.job.owner)
        claim.release(state="completed")
    assert order == ["many", "few", "other", "many", "few", "other", "many", "many"]


def test_a_place_that_becomes_free_goes_to_the_owner_whose_turn_it_is(store: JobStore) -> None:
    now = time.time()
    at = {"at_engine": "sora", "state": "submitting"}
    for number in range(6):
        late = {"waiting_since": now - 90 + number, "wake_at": now + 300}
        a_job(store, f"vid_many_{number}", owner="many", **at, **late)
    a_job(store, "vid_few", owner="few", **at, waiting_since=now - 1, wake_at=now + 300)
    woken = []
    for number in range(3):
        a_job(store, f"vid_{number}", **(at | {"state": "rendering"}), submitted_at=now, wake_at=now)
        (claim,) = store.claims.due(1, asking=True)
        claim.release(state="completed")
        (next_,) = store.claims.due(5)
        woken.append(next_.job.owner)
    assert woken == ["many", "few", "many"]


@pytest.mark.slow
def test_five_thousand_queued_jobs_are_claimed_quickly(store: JobStore) -> None:
    with store._database.write() as session:
        now = time.time()
        session.add_all(
            Job(
                id=f"vid_{number}",
                created_at=now,
                wake_at=now - 1,
                request=LessonRequest(),
                engines=["a"],
                owner=f"{number % 50}",
            )
            for number in range(5000)
        )
    began = time.process_time()
    claims = store.claims.due(24, asking=False)
    assert len({claim.job.owner for claim in claims}) == 24
    assert time.process_time() - began < 1.0


def test_one_owner_of_fifty_that_are_begun_keeps_nobody_waiting_who_has_one(store: JobStore) -> None:
    now = time.time()
    for number in range(50):
        a_job(store, f"vid_many_{number}", owner="many", state="briefing", wake_at=now - 100 + number)
    a_job(store, "vid_few", owner="few", wake_at=now - 1)
    order = []
    for _ in range(6):
        (claim,) = store.claims.due(1, asking=False)
        order.append(claim.job.owner)
        # The next step of the same video, which is due at once.
        claim.release(state="submitting" if claim.job.state == "briefing" else "briefing")
    assert order == ["many", "few", "many", "few", "many", "few"]


def test_polls_come_as_they_are_due_whoever_they_belong_to(store: JobStore) -> None:
    now = time.time()
    for number in range(5):
        a_job(store, f"vid_{number}", owner="many", state="rendering", wake_at=now - 100 + number)
    a_job(store, "vid_few", owner="few", state="rendering", wake_at=now - 98.5)
    claims = store.claims.due(3, asking=True)
    assert [claim.job.id for claim in claims] == ["vid_0", "vid_1", "vid_few"]


def test_who_has_just_come_leaves_a_free_place_to_another_owner_who_has_waited(store: JobStore) -> None:
    now = time.time()
    at = {"at_engine": "sora", "state": "submitting"}
    waits = a_job(store, "vid_few", owner="few", **at, waiting_since=now - 5, wake_at=now + 300)
    comes = a_job(store, "vid_many", owner="many", **at, wake_at=now)
    of_few = a_job(store, "vid_few_too", owner="few", **at, wake_at=now)
    assert store.gives_way(comes)
    assert store.get(waits.id).wake_at <= time.time(), "it is woken"
    assert not store.gives_way(waits), "it has waited"
    assert not store.gives_way(of_few), "nobody else has"


def test_what_another_worker_is_about_to_claim_is_passed_over(postgres: Database) -> None:
    store = JobStore(postgres)
    for number in range(3):
        a_job(store, f"vid_{number}")
    with postgres.write() as session:
        session.execute(select(Job).where(Job.id == "vid_0").with_for_update())
        assert [claim.job.id for claim in store.claims.due(1)] == ["vid_1"], "nobody waits for the other"
    assert [claim.job.id for claim in store.claims.due(5)] == ["vid_0", "vid_2"]
