"""Runs a Celery worker on one queue, from its start to a soft end. It is imported where Celery is installed alone."""

from __future__ import annotations

import os
import signal
import socket
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

import psutil
from celery import Celery, bootsteps, signals
from celery.exceptions import SecurityWarning

from .alive import TOUCH_SECONDS, forget, touch
from .supervisor import STOP_SECONDS

_ended_by_itself = threading.Event()


def begin_anew() -> None:
    """End softly, as by SIGTERM, but with a status that has this worker started again."""
    _ended_by_itself.set()
    os.kill(os.getpid(), signal.SIGTERM)


class _Pulse(bootsteps.StartStopStep):  # type: ignore[misc]
    """Touches the worker's file from the loop that takes tokens."""

    requires = frozenset({"celery.worker.components:Timer"})

    def start(self, parent: Any) -> None:
        queue = next(iter(parent.app.amqp.queues.consume_from))
        touch(queue)
        parent.timer.call_repeatedly(TOUCH_SECONDS, touch, (queue,))


def consume(app: Celery, queue: str, *, pool: str, concurrency: int, last_words: Callable[[], None]) -> NoReturn:
    """Work on tokens of the queue until SIGTERM or SIGINT. Then `last_words` are called, and the process is over.

    What is under way has `STOP_SECONDS` to end.
    """

    def shutting_down(**_about: object) -> None:
        end = threading.Timer(STOP_SECONDS, _end, (queue, last_words))
        end.daemon = True
        end.start()

    def our_own_logging(**_about: object) -> None:
        """With this connected Celery sets none up."""

    signals.worker_shutting_down.connect(shutting_down, weak=False)
    signals.setup_logging.connect(our_own_logging, weak=False)
    # It is about messages that carry code. Ours carry nothing, and only JSON is read.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    app.steps["worker"].add(_Pulse)
    worker = app.Worker(
        hostname=f"{queue}-{os.getpid()}@{socket.gethostname()}",
        queues=[queue],
        pool=pool,
        concurrency=concurrency,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        quiet=True,
    )
    worker.start()
    _end(queue, last_words, int(worker.exitcode or 0))


def _end(queue: str, last_words: Callable[[], None], status: int = 0) -> NoReturn:
    forget(queue)
    with suppress(Exception):
        last_words()
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            child.kill()
    # Threads that wait for others would keep this process; what they do is another worker's from now on.
    os._exit(status or int(_ended_by_itself.is_set()))
