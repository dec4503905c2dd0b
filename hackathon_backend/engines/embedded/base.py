"""What engines have in common whose work is done here, in the processes of the render pool. They are free."""

from __future__ import annotations

import json
import logging
import threading
from abc import ABC, abstractmethod
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from ...errors import EngineBroken, EngineError, Model7Error, OrderRejected, StoryboardError
from ...films.pool import RenderPool, most_at_once
from ...media import Cue
from ...settings import Settings
from ..base import Availability, Clip, Limits, Model, Operation, Order, Progress, Sending, unmarked

log = logging.getLogger(__name__)

ASK_AGAIN = 0.2
"""Seconds between two looks at the work; a look is cheap."""
_WAITING = Progress("queued", 0.0, "waiting for a free core", wait=ASK_AGAIN)

Work = TypeVar("Work")
"""What an engine keeps of an order that is under way."""


class EmbeddedEngine(ABC, Generic[Work]):
    """Does an order in its job's folder. An operation is called as its job; no order is worked on twice at once.

    `model` is the only one, `result` the file that is written last and names all the others.
    """

    paid = False
    model: ClassVar[Model]
    result: ClassVar[str]
    called: ClassVar[str]
    """The work, as people read it: "The drawing"."""

    def __init__(self, pool: RenderPool, settings: Settings) -> None:
        self.limits = Limits(at_once=most_at_once(settings.cores))
        self._pool = pool
        self._settings = settings
        self._lock = threading.Lock()
        self._work: dict[str, Work] = {}

    def models(self) -> tuple[Model, ...]:
        """One model."""
        return (self.model,)

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Take the order; work begins when a process is free."""
        self._check(order)
        sending()
        try:
            self._begin(order)
        except StoryboardError as error:
            raise OrderRejected(error.message, param=error.param) from error
        return {"id": order.job_id}

    def find(self, order: Order, *, since: float, taken: frozenset[str], timeout: float) -> Operation | None:
        """Its work has the job's own name."""
        return {"id": order.job_id}

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        """Look at the work; one that died with its process is begun again."""
        if (self._folder(order) / self.result).exists():
            return Progress("completed", 100.0)
        try:
            work = self._begin(order)
        except Model7Error as error:
            return self._failed(error)
        if (outcome := self._outcome_of(work)).done():
            self._forget(order.job_id)
            return self._ended(outcome)
        percent, step = self._progress_of(work, order)
        busy = percent or self._pool.is_busy_with(order.job_id)
        return Progress("running", percent, step, wait=ASK_AGAIN) if busy else _WAITING

    def download(self, order: Order, operation: Operation, folder: Path, *, timeout: float) -> Clip:
        """The files are where they were made."""
        self._forget(order.job_id)
        made = self._folder(order) / self.result
        try:
            row = json.loads(made.read_text("utf-8"))
        except (OSError, ValueError):
            made.unlink(missing_ok=True)
            raise EngineBroken("The finished film is gone; it is made again.") from None
        return _clip(row, made.parent)

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Take it out of the queue; what is under way is let run out."""
        self._forget(operation["id"])

    def availability(self) -> Availability:
        """It is built in."""
        return "live"

    def problems(self) -> list[str]:
        """None: all it needs comes with it."""
        return []

    @abstractmethod
    def _check(self, order: Order) -> None:
        """Raise `OrderRejected` for an order that is none for this engine."""

    @abstractmethod
    def _prepared(self, order: Order) -> Work:
        """The work on an order. Raises `StoryboardError`."""

    @abstractmethod
    def _outcome_of(self, work: Work) -> Future[Any]:
        """Where its end is told."""

    @abstractmethod
    def _progress_of(self, work: Work, order: Order) -> tuple[float | None, str]:
        """How many percent of it are done (None: it has not begun), and what is being done."""

    def _start(self, work: Work) -> None:
        """Begin work that was prepared, if that has not begun it."""

    def _begin(self, order: Order) -> Work:
        """The work on the order; it is begun if it is not under way."""
        with self._lock:
            if (found := self._work.get(order.job_id)) is not None:
                return found
            work = self._work[order.job_id] = self._prepared(order)
        self._start(work)
        return work

    def _forget(self, job_id: str) -> None:
        with self._lock:
            self._work.pop(job_id, None)
        self._pool.forget(job_id)

    def _folder(self, order: Order) -> Path:
        return self._settings.work_dir / order.job_id

    def _ended(self, outcome: Future[Any]) -> Progress:
        error = CancelledError() if outcome.cancelled() else outcome.exception()
        if isinstance(error, CancelledError):
            return _WAITING
        return Progress("completed", 100.0) if error is None else self._failed(error)

    def _failed(self, error: BaseException) -> Progress:
        if isinstance(error, Model7Error):
            return Progress("failed", error=error if isinstance(error, EngineError) else EngineBroken(error.message))
        log.error("%s broke off.", self.called, exc_info=error)
        return Progress("failed", error=EngineBroken(f"{self.called} broke off ({type(error).__name__})."))


def _clip(row: dict[str, Any], folder: Path) -> Clip:
    return Clip(
        video=folder / row["video"],
        thumbnail=folder / row["poster"] if row["poster"] else None,
        described=folder / row["described"] if row.get("described") else None,
        narrated=True,
        cues=tuple(Cue(**cue) for cue in row["cues"]),
        descriptions=tuple(Cue(**cue) for cue in row.get("descriptions", ())),
        chapters=tuple((start, title) for start, title in row["chapters"]),
        transcript=row["transcript"],
        details=row.get("details", {}),
        notes=tuple(row["notes"]),
    )
