"""Asking Runway how far a task is, fetching its clip, and giving it up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.engines.base import Operation, Order
from hackathon_backend.engines.runway.engine import POLL_EVERY, RunwayEngine
from hackathon_backend.errors import (
    EngineBroken,
    EngineError,
    EngineTimeout,
    KeyRejected,
    OrderRejected,
    PromptRefused,
    RateLimited,
)
from hackathon_backend.media import probe
from tests.engines.vendors.runway import RunwayServer, refused
from tests.upstream import Fault, Scenario
from tests.upstream.scenario import PAGE


@pytest.fixture
def operation(engine: RunwayEngine, order: Order) -> Operation:
    return engine.submit(order, timeout=5)


STATES: list[tuple[dict[str, Any], str, float | None, str]] = [
    ({"status": "PENDING"}, "queued", None, "waiting in the queue of Runway"),
    ({"status": "THROTTLED"}, "queued", None, "waiting for a free place at Runway"),
    ({"status": "RUNNING", "progress": 0.25}, "running", 25, "Runway is rendering"),
    ({"status": "RUNNING", "progress": 0}, "running", 0, "Runway is rendering"),
    ({"status": "RUNNING", "progress": None}, "running", None, "Runway is rendering"),
    ({"status": "UPSCALING"}, "running", None, "Runway is rendering"),
    ({"status": "SUCCEEDED"}, "completed", 100, "Runway has finished"),
]


@pytest.mark.parametrize(("task", "status", "percent", "step"), STATES)
def test_each_status_is_told_in_our_words(
    runway: RunwayServer,
    engine: RunwayEngine,
    order: Order,
    operation: Operation,
    task: dict[str, Any],
    status: str,
    percent: float | None,
    step: str,
) -> None:
    runway.play(Scenario(updates=(task,)))
    progress = engine.poll(order, operation, timeout=5)
    assert (progress.status, progress.percent, progress.step, progress.error) == (status, percent, step, None)
    assert progress.wait == POLL_EVERY


FAILURES: list[tuple[str | None, str, type[EngineError]]] = [
    ("SAFETY.INPUT.TEXT", "The prompt was refused.", PromptRefused),
    ("SAFETY.OUTPUT.IMAGE", "What came of it was refused.", PromptRefused),
    ("INTERNAL.BAD_OUTPUT.CODE01", "The output was bad.", EngineBroken),
    ("INTERNAL", "Something broke.", EngineBroken),
    ("ASSET.INVALID", "The picture is damaged.", OrderRejected),
    ("INPUT_PREPROCESSING.INTERNAL", "The picture could not be read.", OrderRejected),
    ("THIRD_PARTY.RATE_LIMITED", "The maker of the model has no room.", RateLimited),
    ("THIRD_PARTY.TIMEOUT", "It took too long.", EngineTimeout),
    ("SOMETHING.NEW", "A failure that nobody knows yet.", EngineBroken),
    (None, "An unexpected error occurred.", EngineBroken),
]


@pytest.mark.parametrize(("code", "failure", "kind"), FAILURES)
def test_each_failure_ends_the_task_with_its_reason(
    runway: RunwayServer,
    engine: RunwayEngine,
    order: Order,
    operation: Operation,
    code: str | None,
    failure: str,
    kind: type[EngineError],
) -> None:
    runway.play(Scenario(outcome={"status": "FAILED", "failure": failure, "failureCode": code}))
    progress = engine.poll(order, operation, timeout=5)
    assert progress.status == "failed"
    assert type(progress.error) is kind
    assert failure in progress.error.message


def test_a_cancelled_task_has_ended(
    runway: RunwayServer, engine: RunwayEngine, order: Order, operation: Operation
) -> None:
    runway.play(Scenario(outcome={"status": "CANCELLED"}))
    progress = engine.poll(order, operation, timeout=5)
    assert progress.status == "failed"
    assert isinstance(progress.error, EngineBroken)
    assert "CANCELLED" in progress.error.message


BAD_POLLS: list[tuple[Fault, type[EngineError]]] = [
    (Fault(500, refused("Internal error")), EngineBroken),
    (Fault(404, refused("The task could not be found.")), EngineBroken),
    (Fault(401, refused("The API key is invalid.")), KeyRejected),
    (Fault(429, refused("Slow down."), {"Retry-After": "9"}), RateLimited),
    (Fault(200, PAGE), EngineBroken),
    (Fault(200, {"id": "x"}), EngineBroken),
    (Fault(200, ["SUCCEEDED"]), EngineBroken),
    (Fault(cut="before"), EngineBroken),
    (Fault(wait=60), EngineTimeout),
]


@pytest.mark.parametrize(("fault", "kind"), BAD_POLLS)
def test_a_failed_request_says_nothing_of_the_task(
    runway: RunwayServer,
    engine: RunwayEngine,
    order: Order,
    operation: Operation,
    fault: Fault,
    kind: type[EngineError],
) -> None:
    runway.play(Scenario(poll=fault))
    with pytest.raises(kind):
        engine.poll(order, operation, timeout=0.5)
    runway.play(Scenario())
    assert engine.poll(order, operation, timeout=5).status == "completed"


def test_runway_says_when_to_ask_again(
    runway: RunwayServer, engine: RunwayEngine, order: Order, operation: Operation
) -> None:
    runway.play(Scenario(poll_after_ms=2000))
    assert engine.poll(order, operation, timeout=5).wait == 2


def test_the_clip_comes_home_without_the_key_going_out(
    runway: RunwayServer, engine: RunwayEngine, order: Order, operation: Operation, tmp_path: Path
) -> None:
    clip = engine.download(order, {**operation, "notes": ["said"]}, tmp_path, timeout=20)
    assert clip.video.name == "clip.mp4"
    assert probe(clip.video).duration == pytest.approx(5, abs=0.3)
    assert clip.notes == ("said",)
    (asked,) = (request for request in runway.requests if request.path.startswith("/outputs/"))
    assert "authorization" not in asked.headers
    assert asked.headers["host"].startswith("localhost:")


def test_a_link_that_no_longer_holds_is_asked_for_anew(
    runway: RunwayServer, engine: RunwayEngine, order: Order, operation: Operation, tmp_path: Path
) -> None:
    runway.expired_links.add(f"{operation['id']}.1")
    assert engine.poll(order, operation, timeout=5).status == "completed"  # this one named the first link
    assert engine.download(order, operation, tmp_path, timeout=20).video.exists()


def test_a_download_that_breaks_off_goes_on_where_it_was(
    runway: RunwayServer, engine: RunwayEngine, order: Order, operation: Operation, tmp_path: Path
) -> None:
    runway.play(Scenario(content=Fault(cut="inside", times=2)))
    assert engine.download(order, operation, tmp_path, timeout=20).video.exists()
    ranges = [request.headers.get("range") for request in runway.requests if request.path.startswith("/outputs/")]
    assert ranges[0] is None
    assert len(ranges) == 3
    assert all(each and each != "bytes=0-" for each in ranges[1:])


@pytest.mark.parametrize(
    "fault",
    [
        Fault(403, "<Error>AccessDenied</Error>"),
        Fault(404, PAGE),
        Fault(500, PAGE),
        Fault(200, PAGE),
        Fault(200, b""),
        Fault(200, b"\x89PNG\r\n\x1a\nno video"),
    ],
)
def test_what_is_no_clip_is_not_taken_for_one_and_can_be_asked_for_again(
    runway: RunwayServer, engine: RunwayEngine, order: Order, operation: Operation, tmp_path: Path, fault: Fault
) -> None:
    runway.play(Scenario(content=fault))
    with pytest.raises(EngineBroken):
        engine.download(order, operation, tmp_path, timeout=5)
    assert list(tmp_path.glob("clip.*")) == []
    runway.play(Scenario())
    assert engine.download(order, operation, tmp_path, timeout=20).video.exists()


@pytest.mark.parametrize("output", [[], None, "http://localhost/x", [7]])
def test_a_finished_task_without_a_link_is_a_fault(
    runway: RunwayServer, engine: RunwayEngine, order: Order, operation: Operation, tmp_path: Path, output: Any
) -> None:
    runway.play(Scenario(updates=({"status": "SUCCEEDED", "output": output},)))
    error = engine.poll(order, operation, timeout=5).error
    assert isinstance(error, EngineBroken)
    with pytest.raises(EngineBroken, match="names no video"):
        engine.download(order, operation, tmp_path, timeout=5)


def test_a_download_ends_with_its_time(
    runway: RunwayServer, engine: RunwayEngine, order: Order, operation: Operation, tmp_path: Path
) -> None:
    runway.play(Scenario(content=Fault(wait=60)))
    with pytest.raises(EngineTimeout):
        engine.download(order, operation, tmp_path, timeout=0.4)


def test_cancelling_deletes_the_task_and_never_fails(
    runway: RunwayServer, engine: RunwayEngine, operation: Operation
) -> None:
    engine.cancel(operation, timeout=5)
    assert runway.tasks == {}
    runway.play(Scenario(delete=Fault(500)))
    engine.cancel(operation, timeout=5)
    runway.play(Scenario(delete=Fault(wait=60)))
    engine.cancel(operation, timeout=0.3)
