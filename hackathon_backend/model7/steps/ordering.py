"""The one step that costs money: an order is sent once, and looked for if nobody knows whether it was taken."""

from __future__ import annotations

import logging

from ...engines import Operation
from ...errors import (
    ENGINE_ERRORS,
    BudgetExceeded,
    EngineBroken,
    EngineError,
    LeaseLost,
    NoRoom,
    OperationTaken,
    OutcomeUnknown,
    PromptRefused,
    RateLimited,
)
from ...jobs import Changes, Job, JobFault, State
from ...jobs.changes import Also, nothing_more
from .. import console
from .admission import keep_waiting
from .failover import down_error
from .setbacks import engine_failed
from .turn import CALL_TIMEOUT, FIRST_POLL, Turn

log = logging.getLogger(__name__)

LOOKS = 3
"""How often an engine is asked whether an order of unknown outcome is there: its list may lag behind."""
LOOK_EVERY = 2.0
SUBMIT_TIMEOUT = 120.0
GIVES_WAY = 1.0
"""Seconds for which a job that has just come leaves a free place to one that has waited."""
_A_DAY = 86_400.0


def submit(turn: Turn) -> None:
    """Order the video, or look for the order that was interrupted."""
    if turn.job.submitted_at is None:
        _place(turn)
    else:
        _look_for_it(turn)


def _place(turn: Turn) -> None:
    if (down := down_error(turn.deps, turn.engine)) is not None:
        engine_failed(turn.deps, turn.claim, down)
    elif wait := turn.gate.admit(turn.job.id):
        _wait(turn, wait)
    elif not turn.deps.store.has_room(turn.engine.name, turn.gate.limits.at_once):
        _wait_for_room(turn)
    elif turn.gate.limits.at_once and turn.deps.store.gives_way(turn.job):
        # A place has become free that somebody else has waited for: whoever has just come does not take it.
        turn.gate.leave(turn.job.id)
        _wait(turn, GIVES_WAY)
    else:
        _order(turn)


def _order(turn: Turn) -> None:
    if not (review := turn.deps.moderator.review([turn.order.prompt])).is_allowed:
        engine_failed(turn.deps, turn.claim, PromptRefused(review.told, param="prompt"))
        return
    limit = turn.deps.settings.max_poll_timeout
    console.generating(turn.engine.label, turn.order.prompt)
    try:
        with turn.gate.call():
            operation = turn.engine.submit(
                turn.order, timeout=min(SUBMIT_TIMEOUT, limit / 2), sending=lambda: _mark(turn)
            )
    except NoRoom:
        _wait_for_room(turn)
    except BudgetExceeded as error:
        turn.deps.budgets.tell_refusals()
        turn.gate.leave(turn.job.id)
        engine_failed(turn.deps, turn.claim, error)
    except OutcomeUnknown as error:
        log.warning("It is not known whether %s took the order: %s", turn.engine.label, error.message)
        turn.claim.release(
            fault=JobFault(error.because, error.message), activity=f"asking {turn.engine.label} for the order"
        )
    except RateLimited as error:
        turn.nothing_is_paid()
        if error.lasting:
            engine_failed(turn.deps, turn.claim, error)
        else:
            _wait(turn, turn.gate.admit(turn.job.id))
    except EngineError as error:
        turn.nothing_is_paid()
        engine_failed(turn.deps, turn.claim, error)
    else:
        _came_back(turn, operation)


def _mark(turn: Turn) -> None:
    # Committed before the call: whoever finds this mark and no operation must look, not order again.
    now, quote = turn.deps.clock.now(), turn.quote
    if not turn.claim.hold_if_room(
        turn.gate.limits.at_once,
        turn.deps.budgets.reserve(quote, now, more=turn.still_to_pay) if quote else nothing_more,
        submitted_at=now,
        engine_deadline=turn.new_deadline(),
        engine_floor=turn.job.progress,
    ):
        raise NoRoom(f"{turn.engine.label} has no free place.")


def _came_back(turn: Turn, operation: Operation) -> None:
    """The order was taken. Somebody may have thought that it was lost meanwhile, as after a jump of the clock."""
    try:
        _taken(turn, operation)
    except LeaseLost:
        if not turn.engine.paid:
            raise
        late: Changes = {
            **_of_the_turn(turn.job),
            **_rendering(turn, operation),
            "engine_deadline": turn.new_deadline(),
        }
        store = turn.deps.store
        free = [name for name in turn.job.engines if not _is_paid(turn, name)]
        if store.adopt(turn.job, late, _spent(turn), over=free):
            log.info("The order at %s came back late; going on with it.", turn.engine.label)
        elif store.get(turn.job.id).state == State.CANCELLED:
            turn.engine.cancel(operation, timeout=CALL_TIMEOUT)


def _taken(turn: Turn, operation: Operation) -> None:
    changes = _rendering(turn, operation)
    if turn.left() <= 0:
        # An order that is known to have been taken gets its time, however late it is found.
        changes["engine_deadline"] = turn.new_deadline()
    wait = turn.gate.plan(turn.job.id, FIRST_POLL) if turn.engine.paid else 0.0
    turn.claim.release(wake_in=wait, also=_spent(turn), **changes)
    console.started(turn.job.id)


def _spent(turn: Turn) -> Also:
    """Writes down that the order is paid."""
    quote = turn.quote
    return quote.spent(turn.job.submitted_at or turn.deps.clock.now()) if quote else nothing_more


def _rendering(turn: Turn, operation: Operation) -> Changes:
    return {
        "state": State.RENDERING,
        "operation": operation,
        "operation_id": f"{turn.engine.name}:{operation['id']}" if turn.engine.paid else turn.job.operation_id,
        "activity": "waiting for its turn",
        "tries": 0,
        "fault": None,
    }


def _of_the_turn(job: Job) -> Changes:
    """What the row says of an engine's turn."""
    return {
        "turn": job.turn,
        "at_engine": job.at_engine,
        "attempts": job.attempts,
        "model": job.model,
        "seconds": job.seconds,
        "size": job.size,
        "shots": job.shots,
        "submitted_at": job.submitted_at,
        "engine_floor": job.engine_floor,
    }


def _is_paid(turn: Turn, name: str) -> bool:
    engine = turn.deps.engines.get(name)
    return engine is None or engine.paid


# -- waiting for a place


def _wait_for_room(turn: Turn) -> None:
    turn.gate.leave(turn.job.id)
    _wait(turn, None)


def _wait(turn: Turn, booked: float | None) -> None:
    waiting = keep_waiting(turn, booked)
    if isinstance(waiting, EngineError):
        turn.gate.leave(turn.job.id)
        engine_failed(turn.deps, turn.claim, waiting)
    else:
        changes, wake_in = waiting
        turn.claim.release(wake_in=wake_in, **changes)


# -- looking for an order


def _look_for_it(turn: Turn) -> None:
    job = turn.job
    if not turn.engine.paid:
        _taken(turn, turn.engine.submit(turn.order, timeout=CALL_TIMEOUT))
        return
    if (operation := _found(turn)) is not None:
        log.info("%s had taken the order: going on with %s.", turn.engine.label, operation["id"])
        _adopt(turn, operation)
    elif job.tries + 1 < LOOKS and not turn.is_late(LOOK_EVERY):
        turn.claim.release(tries=job.tries + 1, wake_in=LOOK_EVERY)
    else:
        engine_failed(turn.deps, turn.claim, _why_lost(job.fault))


def _found(turn: Turn) -> Operation | None:
    taken = turn.deps.store.taken_operations(turn.engine.name)
    try:
        with turn.gate.call():
            return turn.engine.find(turn.order, since=_asked_at(turn), taken=taken, timeout=turn.call_time())
    except EngineError as error:
        log.warning("%s can't say whether it took the order: %s", turn.engine.label, error.message)
        return None


def _adopt(turn: Turn, operation: Operation) -> None:
    try:
        _taken(turn, operation)
    except OperationTaken:
        # Another job with the same words was quicker; ours is one of the others in the list.
        turn.claim.release(wake_in=0.1)


def _asked_at(turn: Turn) -> float:
    """Since when an engine's list has to be looked through. An order of the future is one from before the clock was
    set back, nobody knows how far.
    """
    now, submitted_at = turn.deps.clock.now(), turn.job.submitted_at or 0.0
    return submitted_at if submitted_at <= now + 1 else now - _A_DAY


def _why_lost(fault: JobFault | None) -> EngineError:
    if fault is None:
        return OutcomeUnknown("The order was interrupted, and the engine does not know it.")
    return ENGINE_ERRORS.get(fault.code, EngineBroken)(fault.message)
