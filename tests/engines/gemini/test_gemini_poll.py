"""Asking how far it is: every status is read rightly, and what is not understood is no failure."""

from __future__ import annotations

import time
from typing import Any

import pytest

from hackathon_backend.engines.base import Order, Progress
from hackathon_backend.engines.gemini.engine import GeminiEngine
from hackathon_backend.errors import (
    EngineBroken,
    EngineError,
    EngineTimeout,
    EngineUnreachable,
    KeyRejected,
    PromptRefused,
    RateLimited,
)
from tests.engines.vendors.gemini import GeminiScript, GeminiVendor, google_error, reason
from tests.upstream.scenario import PAGE, Fault

from .conftest import KEY


def poll(vendor: GeminiVendor, engine: GeminiEngine, order: Order, script: GeminiScript) -> Progress:
    vendor.play(script)
    return engine.poll(order, {"id": vendor.add()}, timeout=5)


@pytest.mark.slow
def test_a_video_is_queued_then_rendered_then_there(vendor: GeminiVendor, engine: GeminiEngine, order: Order) -> None:
    vendor.play(GeminiScript(updates=({"status": "queued"}, {"status": "in_progress"}, {})))
    operation = engine.submit(order, timeout=5)
    seen = [engine.poll(order, operation, timeout=5) for _ in range(3)]
    assert [each.status for each in seen] == ["queued", "running", "completed"]
    assert [each.percent for each in seen] == [None, None, 100.0]
    assert all(each.error is None for each in seen)
    assert len(vendor.creates) == 1


@pytest.mark.parametrize("word", ["idle", "requires_continuation", "PAUSED_FOR_LUNCH", "", None, 7, ["completed"]])
def test_a_status_that_is_not_known_is_no_failure(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, word: Any
) -> None:
    assert poll(vendor, engine, order, GeminiScript(updates=({"status": word},))).status == "running"


@pytest.mark.parametrize(
    ("outcome", "kind", "words"),
    [
        ({"status": "failed"}, EngineBroken, "failed"),
        ({"status": "failed", "errors": [{"code": "x/internal", "message": "Out of memory."}]}, EngineBroken, "memory"),
        ({"status": "failed", "errors": [{"code": "x/safety", "message": "Filtered."}]}, PromptRefused, "Filtered"),
        ({"status": "failed", "errors": "odd"}, EngineBroken, "failed"),
        ({"status": "cancelled"}, EngineBroken, "cancelled"),
        ({"status": "incomplete"}, EngineBroken, "broken off"),
        ({"status": "requires_action"}, EngineBroken, "action"),
        ({"status": "budget_exceeded"}, RateLimited, "budget"),
    ],
)
def test_a_video_that_failed_says_why(
    vendor: GeminiVendor,
    engine: GeminiEngine,
    order: Order,
    outcome: dict[str, Any],
    kind: type[EngineError],
    words: str,
) -> None:
    progress = poll(vendor, engine, order, GeminiScript(status=outcome["status"], outcome=outcome))
    assert progress.status == "failed"
    assert type(progress.error) is kind
    assert words in progress.error.message


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"code": 3, "message": "The output was blocked: PROHIBITED_CONTENT"}, PromptRefused),
        ({"code": 8, "message": "No capacity."}, RateLimited),
        ({"code": 4, "message": "It took too long."}, EngineTimeout),
        ({"code": 13, "message": "Internal."}, EngineBroken),
    ],
)
def test_the_error_of_a_step_says_why(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, error: dict[str, Any], kind: type[EngineError]
) -> None:
    outcome = {"status": "failed", "steps": [{"type": "model_output", "error": error}]}
    caught = poll(vendor, engine, order, GeminiScript(updates=(outcome,))).error
    assert type(caught) is kind
    assert error["message"] in caught.message


@pytest.mark.parametrize("delivery", ["none", "text"])
def test_a_success_without_a_video_is_a_refusal(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, delivery: Any
) -> None:
    progress = poll(vendor, engine, order, GeminiScript(delivery=delivery, text="I can't show real people."))
    assert progress.status == "failed"
    assert type(progress.error) is PromptRefused
    assert ("real people" in progress.error.message) == (delivery == "text")


def test_a_video_that_was_given_as_an_example_is_not_taken_for_the_result(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order
) -> None:
    given = {"type": "user_input", "content": [{"type": "video", "uri": "https://x/files/given"}]}
    script = GeminiScript(updates=({"status": "completed", "steps": [given]},))
    assert poll(vendor, engine, order, script).status == "failed"


@pytest.mark.parametrize("steps", [None, "odd", [None, {"type": "model_output", "content": "odd"}, {"type": 3}]])
def test_steps_of_any_shape_are_read(vendor: GeminiVendor, engine: GeminiEngine, order: Order, steps: Any) -> None:
    script = GeminiScript(updates=({"status": "in_progress", "steps": steps},))
    assert poll(vendor, engine, order, script).status == "running"


def test_a_video_that_was_broken_off_is_kept_if_it_is_there(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order
) -> None:
    assert poll(vendor, engine, order, GeminiScript(outcome={"status": "incomplete"})).status == "completed"


@pytest.mark.parametrize(("value", "wait"), [("7", 7.0), ("0", 0.2), ("86400", 60.0), ("soon", None)])
def test_the_server_says_when_to_ask_again(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, value: str, wait: float | None
) -> None:
    assert poll(vendor, engine, order, GeminiScript(poll=Fault(headers={"Retry-After": value}))).wait == wait


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (google_error(500, "INTERNAL", "Oops."), EngineBroken),
        (Fault(502, PAGE), EngineBroken),
        (google_error(404, "NOT_FOUND", "Not there yet."), EngineBroken),
        (google_error(429, "RESOURCE_EXHAUSTED", "Slow down."), RateLimited),
        (google_error(400, "INVALID_ARGUMENT", "API key expired.", reason("API_KEY_INVALID")), KeyRejected),
        (google_error(403, "PERMISSION_DENIED", "No."), KeyRejected),
        (Fault(200, PAGE), EngineBroken),
        (Fault(200, b"{"), EngineBroken),
        (Fault(200, {"status": "completed"}), EngineBroken),
        (Fault(302, headers={"Location": "http://127.0.0.1:9/"}), EngineBroken),
        (Fault(cut="before"), EngineBroken),
        (Fault(cut="inside"), EngineBroken),
        (Fault(wait=30), EngineTimeout),
        (Fault(dribble=0.05), EngineTimeout),
    ],
)
def test_a_poll_that_fails_says_nothing_of_the_video(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, fault: Fault, kind: type[EngineError]
) -> None:
    operation = {"id": vendor.add()}
    vendor.play(GeminiScript(poll=fault))
    began = time.monotonic()
    with pytest.raises(EngineError) as caught:
        engine.poll(order, operation, timeout=0.3 if fault.hangs else 5)
    assert type(caught.value) is kind
    assert time.monotonic() - began < 5
    vendor.play(GeminiScript())
    assert engine.poll(order, operation, timeout=5).status == "completed"


def test_an_answer_that_is_too_big_is_not_read(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hackathon_backend.engines.gemini.wire.ANSWER_BYTES", 100_000)
    with pytest.raises(EngineBroken):
        poll(vendor, engine, order, GeminiScript(updates=({"text": "x" * 200_000},)))


def test_an_id_of_any_letters_stays_in_its_place(vendor: GeminiVendor, engine: GeminiEngine, order: Order) -> None:
    with pytest.raises(EngineBroken):
        engine.poll(order, {"id": "../models/x?y#z"}, timeout=5)
    assert vendor.requests[-1].path == "/v1beta/interactions/..%2Fmodels%2Fx%3Fy%23z"


def test_a_vendor_that_is_gone_can_not_be_reached(order: Order) -> None:
    with pytest.raises(EngineUnreachable):
        GeminiEngine(KEY, "http://127.0.0.1:9").poll(order, {"id": "v1_1"}, timeout=5)
