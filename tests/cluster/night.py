"""A bad night: everything is killed at random while films are made. Then each job has ended, none is paid for twice,
and every film is whole.

CHAOS_VIDEOS=200 makes it a long one, CHAOS_ACTS=n a calmer or a worse one, CHAOS_SEED=n another one.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import httpx2
import pytest

from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import error

from .chaos import Chaos
from .cluster import Cluster

VIDEOS = int(os.environ.get("CHAOS_VIDEOS", "12"))
SEED = int(os.environ.get("CHAOS_SEED", "1"))
ACTS = int(os.environ.get("CHAOS_ACTS", "0")) or VIDEOS // 2
"""How much goes wrong while films are asked for; as much again may follow while they are made."""
BEFORE_DAWN = 0.8
"""Which part of the films has ended when nothing more goes wrong."""
RIGHT = Fault(times=3)
NIGHT = Scenario(
    create=(RIGHT, Fault(wait=0.7, taken=True, times=1), RIGHT, Fault(cut="before", taken=True, times=1)) * 20,
    poll=(RIGHT, error(503, None, "Overloaded.", times=1)) * 100,
    content=(RIGHT, Fault(cut="inside", times=1)) * 20,
    render_seconds=1.0,
    poll_after_ms=300,
)


def get_through(cluster: Cluster, chaos: Chaos, dice: random.Random, upstream: Upstream) -> set[str]:
    """Live through the night, and look at what has come of it. Returns the names of all films' files."""
    accepted = _night(cluster, chaos, dice)
    rows = _all_ended(cluster)
    _print(chaos, rows, upstream)
    assert accepted <= {row["id"] for row in rows}
    _check_payments(cluster, upstream)
    return _check_films(cluster, rows)


def _night(cluster: Cluster, chaos: Chaos, dice: random.Random) -> set[str]:
    """Films are asked for while things go wrong; the ids of those that somebody was promised."""
    accepted = set()
    owed = 0.0
    with cluster.client() as client:
        for number in range(VIDEOS):
            model = "sora-2" if number % 3 else "storyboard-1"
            accepted.add(_ask(client, number, model))
            owed += ACTS / VIDEOS
            while owed >= 1:
                owed -= 1
                time.sleep(dice.uniform(0, 2))
                chaos.act()
    # The last films are disturbed as much as the first ones; in between some have to get on.
    for _ in range(ACTS):
        if _ended(cluster) > BEFORE_DAWN * VIDEOS:
            break
        time.sleep(dice.uniform(1, 6))
        chaos.act()
    chaos.end()
    return accepted


def _ended(cluster: Cluster) -> int:
    return int(cluster.rows("select count(*) from jobs where ended_at is not null")[0]["count"])


def _ask(client: httpx2.Client, number: int, model: str) -> str:
    """The id of a new film; whoever meets a server that is away asks again."""
    for attempt in range(300):
        name = f"otter {number}-{attempt}"
        lesson = {"title": f"The {name}", "text": f"# The {name}\n\n{_LESSON}"}
        asked = {"message": "Make a video of this lesson", "lesson": lesson, "options": {"model": model}}
        try:
            answer = client.post("/api/chat", json=asked, headers={"Prefer": "respond-async"})
        except httpx2.TransportError:
            continue
        if answer.status_code == 202:
            return str(answer.json()["videoId"])
        assert answer.status_code >= 500, answer.text
        time.sleep(0.3)
    raise AssertionError("Nobody took the order.")


_LESSON = """Otters hold hands while they sleep. So they do not drift apart.

An otter keeps a stone in a pocket of its skin. It opens shells with it.

Its fur is the thickest of all animals. Air in it keeps the otter warm."""


def _all_ended(cluster: Cluster) -> list[dict[str, Any]]:
    def unfinished() -> list[dict[str, Any]]:
        return cluster.rows("select id, state, activity, faults from jobs where ended_at is null")

    cluster.until(lambda: not unfinished(), 60 + 15 * VIDEOS, lambda: str(unfinished()))
    return cluster.rows("select * from jobs")


def _check_payments(cluster: Cluster, upstream: Upstream) -> None:
    made = Counter(job.fields["prompt"] for job in upstream.videos.jobs.values())
    assert max(made.values()) == 1, "an order is taken once"
    spent = cluster.rows("select job_id from charges where state = 'spent'")
    assert len(spent) == len({row["job_id"] for row in spent}), "each is written down once"
    assert not cluster.rows("select 1 from charges where state = 'reserved'")
    assert len(spent) <= len(made)


def _check_films(cluster: Cluster, rows: Sequence[dict[str, Any]]) -> set[str]:
    """Every film can be had with all its files, and played from its beginning to its end. Returns the files' names."""
    names = set()
    with cluster.client(follow_redirects=True) as client:
        for row in rows:
            reply = row["reply"]
            assert row["state"] == "completed" and reply["format"] == "video", (row["id"], row["attempts"])
            urls = [value for name, value in reply.items() if name.endswith("Url") and value]
            urls += [url.replace(".vtt", ".jpg") for url in urls if "sprites" in url]
            for url in urls:
                answer = client.get(url)
                assert answer.status_code == 200 and answer.content, (url, answer.status_code)
                names.add(url.rpartition("/")[2])
                if url == reply["videoUrl"]:
                    assert _seconds(answer.content, cluster.folder / "film.mp4") == pytest.approx(
                        reply["durationSeconds"], abs=0.5
                    )
            assert {"videoUrl", "thumbnailUrl", "captionsUrl", "transcriptUrl"} <= {*reply}, row["id"]
    return names


def _seconds(film: bytes, file: Path) -> float:
    """How long it plays, by its last frame; each is decoded."""
    file.write_bytes(film)
    last = 0.0
    with av.open(file) as container:
        for frame in container.decode(video=0):
            last = frame.time + (frame.duration or 0) * float(frame.time_base or 0)
    return last


def _print(chaos: Chaos, rows: Sequence[dict[str, Any]], upstream: Upstream) -> None:
    states = Counter(row["state"] for row in rows)
    engines = Counter(row["reply"]["engine"] for row in rows)
    print(f"\nFilms: {dict(states)}, made by {dict(engines)}; orders at the vendor: {len(upstream.videos.jobs)}")
    print(f"Disturbed: {dict(chaos.acts)}")
