"""Real workers in processes of their own, woken through a real broker, while something dies.

The engine is a server that speaks the Videos protocol and counts its orders.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.cluster.cluster import Cluster
from tests.cluster.node import Node
from tests.upstream import Fault, Scenario, Upstream

pytestmark = pytest.mark.slow
pytest.importorskip("celery", reason="Celery is not installed: pip install -r requirements-dev.txt")

HANGS = 90.0
"""Seconds for which the engine keeps a request waiting: in all of them a worker is killed."""


class School:
    """An installation whose videos are made by workers, at an engine that costs money."""

    def __init__(self, cluster: Cluster, upstream: Upstream) -> None:
        self.cluster, self.upstream = cluster, upstream

    def worker(self, *kinds: str) -> Node:
        """A worker on the same disk."""
        return self.cluster.add_worker(*kinds)

    def order(self, prompt: str, model: str = "sora-2") -> str:
        with self.cluster.client() as client:
            answer = client.post("/v1/videos", json={"prompt": prompt, "model": model})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def job(self, id_: str) -> dict[str, Any]:
        [row] = self.cluster.rows("select * from jobs where id = %s", id_)
        return row

    def stages(self, state: str) -> int:
        """How many stages of films are in the state."""
        [row] = self.cluster.rows("select count(*) as found from render_stages where state = %s", state)
        return int(row["found"])

    def held_by(self, worker: Node) -> int:
        """How many stages the worker is at."""
        held = "select count(*) as found from render_stages where state = 'running' and lease_owner like %s"
        [row] = self.cluster.rows(held, f"%/{worker.pid}/%")
        return int(row["found"])

    def until_made(self, *ids: str) -> None:
        for id_ in ids:
            self.cluster.until(lambda id_=id_: self.job(id_)["ended_at"])  # type: ignore[misc]
            assert self.job(id_)["state"] == "completed"
            assert self.orders(id_) == 1
            charges = self.cluster.rows("select state from charges where job_id = %s", id_)
            assert [charge["state"] for charge in charges] == ["spent"]

    def orders(self, id_: str) -> int:
        """How many of the video's have come to the engine."""
        return [request.headers["idempotency-key"] for request in self.upstream.creates].count(id_)


@contextmanager
def opened(scenario: Scenario, **settings: object) -> Iterator[School]:
    with Upstream(scenario) as upstream:
        engine = {"video_engines": "sora", "sora_base_url": upstream.url, "sora_api_key": "k"}
        with Cluster(webs=1, workers="celery", max_poll_timeout=60, **(engine | settings)) as cluster:
            yield School(cluster, upstream)


def test_another_worker_goes_on_when_one_is_killed_and_each_order_is_paid_once() -> None:
    scenario = Scenario(
        create=(Fault(times=1), Fault(wait=HANGS, taken=True, times=1)),
        content=Fault(wait=HANGS, times=1),
        render_seconds=0.5,
    )
    with opened(scenario) as school:
        school.worker("beat")
        first = school.worker("steps")
        downloading = school.order("An otter that is downloading")
        school.cluster.until(lambda: school.job(downloading)["state"] == "downloading")
        taken = school.order("An otter whose order was taken")
        school.cluster.until(lambda: school.orders(taken))
        first.kill()
        waiting = school.order("An otter that waits")
        school.worker("steps")
        school.until_made(downloading, taken, waiting)


def test_a_worker_that_is_told_to_stop_gives_back_what_it_can_not_end() -> None:
    with opened(Scenario(content=Fault(wait=HANGS, times=1))) as school:
        school.worker("beat")
        first = school.worker("steps")
        video = school.order("An otter")
        school.cluster.until(lambda: school.job(video)["state"] == "downloading" and school.job(video)["lease_token"])
        began = time.monotonic()
        first.kill(signal.SIGTERM)
        assert time.monotonic() - began < 15
        assert school.job(video)["lease_token"] is None
        school.worker("steps")
        school.until_made(video)


def test_orders_are_taken_while_the_broker_is_away_and_made_when_it_is_back() -> None:
    with opened(Scenario()) as school:
        school.worker("steps")
        school.worker("beat")
        school.until_made(school.order("An otter before"))
        school.cluster.redis.kill()
        began = time.monotonic()
        waiting = [school.order(f"An otter meanwhile, {number}") for number in range(3)]
        assert time.monotonic() - began < 10
        school.cluster.redis.start()
        school.until_made(*waiting, school.order("An otter after"))


def test_what_a_flushed_broker_has_lost_is_made() -> None:
    with opened(Scenario(render_seconds=4.0)) as school:
        school.worker("steps")
        school.worker("beat")
        videos = [school.order(f"An otter, {number}") for number in range(3)]
        school.cluster.until(lambda: all(school.job(video)["state"] == "rendering" for video in videos))
        subprocess.run(["redis-cli", "-u", school.cluster.redis.url, "flushall"], check=True, stdout=subprocess.DEVNULL)
        school.until_made(*videos, school.order("An otter after"))


def test_two_beats_and_two_workers_make_everything_once() -> None:
    with opened(Scenario()) as school:
        for kinds in (("steps", "beat"), ("beat", "steps")):
            school.worker(*kinds)
        school.until_made(*[school.order(f"An otter, {number}") for number in range(12)])


def test_a_film_goes_on_in_another_render_worker_when_one_is_killed() -> None:
    said = "Otters hold hands while they sleep. " * 8
    board = {"title": "Otters", "scenes": [{"type": "title", "title": "Otters", "narration": said}] * 4}
    with opened(Scenario(), video_engines="storyboard") as school:
        school.worker("beat")
        school.worker("steps")
        first = school.worker("render")
        video = school.order(json.dumps(board), "storyboard-1")
        school.cluster.until(lambda: school.stages("running") and school.stages("done"))
        first.kill()
        second = school.worker("render")
        school.cluster.until(lambda: school.held_by(second))
        second.kill(signal.SIGTERM)
        assert not school.held_by(second), "what it could not end was given back"
        school.worker("render")
        school.cluster.until(lambda: school.job(video)["ended_at"])
        assert school.job(video)["state"] == "completed", school.job(video)
        assert school.stages("done") == 0, "rows of films that are made are gone"


@pytest.fixture
def rabbit() -> Iterator[str]:
    """A virtual host of the machine's RabbitMQ."""
    if shutil.which("rabbitmqctl") is None:
        pytest.skip("RabbitMQ is not installed: apt-get install rabbitmq-server")
    name = "model7-test"
    if subprocess.run(["rabbitmqctl", "-q", "add_vhost", name], capture_output=True).returncode:
        pytest.skip("RabbitMQ does not run: service rabbitmq-server start")
    subprocess.run(["rabbitmqctl", "-q", "set_permissions", "-p", name, "guest", ".*", ".*", ".*"], check=True)
    yield f"amqp://guest:guest@127.0.0.1:5672/{name}"
    subprocess.run(["rabbitmqctl", "-q", "delete_vhost", name], check=True)


def test_rabbitmq_wakes_workers_too(rabbit: str) -> None:
    with opened(Scenario(render_seconds=0.5), broker_url=rabbit) as school:
        school.worker("steps", "beat")
        school.until_made(*[school.order(f"An otter, {number}") for number in range(5)])
