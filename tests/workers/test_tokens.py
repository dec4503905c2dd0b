"""Tokens are sent in time, few for much that is due, and by nobody who could be delayed."""

from __future__ import annotations

import json
import logging
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import from_url

from hackathon_backend.clock import SYSTEM
from hackathon_backend.jobs import JobStore, LessonRequest
from hackathon_backend.settings import Settings
from hackathon_backend.workers.beat_worker import Sweeper
from hackathon_backend.workers.broker import STEPS, celery_app
from hackathon_backend.workers.tokens import FARTHEST, TokenSender
from hackathon_backend.workers.waker import TokenWaker
from tests.cluster.services import Redis
from tests.jobs.test_store import a_job
from tests.server import free_port

pytest.importorskip("celery", reason="Celery is not installed: pip install -r requirements-dev.txt")


def settings_for(broker: str) -> Settings:
    return Settings(_env_file=None, workers="celery", broker_url=broker)  # type: ignore[call-arg]


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[TokenSender]:
    """Of a Redis with empty queues, in which nobody works."""
    with Redis(tmp_path) as redis:
        sender = TokenSender(celery_app(settings_for(redis.url)), SYSTEM)
        sender.start()
        yield sender
        sender.stop()


def until(true: Callable[[], Any], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_is_due_at_once_needs_few_tokens(sender: TokenSender) -> None:
    for _ in range(1000):
        sender.want(STEPS)
    until(lambda: sender.waiting(STEPS))
    time.sleep(0.1)
    assert sender.waiting(STEPS) <= 3


def test_what_is_due_at_nearly_the_same_time_needs_one_token(sender: TokenSender) -> None:
    due = 0.1 * (int(time.time() * 10) + 20)
    for number in range(100):
        sender.want(STEPS, due - number * 0.0009)
    until(lambda: sender.waiting(STEPS))
    assert sender.waiting(STEPS) == 1


def test_what_is_due_much_later_is_left_to_the_sweep(sender: TokenSender) -> None:
    sender.want(STEPS, time.time() + FARTHEST + 5)
    sender.want(STEPS)
    until(lambda: sender.waiting(STEPS))
    assert sender.waiting(STEPS) == 1


def test_a_broker_that_is_away_delays_nobody_and_is_told_of_once(
    store: JobStore, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hackathon_backend.workers.tokens.TRY_AGAIN_SECONDS", 0.05)
    waker = TokenWaker(store, TokenSender(celery_app(settings_for(f"redis://127.0.0.1:{free_port()}/0")), SYSTEM))
    waker.start()
    with caplog.at_level(logging.WARNING, "hackathon_backend.workers"):
        a_job(store, "vid_1")
        until(lambda: caplog.messages)
        began = time.monotonic()
        a_job(store, "vid_2")
        assert time.monotonic() - began < 2
        time.sleep(0.3)
    waker.stop()
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("The broker can't be reached")


def test_a_sweep_sends_one_token_for_what_is_due_and_none_while_one_waits(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    with Redis(tmp_path) as redis:
        settings = make_settings(workers="celery", broker_url=redis.url)
        sweeper = Sweeper(settings)
        sweeper._sender.start()
        sweeper.sweep()
        a_job(sweeper._store, "vid_later", wake_at=time.time() + 60)
        sweeper.sweep()
        assert sweeper._sender.waiting(STEPS) == 0
        a_job(sweeper._store, "vid_1")
        for _ in range(5):
            sweeper.sweep()
            until(lambda: sweeper._sender.waiting(STEPS))
        assert sweeper._sender.waiting(STEPS) == 1
        sweeper._sender.stop()
        sweeper._database.close()


def test_a_sweep_frees_what_a_machine_that_is_gone_held(make_settings: Callable[..., Settings], redis: Redis) -> None:
    sweeper = Sweeper(make_settings(workers="celery", broker_url=redis.url))
    held = {"lease_owner": "elsewhere/1/1", "lease_token": "t"}
    a_job(sweeper._store, "vid_1", **held, lease_until=time.time() - 1)
    a_job(sweeper._store, "vid_2", **held, lease_until=time.time() + 20)
    sweeper.sweep()
    assert sweeper._store.get("vid_1").lease_token is None
    assert sweeper._store.get("vid_2").lease_token == "t"
    sweeper._database.close()


def test_a_token_says_nothing_of_the_job(store: JobStore, tmp_path: Path) -> None:
    with Redis(tmp_path) as redis:
        waker = TokenWaker(store, TokenSender(celery_app(settings_for(redis.url)), SYSTEM))
        waker.start()
        a_job(store, "vid_1", request=LessonRequest(message="Something private"))
        connection = from_url(redis.url)
        until(lambda: connection.llen(STEPS))
        [message] = connection.lrange(STEPS, 0, -1)
        body = b64decode(json.loads(message)["body"])
        waker.stop()
        connection.close()
    assert json.loads(body)[:2] == [[], {}]
    assert b"private" not in message
    assert b"vid_1" not in message
