"""The embedded engine for work on finished films: trim, speed, overlay, sound, join, poster."""

from __future__ import annotations

from concurrent.futures import Future

from ... import media
from ...errors import OrderRejected
from ...films.edit_work import RESULT, edit_apart, read_progress
from ...films.edits import FilmWork
from ..base import Model, Order
from .base import EmbeddedEngine

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


class MediaEngine(EmbeddedEngine[Future[None]]):
    """Does what `Order.work` says, in one process for each order."""

    name = "media"
    label = "Media"
    service = "Media work"
    draws_storyboards = False
    model = MODEL
    result = RESULT
    called = "The work"

    def _check(self, order: Order) -> None:
        _work_of(order)

    def _prepared(self, order: Order) -> Future[None]:
        folder = self._folder(order)
        return self._pool.submit(order.job_id, 0.0, edit_apart, _work_of(order), order.language, folder)

    def _outcome_of(self, work: Future[None]) -> Future[None]:
        return work

    def _progress_of(self, work: Future[None], order: Order) -> tuple[float | None, str]:
        return read_progress(self._folder(order))


def _work_of(order: Order) -> FilmWork:
    if order.work is None:
        raise OrderRejected("The media engine works on finished films: say what shall be done to which.")
    return order.work
