"""What a render worker does: takes stages of films, one at a time in each of its processes."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool

from ..clock import SYSTEM, Clock
from ..engines.embedded.render_kinds import RENDER_KINDS
from ..engines.embedded.renders import as_engine_error
from ..errors import EngineBroken, Model7Error
from ..films.graph import FilmStage, StageGraph
from ..films.pool import TRIES, give_way, in_time
from ..films.spoken_film import warm_up
from ..jobs import Database
from ..jobs.documents import JobFault
from ..jobs.renders.claims import StageClaim, StageClaims
from ..jobs.renders.graph_rows import results_of
from ..jobs.store.claims import LEASE_SECONDS
from ..processes import ProcessExecutor
from ..settings import Settings
from ..storage import NOT_SHARED, SharedFiles
from ..tracing import job_context
from .leftovers import clear_leftovers

log = logging.getLogger(__name__)

_LOOK_EVERY = 5.0
"""Seconds between two looks for what processes of this host left when they died."""
_TELL_EVERY = 2.0
"""The same for how far the last stage of a render is."""
_CLEAR_EVERY = 600.0
"""The same for folders of videos that have ended."""
_FAULTS, _FAULTS_OF_OTHERS = 2, 8
"""Errors of one stage after which its film fails: of any kind, and of services that may be back soon."""


class StageTurns:
    """Takes free stages from the rows and has them done in `processes` of its own, with the limits of the pool's.

    `wake` is called with the id of a job whose film has ended, `on_ready` with how many stages have become free.
    `files` goes to the processes, so it has to be one that can be pickled. Thread-safe: as many threads as there are
    processes may take stages.
    """

    def __init__(
        self,
        database: Database,
        settings: Settings,
        *,
        processes: int,
        wake: Callable[[str], object],
        on_ready: Callable[[int], object],
        files: SharedFiles = NOT_SHARED,
        clock: Clock = SYSTEM,
    ) -> None:
        self._database = database
        self._claims = StageClaims(database, clock)
        self._settings = settings
        self._files = files
        self._wake, self._on_ready = wake, on_ready
        self._clock = clock
        self._looked = self._cleared = -math.inf
        self._held: set[str] = set()
        self._stopping = threading.Event()
        self._size = processes
        self._processes = ProcessExecutor(processes, give_way)
        self._telling: dict[str, tuple[StageClaim, StageGraph]] = {}
        threading.Thread(target=self._look_after, name="stage leases", daemon=True).start()

    def warm(self, *, voice: bool = True) -> None:
        """Have each process load what it draws and speaks with, ahead of the first stage."""
        for _ in range(self._size):
            self._processes.submit(warm_up, voice)

    def ready(self) -> int:
        """How many stages could be begun now."""
        return self._claims.ready()

    def take_one(self, *, speaks: bool | None = None) -> bool:
        """Do the stage whose turn it is, if there is one; with `speaks`, only one that does or does not."""
        self._look()
        claim = self._claims.next(speaks)
        if claim is None:
            return False
        self._held.add(claim.token)
        try:
            with job_context(claim.job_id, claim.owner):
                self._do(claim)
        finally:
            self._held.discard(claim.token)
            self._telling.pop(claim.token, None)
        return True

    def _look(self) -> None:
        """See, from time to time, what the dead have left behind."""
        now = self._clock.monotonic()
        if now - self._looked > _LOOK_EVERY:
            self._looked = now
            self._claims.free_those_of_the_dead()
        if now - self._cleared > _CLEAR_EVERY:
            self._cleared = now
            clear_leftovers(self._database, self._settings.work_dir)

    def give_up(self) -> None:
        """Let others have at once what is still under way: this process ends. It does not count as a try."""
        self._stopping.set()
        if tokens := list(self._held):
            self._claims.hand_back(tokens)

    def stop(self) -> None:
        """Wait for what is under way, and let the processes end."""
        self._processes.shutdown(cancel_futures=True)
        self._stopping.set()

    def _do(self, claim: StageClaim) -> None:
        stage: FilmStage | None = None
        try:
            if claim.lost_tries > TRIES:
                raise BrokenProcessPool
            graph = RENDER_KINDS[claim.engine].graph(claim.order, self._settings, self._files)
            stage = _named(claim, graph)
            if claim.name == graph.last:
                self._telling[claim.token] = claim, graph
            result = self._processes.submit(in_time, stage.work, *stage.arguments).result()
        except BrokenProcessPool:
            self._died(claim)
        except Exception as error:
            self._failed(claim, stage, error)
        else:
            ready, ended = self._claims.done(claim, graph, result)
            if ready:
                self._on_ready(ready)
            if ended:
                self._wake(claim.job_id)

    def _died(self, claim: StageClaim) -> None:
        """The process has died, or its worker did so before."""
        if claim.lost_tries < TRIES:
            log.warning("A process died at the stage %r, which is begun again.", claim.name)
            self._claims.put_back(claim)
            self._on_ready(1)
            return
        called = RENDER_KINDS[claim.engine].called
        self._give_up(claim, EngineBroken(f"{called} broke off: {TRIES} processes in a row died at it."))

    def _failed(self, claim: StageClaim, stage: FilmStage | None, error: Exception) -> None:
        most = _FAULTS_OF_OTHERS if isinstance(error, Model7Error) and error.retryable else _FAULTS
        hopeful = stage.may_be_tried_again(error) if stage else not isinstance(error, Model7Error)
        if hopeful and claim.faults + 1 < most:
            log.warning("The stage %r failed and is begun again: %s", claim.name, error)
            wait = 0.0 if most == _FAULTS else 2.0**claim.faults
            self._claims.put_back(claim, wait=wait, failed=True)
            self._on_ready(1)
        else:
            self._give_up(claim, error)

    def _give_up(self, claim: StageClaim, error: Exception) -> None:
        told = as_engine_error(error, claim.engine)
        if self._claims.give_up(claim, JobFault(told.code, told.message)):
            self._wake(claim.job_id)

    def _look_after(self) -> None:
        """Renew the leases of what is under way, and write down how far it is where the work itself says that."""
        renewed = self._clock.monotonic()
        while not self._stopping.wait(_TELL_EVERY):
            try:
                for claim, graph in list(self._telling.values()):
                    self._claims.tell(claim, *graph.progress(results_of(graph, claim.kept)))
                if self._clock.monotonic() - renewed > LEASE_SECONDS / 3:
                    renewed = self._clock.monotonic()
                    if tokens := list(self._held):
                        self._claims.renew(tokens)
            except Exception:
                log.exception("The leases of stages could not be renewed; trying again.")


def _named(claim: StageClaim, graph: StageGraph) -> FilmStage:
    """The stage that was claimed. Raises `EngineBroken` for one that this version does not know."""
    for stage in graph.ready(results_of(graph, claim.kept)):
        if stage.name == claim.name:
            return stage
    raise EngineBroken(f"No stage of this film is called {claim.name!r}.")
