"""SIGKILL in every state of a job: after a restart the work goes on, and nothing is paid for twice.

A server is killed once, with a job in each state; what has come of each of them in the end is looked at by itself.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.server import Server
from tests.upstream import Fault, Scenario, Upstream, tool_call

pytestmark = pytest.mark.slow

ASK = "Can you make a video explaining React hooks?"
BRIEF = {
    "title": "React hooks",
    "visual_prompt": "Educational animation showing React hooks as glowing hooks on a component tree",
    "narration": "Hooks let function components remember things.",
    "takeaways": ["Hooks remember.", "Hooks react.", "Hooks start with use."],
}
BOARD = {
    "title": "Otters",
    "scenes": [{"type": "title", "title": "Otters", "narration": "Otters hold hands while they sleep. " * 8}] * 3,
}
HANGS = 90.0
"""Seconds for which the upstream keeps a request waiting: in all of them the server is killed."""


@dataclass(frozen=True)
class Ended:
    """What has come of a job: its row, how often it was ordered at the upstream, and its files."""

    row: dict[str, Any]
    creates: int
    files: list[str]
    charges: list[str]
    """What is known of each order that costs money."""


class Model:
    """A language model whose first brief takes too long."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.asked = threading.Event()

    def __call__(self, request: dict[str, Any]) -> Any:
        if request.get("tools"):
            return tool_call("make_video", topic="React hooks", language="en")
        if not self.asked.is_set():
            self.asked.set()
            self.stop.wait(HANGS)
        return BRIEF


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ended]]:
    """By the state in which it was when the server was killed."""
    folder, model = tmp_path_factory.mktemp("killed"), Model()
    scenario = Scenario(
        # In turn: the order that is downloading at the kill, one that was taken, one that was not, and the others.
        create=(Fault(times=1), Fault(wait=HANGS, taken=True, times=1), Fault(500, wait=HANGS, times=1)),
        content=Fault(wait=HANGS, times=1),
        render_seconds=1.0,
        replies=(model,),
    )
    with Upstream(scenario) as upstream:
        settings = {"video_engines": "sora,storyboard", "sora_base_url": upstream.url, "sora_api_key": "k"}
        with Server(folder, **settings, openai_base_url=upstream.url, max_poll_timeout=60) as server:
            ids = _a_job_in_every_state(server, upstream, model)
            server.kill()
            model.stop.set()
            server.start()
            server.until("select count(*) = 0 from jobs where ended_at is null")
            server.until_true(lambda: not list((folder / "generated_videos" / ".work").glob("vid_*")))
            charges = server.rows("select job_id, state from charges")
            rows = {name: server.rows(f"select * from jobs where id = '{id_}'")[0] for name, id_ in ids.items()}
        made = [request.headers["idempotency-key"] for request in upstream.creates]
        files = [path.name for path in (folder / "generated_videos").glob("video_*")]
        yield {
            name: Ended(
                rows[name],
                made.count(id_),
                sorted(Path(file).suffix for file in files if id_ in file),
                [charge["state"] for charge in charges if charge["job_id"] == id_],
            )
            for name, id_ in ids.items()
        }


def _a_job_in_every_state(server: Server, upstream: Upstream, model: Model) -> dict[str, str]:
    """Ordered one after the other, each as soon as the one before is where it is to be killed."""
    ids: dict[str, str] = {}

    def order(name: str, where: str, **fields: Any) -> None:
        ids[name] = server.post("/v1/videos", {"prompt": f"An otter, {name}", "model": "sora-2", **fields})["id"]
        server.until(f"select count(*) from jobs where id = '{ids[name]}' and {where}")

    order("downloading", "state = 'downloading' and lease_owner is not null")
    order("taken", "submitted_at is not null")
    server.until_true(lambda: len(upstream.creates) == 2)
    order("not taken", "submitted_at is not null")
    server.until_true(lambda: len(upstream.creates) == 3)
    ids["briefing"] = server.order(ASK)["videoId"]
    server.until_true(model.asked.is_set)
    order("drawing", "state = 'rendering'", prompt=json.dumps(BOARD), model="storyboard-1")
    order("rendering", "state = 'rendering'")
    return ids


@pytest.mark.parametrize("state", ["briefing", "taken", "rendering", "downloading"])
def test_the_engine_goes_on_with_an_order_and_is_paid_once(ended: dict[str, Ended], state: str) -> None:
    job = ended[state]
    assert (job.row["state"], json.loads(job.row["engines"])[job.row["turn"]]) == ("completed", "sora")
    assert job.creates == 1
    assert job.charges == ["spent"]
    assert ".mp4" in job.files


def test_an_order_of_unknown_outcome_is_not_sent_again(ended: dict[str, Ended]) -> None:
    job = ended["not taken"]
    assert job.creates == 1
    assert job.charges == ["unknown"]
    assert [attempt["engine"] for attempt in json.loads(job.row["attempts"])] == ["sora"]
    assert job.row["state"] == "completed", "the next engine has made it"


def test_a_drawing_that_was_killed_is_drawn_again(ended: dict[str, Ended]) -> None:
    job = ended["drawing"]
    assert (job.row["state"], job.creates) == ("completed", 0)
    assert job.charges == []
    assert {".mp4", ".vtt", ".webp"} <= set(job.files)
