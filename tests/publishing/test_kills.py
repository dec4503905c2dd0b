"""A server killed in the middle of a publication: nothing is lost, and nothing is published twice."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hackathon_backend.media import add_tracks
from hackathon_backend.storage import video_stem
from tests.media.clips import make_clip, tone
from tests.publishing.blotato_server import BlotatoServer
from tests.server import Server

pytestmark = pytest.mark.slow

VIDEO = "vid_00000000000000aa"


@pytest.fixture
def blotato() -> Iterator[BlotatoServer]:
    with BlotatoServer() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path, blotato: BlotatoServer) -> Iterator[Server]:
    with Server(tmp_path, **blotato.settings) as running:
        put_video(running)
        yield running


def put_video(server: Server) -> None:
    """A finished video, as a row and a file."""
    now = time.time()
    name = f"{video_stem(VIDEO, now)}.mp4"
    clip = make_clip(server.folder / "clip.mp4", 4.0, sound=tone(4.0).reshape(1, -1))
    add_tracks(clip, server.folder / "generated_videos" / name, ())
    reply = {"format": "video", "status": "completed", "messageId": None, "conversationId": None, "lessonId": None,
             "generatedAt": "2026-11-30T00:00:00Z", "durationSeconds": 4.0}  # fmt: skip
    ordered = server.post("/v1/videos", {"prompt": json.dumps({"title": "T", "scenes": [
        {"type": "title", "title": "T", "narration": "Hello."}]}), "model": "storyboard-1"})["id"]  # fmt: skip
    server.until(f"select ended_at is not null from jobs where id = '{ordered}'")
    with closing(sqlite3.connect(server.folder / "model7.db", timeout=30)) as database, database:
        database.execute("PRAGMA foreign_keys=OFF")
        database.execute(
            "update jobs set id = ?, created_at = ?, filename = ?, reply = ?, brief = null, size = ? where id = ?",
            (VIDEO, now, name, json.dumps(reply), "320x180", ordered),
        )


def publish(server: Server, **more: object) -> str:
    answer = server.post(f"/api/videos/{VIDEO}/publish", {"posts": [{"account": "11", "text": "Leaves"}], **more})
    id_: str = answer["publications"][0]["id"]
    return id_


def reached(server: Server, id_: str, *states: str, seconds: float = 90) -> dict[str, object]:
    ends = time.monotonic() + seconds
    while (told := server.get(f"/api/publications/{id_}"))["state"] not in states:
        assert time.monotonic() < ends, told
        time.sleep(0.1)
    return dict(told)


def test_killed_while_the_film_is_uploaded_it_is_published_once(server: Server, blotato: BlotatoServer) -> None:
    blotato.answer_puts = "never"
    id_ = publish(server)
    server.until_true(lambda: any(each.startswith("PUT") for each in blotato.requests))
    server.kill()
    blotato.answer_puts = "yes"
    server.start()
    assert reached(server, id_, "published")["url"]
    assert len(blotato.posts) == 1


def test_killed_while_it_is_handed_over_a_scheduled_post_is_found(server: Server, blotato: BlotatoServer) -> None:
    blotato.answer_posts = "never"
    day = (datetime.now(UTC) + timedelta(days=9)).strftime("%Y-%m-%d")
    id_ = publish(server, at=f"{day}T08:00", timeZone="Europe/Berlin")
    server.until_true(lambda: len(blotato.posts) == 1)
    server.kill()
    blotato.answer_posts = "yes"
    server.start()
    reached(server, id_, "scheduled")
    assert (len(blotato.posts), len(blotato.schedules)) == (1, 1)


def test_killed_while_it_is_handed_over_now_it_is_found_and_not_sent_again(
    server: Server, blotato: BlotatoServer
) -> None:
    blotato.answer_posts = "never"
    id_ = publish(server)
    server.until_true(lambda: len(blotato.posts) == 1)
    server.kill()
    blotato.answer_posts = "yes"
    server.start()
    told = reached(server, id_, "unknown", "published", seconds=300)
    assert (told["state"], len(blotato.posts)) == ("published", 1)
    assert told["url"] == f"https://social.example/{blotato.posts[0]['id']}"


def test_killed_after_it_was_handed_over_its_end_is_heard_of(server: Server, blotato: BlotatoServer) -> None:
    blotato.published_after = 1_000
    id_ = publish(server)
    server.until("select count(*) from publications where post_id is not null")
    server.kill()
    blotato.published_after = 0
    server.start()
    assert reached(server, id_, "published")["url"]
    assert len(blotato.posts) == 1
