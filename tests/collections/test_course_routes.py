"""A lesson becomes a course over HTTP; its films are made by the embedded engine, and killed in the middle."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.access.principal import Scope
from hackathon_backend.api.collections import courses
from hackathon_backend.container import Container
from hackathon_backend.errors import Busy, TooCostly
from hackathon_backend.film_collections.outlines import CourseOutlines, Outline
from hackathon_backend.jobs import Job, LessonRequest, State
from hackathon_backend.materials.own_lesson import LessonRow
from hackathon_backend.writers.lesson.course import course_of
from tests.access.ownership.conftest import key
from tests.collections.conftest import Folders
from tests.server import Server

LESSON = "photosynthesis"
PATH = f"/api/lessons/{LESSON}/course"


def posted(folders: Folders, body: dict[str, Any], status: int = 201) -> dict[str, Any]:
    answer = folders.client.post(PATH, json=body, headers=folders.headers)
    assert answer.status_code == status, answer.get_data(as_text=True)
    found: dict[str, Any] = answer.get_json()
    return found


def test_an_outline_becomes_a_course_whose_films_are_ordered(folders: Folders, container: Container) -> None:
    outline = folders.client.get(PATH, headers=folders.headers).get_json()
    made = posted(folders, {})
    assert made["kind"] == "course" and made["title"] == outline["title"]
    assert [item["sections"] for item in made["items"]] == [film["sections"] for film in outline["films"]]
    assert {item["state"] for item in made["items"]} == {"making"}
    job = container.store.get(made["items"][1]["target"])
    assert job.request.part.start == outline["films"][1]["start"]  # type: ignore[union-attr]
    assert folders.seen(made["id"])["items"][0]["seconds"] > 0


def outlined(folders: Folders, path: str) -> list[dict[str, Any]]:
    """An outline whenever it was looked at, until all films are in it."""
    seen: list[dict[str, Any]] = []
    while not seen or seen[-1]["planning"]:
        answer = folders.client.get(path, headers=folders.headers)
        assert answer.status_code == 200 and len(seen) < 100, answer.text
        seen.append(answer.get_json())
        assert (answer.headers.get("Retry-After") == "1") is bool(seen[-1]["planning"])
    return seen


def test_a_long_document_is_outlined_lesson_by_lesson_beside_the_request(
    folders: Folders, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = container.materials.frozen({"id": LESSON}, of=None)
    assert row is not None
    may_go_on, began = threading.Semaphore(0), []

    def slowly(self: CourseOutlines, row: LessonRow, most: float) -> Outline:
        began.append(row["id"])
        may_go_on.acquire(timeout=10)
        return course_of(self.materials.lesson(row, of=None), most)

    monkeypatch.setattr(CourseOutlines, "_outlined", slowly)
    rows = [row, {"id": "react-hooks"}]
    assert container.outlines.of(rows, 90, 0.0) == [None, None]
    may_go_on.release()
    assert container.outlines.of(rows[:1], 90, 10.0) == [course_of(container.library.get(LESSON), 90)]
    assert container.outlines.of(rows, 90, 0.0)[1] is None, "the next one is not there yet"
    may_go_on.release()
    assert None not in container.outlines.of(rows, 90, 10.0) and began == [LESSON, "react-hooks"]
    assert None not in container.outlines.of(rows, 90, 0.0) and len(began) == 2, "what was found is kept"


def test_a_lesson_that_can_not_be_parted_says_so_and_one_that_has_to_wait_waits(
    folders: Folders, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[Exception] = [Busy("Later."), TooCostly("Too long.")]

    def refused(_self: CourseOutlines, _row: LessonRow, _most: float) -> Outline:
        raise faults.pop(0)

    monkeypatch.setattr(CourseOutlines, "_outlined", refused)
    monkeypatch.setattr(courses, "_SOON", 0)
    answer = folders.client.get(PATH, headers=folders.headers)
    while answer.status_code == 200:
        answer = folders.client.get(PATH, headers=folders.headers)
    assert (answer.status_code, answer.get_json()["error"]["message"], faults) == (413, "Too long.", [])


@pytest.mark.slow
def test_a_long_lesson_is_outlined_as_a_short_one_is(folders: Folders, container: Container) -> None:
    said = "The moon pulls the water of the sea towards it, and the sea falls again. " * 60
    text = "# Tides\n\n" + "".join(f"## Day {n}\n\n{said}\n\n" for n in range(1, 16))
    own = folders.client.post("/api/lessons", json={"text": text}, headers=folders.headers).get_json()["id"]
    told = outlined(folders, f"/api/lessons/{own}/course?seconds=90")[-1]
    films = course_of(container.materials.lesson({"id": own}, of=None), 90)
    assert len(text) > 60_000 and len(films) > 10
    assert [(film["start"], film["end"], film["seconds"]) for film in told["films"]] == [
        (film.part.start, film.part.end, film.seconds) for film in films
    ]


def test_titles_order_and_what_is_left_out_are_the_callers(folders: Folders) -> None:
    first, second, *_ = folders.client.get(PATH, headers=folders.headers).get_json()["films"]
    wanted = [
        {"start": each["start"], "end": each["end"], "title": name} for each, name in ((second, "B"), (first, "A"))
    ]
    made = posted(folders, {"title": "Mine", "films": wanted, "options": {"size": "640x360", "voice": "natural"}})
    assert [item["title"] for item in made["items"]] == ["B", "A"]
    assert made["items"][0]["sections"] == second["sections"]


@pytest.mark.parametrize(
    "films",
    [
        [], [{"start": 0, "end": 0, "title": "x"}], [{"start": 0, "end": 999, "title": "x"}],
        [{"start": 2, "end": 1, "title": "x"}],
        [{"start": 0, "end": 2, "title": "x"}, {"start": 1, "end": 3, "title": "y"}],
        [{"start": 0, "end": 1, "title": ""}], [{"start": -1, "end": 1, "title": "x"}], "all",
        [{"end": 1, "title": "x"}],
    ],
)  # fmt: skip
def test_films_that_can_not_be_made_are_refused_and_nothing_is_ordered(
    folders: Folders, container: Container, films: Any
) -> None:
    assert posted(folders, {"films": films}, 400)["error"]["param"].startswith("films")
    assert folders.client.get("/api/collections", headers=folders.headers).get_json()["collections"] == []
    assert container.store.count_unfinished() == 0


def test_what_is_not_made_here_is_refused_before_anything_is_written(folders: Folders, container: Container) -> None:
    film = {"start": 0, "end": 1, "title": "How to build a bomb at home"}
    assert posted(folders, {"films": [film]}, 400)["error"]["code"] == "prompt_refused"
    assert container.store.count_unfinished() == 0


def test_who_may_not_make_videos_may_not_make_courses(client: FlaskClient, container: Container) -> None:
    headers = key(container, "student", Scope.CHAT, Scope.READ)[1]
    assert client.get(PATH, headers=headers).status_code == 200
    assert client.post(PATH, json={}, headers=headers).status_code == 403
    assert client.get("/api/lessons/none/course", headers=headers).status_code == 404


def test_a_film_that_failed_is_ordered_anew_alone(folders: Folders, container: Container) -> None:
    made = posted(folders, {})
    items = made["items"]
    with container.database.write() as session:
        job = session.get_one(Job, items[1]["target"])
        job.state, job.ended_at = State.FAILED, time.time()
    path = f"/api/collections/{made['id']}/items"
    assert [item["mayOrder"] for item in folders.seen(made["id"])["items"]][:3] == [False, True, False]
    again = folders.client.post(f"{path}/{items[1]['id']}/order", headers=folders.headers).get_json()
    assert again["state"] == "making" and again["target"] != items[1]["target"]
    refused = folders.client.post(f"{path}/{items[0]['id']}/order", headers=folders.headers)
    assert refused.status_code == 409 and refused.get_json()["error"]["code"] == "conflict"
    targets = [item["target"] for item in folders.seen(made["id"])["items"]]
    assert len(set(targets)) == len(items) and targets[0] == items[0]["target"]


def test_a_lesson_of_ones_own_becomes_a_course_in_the_version_that_it_has_now(
    folders: Folders, container: Container, theirs: dict[str, str]
) -> None:
    text = "# Bees\n\nBees make honey.\n\n## Hives\n\nThey live in hives.\n"
    own = folders.client.post("/api/lessons", json={"text": text}, headers=folders.headers).get_json()
    path = f"/api/lessons/{own['id']}/course"
    made = folders.client.post(path, json={}, headers=folders.headers).get_json()
    (item,) = made["items"]
    assert item["sections"] == ["Bees", "Hives"]
    request = container.store.get(item["target"]).request
    assert isinstance(request, LessonRequest) and request.lesson == {"id": own["id"], "version": "1"}
    assert folders.client.get(path, headers=theirs).status_code == 404
    held = folders.add(made["id"], lesson=own["id"])
    assert (held["state"], held["title"]) == ("ready", "Bees")
    seen = folders.client.get(f"/api/collections/{made['id']}", headers=theirs).get_json()["items"]
    assert (seen[1]["state"], seen[1]["title"]) == ("hidden", "")
    folders.client.delete(f"/api/lessons/{own['id']}", headers=folders.headers)
    assert folders.seen(made["id"])["items"][1]["state"] == "deleted"


TEN = "# Ten\n\n" + "".join(f"## Chapter {n}\n\nThis is chapter {n}. It is short.\n\n" for n in range(1, 11))


@pytest.mark.slow
def test_a_course_of_ten_films_that_is_killed_in_the_middle_is_made_whole_and_once(tmp_path: Path) -> None:
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    (lessons / "ten.md").write_text(f"---\ntitle: Ten\nlanguage: en\n---\n{TEN}", "utf-8")
    folder = tmp_path / "server"
    folder.mkdir()
    server = Server(folder, lessons_dir=lessons, render_workers=2)
    films = [{"start": n, "end": n + 1, "title": f"Chapter {n}"} for n in range(1, 11)]
    with server:
        made = server.post("/api/lessons/ten/course", {"films": films, "options": {"size": "320x180"}})
        # As if it had been killed before some of them were ordered.
        server.kill()
        unorder(folder, made["id"], 4)
        for pause in (3.0, 6.0):
            server.start()
            time.sleep(pause)
            server.kill()
        server.start()
        until = time.monotonic() + 240
        while time.monotonic() < until:
            items = server.get(f"/api/collections/{made['id']}")["items"]
            if all(item["state"] == "ready" for item in items):
                break
            time.sleep(1)
        assert [item["state"] for item in items] == ["ready"] * 10, items
        assert [item["title"] for item in items] == [f"Chapter {n}" for n in range(1, 11)]
        listed = server.get("/v1/videos?limit=100")["data"]
        assert Counter(video["prompt"] for video in listed) == Counter(f"Chapter {n}" for n in range(1, 11))
        assert len({item["target"] for item in items}) == 10


def unorder(folder: Path, course: str, count: int) -> None:
    """Have the last films of the course be as before they were ordered: their rows in the database are not there."""
    (file,) = folder.rglob("*.db")
    with sqlite3.connect(file) as connection:
        rows = connection.execute(
            "select id, target, plan from collection_items where collection_id = ? order by place desc limit ?",
            (course, count),
        ).fetchall()
        for item, target, plan in rows:
            assert json.loads(plan)["request"]["part"]
            connection.execute("delete from job_events where job_id = ?", (target,))
            connection.execute("delete from jobs where id = ?", (target,))
            connection.execute("update collection_items set target = id, due_at = 0 where id = ?", (item,))
