"""Lessons that others may read, and all that is somebody's as a zip, and an end of it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.access.audit_log import AuditFilter
from hackathon_backend.container import Container
from tests.access.ownership.conftest import client, container, key
from tests.access.ownership.rows import a_lesson

__all__ = ["client", "container"]


@pytest.fixture
def access() -> str:
    return "public"


def seen(client: FlaskClient, headers: dict[str, str]) -> list[tuple[str, str]]:
    listed = client.get("/api/lessons", headers=headers).get_json()["lessons"]
    return [(each["title"], each["origin"]) for each in listed if each["origin"] != "built-in"]


def test_a_lesson_is_shared_with_one_with_all_and_with_nobody_again(client: FlaskClient, container: Container) -> None:
    ann, bob = key(container, "ann"), key(container, "bob")
    lesson_id = a_lesson(container, ann[0])
    path = f"/api/lessons/{lesson_id}"

    def share(**body: Any) -> Any:
        return client.put(f"{path}/sharing", json=body, headers=ann[1]).get_json()

    assert client.get(f"{path}/sharing", headers=ann[1]).get_json() == {
        "id": lesson_id, "visibility": "private", "with": [],
    }  # fmt: skip
    assert share(visibility="private", **{"with": [bob[0]]})["with"] == ["bob"]
    assert seen(client, bob[1]) == [("Tides", "shared")]
    shown = client.get(path, headers=bob[1]).get_json()
    assert (shown["mayEdit"], shown["owner"], shown["origin"]) == (False, None, "shared")
    assert client.get(f"{path}/document", headers=bob[1]).data == b"%PDF-1.7"
    change = {"text": "# Mine\n\nIt is mine now.", "version": 1}
    for answer in (
        client.put(path, json=change, headers=bob[1]),
        client.delete(path, headers=bob[1]),
        client.get(f"{path}/sharing", headers=bob[1]),
        client.put(f"{path}/sharing", json={"visibility": "public"}, headers=bob[1]),
    ):
        assert answer.status_code == 403, answer.text
    assert share(visibility="private")["with"] == []
    assert (seen(client, bob[1]), client.get(path, headers=bob[1]).status_code) == ([], 404)
    share(visibility="class")
    assert seen(client, bob[1]) == [("Tides", "shared")]
    said = client.post("/api/chat", json={"message": "What do tides do?"}, headers=bob[1]).get_json()
    assert said["sources"][0]["lessonId"] == lesson_id
    entries, _more = container.audit.page(AuditFilter(), limit=50)
    assert [each.action for each in entries].count("lesson.share") == 3


def test_a_name_that_is_nobodys_is_refused(client: FlaskClient, container: Container) -> None:
    ann = key(container, "ann")
    path = f"/api/lessons/{a_lesson(container, ann[0])}/sharing"
    answer = client.put(path, json={"visibility": "class", "with": ["nobody"]}, headers=ann[1])
    assert (answer.status_code, answer.get_json()["error"]["param"]) == (400, "names")
    assert client.get(path, headers=ann[1]).get_json()["visibility"] == "private"


def test_all_that_is_somebodys_has_their_lessons_and_goes_with_them(client: FlaskClient, container: Container) -> None:
    ann, bob = key(container, "ann"), key(container, "bob")
    lesson_id, other = a_lesson(container, ann[0]), a_lesson(container, bob[0])
    zipped = zipfile.ZipFile(io.BytesIO(client.get("/api/me/export", headers=ann[1]).data))
    lessons = {name for name in zipped.namelist() if name.startswith("lessons/")}
    assert lessons == {f"lessons/{lesson_id}.md", "lessons/made.json"}
    gone = client.delete("/api/me", json={"confirm": ann[0]}, headers=ann[1]).get_json()
    assert gone["lessons"] == 1
    assert [card.owner for card in container.materials.cards(ann[0]) if card.origin == "own"] == []
    assert container.materials.get(other, of=bob[0]).title == "Tides"
