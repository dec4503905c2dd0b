"""The embedded engine for work on finished films: trim, speed, overlay, sound, join, poster. It is free."""

from __future__ import annotations

import json
import logging
import threading
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any

from .. import media
from ..errors import EngineBroken, EngineError, Model7Error, OrderRejected
from ..films.edit_work import RESULT, edit_apart, read_progress
from ..films.pool import RenderPool, most_at_once
from ..settings import Settings
from .base import Availability, Clip, Cue, Limits, Model, Operation, Order, Progress, Sending, unmarked

log = logging.getLogger(__name__)

_ASK_AGAIN = 0.2
"""Seconds between looks at the work; a look is a file read."""

MODEL = Model(
    id="media-1",
    name="Media",
    description="Work on finished films: parts, speed, overlays, sound, joining. Embedded, free.",
    seconds=(0.01, media.LONGEST),
    sizes=("1280x720",),
    any_length=True,
    any_size=True,
    price_per_second=0.0,
)


class MediaEngine:
    """Does what `Order.work` says. An operation is called as its job; no order is worked on twice at once."""

    name = "media"
    label = "Media"
    service = "Media work"
    paid = False
    draws_storyboards = False

    def __init__(self, pool: RenderPool, settings: Settings) -> None:
        self.limits = Limits(at_once=most_at_once(settings.cores))
        self._pool = pool
        self._settings = settings
        self._lock = threading.Lock()
        self._work: dict[str, Future[Any]] = {}

    def models(self) -> tuple[Model, ...]:
        """One model."""
        return (MODEL,)

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Take the order; work begins when a process is free."""
        if order.work is None:
            raise OrderRejected("The media engine works on finished films: say what shall be done to which.")
        sending()
        self._begin(order)
        return {"id": order.job_id}

    def find(self, order: Order, *, since: float, taken: frozenset[str], timeout: float) -> Operation | None:
        """Its work has the job's own name."""
        return {"id": order.job_id}

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        """Look at the work; one that died with its process is begun again."""
        folder = self._folder(order)
        if (folder / RESULT).exists():
            return Progress("completed", 100.0)
        future = self._begin(order)
        if future.done():
            return self._outcome(order, future)
        percent, step = read_progress(folder)
        if not percent and not self._pool.is_busy_with(order.job_id):
            return Progress("queued", 0.0, "waiting for a free core", wait=_ASK_AGAIN)
        return Progress("running", percent, step, wait=_ASK_AGAIN)

    def download(self, order: Order, operation: Operation, folder: Path, *, timeout: float) -> Clip:
        """The files are where they were made."""
        self._forget(order.job_id)
        try:
            row = json.loads((self._folder(order) / RESULT).read_text("utf-8"))
        except (OSError, ValueError):
            (self._folder(order) / RESULT).unlink(missing_ok=True)
            raise EngineBroken("The finished film is gone; it is made again.") from None
        return _clip(row, self._folder(order))

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Take it out of the queue; work under way is let run out."""
        self._forget(operation["id"])

    def availability(self) -> Availability:
        """It is built in."""
        return "live"

    def problems(self) -> list[str]:
        """None: all it needs comes with it."""
        return []

    def _begin(self, order: Order) -> Future[Any]:
        with self._lock:
            if order.job_id not in self._work:
                self._work[order.job_id] = self._pool.submit(
                    order.job_id, 0.0, edit_apart, order.work or {}, order.language, self._folder(order)
                )
            return self._work[order.job_id]

    def _forget(self, job_id: str) -> None:
        with self._lock:
            self._work.pop(job_id, None)
        self._pool.forget(job_id)

    def _folder(self, order: Order) -> Path:
        return self._settings.work_dir / order.job_id

    def _outcome(self, order: Order, future: Future[Any]) -> Progress:
        self._forget(order.job_id)
        try:
            future.result()
        except CancelledError:
            return Progress("queued", 0.0, "waiting for a free core", wait=_ASK_AGAIN)
        except EngineError as error:
            return Progress("failed", error=error)
        except Model7Error as error:
            return Progress("failed", error=EngineBroken(error.message))
        except Exception as error:
            log.exception("Work on a film broke off.")
            return Progress("failed", error=EngineBroken(f"The work broke off ({type(error).__name__})."))
        return Progress("completed", 100.0)


def _clip(row: dict[str, Any], folder: Path) -> Clip:
    return Clip(
        video=folder / row["video"],
        thumbnail=folder / row["poster"] if row["poster"] else None,
        narrated=True,
        cues=tuple(Cue(**cue) for cue in row["cues"]),
        chapters=tuple((start, title) for start, title in row["chapters"]),
        transcript=row["transcript"],
        notes=tuple(row["notes"]),
    )
