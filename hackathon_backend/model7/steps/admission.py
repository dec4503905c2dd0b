"""Standing in line: an order that its engine has no room for waits, holding no thread and none of its engine's time.

The next engine takes over only where waiting is hopeless: when the engine itself says that it will be too long, or when
the job has waited as long as an engine may take for a whole video and another one can serve, or the line stands still.
"""

from __future__ import annotations

from ...errors import EngineError, RateLimited
from ...jobs import Changes
from .failover import down_error, following
from .turn import Turn

LOOK_AGAIN = 300.0
"""Seconds after which a job looks for a free place by itself. Whoever leaves a place wakes the next one anyway."""


def keep_waiting(turn: Turn, booked: float | None) -> tuple[Changes, float] | EngineError:
    """What changes for a job that waits on, and in how many seconds it looks again; or the error by which it gives the
    engine up.

    `booked` is in how many seconds it may ask again; None: it waits for a place, and nobody knows.
    """
    now = turn.deps.clock.now()
    since = turn.job.waiting_since or now
    if (hopeless := _hopeless(turn, now - since, booked or 0.0)) is not None:
        return hopeless
    left = turn.deps.settings.max_poll_timeout - (now - since)
    wait = LOOK_AGAIN if booked is None else booked
    changes: Changes = {
        "submitted_at": None,
        "engine_deadline": None,
        "waiting_since": since,
        "activity": f"waiting for a free place at {turn.engine.label}",
    }
    return changes, min(wait, left) if left > 0 else wait


def _hopeless(turn: Turn, waited: float, booked: float) -> EngineError | None:
    patience, gate = turn.deps.settings.max_poll_timeout, turn.gate
    if not turn.engine.paid:
        return None  # it is our own machine, and goes on
    why = gate.condition.why or f"{turn.engine.label} had no free place for {waited:.0f} s."
    if gate.held_for() > patience:
        return RateLimited(why)
    if any(down_error(turn.deps, other) is None for other in following(turn.deps, turn.job)):
        return RateLimited(why) if waited + booked > patience else None
    return RateLimited(why) if min(waited, gate.silent_for()) > patience else None
