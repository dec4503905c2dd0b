"""An order waits until its engine has room; another engine takes over only where waiting is hopeless."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from hackathon_backend.app import create_app
from hackathon_backend.engines import circuit_breaker
from hackathon_backend.errors import RateLimited
from hackathon_backend.jobs import Job, LessonRequest
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import error

from .conftest import Opened

pytestmark = pytest.mark.slow

OpenSora = Callable[..., Opened]


def until(opened: Opened, job: Job, true: Callable[[Job], bool]) -> Job:
    """The job as soon as it is so."""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        now = opened.container.store.get(job.id)
        if true(now):
            return now
        time.sleep(0.01)
    raise AssertionError(f"{now.state}: {now.activity}, {now.attempts}")


def is_waiting(job: Job) -> bool:
    return job.activity == "waiting for a free place at Sora 2"


def limited(retry_after: float | None, **more: Any) -> Fault:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return error(429, "rate_limit_exceeded", "Slow down.", headers=headers, **more)


def test_no_more_orders_are_under_way_than_there_are_places(sora: OpenSora) -> None:
    with Upstream(Scenario(render_seconds=0.4, poll_after_ms=200)) as upstream:
        opened = sora(upstream, sora_max_concurrent=2, max_poll_timeout=60.0, narration_audio="off")
        jobs = [opened.order() for _ in range(7)]
        most = 0
        waited = set()
        current = jobs
        while not all(job.ended for job in current):
            current = [opened.container.store.get(job.id) for job in jobs]
            most = max(most, opened.container.store.under_way().get("sora", 0))
            waited |= {job.id for job in current if is_waiting(job)}
            time.sleep(0.01)
        assert [job.state for job in current] == ["completed"] * 7
        assert most == 2
        assert len(waited) >= 3, "and they said that they were waiting"
        assert len(upstream.creates) == 7


def test_a_job_that_waits_holds_no_thread_and_none_of_its_engines_time(sora: OpenSora) -> None:
    with Upstream(Scenario(render_seconds=3600, poll_after_ms=200)) as upstream:
        opened = sora(upstream, sora_max_concurrent=1, max_poll_timeout=60.0)
        first = opened.order()
        until(opened, first, lambda job: job.state == "rendering")
        second = opened.order()
        waiting = until(opened, second, is_waiting)
        assert waiting.engine_deadline is None
        assert waiting.lease_token is None
        assert waiting.wake_at > time.time() + 30
        opened.container.model7.cancel(first.id)
        assert until(opened, second, lambda job: job.state == "rendering").engine_deadline is not None


def test_a_free_place_is_found_again_after_a_restart(sora: OpenSora) -> None:
    with Upstream(Scenario(render_seconds=3600, poll_after_ms=200)) as upstream:
        opened = sora(upstream, sora_max_concurrent=1, max_poll_timeout=60.0)
        first, second = opened.order(), opened.order()
        jobs = [until(opened, job, lambda job: job.state == "rendering" or is_waiting(job)) for job in (first, second)]
        assert sorted(job.state for job in jobs) == ["rendering", "submitting"]
        opened.container.close()
        again = sora(upstream, sora_max_concurrent=1, max_poll_timeout=60.0)
        third = again.order()
        until(again, third, is_waiting)
        assert len(upstream.creates) == 1


def test_too_many_requests_make_an_order_wait_and_not_fail(sora: OpenSora) -> None:
    scenario = Scenario(create=limited(1, times=2), render_seconds=0.2, poll_after_ms=200)
    with Upstream(scenario) as upstream:
        opened = sora(upstream, video_engines=("sora", "storyboard"), max_poll_timeout=60.0)
        job = opened.order()
        until(opened, job, is_waiting)
        assert opened.container.engines.gate("sora").condition.state == "slowed"
        ended = opened.container.watch.wait(job.id, 240)
        assert (ended.state, ended.engine, ended.attempts) == ("completed", "sora", ())
        first, second, third = (request.at for request in upstream.creates)
        assert min(second - first, third - second) >= 0.9


def test_one_job_that_is_refused_slows_the_others(sora: OpenSora) -> None:
    scenario = Scenario(create=limited(2, times=1), render_seconds=0.2, poll_after_ms=200)
    with Upstream(scenario) as upstream:
        opened = sora(upstream, max_poll_timeout=60.0)
        first = opened.order()
        until(opened, first, is_waiting)
        second = opened.order()
        until(opened, second, is_waiting)
        assert len(upstream.creates) == 1, "the second was not even tried"
        assert [opened.container.watch.wait(job.id, 240).state for job in (first, second)] == ["completed"] * 2


def test_a_poll_that_is_refused_slows_new_orders_too(sora: OpenSora) -> None:
    scenario = Scenario(poll=limited(2, times=1), render_seconds=0.2, poll_after_ms=200)
    with Upstream(scenario) as upstream:
        opened = sora(upstream, max_poll_timeout=60.0)
        first = opened.order()
        until(opened, first, lambda job: job.fault is not None)
        second = opened.order()
        until(opened, second, is_waiting)
        assert [opened.container.watch.wait(job.id, 240).state for job in (first, second)] == ["completed"] * 2


@pytest.mark.parametrize(
    "fault",
    [limited(3600), error(429, "insufficient_quota", "You exceeded your current quota."), Fault(402, {})],
    ids=["an hour", "no credit", "payment required"],
)
def test_the_next_engine_takes_over_where_waiting_is_hopeless(sora: OpenSora, fault: Fault) -> None:
    with Upstream(Scenario(create=fault)) as upstream:
        opened = sora(upstream, video_engines=("sora", "storyboard"), max_poll_timeout=60.0)
        job = until(opened, opened.order(), lambda job: job.engine == "storyboard")
        assert [attempt.code for attempt in job.attempts] == ["rate_limited"]
        assert len(upstream.creates) == 1


def test_the_next_engine_takes_over_after_as_long_as_an_engine_may_take(sora: OpenSora) -> None:
    with Upstream() as upstream:
        opened = sora(upstream, video_engines=("sora", "storyboard"), sora_max_concurrent=1, max_poll_timeout=2.0)
        take_the_place(opened)
        job = opened.order()
        until(opened, job, is_waiting)
        job = until(opened, job, lambda job: job.engine == "storyboard")
        assert [attempt.code for attempt in job.attempts] == ["rate_limited"]
        assert upstream.creates == []


def test_without_another_engine_a_job_waits_as_long_as_the_line_moves(sora: OpenSora) -> None:
    with Upstream(Scenario(render_seconds=0.2, poll_after_ms=200)) as upstream:
        opened = sora(upstream, sora_max_concurrent=1, max_poll_timeout=2.0)
        gate, holder = opened.container.engines.gate("sora"), take_the_place(opened)
        job = opened.order()
        began = until(opened, job, is_waiting).waiting_since
        assert began is not None
        while time.time() < began + 3:
            with gate.call():
                time.sleep(0.1)
        assert is_waiting(opened.container.store.get(job.id))
        opened.container.store.cancel(holder.id)
        assert opened.container.watch.wait(job.id, 240).state == "completed"


def test_new_jobs_go_to_the_next_engine_while_one_is_down_and_come_back_later(
    sora: OpenSora, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(circuit_breaker, "FIRST_PAUSE", 4.0)
    down = error(503, None, "Overloaded.")
    with Upstream(Scenario(create=down, listing=down)) as upstream:
        opened = sora(upstream, video_engines=("sora", "storyboard"), max_poll_timeout=60.0)
        gate = opened.container.engines.gate("sora")
        while not gate.is_down:
            job = opened.order()
            until(opened, job, lambda job: job.engine == "storyboard")
        before = len(upstream.creates)
        job = until(opened, opened.order(), lambda job: job.engine == "storyboard")
        assert "was not asked" in job.attempts[0].message
        assert len(upstream.creates) == before
        upstream.play(Scenario(render_seconds=0.2, poll_after_ms=200))
        time.sleep(gate.held_for() + 0.1)
        job = until(opened, opened.order(), lambda job: job.state == "rendering")
        assert (job.engine, gate.condition.state) == ("sora", "ok")


def test_the_health_page_tells_how_each_engine_fares(sora: OpenSora) -> None:
    with Upstream() as upstream:
        opened = sora(upstream, video_engines=("sora", "storyboard"))
        client = create_app(opened.container.settings, opened.container).test_client()
        take_the_place(opened)
        with pytest.raises(RateLimited), opened.container.engines.gate("sora").call():
            raise RateLimited("Slow down.", retry_after=60)
        traffic = client.get("/healthz").get_json()["traffic"]
    assert traffic["sora"] | {"since": ""} == {"state": "slowed", "since": "", "reason": "Slow down.", "under_way": 1}
    assert traffic["storyboard"]["state"] == "ok"


def take_the_place(opened: Opened) -> Job:
    """A job that is under way at the engine and stays so."""
    now = time.time()
    return opened.container.store.create(
        Job(
            id="vid_holder",
            created_at=now,
            wake_at=now + 600,
            state="rendering",
            request=LessonRequest(),
            engines=["sora"],
            at_engine="sora",
            submitted_at=now,
        )
    )
