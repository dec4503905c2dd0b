"""A budget is never passed, however many order at once, and what it refuses is made for nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

import pytest

from hackathon_backend.access.keys import ApiKeys
from hackathon_backend.access.spending.budgets import Budgets, BudgetSpan, SpendingBudget, SpendingLimits
from hackathon_backend.errors import BudgetExceeded
from hackathon_backend.jobs import Charge, ChargeState, Database, Job, JobStore, LessonRequest, Quote
from tests.server import ROOT

from .spender import LIMITS, allowed, quote

NONE = SpendingLimits(day=None, month=None, owner_day=None, owner_month=None, anonymous_day=0)
NOW = datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC).timestamp()


def limits(**changes: int) -> SpendingLimits:
    return SpendingLimits(**(vars(NONE) | changes))


def reserve(database: Database, budgets: Budgets, order: Quote, now: float = NOW, *, more: int = 0) -> None:
    with database.write() as session:
        budgets.reserve(order, now, more=more)(session)


def charges(database: Database) -> dict[str, str]:
    with database.read() as session:
        return {charge.job_id: str(charge.state) for charge in session.query(Charge)}


def test_of_fifty_orders_at_once_ten_are_paid(database: Database) -> None:
    budgets = Budgets(database, LIMITS)
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda number: allowed(database, budgets, f"vid_{number}"), range(50)))
    assert sum(answers) == 10
    assert len(charges(database)) == 10, "and what was refused has left nothing"


@contextmanager
def spender(database: Database, name: str, orders: int) -> Iterator[subprocess.Popen[str]]:
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.access.spender", url, name, "10", str(orders)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


@pytest.mark.slow
def test_two_processes_share_one_budget(database: Database) -> None:
    with ExitStack() as running:
        processes = [running.enter_context(spender(database, name, 25)) for name in ("a", "b")]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        said = [line for process in processes for line in process.communicate()[0].split()]
    assert len(said) == 10
    assert charges(database) == dict.fromkeys(said, "reserved")


@pytest.mark.slow
@pytest.mark.parametrize("after", range(1, 9))
def test_a_process_that_is_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    database: Database, after: int
) -> None:
    with spender(database, "killed", 200) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write("\n")
        process.stdin.flush()
        said = {process.stdout.readline().strip() for _ in range(after)}
        process.kill()
        said |= set(process.stdout.read().split())
    kept = charges(database)
    assert said <= set(kept), "what was allowed is written down"
    assert len(kept) <= 10
    budgets = Budgets(database, LIMITS)
    answers = [allowed(database, budgets, f"vid_{number}") for number in range(20)]
    assert len(kept) + sum(answers) == 10
    assert [allowed(database, budgets, name) for name in kept] == [True] * len(kept), "again, it is the same charge"
    assert len(charges(database)) == 10


@pytest.mark.parametrize(("state", "counts"), [("reserved", 1), ("spent", 1), ("unknown", 1), ("released", 0)])
def test_what_is_paid_or_may_be_counts_and_what_is_released_does_not(
    database: Database, state: str, counts: int
) -> None:
    budgets = Budgets(database, limits(day=800_000))
    reserve(database, budgets, quote("vid_1"))
    with database.write() as session:
        session.query(Charge).update({Charge.state: ChargeState(state)})
    if counts:
        with pytest.raises(BudgetExceeded):
            reserve(database, budgets, quote("vid_2"))
    else:
        reserve(database, budgets, quote("vid_2"))


def test_an_order_that_is_refused_by_its_engine_gives_its_money_back(database: Database, store: JobStore) -> None:
    budgets = Budgets(database, limits(day=800_000))
    reserve(database, budgets, quote("vid_1"))
    store.charges.release("vid_1", "sora", "")
    reserve(database, budgets, quote("vid_2"))


def test_a_day_and_a_month_are_those_of_the_calendar_in_utc(database: Database) -> None:
    budgets = Budgets(database, limits(day=800_000, month=1_600_000))
    with pytest.raises(BudgetExceeded, match="until midnight") as refusal:
        for number in range(2):
            reserve(database, budgets, quote(f"vid_{number}"), NOW - 1)
    assert refusal.value.retry_after == 2
    reserve(database, budgets, quote("vid_2"), NOW + 1)
    reserve(database, budgets, quote("vid_3"), NOW + 2 * 86_400)
    with pytest.raises(BudgetExceeded, match="until 1 January"):
        reserve(database, budgets, quote("vid_4"), NOW + 4 * 86_400)


@pytest.mark.parametrize(
    ("moment", "start", "end"),
    [("2026-02-28T12:00:00", "2026-02-01", "2026-03-01"), ("2026-12-31T23:59:59", "2026-12-01", "2027-01-01")],
)
def test_a_month_has_as_many_days_as_it_has(moment: str, start: str, end: str) -> None:
    month = SpendingBudget(BudgetSpan.MONTH, 1)
    found = month.period(datetime.fromisoformat(f"{moment}+00:00").timestamp())
    assert [datetime.fromtimestamp(each, UTC).date().isoformat() for each in found] == [start, end]


def test_one_owner_does_not_spend_what_is_anothers(database: Database) -> None:
    budgets = Budgets(database, limits(owner_day=800_000, day=1_600_000))
    reserve(database, budgets, quote("vid_1", "one"))
    with pytest.raises(BudgetExceeded):
        reserve(database, budgets, quote("vid_2", "one"))
    reserve(database, budgets, quote("vid_3", "other"))
    with pytest.raises(BudgetExceeded):
        reserve(database, budgets, quote("vid_4", "third"))


def test_a_key_has_its_own_budget_for_a_month(database: Database) -> None:
    budgets = Budgets(database, NONE, lambda owner: {"key:a": 800_000}.get(owner))
    reserve(database, budgets, quote("vid_1", "key:a"))
    with pytest.raises(BudgetExceeded):
        reserve(database, budgets, quote("vid_2", "key:a"))
    reserve(database, budgets, quote("vid_3", "key:b"))


def test_those_whom_nobody_knows_share_one_budget_and_by_default_it_is_nothing(database: Database) -> None:
    with pytest.raises(BudgetExceeded):
        reserve(database, Budgets(database, NONE), quote("vid_1", "anon:1"))
    budgets = Budgets(database, limits(anonymous_day=800_000))
    reserve(database, budgets, quote("vid_1", "anon:1"))
    with pytest.raises(BudgetExceeded):
        reserve(database, budgets, quote("vid_2", "anon:2"))


def test_a_price_that_nobody_knows_is_not_paid_where_there_is_a_budget(database: Database) -> None:
    unknown = quote("vid_1", price_per_second=None)
    with pytest.raises(BudgetExceeded, match="not known"):
        reserve(database, Budgets(database, limits(month=10**12)), unknown)
    reserve(database, Budgets(database, NONE), unknown)


def test_what_costs_nothing_is_never_over_a_budget(database: Database) -> None:
    reserve(database, Budgets(database, limits(day=0, owner_month=0)), quote("vid_1", price_per_second=0.0))


def test_a_film_of_several_clips_is_begun_only_if_all_of_it_can_be_paid(database: Database) -> None:
    budgets = Budgets(database, limits(day=1_600_000))
    with pytest.raises(BudgetExceeded):
        reserve(database, budgets, quote("vid_1"), more=1_600_000)
    reserve(database, budgets, quote("vid_1"), more=800_000)


def test_what_is_refused_says_nothing_of_money(database: Database) -> None:
    with pytest.raises(BudgetExceeded) as refusal:
        Budgets(database, limits(day=0)).check("me", 1, time.time())
    assert "$" not in refusal.value.message
    assert "BUDGET" not in refusal.value.message


def test_a_key_is_made_with_its_budget(database: Database) -> None:
    keys = ApiKeys(database)
    with_budget, without = keys.create("one", budget_micros=800_000).row, keys.create("other").row
    budgets = Budgets(database, NONE, keys.budget_of)
    reserve(database, budgets, quote("vid_1", with_budget.owner))
    for number in range(2, 4):
        reserve(database, budgets, quote(f"vid_{number}", without.owner))
    with pytest.raises(BudgetExceeded):
        reserve(database, budgets, quote("vid_4", with_budget.owner))


def test_what_is_taken_and_not_yet_paid_counts_when_more_is_to_be_taken(database: Database, store: JobStore) -> None:
    budgets = Budgets(database, limits(month=2_400_000))

    def take(number: int, owner: str = "me") -> bool:
        job = Job(id=f"vid_{number}", created_at=NOW, wake_at=NOW, owner=owner, request=LessonRequest(message="x"),
                  engines=["sora"], estimate=800_000)  # fmt: skip
        try:
            store.create_unless(
                job, lambda session: budgets.admit(session, owner, 800_000, NOW), lambda _session, _job: None
            )
        except BudgetExceeded:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(take, range(20))) == 3
    taken = [job.id for job in store.page(limit=100)[0]]
    reserve(database, budgets, quote(taken[0]))
    assert not take(30), "what is paid of them is not counted twice, and not once too little"
    store.cancel(taken[1])
    assert take(31), "one that has ended makes room"
    store.change(store.get(taken[2]), None, {"turn": 1})
    assert take(32), "so does one that another engine makes"
    assert not take(33)
