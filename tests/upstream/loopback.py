"""Real sockets on a real port, a thread for each connection, and faults that are played out on the wire."""

from __future__ import annotations

import contextlib
import socket
import sys
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any, Self

from .http import Reply, Request, read_request, reply_with
from .scenario import Fault, Script

Route = tuple[str, Callable[[], Reply]]
"""What a request is for, by the name of the scenario's field with its faults, and what makes the right answer."""


class Loopback(ABC):
    """Serves while its `with` block runs. `requests` are all that came; `refused` counts answers of 400 and more, by
    what was asked and status.
    """

    skew = 0.0
    """How far its clock is off, in seconds."""
    scenario: Script
    """Which requests go wrong."""

    def __init__(self, *, port: int = 0) -> None:
        self.requests: list[Request] = []
        self.stopping = Event()
        self.refused: Counter[tuple[str, int]] = Counter()
        self._counts: Counter[str] = Counter()
        self._lock = Lock()
        self._server = _Server(self, port)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def origin(self) -> str:
        """Its address without a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def connections(self) -> int:
        """How many connections were ever made."""
        return self._server.accepted

    @property
    def connected(self) -> int:
        """How many connections are open."""
        return len(self._server.open)

    @abstractmethod
    def route(self, request: Request) -> Route | None:
        """What a request is for; None if there is no such path."""

    @abstractmethod
    def turned_away(self, request: Request) -> Reply | None:
        """The answer to a request without the right key."""

    @abstractmethod
    def unknown(self, request: Request) -> Reply:
        """The answer to a request for a path that is not there."""

    def fault(self, action: str, request: Request) -> Fault:
        """The fault of the request of this kind that has just come."""
        with self._lock:
            fault = self.scenario.fault(action, self._counts[action])
            self._counts[action] += 1
            if fault.status is not None and fault.status >= 400:
                self.refused[action, fault.status] += 1
            return fault


class _Server(ThreadingHTTPServer):
    # Joined at the end, so that no thread outlives its test.
    daemon_threads = False

    def __init__(self, loopback: Loopback, port: int) -> None:
        self.loopback = loopback
        self.accepted = 0
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.accepted += 1
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        for connection in tuple(self.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_DELETE = do_GET  # noqa: N815 - http.server looks for these names

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: tests look at `Loopback.requests`."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = read_request(self.command, self.path, headers, body, time.time())
        loopback = self.server.loopback
        loopback.requests.append(request)
        route = loopback.route(request)
        if route is None:
            self._send(loopback.unknown(request))
        elif (refusal := loopback.turned_away(request)) is not None:
            self._send(refusal)
        else:
            self._play(loopback.fault(route[0], request), route[1])

    def _play(self, fault: Fault, right: Callable[[], Reply]) -> None:
        reply = right() if fault.taken else None
        self.server.loopback.stopping.wait(fault.wait)
        if fault.cut == "before":
            self.close_connection = True
            return
        if fault.replaces:
            reply = reply_with({} if fault.body is None else fault.body, fault.status or 200)
        reply = reply or right()
        headers = {**reply.headers, **fault.headers}
        self._send(Reply(fault.status or reply.status, reply.body, headers), fault)

    def _send(self, reply: Reply, fault: Fault | None = None) -> None:
        fault = fault or Fault()
        headers = {
            "Date": formatdate(time.time() + self.server.loopback.skew, usegmt=True),
            "Content-Length": str(len(reply.body)),
            **reply.headers,
        }
        # A length that is not the true one can only be followed by the end of the connection.
        self.close_connection = self.close_connection or headers["Content-Length"] != str(len(reply.body))
        head = [f"HTTP/1.1 {reply.status} {_phrase(reply.status)}"]
        head += [f"{name}: {value}" for name, value in headers.items() if value]
        body = reply.body
        if fault.cut == "inside":
            body, self.close_connection = body[: len(body) // 2], True
        with contextlib.suppress(OSError):
            self._write("\r\n".join([*head, "", ""]).encode(), fault.head_dribble)
            self._write(body, fault.dribble)

    def _write(self, data: bytes, dribble: float) -> None:
        if not dribble:
            self.wfile.write(data)
            return
        for index in range(len(data)):
            if self.server.loopback.stopping.wait(dribble):
                return
            self.wfile.write(data[index : index + 1])


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Odd"
