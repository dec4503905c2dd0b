"""Changes sent by the thread that finds them, straight to each connection.

A thousand threads that wake up for a change take a second of processor time, and keep everything else waiting. So the
thread of a connection stays asleep; it is woken only for a heartbeat, at the end, or when the connection does not take
all at once.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable

from flask import request

from ...jobs import Inbox, JobChange

log = logging.getLogger(__name__)


class DirectInbox(Inbox):
    """An inbox that, while its thread waits in `get`, sends what comes: the bytes that `frame` makes of it.

    `frame` returns None for what need not be sent. It is called by the thread that puts, but never while the
    connection's own thread does anything else than wait.
    """

    def __init__(self, connection: socket.socket, frame: Callable[[JobChange], bytes | None]) -> None:
        super().__init__()
        self._connection = connection
        self._frame = frame
        self._lock = threading.Lock()
        self._waiting = False
        self._rest = b""

    def put(self, change: JobChange | None) -> None:
        """Send it at once, or leave it for the thread of the connection."""
        with self._lock:
            if self._waiting and change is not None and self._passed_on(change):
                return
            self._wake(change)

    def get(self, timeout: float) -> JobChange | None:
        """The next that could not be sent at once. Raises `queue.Empty`, and `OSError` if the connection is broken."""
        with self._lock:
            self._waiting = self._queue.empty()
        try:
            return super().get(timeout)
        finally:
            with self._lock:
                self._waiting = False
            if self._rest:
                rest, self._rest = self._rest, b""
                self._connection.sendall(rest)

    def _wake(self, change: JobChange | None) -> None:
        self._waiting = False  # what comes now waits behind it
        self._queue.put(change)

    def _passed_on(self, change: JobChange) -> bool:
        try:
            data = self._frame(change)
        except Exception:
            log.exception("A change could not be written out.")
            return False
        if data is not None:
            try:
                sent = self._connection.send(data, socket.MSG_DONTWAIT)
            except OSError:
                sent = 0  # full, or broken: its own thread will find out
            self._rest = data[sent:]
        if self._rest:
            self._wake(None)
        return True


def connection_of_request() -> socket.socket | None:
    """The connection that the answer's chunks go to; None if it is not one that may be written to from outside."""
    environ = request.environ
    connection = environ.get("gunicorn.socket")
    plain = type(connection) is socket.socket and environ.get("SERVER_PROTOCOL") == "HTTP/1.1"
    return connection if plain and "HTTP_VERSION" not in environ and request.method == "GET" else None


def as_chunk(data: bytes) -> bytes:
    """A part of an answer whose length is not known beforehand, as HTTP/1.1 frames it (RFC 9112, 7.1)."""
    return b"%X\r\n%b\r\n" % (len(data), data)
