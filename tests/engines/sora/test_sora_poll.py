"""Asking how far a video is: every server's words are understood, and no failed request fails a video."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.engines.base import Order, Progress
from hackathon_backend.engines.sora import SoraEngine
from hackathon_backend.engines.vendors.values import percent_of, unix_seconds
from hackathon_backend.errors import EngineBroken, EngineError, EngineTimeout, KeyRejected, PromptRefused, RateLimited
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import PAGE, error

from .conftest import KEY


@pytest.fixture
def operation(upstream: Upstream) -> dict[str, Any]:
    return {"id": upstream.videos.add(size="320x180")}


def poll(engine: SoraEngine, order: Order, operation: dict[str, Any], *, timeout: float = 5) -> Progress:
    return engine.poll(order, operation, timeout=timeout)


def test_a_video_is_followed_from_the_queue_to_its_end(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    states: tuple[dict[str, Any], ...] = (
        {"status": "queued", "progress": 0},
        {"status": "in_progress", "progress": 40},
        {"status": "completed", "progress": 100},
    )
    upstream.play(Scenario(updates=states))
    operation = engine.submit(order, timeout=5)
    seen = [poll(engine, order, operation) for _ in states]
    assert [(each.status, each.percent) for each in seen] == [("queued", 0), ("running", 40), ("completed", 100)]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *((word, "queued") for word in ("queued", "PENDING", "NOT_START", "not start", "submitted", "Throttled")),
        *((word, "running") for word in ("in_progress", "in-progress", "processing", "RUNNING", "unknown", "", "矢")),
        *((word, "completed") for word in ("completed", "SUCCEEDED", "success", "done", " Completed ")),
        *((word, "failed") for word in ("failed", "error", "cancelled", "CANCELED", "expired", "deleted")),
        *((word, "failed") for word in ("incomplete", "rejected")),
        (None, "running"),
        (3, "running"),
    ],
)
def test_other_words_for_a_status_are_understood_and_unknown_ones_mean_running(
    upstream: Upstream, engine: SoraEngine, order: Order, operation: dict[str, Any], word: Any, status: str
) -> None:
    upstream.play(Scenario(updates=({"status": word},)))
    progress = poll(engine, order, operation)
    assert progress.status == status
    assert (progress.error is not None) == (status == "failed")


def test_a_video_of_which_only_the_id_is_told_is_running(
    upstream: Upstream, engine: SoraEngine, order: Order, operation: dict[str, Any]
) -> None:
    upstream.play(Scenario(poll=Fault(200, {"id": operation["id"]})))
    assert poll(engine, order, operation) == Progress("running", step="Sora 2 is rendering")


@pytest.mark.parametrize("envelope", ["data", "video"])
def test_a_video_in_an_envelope_is_found(
    upstream: Upstream, engine: SoraEngine, order: Order, operation: dict[str, Any], envelope: str
) -> None:
    upstream.play(Scenario(poll=Fault(200, {"code": "ok", envelope: {"id": "x", "status": "queued"}})))
    assert poll(engine, order, operation).status == "queued"


@pytest.mark.parametrize(
    ("value", "percent"),
    [
        (40, 40.0),
        (40.5, 40.5),
        (0, 0.0),
        (1, 1.0),
        (0.25, 25.0),
        (1.0, 100.0),
        (140, 100.0),
        (-5, 0.0),
        ("62%", 62.0),
        ("7", 7.0),
        ("soon", None),
        (None, None),
        (True, None),
        ([1], None),
        (math.nan, None),
        (math.inf, None),
    ],
)
def test_progress_is_0_to_100_or_nothing(
    upstream: Upstream, engine: SoraEngine, order: Order, operation: dict[str, Any], value: Any, percent: float | None
) -> None:
    upstream.play(Scenario(updates=({"status": "in_progress", "progress": value},)))
    assert poll(engine, order, operation).percent == percent


@pytest.mark.slow
@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), max_size=1))
def test_no_progress_and_no_date_is_too_odd(value: Any) -> None:
    percent = percent_of(value)
    assert percent is None or 0 <= percent <= 100
    moment = unix_seconds(value)
    assert moment is None or math.isfinite(moment)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"openai-poll-after-ms": "1500"}, 1.5),
        ({"openai-poll-after-ms": "1"}, 0.2),
        ({"openai-poll-after-ms": "9999999"}, 60.0),
        ({"openai-poll-after-ms": "soon"}, None),
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.2),
        ({"openai-poll-after-ms": "3000", "Retry-After": "50"}, 3.0),
    ],
)
def test_the_servers_hint_when_to_ask_again_is_passed_on(
    upstream: Upstream,
    engine: SoraEngine,
    order: Order,
    operation: dict[str, Any],
    headers: dict[str, str],
    wait: float | None,
) -> None:
    upstream.play(Scenario(poll=Fault(headers=headers)))
    assert poll(engine, order, operation).wait == wait


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (None, EngineBroken),
        ("out of memory", EngineBroken),
        ({"message": "out of memory"}, EngineBroken),
        ({"code": "server_error", "message": "x"}, EngineBroken),
        ({"code": 500, "message": "out of memory"}, EngineBroken),
        ({"code": "moderation_blocked", "message": "Blocked."}, PromptRefused),
        ({"code": None, "message": "This content may violate our content policies."}, PromptRefused),
        ({"code": 429, "message": "busy"}, RateLimited),
        ({"code": "rate_limit_exceeded", "message": "busy"}, RateLimited),
        ({"code": "insufficient_quota", "message": "no money"}, RateLimited),
        ({"code": "timeout", "message": "too slow"}, EngineTimeout),
        ({"code": 504, "message": "too slow"}, EngineTimeout),
    ],
)
@pytest.mark.parametrize("http_status", [200, 400, 500])
def test_a_failed_video_says_why_also_on_an_http_error(
    upstream: Upstream,
    engine: SoraEngine,
    order: Order,
    operation: dict[str, Any],
    reason: Any,
    kind: type[EngineError],
    http_status: int,
) -> None:
    upstream.play(Scenario(outcome={"status": "failed", "error": reason}, failed_status=http_status))
    progress = poll(engine, order, operation)
    assert progress.status == "failed"
    assert type(progress.error) is kind
    message = reason.get("message") if isinstance(reason, dict) else reason
    assert (message or "failed") in str(progress.error)


def test_an_expired_video_has_run_out_of_time(
    upstream: Upstream, engine: SoraEngine, order: Order, operation: dict[str, Any]
) -> None:
    upstream.play(Scenario(updates=({"status": "expired"},)))
    assert type(poll(engine, order, operation).error) is EngineTimeout


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (error(500, None, "Oops."), EngineBroken),
        (Fault(502, PAGE), EngineBroken),
        (Fault(200, PAGE), EngineBroken),
        (Fault(200, {"object": "list", "data": []}), EngineBroken),
        (Fault(404, {"detail": "Not Found"}), EngineBroken),
        (error(410, None, "Gone."), EngineBroken),
        (Fault(cut="before"), EngineBroken),
        (Fault(cut="inside"), EngineBroken),
        (error(401, None, "Key expired."), KeyRejected),
        (error(429, None, "Slow down."), RateLimited),
        (Fault(wait=30), EngineTimeout),
        (Fault(dribble=0.05), EngineTimeout),
        (Fault(head_dribble=0.05), EngineTimeout),
    ],
)
def test_a_failed_request_is_raised_and_the_next_one_may_succeed(
    upstream: Upstream,
    engine: SoraEngine,
    order: Order,
    operation: dict[str, Any],
    fault: Fault,
    kind: type[EngineError],
) -> None:
    upstream.play(Scenario(poll=fault))
    with pytest.raises(EngineError) as caught:
        poll(engine, order, operation, timeout=0.3 if fault.hangs else 5)
    assert type(caught.value) is kind
    assert KEY not in str(caught.value)
    upstream.play(Scenario())
    assert poll(engine, order, operation).status == "completed"


def test_an_answer_without_an_end_is_not_read_to_its_end(
    upstream: Upstream, engine: SoraEngine, order: Order, operation: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hackathon_backend.engines.vendors.transport.ANSWER_BYTES", 100_000)
    upstream.play(Scenario(poll=Fault(200, b"[" * 300_000)))
    with pytest.raises(EngineBroken):
        poll(engine, order, operation)


def test_an_id_that_looks_like_a_path_stays_one_part_of_it(
    upstream: Upstream, engine: SoraEngine, order: Order
) -> None:
    with pytest.raises(EngineBroken):
        poll(engine, order, {"id": "a/../b?c=d"})
    assert upstream.requests[-1].path == "/v1/videos/a%2F..%2Fb%3Fc%3Dd"


def test_polls_share_one_connection(
    upstream: Upstream, engine: SoraEngine, order: Order, operation: dict[str, Any]
) -> None:
    for _ in range(5):
        poll(engine, order, operation)
    assert upstream.connections == 1
