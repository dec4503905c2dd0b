"""Work on clips that others have made, in a process of the render pool, where decoders have so much memory and time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import ParamSpec, Protocol, TypeVar
from uuid import uuid4

from ...errors import MediaError
from ..pool import RenderPool

P = ParamSpec("P")
T = TypeVar("T")

_SOON = -3.0e6
"""Before all stages of films: what is finished was paid for."""


class MediaWork(Protocol):
    """Does a piece of work on media, here or elsewhere."""

    def __call__(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """What `work`, a function of a module, returns or raises."""
        ...


def done_here(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """For clips of our own making."""
    return work(*arguments, **named)


class PooledMedia:
    """Has it done in a process of `pool`."""

    def __init__(self, pool: RenderPool) -> None:
        self._pool = pool

    def __call__(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """What `work` returns or raises. Raises `MediaError` if processes die of it, `CancelledError` at the end of
        this process.
        """
        done = self._pool.submit(f"media {uuid4().hex}", _SOON, partial(work, *arguments, **named))
        try:
            result: T = done.result()
        except BrokenProcessPool:
            raise MediaError("The file can't be read: processes end at it.") from None
        return result
