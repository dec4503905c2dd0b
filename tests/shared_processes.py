"""Processes that the tests of one run share: each takes a second to start and to load what it draws and speaks with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from hackathon_backend.confined import Confined
from hackathon_backend.films import preview_service
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.model7 import base_container


class SharedPool(RenderPool):
    """Serves one test after the other: what would stop it leaves it with nothing to do, and running."""

    def stop(self) -> None:
        with self._changed:
            keys = self._turns.waiting()
        for key in keys:
            self.forget(key)
        with self._changed:
            self._changed.wait_for(lambda: not any(crew.sent for crew in self._crews))


class SharedConfined(Confined):
    """Goes on when it would be stopped."""

    def stop(self) -> None:
        pass


@contextmanager
def processes_shared() -> Iterator[None]:
    """Every house that is built meanwhile has its films drawn, and strangers' files read, by the same processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base_container, "RenderPool", shared_pool)
        patch.setattr(preview_service, "RenderPool", shared_pool)
        patch.setattr(base_container, "Confined", _confined)
        yield


@cache
def shared_pool(size: int) -> RenderPool:
    """The pool of so many processes."""
    return SharedPool(size)


@cache
def _confined() -> Confined:
    return SharedConfined()
