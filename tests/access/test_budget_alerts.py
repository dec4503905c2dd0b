"""Whoever runs the server hears of a budget at half, at four fifths and at all of it, once each."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from standardwebhooks import Webhook

from hackathon_backend.access.spending.alerts import BudgetAlert
from hackathon_backend.access.spending.budgets import Budgets
from hackathon_backend.app import Container, create_app
from hackathon_backend.errors import BudgetExceeded
from hackathon_backend.jobs import Database
from hackathon_backend.settings import Settings
from tests.webhooks.conftest import SECRET
from tests.webhooks.receiver import Receiver

from .spender import quote

DAY = 86_400


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


@pytest.fixture
def open_container(make_settings: Callable[..., Settings], database: Database) -> Iterator[Callable[..., Container]]:
    opened: list[Container] = []
    url = database.engine.url.render_as_string(hide_password=False)

    def open_(**values: object) -> Container:
        own = {"render_workers": 1, "database_url": url, "webhook_secret": SECRET}
        opened.append(Container(make_settings(**(own | values))))
        return opened[-1]

    yield open_
    for container in opened:
        container.close()


def reserve(container: Container, job_id: str, now: float, owner: str = "me") -> None:
    with container.database.write() as session:
        container.budgets.reserve(quote(job_id, owner), now)(session)


def told(container: Container) -> list[tuple[str, int]]:
    with container.database.read() as session:
        return sorted((alert.span, alert.percent) for alert in session.query(BudgetAlert))


def test_each_step_is_told_once_in_its_day(
    open_container: Callable[..., Container], caplog: pytest.LogCaptureFixture
) -> None:
    container, now = open_container(budget_day_usd=4), time.time()
    reached = []
    for number in range(5):
        reserve(container, f"vid_{number}", now)
        reached.append([percent for _, percent in told(container)])
    assert reached == [[], [], [50], [50, 80], [50, 80, 100]]
    # Threads of whatever else runs in this process may have something to say as well.
    said = [record.getMessage().split(":")[0] for record in caplog.records if record.name.endswith("spending.alerts")]
    assert said == [f"{percent} % of the budget for the day (all) are reached" for percent in (50, 80, 100)]
    container.store.charges.release("vid_4", "sora", "")
    reserve(container, "vid_5", now)
    assert len(told(container)) == 3, "it was told already"
    reserve(container, "vid_6", now + DAY)
    for number in range(7, 9):
        reserve(container, f"vid_{number}", now + DAY)
    assert told(container) == [("day", 50), ("day", 50), ("day", 80), ("day", 100)]


def test_an_order_that_was_refused_says_that_the_budget_is_used_up(open_container: Callable[..., Container]) -> None:
    container, now = open_container(budget_day_usd=1), time.time()
    reserve(container, "vid_1", now)
    for number in range(2, 5):
        with pytest.raises(BudgetExceeded):
            container.budgets.check("me", 800_000, now)
        with pytest.raises(BudgetExceeded):
            reserve(container, f"vid_{number}", now)
        container.budgets.tell_refusals()
    assert told(container) == [("day", 50), ("day", 80), ("day", 100)]


def test_what_is_rolled_back_was_never_told(open_container: Callable[..., Container]) -> None:
    container = open_container(budget_day_usd=1, webhook_url="http://127.0.0.1:9/hook")
    with pytest.raises(RuntimeError), container.database.write() as session:
        container.budgets.reserve(quote("vid_1"), time.time())(session)
        session.flush()
        raise RuntimeError
    assert told(container) == []
    assert container.outbox.claim(10) == []


def test_a_webhook_tells_of_it_signed(open_container: Callable[..., Container], receiver: Receiver) -> None:
    container = open_container(budget_owner_month_usd=1, webhook_url=receiver.url)
    assert container.dispatcher is not None
    container.dispatcher.start()
    reserve(container, "vid_1", time.time(), "key:a")
    until = time.monotonic() + 30
    # One whose answer comes late is told again, under the same id.
    while len(heard := {headers["webhook-id"]: (headers, body) for headers, body in list(receiver.calls)}) < 2:
        assert time.monotonic() < until
        time.sleep(0.05)
    events = [Webhook(SECRET).verify(body, headers) for headers, body in heard.values()]
    assert {event["type"] for event in events} == {"budget.alert"}
    assert sorted(event["data"]["percent"] for event in events) == [50, 80]
    data = events[0]["data"]
    assert (data["budget"], data["owner"], data["used_usd"], data["limit_usd"]) == ("month", "key:a", 0.8, 1.0)
    assert json.dumps(events)


def client_of(container: Container) -> FlaskClient:
    return create_app(container.settings, container).test_client()


def test_the_page_is_told_of_budgets_with_what_is_used(open_container: Callable[..., Container]) -> None:
    container = open_container(budget_day_usd=4, budget_owner_month_usd=2, anonymous_budget_day_usd=1)
    reserve(container, "vid_1", time.time(), "local")
    found = client_of(container).get("/api/costs/budgets").json["budgets"]
    assert [(each["whose"], each["span"], each["percent"], each["alerts"]) for each in found] == [
        ("all", "day", 20, []), ("anonymous", "day", 0, []), ("owner", "month", 40, []),
    ]  # fmt: skip
    assert (found[0]["used_usd"], found[0]["limit_usd"], found[0]["to"][10:]) == (0.8, 4.0, "T00:00:00Z")


def test_who_is_no_admin_sees_their_own_budgets_alone(open_container: Callable[..., Container]) -> None:
    container = open_container(budget_day_usd=4)
    made = container.keys.create("one", budget_micros=1_000_000)
    reserve(container, "vid_1", time.time(), made.row.owner)
    reserve(container, "vid_2", time.time(), "key:other")
    headers = {"Authorization": f"Bearer {made.text}"}
    found = client_of(container).get("/api/costs/budgets", headers=headers).json["budgets"]
    assert [(each["whose"], each["owner"], each["percent"]) for each in found] == [("owner", made.row.owner, 80)]


def test_a_budget_that_is_changed_is_told_of_anew(open_container: Callable[..., Container]) -> None:
    now = time.time()
    reserve(open_container(budget_day_usd=1), "vid_1", now)
    container = open_container(budget_day_usd=2)
    reserve(container, "vid_2", now)
    assert told(container) == [("day", 50), ("day", 50), ("day", 80), ("day", 80)]
    assert isinstance(container.budgets, Budgets)
