"""Lessons with an Idempotency-Key: the same request makes one lesson or one import, and has the same answer."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from hackathon_backend.access.principal import Scope
from hackathon_backend.container import Container
from hackathon_backend.errors import StorageAway
from hackathon_backend.jobs.store.lease import this_process
from hackathon_backend.lessons.lesson import INLINE_LIMIT
from hackathon_backend.materials.models import LessonFile, LessonImport, LessonKey, OwnLessonRow
from hackathon_backend.settings import Settings
from tests.access.ownership.conftest import key as key_of
from tests.materials.conftest import TIDES

URL = "https://sea.example/tides"
NEVER = 1e12
DEAD = this_process().rsplit("/", 1)[0] + "/0"


@pytest.fixture
def container(make_settings: Callable[..., Settings]) -> Iterator[Container]:
    """Takes imports, and works on none."""
    opened = Container(make_settings())
    opened.database.migrate()
    yield opened
    opened.close()


def ask(client: FlaskClient, kind: str, key: str = "k1", text: str = TIDES, **headers: str) -> TestResponse:
    headers |= {"Idempotency-Key": key}
    if kind == "file":
        file = (io.BytesIO(text.encode()), "Tides.md")
        return client.post("/api/lessons", data={"file": file, "title": "The sea"}, headers=headers)
    body = {"address": {"url": URL + text[:3].strip("# ")}, "text": {"text": text}}.get(kind)
    return client.post("/api/lessons", json=body or {"text": text + "\nMore." * (INLINE_LIMIT // 6)}, headers=headers)


def count(container: Container, *kinds: type) -> list[int]:
    with container.database.read() as session:
        return [session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds]


@pytest.mark.parametrize("kind", ["text", "file", "address", "long text"])
def test_the_same_request_under_one_key_makes_one(client: FlaskClient, container: Container, kind: str) -> None:
    first, again = ask(client, kind), ask(client, kind)
    assert (first.status_code, first.get_json()) == (again.status_code, again.get_json()), again.text
    assert first.headers["Location"] == again.headers["Location"]
    assert sum(count(container, OwnLessonRow, LessonImport)) == 1
    assert count(container, LessonFile) == [kind in ("file", "long text")]
    assert ask(client, kind, "k2").get_json()["id"] != first.get_json()["id"]


@pytest.mark.parametrize("kind", ["text", "file", "address", "long text"])
def test_another_request_under_the_key_is_refused(client: FlaskClient, container: Container, kind: str) -> None:
    ask(client, kind)
    for other in (ask(client, kind, text="Sea. " + TIDES), ask(client, "text" if kind != "text" else "file")):
        assert other.status_code == 422
        error = other.get_json()["error"]
        assert (error["code"], error["param"], error["type"]) == (
            "idempotency_key_reused", "Idempotency-Key", "invalid_request_error",
        )  # fmt: skip
    assert sum(count(container, OwnLessonRow, LessonImport)) == 1


def test_a_key_is_its_owners_alone(client: FlaskClient, container: Container) -> None:
    ann, bob = (key_of(container, name, Scope.WRITE, Scope.READ)[1] for name in ("ann", "bob"))
    first, second = ask(client, "text", **ann).get_json(), ask(client, "text", **bob).get_json()
    assert first["id"] != second["id"] and ask(client, "text", **bob).get_json()["id"] == second["id"]


@pytest.mark.parametrize("kind", ["text", "file"])
def test_sent_by_many_at_once_it_is_made_once(client: FlaskClient, container: Container, kind: str) -> None:
    clients = [client.application.test_client() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda each: ask(each, kind), clients))
    assert len({answer.get_json()["id"] for answer in answers}) == 1, [answer.text for answer in answers]
    assert sum(count(container, OwnLessonRow, LessonImport)) == 1


def test_a_document_that_was_lost_on_its_way_is_brought_by_the_same_request(
    client: FlaskClient, container: Container
) -> None:
    lost = ask(client, "file").get_json()["id"]
    with container.database.write() as session:
        # As it is when the server was killed before the document was kept.
        session.execute(update(LessonImport).values(file=None, lease_owner=DEAD))
    made = ask(client, "file")
    assert made.status_code == 202 and made.get_json()["id"] != lost
    assert client.get(f"/api/lessons/imports/{lost}").status_code == 404
    assert ask(client, "file").get_json() == made.get_json()
    assert [row.file is not None for row in container.lessons.imports.of_owner("local")] == [True]


def test_a_document_that_another_request_is_just_keeping_is_not_kept_twice(
    client: FlaskClient, container: Container
) -> None:
    first = ask(client, "file").get_json()
    with container.database.write() as session:
        session.execute(update(LessonImport).values(file=None, lease_owner=this_process(), lease_until=NEVER))
    assert ask(client, "file").get_json()["id"] == first["id"]
    assert count(container, LessonImport, LessonFile) == [1, 1]


def test_a_document_that_could_not_be_kept_may_be_sent_again(
    client: FlaskClient, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_path: Path, _name: str) -> None:
        raise StorageAway("The storage is away.")

    with monkeypatch.context() as patched:
        patched.setattr(container.storage, "keep", away)
        assert ask(client, "file").status_code == 503
    assert ask(client, "file").status_code == 202
    assert count(container, LessonImport) == [1]


@pytest.mark.slow
def test_a_deleted_lesson_is_made_anew_and_an_import_is_told_of_when_its_row_is_gone(
    client: FlaskClient, container: Container
) -> None:
    first = ask(client, "text").get_json()["id"]
    client.delete(f"/api/lessons/{first}")
    assert (second := ask(client, "text")).status_code == 201 and second.get_json()["id"] != first
    made = ask(client, "file", "k2").get_json()
    container.lessons.importer.start()
    try:
        seen: dict[str, Any] = {}
        while seen.get("status") != "completed":
            seen = client.get(f"/api/lessons/imports/{made['id']}").get_json()
            assert seen["status"] != "failed", seen
    finally:
        container.lessons.importer.stop()
    assert ask(client, "file", "k2").get_json() == seen
    client.delete(f"/api/lessons/imports/{made['id']}")
    again = ask(client, "file", "k2")
    assert (again.status_code, again.get_json()["id"]) == (201, seen["lessonId"])


def test_keys_go_with_their_age(client: FlaskClient, container: Container) -> None:
    ask(client, "text")
    container.lessons.leftovers.sweep()
    assert count(container, LessonKey) == [1]
    with container.database.write() as session:
        session.execute(update(LessonKey).values(created_at=LessonKey.created_at - 31 * 86_400))
    container.lessons.leftovers.sweep()
    assert count(container, LessonKey, OwnLessonRow) == [0, 1]
