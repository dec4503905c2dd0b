"""Placing an order: what is sent, and that every way to fail says rightly whether it may have been taken."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import skia

from hackathon_backend.engines.base import Order
from hackathon_backend.engines.sora import SoraEngine
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
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.media import picture
from tests.upstream.scenario import PAGE, error

from .conftest import KEY


def fails(engine: SoraEngine, order: Order, *, timeout: float = 5) -> EngineError:
    with pytest.raises(EngineError) as caught:
        engine.submit(order, timeout=timeout)
    assert KEY not in str(caught.value)
    return caught.value


def test_an_order_arrives_once_with_all_that_it_says(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    operation = engine.submit(order, timeout=5)
    (request,) = upstream.creates
    assert request.fields == {"prompt": order.prompt, "model": "sora-2", "seconds": "4", "size": "320x180"}
    assert request.headers["content-type"].startswith("multipart/form-data")
    assert request.headers["idempotency-key"] == "job-1"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert operation["id"] in upstream.videos.jobs
    assert operation["created_at"] == pytest.approx(time.time(), abs=5)


def test_the_same_order_makes_one_video_where_the_key_is_honoured(
    upstream: Upstream, engine: SoraEngine, order: Order
) -> None:
    upstream.play(Scenario(idempotent=True))
    assert engine.submit(order, timeout=5)["id"] == engine.submit(order, timeout=5)["id"]
    assert len(upstream.videos.jobs) == 1


def test_a_reference_image_is_sent_in_the_size_of_the_video(
    upstream: Upstream, engine: SoraEngine, order: Order, tmp_path: Path
) -> None:
    # The name lies about the type, as names from uploads do.
    path = tmp_path / "picture.webp"
    path.write_bytes(picture())
    engine.submit(replace(order, references=(str(path),)), timeout=5)
    upload = upstream.creates[0].files["input_reference"]
    assert (upload.name, upload.type) == ("reference.jpg", "image/jpeg")
    image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(upload.data))
    assert f"{image.width()}x{image.height()}" == order.size


@pytest.mark.parametrize("content", [None, b"%PDF-1.7 not a picture"])
def test_a_reference_that_is_no_picture_is_not_sent(
    upstream: Upstream, engine: SoraEngine, order: Order, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "reference"
    if content is not None:
        path.write_bytes(content)
    fault = fails(engine, replace(order, references=(str(path),)))
    assert isinstance(fault, OrderRejected)
    assert fault.param == "input_reference"
    assert not upstream.requests


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (error(400, "invalid_value", "Invalid size."), OrderRejected),
        (error(400, "moderation_blocked", "Blocked by our moderation system."), PromptRefused),
        (error(400, "content_policy_violation", "No."), PromptRefused),
        (error(400, "sentinel_block", "Hmmm something didn't look right."), PromptRefused),
        (error(400, None, "Your request was rejected by our safety system."), PromptRefused),
        (error(403, "content_filter", "Filtered."), PromptRefused),
        (error(400, "billing_hard_limit_reached", "Billing hard limit has been reached."), RateLimited),
        (error(401, "invalid_api_key", f"Incorrect API key provided: {KEY}."), KeyRejected),
        (error(403, None, "You may not use this model."), KeyRejected),
        (Fault(403, PAGE), KeyRejected),
        (error(402, None, "Payment required."), RateLimited),
        (error(404, "model_not_found", "The model does not exist."), OrderRejected),
        (Fault(404, PAGE), OrderRejected),
        (Fault(405, {"detail": "Method Not Allowed"}), OrderRejected),
        (error(409, None, "Conflict."), OrderRejected),
        (error(410, "gone", "Gone."), OrderRejected),
        (error(413, None, "Too large."), OrderRejected),
        (Fault(415, b""), OrderRejected),
        (Fault(422, {"detail": [{"loc": ["body", "size"], "msg": "bad size", "type": "value_error"}]}), OrderRejected),
        (error(429, "rate_limit_exceeded", "Slow down."), RateLimited),
        (error(429, "insufficient_quota", "You exceeded your current quota."), RateLimited),
        (error(408, None, "Request timeout."), OutcomeUnknown),
        (error(500, None, "Oops."), OutcomeUnknown),
        (Fault(502, PAGE), OutcomeUnknown),
        (error(503, None, "Overloaded."), OutcomeUnknown),
        (Fault(504, b""), OutcomeUnknown),
        (Fault(500, {"id": "req_1", "status": 500, "error": "id of a request, not of a video"}), OutcomeUnknown),
        (Fault(200, PAGE), OutcomeUnknown),
        (Fault(200, b"\x00garbage{"), OutcomeUnknown),
        (Fault(200, b"[" * 100_000), OutcomeUnknown),
        (Fault(200, b""), OutcomeUnknown),
        (Fault(200, {"object": "video", "status": "queued"}), OutcomeUnknown),
        (Fault(200, {"id": "", "status": "queued"}), OutcomeUnknown),
        (Fault(200, {"id": None}), OutcomeUnknown),
        (Fault(200, [{"id": "video_1"}]), OutcomeUnknown),
        (Fault(cut="before"), OutcomeUnknown),
        (Fault(cut="before", taken=True), OutcomeUnknown),
        (Fault(cut="inside"), OutcomeUnknown),
        (Fault(wait=30), OutcomeUnknown),
        (Fault(wait=30, taken=True), OutcomeUnknown),
        (Fault(head_dribble=0.05), OutcomeUnknown),
        (Fault(dribble=0.05), OutcomeUnknown),
    ],
)
def test_every_failure_says_whether_the_order_may_have_been_taken(
    upstream: Upstream, engine: SoraEngine, order: Order, fault: Fault, kind: type[EngineError]
) -> None:
    upstream.play(Scenario(create=fault))
    began = time.monotonic()
    caught = fails(engine, order, timeout=0.3 if fault.hangs else 5)
    assert type(caught) is kind
    assert time.monotonic() - began < 5
    assert len(upstream.creates) == 1, "an order is sent once"
    if upstream.videos.jobs:
        assert kind is OutcomeUnknown


def test_a_refused_connection_means_that_nothing_was_ordered(order: Order) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        engine = SoraEngine(KEY, f"http://user:password@127.0.0.1:{unused.getsockname()[1]}/v1")
        caught = fails(engine, order)
    assert type(caught) is EngineUnreachable
    assert "SORA_BASE_URL" in caught.message
    assert "password" not in caught.message


def test_an_unknown_host_means_that_nothing_was_ordered(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert type(fails(SoraEngine(KEY, "http://nowhere.example/v1"), order)) is EngineUnreachable


def test_a_name_service_that_hangs_is_not_waited_for(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def hang(*_: Any, **__: Any) -> Any:
        over.wait(4)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    engine = SoraEngine(KEY, "http://slow.example/v1")
    began = time.monotonic()
    assert type(fails(engine, order, timeout=0.2)) is EngineUnreachable
    assert time.monotonic() - began < 3
    over.set()


def test_a_handshake_that_hangs_means_that_nothing_was_ordered(order: Order) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = SoraEngine(KEY, f"https://127.0.0.1:{silent.getsockname()[1]}/v1")
        began = time.monotonic()
        assert type(fails(engine, order, timeout=0.3)) is EngineUnreachable
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("url", ["localhost:9000/v1", "", "ftp://host/v1", "http://[::1/v1", "http://host:port/v1"])
def test_a_base_url_that_is_none_is_named(order: Order, url: str) -> None:
    engine = SoraEngine(KEY, url)
    assert type(fails(engine, order)) is EngineUnreachable
    assert "SORA_BASE_URL" in engine.problems()[0]


def test_a_key_that_can_not_be_a_header_is_named_and_not_shown(upstream: Upstream, order: Order) -> None:
    with pytest.raises(KeyRejected) as caught:
        SoraEngine("sk-líne\nbreak", upstream.url).submit(order, timeout=5)
    assert "SORA_API_KEY" in caught.value.message
    assert "break" not in caught.value.message


@pytest.mark.parametrize(("value", "seconds"), [("20", 20.0), ("0.5", 0.5), ("soon", None), ("-3", 0.0), ("nan", None)])
def test_a_rate_limit_tells_how_long_to_wait(
    upstream: Upstream, engine: SoraEngine, order: Order, value: str, seconds: float | None
) -> None:
    upstream.play(Scenario(create=error(429, "rate_limit_exceeded", "Slow down.", headers={"Retry-After": value})))
    assert fails(engine, order).retry_after == seconds


def test_the_closed_api_is_explained(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    upstream.play(Scenario(create=error(410, "gone", "Gone")))
    message = fails(engine, order).message
    assert "2026-09-24" in message
    assert "SORA_BASE_URL" in message


def test_the_servers_own_words_and_the_field_at_fault_are_passed_on(
    upstream: Upstream, engine: SoraEngine, order: Order
) -> None:
    body = {
        "error": {"message": "size must be\n1280x720", "type": "invalid_request_error", "param": "size", "code": None}
    }
    upstream.play(Scenario(create=Fault(400, body)))
    caught = fails(engine, order)
    assert "size must be 1280x720" in caught.message
    assert caught.param == "size"


@pytest.mark.parametrize(
    ("fault", "because"),
    [
        (Fault(wait=30), EngineTimeout),
        (error(504, None, "Gateway timeout."), EngineTimeout),
        (error(500, None, "Oops."), EngineBroken),
        (Fault(cut="before"), EngineBroken),
        (Fault(200, PAGE), EngineBroken),
    ],
)
def test_an_unknown_outcome_tells_what_it_will_have_been(
    upstream: Upstream, engine: SoraEngine, order: Order, fault: Fault, because: type[EngineError]
) -> None:
    upstream.play(Scenario(create=fault))
    caught = fails(engine, order, timeout=0.3 if fault.hangs else 5)
    assert isinstance(caught, OutcomeUnknown)
    assert caught.because == because.code


@pytest.mark.parametrize("status", [200, 201, 202, 400, 500])
def test_an_answer_that_is_a_video_means_that_the_order_was_taken(
    upstream: Upstream, engine: SoraEngine, order: Order, status: int
) -> None:
    upstream.play(Scenario(create=Fault(status, {"id": 17, "object": "video", "status": "NOT_START"})))
    assert engine.submit(order, timeout=5) == {"id": "17", "created_at": None}


def test_an_order_that_is_sent_on_arrives_once(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    upstream.play(Scenario(create=(Fault(307, headers={"Location": f"{upstream.url}/videos"}, times=1),)))
    assert engine.submit(order, timeout=5)["id"] in upstream.videos.jobs
    assert len(upstream.videos.jobs) == 1


def test_a_redirect_that_makes_a_question_of_the_order_is_told_from_an_answer(
    upstream: Upstream, engine: SoraEngine, order: Order
) -> None:
    upstream.play(Scenario(create=Fault(301, headers={"Location": f"{upstream.url}/videos"})))
    caught = fails(engine, order)
    assert type(caught) is OrderRejected
    assert "moved" in caught.message
    assert not upstream.videos.jobs


class Refused(Exception):
    """Of whoever writes orders down."""


def test_an_order_is_marked_when_the_connection_stands_and_nothing_is_sent_yet(
    upstream: Upstream, engine: SoraEngine, order: Order
) -> None:
    seen: list[int] = []
    engine.submit(order, timeout=5, sending=lambda: seen.append(len(upstream.creates)))
    engine.submit(replace(order, part="-2"), timeout=5, sending=lambda: seen.append(len(upstream.creates)))
    assert seen == [0, 1], "on a new connection and on one that was kept"


def test_an_order_that_can_not_be_marked_is_not_sent(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    def refuse() -> None:
        raise Refused

    with pytest.raises(Refused):
        engine.submit(order, timeout=5, sending=refuse)
    assert upstream.creates == []


def test_an_order_is_not_marked_where_nobody_answers(order: Order) -> None:
    marked: list[None] = []
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(EngineUnreachable):
        SoraEngine(KEY, f"http://127.0.0.1:{port}").submit(order, timeout=5, sending=lambda: marked.append(None))
    assert marked == []
