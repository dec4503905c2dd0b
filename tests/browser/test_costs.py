"""What was paid, as the studio shows it: nothing at all before anything was paid."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from .conftest import PHONE, check_axe, fits, playwright_api

pytestmark = pytest.mark.slow

Open = Callable[..., Any]
DAY = 86_400
BARS = (
    """[...document.querySelectorAll(".costs-bar")].map((bar) => parseFloat(getComputedStyle(bar, "::after").height))"""
)


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server with a month of charges."""
    with Server(tmp_path_factory.mktemp("paid")) as server:
        rows = [
            (f"vid_{day}", engine, "", owner, model, seconds, price, micros(seconds, price), at(day), "spent")
            for day in range(0, 28, 3)
            for engine, model, owner, price in (("sora", "sora-2", "", 0.1), ("runway", "gen4.5", "3f7a" * 16, 0.12))
            if (seconds := 8.0 + 4 * math.floor(4 * math.sin(day) ** 2))
        ]
        rows.append(
            ("vid_lost", "replicate", "", "", "an-owner/a-model-of-a-long-name", 8.0, None, None, at(1), "unknown")
        )
        with closing(sqlite3.connect(server.folder / "model7.db", timeout=30)) as database, database:
            database.executemany(f"insert into charges values ({','.join('?' * 10)})", rows)
        yield server


def at(days_ago: int) -> int:
    return int(time.time()) - days_ago * DAY


def micros(seconds: float, price: float) -> int:
    return round(seconds * price * 1_000_000)


def test_costs_are_not_spoken_of_before_there_are_any(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/studio#costs")
    page.get_by_role("tab", name="Create", selected=True).wait_for()
    assert page.get_by_role("tab", name="Costs").is_hidden()


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["wide", "narrow"])
def test_costs_are_a_sum_a_chart_and_a_table(
    paid: Server, open_page: Open, tmp_path: Path, viewport: dict[str, int] | None
) -> None:
    page = open_page(**({"viewport": viewport} if viewport else {}))
    page.goto(f"{paid.url}/studio")
    page.get_by_role("tab", name="Costs").click()
    page.get_by_role("img", name="Cost by day").wait_for()
    told = paid.get("/api/costs")
    assert page.locator(".costs-total strong").text_content() == f"${told['total']['usd']:,.2f}"
    assert page.get_by_text("the price or the outcome of 1 order").is_visible()
    bars = page.evaluate(BARS)
    assert len(bars) == 30
    assert sum(height > 0 for height in bars) == 10
    assert page.get_by_role("row").count() == 1 + len(told["rows"])
    check_axe(page)
    assert fits(page), "nothing sticks out"
    page.screenshot(path=tmp_path / "by-day.png", full_page=True)
    page.get_by_label("Table by").select_option("Model")
    page.get_by_role("rowheader", name="an-owner/a-model-of-a-long-name").wait_for()
    with page.expect_download() as loading:
        page.get_by_role("link", name="CSV").click()
    assert Path(loading.value.path()).read_text("utf-8").startswith("model,usd,orders,seconds,unknown\n")
    assert loading.value.suggested_filename == "costs.csv"
    page.get_by_label("Period").select_option("The last 7 days")
    playwright_api.expect(page.locator(".costs-bar")).to_have_count(7)
    page.screenshot(path=tmp_path / "by-model.png", full_page=True)


def test_the_tabs_are_walked_by_keyboard_with_and_without_costs(paid: Server, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{paid.url}/studio#costs")
    page.get_by_role("tab", name="Costs", selected=True).focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("tab", name="Create", selected=True).wait_for()
    page.keyboard.press("End")
    page.get_by_role("tab", name="Costs", selected=True).wait_for()


@pytest.fixture(scope="module")
def budgeted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server with budgets, of which one is used up."""
    budgets = {"budget_day_usd": 4, "budget_month_usd": 100, "budget_owner_day_usd": 0.8}
    with Server(tmp_path_factory.mktemp("budgeted"), **budgets) as server:
        row = ("vid_1", "sora", "", "local", "sora-2", 32.0, 0.1, micros(32, 0.1), at(0), "spent")
        with closing(sqlite3.connect(server.folder / "model7.db", timeout=30)) as database, database:
            database.execute(f"insert into charges values ({','.join('?' * 10)})", row)
        yield server


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_budgets_are_bars_that_say_how_much_is_used(
    budgeted: Server, open_page: Open, tmp_path: Path, viewport: dict[str, int] | None, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, **({"viewport": viewport} if viewport else {}))
    page.goto(f"{budgeted.url}/studio")
    page.get_by_role("tab", name="Costs").click()
    page.get_by_role("meter", name="Everybody, today").wait_for()
    meters = page.get_by_role("meter")
    told = [each["percent"] for each in budgeted.get("/api/costs/budgets")["budgets"]]
    assert told == [80, 3, 400]
    assert [meters.nth(number).get_attribute("aria-valuenow") for number in range(3)] == ["80", "3", "100"]
    assert page.get_by_text("400 %: $3.20 of $0.80").is_visible()
    page.get_by_label("Table by").select_option("engine")
    page.get_by_role("img", name="Cost by engine").wait_for()
    page.screenshot(path=tmp_path / "budgets.png", full_page=True)
    check_axe(page)
