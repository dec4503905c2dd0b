"""What becomes of a job when something at its engine goes wrong."""

from __future__ import annotations

import logging

from ...errors import BudgetExceeded, EngineError
from ...jobs import Claim, JobFault, State
from .. import console
from ..deps import PipelineDeps
from . import shots
from .failover import following, pass_turn
from .turn import Turn

log = logging.getLogger(__name__)


def try_later(turn: Turn, error: EngineError) -> None:
    """A call about work under way failed, which says nothing of the work: try again while there is time."""
    job = turn.job
    log.info("Trying again: %s", error.message)
    if turn.is_late():
        engine_failed(turn.deps, turn.claim, turn.timeout(error) if job.state == State.RENDERING else error)
        return
    turn.claim.release(
        tries=job.tries + 1,
        fault=JobFault(error.code, error.message),
        wake_in=turn.ask_again_in(error.retry_after or None),
    )


def engine_failed(
    deps: PipelineDeps, claim: Claim, error: EngineError | BudgetExceeded, *, again: bool = False
) -> None:
    """The engine has its turn no longer, unless only one of several shots is lost; `again` as in
    `shots.after_failure`.
    """
    job, engine = claim.job, deps.engines.get(claim.job.engine or "")
    label = engine.label if engine else str(job.engine)
    goes_on = shots.after_failure(job, error, deps.work.folder(job.id), again=again) if job.shots else None
    if goes_on is not None:
        log.warning("A shot could not be made by %s (%s).", label, error.code)
        log.debug("Why: %s", error.message)
        claim.release(**goes_on)
        return
    then = next(iter(following(deps, job)), None)
    console.engine_failed(label, error.code, error.message, then.label if then else None)
    claim.release(**pass_turn(deps, job, error))
