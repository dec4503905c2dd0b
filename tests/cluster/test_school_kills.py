"""Whoever is killed in the middle of what somebody does at a school: it is done, once, by whoever is left."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx2
import psutil
import pytest

from .node import Node
from .school import CitySchool, opened

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]
pytest.importorskip("celery", reason="Celery is not installed: pip install -r requirements-dev.txt")

PAGES = 90
ASK = "Can you make a video explaining React hooks?"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CitySchool]:
    with opened(tmp_path_factory.mktemp("bucket")) as running:
        yield running


@pytest.fixture(scope="module")
def film(school: CitySchool) -> str:
    """A finished film of the water cycle."""
    video = school.film()
    school.finished(video)
    return video


def holder(school: CitySchool, query: str) -> Node | None:
    """The worker whose process holds the row that a query finds the lease of; None if nobody does."""
    (row,) = school.cluster.rows(query) or [{"lease_owner": None}]
    if not row["lease_owner"]:
        return None
    pid = int(row["lease_owner"].split("/")[1])
    for node in school.cluster.workers:
        with suppress(psutil.NoSuchProcess):
            leader = psutil.Process(node.pid)
            if pid in {node.pid, *(each.pid for each in leader.children(recursive=True))}:
                return node
    return None


def killed(school: CitySchool, query: str, seconds: float = 240) -> Node:
    """Kill the worker that holds the row as soon as one does; it is not started again yet."""
    until = time.monotonic() + seconds
    while (node := holder(school, query)) is None:
        assert time.monotonic() < until, "nobody has worked on it"
        time.sleep(0.02)
    node.kill()
    return node


def test_a_document_becomes_one_lesson_though_a_worker_and_a_web_die_at_it(school: CitySchool) -> None:
    made = school.document(PAGES)["id"]
    away = killed(school, f"select lease_owner from lesson_imports where id = '{made}' and done > 0")
    school.cluster.webs[0].kill()
    done = school.imported(made)
    assert [done[name] for name in ("status", "done", "total", "error")] == ["completed", PAGES, PAGES, None], done
    for node in (away, school.cluster.webs[0]):
        node.start()
    rows = school.cluster.rows("select id from own_lessons where deleted_at is null")
    assert [row["id"] for row in rows] == done["lessonIds"]
    text = school.get(f"/api/lessons/{done['lessonId']}")["text"]
    assert [text.count(f"Tide {number}\n") for number in range(1, PAGES + 1)] == [1] * PAGES
    files = school.cluster.rows("select name from lesson_files")
    assert all(school.files(f"/api/lessons/{done['lessonId']}/document"))
    kept = school.cluster.rows("select key from stored_objects where key like '%lesson_own%'")
    assert sorted(row["key"].rpartition("/")[2] for row in kept) == sorted(row["name"] for row in files)


def test_a_film_is_in_another_language_once_though_its_worker_dies(school: CitySchool, film: str) -> None:
    path = f"/api/videos/{film}/translations"
    school.post(path, {"languages": ["es"]})
    killed(school, f"select lease_owner from jobs where id <> '{film}' and lease_owner is not null").start()
    school.post(path, {"languages": ["es"]})
    (done,) = school.translated(path)
    assert done["status"] == "completed", done
    rows = school.cluster.rows(
        "select state from jobs where owner = (select owner from jobs where id = '" + film + "')"
    )
    assert [row["state"] for row in rows] == ["completed"] * 2
    first, second = school.files(f"/v1/videos/{done['videoId']}/content")
    assert first == second and first[4:8] == b"ftyp"


def test_a_post_is_made_once_though_its_worker_dies_before_it_hears_of_it(school: CitySchool, film: str) -> None:
    known, school.blotato.answer_posts = len(school.blotato.posts), "never"
    body, key = {"posts": [{"account": "11", "text": "Water"}]}, "a-post"
    (sent,) = school.post(f"/api/videos/{film}/publish", body, key)["publications"]
    school.until(lambda: len(school.blotato.posts), lambda found: found > known)
    away = killed(school, f"select lease_owner from publications where id = '{sent['id']}' and state = 'posting'")
    school.blotato.answer_posts = "yes"
    (again,) = school.post(f"/api/videos/{film}/publish", body, key)["publications"]
    assert again["id"] == sent["id"]
    (done,) = school.published(sent["id"])
    away.start()
    assert (done["state"], len(school.blotato.posts)) == ("published", known + 1), done


def test_a_message_under_a_key_has_one_answer_though_both_webs_die_at_it(school: CitySchool) -> None:
    headers = {"Idempotency-Key": "a-message"}

    def ask_in_vain() -> None:
        with suppress(httpx2.TransportError):
            httpx2.post(f"{school.cluster.url}/api/chat", json={"message": ASK}, headers=headers, timeout=60)

    for web in school.cluster.webs:
        asking = [threading.Thread(target=ask_in_vain) for _ in range(2)]
        for each in asking:
            each.start()
        school.until(lambda: school.cluster.rows("select 1 from chat_keys"), bool, 120)
        web.kill()
        web.start()
        for each in asking:
            each.join()
    answers: list[Any] = [
        school.ask("POST", "/api/chat", json={"message": ASK}, headers={**headers, "Prefer": "respond-async"}).json()
        for _ in range(2)
    ]
    assert len({each["messageId"] for each in answers}) == len({each["videoId"] for each in answers}) == 1, answers
    roles = school.cluster.rows("select role from messages order by created_at")
    assert [row["role"] for row in roles] == ["student", "assistant"]
    assert school.cluster.rows("select count(*) as n from chat_keys")[0]["n"] == 1
    school.finished(answers[0]["videoId"])
