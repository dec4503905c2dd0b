"""Progress as it happens: one database poller in a process, fanned out to every watcher."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Iterator

from .models import Job, JobEvent
from .store import JobStore

log = logging.getLogger(__name__)

POLL_SECONDS = 0.1
HEARTBEAT_SECONDS = 15.0


class Watch:
    """Tells watchers of changes, whichever process made them. The poller runs only while somebody watches."""

    def __init__(self, store: JobStore) -> None:
        self._store = store
        self._watchers: dict[str, set[queue.SimpleQueue[JobEvent]]] = defaultdict(set)
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._poller: threading.Thread | None = None
        store.on_change.append(lambda _job: self._changed.set())

    def follow(self, job_id: str, *, after: int = 0, heartbeat: float = HEARTBEAT_SECONDS) -> Iterator[JobEvent | None]:
        """Yield the job's changes with a `seq` above `after`, each once and in order, up to its end; None is a
        heartbeat after that many seconds of silence.
        """
        inbox: queue.SimpleQueue[JobEvent] = queue.SimpleQueue()
        self._add(job_id, inbox)
        try:
            for event in self._store.events(job_id, after):
                after = event.seq
                yield event
                if _is_last(event):
                    return
            if self._store.get(job_id).ended and not self._store.events(job_id, after):
                return
            yield from _live(inbox, after, heartbeat)
        finally:
            self._remove(job_id, inbox)

    def wait(self, job_id: str, timeout: float | None = None) -> Job:
        """Wait until the job has ended, at most `timeout` seconds, and return it as it then is."""
        until = None if timeout is None else time.monotonic() + timeout
        for _ in self.follow(job_id, heartbeat=1.0):
            if until is not None and time.monotonic() >= until:
                break
        return self._store.get(job_id)

    def _add(self, job_id: str, inbox: queue.SimpleQueue[JobEvent]) -> None:
        with self._lock:
            self._watchers[job_id].add(inbox)
            if self._poller is None:
                # Read here, before the watcher reads what has been: nothing falls between the two.
                seq = self._store.last_seq()
                self._poller = threading.Thread(target=self._poll, args=(seq,), name="watch", daemon=True)
                self._poller.start()

    def _remove(self, job_id: str, inbox: queue.SimpleQueue[JobEvent]) -> None:
        with self._lock:
            self._watchers[job_id].discard(inbox)
            if not self._watchers[job_id]:
                del self._watchers[job_id]

    def _poll(self, seq: int) -> None:
        while True:
            self._changed.wait(POLL_SECONDS)
            self._changed.clear()
            with self._lock:
                if not self._watchers:
                    self._poller = None
                    return
            try:
                events = self._store.events_since(seq)
            except Exception:
                log.exception("Progress could not be read; trying again.")
                time.sleep(1)
                continue
            for event in events:
                seq = event.seq
                self._hand_out(event)

    def _hand_out(self, event: JobEvent) -> None:
        with self._lock:
            for inbox in self._watchers.get(event.job_id, ()):
                inbox.put(event)


def _live(inbox: queue.SimpleQueue[JobEvent], after: int, heartbeat: float) -> Iterator[JobEvent | None]:
    while True:
        try:
            event = inbox.get(timeout=heartbeat)
        except queue.Empty:
            yield None
            continue
        if event.seq <= after:
            continue
        after = event.seq
        yield event
        if _is_last(event):
            return


def _is_last(event: JobEvent) -> bool:
    return event.status in ("completed", "failed")
