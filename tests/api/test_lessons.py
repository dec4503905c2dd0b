"""Lessons of one's own over HTTP: made, read, saved, brought back, hidden, deleted, and answered from in the chat."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hackathon_backend.container import Container
from tests.materials.conftest import TIDES


def make(client: FlaskClient, text: str = TIDES, **more: Any) -> dict[str, Any]:
    answer = client.post("/api/lessons", json={"text": text, **more})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    made: dict[str, Any] = answer.get_json()
    assert answer.headers["Location"] == f"/api/lessons/{made['id']}"
    return made


def code_of(answer: TestResponse) -> tuple[int, str, str | None]:
    error = answer.get_json()["error"]
    return answer.status_code, error["code"], error["param"]


def test_a_text_becomes_a_lesson_that_is_read_and_listed(client: FlaskClient) -> None:
    made = make(client, title="The sea")
    assert (made["title"], made["language"], made["version"], made["mayEdit"]) == ("The sea", "en", 1, True)
    assert client.get(f"/api/lessons/{made['id']}").get_json() == made
    first, second, *_others = client.get("/api/lessons").get_json()["lessons"]
    assert (first["id"], first["origin"], first["visibility"]) == (made["id"], "own", "private")
    assert (second["origin"], second["updatedAt"]) == ("built-in", None)


def test_a_lesson_is_saved_and_an_old_version_is_brought_back(client: FlaskClient) -> None:
    path = f"/api/lessons/{make(client)['id']}"
    saved = client.put(path, json={"text": "# Waves\n\nThey roll.", "version": 1}).get_json()
    assert (saved["version"], saved["title"]) == (2, "Waves")
    assert code_of(client.put(path, json={"text": "# Late\n\nToo late.", "version": 1})) == (409, "conflict", "version")
    assert [each["version"] for each in client.get(f"{path}/versions").get_json()["versions"]] == [2, 1]
    assert client.get(f"{path}/versions/1").get_json()["text"] == TIDES
    assert client.post(f"{path}/versions/1/restore").get_json()["text"] == TIDES
    assert client.get(f"{path}/versions/9").status_code == 404


def test_a_lesson_that_is_deleted_is_gone(client: FlaskClient) -> None:
    made = make(client)
    path = f"/api/lessons/{made['id']}"
    gone = client.delete(path)
    assert gone.get_json() == {"id": made["id"], "ids": [made["id"]], "object": "lesson.deleted", "deleted": True}
    assert [client.get(each).status_code for each in (path, f"{path}/versions", f"/?lesson={made['id']}")] == [404] * 3
    assert client.delete(path).status_code == 404
    assert made["id"] not in client.get("/api/lessons").get_data(as_text=True)


def test_a_built_in_lesson_is_hidden_and_brought_back(client: FlaskClient) -> None:
    def listed(query: str = "") -> dict[str, bool]:
        return {each["id"]: each["hidden"] for each in client.get(f"/api/lessons{query}").get_json()["lessons"]}

    path = "/api/lessons/the-heart/hidden"
    assert client.put(path, json={"hidden": True}).get_json() == {"id": "the-heart", "hidden": True}
    assert "the-heart" not in listed()
    assert listed("?hidden=true")["the-heart"]
    assert client.get("/api/lessons/the-heart").get_json()["hidden"]
    client.put(path, json={"hidden": False})
    assert listed()["the-heart"] is False


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, (400, "invalid_request", "text")),
        ({"text": ""}, (400, "invalid_request", "text")),
        ({"text": " \u0000 "}, (400, "invalid_request", "text")),
        ({"text": 5}, (400, "invalid_request", "text")),
        ({"text": "---\ntitle: x\n---\n"}, (400, "invalid_request", "text")),
        ({"text": "a" * 2_000_001}, (400, "invalid_request", "text")),
        ({"text": "Words.", "title": "x" * 301}, (400, "invalid_request", "title")),
        ({"text": "Words.", "language": "no language"}, (400, "invalid_request", "language")),
        ({"text": "Words.", "colour": "red"}, (400, "invalid_request", "colour")),
        ({"text": "A video of Mickey Mouse dancing"}, (400, "prompt_refused", "text")),
    ],
)
def test_what_is_no_lesson_is_refused_in_words(client: FlaskClient, body: object, said: tuple[int, str, str]) -> None:
    before = len(client.get("/api/lessons").get_json()["lessons"])
    assert code_of(client.post("/api/lessons", json=body)) == said
    assert len(client.get("/api/lessons").get_json()["lessons"]) == before


def test_nul_characters_and_overrides_of_the_direction_are_left_out(client: FlaskClient) -> None:
    assert make(client, "# Ti\u0000des\n\nThe \u202esea\u202c rises.")["text"] == "# Tides\n\nThe sea rises."


def test_the_chat_answers_from_a_lesson_of_ones_own(client: FlaskClient) -> None:
    made = make(client)
    said = client.post("/api/chat", json={"message": "When are tides highest?"}).get_json()
    assert "full moon" in said["content"]
    assert said["sources"][0]["lessonId"] == made["id"]
    reading = client.post("/api/chat", json={"message": "When are they highest?", "lessonId": made["id"]}).get_json()
    assert (reading["lessonId"], "full moon" in reading["content"]) == (made["id"], True)


def test_a_film_is_ordered_of_the_version_that_is_there(client: FlaskClient, container: Container) -> None:
    made = make(client)
    asked = {"message": "Make a video of this", "lessonId": made["id"]}
    sent = client.post("/api/chat", json=asked, headers={"Prefer": "respond-async"}).get_json()
    client.put(f"/api/lessons/{made['id']}", json={"text": "# Waves\n\nThey roll.", "version": 1})
    job = container.store.get(sent["videoId"])
    assert job.request.lesson == {"id": made["id"], "version": "1"}  # type: ignore[attr-defined]


def test_a_page_shows_a_lesson_of_ones_own_without_its_html(client: FlaskClient) -> None:
    made = make(client, TIDES + "\n\n<script>alert(1)</script>")
    page = client.get(f"/?lesson={made['id']}").get_data(as_text=True)
    assert "At full moon tides are highest" in page
    assert "<script>alert(1)" not in page


def test_a_board_is_made_of_a_lesson_of_ones_own(client: FlaskClient) -> None:
    board = client.get(f"/api/lessons/{make(client)['id']}/storyboard").get_json()["storyboard"]
    assert board["title"] == "Tides"
