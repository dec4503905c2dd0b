"""A film that a language model directs: its outline is told while it is made, and no call is paid for twice."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.jobs import Job, PromptRequest
from tests.server import Server
from tests.upstream import Fault, Scenario, Upstream
from tests.writers.canned_model import OUTLINE, PLAN, CannedModel, subject

from .conftest import OpenHouse

DEMAND = PromptRequest(message="Explain how demand moves", topic="demand", seconds=90.0)
HANGS = 200.0


def briefed(opened: Any, request: PromptRequest) -> Job:
    """The job as soon as it is written what it shows; what is left of it is not made."""
    job: Job = opened.order(request)
    until = time.monotonic() + 120
    while (job := opened.container.store.get(job.id)).brief is None and not job.ended and time.monotonic() < until:
        time.sleep(0.02)
    opened.container.store.cancel(job.id)
    return job


@pytest.mark.slow
def test_the_outline_and_each_scene_are_told_while_they_are_written(
    open_house: OpenHouse, caplog: pytest.LogCaptureFixture
) -> None:
    with Upstream(Scenario(replies=(CannedModel(),))) as upstream, caplog.at_level(logging.INFO):
        opened = open_house(openai_base_url=upstream.url)
        job = briefed(opened, DEMAND)
        events = opened.container.store.events(job.id)
    assert job.brief is not None
    assert [scene.kind for scene in job.brief.outline] == [*PLAN]
    assert [scene.things[0].label for scene in job.outline] == ["the sun"] * len(PLAN)
    assert job.draft is None
    told = [event.activity for event in events]
    assert "writing the outline" in told
    assert "writing scene 3 of 7" in told
    shown = [event.progress for event in events]
    assert shown == sorted(shown)
    console = [record.getMessage() for record in caplog.records if record.name.endswith("console")]
    assert "🗒️ Outline: 7 scenes" in console
    assert "   3. The idea of plot (plot)" in console
    assert "✍️ Writing scene 3 of 7" in console


@pytest.mark.slow
def test_a_killed_server_goes_on_with_the_outline_and_the_scenes_that_it_has(tmp_path: Path) -> None:
    hung: list[int | str] = []

    def at_the_fifth(fields: dict[str, Any]) -> Fault | None:
        if subject(fields) != 5 or hung:
            return None
        hung.append(5)
        return Fault(wait=HANGS)

    with Upstream(Scenario(replies=(CannedModel(),), chat_fault=at_the_fifth)) as upstream:
        settings = {"openai_base_url": upstream.url, "chat_parallel": 2, "chat_timeout": 100}
        with Server(tmp_path, **settings) as server:
            order = server.post("/v1/videos", {"prompt": "Explain how kites fly", "seconds": 90})
            server.until("select count(*) = 1 from jobs where activity = 'writing scene 7 of 7'")
            at_once = server.get(f"/api/library/{order['id']}")
            server.kill()
            before = [subject(request.fields) for request in upstream.requests]
            server.start()
            server.until("select count(*) = 1 from jobs where brief is not null")
            after = [subject(request.fields) for request in upstream.requests][len(before) :]
            found = server.get(f"/api/library/{order['id']}")
    assert sorted(map(str, before)) == ["1", "2", "3", "4", "5", "6", "outline"]
    assert after == [5]
    assert [each["idea"] for each in at_once["outline"]] == [each["idea"] for each in OUTLINE["scenes"]]
    assert found["outline"] == at_once["outline"]
    assert [scene["type"] for scene in found["storyboard"]["scenes"]] == [*PLAN]
