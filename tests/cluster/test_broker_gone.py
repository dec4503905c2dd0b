"""Redis dies and comes back while a film is drawn: workers that no token reaches any more take the work as well."""

from __future__ import annotations

import json
import time

import pytest

from .cluster import Cluster

pytestmark = pytest.mark.slow
AWAY = 1.0


def test_a_film_is_made_although_the_broker_dies_twice_while_it_is_drawn() -> None:
    scenes = [{"type": "title", "title": f"Part {n}", "narration": f"Part {n} of it, and more."} for n in range(12)]
    order = {"prompt": json.dumps({"title": "Parts", "scenes": scenes}), "model": "storyboard-1"}
    with Cluster(webs=1, workers="celery", voices="espeak") as cluster, cluster.client() as client:
        cluster.add_worker("render")
        cluster.add_worker("steps", "beat")
        video = client.post("/v1/videos", json=order).json()["id"]
        for _ in range(2):
            time.sleep(2)
            cluster.redis.kill()
            time.sleep(AWAY)
            cluster.redis.start()
        until, status = time.monotonic() + 120, ""
        while status not in ("completed", "failed") and time.monotonic() < until:
            time.sleep(0.5)
            status = client.get(f"/v1/videos/{video}").json()["status"]
        assert status == "completed", cluster.workers[0].tail(20)
        assert cluster.rows("select count(*) from render_stages") in ([(0,)], [{"count": 0}])
