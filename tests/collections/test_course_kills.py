"""A server that is killed while it plans a course of a book, and while it orders its films: each film once."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.materials.test_kills import sent
from tests.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

CHAPTERS = 32
KEY = {"Idempotency-Key": "a-book"}


def book() -> bytes:
    """A text of two lessons."""
    said = "".join(f"On day {day} the sea is {day % 7} metres high at noon, and lower at night. " for day in range(100))
    return "\n\n".join(f"# Chapter {n}\n\n{said}" for n in range(1, CHAPTERS + 1)).encode()


def planned(server: Server) -> list[dict[str, Any]]:
    rows = server.rows("select plan, target, id from collection_items order by place")
    return [json.loads(row["plan"]) | {"ordered": row["target"] != row["id"]} for row in rows]


def test_a_course_of_a_whole_book_is_planned_and_ordered_once_however_often_the_server_is_killed(
    tmp_path: Path,
) -> None:
    with Server(tmp_path) as server:
        code, made = sent(server, book(), "Tides.md")
        assert code == 202, made
        server.until("select status = 'completed' from lesson_imports")
        (lessons,) = (json.loads(row["lesson_ids"]) for row in server.rows("select lesson_ids from lesson_imports"))
        path = f"/api/lessons/{lessons[0]}/course"
        course = server.post(path, {"allParts": True}, headers=KEY)
        assert course["planning"] == {"of": "lessons", "done": 0, "total": len(lessons), "error": None}, course
        server.until("select done from course_plans")
        server.kill()
        assert [row["ended_at"] for row in server.rows("select ended_at from course_plans")] == [None]
        half = len(planned(server))
        server.start()
        assert server.post(path, {"allParts": True}, headers=KEY)["id"] == course["id"]
        server.until("select ended_at is not null from course_plans")
        server.until("select count(*) >= 2 from collection_items where due_at is null")
        server.kill()
        ordered = sum(film["ordered"] for film in planned(server))
        server.start()
        server.until("select count(*) = 0 from collection_items where due_at is not null", 400)
        films = planned(server)
        assert 0 < half < len(films) and ordered > 0, (half, ordered, len(films))
        _is_whole(films, lessons)
        asked = [row["request"] for row in server.rows("select request from jobs")]
        assert sorted(_part(json.loads(each)) for each in asked) == sorted(_part(each["request"]) for each in films)
        assert server.get(f"/api/collections/{course['id']}")["planning"] is None


def _part(request: dict[str, Any]) -> tuple[str, int, int]:
    return request["lesson"]["id"], request["part"]["start"], request["part"]["end"]


def _is_whole(films: list[dict[str, Any]], lessons: list[str]) -> None:
    """Every section of every lesson is in exactly one film, in their order."""
    parts = [_part(film["request"]) for film in films]
    of_lessons = [(lesson, [each[1:] for each in some]) for lesson, some in groupby(parts, lambda each: each[0])]
    assert [lesson for lesson, _spans in of_lessons] == lessons
    assert all([0, *[end for _start, end in spans[:-1]]] == [start for start, _end in spans] for _, spans in of_lessons)
    assert sum(end - start for _lesson, start, end in parts) == CHAPTERS
