"""Costs are summed exactly, whatever they are divided by."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import RequestError
from hackathon_backend.jobs import Charge, ChargeState, Database, Quote, micros_of
from hackathon_backend.jobs import costs as costs_module
from hackathon_backend.jobs.costs import Costs, Division

DAY = 86_400
LAST = 40 * DAY


@pytest.fixture(scope="module")
def kept(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A database that each example empties for itself."""
    file = tmp_path_factory.mktemp("costs") / "test.db"
    file.write_bytes(migrated.read_bytes())
    return Database(f"sqlite:///{file}")


charges = st.builds(
    dict,
    engine=st.sampled_from(["sora", "runway"]),
    model=st.sampled_from(["sora-2", "gen4.5", "veo3.1"]),
    owner=st.sampled_from(["", "a", "b"]),
    seconds=st.sampled_from([4.0, 8.0, 12.0, 5.5]),
    price_per_second=st.none() | st.floats(0, 1000, allow_subnormal=False),
    at=st.integers(0, LAST - 1),
    state=st.sampled_from(ChargeState),
)


def write(database: Database, rows: list[dict[str, object]]) -> None:
    with database.write() as session:
        session.query(Charge).delete()
        for number, row in enumerate(rows):
            micros = micros_of(row["price_per_second"], row["seconds"])  # type: ignore[arg-type]
            session.add(Charge(**row, job_id=f"vid_{number}", part="", micros=micros))


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(rows=st.lists(charges, max_size=12), borders=st.sets(st.integers(1, LAST - 1), max_size=4))
def test_the_parts_are_the_whole_by_whatever_it_is_divided(
    kept: Database, rows: list[dict[str, object]], borders: set[int]
) -> None:
    write(kept, rows)
    costs = Costs(kept)
    whole = costs.total(0, LAST)
    paid = [row for row in rows if row["state"] != ChargeState.RELEASED]
    assert whole.orders == len(paid)
    assert whole.micros == sum(micros_of(row["price_per_second"], row["seconds"]) or 0 for row in paid)  # type: ignore[arg-type]
    assert whole.unknown == sum(row["price_per_second"] is None or row["state"] == "unknown" for row in paid)
    every: tuple[Division, ...] = get_args(Division)
    for count in range(len(every) + 1):
        for divisions in itertools.combinations(every, count):
            parts = costs.by(divisions, 0, LAST)
            assert sum(part.micros for part in parts) == whole.micros
            assert sum(part.orders for part in parts) == whole.orders
            assert sum(part.seconds for part in parts) == whole.seconds
            assert len({part.keys for part in parts}) == len(parts)
    times = [0, *sorted(borders), LAST]
    assert sum(costs.total(*span).micros for span in itertools.pairwise(times)) == whole.micros


def test_days_begin_at_midnight_in_utc(database: Database) -> None:
    one = {"engine": "sora", "model": "sora-2", "owner": "", "seconds": 4.0, "price_per_second": 0.1, "state": "spent"}
    write(database, [one | {"at": DAY - 1}, one | {"at": DAY}, one | {"at": 2 * DAY - 1}])
    found = Costs(database).by(("day",), 0, LAST)
    assert [(part.keys, part.micros) for part in found] == [(("1970-01-01",), 400_000), (("1970-01-02",), 800_000)]


def test_more_rows_than_anybody_reads_are_refused(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    one = {"engine": "sora", "model": "sora-2", "owner": "", "seconds": 4.0, "price_per_second": 0.1, "state": "spent"}
    write(database, [one | {"at": day * DAY} for day in range(3)])
    monkeypatch.setattr(costs_module, "MOST_ROWS", 2)
    with pytest.raises(RequestError, match="Ask for fewer days"):
        Costs(database).by(("day",), 0, LAST)


def test_money_is_counted_in_whole_micro_dollars() -> None:
    assert micros_of(0.1, 8) == 800_000
    assert micros_of(0.1, 3) == 300_000, "and not 0.30000000000000004 dollars"
    assert micros_of(None, 8) is None
    assert micros_of(0.0, 8) == 0


def test_an_order_that_is_written_down_again_is_one(database: Database) -> None:
    quote = Quote("vid_1", "sora", "", "me", "sora-2", 8, 0.1)
    for also in (quote.reserved(10), quote.spent(20), quote.spent(30)):
        with database.write() as session:
            also(session)
    (found,) = Costs(database).by(("owner",), 0, LAST)
    assert (found.keys, found.micros, found.orders) == (("me",), 800_000, 1)
