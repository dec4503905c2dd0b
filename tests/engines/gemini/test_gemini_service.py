"""The whole service with Gemini Omni as its first engine: a real server, killed in every state of an order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import pytest

from tests.engines.vendors.gemini import GeminiScript, GeminiVendor
from tests.server import Server
from tests.upstream.scenario import Fault

from .conftest import KEY

pytestmark = pytest.mark.slow

ASK = "Can you make a video explaining React hooks?"
HANGS = 90.0
"""Seconds for which the vendor keeps a request waiting: in all of them the server is killed."""


def served(folder: Path, vendor: GeminiVendor, **settings: Any) -> Server:
    own = {"video_engines": "gemini,storyboard", "gemini_api_key": KEY, "gemini_base_url": vendor.origin}
    return Server(folder, **own, max_poll_timeout=60, **settings)


def prompt_of(order: dict[str, Any]) -> str:
    """The words of an order as it arrived."""
    text: str = order["input"][0]["content"][-1]["text"]
    return text


def test_a_request_in_a_chat_ends_in_a_narrated_film_with_captions(tmp_path: Path) -> None:
    with GeminiVendor(GeminiScript(render_seconds=0.5, key=KEY)) as vendor, served(tmp_path, vendor) as server:
        reply = server.chat(ASK)
        (order,) = vendor.creates
        (row,) = server.rows("select * from jobs")
        printed = server.output
    assert (row["state"], json.loads(row["engines"])[row["turn"]]) == ("completed", "gemini")
    assert reply["format"] == "video"
    assert prompt_of(order.fields)
    assert KEY not in printed + json.dumps(reply)
    videos = tmp_path / "generated_videos"
    (film,) = videos.glob("*.mp4")
    with av.open(str(film)) as container:
        assert len(container.streams.video) == 1
        assert len(container.streams.audio) == 1
    assert "-->" in film.with_suffix(".vtt").read_text("utf-8"), "captions"


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[dict[str, Any], int]]]:
    """By the state in which a job was when the server was killed: its row in the end, and its orders at the vendor."""
    script = GeminiScript(
        # In turn: the order that is downloading at the kill, one that was taken, one that was not, and the others.
        create=(Fault(times=1), Fault(wait=HANGS, taken=True, times=1), Fault(500, wait=HANGS, times=1)),
        content=Fault(wait=HANGS, times=1),
        render_seconds=1.0,
    )
    folder = tmp_path_factory.mktemp("killed")
    with GeminiVendor(script) as vendor, served(folder, vendor) as server:
        ids = _a_job_in_every_state(server, vendor)
        server.kill()
        server.start()
        server.until("select count(*) = 0 from jobs where ended_at is null")
        rows = {name: server.rows(f"select * from jobs where id = '{id_}'")[0] for name, id_ in ids.items()}
        prompts = [prompt_of(request.fields) for request in vendor.creates]
    yield {name: (row, sum(f"otter {name}" in prompt for prompt in prompts)) for name, row in rows.items()}


def _a_job_in_every_state(server: Server, vendor: GeminiVendor) -> dict[str, str]:
    """Ordered one after the other, each as soon as the one before is where it is to be killed."""
    ids: dict[str, str] = {}

    def order(name: str, where: str) -> None:
        body = {"prompt": f"An otter {name} in a river.", "model": "gemini-omni-1.2-flash"}
        ids[name] = server.post("/v1/videos", body)["id"]
        server.until(f"select count(*) from jobs where id = '{ids[name]}' and {where}")

    order("downloading", "state = 'downloading' and lease_owner is not null")
    order("taken", "submitted_at is not null")
    server.until_true(lambda: len(vendor.creates) == 2)
    order("refused", "submitted_at is not null")
    server.until_true(lambda: len(vendor.creates) == 3)
    order("rendering", "state = 'rendering'")
    return ids


@pytest.mark.parametrize("state", ["rendering", "downloading"])
def test_an_order_that_was_taken_goes_on_and_is_paid_once(
    killed: dict[str, tuple[dict[str, Any], int]], state: str
) -> None:
    row, orders = killed[state]
    assert (row["state"], json.loads(row["engines"])[row["turn"]]) == ("completed", "gemini")
    assert orders == 1


@pytest.mark.parametrize("state", ["taken", "refused"])
def test_an_order_of_unknown_outcome_passes_its_turn_on_and_is_not_sent_again(
    killed: dict[str, tuple[dict[str, Any], int]], state: str
) -> None:
    row, orders = killed[state]
    assert orders == 1
    assert (row["state"], json.loads(row["engines"])[row["turn"]]) == ("completed", "storyboard")
    (attempt,) = json.loads(row["attempts"])
    assert (attempt["engine"], attempt["code"]) == ("gemini", "outcome_unknown")
