"""A store of objects as it is on a bad day: stands before the real one, and fails, cuts and delays some requests."""

from __future__ import annotations

import contextlib
import http.client
import random
import time
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self

_BUSY = b"<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
_OURS = {"connection", "expect"}
_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}


@dataclass(frozen=True)
class Weather:
    """How often each fault comes (0 to 1), and for how many seconds a request waits at most."""

    busy: float = 0.0
    """503, and nothing is done."""
    cut_upload: float = 0.0
    """The connection ends before all of a body was taken; nothing is done."""
    unanswered: float = 0.0
    """It is done, and the connection ends before the answer."""
    cut_download: float = 0.0
    """The connection ends in the middle of the answer."""
    delay: float = 0.0


class FaultyStore(ThreadingHTTPServer):
    """Hands requests on to the port of a store while its `with` block runs, in the `weather` that is set.

    Which request meets what is drawn by `seed`; `met` counts the faults that there were, and all requests as "all".
    """

    daemon_threads = True
    request_queue_size = 200

    def __init__(self, store: int, *, seed: int = 1) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = store
        self.weather = Weather()
        self.met: Counter[str] = Counter()
        self._dice = random.Random(seed)
        self._lock = Lock()
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """As S3_ENDPOINT_URL wants it."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def next_fault(self) -> tuple[str, float]:
        """What the next request meets ("" for nothing), and for how long it waits."""
        weather = self.weather
        with self._lock:
            chance = self._dice.random()
            self.met["all"] += 1
            for name in ("busy", "cut_upload", "unanswered", "cut_download"):
                chance -= getattr(weather, name)
                if chance < 0:
                    self.met[name] += 1
                    return name, 0.0
            return "", self._dice.uniform(0, weather.delay)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none."""


class _Handler(BaseHTTPRequestHandler):
    server: FaultyStore
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        fault, delay = self.server.next_fault()
        time.sleep(delay)
        length = int(self.headers.get("Content-Length") or 0)
        if fault == "cut_upload":
            self.rfile.read(length // 2)
            self.close_connection = True
            return
        body = self.rfile.read(length)
        if fault == "busy":
            self._send(503, {"Content-Type": "application/xml"}, _BUSY)
            return
        status, headers, answer = self._hand_on(body)
        if fault == "unanswered":
            self.close_connection = True
            return
        self._send(status, headers, answer, cut=fault == "cut_download")

    do_PUT = do_POST = do_DELETE = do_HEAD = do_GET  # noqa: N815 - http.server looks for these names

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: `FaultyStore.met` has the counts."""

    def _hand_on(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.store, timeout=60)
        with contextlib.closing(connection):
            headers = {
                name: value for name, value in self.headers.items() if name.lower() not in ("connection", "expect")
            }
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
            if self.command == "HEAD":
                kept["Content-Length"] = answer.getheader("Content-Length") or "0"
            return answer.status, kept, content

    def _send(self, status: int, headers: dict[str, str], body: bytes, *, cut: bool = False) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = self.close_connection or cut
