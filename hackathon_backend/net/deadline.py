"""A bound on the whole of a call, in seconds and in bytes.

An HTTP client's time-outs bound one read each: a server that sends a byte a second holds a call for ever, and the
look-up of a host name is not bounded at all. So the bound is kept where the bytes pass, at the socket.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from threading import Lock, Thread, get_ident
from typing import Any

import httpcore2
import httpx2

_WRITE_BYTES = 64 * 1024
_STRIPES = 16

#: Connections stay open between the polls of a job.
_LIMITS = httpx2.Limits(max_connections=100, max_keepalive_connections=100, keepalive_expiry=30)


@dataclass
class Budget:
    """What is left for a call: until `ends` (of `time.monotonic`) and `bytes` more to receive."""

    ends: float
    bytes: int

    def seconds(self) -> float:
        """Seconds left, at least 0."""
        return max(0.0, self.ends - time.monotonic())


_budget: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def within(seconds: float, *, most_bytes: int) -> Iterator[Budget]:
    """Bound all calls of a `BoundedTransport` made inside; an outer bound on the time keeps holding."""
    outer = _budget.get()
    ends = time.monotonic() + seconds
    budget = Budget(min(ends, outer.ends) if outer else ends, most_bytes)
    token = _budget.set(budget)
    try:
        yield budget
    finally:
        _budget.reset(token)


_before_sending: ContextVar[Callable[[], None] | None] = ContextVar("before_sending", default=None)


@contextmanager
def before_sending(act: Callable[[], object]) -> Iterator[None]:
    """Call `act` once, when the connection of the first request made inside stands and nothing is sent yet.

    What it raises leaves this context as it is, whatever the HTTP client makes of it; nothing is sent then.
    """
    refused: list[Exception] = []

    def once() -> None:
        _before_sending.set(None)
        try:
            act()
        except Exception as error:
            refused.append(error)
            raise

    token = _before_sending.set(once)
    try:
        yield
    except Exception:
        if refused:
            raise refused[0] from None
        raise
    finally:
        _before_sending.reset(token)


def _time_left(timeout: float | None, late: type[httpcore2.TimeoutException]) -> float | None:
    """How long the next act may take, in seconds (None: for ever). Raises `late` if that is no time at all."""
    budget = _budget.get()
    if budget is None:
        return timeout
    left = budget.seconds()
    if left <= 0:
        raise late("the time for the whole call is over")
    return left if timeout is None else min(left, timeout)


class _BoundedStream(httpcore2.NetworkStream):
    """A connection each of whose acts ends with the budget of the call that uses it now."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, _time_left(timeout, httpcore2.ReadTimeout))
        budget = _budget.get()
        if budget is not None:
            budget.bytes -= len(data)
            if budget.bytes < 0:
                raise httpcore2.ReadError("the answer is bigger than is accepted")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if (act := _before_sending.get()) is not None:
            act()
        # In pieces, since the time-out of a write is per piece that the other side accepts, too.
        for start in range(0, len(buffer), _WRITE_BYTES):
            piece = buffer[start : start + _WRITE_BYTES]
            self._inner.write(piece, _time_left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = _time_left(timeout, httpcore2.ConnectTimeout)
        return _BoundedStream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


Resolve = Callable[[str, int], Sequence[str]]
"""The addresses to connect to for a host and a port, in the order in which they are tried; never empty."""


class _BoundedBackend(httpcore2.SyncBackend):
    """Opens connections within the budget, whatever the name service and the list of addresses do."""

    def __init__(self, resolve: Resolve | None = None) -> None:
        self._resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        left = _time_left(timeout, httpcore2.ConnectTimeout)
        connect = super().connect_tcp

        def first_that_answers() -> httpcore2.NetworkStream:
            *others, last = self._resolve(host, port) if self._resolve else [host]
            for address in others:
                with suppress(httpcore2.ConnectError):
                    return connect(address, port, left, local_address, socket_options)
            return connect(last, port, left, local_address, socket_options)

        return _BoundedStream(_in_time(first_that_answers, left))


def _in_time(connect: Callable[[], httpcore2.NetworkStream], seconds: float | None) -> httpcore2.NetworkStream:
    """Connect on a thread of its own, which is left behind when time is up: a name look-up can't be interrupted."""
    outcome: Future[httpcore2.NetworkStream] = Future()

    def run() -> None:
        try:
            outcome.set_result(connect())
        except BaseException as error:
            outcome.set_exception(error)

    Thread(target=run, name="connect", daemon=True).start()
    try:
        return outcome.result(seconds)
    except TimeoutError:
        outcome.add_done_callback(_close_unused)
        raise httpcore2.ConnectTimeout("no connection in time") from None


def _close_unused(outcome: Future[httpcore2.NetworkStream]) -> None:
    if outcome.exception() is None:
        outcome.result().close()


@cache
def _trust() -> SSLContext:
    """The certificates that are trusted: loading them takes as long as ten requests, so it is done once."""
    return httpx2.create_ssl_context()


class BoundedTransport(httpx2.HTTPTransport):
    """The HTTP transport of a client, held to the budget that `within` sets; thread-safe.

    `resolve` says which addresses belong to a name, instead of the system; certificates are still the name's.
    """

    def __init__(self, proxy: str | None = None, resolve: Resolve | None = None) -> None:
        super().__init__(verify=_trust(), proxy=proxy, limits=_LIMITS)
        # httpx2 has no parameter for the backend; its pool has.
        self._pool._network_backend = _BoundedBackend(resolve)


class StripedTransport(httpx2.BaseTransport):
    """Several `BoundedTransport`s, one for some of the threads each: for a client that many threads use at once.

    A pool of connections looks at all of them at each request, and only one thread may look at a time.
    """

    def __init__(self, proxy: str | None = None, resolve: Resolve | None = None) -> None:
        self._proxy = proxy
        self._resolve = resolve
        self._lock = Lock()
        self._stripes = {_stripe(): BoundedTransport(proxy, resolve)}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send by the connections of this thread's stripe."""
        with self._lock:
            stripe = self._stripes.get(_stripe())
            if stripe is None:
                stripe = self._stripes[_stripe()] = BoundedTransport(self._proxy, self._resolve)
        return stripe.handle_request(request)

    def close(self) -> None:
        """Close all connections."""
        for stripe in self._stripes.values():
            stripe.close()


def _stripe() -> int:
    # What tells threads apart is an address: its last bits are those of a page.
    return (get_ident() >> 12) % _STRIPES
