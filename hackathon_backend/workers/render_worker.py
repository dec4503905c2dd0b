"""The process that has films drawn and spoken: a Celery worker with a thread for each of its render processes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NoReturn

from ..housekeeping import WorkTidier
from ..jobs import Database, JobStore
from ..jobs.store.stored_objects import StoredObjects
from ..settings import Settings
from ..storage.building import places_of
from .broker import RENDER, STEPS, broker_answers, celery_app
from .consuming import begin_anew, consume
from .looking import QuietLooks, heard_first
from .stages import StageTurns
from .tokens import TokenSender


class RenderTokens:
    """Does one stage of a film for each token, the one whose turn it is, and has others woken for the rest. `size` of
    them are under way at once, whether a token has brought them or not.
    """

    def __init__(self, turns: StageTurns, wake_another: Callable[[], None], size: int) -> None:
        self._turns = turns
        self._wake_another = wake_another
        self._free = threading.BoundedSemaphore(size)

    def take_one(self) -> bool:
        """Do a stage that is ready; False if there was none, or no process for it."""
        if not self._free.acquire(blocking=False):
            return False
        try:
            if self._turns.ready() > 1:
                self._wake_another()
            found = self._turns.take_one()
        finally:
            self._free.release()
        if found:
            self._wake_another()
        return found


def run(settings: Settings, processes: int = 0) -> NoReturn:
    """Do stages of films in that many processes (by default RENDER_WORKERS) until told to stop."""
    app = celery_app(settings)
    database = Database(settings.database_url)
    store = JobStore(database)
    sender = TokenSender(app, store.clock)
    places = places_of(settings, StoredObjects(database))
    places.prepare()

    def film_ended(job_id: str) -> None:
        if store.claims.wake_job(job_id):
            sender.want(STEPS)

    size = processes or settings.cores
    turns = StageTurns(
        database,
        settings,
        processes=size,
        wake=film_ended,
        on_ready=lambda _count: sender.want(RENDER),
        files=places.work,
    )
    tokens = RenderTokens(turns, lambda: sender.want(RENDER), size)
    looks = QuietLooks(tokens.take_one, lambda: broker_answers(settings), begin_anew, threads=size)
    app.task(heard_first(looks, tokens.take_one), name=RENDER, shared=False)
    sender.start()
    looks.start()
    WorkTidier(store, places.work).start()
    turns.warm()
    consume(app, RENDER, pool="threads", concurrency=size, last_words=turns.give_up)
