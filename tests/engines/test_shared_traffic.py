"""What one process finds out of an engine, all know."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from hackathon_backend.engines import EngineGate, Limits
from hackathon_backend.engines.circuit_breaker import FAILURES, FIRST_PAUSE
from hackathon_backend.errors import EngineBroken, EngineError, RateLimited
from hackathon_backend.jobs import Database
from hackathon_backend.jobs.store.traffic import LOOK_SECONDS, SAYS_SO_SECONDS, SharedTraffic
from tests.clock import FakeClock

BROKEN = EngineBroken("Oops.", outage=True)


class Site:
    """Processes that ask one engine."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FakeClock()

    def process(self, name: str, limits: Limits | None = None) -> EngineGate:
        return EngineGate(
            limits, clock=self.clock, board=SharedTraffic(self.database, "sora", self.clock, f"host/{name}/1")
        )

    def hears(self, gate: EngineGate, error: EngineError | None = None) -> None:
        try:
            with gate.call():
                if error:
                    raise error
        except EngineError:
            pass

    def a_moment(self) -> None:
        self.clock.advance(LOOK_SECONDS)


@pytest.fixture
def site(database: Database) -> Site:
    return Site(database)


def test_an_engine_that_is_down_is_left_alone_by_all_and_asked_by_one(site: Site) -> None:
    processes = [site.process(f"{number}") for number in range(FAILURES)]
    for each in processes:
        site.a_moment()
        site.hears(each, BROKEN)
    site.a_moment()
    assert all(each.is_down for each in processes), "each saw one failure of its own"
    assert min(each.admit(f"vid_{number}") for number, each in enumerate(processes)) > 0
    site.clock.advance(FIRST_PAUSE)
    free = [each.admit(f"vid_{number}") == 0 for number, each in enumerate(processes)]
    assert free.count(True) == 1, "one finds out for all"
    site.hears(processes[free.index(True)])
    site.a_moment()
    assert [each.condition.state for each in processes] == ["ok"] * FAILURES
    assert processes[0].admit("vid_new") == 0


def test_failures_between_answers_of_the_same_process_take_nothing_down(site: Site) -> None:
    one, two = site.process("1"), site.process("2")
    for _ in range(3 * FAILURES):
        for each in (one, two):
            site.clock.advance(0.01)
            site.hears(each)
            site.clock.advance(0.01)
            site.hears(each, BROKEN)
    assert not one.is_down


def test_too_many_requests_slow_all_down_together(site: Site) -> None:
    one, two = site.process("1"), site.process("2")
    assert two.admit("vid_1") == 0
    site.hears(one, RateLimited("Slow down.", retry_after=30.0))
    site.a_moment()
    assert two.admit("vid_2") >= 30 - LOOK_SECONDS
    assert two.condition.state == "slowed"
    site.clock.advance(30)
    waits = [two.admit(f"vid_{number}") for number in range(9)]
    assert max(waits) > 1, "a few in a second"


def test_what_its_limits_allow_is_divided_among_those_who_ask(site: Site) -> None:
    one, two = (site.process(name, Limits(per_minute=600)) for name in "12")
    for each in (one, two):
        site.hears(each)
    site.a_moment()
    booked = [[each.plan(f"vid_{number}", 0.0) for number in range(50)] for each in (one, two)]
    assert [max(waits) for waits in booked] == pytest.approx([10, 10], abs=0.5), "five in a second each"
    site.clock.advance(4 * SAYS_SO_SECONDS)
    assert one.plan("vid_x", 0.0) < 1
    alone = [one.plan(f"vid_{number}", 0.0) for number in range(50)]
    assert max(alone) == pytest.approx(5, abs=0.5), "whoever asks no more has no share"


def test_a_process_that_comes_later_knows_at_once(site: Site) -> None:
    one = site.process("1")
    for _ in range(FAILURES):
        site.hears(one, BROKEN)
    assert site.process("late").is_down


def test_an_answer_elsewhere_counts_as_an_answer(site: Site) -> None:
    one, two = site.process("1"), site.process("2")
    site.clock.advance(100)
    site.hears(one)
    site.clock.advance(SAYS_SO_SECONDS)
    site.hears(one)
    assert two.silent_for() > 100
    two.admit("vid_1")
    assert two.silent_for() < 2 * SAYS_SO_SECONDS


def test_while_all_is_well_the_database_is_asked_once_a_second(site: Site) -> None:
    gate = site.process("1")
    statements: list[str] = []
    event.listen(site.database.engine, "before_cursor_execute", lambda _c, _k, text, *_: statements.append(text))
    for number in range(1000):
        site.clock.advance(0.01)
        gate.admit(f"vid_{number}")
        site.hears(gate)
    reads = [each for each in statements if each.startswith("SELECT")]
    writes = [each for each in statements if each.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(reads) <= 2 * 11 + 2
    assert len(writes) <= 4


def test_without_the_database_a_process_goes_on_by_itself(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    gate = site.process("1")
    assert gate.admit("vid_1") == 0
    with site.database.write() as session:
        session.connection().exec_driver_sql("drop table engine_traffic")
    for _ in range(FAILURES):
        site.hears(gate, BROKEN)
    assert gate.is_down
    assert "to this process alone" in caplog.text
