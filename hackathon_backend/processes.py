"""Processes that run functions for this one, and import nothing of its `__main__`.

multiprocessing's own ways to start a process import the caller's main module again: a script without a main guard, a
program read from standard input and a cell of a notebook can't be imported so. These processes get the module path of
their parent and nothing else, and whatever they are handed is imported from where it is defined.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection, Pipe
from multiprocessing.spawn import get_executable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_ENTRY = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve({channel}, {parent})"
_STARTED_IN = Path.cwd()
"""Relative places on the module path are meant from here, wherever the program goes later."""
_ENDS_WITHIN = 5.0
"""Seconds that an idle process has to end by itself."""


class ProcessExecutor(Executor):
    """Up to `size` processes, each started when it is first needed; `prepare` is called in each of them first.

    A process that dies takes down only the call that it was at, which raises `BrokenProcessPool`; the next call gets
    a new process. Functions and arguments are pickled, so they must be defined in a module, not in `__main__`.
    """

    def __init__(self, size: int, prepare: Callable[[], object] | None = None) -> None:
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="process")
        self._prepare = prepare
        self._own = threading.local()
        self._workers: set[Worker] = set()

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have `work(*args, **kwargs)` done by a process that is free, or by the next one that is."""
        return self._threads.submit(self._call, work, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take nothing more; with `wait`, until what runs has ended and the processes with it."""
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        for worker in tuple(self._workers) if wait else ():
            worker.close()
        self._workers.clear()

    def _call(self, work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, object]) -> T:
        worker = self._worker()
        try:
            result: T = worker.call(work, args, kwargs)
        except BrokenProcessPool:
            self._own.worker = None
            self._workers.discard(worker)
            worker.close()
            raise
        return result

    def _worker(self) -> Worker:
        """The process of this thread."""
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = Worker()
            self._workers.add(worker)
            if self._prepare is not None:
                worker.call(self._prepare, (), {})
        return worker


class Worker:
    """One process, and the channel on which it gets its calls."""

    def __init__(self) -> None:
        self._channel, theirs = Pipe()
        with theirs:
            entry = _ENTRY.format(path=_path(), module=__name__, channel=theirs.fileno(), parent=os.getpid())
            command = [os.fsdecode(get_executable() or sys.executable), "-c", entry]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own line
                command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL
            )

    def call(
        self, work: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, object], *, seconds: float | None = None
    ) -> Any:
        """What `work` returns there, or the error that it raises. Raises `BrokenProcessPool` if the process dies, and
        `TimeoutError` after `seconds`: from then on the process is of no use.
        """
        try:
            self._channel.send((work, args, kwargs))
            if not self._channel.poll(seconds):
                raise TimeoutError
            succeeded, outcome = self._channel.recv()
        except TimeoutError:
            raise
        except (EOFError, OSError) as error:
            raise BrokenProcessPool("The process died at its work.") from error
        if succeeded:
            return outcome
        raise outcome

    @property
    def lives(self) -> bool:
        """Whether it can be called."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process whatever it does."""
        self._process.kill()
        self.close()

    def close(self) -> None:
        """Let the process end."""
        self._channel.close()
        try:
            self._process.wait(_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _path() -> list[str]:
    """Where this process finds modules, and this package before all."""
    places = [str(_STARTED_IN / place) for place in sys.path]
    home = str(Path(__file__).parents[len(__name__.split(".")) - 1])
    return places if home in places else [home, *places]


def serve(channel: int, parent: int) -> None:
    """Do what comes on the channel (a file descriptor) until it is closed. Ends with `parent`, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    threading.Thread(target=_end_with, args=(parent,), name="parent", daemon=True).start()
    with Connection(channel) as calls:
        while True:
            try:
                call = calls.recv()
            except (EOFError, OSError):
                return
            except Exception as error:
                calls.send((False, error))  # what it is to do can't be found from here
            else:
                _answer(calls, *_outcome(*call))


def _outcome(work: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, object]) -> tuple[bool, Any]:
    try:
        return True, work(*args, **kwargs)
    except Exception as error:
        error.add_note(f"In process {os.getpid()}: {traceback.format_exc()}")
        return False, error


def _answer(calls: Connection, succeeded: bool, outcome: Any) -> None:
    try:
        calls.send((succeeded, outcome))
    except (EOFError, OSError):
        return
    except Exception as error:
        calls.send((False, RuntimeError(f"{type(outcome).__name__} can't be handed back: {error}")))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
