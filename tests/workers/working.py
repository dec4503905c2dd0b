"""A Celery worker in threads of this process, for steps that a test makes up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from hackathon_backend.jobs import Claim, JobStore, StepTaker
from hackathon_backend.settings import Settings
from hackathon_backend.workers.broker import STEPS, celery_app
from hackathon_backend.workers.stepping import StepTokens
from hackathon_backend.workers.tokens import TokenSender
from hackathon_backend.workers.waker import TokenWaker

_FOR_POLLS = 4


@contextmanager
def working(broker: str, store: JobStore, step: Callable[[Claim], None], threads: int = 4) -> Iterator[None]:
    """Steps are taken by a worker: at most `threads` that do more than ask. What changes in `store` wakes it."""
    pytest.importorskip("celery", reason="Celery is not installed: pip install -r requirements-dev.txt")
    from celery.contrib.testing.worker import start_worker

    settings = Settings(_env_file=None, workers="celery", broker_url=broker)  # type: ignore[call-arg]
    app = celery_app(settings)
    waker = TokenWaker(store, TokenSender(app, store.clock))
    taker = StepTaker(store, step)
    app.task(StepTokens(store, taker, waker, threads).take, name=STEPS, shared=False)
    waker.start()
    try:
        with start_worker(
            app, pool="threads", concurrency=threads + _FOR_POLLS, queues=[STEPS], perform_ping_check=False
        ):
            yield
    finally:
        waker.stop()
        taker.give_up()
