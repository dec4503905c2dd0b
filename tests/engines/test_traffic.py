"""An engine is asked no more than it can bear, and not at all while it is down."""

from __future__ import annotations

import pytest

from hackathon_backend.engines import EngineGate, Limits
from hackathon_backend.engines.circuit_breaker import FAILURES, FIRST_PAUSE
from hackathon_backend.engines.rate_limiter import RateLimiter
from hackathon_backend.errors import EngineBroken, EngineError, EngineUnreachable, OrderRejected, RateLimited
from hackathon_backend.jobs.store.traffic import SharedTraffic
from tests.clock import START, FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=["local", "shared"])
def gate(request: pytest.FixtureRequest, clock: FakeClock) -> EngineGate:
    if request.param == "local":
        return EngineGate(clock=clock)
    return EngineGate(clock=clock, board=SharedTraffic(request.getfixturevalue("sqlite"), "sora", clock))


def hears(gate: EngineGate, error: EngineError | None = None) -> None:
    """A request that is answered, or fails with `error`."""
    if error is None:
        with gate.call():
            return
    with pytest.raises(type(error)), gate.call():
        raise error


def too_many(retry_after: float | None = None) -> RateLimited:
    return RateLimited("Slow down.", retry_after=retry_after)


def broken() -> EngineBroken:
    return EngineBroken("Oops.", outage=True)


def test_an_engine_that_is_well_may_be_asked_at_once(gate: EngineGate) -> None:
    assert [gate.admit(f"vid_{number}") for number in range(20)] == [0.0] * 20
    assert gate.condition.state == "ok"


def test_too_many_requests_hold_every_job_for_as_long_as_the_engine_says(gate: EngineGate, clock: FakeClock) -> None:
    hears(gate, too_many(30))
    waits = [gate.admit(f"vid_{number}") for number in range(5)]
    assert min(waits) >= 30
    assert len(set(waits)) == 5, "and then they come one after the other"
    assert gate.condition.state == "slowed"
    assert gate.condition.since == clock.now()
    clock.advance(waits[0])
    assert gate.admit("vid_0") == 0.0
    assert gate.admit("vid_4") == pytest.approx(waits[4] - waits[0], abs=0.01)


def test_without_a_word_on_how_long_the_pauses_grow(gate: EngineGate, clock: FakeClock) -> None:
    pauses = []
    for _ in range(4):
        hears(gate, too_many())
        pauses.append(gate.held_for())
        clock.advance(gate.held_for() + 0.1)
    assert pauses == pytest.approx([2, 4, 8, 16])


def test_requests_that_were_under_way_at_the_first_too_many_count_as_one(gate: EngineGate, clock: FakeClock) -> None:
    with pytest.raises(RateLimited), gate.call():
        clock.advance(1)
        hears(gate, too_many())
        clock.advance(0.1)
        raise too_many()
    assert gate.held_for() == pytest.approx(1.9)


def test_a_slowed_engine_is_well_again_when_it_has_taken_enough(gate: EngineGate, clock: FakeClock) -> None:
    hears(gate, too_many(1))
    taken = 0
    while gate.condition.state == "slowed":
        while wait := gate.admit("vid_1"):
            clock.advance(wait)
        hears(gate)
        taken += 1
        assert taken < 100
    assert taken > 10


def test_no_credit_slows_nobody_down(gate: EngineGate) -> None:
    hears(gate, RateLimited("No credit.", lasting=True))
    assert gate.admit("vid_1") == 0.0
    assert gate.condition.state == "ok"


def test_several_failures_in_a_row_take_it_down_and_one_probe_brings_it_back(
    gate: EngineGate, clock: FakeClock
) -> None:
    for _ in range(FAILURES - 1):
        hears(gate, broken())
    assert not gate.is_down
    hears(gate, EngineUnreachable("No connection."))
    assert gate.is_down
    assert gate.condition.why == "No connection."
    assert gate.admit("vid_1") >= FIRST_PAUSE
    clock.advance(FIRST_PAUSE + 0.1)
    assert not gate.is_down
    assert gate.admit("vid_2") == 0.0
    assert gate.admit("vid_3") > 0, "one finds out for all"
    hears(gate)
    assert gate.condition.state == "ok"
    assert gate.admit("vid_4") == 0.0


def test_a_probe_that_fails_doubles_the_pause(gate: EngineGate, clock: FakeClock) -> None:
    for _ in range(FAILURES):
        hears(gate, broken())
    clock.advance(FIRST_PAUSE + 0.1)
    assert gate.admit("vid_1") == 0.0
    hears(gate, broken())
    assert gate.held_for() == pytest.approx(2 * FIRST_PAUSE)


def test_a_probe_that_does_not_ask_after_all_makes_room_for_another(gate: EngineGate, clock: FakeClock) -> None:
    for _ in range(FAILURES):
        hears(gate, broken())
    clock.advance(FIRST_PAUSE + 0.1)
    assert gate.admit("vid_1") == 0.0
    gate.leave("vid_1")
    assert gate.admit("vid_2") == 0.0


def test_an_engine_that_refuses_is_not_down(gate: EngineGate) -> None:
    for _ in range(3 * FAILURES):
        hears(gate, OrderRejected("Bad size."))
    for _ in range(3):
        hears(gate, broken())
        hears(gate, OrderRejected("Bad size."))
        hears(gate, broken())
    assert gate.condition.state == "ok"


def test_requests_a_minute_are_kept_to(clock: FakeClock) -> None:
    gate = EngineGate(Limits(per_minute=60), clock=clock)
    waiting = {f"vid_{number}": gate.admit(f"vid_{number}") for number in range(30)}
    asked: list[float] = []
    while waiting:
        key = min(waiting, key=waiting.__getitem__)
        clock.advance(max(0.0, START + waiting.pop(key) - clock.now()))
        wait = gate.admit(key) if asked else 0.0
        if wait:
            waiting[key] = clock.now() - START + wait
        else:
            asked.append(clock.now() - START)
    assert len(asked) == 30
    for first in asked:
        assert sum(first <= at < first + 10 for at in asked) <= 11


def test_ten_thousand_polls_at_once_are_spread_evenly() -> None:
    table = RateLimiter(250)
    due = [table.book(f"vid_{number}", START + 10) for number in range(10_000)]
    assert due[0] == START + 10
    assert max(due) == pytest.approx(START + 50, abs=0.2)
    for second in range(10, 50):
        assert 240 <= sum(START + second <= at < START + second + 1 for at in due) <= 275


def test_a_time_that_was_given_up_is_given_to_another() -> None:
    table = RateLimiter(10)
    first, second = table.book("vid_1", START), table.book("vid_2", START)
    assert second > first
    table.drop("vid_2")
    assert table.book("vid_3", START) == second


def test_times_that_nobody_came_for_are_forgotten() -> None:
    table = RateLimiter(250)
    for number in range(60_000):
        table.book(f"vid_{number}", START + number)
    assert len(table._booked) < 40_000
