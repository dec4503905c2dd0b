"""Renders in processes of their own, as many at once as there are cores; the rest queue in order."""

from __future__ import annotations

import importlib
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

log = logging.getLogger(__name__)


class RenderPool:
    """A process pool that starts when it is first needed, and again if a render takes a process down with it."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._work: dict[str, Future[Any]] = {}

    def ensure(self, key: str, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """The future of the work under `key`; it is begun if it is not under way."""
        with self._lock:
            if key not in self._work:
                self._work[key] = self._submit(work, arguments)
            return self._work[key]

    def warm(self) -> None:
        """Start the processes ahead of the first render."""
        with self._lock:
            for _ in range(self.size):
                self._submit(_import_drawing, ())

    def forget(self, key: str) -> None:
        """Drop the work under `key`: it is cancelled if it has not begun."""
        with self._lock:
            if future := self._work.pop(key, None):
                future.cancel()

    def stop(self) -> None:
        """Drop what waits and wait for what runs."""
        with self._lock:
            if self._pool:
                self._pool.shutdown(wait=True, cancel_futures=True)
                self._pool = None

    def _submit(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Future[Any]:
        try:
            return self._started().submit(work, *arguments)
        except BrokenProcessPool:
            log.warning("A render process died; starting new ones.")
            self._pool = None
            return self._started().submit(work, *arguments)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn: a fork would copy the web server's sockets, locks and threads half way.
            self._pool = ProcessPoolExecutor(
                self.size,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_settle,
                initargs=(os.getpid(),),
            )
        return self._pool


def _settle(parent: int) -> None:
    """Give way to the web server, and end with it: a pool's processes outlive a parent that was killed."""
    os.nice(10)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    threading.Thread(target=_end_with, args=(parent,), name="parent", daemon=True).start()


def _import_drawing() -> None:
    """Load what a render needs, which takes longer than drawing a scene."""
    importlib.import_module(".storyboard_render", __package__)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
