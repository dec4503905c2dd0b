"""GET /api/costs: what was paid, from when to when, by what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.jobs import Charge, micros_of

NOON = int(datetime(2026, 12, 1, 12, tzinfo=UTC).timestamp())
"""2026-12-01, 12:00 UTC."""
DAY = 86_400


def charge(container: Container, number: int, **values: Any) -> None:
    row: dict[str, Any] = {
        "job_id": f"vid_{number}", "engine": "sora", "part": "", "owner": "", "model": "sora-2", "seconds": 8.0,
        "price_per_second": 0.1, "at": NOON, "state": "spent",
    } | values  # fmt: skip
    with container.database.write() as session:
        session.add(Charge(**row, micros=micros_of(row["price_per_second"], row["seconds"])))


@pytest.fixture
def paid(container: Container) -> Container:
    """Five orders: two on the first of December, one of another engine a day later, one unknown, one that was free."""
    charge(container, 1)
    charge(container, 2, seconds=4.0, owner="me")
    charge(container, 3, at=NOON + DAY, engine="runway", model="gen4.5", price_per_second=None)
    charge(container, 4, at=NOON + 2 * DAY, state="unknown")
    charge(container, 5, state="released")
    return container


def test_costs_are_told_by_day(client: FlaskClient, paid: Container) -> None:
    found = client.get("/api/costs?from=2026-12-01&to=2026-12-03").get_json()
    assert found == {
        "from": "2026-12-01T00:00:00Z",
        "to": "2026-12-04T00:00:00Z",
        "currency": "USD",
        "total": {"usd": 2.0, "orders": 4, "seconds": 28.0, "unknown": 2},
        "rows": [
            {"day": "2026-12-01", "usd": 1.2, "orders": 2, "seconds": 12.0, "unknown": 0},
            {"day": "2026-12-02", "usd": 0.0, "orders": 1, "seconds": 8.0, "unknown": 1},
            {"day": "2026-12-03", "usd": 0.8, "orders": 1, "seconds": 8.0, "unknown": 1},
        ],
        "ever": True,
    }


@pytest.mark.parametrize("by", ["by=engine,owner", "by=engine&by=owner", "by=engine&by=owner,engine"])
def test_costs_are_told_by_several_things_at_once(client: FlaskClient, paid: Container, by: str) -> None:
    rows = client.get(f"/api/costs?from=2026-12-01&to=2026-12-03&{by}").get_json()["rows"]
    assert [(row["engine"], row["owner"], row["usd"]) for row in rows] == [
        ("runway", "", 0.0), ("sora", "", 1.6), ("sora", "me", 0.4),
    ]  # fmt: skip
    assert "day" not in rows[0] and "model" not in rows[0]


@pytest.mark.parametrize(
    ("span", "orders"),
    [
        ("from=2026-12-01&to=2026-12-01", 2),
        ("from=2026-12-01T12:00:00Z&to=2026-12-02T12:00:00Z", 2),
        ("from=2026-12-01T12:00:01Z&to=2026-12-02T12:00:01Z", 1),
        ("from=2026-12-01T12:00:00&to=2026-12-02", 3),
        ("from=2026-12-01T13:00:00+01:00&to=2026-12-01", 2),
        ("from=2026-12-01T13:00:01%2B01:00&to=2026-12-01", 0),
        ("from=2026-11-30&to=2026-12-01T12:00:00Z", 0),
        ("to=2026-12-01", 2),
        ("to=2026-12-31", 2),
    ],
)
def test_a_date_is_whole_and_a_time_ends_before_it(
    client: FlaskClient, paid: Container, span: str, orders: int
) -> None:
    assert client.get(f"/api/costs?{span}").get_json()["total"]["orders"] == orders


def test_nothing_said_is_the_last_thirty_days(client: FlaskClient, container: Container) -> None:
    found = client.get("/api/costs").get_json()
    assert found["total"] == {"usd": 0.0, "orders": 0, "seconds": 0.0, "unknown": 0}
    assert (found["rows"], found["ever"]) == ([], False)
    charge(container, 1, at=int(container.store.clock.now()))
    charge(container, 2, at=int(container.store.clock.now()) - 31 * DAY)
    assert client.get("/api/costs").get_json()["total"]["orders"] == 1


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ("from=yesterday", "from"),
        ("from=", "from"),
        ("from=2026-13-01", "from"),
        ("to=2026-02-30", "to"),
        ("to=9999-12-31", "to"),
        ("to=9999-12-31T23:59:59-12:00", "to"),
        ("from=0001-01-01T00:00:00%2B10:00", "from"),
        ("from=2026-12-02&to=2026-12-01", "from"),
        ("from=2026-12-01T00:00:00Z&to=2026-12-01T00:00:00Z", "from"),
        ("from=2010-01-01&to=2026-12-01", "from"),
        ("from=9998-01-01", "from"),
        ("by=hour", "by"),
        ("by=day,days", "by"),
        ("format=xml", "format"),
        ("since=2026-12-01", "since"),
        ("from=" + "2" * 500, "from"),
    ],
)
def test_what_is_no_period_or_division_is_refused_by_name(client: FlaskClient, query: str, param: str) -> None:
    answer = client.get(f"/api/costs?{query}")
    assert answer.status_code == 400
    assert answer.get_json()["error"]["param"] == param


@pytest.mark.parametrize("dates", ["from=0001-01-01&to=0001-01-05", "to=0001-01-05", "from=9999-12-01&to=9999-12-30"])
def test_days_that_no_clock_ever_showed_have_no_costs(client: FlaskClient, dates: str) -> None:
    assert client.get(f"/api/costs?{dates}").get_json()["total"]["orders"] == 0


@pytest.mark.parametrize("way", ["query", "header"])
def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(client: FlaskClient, paid: Container, way: str) -> None:
    charge(paid, 6, model='=HYPERLINK("http://evil.example")')
    query = "/api/costs?from=2026-12-01&to=2026-12-03&by=model"
    answer = client.get(f"{query}&format=csv") if way == "query" else client.get(query, headers={"Accept": "text/csv"})
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == "attachment; filename=costs.csv"
    assert answer.text.splitlines() == [
        "model,usd,orders,seconds,unknown",
        '"\'=HYPERLINK(""http://evil.example"")",0.8,1,8.0,0',
        "gen4.5,0.0,1,8.0,1",
        "sora-2,2.0,3,20.0,1",
    ]


def test_costs_outlive_the_videos(client: FlaskClient, container: Container) -> None:
    job = client.post("/v1/videos", json={"prompt": "Otters hold hands. So they stay together."}).get_json()
    charge(container, 1, job_id=job["id"])
    client.post(f"/v1/videos/{job['id']}/cancel")
    container.model7.cancel(job["id"])
    assert client.delete(f"/v1/videos/{job['id']}").status_code == 200
    assert client.get("/api/costs?from=2026-12-01&to=2026-12-01").get_json()["total"]["usd"] == 0.8


def test_costs_of_engines_that_are_built_in_are_nothing(client: FlaskClient) -> None:
    job = client.post("/v1/videos", json={"prompt": "Otters hold hands. So they stay together."}).get_json()
    cost = {"estimated_usd": 0.0, "spent_usd": 0.0, "currency": "USD", "known": True}
    assert client.get(f"/api/library/{job['id']}").get_json()["cost"] == cost
    camel = {"estimatedUsd": 0.0, "spentUsd": 0.0, "currency": "USD", "known": True}
    assert client.get(f"/api/video/{job['id']}").get_json()["metadata"]["cost"] == camel
    assert client.get("/api/costs").get_json()["ever"] is False
