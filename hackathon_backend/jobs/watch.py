"""Progress as it happens: one database poller in a process, fanned out to every watcher.

Where the database sends notices of changes the poller waits for those, and looks without one only now and then.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from ..errors import Model7Error, Stopping
from .feed import Feed, JobChange
from .models import Job, JobEvent
from .notices import NoticeListener
from .store.events import JobListener
from .store.store import JobStore

log = logging.getLogger(__name__)

POLL_SECONDS = 0.05
LISTENING_SECONDS = 1.0
"""Between two looks at the rows while notices of changes come."""
GATHER_SECONDS = 0.02
"""Between two looks, at the least: a thousand notices a second are not a thousand looks."""
LEAVE_AT_ONCE, LEAVE_SECONDS = 32, 0.02
"""How many watchers of a job that has ended are woken in one go, and how far these are apart."""
HEARTBEAT_SECONDS = 15.0
PATIENCE_SECONDS = 1.0
"""How long the poller waits before it tries again when the database does not answer."""


class Inbox:
    """Where a watcher waits. None wakes it up: there is something else to look at, or it is time to go (`stopped`).

    `after` is the `seq` of the last change that its watcher has got, `ended` whether that was the job's end.
    """

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[JobChange | None] = queue.SimpleQueue()
        self.after = 0
        self.ended = False
        self.refused: Model7Error | None = None

    def refuse(self, error: Model7Error) -> None:
        """Let the watcher go with this error: what comes from now on is not for it."""
        self.refused = error
        self.put(None)

    def put(self, change: JobChange | None) -> None:
        """Hand a change over, or wake the watcher up."""
        self._queue.put(change)

    def get(self, timeout: float) -> JobChange | None:
        """The next. Raises `queue.Empty` after that many seconds without any."""
        return self._queue.get(timeout=timeout)

    def is_news(self, change: JobChange) -> bool:
        """Whether its watcher has not got this change yet; from now on it has."""
        if change.seq <= self.after:
            return False
        self.after = change.seq
        self.ended = change.last
        return True


class Watch(JobListener):
    """Tells watchers of changes, whichever process made them. The poller runs only while somebody watches; `notices`
    tell it when to look, if the database has any.
    """

    def __init__(self, store: JobStore, notices: NoticeListener | None = None) -> None:
        self._store = store
        self._notices = notices
        self._watchers: dict[str | None, set[Inbox]] = defaultdict(set)
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._poller: threading.Thread | None = None
        self._leaving: deque[Inbox] = deque()
        self.stopped = False
        self._clock = store.clock
        store.listeners.append(self)

    def changed(self, job: Job) -> None:
        """Have the poller look at once."""
        self._changed.set()

    def follow(
        self, job_id: str, *, after: int = 0, heartbeat: float = HEARTBEAT_SECONDS, inbox: Inbox | None = None
    ) -> Iterator[JobChange | None]:
        """Yield the job's changes with a `seq` above `after`, each once and in order, up to its end or `stop`; None
        is a heartbeat after that many seconds of silence. `inbox` is where to wait for them, if it matters. Raises
        what the inbox is refused with.
        """
        inbox = inbox or Inbox()
        if after > self._store.last_seq():
            after = 0  # a number of another database: whoever brings it has seen nothing of this one
        self.add(job_id, inbox)
        try:
            inbox.after = after
            for change in self.missed(job_id, after):
                inbox.is_news(change)
                yield change
            if not inbox.ended and self._store.get(job_id).ended and not self._store.events(job_id, inbox.after):
                return
            yield from self._live(inbox, heartbeat)
        finally:
            self.remove(job_id, inbox)

    def missed(self, job_id: str, after: int) -> list[JobChange]:
        """The job's changes up to now with a `seq` above `after`, in order. Raises `NotFound`."""
        events = self._store.events(job_id, after)
        job = self._store.get(job_id)
        return [JobChange(event, job.as_of(event)) for event in events]

    def wait(self, job_id: str, timeout: float | None = None, inbox: Inbox | None = None) -> Job:
        """Wait until the job has ended, at most `timeout` seconds, and return it as it then is. Raises `Stopping`, and
        what the inbox is refused with.
        """
        until = None if timeout is None else self._clock.monotonic() + timeout
        for _ in self.follow(job_id, heartbeat=1.0, inbox=inbox):
            if until is not None and self._clock.monotonic() >= until:
                break
        job = self._store.get(job_id)
        if self.stopped and not job.ended:
            raise Stopping("The server is being stopped. The video goes on after its next start: ask for it then.")
        return job

    @property
    def watchers(self) -> int:
        """How many there are."""
        with self._lock:
            return sum(map(len, self._watchers.values()))

    def stop(self) -> None:
        """Let every watcher go."""
        self.stopped = True
        if self._notices is not None:
            self._notices.stop()
        with self._lock:
            waiting = {inbox for inboxes in self._watchers.values() for inbox in inboxes}
        for inbox in waiting:
            inbox.put(None)

    def add(self, job_id: str | None, inbox: Inbox) -> None:
        """Put each change of the job that is committed from now on into `inbox`, until `remove`; None: of no job."""
        with self._lock:
            self._watchers[job_id].add(inbox)
            if self._poller is None:
                if self._notices is not None:
                    self._notices.start(self._changed.set)
                # Begun here, before the watcher reads what has been: nothing falls between the two.
                feed = Feed(self._store)
                self._poller = threading.Thread(target=self._poll, args=(feed,), name="watch", daemon=True)
                self._poller.start()
        if self.stopped:
            inbox.put(None)

    def remove(self, job_id: str | None, inbox: Inbox) -> None:
        """Put nothing more into `inbox`."""
        with self._lock:
            self._watchers[job_id].discard(inbox)
            if not self._watchers[job_id]:
                del self._watchers[job_id]

    @property
    def _rhythm(self) -> float:
        """Seconds until the next look, at most."""
        if self._leaving:
            return LEAVE_SECONDS
        return LISTENING_SECONDS if self._notices is not None and self._notices.works else POLL_SECONDS

    def _poll(self, feed: Feed) -> None:
        looked = 0.0
        while True:
            self._changed.wait(self._rhythm)
            time.sleep(max(0.0, looked + GATHER_SECONDS - self._clock.monotonic()))
            looked = self._clock.monotonic()
            self._changed.clear()
            self._let_some_go()
            with self._lock:
                if not self._watchers:
                    self._leaving.clear()
                    self._poller = None
                    return
            try:
                self._hand_out(feed.read())
            except Exception:
                log.exception("Progress could not be read; trying again.")
                time.sleep(PATIENCE_SECONDS)

    def _hand_out(self, events: Sequence[JobEvent]) -> None:
        watched = {event.job_id for event in events if event.job_id in self._watchers}
        jobs = self._store.many(watched)
        for event in events:
            if (job := jobs.get(event.job_id)) is not None:
                change = JobChange(event, job.as_of(event))
                with self._lock:
                    inboxes = list(self._watchers.get(event.job_id, ()))
                for inbox in inboxes:
                    inbox.put(change)
                self._leaving.extend(inboxes if change.last else ())

    def _let_some_go(self) -> None:
        # They have what they waited for. A thousand that wake up at once would keep everybody else waiting.
        for _ in range(min(LEAVE_AT_ONCE, len(self._leaving))):
            self._leaving.popleft().put(None)

    def _live(self, inbox: Inbox, heartbeat: float) -> Iterator[JobChange | None]:
        while not (self.stopped or inbox.ended):
            try:
                change = inbox.get(heartbeat)
            except queue.Empty:
                yield None
                continue
            if inbox.refused is not None:
                raise inbox.refused
            if change is not None and inbox.is_news(change):
                yield change
