"""What engines have in common whose work is done by processes of ours. They are free."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from ...errors import (
    EngineBroken,
    EngineError,
    EngineUnreachable,
    Model7Error,
    OrderRejected,
    StorageAway,
    StoryboardError,
)
from ...films.clip_files import MadeClip, fetch_clip
from ...settings import Settings
from ..base import Availability, Clip, Limits, Model, Operation, Order, Progress, Sending, unmarked
from .render_kinds import RENDER_KINDS
from .renders import Renders, as_engine_error


class EmbeddedEngine:
    """Does an order in its job's folder. An operation is called as its job; no order is worked on twice at once.

    `model` is the only one, `result` the file that is written last and names all the others.
    """

    name: str
    paid = False
    model: ClassVar[Model]
    result: ClassVar[str]

    def __init__(self, renders: Renders, settings: Settings) -> None:
        self.limits = Limits(at_once=renders.at_once)
        self._renders = renders
        self._settings = settings

    def models(self) -> tuple[Model, ...]:
        """One model."""
        return (self.model,)

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Take the order; work begins when a process is free."""
        RENDER_KINDS[self.name].check(order)
        sending()
        try:
            self._renders.begin(self.name, order)
        except StoryboardError as error:
            raise OrderRejected(error.message, param=error.param) from error
        return {"id": order.job_id}

    def find(self, order: Order, *, since: float, taken: frozenset[str], timeout: float) -> Operation | None:
        """Its work has the job's own name."""
        return {"id": order.job_id}

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        """Look at the work; one that died with its process is begun again."""
        made = self._folder(order) / self.result
        if made.exists():
            return Progress("completed", 100.0)
        state = self._renders.state(order.job_id)
        if state is None or state.ended:
            return self._ended(order, made, state.error if state else None)
        if state.running:
            return Progress("running", state.percent, state.step, wait=self._renders.wait)
        return self._waiting()

    def download(self, order: Order, operation: Operation, folder: Path, *, timeout: float) -> Clip:
        """The files are where they were made, or are brought there."""
        made = self._folder(order) / self.result
        found = _at_hand(partial(fetch_clip, self._renders.files), made)
        self._renders.forget(order.job_id)
        if not found:
            made.unlink(missing_ok=True)
            raise EngineBroken("The finished film is gone; it is made again.")
        return _clip(MadeClip.read(made), made.parent)

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Take it out of the queue; what is under way is let run out."""
        self._renders.forget(str(operation["id"]))

    def availability(self) -> Availability:
        """It is built in."""
        return "live"

    def problems(self) -> list[str]:
        """None: all it needs comes with it."""
        return []

    def _ended(self, order: Order, made: Path, error: EngineError | None) -> Progress:
        """What there is of work that is under way no more: its result, its error, or another beginning."""
        if error is None and _at_hand(self._renders.files.fetch, made):
            return Progress("completed", 100.0)
        self._renders.forget(order.job_id)
        try:
            if error is None:
                self._renders.begin(self.name, order)
        except Model7Error as refused:
            error = as_engine_error(refused, self.name)
        return Progress("failed", error=error) if error else self._waiting()

    def _waiting(self) -> Progress:
        return Progress("queued", 0.0, "waiting for its turn", wait=self._renders.wait)

    def _folder(self, order: Order) -> Path:
        return self._settings.work_dir / order.job_id


def _at_hand(fetch: Callable[[Path], bool], made: Path) -> bool:
    """Whether what was made is here now; damaged is as good as gone. Raises `EngineUnreachable` if nobody can tell."""
    try:
        return fetch(made)
    except StorageAway as error:
        raise EngineUnreachable(error.message) from error
    except (OSError, ValueError):
        return False


def _clip(made: MadeClip, folder: Path) -> Clip:
    return Clip(
        video=folder / made.video,
        thumbnail=folder / made.poster if made.poster else None,
        described=folder / made.described if made.described else None,
        narrated=True,
        cues=made.cues,
        descriptions=made.descriptions,
        chapters=made.chapters,
        transcript=made.transcript,
        details=made.details,
        notes=made.notes,
    )
