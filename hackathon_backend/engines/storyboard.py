"""The embedded engine: draws storyboards and speaks them, in processes of its own. It needs no key and no network."""

from __future__ import annotations

import json
import logging
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

from ..errors import EngineBroken, EngineError, Model7Error, OrderRejected
from ..settings import Settings
from .base import Availability, Clip, Cue, Model, Operation, Order, Progress
from .pool import RenderPool
from .storyboard_render import RESULT, problems_here, read_progress, render_order

log = logging.getLogger(__name__)

_SIZES = ("1280x720", "1920x1080", "720x1280", "1080x1080", "1024x1792", "1792x1024")
_ASK_AGAIN = 0.2
"""Seconds between looks at a render; a look is a file read."""

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
        self._pool = pool
        self._settings = settings

    def models(self) -> tuple[Model, ...]:
        """One model."""
        return (MODEL,)

    def submit(self, order: Order, *, timeout: float) -> Operation:
        """Take the order; drawing begins when a process is free."""
        if order.storyboard is None:
            raise OrderRejected("The storyboard engine needs a storyboard to draw.")
        self._begin(order)
        return {"id": order.job_id}

    def find(self, order: Order, *, since: float, taken: frozenset[str], timeout: float) -> Operation | None:
        """Its work has the job's own name."""
        return {"id": order.job_id}

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        """Look at the render; one that died with its process is begun again."""
        folder = self._folder(order)
        if (folder / RESULT).exists():
            return Progress("completed", 100.0)
        future = self._begin(order)
        if future.done():
            return self._outcome(order, folder, future)
        percent, step = read_progress(folder)
        if percent is None:
            return Progress("queued", 0.0, "waiting for a free core", wait=_ASK_AGAIN)
        return Progress("running", percent, step, wait=_ASK_AGAIN)

    def download(self, order: Order, operation: Operation, folder: Path, *, timeout: float) -> Clip:
        """The files are where they were drawn."""
        try:
            row = json.loads((self._folder(order) / RESULT).read_text("utf-8"))
        except (OSError, ValueError):
            self._pool.forget(order.job_id)
            (self._folder(order) / RESULT).unlink(missing_ok=True)
            raise EngineBroken("The drawn video is gone; it is drawn again.") from None
        self._pool.forget(order.job_id)
        return _clip(row, self._folder(order))

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Take it out of the queue; a render that runs is let run out."""
        self._pool.forget(operation["id"])

    def availability(self) -> Availability:
        """It is built in."""
        return "live"

    def problems(self) -> list[str]:
        """Missing shared libraries or fonts."""
        return problems_here()

    def _begin(self, order: Order) -> Any:
        return self._pool.ensure(order.job_id, render_order, order, self._folder(order), self._settings)

    def _folder(self, order: Order) -> Path:
        return self._settings.work_dir / order.job_id

    def _outcome(self, order: Order, folder: Path, future: Any) -> Progress:
        self._pool.forget(order.job_id)
        try:
            future.result()
        except Model7Error as error:
            failed = error if isinstance(error, EngineError) else EngineBroken(error.message)
            return Progress("failed", error=failed)
        except CancelledError:
            return Progress("queued", 0.0, "waiting for a free core", wait=_ASK_AGAIN)
        except Exception as error:
            log.exception("A render broke off.")
            return Progress("failed", error=EngineBroken(f"The drawing broke off ({type(error).__name__})."))
        return Progress("completed", 100.0)


def _clip(row: dict[str, Any], folder: Path) -> Clip:
    return Clip(
        video=folder / row["video"],
        thumbnail=folder / row["poster"],
        narrated=True,
        cues=tuple(Cue(**cue) for cue in row["cues"]),
        chapters=tuple((start, title) for start, title in row["chapters"]),
        transcript=row["transcript"],
        details=row.get("details", {}),
        notes=tuple(row["notes"]),
    )
