"""What is done about a clock that is set: the times that rows keep were written by the old one.

Each of these changes may be made twice, by two processes that see the same jump: it errs on the side of waking a job
too early, of giving an engine too much time, and of looking too far back for an order.
"""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import Update, update
from sqlalchemy.orm import Session

from ...clock import Clock
from ..models import Job

JUMP = 1.0
"""Seconds by which the clock and the time that has really passed must part to count as a jump."""
FARTHEST = 900.0
"""Seconds ahead beyond which no job sleeps: it looks around then, and may sleep again."""
GRACE = 60.0
"""Seconds that an order gets whose time went by while nobody was there to ask for it."""

_UNFINISHED = Job.ended_at.is_(None)
_FREE = Job.lease_token.is_(None)
_ORDERED = Job.submitted_at.is_not(None)


class JumpWatch:
    """Notices that the wall clock was set, or went on while the machine slept; any thread may look."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._apart = clock.now() - clock.monotonic()
        self._lock = threading.Lock()

    def jump(self) -> float:
        """Seconds by which the clock was set forwards (or, negative, back) since the last look; 0 for none."""
        with self._lock:
            apart = self._clock.now() - self._clock.monotonic()
            jump = apart - self._apart
            if abs(jump) <= JUMP:
                return 0.0
            self._apart = apart
            return jump


def move_along(session: Session, jump: float, now: float) -> None:
    """Take the times that jobs keep along with a clock that was set by `jump` seconds, to `now` (unix seconds)."""
    if jump > 0:
        _run(session, _late(jump))
        return
    back = {name: getattr(Job, name) + jump for name in ("submitted_at", "waiting_since", "wake_at")}
    _run(session, update(Job).where(_UNFINISHED).values(back))
    _run(session, update(Job).where(_UNFINISHED, Job.lease_until > now).values(lease_until=Job.lease_until + jump))


def _late(jump: float) -> Update:
    times = ("engine_deadline", "held_until", "lease_until", "waiting_since")
    later = {name: getattr(Job, name) + jump for name in times}
    return update(Job).where(_UNFINISHED).values(later)


def pull_in(session: Session, lease_seconds: float, now: float) -> None:
    """Wake what would sleep for longer than any job may, and end leases that would last for longer than they can."""
    far = update(Job).where(_UNFINISHED, Job.wake_at > now + FARTHEST)
    _run(session, far.values(wake_at=now))
    held = update(Job).where(_UNFINISHED, Job.lease_token.is_not(None), Job.lease_until > now + 2 * lease_seconds)
    _run(session, held.values(lease_until=now + lease_seconds))
    drawn = update(Job).where(_UNFINISHED, Job.held_until > now + 2 * lease_seconds)
    _run(session, drawn.values(held_until=now + lease_seconds))


def begin_again(session: Session, now: float) -> None:
    """After a start: look soon at what has been ordered, and give what came too late for its engine some time."""
    asleep = update(Job).where(_UNFINISHED, _FREE, _ORDERED, Job.wake_at > now)
    _run(session, asleep.values(wake_at=now))
    missed = update(Job).where(_UNFINISHED, _ORDERED, Job.engine_deadline < now + GRACE)
    _run(session, missed.values(engine_deadline=now + GRACE))


def _run(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
