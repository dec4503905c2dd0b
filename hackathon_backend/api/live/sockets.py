"""WebSockets: accepted or refused as HTTP, spoken to in JSON, and closed so that nothing of them stays."""

from __future__ import annotations

import json
import queue
import selectors
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from flask import Response, request
from simple_websocket import ConnectionClosed, Server
from wsproto.events import TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import ProtocolError

from ...container import Container
from ...errors import Model7Error, RequestError, UpgradeRequired, WrongOrigin
from ...jobs import Inbox, JobChange
from ...net import strict_json
from ..current import current_container
from ..guards.origins import may_connect, origin_patterns
from ..schemas import ErrorBody
from ..sending import dumped
from .direct import DirectInbox, connection_of_request
from .standing import Standing
from .streams import enter

MOST_BYTES = 64 * 1024
"""Of a message that comes in, unless a path takes longer ones."""
MOST_UNREAD = 200
"""Messages that may have come in and not been looked at."""
HEARTBEAT = {"type": "heartbeat"}
HEARTBEAT_SECONDS = 15.0
_PING_SECONDS = 20.0
"""Whoever has not answered a ping by the time of the next is gone."""
_FAREWELL_SECONDS = 2.0


class Socket:
    """One WebSocket, used by one thread. `inbox` is where it waits: for changes, and for None, which says that the
    client has sent something or that it is time to go. `tell` makes the text that is sent of a change.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        connection = connection_of_request()
        self.inbox = Inbox() if connection is None else DirectInbox(connection, self._frame)
        self.tell: Callable[[JobChange], str | None] = lambda _change: None
        environ = {name: value for name, value in request.environ.items() if name != "HTTP_SEC_WEBSOCKET_EXTENSIONS"}
        # Without the extensions: compressing takes 300 kB of memory for each connection, and lets a small message
        # become a big one.
        self._server = _EndingServer(
            environ,
            ping_interval=_PING_SECONDS,
            max_message_size=most_bytes,
            thread_class=partial(threading.Thread, daemon=True),
            event_class=partial(_Bell, self.inbox),
            selector_class=getattr(selectors, "PollSelector", selectors.DefaultSelector),
        )
        self._beat_at = time.monotonic() + HEARTBEAT_SECONDS

    def changes(self) -> Iterator[JobChange | None]:
        """What comes into the inbox, with heartbeats sent in between, as long as the client may have it; an error is
        the last that it is told otherwise. Raises `ConnectionClosed`.
        """
        while True:
            try:
                change = self.inbox.get(timeout=max(0.0, self._beat_at - time.monotonic()))
            except queue.Empty:
                self._beat_at = time.monotonic() + HEARTBEAT_SECONDS
                self.say(HEARTBEAT)
                continue
            if self.inbox.refused is not None:
                self.say(error_message(self.inbox.refused))
                return
            yield change

    def _frame(self, change: JobChange) -> bytes | None:
        text = self.tell(change)
        try:
            return None if text is None else self._server.ws.send(TextMessage(data=text))
        except ProtocolError:
            return None  # it is being closed

    def heard(self) -> Iterable[str | bytes]:
        """The messages that have come in. Raises `ConnectionClosed` if the client has gone."""
        if len(self._server.input_buffer) > MOST_UNREAD:
            self._server.close(CloseReason.POLICY_VIOLATION, "Too many messages at once.")
        while (message := self._server.receive(timeout=0)) is not None:
            yield message

    def say(self, message: Mapping[str, object]) -> None:
        """Send an object. Raises `ConnectionClosed`, `OSError`."""
        self.send(json.dumps(message, ensure_ascii=False))

    def send(self, text: str) -> None:
        """Send text that is JSON already. Raises `ConnectionClosed`, `OSError`."""
        self._server.send(text)

    def close(self, reason: CloseReason) -> None:
        """Say good-bye, give the client a moment to answer, and end the thread that reads."""
        with suppress(ConnectionClosed, OSError):
            self._server.close(reason)
        self._server.thread.join(_FAREWELL_SECONDS)
        with suppress(OSError):
            self._server.sock.shutdown(2)

    @property
    def answer(self) -> Response:
        """What the view returns: nothing, since all has been said."""
        return _Spoken() if self._server.mode == "gunicorn" else Response()


class _EndingServer(Server):  # type: ignore[misc]
    """Rings once more when nothing can come any more: where a client breaks the rules, the library rings before it says
    that this is the end, and whoever had looked in between would hold their place until the next heartbeat.
    """

    def _thread(self) -> None:
        try:
            super()._thread()
        finally:
            self.event.set()


class _Bell(threading.Event):
    """Set when the client has sent something or gone; rings where the socket's thread waits."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self._inbox = inbox

    def set(self) -> None:
        super().set()
        self._inbox.put(None)


class _Spoken(Response):
    def __call__(self, *_: Any) -> Any:
        # gunicorn takes this for the end of a connection, and leaves the socket alone.
        raise StopIteration


def converse(talk: Callable[[Container, Socket], None], asker: Standing, *, most_bytes: int = MOST_BYTES) -> Response:
    """Accept the WebSocket that is asked for, and `talk` until one side has had enough, or the client may no longer.

    Raises `UpgradeRequired`, `WrongOrigin`, `TooManyWaiting`, `RequestError` before it is one.
    """
    container = current_container()
    _check(container)
    enter(container.waiters)
    try:
        with (
            _accepted(container, most_bytes) as socket,
            suppress(ConnectionClosed, OSError),
            asker.during(socket.inbox),
        ):
            talk(container, socket)
        return socket.answer
    finally:
        container.waiters.leave()


def _check(container: Container) -> None:
    if request.headers.get("Upgrade", "").lower() != "websocket":
        raise UpgradeRequired("This path speaks WebSocket: connect to it with ws:// or wss://.")
    origin = request.headers.get("Origin")
    host, settings = request.headers.get("Host", ""), container.settings
    if not may_connect(origin, host, origin_patterns(settings.cors_origins), public_url=settings.public_url):
        raise WrongOrigin(f"Pages of {str(origin)[:200]!r} may not connect: add them to CORS_ORIGINS.")


@contextmanager
def _accepted(container: Container, most_bytes: int) -> Iterator[Socket]:
    try:
        socket = Socket(most_bytes)
    except ProtocolError as error:
        raise RequestError(f"This is no WebSocket handshake that is understood here: {error}") from None
    except RuntimeError:
        raise UpgradeRequired("The server that runs this does not pass WebSockets on.") from None
    container.watch.add(None, socket.inbox)
    try:
        yield socket
    finally:
        container.watch.remove(None, socket.inbox)
        socket.close(_reason(container, socket.inbox))


def _reason(container: Container, inbox: Inbox) -> CloseReason:
    if inbox.refused is not None:
        return CloseReason.POLICY_VIOLATION
    return CloseReason.GOING_AWAY if container.watch.stopped else CloseReason.NORMAL_CLOSURE


def error_message(error: Model7Error) -> dict[str, object]:
    """An error as a message."""
    return {"type": "error", **dumped(ErrorBody.of(error))}


def read_message(message: str | bytes) -> dict[str, object]:
    """A message that has come in. Raises `RequestError` unless it is a JSON object."""
    try:
        value = strict_json.loads(message)
    except ValueError:
        raise RequestError("The message is not valid JSON.") from None
    if not isinstance(value, dict):
        raise RequestError("The message must be a JSON object.")
    return value
