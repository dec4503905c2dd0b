"""Work on what strangers send by parsers that are not ours, in processes that can be killed.

A process has so much memory and no more, and so much of a processor's time for a piece of work. It is started when it
is first needed, kept for the next piece of work, and killed if it does not come to an end.
"""

from __future__ import annotations

import math
import os
import queue
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from importlib import import_module
from types import FrameType
from typing import Any, ParamSpec, TypeVar

from .errors import Busy, Model7Error, TooCostly
from .processes import Worker

MEMORY = 1 << 30
"""Bytes that a process may have."""
FILES = 128
"""Files that it may have open at once."""
SECONDS = 10.0
"""Of a processor's time that a piece of work may take, if nothing else is said."""
_SLOWER = 4
"""How many times as long it may take by the clock: others work on the machine, too."""
_LOADING = 60.0
"""Seconds for a process to start, and to load what the work is done with."""
_PATIENCE = 15.0
"""Seconds that anybody waits for a process to be free."""

P = ParamSpec("P")
T = TypeVar("T")


class Confined:
    """At most `processes` of them; work beyond that waits its turn. Thread-safe."""

    def __init__(self, processes: int = 2, *, memory: int = MEMORY) -> None:
        self._memory = memory
        self._free: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        self._all: set[Worker] = set()
        for _ in range(processes):
            self._free.put(None)

    def run(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """What `work` (a function of a module) returns or raises, within `SECONDS`. Raises `TooCostly`, `Busy`."""
        return self.within(SECONDS, work, *arguments, **named)

    def within(self, seconds: float, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """The same within that many seconds of a processor's time."""
        try:
            worker = self._free.get(timeout=_PATIENCE)
        except queue.Empty:
            raise Busy("Too much is being read now. Try again in a moment.") from None
        error: Model7Error = Busy("This machine has too much to do to read it now. Try again in a moment.")
        try:
            if worker is None or not worker.lives:
                worker = self._started()
            worker.call(_load, (work.__module__,), {}, seconds=_LOADING)
            # From here on it is about what was sent.
            error = TooCostly()
            result: T = worker.call(_done, (seconds, work, arguments, named), {}, seconds=_SLOWER * seconds)
        except (TimeoutError, BrokenProcessPool):
            if worker is not None:
                worker.kill()
                self._all.discard(worker)
            raise error from None
        finally:
            self._free.put(worker)
        return result

    def stop(self) -> None:
        """End all of them; what comes then gets new ones."""
        for worker in list(self._all):
            worker.kill()
        self._all.clear()

    def _started(self) -> Worker:
        worker = Worker()
        self._all.add(worker)
        worker.call(_settle, (self._memory,), {}, seconds=_LOADING)
        return worker


def _settle(memory: int) -> None:
    os.nice(5)
    bound(memory, FILES)


def bound(memory: int, files: int) -> None:
    """Give this process no more than so many bytes of memory and so many open files, from now on and for ever."""
    # What is reserved and never used is not counted, where the system can tell the difference.
    data = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    for kind, most in ((data, memory), (resource.RLIMIT_NOFILE, files), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _load(module: str) -> None:
    import_module(module)


def _done(seconds: float, work: Callable[..., T], arguments: tuple[Any, ...], named: dict[str, object]) -> T:
    used = resource.getrusage(resource.RUSAGE_SELF)
    ends = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (ends, resource.RLIM_INFINITY))
    try:
        return work(*arguments, **named)
    except (MemoryError, RecursionError):
        raise TooCostly() from None


@contextmanager
def time_limit(seconds: float, late: BaseException) -> Iterator[None]:
    """Break off with `late` what takes more than `seconds` of this process's own time; one may stand inside another.

    Only a process's main thread can; in another nothing is bounded.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise late

    before = signal.signal(signal.SIGPROF, stop)
    # Again and again: whoever swallows the first one hears the next.
    left, again = signal.setitimer(signal.ITIMER_PROF, seconds, 0.5)
    began = time.process_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        if left:
            signal.setitimer(signal.ITIMER_PROF, max(0.001, left - (time.process_time() - began)), again)
