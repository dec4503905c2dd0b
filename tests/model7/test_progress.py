"""Progress tells the truth: it never goes back, whichever engine works, and is at 100 only for a video that plays."""

from __future__ import annotations

import pytest

from hackathon_backend.jobs import Job, LessonRequest
from hackathon_backend.model7.steps.progress import BRIEFED, DOWNLOADED, RENDERED, UNFINISHED, stretched
from tests.upstream import Scenario, Upstream

from .conftest import OpenHouse

pytestmark = pytest.mark.slow


def a_job(floor: float) -> Job:
    return Job(id="vid_1", engine_floor=floor, request=LessonRequest(), engines=["a"])


@pytest.mark.parametrize("point", [BRIEFED, 47.5, RENDERED, DOWNLOADED])
def test_the_first_engine_has_all_of_it(point: float) -> None:
    assert stretched(a_job(BRIEFED), point) == pytest.approx(point)


@pytest.mark.parametrize("floor", [20.0, 80.0, RENDERED, DOWNLOADED, 98.9])
def test_the_next_engine_has_what_the_last_one_left(floor: float) -> None:
    shown = [stretched(a_job(floor), point) for point in (BRIEFED, 30.0, 60.0, RENDERED, DOWNLOADED)]
    assert shown == sorted(shown)
    assert shown[0] == pytest.approx(floor)
    assert shown[-1] <= UNFINISHED


def test_it_goes_on_rising_when_an_engine_fails_late(open_house: OpenHouse) -> None:
    late = Scenario(
        render_seconds=0.6,
        poll_after_ms=100,
        updates=({"progress": 40}, {"progress": 90}),
        outcome={"status": "failed", "progress": 90, "error": {"code": "x", "message": "Out of memory."}},
    )
    with Upstream(late) as upstream:
        settings = {"video_engines": ("sora", "storyboard"), "sora_api_key": "k", "sora_base_url": upstream.url}
        opened = open_house(**settings, max_poll_timeout=200.0)
        job = opened.make(timeout=300)
    assert (job.state, job.progress) == ("completed", 100.0)
    assert [attempt.engine for attempt in job.attempts] == ["sora"]
    events = opened.container.store.events(job.id)
    shown = [event.progress for event in events]
    assert shown == sorted(shown)
    assert [event.progress for event in events if event.progress == 100] == [100.0]
    began = [number for number, event in enumerate(events) if event.state == "briefing"]
    assert len(began) == 2, "each engine has its own brief"
    assert len(set(shown[began[1] :])) > 3
