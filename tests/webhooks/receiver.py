"""Somebody who is called when a video has ended: a real web server that answers as it is told."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

PATIENCE = 120.0


class Receiver(ThreadingHTTPServer):
    """Answers with the next of `answers` (a status and headers), in the end with 204, when `open` is set."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, address: str = "127.0.0.1") -> None:
        super().__init__((address, 0), _Handler)
        self.url = f"http://{address}:{self.server_address[1]}/hook"
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.open = threading.Event()
        self.open.set()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.open.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def wait(self, calls: int) -> None:
        """Wait until there have been so many calls."""
        until(lambda: len(self.calls) >= calls)


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.server.open.wait(PATIENCE)
        status, headers = self.server.answers.pop(0) if self.server.answers else (204, {})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


def until(true: Any) -> None:
    """Wait until `true()`."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
