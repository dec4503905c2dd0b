"""Deliveries are rows: written with the job's end, taken by one process at a time, tried for three days."""

from __future__ import annotations

import itertools
import threading

import pytest
from sqlalchemy.orm import Session

from hackathon_backend.jobs import Database, Job, JobListener, JobStore
from hackathon_backend.webhooks import Outbox, Targets
from hackathon_backend.webhooks.outbox import FOR_SECONDS, LEASE_SECONDS, DeliveryAttempt

from .conftest import a_job, end


class Clock:
    """Stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox(database: Database, store: JobStore, clock: Clock) -> Outbox:
    made = Outbox(database, Targets("https://own.example/hook", ()), clock)
    store.listeners.append(made)
    return made


def failed(clock: Clock, wait: float = 0.0) -> DeliveryAttempt:
    return DeliveryAttempt(clock.now, 0.1, 503, "no", wait)


def test_the_delivery_is_there_exactly_if_the_end_is(store: JobStore, outbox: Outbox) -> None:
    a_job(store)
    store.change(store.get("vid_1"), None, {"state": "rendering", "progress": 50.0})
    assert outbox.of("vid_1") == []

    class Breaks(JobListener):
        def ended(self, session: Session, job: Job) -> None:
            raise RuntimeError("killed here")

    store.listeners.append(breaks := Breaks())
    with pytest.raises(RuntimeError):
        end(store)
    assert (store.get("vid_1").ended, outbox.of("vid_1")) == (False, [])
    store.listeners.remove(breaks)
    end(store)
    assert len(outbox.of("vid_1")) == 1


def test_a_delivery_is_claimed_by_one_of_many(store: JobStore, outbox: Outbox) -> None:
    for number in range(20):
        a_job(store, f"vid_{number}")
        end(store, f"vid_{number}")
    claimed: list[str] = []

    def work() -> None:
        while found := outbox.claim(3):
            claimed.extend(delivery.job_id for delivery in found)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # One that finds nothing has lost a race; what it did not get is somebody else's, or still due.
    claimed += [delivery.job_id for delivery in outbox.claim(20)]
    assert sorted(claimed) == sorted(f"vid_{number}" for number in range(20))


def test_an_attempt_whose_process_was_killed_is_made_again(store: JobStore, outbox: Outbox, clock: Clock) -> None:
    a_job(store)
    end(store)
    (lost,) = outbox.claim(5)
    clock.now += LEASE_SECONDS - 1
    assert outbox.claim(5) == []
    clock.now += 1
    (again,) = outbox.claim(5)
    outbox.record(again, DeliveryAttempt(clock.now, 0.1, 200))
    outbox.record(lost, failed(clock))
    (delivery,) = outbox.of("vid_1")
    assert (delivery.state, delivery.next_at) == ("delivered", None)


def test_it_is_tried_ever_more_rarely_for_three_days(store: JobStore, outbox: Outbox, clock: Clock) -> None:
    a_job(store)
    end(store)
    start, tried = clock.now, []
    while (due := outbox.next_due()) is not None:
        clock.now = due
        (delivery,) = outbox.claim(5)
        tried.append(clock.now - start)
        outbox.record(delivery, failed(clock))
    (delivery,) = outbox.of("vid_1")
    assert delivery.state == "failed"
    assert tried[0] == 0
    assert tried[-1] == pytest.approx(FOR_SECONDS)
    pauses = [later - earlier for earlier, later in itertools.pairwise(tried)]
    assert pauses[0] < 10
    assert max(pauses) < 14 * 3600
    assert 10 < len(tried) < 30
    assert len(delivery.attempts) == len(tried)
    assert {attempt["status"] for attempt in delivery.attempts} == {503}


def test_a_receiver_that_asks_for_time_gets_it(store: JobStore, outbox: Outbox, clock: Clock) -> None:
    a_job(store)
    end(store)
    (delivery,) = outbox.claim(5)
    outbox.record(delivery, failed(clock, wait=500.0))
    assert outbox.next_due() == clock.now + 500.0


def test_hosts_that_are_busy_are_passed_over(store: JobStore, outbox: Outbox) -> None:
    a_job(store)
    end(store)
    assert outbox.claim(5, busy=["own.example:443"]) == []
    assert outbox.next_due(busy=["own.example:443"]) is None
    assert len(outbox.claim(5, busy=["other.example:443"])) == 1


def test_a_url_that_makes_no_sense_does_not_keep_a_job_from_ending(store: JobStore, outbox: Outbox) -> None:
    a_job(store, webhook_url="http://0x7f.1/")
    assert end(store).ended
    assert [delivery.url for delivery in outbox.of("vid_1")] == ["https://own.example/hook"]


def test_owners_take_turns_whatever_one_has_waiting(store: JobStore, outbox: Outbox, clock: Clock) -> None:
    for number, owner in enumerate(["many"] * 50 + ["one", "other"]):
        a_job(store, f"vid_{number}")
        with store._database.write() as session:
            session.get_one(Job, f"vid_{number}").owner = owner
        end(store, f"vid_{number}")
        clock.now += 1
    first = [str(delivery.job_id) for delivery in outbox.claim(4)]
    assert {"vid_50", "vid_51"} < set(first), "who has one each is not behind fifty"
    assert [each for each in first if each not in ("vid_50", "vid_51")] == ["vid_0", "vid_1"], "in their order"
