"""SIGKILL at every state of a job: after a restart the work goes on, and nothing is paid for twice."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
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


def until_state(server: Server, state: str, and_: Callable[[sqlite3.Row], bool] = lambda _: True) -> None:
    """Wait until the only job is in `state`."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with sqlite3.connect(server.folder / "model7.db") as database:
            database.row_factory = sqlite3.Row
            row = database.execute("select * from jobs").fetchone()
        if row is not None and row["state"] == state and and_(row):
            return
        time.sleep(0.005)
    raise AssertionError(f"never {state}: {dict(row)}")


def restarted(server: Server, order: dict[str, Any]) -> Any:
    """Kill it, start it, and have the reply; the work must go on within ten seconds of the start."""
    server.kill()
    server.start()
    began = time.monotonic()
    while "unfinished videos" not in "".join(f.read_text("utf-8") for f in (server.folder / "logs").glob("*.log")):
        assert time.monotonic() - began < 10
        time.sleep(0.1)
    return server.wait(order["statusUrl"])


def sora(folder: Path, upstream: Upstream, **more: object) -> Server:
    values: dict[str, object] = {"video_engines": "sora", "sora_base_url": upstream.url, "sora_api_key": "k"}
    return Server(folder, **(values | {"max_poll_timeout": 40} | more))


def test_killed_while_the_brief_is_written(tmp_path: Path) -> None:
    slow = Scenario(chat=(Fault(times=1), Fault(wait=5, times=1)), replies=(_call(), BRIEF), render_seconds=0.5)
    with Upstream(slow) as upstream:
        with sora(tmp_path, upstream, openai_base_url=upstream.url) as server:
            order = server.order(ASK)
            until_state(server, "briefing")
            reply = restarted(server, order)
        assert reply["format"] == "video", reply
        assert len(upstream.creates) == 1


@pytest.mark.parametrize("taken", [True, False])
def test_killed_while_the_order_is_sent(tmp_path: Path, taken: bool) -> None:
    outcome = Fault(wait=8, taken=True) if taken else Fault(500, wait=8)
    hanging = Scenario(create=outcome, render_seconds=0.5)
    with Upstream(hanging) as upstream:
        with sora(tmp_path, upstream) as server:
            order = server.order(ASK)
            until_state(server, "submitting", lambda row: row["submitted_at"] is not None)
            _until(lambda: len(upstream.creates) == 1)
            reply = restarted(server, order)
        assert len(upstream.creates) == 1, "an order of unknown outcome is not sent again"
        assert reply["format"] == ("video" if taken else "text"), reply


@pytest.mark.parametrize("state", ["rendering", "downloading"])
def test_killed_while_the_engine_works(tmp_path: Path, state: str) -> None:
    scenario = Scenario(render_seconds=2 if state == "rendering" else 0.1, content=Fault(wait=3, times=1))
    with Upstream(scenario) as upstream:
        with sora(tmp_path, upstream) as server:
            order = server.order(ASK)
            until_state(server, state, lambda row: state == "rendering" or row["lease_owner"] is not None)
            reply = restarted(server, order)
            _until(lambda: not list((tmp_path / "generated_videos" / ".work").glob("vid_*")))
        assert reply["format"] == "video", reply
        assert len(upstream.creates) == 1


def test_killed_while_the_video_is_drawn(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        order = server.order(ASK)
        until_state(server, "rendering", lambda row: row["engine_percent"] and row["engine_percent"] > 5)
        reply = restarted(server, order)
        assert reply["format"] == "video", reply
        names = sorted(path.suffix for path in (tmp_path / "generated_videos").glob("video_*"))
        assert names == [".jpg", ".json", ".mp4", ".txt", ".vtt", ".vtt", ".vtt", ".webp"]


def test_killed_three_times_in_a_row(tmp_path: Path) -> None:
    with Upstream(Scenario(render_seconds=3)) as upstream:
        with sora(tmp_path, upstream) as server:
            order = server.order(ASK)
            until_state(server, "rendering")
            for _ in range(3):
                server.kill()
                server.start()
            assert server.wait(order["statusUrl"])["format"] == "video"
        assert len(upstream.creates) == 1


def _call() -> dict[str, Any]:
    return tool_call("make_video", topic="React hooks", language="en")


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)
