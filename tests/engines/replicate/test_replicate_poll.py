"""Asking Replicate how far a prediction is, fetching its clip, finding a lost one, and giving it up."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.engines.base import Operation, Order
from hackathon_backend.engines.replicate import ReplicateEngine
from hackathon_backend.errors import EngineBroken, EngineError, EngineTimeout, KeyRejected, PromptRefused, RateLimited
from hackathon_backend.media import probe
from tests.engines.vendors.replicate import MODEL, ReplicateServer, as_data, refused
from tests.upstream import Fault, Scenario
from tests.upstream.scenario import PAGE


@pytest.fixture
def operation(engine: ReplicateEngine, order: Order) -> Operation:
    return engine.submit(order, timeout=5)


STATES: list[tuple[dict[str, Any], str, float | None, str]] = [
    ({"status": "starting"}, "queued", None, "waiting for a machine at Replicate"),
    ({"status": "processing", "logs": " 10%|# | 1/10\n 42%|#### | 21/50"}, "running", 42, "Replicate is rendering"),
    ({"status": "processing", "logs": None}, "running", None, "Replicate is rendering"),
    ({"status": "dreaming", "logs": ""}, "running", None, "Replicate is rendering"),
    ({"status": "succeeded"}, "completed", 100, "Replicate has finished"),
]


@pytest.mark.parametrize(("told", "status", "percent", "step"), STATES)
def test_each_status_is_told_in_our_words(
    replicate: ReplicateServer,
    engine: ReplicateEngine,
    order: Order,
    operation: Operation,
    told: dict[str, Any],
    status: str,
    percent: float | None,
    step: str,
) -> None:
    replicate.play(Scenario(updates=(told,)))
    progress = engine.poll(order, operation, timeout=5)
    assert (progress.status, progress.percent, progress.step, progress.error) == (status, percent, step, None)


FAILURES: list[tuple[dict[str, Any], type[EngineError], str]] = [
    ({"status": "failed", "error": "CUDA out of memory"}, EngineBroken, "CUDA out of memory"),
    ({"status": "failed", "error": "NSFW content detected. Try another prompt."}, PromptRefused, "NSFW"),
    ({"status": "failed", "error": "The input was flagged as sensitive. (E005)"}, PromptRefused, "flagged"),
    ({"status": "failed", "error": "Prediction timed out"}, EngineTimeout, "timed out"),
    ({"status": "failed", "error": None}, EngineBroken, "failed"),
    ({"status": "canceled", "error": None}, EngineBroken, "canceled"),
    ({"status": "aborted", "error": None}, EngineBroken, "aborted"),
]


@pytest.mark.parametrize(("outcome", "kind", "says"), FAILURES)
def test_each_failure_ends_the_prediction_with_its_reason(
    replicate: ReplicateServer,
    engine: ReplicateEngine,
    order: Order,
    operation: Operation,
    outcome: dict[str, Any],
    kind: type[EngineError],
    says: str,
) -> None:
    replicate.play(Scenario(outcome=outcome))
    progress = engine.poll(order, operation, timeout=5)
    assert progress.status == "failed"
    assert type(progress.error) is kind
    assert says in progress.error.message


BAD_POLLS: list[tuple[Fault, type[EngineError]]] = [
    (Fault(500, refused(500, "Internal error")), EngineBroken),
    (Fault(401, refused(401, "You did not pass a valid authentication token")), KeyRejected),
    (Fault(429, refused(429, "Request was throttled.", retry_after=3)), RateLimited),
    (Fault(200, PAGE), EngineBroken),
    (Fault(200, {"id": "x"}), EngineBroken),
    (Fault(200, ["succeeded"]), EngineBroken),
    (Fault(cut="before"), EngineBroken),
    (Fault(wait=60), EngineTimeout),
]


@pytest.mark.parametrize(("fault", "kind"), BAD_POLLS)
def test_a_failed_request_says_nothing_of_the_prediction(
    replicate: ReplicateServer,
    engine: ReplicateEngine,
    order: Order,
    operation: Operation,
    fault: Fault,
    kind: type[EngineError],
) -> None:
    replicate.play(Scenario(poll=fault))
    with pytest.raises(kind):
        engine.poll(order, operation, timeout=0.5)
    replicate.play(Scenario())
    assert engine.poll(order, operation, timeout=5).status == "completed"


SHAPES: list[Callable[[str], Any]] = [
    lambda link: link,
    lambda link: [link],
    lambda link: ["https://other.example/preview.webp", link],
    lambda link: {"thumbnail": "https://other.example/x.png", "video": link},
    lambda link: {"files": [{"url": link, "size": 7}], "seed": 3},
    lambda link: as_data({"duration": 5}),
    lambda link: [{"video": as_data({"duration": 5})}],
]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_clip_is_found_in_whatever_shape_it_comes(
    replicate: ReplicateServer,
    engine: ReplicateEngine,
    order: Order,
    operation: Operation,
    tmp_path: Path,
    shape: Callable[[str], Any],
) -> None:
    replicate.shape = shape
    clip = engine.download(order, {**operation, "notes": ["said"]}, tmp_path, timeout=20)
    assert clip.video.name == "clip.mp4"
    assert probe(clip.video).duration == pytest.approx(5, abs=0.3)
    assert clip.notes == ("said",)
    assert all("authorization" not in each.headers for each in replicate.requests if "/outputs/" in each.path)


@pytest.mark.parametrize("output", [None, [], {}, "done", 7, "data:video/mp4;base64,%%%", "ftp://example.com/x.mp4"])
def test_an_output_without_a_clip_is_a_fault(
    replicate: ReplicateServer,
    engine: ReplicateEngine,
    order: Order,
    operation: Operation,
    tmp_path: Path,
    output: Any,
) -> None:
    replicate.shape = lambda link: output
    with pytest.raises(EngineBroken):
        engine.download(order, operation, tmp_path, timeout=5)
    assert list(tmp_path.glob("clip.*")) == []


def test_what_was_deleted_after_an_hour_is_said_to_be_lost(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, operation: Operation, tmp_path: Path
) -> None:
    replicate.deleted.add(operation["id"])
    error = engine.poll(order, operation, timeout=5).error
    assert error is not None
    assert "kept there for an hour" in error.message
    with pytest.raises(EngineBroken, match="deleted"):
        engine.download(order, operation, tmp_path, timeout=5)


def test_a_download_that_breaks_off_goes_on_where_it_was(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, operation: Operation, tmp_path: Path
) -> None:
    replicate.play(Scenario(content=Fault(cut="inside", times=2)))
    assert engine.download(order, operation, tmp_path, timeout=20).video.exists()
    ranges = [request.headers.get("range") for request in replicate.requests if "/outputs/" in request.path]
    assert (ranges[0], len(ranges)) == (None, 3)
    assert all(ranges[1:])


@pytest.mark.parametrize("fault", [Fault(404, PAGE), Fault(500, PAGE), Fault(200, PAGE), Fault(200, b"")])
def test_what_is_no_clip_is_not_taken_for_one(
    replicate: ReplicateServer,
    engine: ReplicateEngine,
    order: Order,
    operation: Operation,
    tmp_path: Path,
    fault: Fault,
) -> None:
    replicate.play(Scenario(content=fault))
    with pytest.raises(EngineBroken):
        engine.download(order, operation, tmp_path, timeout=5)
    replicate.play(Scenario())
    assert engine.download(order, operation, tmp_path, timeout=20).video.exists()


def test_a_lost_order_is_found_by_its_prompt_and_time(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    since = time.time()
    replicate.add(MODEL, {"prompt": order.prompt}, age=600)
    replicate.add(MODEL, {"prompt": "Something else"})
    replicate.add("acme/other", {"prompt": order.prompt})
    assert engine.find(order, since=since, taken=frozenset(), timeout=5) is None
    mine, other = replicate.add(MODEL, {"prompt": order.prompt}), replicate.add(MODEL, {"prompt": order.prompt})
    found = engine.find(order, since=since, taken=frozenset(), timeout=5)
    assert found is not None
    assert found["id"] == mine
    found = engine.find(order, since=since, taken=frozenset({mine}), timeout=5)
    assert found is not None
    assert found["id"] == other
    assert engine.find(order, since=since, taken=frozenset({mine, other}), timeout=5) is None


def test_an_order_whose_answer_was_lost_is_found_and_goes_on(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, tmp_path: Path
) -> None:
    since = time.time()
    replicate.play(Scenario(create=Fault(cut="before", taken=True)))
    with pytest.raises(EngineError):
        engine.submit(order, timeout=5)
    found = engine.find(order, since=since, taken=frozenset(), timeout=5)
    assert found is not None
    assert engine.download(order, found, tmp_path, timeout=20).video.exists()
    assert len(replicate.orders) == 1


@pytest.mark.parametrize("skew", [-3600.0, 3600.0])
def test_a_clock_that_is_wrong_hides_no_order(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, skew: float
) -> None:
    replicate.play(Scenario(skew=skew))
    since = time.time()
    mine = replicate.add(MODEL, {"prompt": order.prompt})
    found = engine.find(order, since=since, taken=frozenset(), timeout=5)
    assert found is not None
    assert found["id"] == mine


def test_the_list_is_read_page_by_page_until_it_is_too_old(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    replicate.page = 2
    mine = replicate.add(MODEL, {"prompt": order.prompt}, age=3)
    for age in (2, 1, 0, 300, 301, 302, 303):
        replicate.add(MODEL, {"prompt": f"Number {age}"}, age=age)
    found = engine.find(order, since=time.time() - 5, taken=frozenset(), timeout=5)
    assert found is not None
    assert found["id"] == mine
    assert engine.find(replace(order, prompt="Not there"), since=time.time() - 5, taken=frozenset(), timeout=5) is None
    assert len([request for request in replicate.requests if request.path == "/v1/predictions"]) == 6


def test_a_list_without_prompts_can_not_say_that_an_order_is_not_there(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    replicate.deleted.add(replicate.add(MODEL, {"prompt": order.prompt}))
    with pytest.raises(EngineBroken, match="prompts"):
        engine.find(order, since=time.time() - 5, taken=frozenset(), timeout=5)


@pytest.mark.parametrize("fault", [Fault(404, PAGE), Fault(200, PAGE), Fault(200, {"results": 7}), Fault(cut="before")])
def test_a_list_that_is_none_says_nothing(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, fault: Fault
) -> None:
    replicate.play(Scenario(listing=fault))
    with pytest.raises(EngineBroken):
        engine.find(order, since=time.time(), taken=frozenset(), timeout=5)


def test_cancelling_stops_the_prediction_and_never_fails(
    replicate: ReplicateServer, engine: ReplicateEngine, operation: Operation
) -> None:
    engine.cancel(operation, timeout=5)
    assert replicate.predictions == {}
    replicate.play(Scenario(delete=Fault(500)))
    engine.cancel(operation, timeout=5)
