"""SIGKILL at random moments under load: every job ends, none is paid for twice, none is lost, no file is left behind.

Five kills with a fixed seed; RANDOM_KILLS=50 makes it fifty, RANDOM_SEED=n others.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.server import Server
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import error

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("RANDOM_KILLS", "5"))
SEED = int(os.environ.get("RANDOM_SEED", "7"))
JOBS_FOR_A_KILL = 2
KEPT_WORK = {"scenes", "speech", ".clock"}
"""What stays for the videos to come: drawn scenes, spoken sentences, and the time of the last clean-up."""

SLOW_DOWN = error(429, "rate_limit_exceeded", "Slow down.", headers={"Retry-After": "1"}, times=1)
OVERLOADED = error(503, None, "Overloaded.", times=1)
RIGHT = Fault(times=2)


def faults(dice: random.Random, *kinds: Fault) -> tuple[Fault, ...]:
    """A long row of faults with right answers in between."""
    return tuple(fault for _ in range(40) for fault in (RIGHT, dice.choice(kinds)))


def scenario(dice: random.Random) -> Scenario:
    return Scenario(
        create=faults(
            dice,
            Fault(wait=0.7, taken=True, times=1),
            Fault(wait=0.7, times=1),
            Fault(cut="before", taken=True, times=1),
            Fault(cut="before", times=1),
            error(504, None, "Gateway.", taken=True, times=1),
            SLOW_DOWN,
        ),
        poll=faults(dice, OVERLOADED, SLOW_DOWN, Fault(cut="before", times=1), Fault(wait=0.5, times=1)),
        content=faults(dice, OVERLOADED, Fault(cut="inside", times=1), Fault(wait=0.5, times=1)),
        listing=faults(dice, OVERLOADED, Fault(wait=0.5, times=1)),
        queue_seconds=0.2,
        render_seconds=1.0,
        poll_after_ms=300,
    )


@pytest.mark.timeout(60 + 30 * KILLS)
def test_whenever_it_is_killed_nothing_is_lost_or_paid_for_twice(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    with Upstream(scenario(dice)) as upstream:
        settings = {"video_engines": "sora", "sora_base_url": upstream.url, "sora_api_key": "k"}
        with Server(tmp_path, **settings, sora_max_concurrent=4, max_poll_timeout=600) as server:
            orders: list[str] = []
            for kill in range(KILLS):
                orders += [_order(server, f"Otter {kill} {number}") for number in range(JOBS_FOR_A_KILL)]
                time.sleep(dice.uniform(0.0, 1.5))
                server.kill()
                if dice.random() < 0.25:
                    server.begin()
                    time.sleep(dice.uniform(0.2, 2.0))
                    server.kill()
                server.start()
            server.until("select count(*) = 0 from jobs where ended_at is null", 60 + 5 * KILLS)
            server.until_true(lambda: _left_behind(tmp_path, server.rows("select * from jobs")) == [])
            rows = server.rows("select * from jobs")
            charges = {row["job_id"]: row["state"] for row in server.rows("select job_id, state from charges")}
    assert {row["id"] for row in rows} == set(orders)
    made = Counter(job.fields["prompt"] for job in upstream.videos.jobs.values())
    assert max(made.values()) == 1, "an order is taken once"
    for row in rows:
        prompt = json.loads(row["request"])["message"]
        assert row["state"] == ("completed" if made[prompt] else "failed"), (row["attempts"], made[prompt])
        assert (charges.get(row["id"]) == "spent") == bool(made[prompt]), "what was taken is paid, and nothing else"
    assert "reserved" not in charges.values()
    _each_order_was_sent_once(upstream)


def _order(server: Server, prompt: str) -> str:
    answer = server.post("/v1/videos", {"prompt": prompt, "model": "sora-2", "seconds": "4"})
    return str(answer["id"])


def _each_order_was_sent_once(upstream: Upstream) -> None:
    """Only one that was refused with "too many requests" may come again: nothing was made of it."""
    sent = Counter(request.headers["idempotency-key"] for request in upstream.creates)
    refused = upstream.refused["create", 429]
    assert sum(sent.values()) - len(sent) <= refused
    assert set(sent)


def _left_behind(folder: Path, rows: list[dict[str, Any]]) -> list[str]:
    """What is neither a file of a finished video nor part of the house."""
    videos = folder / "generated_videos"
    finished = [row["filename"].removesuffix(".mp4") for row in rows if row["state"] == "completed"]
    stray = [path.name for path in videos.iterdir() if path.is_file() and not path.name.startswith(tuple(finished))]
    work = [path.name for path in (videos / ".work").iterdir() if path.name not in KEPT_WORK]
    missing = [name for name in finished if not (videos / f"{name}.mp4").exists()]
    return stray + work + missing
