"""Runs workers of several kinds as child processes of one command, and starts those again that end by themselves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

STOP_SECONDS = 8.0
"""What is under way gets so long to end after SIGTERM. Docker and others kill after ten."""
_WRONG_SETTINGS = 2
_LONGEST_PAUSE = 30.0
_STEADY_AFTER = 60.0
"""Seconds after which a child that ends is started again at once, as if it were the first time."""


@dataclass
class _Child:
    """A worker, and how its starts went."""

    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    start_at: float = 0.0
    pause: float = 1.0
    has_worked: bool = False
    """Whether it ever was up for a while: then its settings are right, and what ends it will pass."""


class Supervisor:
    """One child for each kind of work; SIGTERM goes on to all of them."""

    def __init__(self, kinds: Sequence[str], options: Sequence[str] = ()) -> None:
        own = [sys.executable, "-m", "hackathon_backend", "worker"]
        self._children = [_Child([*own, kind, "--parent", str(os.getpid()), *options]) for kind in kinds]
        self._stop = threading.Event()

    def run(self) -> int:
        """Keep them running until SIGTERM or SIGINT, then let them end softly. 0 if they did."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        while not self._stop.wait(0.2):
            for child in self._children:
                self._look_after(child, time.monotonic())
        return self._end()

    def _look_after(self, child: _Child, now: float) -> None:
        if child.process is not None and (status := child.process.poll()) is not None:
            if status == _WRONG_SETTINGS and not child.has_worked:
                self._stop.set()
                return
            child.pause = 1.0 if now - child.began > _STEADY_AFTER else min(_LONGEST_PAUSE, 2 * child.pause)
            child.process, child.start_at = None, now + child.pause
            print(f"⚠️ The worker for {child.command[4]} has ended ({status}); it is started again.", flush=True)  # noqa: T201
        child.has_worked |= child.process is not None and now - child.began > _STEADY_AFTER
        if child.process is None and now >= child.start_at:
            child.process, child.began = subprocess.Popen(child.command), now  # noqa: S603 - our own command

    def _end(self) -> int:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        until = time.monotonic() + STOP_SECONDS + 1.0
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        return max((abs(process.returncode) for process in running), default=0)


def end_with(parent: int) -> None:
    """Have this process end softly when its parent is gone."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
