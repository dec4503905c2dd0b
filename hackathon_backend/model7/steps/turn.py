"""One step of a job at the engine whose turn it is: who that is, what was ordered, and how much time is left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ...engines import Engine, EngineGate, Order, model_of
from ...errors import EngineError, EngineTimeout
from ...jobs import AT_ENGINE, Claim, Job, Quote, State, micros_of
from ..callbacks import callback_url
from ..deps import PipelineDeps
from .order import order_of

CALL_TIMEOUT = 30.0
"""Seconds that one call may take; the order itself and the download have more."""
FIRST_POLL, SLOWEST_POLL = 2.0, 10.0
SLOWEST_IF_CALLED = 30.0
"""Seconds between two polls where the vendor calls when it has finished: they are there for the call that is lost."""
_SLOWER = 1.3


@dataclass(frozen=True)
class Turn:
    """All that a step needs, found out once. Times are in seconds."""

    deps: PipelineDeps
    claim: Claim
    engine: Engine
    gate: EngineGate

    @property
    def job(self) -> Job:
        """The job as it was last committed."""
        return self.claim.job

    @cached_property
    def order(self) -> Order:
        """What the engine is asked to make."""
        return order_of(self.deps, self.job)

    @property
    def quote(self) -> Quote | None:
        """What the order costs; None if its engine is free."""
        if not self.engine.paid:
            return None
        price = model_of(self.engine, self.job.model).price_per_second
        order = self.order
        return Quote(self.job.id, self.engine.name, order.part, self.job.owner, order.model, order.seconds, price)

    @property
    def still_to_pay(self) -> int:
        """What the shots after the first will cost, in micro-dollars, while none is there: a film is begun if all of it
        can be paid.
        """
        shots = self.job.shots or ()
        if not shots or any(shot.clip for shot in shots):
            return 0
        price = model_of(self.engine, self.job.model).price_per_second
        return micros_of(price, sum(shot.seconds for shot in shots if shot.is_open) - self.order.seconds) or 0

    def nothing_is_paid(self) -> None:
        """Write down that nothing is paid for what was ordered, if anything was."""
        if self.engine.paid and self.job.submitted_at is not None:
            self.deps.store.charges.release(self.job.id, self.engine.name, self.order.part)

    def held(self) -> float:
        """For how long the engine must not be asked about the order; once time is up it is asked all the same."""
        asking = self.job.submitted_at is not None and self.job.state in (*AT_ENGINE, State.DOWNLOADING)
        if not asking or self.is_late():
            return 0.0
        if self.job.state == State.SUBMITTING and self.gate.is_down:
            return 0.0  # an order that may be lost is looked for three times, whatever comes of it
        return self._not_after_deadline(self.gate.admit(self.job.id))

    def new_deadline(self) -> float:
        """When an order that is given its time now is late (unix seconds)."""
        return self.deps.clock.now() + self.deps.settings.max_poll_timeout

    def left(self) -> float:
        """Until the order is late."""
        return _left(self.deps, self.job)

    def is_late(self, margin: float = 0.0) -> bool:
        """Whether no more than `margin` is left."""
        if self.left() > margin:
            return False
        # By the row as it is now: it may have been moved along with a clock that was set.
        self.deps.store.claims.settle_clock()
        return _left(self.deps, self.deps.store.get(self.job.id)) <= margin

    def call_time(self) -> float:
        """How long one call about the order may take."""
        return min(CALL_TIMEOUT, max(2.0, self.left()))

    def ask_again_in(self, wait: float | None) -> float:
        """When to ask again, for which a time is booked: after `wait`, or (None) in the rhythm of polls."""
        called = callback_url(self.deps.settings.public_url, self.engine) is not None
        usual = min(SLOWEST_IF_CALLED if called else SLOWEST_POLL, FIRST_POLL * _SLOWER**self.job.tries)
        return self._not_after_deadline(self.gate.plan(self.job.id, usual if wait is None else wait))

    def timeout(self, last: EngineError | None = None) -> EngineTimeout:
        """The error of an order that is late; `last` is what the engine said of it in the end."""
        because = f" The last it said: {last.message}" if last else ""
        return EngineTimeout(f"It was not finished after {self.deps.settings.max_poll_timeout:g} s.{because}")

    def _not_after_deadline(self, wait: float) -> float:
        return max(0.0, min(wait, self.left()))


def turn_of(deps: PipelineDeps, claim: Claim) -> Turn | None:
    """The turn that the claimed job is at; None if the settings no longer name its engine."""
    name = claim.job.engine
    engine = deps.engines.get(name) if name else None
    return Turn(deps, claim, engine, deps.engines.gate(engine.name)) if engine else None


def _left(deps: PipelineDeps, job: Job) -> float:
    return (job.engine_deadline or 0.0) - deps.clock.now()
