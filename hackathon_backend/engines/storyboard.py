"""The embedded engine: draws storyboards and speaks them, in processes of its own. It needs no key and no network."""

from __future__ import annotations

import json
import logging
import threading
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import EngineBroken, EngineError, Model7Error, OrderRejected, StoryboardError
from ..films.pool import RenderPool, most_at_once
from ..films.production import Production
from ..settings import Settings
from .base import Availability, Clip, Cue, Limits, Model, Operation, Order, Progress, Sending, unmarked
from .film_order import DESCRIBED, RESULT, finish_order, plan_of, problems_here

log = logging.getLogger(__name__)

_SIZES = ("1280x720", "1920x1080", "720x1280", "1080x1080", "1024x1792", "1792x1024")
_ASK_AGAIN = 0.2
"""Seconds between looks at a render."""

MODEL = Model(
    id="storyboard-1",
    name="Storyboard",
    description="Drawn scenes with voice and captions: every label is right. Embedded, free.",
    seconds=(5, 60),
    sizes=_SIZES,
    any_length=True,
    default_seconds=60,
    price_per_second=0.0,
)


class StoryboardEngine:
    """Draws `Order.storyboard`. An operation is called as its job; the same order is never drawn twice at once."""

    name = "storyboard"
    label = "Storyboard"
    service = "Storyboard"
    paid = False
    draws_storyboards = True

    def __init__(self, pool: RenderPool, settings: Settings) -> None:
        self.limits = Limits(at_once=most_at_once(settings.cores))
        self._pool = pool
        self._settings = settings
        self._lock = threading.Lock()
        self._productions: dict[str, Production] = {}

    def models(self) -> tuple[Model, ...]:
        """One model."""
        return (MODEL,)

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Take the order; drawing begins when a process is free."""
        if order.storyboard is None:
            raise OrderRejected("The storyboard engine needs a storyboard to draw.")
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
        """Look at the render; one that died with its process is begun again."""
        folder = self._folder(order)
        if (folder / RESULT).exists():
            return Progress("completed", 100.0)
        try:
            production = self._begin(order)
        except Model7Error as error:
            return _failed(error)
        if production.done.done():
            return self._outcome(order, production)
        percent, step = production.progress()
        if not percent and not self._pool.is_busy_with(order.job_id):
            return Progress("queued", 0.0, "waiting for a free core", wait=_ASK_AGAIN)
        return Progress("running", percent, step, wait=_ASK_AGAIN)

    def download(self, order: Order, operation: Operation, folder: Path, *, timeout: float) -> Clip:
        """The files are where they were drawn."""
        try:
            row = json.loads((self._folder(order) / RESULT).read_text("utf-8"))
        except (OSError, ValueError):
            self._forget(order.job_id)
            (self._folder(order) / RESULT).unlink(missing_ok=True)
            raise EngineBroken("The drawn video is gone; it is drawn again.") from None
        self._forget(order.job_id)
        return _clip(row, self._folder(order))

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Stop it; the scenes that are being drawn are let run out."""
        self._forget(operation["id"])

    def availability(self) -> Availability:
        """It is built in."""
        return "live"

    def problems(self) -> list[str]:
        """Missing shared libraries or fonts."""
        return problems_here()

    def _begin(self, order: Order) -> Production:
        """The production of the order; it is begun if it is not under way."""
        with self._lock:
            if found := self._productions.get(order.job_id):
                return found
            plan = plan_of(order, self._folder(order), self._settings)
            described = plan.path.with_name(DESCRIBED) if order.described else None
            last = partial(finish_order, order)
            production = Production(plan, self._pool, order.job_id, last=last, described=described)
            self._productions[order.job_id] = production
        production.begin()
        return production

    def _forget(self, job_id: str) -> None:
        with self._lock:
            self._productions.pop(job_id, None)
        self._pool.forget(job_id)

    def _folder(self, order: Order) -> Path:
        return self._settings.work_dir / order.job_id

    def _outcome(self, order: Order, production: Production) -> Progress:
        self._forget(order.job_id)
        if production.done.cancelled():
            return Progress("queued", 0.0, "waiting for a free core", wait=_ASK_AGAIN)
        error = production.done.exception()
        if error is None:
            return Progress("completed", 100.0)
        if not isinstance(error, Model7Error):
            log.error("A render broke off.", exc_info=error)
        return _failed(error)


def _failed(error: BaseException) -> Progress:
    if isinstance(error, Model7Error):
        return Progress("failed", error=error if isinstance(error, EngineError) else EngineBroken(error.message))
    return Progress("failed", error=EngineBroken(f"The drawing broke off ({type(error).__name__})."))


def _clip(row: dict[str, Any], folder: Path) -> Clip:
    return Clip(
        video=folder / row["video"],
        thumbnail=folder / row["poster"],
        described=folder / row["described"] if row.get("described") else None,
        narrated=True,
        cues=tuple(Cue(**cue) for cue in row["cues"]),
        descriptions=tuple(Cue(**cue) for cue in row.get("descriptions", ())),
        chapters=tuple((start, title) for start, title in row["chapters"]),
        transcript=row["transcript"],
        details=row.get("details", {}),
        notes=tuple(row["notes"]),
    )
