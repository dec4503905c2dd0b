"""The engine as a whole: what it offers, what it says about its set-up, and how it behaves in a busy process."""

from __future__ import annotations

import gc
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from hackathon_backend.engines.base import Engine, Order
from hackathon_backend.engines.sora import SoraEngine
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import PAGE, error

from .conftest import KEY


def test_it_is_an_engine(engine: SoraEngine) -> None:
    as_engine: Engine = engine
    assert (as_engine.name, as_engine.label, as_engine.service) == ("sora", "Sora 2", "Sora 2 API")
    assert as_engine.paid
    assert not as_engine.draws_storyboards


def test_the_configured_model_is_the_default_and_sora_is_known() -> None:
    assert [model.id for model in SoraEngine(None).models()] == ["sora-2", "sora-2-pro"]
    assert [model.id for model in SoraEngine(None, model="sora-2-pro").models()] == ["sora-2-pro", "sora-2"]
    assert [model.id for model in SoraEngine(None, model="wan-3").models()] == ["wan-3", "sora-2", "sora-2-pro"]


def test_models_say_what_they_can_do() -> None:
    other, sora, pro = SoraEngine(None, model="wan-3").models()
    assert sora.sizes[0] == other.sizes[0] == "1280x720"
    assert sora.seconds == (4, 8, 12, 16, 20)
    assert other.seconds == (4, 8, 12)
    assert (sora.price_per_second, pro.price_per_second, other.price_per_second) == (0.10, 0.50, None)


def test_cancelling_deletes_the_video_if_it_can(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    operation = engine.submit(order, timeout=5)
    engine.cancel(operation, timeout=5)
    assert not upstream.videos.jobs
    for fault in (Fault(405, PAGE), error(409, None, "In progress."), Fault(cut="before"), Fault(wait=30)):
        upstream.play(Scenario(delete=fault))
        engine.cancel(operation, timeout=0.2)


def test_without_a_server_and_a_key_it_says_how_to_mend_it() -> None:
    no_key, closed = SoraEngine(None).problems()
    assert "SORA_API_KEY" in no_key
    assert "2026-09-24" in closed
    assert "SORA_BASE_URL" in closed
    assert SoraEngine(KEY).problems() == [closed]


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (Fault(), None),
        (Fault(404, PAGE), None),
        (Fault(405, {"detail": "Method Not Allowed"}), None),
        (error(400, None, "limit is unknown"), None),
        (error(429, None, "Slow down."), None),
        (Fault(200, PAGE), "SORA_BASE_URL"),
        (error(401, None, f"Incorrect API key: {KEY}"), "SORA_API_KEY"),
        (error(503, None, "Overloaded."), "503"),
        (error(410, None, "Gone."), "410"),
        (Fault(cut="before"), "broke"),
    ],
)
def test_a_server_of_ones_own_is_asked_whether_it_works(
    upstream: Upstream, engine: SoraEngine, fault: Fault, word: str | None
) -> None:
    upstream.play(Scenario(listing=fault))
    problems = engine.problems()
    assert [request.method for request in upstream.requests] == ["GET"]
    assert not upstream.creates
    if word is None:
        assert problems == []
    else:
        assert word in problems[0]
        assert KEY not in problems[0]


def test_a_server_that_is_not_running_is_a_problem() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        (problem,) = SoraEngine(None, f"http://127.0.0.1:{unused.getsockname()[1]}/v1").problems()
    assert "can't be reached" in problem


def test_a_server_that_wants_no_key_gets_no_real_one(
    upstream: Upstream, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    engine = SoraEngine(None, upstream.url)
    engine.submit(order, timeout=5)
    assert KEY not in str(upstream.requests[0].headers)


def test_many_threads_share_one_engine(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    upstream.play(Scenario(render_seconds=60))

    def work(number: int) -> tuple[str, str]:
        operation = engine.submit(order, timeout=20)
        return operation["id"], engine.poll(order, operation, timeout=20).status

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(work, range(64)))
    assert len({video for video, _ in results}) == 64
    assert {status for _, status in results} == {"running"}


def test_one_call_running_out_of_time_does_not_shorten_anothers(
    upstream: Upstream, engine: SoraEngine, order: Order
) -> None:
    operation = engine.submit(order, timeout=5)
    upstream.play(Scenario(poll=(Fault(wait=0.5, times=2), Fault())))
    with ThreadPoolExecutor(2) as pool:
        short = pool.submit(engine.poll, order, operation, timeout=0.2)
        long = pool.submit(engine.poll, order, operation, timeout=5)
        assert short.exception() is not None
        assert long.result().status == "completed"


def test_an_idle_connection_that_the_server_closed_is_replaced(order: Order) -> None:
    with Upstream() as first:
        engine = SoraEngine(KEY, first.url)
        operation = engine.submit(order, timeout=5)
        port = int(first.url.split(":")[2].split("/")[0])
    with Upstream(port=port) as second:
        second.videos.add(id=operation["id"])
        assert engine.poll(order, operation, timeout=5).status == "completed"
    engine.close()


def test_connections_end_with_the_engine(upstream: Upstream, order: Order) -> None:
    engine = SoraEngine(KEY, upstream.url)
    engine.submit(order, timeout=5)
    assert upstream.connected == 1
    del engine
    gc.collect()
    deadline = time.monotonic() + 2
    while upstream.connected and time.monotonic() < deadline:
        time.sleep(0.01)
    assert upstream.connected == 0


def test_nothing_is_sent_before_the_first_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    monkeypatch.setattr(socket, "getaddrinfo", None)
    assert SoraEngine(KEY, "http://videos.example/v1").models()


def test_a_proxy_of_the_environment_is_used(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    with Upstream() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/v1"))
        monkeypatch.delenv("no_proxy", raising=False)
        engine = SoraEngine(KEY, "http://videos.example/v1")
        engine.poll(order, {"id": proxy.videos.add()}, timeout=5)
        assert proxy.requests[0].headers["host"] == "videos.example"
        engine.close()
