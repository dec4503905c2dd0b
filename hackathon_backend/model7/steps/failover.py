"""Whose turn it is: engines are tried in order, and each failure is written down."""

from __future__ import annotations

from ...engines import Engine, model_of
from ...engines.retired import retired_note
from ...errors import BudgetExceeded, EngineError, EngineUnreachable, OrderRejected
from ...jobs import Attempt, Changes, Job, State, micros_of
from ...writers.base import NO_BRIEF
from ..deps import PipelineDeps
from . import shots

_SPARED = "There are no more videos from other services for now;"
NOT_NAMED = OrderRejected("The settings no longer name this engine.")


def begin_turn(deps: PipelineDeps, job: Job, turn: int = 0, attempts: tuple[Attempt, ...] | None = None) -> Changes:
    """What changes when the engine number `turn` gets the job, or when none is left."""
    attempts = job.attempts if attempts is None else attempts
    fresh: Changes = {
        "turn": turn,
        "attempts": attempts,
        "at_engine": None,
        "waiting_since": None,
        "submitted_at": None,
        "engine_deadline": None,
        "operation": None,
        "engine_percent": None,
        "tries": 0,
        "fault": None,
        "clip": None,
        "shots": None,
    }
    if turn >= len(job.engines):
        return {**fresh, "state": State.FINISHING, "activity": "writing an answer"}
    engine = deps.engines.get(job.engines[turn])
    if engine is None:
        return begin_turn(deps, job, turn + 1, (*attempts, _attempt(job.engines[turn], None, NOT_NAMED, None)))
    if (down := down_error(deps, engine)) is not None:
        return begin_turn(deps, job, turn + 1, (*attempts, _attempt(engine.name, None, down, None)))
    model = model_of(engine, job.request.model)
    fitted, lengths = shots.fitted_for(engine, job.request)
    if (over := _over_budget(deps, job, engine, micros_of(model.price_per_second, fitted.seconds))) is not None:
        return begin_turn(deps, job, turn + 1, (*attempts, _attempt(engine.name, model.id, over, None)))
    ready = _has_brief_for(engine, job) and not lengths
    return {
        **fresh,
        "state": State.SUBMITTING if ready else State.BRIEFING,
        "activity": "ordering the video" if ready else "writing the brief",
        "at_engine": engine.name,
        "model": model.id,
        "seconds": fitted.seconds,
        "size": fitted.size,
        "shots": shots.shot_list(lengths),
    }


def down_error(deps: PipelineDeps, engine: Engine) -> EngineError | None:
    """Why the engine gets no new job now, if it is down."""
    gate = deps.engines.gate(engine.name)
    if not gate.is_down:
        return None
    now = deps.clock.now()
    since = int(now - (gate.condition.since or now))
    return EngineUnreachable(f"{engine.label} was not asked: it has been down for {since} s. {gate.condition.why}")


def _over_budget(deps: PipelineDeps, job: Job, engine: Engine, micros: int | None) -> BudgetExceeded | None:
    """Why the engine is passed over before anything is written for it, if it can't be paid now."""
    if not engine.paid:
        return None
    try:
        deps.budgets.check(job.owner, micros, deps.clock.now())
    except BudgetExceeded as error:
        return error
    return None


def pass_turn(deps: PipelineDeps, job: Job, error: EngineError | BudgetExceeded) -> Changes:
    """What changes when the engine whose turn it is has failed with `error`."""
    operation = str(job.operation["id"]) if job.operation else None
    failed = _attempt(job.engine, job.model, error, operation)
    return begin_turn(deps, job, job.turn + 1, (*job.attempts, failed))


def following(deps: PipelineDeps, job: Job) -> list[Engine]:
    """The engines that are still to have their turn."""
    return [engine for name in job.engines[job.turn + 1 :] if (engine := deps.engines.get(name))]


def notes_of(deps: PipelineDeps, job: Job) -> tuple[tuple[str, ...], str | None]:
    """What differs from what was asked for, so far: by the brief, and by what the engine's model can do.

    With it the one of them that promises a length, if there is one.
    """
    engine = deps.engines.get(job.engine or "")
    fitted = shots.fitted_for(engine, job.request.model_copy(update={"model": job.model}))[0] if engine else None
    retired = retired_note(job.request.model, model_of(engine, job.model)) if engine else ()
    of_model = (*retired, *fitted.notes) if fitted else ()
    of_words = (*(job.refined.notes if job.refined else ()), *(job.brief or NO_BRIEF).notes)
    notes = (*job.request.notes, *_spared(job, engine), *of_words, *of_model, *shots.notes_on(job))
    return notes, fitted.length_note if fitted else None


def _spared(job: Job, engine: Engine | None) -> tuple[str, ...]:
    """A note if another engine would have had its turn first, and could not be paid."""
    over = any(attempt.code == BudgetExceeded.code for attempt in job.attempts)
    return (f"{_SPARED} {engine.label} has made this one.",) if over and engine else ()


def _has_brief_for(engine: Engine, job: Job) -> bool:
    # A storyboard's narration is far too long for a clip, and a clip's brief has nothing to draw.
    return job.brief is not None and (job.brief.storyboard is not None) == engine.draws_storyboards


def _attempt(
    engine: str | None, model: str | None, error: EngineError | BudgetExceeded, operation: str | None
) -> Attempt:
    return Attempt(engine, model, error.code, error.message, operation)
