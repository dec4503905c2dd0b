"""Jobs are woken at their own time, and watched by anyone."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

import pytest

from hackathon_backend.jobs import Claim, JobStore, Runner, Watch
from tests.cluster.services import Redis
from tests.workers.working import working

from .test_store import a_job

Running = Callable[..., AbstractContextManager[None]]


@contextmanager
def embedded(store: JobStore, step: Callable[[Claim], None], threads: int = 4) -> Iterator[None]:
    runner = Runner(store, step, threads=threads)
    runner.start()
    try:
        yield
    finally:
        runner.stop()


@pytest.fixture(params=["embedded", "celery"])
def running(request: pytest.FixtureRequest) -> Running:
    """Has the steps of all jobs taken: by a runner, or by a Celery worker that tokens wake through a real Redis."""
    if request.param == "embedded":
        return embedded
    redis: Redis = request.getfixturevalue("redis")
    return partial(working, redis.url)


def finish(claim: Claim) -> None:
    claim.release(state="completed")


def test_a_new_job_is_begun_at_once(running: Running, store: JobStore) -> None:
    with running(store, finish):
        began = time.monotonic()
        a_job(store)
        assert Watch(store).wait("vid_1", 120).state == "completed"
        assert time.monotonic() - began < 1.8, "it waited for the sweep"


@pytest.mark.slow
def test_a_waiting_job_holds_no_thread(running: Running, store: JobStore) -> None:
    woken: list[float] = []

    def step(claim: Claim) -> None:
        if claim.job.state == "queued":
            claim.release(state="rendering", wake_in=0.7)
        else:
            woken.append(time.time() - claim.job.created_at)
            finish(claim)

    with running(store, step, threads=2):
        began = time.monotonic()
        for number in range(40):
            a_job(store, f"vid_{number}")
        for number in range(40):
            assert Watch(store).wait(f"vid_{number}", 120).state == "completed"
        assert time.monotonic() - began < 40 * 0.7 / 2, "two threads that waited would take 14 seconds"
    assert min(woken) >= 0.7


def test_polls_go_on_while_all_workers_are_busy(running: Running, store: JobStore) -> None:
    busy, release = threading.Event(), threading.Event()

    def step(claim: Claim) -> None:
        if claim.job.state == "finishing":
            busy.set()
            release.wait(20)
        finish(claim)

    with running(store, step, threads=1):
        a_job(store, "vid_1", state="finishing")
        assert busy.wait(20)
        a_job(store, "vid_2", state="rendering")
        assert Watch(store).wait("vid_2", 120).state == "completed"
        release.set()
        assert Watch(store).wait("vid_1", 120).state == "completed"


def test_a_job_that_was_put_off_comes_again_at_its_time(running: Running, store: JobStore) -> None:
    asked: list[float] = []

    def step(claim: Claim) -> None:
        asked.append(time.time())
        if len(asked) < 4:
            claim.put_off(0.2, tries=claim.job.tries + 1)
        else:
            finish(claim)

    with running(store, step):
        a_job(store, state="rendering")
        assert Watch(store).wait("vid_1", 120).tries == 3
    assert all(later - earlier >= 0.2 for earlier, later in itertools.pairwise(asked))


def test_a_step_that_breaks_off_is_taken_again(
    running: Running, store: JobStore, caplog: pytest.LogCaptureFixture
) -> None:
    def step(claim: Claim) -> None:
        if claim.job.faults < 1:
            raise RuntimeError("a bug")
        finish(claim)

    with running(store, step):
        a_job(store)
        assert Watch(store).wait("vid_1", 120).state == "completed"
    assert store.get("vid_1").faults == 0


@pytest.mark.slow
def test_who_has_ordered_much_keeps_nobody_waiting(running: Running, store: JobStore) -> None:
    ordered, taken = threading.Event(), list[str]()
    many = [f"vid_{number}" for number in range(16)]

    def step(claim: Claim) -> None:
        taken.append(claim.job.id)
        ordered.wait(60)
        finish(claim)

    with running(store, step, threads=1):
        for id_ in many:
            a_job(store, id_, owner="busy")
        a_job(store, "vid_other", owner="other")
        ordered.set()
        for id_ in (*many, "vid_other"):
            assert Watch(store).wait(id_, 120).state == "completed"
    # Each of a worker's five threads may have claimed one before there was another owner.
    assert taken.index("vid_other") <= 6


def test_watchers_see_each_change_once_and_in_order(store: JobStore) -> None:
    watch = Watch(store)
    seen: list[list[int]] = [[] for _ in range(5)]
    a_job(store)

    def follow(into: list[int]) -> None:
        into.extend(change.seq for change in watch.follow("vid_1") if change)

    threads = [threading.Thread(target=follow, args=(each,)) for each in seen]
    for thread in threads:
        thread.start()
    (claim,) = store.claims.due(1)
    for percent in range(0, 100, 10):
        claim.hold(progress=float(percent), activity=f"at {percent}")
    claim.release(state="completed")
    for thread in threads:
        thread.join(10)
    expected = [event.seq for event in store.events("vid_1")]
    assert len(expected) == 12
    assert seen == [expected] * 5


def test_a_watcher_that_comes_back_misses_nothing_and_sees_nothing_twice(store: JobStore) -> None:
    a_job(store)
    (claim,) = store.claims.due(1)
    claim.hold(activity="one")
    first = [event.seq for event in store.events("vid_1")]
    claim.hold(activity="two")
    claim.release(state="failed")
    rest = [change.event.activity for change in Watch(store).follow("vid_1", after=first[-1]) if change]
    assert rest == ["two", "two"]


def test_following_a_job_that_has_ended_ends(store: JobStore) -> None:
    a_job(store)
    (claim,) = store.claims.due(1)
    claim.release(state="completed")
    last = store.events("vid_1")[-1].seq
    assert list(Watch(store).follow("vid_1", after=last)) == []
    store.mark_expired("vid_1")
    assert [change.seq for change in Watch(store).follow("vid_1") if change] == [last]


def test_changes_made_by_another_process_arrive_too(store: JobStore, database: object) -> None:
    other = JobStore(store._database)
    a_job(store)
    watch = Watch(store)
    threading.Timer(0.3, lambda: other.claims.due(1)[0].release(state="completed")).start()
    assert watch.wait("vid_1", 120).state == "completed"
