"""gunicorn's worker with threads, and a bound on how long one of them waits for a request to arrive.

A request that is half sent would hold its thread for ever, and as many as there are threads would hold all of them.
"""

from __future__ import annotations

import json
import select
import socket
import time
from contextlib import suppress
from typing import Any

from gunicorn import util
from gunicorn.workers import gthread
from werkzeug.exceptions import RequestTimeout

from ..web.headers import ON_DATA

HEAD_PATIENCE, PATIENCE = 5.0, 10.0
"""Seconds that a request may keep its thread waiting for the bytes of its head, and then for those of its body."""
LEAST_SPEED = 16 * 1024
"""Bytes that buy another second: who sends a film over a slow line gets the time for it, who drips does not."""
_PIECE, _PASSED_OVER = 1024 * 1024, 256
"""Bytes that are read at once, and how many pieces of a body are that was refused unread."""
_FIRST_BYTE = 0.05
"""Seconds that a thread waits for a new connection's first byte; then the connection waits without a thread."""


class PatientSocket:
    """Reads a connection for as long as its requests deserve, each anew. Then a body ends with `RequestTimeout`, and a
    head as if the client had gone.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._ready = select.poll()
        self._ready.register(connection, select.POLLIN)
        self.begin()

    def begin(self) -> None:
        """The next request begins."""
        self._left, self._in_body = HEAD_PATIENCE, False

    def body(self) -> None:
        """Its head has come: whoever reads on can be told that it takes too long."""
        self._left, self._in_body = PATIENCE, True

    def end(self) -> None:
        """It has been answered: nobody needs the rest."""
        self._in_body = False

    def recv(self, size: int) -> bytes:
        """What has come, at most `size` bytes; nothing at the end."""
        began = time.monotonic()
        if self._left <= 0 or not self._ready.poll(self._left * 1000):
            late, self._left = self._left > 0, 0.0
            if late and self._in_body:
                raise RequestTimeout("The rest of the request did not arrive in time.")
            return b""
        data = self._connection.recv(size)
        self._left = min(PATIENCE, self._left - (time.monotonic() - began) + len(data) / LEAST_SPEED)
        return data


class PatientWorker(gthread.ThreadWorker):  # type: ignore[misc]
    """Handles each request on a thread, which the request can't keep by not arriving."""

    def handle(self, conn: Any) -> Any:
        """Read a request and answer it, unless its connection has nothing to say yet."""
        if not conn.initialized:
            if not conn.wait_for_data(_FIRST_BYTE):
                return gthread._DEFER
            conn.sock.setblocking(True)
            conn.init()
            conn.parser.unreader.sock = PatientSocket(conn.sock)
        conn.parser.unreader.sock.begin()
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answer a request whose head has been read."""
        conn.parser.unreader.sock.body()
        try:
            stays = super().handle_request(req, conn)
        finally:
            conn.parser.unreader.sock.end()
        if stays:
            # Many clients read an answer only when they have sent all: they must not find the connection closed.
            with suppress(Exception):  # gunicorn finds out for itself that the connection is of no use
                for _ in range(_PASSED_OVER):
                    if not req.body.read(_PIECE):
                        break
        return stays


def refuse(connection: Any, status: int, reason: str, message: str) -> None:
    """Answer what can't be read as a request, in the shape that all refusals have."""
    kind, code = "invalid_request_error" if status < 500 else "server_error", "_".join(reason.lower().split())
    error = {"message": message or f"{reason}.", "type": kind, "param": None, "code": code}
    body = json.dumps({"error": error}).encode()
    headers = {"Connection": "close", "Content-Type": "application/json", "Content-Length": len(body), **ON_DATA}
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers.items())]
    util.write_nonblock(connection, "\r\n".join([*lines, "", ""]).encode() + body)


util.write_error = refuse  # gunicorn has no setting for it, and writes a page
