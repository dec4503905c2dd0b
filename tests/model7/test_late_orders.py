"""An order that comes back late, or after a jump of the clock, is paid for: the video is made of it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from hackathon_backend.jobs import Job
from tests.upstream import Fault, Scenario, Upstream

from .conftest import Opened
from .test_line import until

pytestmark = pytest.mark.slow

OpenSora = Callable[..., Opened]


def change(opened: Opened, job: Job, **values: object) -> None:
    with opened.container.database.write() as session:
        row = session.get_one(Job, job.id)
        for name, value in values.items():
            setattr(row, name, value)


@pytest.mark.parametrize("meanwhile", ["lost its claim", "was given to the next engine"])
def test_an_order_that_comes_back_late_is_adopted(sora: OpenSora, meanwhile: str) -> None:
    slow = Scenario(create=Fault(wait=1.5, taken=True), render_seconds=0.3, poll_after_ms=200)
    with Upstream(slow) as upstream:
        opened = sora(upstream, video_engines=("sora", "storyboard"), max_poll_timeout=60.0, narration_audio="off")
        job = opened.order()
        until(opened, job, lambda now: now.submitted_at is not None)
        later = {"lease_token": "another", "lease_owner": "elsewhere/1/1", "lease_until": time.time() + 3600}
        if meanwhile == "was given to the next engine":
            later |= {"turn": 1, "at_engine": "storyboard", "submitted_at": None, "state": "briefing"}
        change(opened, job, **later)
        done = until(opened, job, lambda now: now.ended)
        assert (done.state, done.engine) == ("completed", "sora")
        assert len(upstream.creates) == 1
        (charge,) = opened.container.store.charges.of([job.id])[job.id]
        assert charge.state == "spent"


def test_an_order_is_found_after_the_clock_was_set_back(sora: OpenSora) -> None:
    lost = Scenario(render_seconds=0.3, poll_after_ms=200, create=Fault(cut="before", taken=True, times=1))
    with Upstream(lost) as upstream:
        opened = sora(upstream, max_poll_timeout=60.0, narration_audio="off")
        job = opened.order()
        until(opened, job, lambda now: now.fault is not None or now.operation is not None)
        change(opened, job, submitted_at=time.time() + 3600)
        done = until(opened, job, lambda now: now.ended)
        assert done.state == "completed"
        assert len(upstream.creates) == 1
