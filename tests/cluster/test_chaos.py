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
from .night import NIGHT, SEED, VIDEOS, get_through

pytestmark = pytest.mark.slow

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


def _left_behind(videos: Path, files: set[str]) -> list[str]:
    """What is neither a file of a finished film nor part of the house."""
    stray = [path.name for path in videos.iterdir() if path.is_file() and path.name not in files]
    return stray + [path.name for path in (videos / ".work").iterdir() if path.name not in KEPT_WORK]
