"""Films a minute by 1, 2 and 4 workers, what Celery adds to a stage, and what a film costs the database and the broker.

Each worker draws one scene at a time, and as slowly as on a busy machine of its own (`slow_worker`): two cores are too
few to see four workers at work. Voice, sound, joining, captions and pictures are made as ever.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx2
import pytest

from tests.cluster.cluster import Cluster

from .measure import Row
from .slow_worker import DRAWING

SCENES = 3
WORKERS = (1, 2, 4)
FILMS_FOR_A_WORKER = 6
STAGES_OF_SCENES = 24
LESSONS = ("photosynthesis", "the water cycle", "the heart", "plate tectonics", "supply and demand", "binary search")


def measure(runs: int) -> Iterator[Row]:
    """What the services are there for."""
    yield Row("Load of the machine before", f"{os.getloadavg()[0]:.1f}", f"{os.cpu_count()} cores, others work on them")
    try:
        yield from _films_a_minute()
        yield from _overhead(runs)
        yield from _cost_of_a_film()
    except pytest.skip.Exception as missing:
        yield Row("Films a minute", "not measured", str(missing))


def _films_a_minute() -> Iterator[Row]:
    with _celery() as cluster, cluster.client() as client:
        one = 0.0
        for count in WORKERS:
            _have_workers(cluster, count, "benchmarks.slow_worker")
            _make(client, [_board(SCENES)] * count)
            films = FILMS_FOR_A_WORKER * count
            began = time.monotonic()
            _make(client, [_board(SCENES)] * films)
            rate = 60 * films / (time.monotonic() - began)
            one = one or rate
            note = f"{rate / one:.2f} times as many as one; {films} films of {SCENES} scenes, {DRAWING:g} s for each"
            yield Row(f"Films a minute by {count} worker{'s' * (count > 1)}", f"{rate:.1f}", note)


def _overhead(runs: int) -> Iterator[Row]:
    stages = 2 * STAGES_OF_SCENES + 2
    with Cluster(webs=1, voices="espeak") as cluster, cluster.client() as client:
        embedded = _seconds_for_a_film(client, runs)
    with _celery() as cluster, cluster.client() as client:
        _have_workers(cluster, 1)
        celery = _seconds_for_a_film(client, runs)
    each = (celery - embedded) / stages * 1000
    note = f"{stages} stages with next to nothing to do: {celery:.2f} s, {embedded:.2f} s in the process of the web"
    yield Row("Overhead of Celery for a stage", f"{each:.0f} ms", note)


def _cost_of_a_film() -> Iterator[Row]:
    """What each part of a cluster does for a film of a lesson that nobody has asked for before."""
    with _celery() as cluster, cluster.client() as client:
        _have_workers(cluster, 1)
        _make(client, [_board(SCENES)])
        before = _work(cluster)
        _make(client, [f"Make a video about {lesson}" for lesson in LESSONS])
        spent = {name: (now - before[name]) / len(LESSONS) for name, now in _work(cluster).items()}
        files = [path.stat().st_size for path in cluster.videos.iterdir() if path.is_file()]
    for part in ("web", "steps and sweep", "render", "PostgreSQL", "Redis"):
        yield Row(
            f"Processor time for a film: {part}", f"{spent[part]:.2f} s", "lessons of a minute, nothing kept of them"
        )
    yield Row(
        "Transactions for a film", f"{spent['transactions']:.0f}", "of the database, those of idle sweeps included"
    )
    yield Row("Commands for a film", f"{spent['commands']:.0f}", "of Redis, those of workers that wait included")
    films = len(LESSONS) + 1
    yield Row("Files of a film", f"{len(files) / films:.0f}", f"{sum(files) / films / 1e6:.1f} MB together")


def _seconds_for_a_film(client: httpx2.Client, runs: int) -> float:
    def once() -> float:
        began = time.monotonic()
        _make(client, [_board(STAGES_OF_SCENES)])
        return time.monotonic() - began

    once()  # scenes and sentences are kept from now on
    return statistics.median(once() for _ in range(runs))


@contextmanager
def _celery() -> Iterator[Cluster]:
    """One web process, and what takes steps and sweeps; workers that draw are to come."""
    with Cluster(webs=1, workers="celery", voices="espeak", films_at_once=64) as cluster:
        cluster.add_worker("steps", "beat")
        yield cluster


def _have_workers(cluster: Cluster, count: int, module: str = "hackathon_backend") -> None:
    while len(cluster.workers) <= count:
        cluster.add_worker("render", module=module)
    time.sleep(15)  # they load what they draw and speak with


def _board(scenes: int) -> str:
    board = {"title": "Otters", "scenes": [_scene(number) for number in range(scenes)]}
    return json.dumps(board)


def _scene(number: int) -> dict[str, str]:
    return {"type": "title", "title": f"Part {number}", "narration": f"This is part {number} of it."}


def _make(client: httpx2.Client, prompts: Sequence[str]) -> None:
    """Order films and wait for all of them."""
    waiting = {_order(client, prompt) for prompt in prompts}
    while waiting:
        time.sleep(0.1)
        waiting -= {video for video in waiting if _has_ended(client, video)}


def _order(client: httpx2.Client, prompt: str) -> str:
    asked = {"prompt": prompt, "model": "storyboard-1", "cache": False}
    return str(client.post("/v1/videos", json=asked).raise_for_status().json()["id"])


def _has_ended(client: httpx2.Client, video: str) -> bool:
    found = client.get(f"/v1/videos/{video}").raise_for_status().json()
    assert found["status"] != "failed", found
    return bool(found["status"] == "completed")


def _work(cluster: Cluster) -> dict[str, float]:
    """Processor time of all parts, transactions of the database, and commands of Redis, up to now."""
    steps, render = cluster.workers
    nodes = {"web": cluster.webs[0], "steps and sweep": steps, "render": render}
    nodes |= {"PostgreSQL": cluster.postgres, "Redis": cluster.redis}
    (found,) = cluster.rows("select sum(xact_commit) as count from pg_stat_database")
    counts = {"transactions": float(found["count"]), "commands": float(cluster.redis.commands())}
    return {name: node.processor_seconds() for name, node in nodes.items()} | counts
