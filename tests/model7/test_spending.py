"""Orders against a budget: as many are paid as it has room for, and all others are answered all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from hackathon_backend.app import create_app
from hackathon_backend.jobs import Database, LessonRequest
from tests.server import Server
from tests.upstream import Fault, Upstream
from tests.waiting import comes_true

from .conftest import Opened
from .test_charges import OTTER, charged
from .test_upstream_faults import scenario

pytestmark = pytest.mark.slow

OpenSora = Callable[..., Opened]
QUICK = {"narration_audio": "off", "max_poll_timeout": 60.0}


def test_of_fifty_orders_at_once_ten_are_paid_and_forty_answered(sora: OpenSora) -> None:
    with Upstream(scenario()) as upstream:
        opened = sora(upstream, budget_day_usd=8.0, **QUICK)
        with ThreadPoolExecutor(50) as pool:
            jobs = list(pool.map(lambda number: opened.order(OTTER, message=f"An otter, {number}."), range(50)))
        ended = [opened.container.watch.wait(job.id, 240) for job in jobs]
        assert len(upstream.creates) == 10
    assert [job.state for job in ended].count("completed") == 10
    refused = [job for job in ended if job.state == "failed"]
    assert {job.reason for job in refused} == {"budget_exceeded"}
    assert all(job.reply and job.reply.content and not job.reply.video_url for job in refused)
    assert opened.container.costs.total(0, 2**40).micros == 8_000_000


def test_what_can_not_be_paid_is_made_by_the_embedded_engine_which_says_so(sora: OpenSora) -> None:
    with Upstream(scenario()) as upstream:
        opened = sora(upstream, video_engines=("sora", "storyboard"), budget_owner_month_usd=0.5, **QUICK)
        job = opened.make(LessonRequest(message="Make a video on React hooks", topic="React hooks"))
        assert upstream.creates == []
    assert (job.state, job.engine) == ("completed", "storyboard")
    assert job.reply is not None
    assert any("no more videos from other services for now" in note for note in job.reply.notes)
    assert "$" not in str(job.reply.row())
    assert "BUDGET" not in str(job.reply.row())
    assert [attempt.code for attempt in job.attempts] == ["budget_exceeded"]


def test_a_model_without_a_price_is_not_ordered_where_there_is_a_budget(sora: OpenSora) -> None:
    with Upstream(scenario()) as upstream:
        opened = sora(upstream, sora_model="otter-1", budget_month_usd=1000, **QUICK)
        job = opened.make(OTTER)
        assert upstream.creates == []
    assert (job.state, job.reason) == ("failed", "budget_exceeded")


def test_an_order_that_nobody_could_make_for_nothing_is_refused_at_once(sora: OpenSora) -> None:
    with Upstream(scenario()) as upstream:
        opened = sora(upstream, budget_day_usd=1.0, **QUICK)
        client = create_app(opened.container.settings, opened.container).test_client()
        body = {"prompt": "An otter swims.", "model": "sora-2", "seconds": "8"}
        first = client.post("/v1/videos", json=body, headers={"Idempotency-Key": "a"})
        opened.container.watch.wait(first.json["id"], 240)
        again = client.post("/v1/videos", json=body, headers={"Idempotency-Key": "a"})
        assert (again.status_code, again.json["id"]) == (200, first.json["id"]), "it is there, and costs nothing"
        refused = client.post("/v1/videos", json=body | {"prompt": "Another one."})
        assert len(upstream.creates) == 1
    assert refused.status_code == 429
    assert refused.json["error"]["code"] == "budget_exceeded"
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.headers["x-should-retry"] == "false", "it would be refused until midnight"
    assert len(opened.container.store.page(limit=10)[0]) == 1
    assert comes_true(lambda: opened.container.work.folders() == [])


def test_a_film_whose_clips_can_not_all_be_paid_is_not_begun(sora: OpenSora) -> None:
    request = OTTER.model_copy(update={"seconds": 60.0, "message": "An otter swims. It dives. It eats. It sleeps."})
    with Upstream(scenario()) as upstream:
        opened = sora(upstream, budget_day_usd=5.9, **QUICK)
        job = opened.make(request)
        assert upstream.creates == []
        assert job.reason == "budget_exceeded"
        opened = sora(upstream, budget_day_usd=6.0, **QUICK)
        job = opened.make(request)
        assert job.state == "completed"
        assert [state for _, state, _ in charged(opened, job)] == ["spent"] * len(upstream.creates)


POSTGRES = "postgresql"


class Site:
    """Two servers on one database, and an upstream that counts."""

    def __init__(self, folder: Path, url: str, upstream: Upstream) -> None:
        self.url = url
        common = {
            "video_engines": "sora", "sora_base_url": upstream.url, "sora_api_key": "k", "database_url": url,
            "budget_month_usd": 8, "narration_audio": "off", "max_poll_timeout": 60, "video_dir": folder / "videos",
        }  # fmt: skip
        self.servers = []
        for name in ("one", "two"):
            (folder / name).mkdir()
            self.servers.append(Server(folder / name, **common))

    def value(self, query: str) -> Any:
        with closing(Database(self.url)) as database, database.read() as session:
            return session.scalar(text(query))

    def until(self, query: str) -> None:
        self.servers[0].until_true(lambda: bool(self.value(query)))


@pytest.fixture
def site(database: Database, tmp_path: Path) -> Iterator[tuple[Site, Upstream]]:
    with Upstream(scenario(create=Fault(wait=0.5, taken=True))) as upstream:
        site = Site(tmp_path, database.engine.url.render_as_string(hide_password=False), upstream)
        try:
            for server in site.servers:
                server.start()
            yield site, upstream
        finally:
            for server in site.servers:
                server.kill()


def test_two_servers_of_which_one_is_killed_pay_ten_of_fifty(site: tuple[Site, Upstream]) -> None:
    both, upstream = site

    def order(number: int) -> str:
        body = {"prompt": f"An otter, {number}.", "model": "sora-2", "seconds": "8"}
        answer = both.servers[number % 2].post("/v1/videos", body)
        return str(answer.get("id") or answer["error"]["code"])

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(order, range(50)))
        both.until("select count(*) > 0 from charges")
        both.servers[0].kill()
        both.servers[0].start()
    assert all(answer.startswith("vid_") or answer == "budget_exceeded" for answer in answers)
    both.until("select count(*) = 0 from jobs where ended_at is null")
    keys = [request.headers["idempotency-key"] for request in upstream.creates]
    assert len(keys) == len(set(keys)) == 10, "each paid once"
    assert both.value("select count(*) from charges where state != 'released'") == 10
    assert both.value("select count(*) from jobs where state = 'completed'") == 10
    assert sum(answer.startswith("vid_") for answer in answers) == 10, "the others were told so at once"
    assert both.value("select count(*) from jobs where reason = 'budget_exceeded'") == 0
