"""Placing an order with Runway: what is sent, once, and what every answer says about it."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import skia

from hackathon_backend.engines.base import Order, OrderSource
from hackathon_backend.engines.runway.engine import RunwayEngine
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
from tests.engines.vendors.runway import RunwayServer, refused
from tests.upstream import Fault, Scenario
from tests.upstream.media import picture

from .conftest import KEY


def fails(engine: RunwayEngine, order: Order, *, timeout: float = 5) -> EngineError:
    with pytest.raises(EngineError) as caught:
        engine.submit(order, timeout=timeout)
    assert KEY not in str(caught.value)
    return caught.value


@pytest.fixture
def pictures(tmp_path: Path) -> tuple[str, ...]:
    paths = [tmp_path / "first.png", tmp_path / "last.png"]
    for path in paths:
        path.write_bytes(picture())
    return tuple(map(str, paths))


def test_an_order_arrives_once_as_the_sdk_sends_it(runway: RunwayServer, engine: RunwayEngine, order: Order) -> None:
    operation = engine.submit(order, timeout=5)
    (request,) = runway.orders
    assert request.path == "/v1/text_to_video"
    assert request.fields == {"model": "gen4.5", "promptText": order.prompt, "ratio": "1280:720", "duration": 5}
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["accept-encoding"] == "identity"
    assert operation["id"] in runway.tasks


def test_the_caller_marks_the_order_before_anything_of_it_is_sent(
    runway: RunwayServer, engine: RunwayEngine, order: Order
) -> None:
    sent: list[int] = []
    engine.submit(order, timeout=5, sending=lambda: sent.append(len(runway.orders)))
    assert sent == [0]


def test_an_order_that_the_caller_holds_back_is_never_sent(
    runway: RunwayServer, engine: RunwayEngine, order: Order
) -> None:
    def no() -> None:
        raise LookupError("somebody else has it")

    with pytest.raises(LookupError):
        engine.submit(order, timeout=5, sending=no)
    assert runway.orders == []


def test_a_clip_starts_from_the_picture_in_its_own_size(
    runway: RunwayServer, engine: RunwayEngine, order: Order, pictures: tuple[str, ...]
) -> None:
    engine.submit(replace(order, references=pictures[:1]), timeout=5)
    (request,) = runway.orders
    (sent,) = request.fields["promptImage"]
    assert (request.path, sent["position"]) == ("/v1/image_to_video", "first")
    head, _, data = sent["uri"].partition(",")
    image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(base64.b64decode(data)))
    assert (head, image.width(), image.height()) == ("data:image/jpeg;base64", 1280, 720)


def test_veo_ends_with_the_second_picture(
    runway: RunwayServer, engine: RunwayEngine, order: Order, pictures: tuple[str, ...]
) -> None:
    engine.submit(replace(order, model="veo3.1", seconds=8, references=pictures), timeout=5)
    assert [each["position"] for each in runway.orders[0].fields["promptImage"]] == ["first", "last"]


def test_a_model_that_follows_its_picture_is_told_no_shape(
    runway: RunwayServer, engine: RunwayEngine, order: Order, pictures: tuple[str, ...]
) -> None:
    engine.submit(replace(order, model="kling2.5_turbo_pro", references=pictures[:1]), timeout=5)
    assert "ratio" not in runway.orders[0].fields


def test_a_model_that_starts_from_pictures_only_says_so_without_one(
    runway: RunwayServer, engine: RunwayEngine, order: Order
) -> None:
    error = fails(engine, replace(order, model="gen4_turbo"))
    assert isinstance(error, OrderRejected)
    assert error.param == "input_reference"
    assert runway.orders == []


def test_a_long_prompt_is_cut_between_characters_and_that_is_said(
    runway: RunwayServer, engine: RunwayEngine, order: Order
) -> None:
    # Each of these takes two of the units that Runway counts.
    operation = engine.submit(replace(order, prompt="x" + "\N{PANDA FACE}" * 600), timeout=5)
    assert runway.orders[0].fields["promptText"] == "x" + "\N{PANDA FACE}" * 499
    assert operation["notes"] == ["Runway reads at most 1000 characters of a prompt: the last 101 of it were left out."]


def test_a_change_of_an_old_video_is_ordered_in_words(runway: RunwayServer, engine: RunwayEngine, order: Order) -> None:
    source = OrderSource("extension", {"id": "old"}, "A fox " * 300, 5)
    operation = engine.submit(replace(order, source=source), timeout=5)
    sent = runway.orders[0].fields["promptText"]
    assert sent.endswith(f"What follows directly after it: {order.prompt}")
    assert len(sent) <= 1000
    assert operation["continues"] is True


REFUSALS: list[tuple[int, Any, dict[str, str], type[EngineError], str]] = [
    (401, refused("The API key is invalid."), {}, KeyRejected, "RUNWAYML_API_SECRET"),
    (403, refused("Forbidden."), {}, KeyRejected, "RUNWAYML_API_SECRET"),
    (429, refused("You are being rate limited."), {"Retry-After": "7"}, RateLimited, "no more requests"),
    (400, refused("You do not have enough credits to run this task."), {}, RateLimited, "no credit"),
    (402, refused("Payment required."), {}, RateLimited, "no credit"),
    (400, refused("The prompt did not pass content moderation."), {}, PromptRefused, "moderation"),
    (
        400,
        refused("Validation of body failed", {"path": ["ratio"], "message": "Invalid enum value"}),
        {},
        OrderRejected,
        "Invalid enum value",
    ),
    (404, "<html>nothing here</html>", {}, OrderRejected, "RUNWAY_BASE_URL"),
    (307, {}, {"Location": "http://127.0.0.1:9/v1/text_to_video"}, OrderRejected, "307"),
]


@pytest.mark.parametrize(("status", "body", "headers", "kind", "says"), REFUSALS)
def test_a_definite_refusal_says_that_nothing_was_ordered(
    runway: RunwayServer,
    engine: RunwayEngine,
    order: Order,
    status: int,
    body: Any,
    headers: dict[str, str],
    kind: type[EngineError],
    says: str,
) -> None:
    runway.play(Scenario(create=Fault(status, body, headers)))
    error = fails(engine, order)
    assert type(error) is kind
    assert says in error.message
    assert len(runway.orders) == 1


def test_a_pause_that_runway_asks_for_passes_while_missing_credit_lasts(
    runway: RunwayServer, engine: RunwayEngine, order: Order
) -> None:
    runway.play(Scenario(create=Fault(429, refused("Too many."), {"Retry-After": "7"})))
    error = fails(engine, order)
    assert isinstance(error, RateLimited)
    assert (error.retry_after, error.lasting) == (7, False)
    runway.play(Scenario(create=Fault(400, refused("You do not have enough credits to run this task."))))
    error = fails(engine, order)
    assert isinstance(error, RateLimited)
    assert error.lasting


def test_the_field_at_fault_is_named(runway: RunwayServer, engine: RunwayEngine, order: Order) -> None:
    body = refused("Validation of body failed", {"path": ["duration"], "message": "Expected 4, 6 or 8"})
    runway.play(Scenario(create=Fault(400, body)))
    assert fails(engine, order).param == "duration"


OPEN: list[tuple[Fault, type[EngineError]]] = [
    (Fault(500, refused("Internal error")), EngineBroken),
    (Fault(502, "<html>Bad gateway</html>"), EngineBroken),
    (Fault(503, refused("Overloaded"), {"Retry-After": "0"}), EngineBroken),
    (Fault(504, "<html>Time-out</html>"), EngineTimeout),
    (Fault(200, {}), EngineBroken),
    (Fault(200, "<html>It works!</html>"), EngineBroken),
    (Fault(cut="before", taken=True), EngineBroken),
    (Fault(cut="inside", taken=True), EngineBroken),
    (Fault(cut="before"), EngineBroken),
]


@pytest.mark.parametrize(("fault", "because"), OPEN)
def test_whatever_leaves_the_order_open_is_sent_once_and_said_to_be_unknown(
    runway: RunwayServer, engine: RunwayEngine, order: Order, fault: Fault, because: type[EngineError]
) -> None:
    runway.play(Scenario(create=fault))
    error = fails(engine, order)
    assert isinstance(error, OutcomeUnknown)
    assert error.because == because.code
    assert len(runway.orders) == 1


@pytest.mark.parametrize("fault", [Fault(wait=60, taken=True), Fault(dribble=0.1), Fault(head_dribble=0.1)])
def test_an_answer_that_does_not_come_in_time_leaves_the_order_unknown(
    runway: RunwayServer, engine: RunwayEngine, order: Order, fault: Fault
) -> None:
    runway.play(Scenario(create=fault))
    error = fails(engine, order, timeout=0.4)
    assert isinstance(error, OutcomeUnknown)
    assert error.because == EngineTimeout.code
    assert len(runway.orders) == 1


def test_nothing_is_ordered_where_nobody_answers(order: Order) -> None:
    engine = RunwayEngine(KEY, "http://127.0.0.1:9")
    error = fails(engine, order)
    assert isinstance(error, EngineUnreachable)
    assert "RUNWAY_BASE_URL" in error.message


def test_a_lost_order_can_not_be_looked_for(engine: RunwayEngine, order: Order) -> None:
    with pytest.raises(EngineBroken, match="no list"):
        engine.find(order, since=0, taken=frozenset(), timeout=5)
