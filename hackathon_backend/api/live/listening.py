"""Work whose beginning is sent while its end is still being made."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TypeAlias, TypeVar

from ...chat.answer_stream import Tell

T = TypeVar("T")
Told: TypeAlias = tuple[str, dict[str, str]] | T | None
"""An event with its data, or what came of it all in the end; None is a heartbeat."""

_HEARTBEAT = 15.0
"""Seconds of silence after which one is sent."""


@dataclass(frozen=True)
class _Broken:
    error: BaseException


def listen(act: Callable[[Tell], T]) -> Iterator[Told[T]]:
    """Do `act` on a thread of its own and yield what it tells as it tells it, then what it returns, or raise its error.

    It is done to its end even if nobody listens any more: an answer that was paid for is kept.
    """
    inbox: SimpleQueue[Told[T] | _Broken] = SimpleQueue()

    def run() -> None:
        try:
            inbox.put(act(lambda event, data: inbox.put((event, data))))
        except BaseException as error:
            inbox.put(_Broken(error))

    threading.Thread(target=copy_context().run, args=(run,), name="turn", daemon=True).start()
    while True:
        try:
            piece = inbox.get(timeout=_HEARTBEAT)
        except Empty:
            yield None
            continue
        if isinstance(piece, _Broken):
            raise piece.error
        yield piece
        if not isinstance(piece, tuple):
            return
