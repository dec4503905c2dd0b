"""The changes of all jobs, read each once, although they may become visible in another order than their numbers'."""

from __future__ import annotations

from dataclasses import dataclass, field

from .models import Job, JobEvent, Status
from .store.store import JobStore

LOOK_BACK = 100
"""Changes before the newest one that may not have been committed yet when the reading begins."""
PATIENCE_SECONDS = 10.0
"""How long a number that is missing is looked for: its transaction goes on, or was given up."""


@dataclass
class MadeOfChange:
    """What was made of a change for those who watch: its JSON, that as a server-sent event, and this as a chunk."""

    event: str | None = None
    sse: bytes | None = None
    chunk: bytes | None = None


@dataclass(frozen=True)
class JobChange:
    """One change, and the job as it was then. All watchers get the same object, so what one of them makes of it (the
    texts that are sent) is kept in `made` for the others.
    """

    event: JobEvent
    job: Job
    made: MadeOfChange = field(default_factory=MadeOfChange, compare=False)

    @property
    def seq(self) -> int:
        """Its place among all changes of all jobs."""
        return self.event.seq

    @property
    def last(self) -> bool:
        """Whether the job has ended with it."""
        return self.event.status in (Status.COMPLETED, Status.FAILED)


class Feed:
    """PostgreSQL gives numbers out before the commit: 6 can be there when 5 is not. Those of one job are in order,
    since each of its changes holds its row.
    """

    def __init__(self, store: JobStore) -> None:
        self._store = store
        self._seq = max(0, store.last_seq() - LOOK_BACK)
        self._missing: dict[int, float] = {}

    def read(self) -> list[JobEvent]:
        """What has become visible since the last time; at first, some that are older."""
        late = self._store.events_at(self._missing) if self._missing else ()
        new = self._store.events_since(self._seq)
        for event in late:
            del self._missing[event.seq]
        now = self._store.clock.monotonic()
        self._missing = {seq: until for seq, until in self._missing.items() if until > now}
        if new:
            there = {event.seq for event in new}
            self._missing |= {
                seq: now + PATIENCE_SECONDS for seq in range(self._seq + 1, new[-1].seq) if seq not in there
            }
            self._seq = new[-1].seq
        return [*late, *new]
