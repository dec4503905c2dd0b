"""The sweep: wakes workers for what is due and nobody has taken, and does what is done once a day.

It looks at the rows itself and puts a token into a queue only where something is due and no token waits, so nothing
piles up while no worker is there. Two of them at once do no harm.
"""

from __future__ import annotations

import logging
import signal
import threading

from apscheduler.schedulers.background import BackgroundScheduler

from ..housekeeping import Chores
from ..jobs import Database, JobStore, take_over
from ..jobs.renders.claims import StageClaims
from ..jobs.store.stored_objects import StoredObjects
from ..settings import Settings
from ..storage.building import places_of
from .alive import TOUCH_SECONDS, forget, touch
from .broker import RENDER, STEPS, celery_app
from .tokens import TokenSender

log = logging.getLogger(__name__)

BEAT = "beat"
SWEEP_SECONDS = 2.0
_ASKED_TO_STOP = (signal.SIGTERM, signal.SIGINT)


def run(settings: Settings, _concurrency: int = 0) -> int:
    """Sweep until told to stop."""
    stop = threading.Event()
    for number in _ASKED_TO_STOP:
        signal.signal(number, lambda *_: stop.set())
    sweeper = Sweeper(settings)
    sweeper.start()
    while not stop.wait(TOUCH_SECONDS):
        touch(BEAT)
    forget(BEAT)
    sweeper.stop()
    return 0


class Sweeper:
    """Sweeps every `SWEEP_SECONDS`, and does the chores of a day."""

    def __init__(self, settings: Settings) -> None:
        self._database = Database(settings.database_url)
        self._store = JobStore(self._database)
        self._stages = StageClaims(self._database, self._store.clock)
        self._sender = TokenSender(celery_app(settings), self._store.clock)
        places = places_of(settings, StoredObjects(self._database))
        places.prepare()
        self._chores = Chores(settings, self._database, self._store, places.storage, places.work)
        self._scheduler = BackgroundScheduler(daemon=True)

    def start(self) -> None:
        """Begin, with what a service that is started again has to look at."""
        take_over(self._store)
        self._sender.start()
        self._scheduler.add_job(self.sweep, "interval", seconds=SWEEP_SECONDS, id="sweep", coalesce=True)
        self._scheduler.start()
        self._chores.start()

    def stop(self) -> None:
        """Sweep no more."""
        self._scheduler.shutdown(wait=False)
        self._chores.stop()
        self._sender.stop()
        self._database.close()

    def sweep(self) -> None:
        """Free what the dead held, and wake a worker if something is due before the next sweep."""
        claims = self._store.claims
        claims.settle_clock()
        claims.free_those_of_the_dead()
        claims.free_run_out()
        claims.pull_in()
        due = claims.next_due()
        if due is not None and due <= self._store.clock.now() + SWEEP_SECONDS:
            self._want(STEPS, due)
        self._stages.free_those_of_the_dead()
        if self._stages.ready():
            self._want(RENDER)

    def _want(self, queue: str, due: float = 0.0) -> None:
        try:
            is_wanted = not self._sender.waiting(queue)
        except Exception:
            # Nobody can tell; the sender tries until the broker answers, and says so.
            is_wanted = True
        if is_wanted:
            self._sender.want(queue, due)
