"""The real thing: `python -m hackathon_backend serve` in a process group of its own, to be killed at any moment."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """Runs in `folder` with the given settings; start, kill and start it again as you like."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._settings = {name.upper(): str(value) for name, value in settings.items()}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def output(self) -> str:
        """Everything it has printed."""
        return (self.folder / "serve.out").read_text("utf-8")

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.begin()
        assert self._process is not None
        until = time.monotonic() + 240
        while time.monotonic() < until:
            assert self._process.poll() is None, self.output
            try:
                self.get("/healthz")
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"It did not start: {self.output}")

    def begin(self) -> None:
        """Start it and wait for nothing."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        environment = kept | {"PYTHONPATH": str(ROOT), "PORT": str(self.port), "WEB_THREADS": "200"} | self._settings
        with (self.folder / "serve.out").open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "hackathon_backend", "serve"],
                cwd=self.folder,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to the server and everything it has started."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def get(self, path: str, timeout: float = 30) -> Any:
        """The JSON at `path`; errors of HTTP are answers, too."""
        return self._json(urllib.request.Request(self.url + path), timeout)

    def chat(self, message: str, timeout: float = 120, headers: Mapping[str, str] | None = None, **more: Any) -> Any:
        """POST /api/chat."""
        body = json.dumps({"message": message, **more}).encode()
        own = {"Content-Type": "application/json", **(headers or {})}
        return self._json(urllib.request.Request(f"{self.url}/api/chat", body, own), timeout)

    def post(
        self, path: str, body: Mapping[str, Any], timeout: float = 30, headers: Mapping[str, str] | None = None
    ) -> Any:
        """POST a JSON body; errors of HTTP are answers, too."""
        own = {"Content-Type": "application/json", **(headers or {})}
        return self._json(urllib.request.Request(self.url + path, json.dumps(body).encode(), own), timeout)

    def rows(self, query: str) -> list[dict[str, Any]]:
        """What a query finds in its database, whether it runs or not."""
        with closing(sqlite3.connect(self.folder / "model7.db", timeout=30)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(query)]

    def until(self, query: str, timeout: float = 240) -> None:
        """Wait until the query's only value is true."""
        self.until_true(lambda: any(next(iter(row.values())) for row in self.rows(query)), timeout)

    def until_true(self, true: Callable[[], bool], timeout: float = 240) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + timeout
        while not true():
            assert time.monotonic() < deadline, self.output
            time.sleep(0.01)

    def order(self, message: str, **more: Any) -> Any:
        """Ask for a video without waiting for it."""
        return self.chat(message, headers={"Prefer": "respond-async"}, **more)

    def wait(self, status_url: str, timeout: float = 240) -> Any:
        """Poll the status until there is a reply."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            answer = self.get(status_url)
            if "format" in answer:
                return answer
            time.sleep(0.05)
        raise AssertionError(f"No reply after {timeout} s: {answer}\n{self.output}")

    def _json(self, request: urllib.request.Request, timeout: float) -> Any:
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:
                return json.loads(response.read())
        except urllib.error.HTTPError as error:
            return json.loads(error.read())
