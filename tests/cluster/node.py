"""One process of a cluster, in a process group of its own, to be killed and started again at any moment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 300.0
_KEPT = ("PATH", "HOME", "LANG")
_WITH_US = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
"""What ends with this process, however that ends."""


class Node:
    """Runs `command` in `folder`; what it prints is kept in `<name>.log` there, over all of its lives.

    `is_ready` tells whether it does its work. It runs as `user`, if that is named and this process may choose.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        folder: Path,
        *,
        settings: Mapping[str, str] | None = None,
        is_ready: Callable[[], bool] = lambda: True,
        user: str | None = None,
    ) -> None:
        self.name, self.folder = name, folder
        self._command = [*_WITH_US, *command]
        self._settings = dict(settings or {})
        self._is_ready = is_ready
        self._user = user if os.getuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def log(self) -> Path:
        """The file with everything it has printed."""
        return self.folder / f"{self.name}.log"

    @property
    def pid(self) -> int:
        """Of the process, which is also its group."""
        assert self._process is not None
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it is running."""
        return self._process is not None and self.status is None

    @property
    def status(self) -> int | None:
        """What it has ended with, if it has."""
        return self._process.poll() if self._process is not None else None

    def processor_seconds(self) -> float:
        """What it and all that it has started have kept processors busy."""
        total = 0.0
        leader = psutil.Process(self.pid)
        for process in (leader, *leader.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += sum(process.cpu_times()[:4])  # those of children that have ended are the last two
        return total

    def start(self) -> None:
        """Start it and wait until it is ready."""
        self.begin()
        self.wait()

    def begin(self) -> None:
        """Start it and wait for nothing."""
        kept = {name: value for name, value in os.environ.items() if name in _KEPT}
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                cwd=self.folder,
                env=kept | {"PYTHONPATH": str(ROOT)} | self._settings,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self._user,
            )

    def wait(self) -> None:
        """Until it is ready."""
        until = time.monotonic() + START_SECONDS
        while not self._is_ready():
            assert self.runs, f"{self.name} has ended:\n{self.tail()}"
            assert time.monotonic() < until, f"{self.name} did not start:\n{self.tail()}"
            time.sleep(0.05)

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal, by default SIGKILL, to the process and all that it has started, and wait for its end."""
        if self._process is not None and self.runs:
            os.killpg(self._process.pid, number)
            self._process.wait(30)

    def tail(self, lines: int = 60) -> str:
        """The last lines that it has printed."""
        text = self.log.read_text("utf-8", "replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])
