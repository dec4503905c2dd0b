"""Whether an order is sent once, and whatever becomes of it is told rightly."""

from __future__ import annotations

import time
from collections.abc import Callable

from ...errors import (
    EngineError,
    EngineUnreachable,
    KeyRejected,
    LeaseLost,
    OrderRejected,
    OutcomeUnknown,
    PromptRefused,
    RateLimited,
)
from .acts import SHORT, TIMEOUT, brought, ended, paid_once, refused
from .target import ConformanceTarget, Mishap


def tells_before_it_sends(target: ConformanceTarget) -> None:
    """`sending` is called once, before anything of the order is sent."""
    asked: list[int] = []
    target.engine().submit(target.order, timeout=TIMEOUT, sending=lambda: asked.append(target.asked))
    assert asked == [0], f"`sending` was called {len(asked)} times, when {asked} orders had been sent"


def sends_nothing_that_is_not_written_down(target: ConformanceTarget) -> None:
    """What `sending` raises is passed on, and nothing was ordered."""

    def fails() -> None:
        raise LeaseLost("The row is another's.")

    try:
        target.engine().submit(target.order, timeout=TIMEOUT, sending=fails)
    except LeaseLost:
        assert target.asked == 0, "the order was sent all the same"
        return
    raise AssertionError("what `sending` raised was swallowed")


REFUSALS: dict[Mishap, type[EngineError]] = {
    Mishap.BAD_KEY: KeyRejected,
    Mishap.NO_CREDIT: RateLimited,
    Mishap.TOO_MANY: RateLimited,
    Mishap.AGAINST_POLICY: PromptRefused,
    Mishap.BAD_INPUT: OrderRejected,
    Mishap.UNREACHABLE: EngineUnreachable,
}


def names_a_refusal(mishap: Mishap) -> Callable[[ConformanceTarget], None]:
    """A refusal is of the right kind; the order was sent once and not taken."""

    def act(target: ConformanceTarget) -> None:
        target.play(mishap)
        with refused(target) as caught:
            target.engine().submit(target.order, timeout=TIMEOUT)
        error = caught[0]
        assert isinstance(error, REFUSALS[mishap]), f"it is {type(error).__name__}: {error.message}"
        if isinstance(error, RateLimited):
            assert error.lasting == (mishap == Mishap.NO_CREDIT), "lasting is wrong"
            assert mishap != Mishap.TOO_MANY or error.retry_after == 7, f"retry_after is {error.retry_after}"
        assert target.taken == 0
        paid_once(target)

    return act


OPEN = (Mishap.CREATE_FAILS, Mishap.CREATE_HANGS, Mishap.CREATE_TAKEN_AND_CUT, Mishap.CREATE_CUT)


def says_that_the_outcome_is_open(mishap: Mishap) -> Callable[[ConformanceTarget], None]:
    """Where the order may have been taken, that is what is raised, and it was sent once."""

    def act(target: ConformanceTarget) -> None:
        _lose(target, mishap)
        paid_once(target)

    return act


def _lose(target: ConformanceTarget, mishap: Mishap) -> None:
    target.play(mishap)
    with refused(target) as caught:
        target.engine().submit(target.order, timeout=SHORT if mishap == Mishap.CREATE_HANGS else TIMEOUT)
    assert isinstance(caught[0], OutcomeUnknown), f"it is {type(caught[0]).__name__}: {caught[0].message}"


def finds_a_lost_order(target: ConformanceTarget) -> None:
    """An order that was taken is found in the vendor's list, unless it is another job's; or there is no list."""
    began = time.time() - 1
    _lose(target, Mishap.CREATE_TAKEN_AND_CUT)
    target.play(None)
    try:
        found = target.engine().find(target.order, since=began, taken=frozenset(), timeout=TIMEOUT)
    except EngineError as error:
        assert target.secret not in error.message
        return  # it keeps no list, and says so: the next engine has its turn
    assert found is not None, "the order that was taken was not found"
    target.render(100)
    assert ended(target.engine(), target, found).status == "completed"
    brought(target.engine(), target, found)
    others = target.engine().find(target.order, since=began, taken=frozenset({str(found["id"])}), timeout=TIMEOUT)
    assert others is None, "an order that belongs to another job was taken for this one's"
    paid_once(target)


def finds_nothing_that_was_not_taken(target: ConformanceTarget) -> None:
    """An order that was not taken is not found."""
    began = time.time() - 1
    _lose(target, Mishap.CREATE_CUT)
    target.play(None)
    try:
        found = target.engine().find(target.order, since=began, taken=frozenset(), timeout=TIMEOUT)
    except EngineError:
        return
    assert found is None, "an order was found that was never taken"
