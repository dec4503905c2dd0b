"""Standing in line: an order that its engine has no room for waits, holding no thread and none of its engine's time.

The next engine takes over only where waiting is hopeless: when the engine itself says that it will be too long, or when
the job has waited as long as an engine may take for a whole video and another one can serve, or the line stands still.
"""

from __future__ import annotations

import time

from ..engines import Engine
from ..errors import EngineError, RateLimited
from ..jobs import Changes, Job
from .deps import PipelineDeps
from .failover import down_error, following

LOOK_AGAIN = 300.0
"""Seconds after which a job looks for a free place by itself. Whoever leaves a place wakes the next one anyway."""


def keep_waiting(
    deps: PipelineDeps, job: Job, engine: Engine, booked: float | None
) -> tuple[Changes, float] | EngineError:
    """What changes for a job that waits on, and in how many seconds it looks again; or the error by which it gives the
    engine up.

    `booked` is in how many seconds it may ask again; None: it waits for a place, and nobody knows.
    """
    now = time.time()
    since = job.waiting_since or now
    if (hopeless := _hopeless(deps, engine, job, now - since, booked or 0.0)) is not None:
        return hopeless
    left = deps.settings.max_poll_timeout - (now - since)
    wait = LOOK_AGAIN if booked is None else booked
    changes: Changes = {
        "submitted_at": None,
        "engine_deadline": None,
        "waiting_since": since,
        "activity": f"waiting for a free place at {engine.label}",
    }
    return changes, min(wait, left) if left > 0 else wait


def _hopeless(deps: PipelineDeps, engine: Engine, job: Job, waited: float, booked: float) -> EngineError | None:
    patience, gate = deps.settings.max_poll_timeout, deps.engines.gate(engine.name)
    if not engine.paid:
        return None  # it is our own machine, and goes on
    why = gate.condition.why or f"{engine.label} had no free place for {waited:.0f} s."
    if gate.held_for() > patience:
        return RateLimited(why)
    if any(down_error(deps, other) is None for other in following(deps, job)):
        return RateLimited(why) if waited + booked > patience else None
    return RateLimited(why) if min(waited, gate.silent_for()) > patience else None
