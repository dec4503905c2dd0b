"""Students ask while every vendor fails at random: each gets a film all the same, and no order is paid for twice.

`VENDOR_REQUESTS=500` asks as often as that, which takes a quarter of an hour.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.api.current import install_container
from hackathon_backend.app import create_app
from hackathon_backend.jobs import Job
from hackathon_backend.media import probe
from tests.engines.vendors.gemini import GeminiScript, GeminiVendor
from tests.engines.vendors.replicate import MODEL, ReplicateServer
from tests.engines.vendors.runway import RunwayServer
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.http import Request
from tests.upstream.scenario import PAGE

from .conftest import OpenHouse

pytestmark = pytest.mark.slow

REQUESTS = int(os.environ.get("VENDOR_REQUESTS", "16"))
AT_ONCE = 8
LESSONS = ("React hooks", "photosynthesis", "the water cycle", "binary search", "supply and demand")

BROKEN = (
    Fault(cut="before"),
    Fault(500, {"error": "Oops."}),
    Fault(503, PAGE),
    Fault(429, {"error": "Slow down."}, headers={"Retry-After": "1"}),
    Fault(200, PAGE),
)
AT_ORDERS = (
    *BROKEN,
    Fault(cut="before", taken=True),
    Fault(502, PAGE, taken=True),
    Fault(400, {"error": "Bad input."}),
)
AT_DOWNLOADS = (*BROKEN, Fault(cut="inside"), Fault(404, PAGE))
FAILED: dict[str, Callable[[str], dict[str, Any]]] = {
    "sora": lambda id: {"id": id, "object": "video", "status": "failed", "error": {"code": "server_error"}},
    "gemini": lambda id: {"id": id, "object": "interaction", "status": "failed"},
    "runway": lambda id: {
        "id": id,
        "status": "FAILED",
        "failure": "Oops.",
        "failureCode": "INTERNAL.BAD_OUTPUT.CODE01",
    },
    "replicate": lambda id: {"id": id, "status": "failed", "error": "CUDA out of memory.", "input": {}, "urls": {}},
}


class Dice:
    """What goes wrong at one vendor, by chance: an eighth of orders, polls and downloads, and some videos for good."""

    def __init__(self, vendor: str) -> None:
        self._vendor = vendor
        self._random = random.Random(vendor)
        self._failed: set[str] = set()
        self.taken = 0  # orders, whether the answer said so or not

    def fault(self, action: str, request: Request) -> Fault:
        """What is wrong with the answer to the request."""
        if action == "poll":
            name = request.path.rstrip("/").rpartition("/")[2]
            if name in self._failed or self._random.random() < 0.03:
                self._failed.add(name)
                return Fault(200, FAILED[self._vendor](name))
        choices = {"create": AT_ORDERS, "content": AT_DOWNLOADS}.get(action, BROKEN)
        fault = self._random.choice(choices) if self._random.random() < 0.125 else Fault()
        self.taken += action == "create" and (fault == Fault() or fault.taken)
        return fault


@pytest.fixture
def dice() -> dict[str, Dice]:
    return {name: Dice(name) for name in ("gemini", "runway", "replicate", "sora")}


@pytest.fixture
def vendors(monkeypatch: pytest.MonkeyPatch, dice: dict[str, Dice]) -> Iterator[dict[str, Any]]:
    """All of them, each with its dice, and the settings that name them."""
    script = Scenario(render_seconds=0.2, poll_after_ms=100)
    servers = {
        "gemini": GeminiVendor(GeminiScript(render_seconds=0.2)),
        "runway": RunwayServer(script),
        "replicate": ReplicateServer(script),
        "sora": Upstream(script),
    }
    with ExitStack() as opened:
        for name, server in servers.items():
            monkeypatch.setattr(server, "fault", dice[name].fault)
            opened.enter_context(server)
        for name, value in {
            "GEMINI_API_KEY": "gemini-key-1",
            "GEMINI_BASE_URL": servers["gemini"].origin,
            "RUNWAYML_API_SECRET": "runway-key-1",
            "RUNWAY_BASE_URL": servers["runway"].origin,
            "REPLICATE_API_TOKEN": "replicate-key-1",
            "REPLICATE_BASE_URL": f"{servers['replicate'].origin}/v1",
            "REPLICATE_MODEL": MODEL,
        }.items():
            monkeypatch.setenv(name, value)
        yield servers


def is_a_film(job: Job) -> bool:
    if job.reply is None or job.state != "completed":
        return False
    film = Path(job.reply.local_path or "")
    captioned = film.with_suffix(".vtt").read_text("utf-8").startswith("WEBVTT")
    return probe(film).has_audio and captioned and len(job.reply.key_takeaways or ()) == 3


@pytest.mark.timeout(400 + 6 * REQUESTS)
def test_every_student_gets_a_film_and_no_order_is_paid_twice(
    vendors: dict[str, Any], dice: dict[str, Dice], open_house: OpenHouse
) -> None:
    house = open_house(
        video_engines=(*vendors, "storyboard"),
        sora_api_key="sora-key-1",
        sora_base_url=vendors["sora"].url,
        max_poll_timeout=60.0,
        render_workers=2,
    )
    app = create_app(house.container.settings, house.container)
    install_container(app, house.container)

    def ask(number: int) -> Job:
        message = f"Can you make a video explaining {LESSONS[number % len(LESSONS)]}?"
        answer = app.test_client().post("/api/chat", json={"message": message}, headers={"Prefer": "respond-async"})
        assert answer.status_code == 202, answer.get_data(as_text=True)
        return house.container.watch.wait(answer.get_json()["videoId"], 600)

    with ThreadPoolExecutor(AT_ONCE) as students:
        jobs = list(students.map(ask, range(REQUESTS)))
    lost = [(job.id, job.state, job.reason, job.attempts) for job in jobs if not is_a_film(job)]
    assert len(lost) <= REQUESTS * 0.001, lost

    turns = Counter(attempt.engine for job in jobs for attempt in job.attempts)
    turns += Counter(job.engine for job in jobs)
    for name, thrown in dice.items():
        assert thrown.taken <= turns[name], f"{name} took {thrown.taken} orders in {turns[name]} turns"
        # Those later in the line have a turn only when those before fail: of few requests perhaps none.
        assert thrown.taken or REQUESTS < 200, f"{name} took no order at all"
    assert len({job.id for job in jobs}) == REQUESTS
    taken = [job.operation_id for job in jobs if job.operation_id]
    assert len(taken) == len(set(taken))
    print({"films by": Counter(job.engine for job in jobs), "failed turns": sum(len(job.attempts) for job in jobs)})
