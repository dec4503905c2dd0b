"""Placing an order: what is sent, and that every way to fail says rightly whether it may have been taken."""

from __future__ import annotations

import base64
import socket
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import skia

from hackathon_backend.engines.base import Order, OrderSource
from hackathon_backend.engines.gemini.engine import GeminiEngine
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
from tests.engines.vendors.gemini import GeminiScript, GeminiVendor, google_error, quota, reason, retry_in
from tests.upstream.media import picture
from tests.upstream.scenario import PAGE, Fault

from .conftest import HANGS, KEY


def fails(engine: GeminiEngine, order: Order, *, timeout: float = 5) -> EngineError:
    with pytest.raises(EngineError) as caught:
        engine.submit(order, timeout=timeout)
    assert KEY not in str(caught.value)
    return caught.value


def sent(vendor: GeminiVendor) -> dict[str, Any]:
    """The fields of the last order."""
    return vendor.creates[-1].fields


def parts(vendor: GeminiVendor) -> list[dict[str, Any]]:
    """What it gives the model, part by part."""
    ((step),) = sent(vendor)["input"]
    content: list[dict[str, Any]] = step["content"]
    return content


def test_an_order_arrives_once_with_all_that_it_says(vendor: GeminiVendor, engine: GeminiEngine, order: Order) -> None:
    operation = engine.submit(order, timeout=5)
    (request,) = vendor.creates
    assert request.path == "/v1beta/interactions"
    assert request.headers["x-goog-api-key"] == KEY
    assert parts(vendor) == [{"type": "text", "text": order.prompt}]
    assert {name: value for name, value in request.fields.items() if name != "input"} == {
        "model": "gemini-omni-1.2-flash",
        "response_format": {
            "type": "video",
            "delivery": "uri",
            "aspect_ratio": "16:9",
            "resolution": "720p",
            "duration": "8s",
        },
        "generation_config": {"video_config": {"task": "text_to_video"}},
        "background": True,
        "store": True,
    }
    assert operation["id"] in vendor.interactions
    assert operation["created_at"] == pytest.approx(time.time(), abs=5)


@pytest.mark.parametrize(
    ("size", "ratio", "resolution"),
    [("720x1280", "9:16", "720p"), ("1920x1080", "16:9", "1080p"), ("1080x1920", "9:16", "1080p")],
)
def test_a_size_is_a_shape_and_a_resolution(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, size: str, ratio: str, resolution: str
) -> None:
    engine.submit(replace(order, size=size), timeout=5)
    told = sent(vendor)["response_format"]
    assert (told["aspect_ratio"], told["resolution"]) == (ratio, resolution)


def test_one_picture_is_where_the_video_begins_in_its_own_size(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, tmp_path: Path
) -> None:
    # The name lies about the type, as names from uploads do.
    path = tmp_path / "picture.webp"
    path.write_bytes(picture())
    engine.submit(replace(order, references=(str(path),), size="720x1280"), timeout=5)
    image, text = parts(vendor)
    assert text["text"] == order.prompt
    assert image["mime_type"] == "image/jpeg"
    drawn = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(base64.b64decode(image["data"])))
    assert (drawn.width(), drawn.height()) == (720, 1280)
    assert sent(vendor)["generation_config"]["video_config"]["task"] == "image_to_video"


def test_several_pictures_are_things_that_appear_in_it_as_they_are(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, tmp_path: Path
) -> None:
    paths = tuple(str(tmp_path / name) for name in "ab")
    for path in paths:
        Path(path).write_bytes(picture())
    engine.submit(replace(order, references=paths), timeout=5)
    images = parts(vendor)[:-1]
    assert [(each["mime_type"], base64.b64decode(each["data"])) for each in images] == [("image/png", picture())] * 2
    assert sent(vendor)["generation_config"]["video_config"]["task"] == "reference_to_video"


@pytest.mark.parametrize("content", [None, b"%PDF-1.7 not a picture"])
def test_a_reference_that_is_no_picture_is_not_sent(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "reference"
    if content is not None:
        path.write_bytes(content)
    fault = fails(engine, replace(order, references=(str(path),)))
    assert isinstance(fault, OrderRejected)
    assert fault.param == "input_reference"
    assert not vendor.requests


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (google_error(400, "INVALID_ARGUMENT", "Invalid duration."), OrderRejected),
        (google_error(400, "FAILED_PRECONDITION", "User location is not supported."), OrderRejected),
        (google_error(400, "INVALID_ARGUMENT", "The prompt was blocked by the safety filters."), PromptRefused),
        (google_error(400, "INVALID_ARGUMENT", "The prompt contains PROHIBITED_CONTENT."), PromptRefused),
        (google_error(400, "INVALID_ARGUMENT", "It violates our usage guidelines."), PromptRefused),
        (google_error(400, "INVALID_ARGUMENT", f"API key {KEY} not valid.", reason("API_KEY_INVALID")), KeyRejected),
        (google_error(401, "UNAUTHENTICATED", "No credentials."), KeyRejected),
        (google_error(403, "PERMISSION_DENIED", "Blocked.", reason("API_KEY_SERVICE_BLOCKED")), KeyRejected),
        (Fault(403, PAGE), KeyRejected),
        (google_error(404, "NOT_FOUND", "models/gemini-omni-9 is not found."), OrderRejected),
        (Fault(404, PAGE), OrderRejected),
        (google_error(409, "ABORTED", "Conflict."), OrderRejected),
        (Fault(413, PAGE), OrderRejected),
        (Fault(302, headers={"Location": "http://127.0.0.1:9/"}), OrderRejected),
        (google_error(429, "RESOURCE_EXHAUSTED", "Slow down."), RateLimited),
        (google_error(408, "DEADLINE_EXCEEDED", "Timed out."), OutcomeUnknown),
        (google_error(499, "CANCELLED", "Cancelled."), OutcomeUnknown),
        (google_error(500, "INTERNAL", "Oops."), OutcomeUnknown),
        (Fault(502, PAGE), OutcomeUnknown),
        (google_error(503, "UNAVAILABLE", "The model is overloaded."), OutcomeUnknown),
        (google_error(504, "DEADLINE_EXCEEDED", "Deadline."), OutcomeUnknown),
        (google_error(503, "UNAVAILABLE", "The model is overloaded.", taken=True), OutcomeUnknown),
        (Fault(200, PAGE), OutcomeUnknown),
        (Fault(200, b"\x00garbage{"), OutcomeUnknown),
        (Fault(200, b"[" * 100_000), OutcomeUnknown),
        (Fault(200, b""), OutcomeUnknown),
        (Fault(200, {"status": "queued"}), OutcomeUnknown),
        (Fault(200, {"id": "", "status": "queued"}), OutcomeUnknown),
        (Fault(200, [{"id": "v1_1"}]), OutcomeUnknown),
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
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, fault: Fault, kind: type[EngineError]
) -> None:
    vendor.play(GeminiScript(create=fault))
    began = time.monotonic()
    caught = fails(engine, order, timeout=HANGS if fault.hangs else 5)
    assert type(caught) is kind
    assert time.monotonic() - began < 5
    assert len(vendor.creates) == 1, "an order is sent once"
    if vendor.interactions:
        assert kind is OutcomeUnknown


@pytest.mark.parametrize(
    ("fault", "because"),
    [
        (Fault(wait=30), EngineTimeout),
        (google_error(504, "DEADLINE_EXCEEDED", "Deadline."), EngineTimeout),
        (google_error(500, "INTERNAL", "Oops."), EngineBroken),
        (Fault(cut="before"), EngineBroken),
    ],
)
def test_an_unknown_outcome_tells_what_it_will_have_been(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, fault: Fault, because: type[EngineError]
) -> None:
    vendor.play(GeminiScript(create=fault))
    caught = fails(engine, order, timeout=HANGS if fault.hangs else 5)
    assert isinstance(caught, OutcomeUnknown)
    assert caught.because == because.code


@pytest.mark.parametrize(
    ("fault", "wait", "lasting"),
    [
        (google_error(429, "RESOURCE_EXHAUSTED", "Slow.", headers={"Retry-After": "20"}), 20.0, False),
        (google_error(429, "RESOURCE_EXHAUSTED", "Slow.", retry_in(17.5)), 17.5, False),
        (google_error(429, "RESOURCE_EXHAUSTED", "Slow.", quota("GenerateRequestsPerMinute")), None, False),
        (google_error(429, "RESOURCE_EXHAUSTED", "Quota.", quota("RequestsPerDayPerModel"), retry_in(9)), None, True),
        (google_error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted."), None, True),
        (google_error(429, "RESOURCE_EXHAUSTED", "Quota exceeded, limit: 0, model: omni"), None, True),
        (Fault(429, b""), None, False),
    ],
)
def test_a_limit_tells_when_to_come_again_or_that_it_lasts(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, fault: Fault, wait: float | None, lasting: bool
) -> None:
    vendor.play(GeminiScript(create=fault))
    caught = fails(engine, order)
    assert isinstance(caught, RateLimited)
    assert (caught.retry_after, caught.lasting) == (wait, lasting)


def test_a_model_that_is_not_there_is_named_with_the_setting(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order
) -> None:
    vendor.play(GeminiScript(create=google_error(404, "NOT_FOUND", "models/omni-9 is not found.")))
    message = fails(engine, order).message
    assert "models/omni-9" in message
    assert "GEMINI_MODEL" in message


def test_a_refused_connection_means_that_nothing_was_ordered(order: Order) -> None:
    marked: list[None] = []
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(EngineUnreachable, match="GEMINI_BASE_URL"):
        GeminiEngine(KEY, f"http://127.0.0.1:{port}").submit(order, timeout=5, sending=lambda: marked.append(None))
    assert marked == []


def test_a_handshake_that_hangs_means_that_nothing_was_ordered(order: Order) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = GeminiEngine(KEY, f"https://127.0.0.1:{silent.getsockname()[1]}")
        began = time.monotonic()
        assert type(fails(engine, order, timeout=0.3)) is EngineUnreachable
    assert time.monotonic() - began < 8


@pytest.mark.parametrize("url", ["localhost:9000", "", "ftp://host", "http://[::1", "http://host:port"])
def test_a_base_url_that_is_none_is_named(order: Order, url: str) -> None:
    engine = GeminiEngine(KEY, url)
    assert type(fails(engine, order)) is EngineUnreachable
    assert "GEMINI_BASE_URL" in engine.problems()[0]


def test_a_version_at_the_end_of_the_base_url_does_no_harm(vendor: GeminiVendor, order: Order) -> None:
    GeminiEngine(KEY, f"{vendor.origin}/v1beta/").submit(order, timeout=5)
    assert vendor.creates[0].path == "/v1beta/interactions"


def test_a_key_that_can_not_be_a_header_is_named_and_not_shown(vendor: GeminiVendor, order: Order) -> None:
    with pytest.raises(KeyRejected) as caught:
        GeminiEngine("AIza-líne\nbreak", vendor.origin).submit(order, timeout=5)
    assert "GEMINI_API_KEY" in caught.value.message
    assert "break" not in caught.value.message


def test_settings_of_the_sdk_in_the_environment_change_nothing(
    vendor: GeminiVendor, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    monkeypatch.setenv("GOOGLE_GENAI_API_VERSION", "v9")
    monkeypatch.setenv("GOOGLE_API_KEY", "another")
    GeminiEngine(KEY, vendor.origin).submit(order, timeout=5)
    assert vendor.creates[0].path == "/v1beta/interactions"
    assert vendor.creates[0].headers["x-goog-api-key"] == KEY


class Refused(Exception):
    """Of whoever writes orders down."""


def test_an_order_is_marked_when_the_connection_stands_and_nothing_is_sent_yet(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order
) -> None:
    seen: list[int] = []
    engine.submit(order, timeout=5, sending=lambda: seen.append(len(vendor.creates)))
    engine.submit(replace(order, part="-2"), timeout=5, sending=lambda: seen.append(len(vendor.creates)))
    assert seen == [0, 1], "on a new connection and on one that was kept"


def test_an_order_that_can_not_be_marked_is_not_sent(vendor: GeminiVendor, engine: GeminiEngine, order: Order) -> None:
    def refuse() -> None:
        raise Refused

    with pytest.raises(Refused):
        engine.submit(order, timeout=5, sending=refuse)
    assert vendor.creates == []


@pytest.mark.parametrize(("action", "task"), [("remix", "edit"), ("edit", "edit"), ("extension", "extend")])
def test_a_change_goes_on_from_the_interaction_of_the_video(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, action: Any, task: str
) -> None:
    before = engine.submit(order, timeout=5)
    changed = replace(order, prompt="At night", source=OrderSource(action, before, order.prompt, 8), seconds=6)
    engine.submit(changed, timeout=5)
    assert sent(vendor)["previous_interaction_id"] == before["id"]
    assert sent(vendor)["generation_config"]["video_config"]["task"] == task
    duration = {"duration": "6s"} if action == "extension" else {}
    assert sent(vendor)["response_format"] == {"type": "video", "delivery": "uri", **duration}
    assert parts(vendor) == [{"type": "text", "text": "At night"}]


def test_an_extension_is_as_long_as_the_vendor_adds_at_once(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, tmp_path: Path
) -> None:
    before = engine.submit(order, timeout=5)
    more = replace(order, source=OrderSource("extension", before, order.prompt, 8), seconds=15)
    operation = engine.submit(more, timeout=5)
    assert sent(vendor)["response_format"]["duration"] == "10s"
    clip = engine.download(more, operation, tmp_path, timeout=5)
    assert not clip.continues, "it holds what it extends"
    assert "10 seconds" in clip.notes[0]


@pytest.mark.parametrize("action", ["remix", "extension"])
def test_a_change_of_a_video_that_is_gone_is_ordered_in_words(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order, tmp_path: Path, action: Any
) -> None:
    changed = replace(order, prompt="At night", source=OrderSource(action, {"id": "v1_gone"}, "A panda draws", 8))
    operation = engine.submit(changed, timeout=5)
    assert list(vendor.interactions) == [operation["id"]], "the first was refused, the second taken"
    assert "previous_interaction_id" not in sent(vendor)
    assert parts(vendor)[0]["text"].startswith("A panda draws ")
    assert parts(vendor)[0]["text"].endswith("At night")
    assert engine.download(changed, operation, tmp_path, timeout=5).continues == (action == "extension")
