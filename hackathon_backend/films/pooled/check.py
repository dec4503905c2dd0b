"""The checker of storyboards in the processes that all renders share: to look takes as long as to draw some frames."""

from __future__ import annotations

from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from uuid import uuid4

from ...errors import StoryboardError
from ...storyboard import Fault, Storyboard, check
from ..pool import RenderPool

_PATIENCE = 60.0
"""Seconds that anybody waits for it."""


class PooledCheck:
    """Is called as `storyboard.check` is."""

    def __init__(self, pool: RenderPool) -> None:
        self._pool = pool

    def __call__(self, board: Storyboard, size: tuple[int, int]) -> list[Fault]:
        """What a viewer of `board` could stumble over. Raises `StoryboardError` if nobody has looked in time."""
        key = f"check {uuid4().hex}"
        try:
            faults: list[Fault] = self._pool.submit(key, 0.0, check, board, size).result(_PATIENCE)
        except (TimeoutError, CancelledError, BrokenProcessPool) as error:
            self._pool.forget(key)
            raise StoryboardError("The storyboard could not be looked at in time.") from error
        return faults
