"""Placing an order with Replicate: what is sent, once, and what every answer says about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.engines.base import Order, OrderSource
from hackathon_backend.engines.replicate import ReplicateEngine
from hackathon_backend.errors import (
    EngineBroken,
    EngineError,
    EngineTimeout,
    EngineUnreachable,
    KeyRejected,
    OrderRejected,
    OutcomeUnknown,
    PromptRefused,
    RateLimited,
)
from tests.engines.vendors.replicate import MODEL, ReplicateServer, choice, refused
from tests.upstream import Fault, Scenario
from tests.upstream.media import picture
from tests.upstream.scenario import PAGE

from .conftest import TOKEN


def fails(engine: ReplicateEngine, order: Order, *, timeout: float = 5) -> EngineError:
    with pytest.raises(EngineError) as caught:
        engine.submit(order, timeout=timeout)
    assert TOKEN not in str(caught.value)
    return caught.value


def test_an_order_arrives_once_in_the_inputs_of_the_model(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    operation = engine.submit(order, timeout=5)
    (request,) = replicate.orders
    assert request.path == f"/v1/models/{MODEL}/predictions"
    given = {"prompt": order.prompt, "duration": 5, "aspect_ratio": "16:9", "resolution": "720p"}
    assert request.fields == {"input": given}
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert operation["id"] in replicate.predictions
    assert operation["notes"] == []


def test_a_schema_is_read_once(replicate: ReplicateServer, engine: ReplicateEngine, order: Order) -> None:
    for _ in range(3):
        engine.submit(order, timeout=5)
    assert [request.method for request in replicate.requests] == ["GET", "POST", "POST", "POST"]


def test_a_model_that_was_asked_says_what_it_can_do(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    (before,) = engine.models()
    assert before.any_length
    engine.submit(order, timeout=5)
    (after,) = engine.models()
    assert (after.seconds, after.any_length, after.reference_images) == ((5, 10), False, 1)


def test_a_model_of_the_community_is_run_by_its_version(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    replicate.serve(MODEL, {"prompt": {"type": "string"}}, official=False)
    engine.submit(order, timeout=5)
    (request,) = replicate.orders
    assert request.path == "/v1/predictions"
    assert request.fields["version"] == replicate.described[MODEL]["latest_version"]["id"]


def test_the_caller_marks_the_order_after_the_schema_and_before_the_order(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    seen: list[list[str]] = []
    engine.submit(order, timeout=5, sending=lambda: seen.append([each.method for each in replicate.requests]))
    assert seen == [["GET"]]


def test_an_order_that_the_caller_holds_back_is_never_sent(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    def no() -> None:
        raise LookupError("somebody else has it")

    with pytest.raises(LookupError):
        engine.submit(order, timeout=5, sending=no)
    assert replicate.orders == []


def test_what_had_to_change_is_said(replicate: ReplicateServer, engine: ReplicateEngine, order: Order) -> None:
    replicate.serve(MODEL, {"prompt": {"type": "string"}, "duration": choice("duration", 6, 10)})
    operation = engine.submit(replace(order, seconds=8.5, size="720x1280"), timeout=5)
    assert replicate.orders[0].fields["input"] == {"prompt": order.prompt, "duration": 10}
    assert operation["notes"] == [
        f"{MODEL} makes 10 seconds, not 8.5.",
        f"{MODEL} can't be told a shape; its videos have their own.",
    ]


def test_inputs_that_no_order_has_are_named(replicate: ReplicateServer, engine: ReplicateEngine, order: Order) -> None:
    fields = {"prompt": {"type": "string"}, "mask": {"type": "string"}, "video": {"type": "string"}}
    replicate.serve(MODEL, fields, required=("prompt", "mask", "video"))
    error = fails(engine, order)
    assert isinstance(error, OrderRejected)
    assert "mask, video" in error.message
    assert replicate.orders == []


def test_a_picture_goes_where_the_model_starts_from(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, tmp_path: Path
) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(picture())
    engine.submit(replace(order, references=(str(path),)), timeout=5)
    assert replicate.orders[0].fields["input"]["image"].startswith("data:image/jpeg;base64,/9j/")


def test_a_model_that_starts_from_a_picture_says_so(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    replicate.serve(MODEL, {"prompt": {"type": "string"}, "image": {"type": "string"}}, required=("prompt", "image"))
    error = fails(engine, order)
    assert isinstance(error, OrderRejected)
    assert error.param == "input_reference"


def test_a_change_of_an_old_video_is_ordered_in_words(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    operation = engine.submit(replace(order, source=OrderSource("extension", {"id": "x"}, "A fox.", 5)), timeout=5)
    assert replicate.orders[0].fields["input"]["prompt"].startswith("A fox. What follows directly after it: A red")
    assert operation["continues"] is True


REFUSALS: list[tuple[Fault, type[EngineError], str]] = [
    (Fault(401, refused(401, "You did not pass a valid authentication token")), KeyRejected, "REPLICATE_API_TOKEN"),
    (Fault(403, refused(403, "You may not run this model.")), KeyRejected, "may not run"),
    (Fault(402, refused(402, "You have insufficient credit.", "Insufficient credit")), RateLimited, "no credit"),
    (Fault(429, refused(429, "Request was throttled.", retry_after=4)), RateLimited, "throttled"),
    (Fault(422, refused(422, "prompt is too long", "Input validation failed", "prompt")), OrderRejected, "too long"),
    (Fault(422, refused(422, "The prompt was flagged as sensitive. (E005)")), PromptRefused, "flagged"),
    (Fault(404, refused(404, "The requested resource could not be found.")), OrderRejected, "REPLICATE_BASE_URL"),
]


@pytest.mark.parametrize(("fault", "kind", "says"), REFUSALS)
def test_a_definite_refusal_says_that_nothing_was_ordered(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, fault: Fault, kind: type[EngineError], says: str
) -> None:
    replicate.play(Scenario(create=fault))
    error = fails(engine, order)
    assert type(error) is kind
    assert says in error.message
    assert len(replicate.orders) == 1


def test_a_throttle_says_how_long_and_missing_credit_lasts(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    replicate.play(Scenario(create=Fault(429, refused(429, "Request was throttled.", retry_after=4))))
    error = fails(engine, order)
    assert isinstance(error, RateLimited)
    assert (error.retry_after, error.lasting) == (4, False)
    replicate.play(Scenario(create=Fault(402, refused(402, "Insufficient credit"))))
    error = fails(engine, order)
    assert isinstance(error, RateLimited)
    assert error.lasting


def test_a_schema_that_has_changed_is_read_again(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order
) -> None:
    engine.submit(order, timeout=5)
    replicate.serve(MODEL, {"prompt": {"type": "string"}})
    assert fails(engine, order).param == "duration"
    engine.submit(order, timeout=5)
    assert len(replicate.predictions) == 2


OPEN: list[tuple[Fault, type[EngineError]]] = [
    (Fault(500, refused(500, "Internal error")), EngineBroken),
    (Fault(503, refused(503, "Overloaded"), {"Retry-After": "0"}), EngineBroken),
    (Fault(504, PAGE), EngineTimeout),
    (Fault(201, {}), EngineBroken),
    (Fault(201, PAGE), EngineBroken),
    (Fault(cut="before", taken=True), EngineBroken),
    (Fault(cut="inside", taken=True), EngineBroken),
    (Fault(cut="before"), EngineBroken),
]


@pytest.mark.parametrize(("fault", "because"), OPEN)
def test_whatever_leaves_the_order_open_is_sent_once_and_said_to_be_unknown(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, fault: Fault, because: type[EngineError]
) -> None:
    replicate.play(Scenario(create=fault))
    error = fails(engine, order)
    assert isinstance(error, OutcomeUnknown)
    assert error.because == because.code
    assert len(replicate.orders) == 1


@pytest.mark.parametrize("fault", [Fault(wait=60, taken=True), Fault(dribble=0.1), Fault(head_dribble=0.1)])
def test_an_answer_that_does_not_come_in_time_leaves_the_order_unknown(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, fault: Fault
) -> None:
    replicate.play(Scenario(create=fault))
    error = fails(engine, order, timeout=0.4)
    assert isinstance(error, OutcomeUnknown)
    assert error.because == EngineTimeout.code
    assert len(replicate.orders) == 1


UNREAD: list[tuple[Fault, type[EngineError]]] = [
    (Fault(404, refused(404, "The requested resource could not be found.")), OrderRejected),
    (Fault(401, refused(401, "You did not pass a valid authentication token")), KeyRejected),
    (Fault(200, {"latest_version": None}), OrderRejected),
    (Fault(200, {"latest_version": {"openapi_schema": {"components": []}}}), OrderRejected),
    (Fault(200, PAGE), EngineBroken),
    (Fault(503, PAGE), EngineBroken),
    (Fault(cut="before"), EngineBroken),
    (Fault(wait=60), EngineTimeout),
]


@pytest.mark.parametrize(("fault", "kind"), UNREAD)
def test_nothing_is_ordered_from_a_model_that_does_not_tell_its_inputs(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, fault: Fault, kind: type[EngineError]
) -> None:
    replicate.play(Scenario(models=fault))
    assert type(fails(engine, order, timeout=0.5)) is kind
    assert replicate.orders == []


def test_nothing_is_ordered_where_nobody_answers(engine: ReplicateEngine, order: Order) -> None:
    nowhere = ReplicateEngine(TOKEN, "http://127.0.0.1:9/v1", models=engine.models())
    error = fails(nowhere, order)
    assert isinstance(error, EngineUnreachable)
    assert "REPLICATE_BASE_URL" in error.message


def bad_fields() -> list[Any]:
    return [None, 7, [], {"a": 1}]


@pytest.mark.parametrize("body", bad_fields())
def test_an_error_without_words_is_still_one(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, body: Any
) -> None:
    replicate.play(Scenario(create=Fault(422, {"detail": body, "invalid_fields": body})))
    assert isinstance(fails(engine, order), OrderRejected)


@pytest.mark.parametrize("address", ["https://lessons.example.org/api/v1/webhooks/replicate", "http://10.0.0.1/", None])
def test_replicate_is_told_where_to_call_if_it_can(
    replicate: ReplicateServer, engine: ReplicateEngine, order: Order, address: str | None
) -> None:
    operation = engine.submit(replace(order, callback_url=address), timeout=5)
    told = address if address and address.startswith("https") else None
    assert replicate.orders[0].fields.get("webhook") == told
    assert replicate.orders[0].fields.get("webhook_events_filter") == (["completed"] if told else None)
    assert engine.operation_called({"id": operation["id"], "status": "succeeded"}) == operation["id"]
    assert engine.operation_called({"id": None}) is None
