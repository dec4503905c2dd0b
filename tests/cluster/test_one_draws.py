"""Two servers that draw films themselves, on one database: each film is drawn by one of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from .cluster import Cluster
from .node import Node
from .school import BOARD, CitySchool

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
def pair() -> Iterator[CitySchool]:
    with Cluster(voices="espeak", max_videos_under_way=0) as cluster:
        school = CitySchool(cluster)
        yield school
        school.close()


def beginnings(school: CitySchool) -> Counter[str]:
    """How often the drawing of each film was begun, by all servers together."""
    return Counter(video for web in school.cluster.webs for video in begun_at(web))


def begun_at(web: Node) -> list[str]:
    logs = "".join(file.read_text("utf-8") for file in (web.folder / "logs").glob("*.log"))
    return re.findall(r"The video (vid_\w+) is made here", logs)


def test_each_film_is_drawn_once_whichever_server_looks_at_it(pair: CitySchool) -> None:
    videos = [pair.film({**BOARD, "title": f"Water {number}"}) for number in range(4)]
    pair.finished(*videos)
    assert beginnings(pair) == dict.fromkeys(videos, 1)
