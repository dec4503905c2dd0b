"""Everything is killed at random while films are made, and nothing is lost, paid for twice or left behind."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.upstream import Upstream

from .chaos import Chaos
from .cluster import Cluster
from .faulty import FaultyStore
from .night import NIGHT, SEED, VIDEOS, get_through
from .services import ObjectStore

pytestmark = pytest.mark.slow

MACHINES = 3
KEPT_WORK = {"scenes", "speech", ".clock", ".sketches"}
"""What stays for the films to come."""


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream(NIGHT) as running:
        yield running


@pytest.fixture
def vendor(upstream: Upstream) -> dict[str, object]:
    """Films come from a vendor, and are drawn if that fails."""
    asked = {"video_engines": "sora,storyboard", "sora_base_url": upstream.url, "sora_api_key": "k"}
    return {**asked, "voices": "espeak", "max_poll_timeout": 600}


@pytest.mark.timeout(300 + 20 * VIDEOS)
def test_two_web_processes_get_through_a_bad_night(vendor: dict[str, Any], upstream: Upstream) -> None:
    dice = random.Random(SEED)
    with Cluster(**vendor) as cluster:
        chaos = Chaos(cluster, dice)
        files = get_through(cluster, chaos, dice, upstream)
        videos = cluster.videos
        cluster.until(lambda: not _left_behind(videos, files), 60, lambda: _left_behind(videos, files))


@pytest.mark.timeout(300 + 30 * VIDEOS)
def test_many_machines_get_through_a_bad_night(vendor: dict[str, Any], upstream: Upstream, tmp_path: Path) -> None:
    """Nothing on a disk is shared: what one machine leaves for another goes through the store of objects."""
    dice = random.Random(SEED)
    with ObjectStore(tmp_path) as store, FaultyStore(store.port, seed=SEED) as faulty:
        settings = {"workers": "celery", "storage": "s3", "s3_endpoint_url": faulty.url, **store.settings}
        with Cluster(own_folders=True, **vendor, **settings) as cluster:
            for _ in range(MACHINES):
                cluster.add_worker()
            chaos = Chaos(cluster, dice, faulty)
            files = get_through(cluster, chaos, dice, upstream)
            print(f"Requests to the store: {dict(faulty.met)}")
            assert not cluster.rows("select 1 from render_stages union all select 1 from renders")
            _sweep(cluster)
            _check_store(cluster, store, files)


def _left_behind(videos: Path, files: set[str]) -> list[str]:
    """What is neither a file of a finished film nor part of the house."""
    stray = [path.name for path in videos.iterdir() if path.is_file() and path.name not in files]
    return stray + [path.name for path in (videos / ".work").iterdir() if path.name not in KEPT_WORK]


def _sweep(cluster: Cluster) -> None:
    """The clean-up of a later day: what was broken off by then is never ended."""
    cluster.until(lambda: not cluster.rows("select 1 from stored_objects where key like 'work/vid_%%'"), 60)
    cluster.rows("update object_transfers set begun_at = begun_at - 864000")
    cluster.run("clean")


def _check_store(cluster: Cluster, store: ObjectStore, files: set[str]) -> None:
    """The bucket has what the list says, which is the files of films and what is kept for films to come."""
    listed = cluster.rows("select key, at from stored_objects")
    assert sorted(store.all_keys()) == sorted(row["at"] for row in listed)
    assert not cluster.rows("select 1 from object_transfers") and not store.uploads()
    places = [row["key"].split("/", 2) for row in listed]
    assert {path[0] for place, *path in places if place == "videos"} == files
    assert {path[0] for place, *path in places if place == "work"} <= KEPT_WORK
    print(f"Objects: {len(listed)}, of them files of films: {len(files)}")
