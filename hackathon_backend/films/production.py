"""One render under way in this process: its stages are handed to a pool as soon as they can be done."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from ..tracing import current_owner
from .graph import FilmStage, StageGraph
from .pool import RenderPool

log = logging.getLogger(__name__)

Report = Callable[[float, str], None]
"""Hears how much is done (0-100) and what is being done."""


class Production:
    """Hands the stages of `graph` to a pool, where the render is called `key`.

    `done` holds what the last stage returns, or the error of one that failed twice.
    """

    def __init__(self, graph: StageGraph, pool: RenderPool, key: str, *, report: Report | None = None) -> None:
        self.done: Future[Any] = Future()
        self._graph, self._pool, self._key, self._report = graph, pool, key, report
        # Later stages are handed over by whichever thread has ended an earlier one.
        self._owner = current_owner.get()
        self._lock = threading.RLock()
        self._results: dict[str, object] = {}
        self._begun: set[str] = set()

    def begin(self) -> None:
        """Hand over the first stages; the others follow by themselves."""
        self._tell()
        self._hand_over()

    def progress(self) -> tuple[float | None, str]:
        """How much is done (0-100; None: nobody knows), and what is being done."""
        with self._lock:
            return self._graph.progress(self._results)

    def cancel(self) -> None:
        """Begin nothing more; what is under way is let run out."""
        self.done.cancel()
        self._pool.forget(self._key)

    def _hand_over(self) -> None:
        with self._lock:
            if self._graph.last in self._results:
                self.done.set_result(self._results[self._graph.last])
                return
            for stage in self._graph.ready(self._results):
                if stage.name not in self._begun:
                    self._begun.add(stage.name)
                    self._submit(stage)

    def _submit(self, stage: FilmStage, *, again: bool = True) -> None:
        outcome = self._pool.submit(
            self._key, stage.rank, stage.work, *stage.arguments, speaks=stage.speaks, owner=self._owner
        )
        outcome.add_done_callback(partial(self._landed, stage, again=again))

    def _landed(self, stage: FilmStage, outcome: Future[Any], *, again: bool) -> None:
        """Go on after a stage; one that failed may be tried once more."""
        if self.done.done():
            return
        if outcome.cancelled():
            self.done.cancel()
            return
        error = outcome.exception()
        if error is not None and again and stage.may_be_tried_again(error):
            log.warning("The stage %r failed and is begun again: %s", stage.name, error)
            self._submit(stage, again=False)
        elif error is not None:
            self._fail(error)
        else:
            self._go_on(stage, outcome.result())

    def _go_on(self, stage: FilmStage, result: Any) -> None:
        try:
            with self._lock:
                self._results[stage.name] = result
                self._hand_over()
            self._tell()
        except Exception as error:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        with self._lock:
            if not self.done.done():
                self.done.set_exception(error)
        self._pool.forget(self._key)

    def _tell(self) -> None:
        percent, step = self.progress()
        if self._report and percent is not None:
            self._report(percent, step)
