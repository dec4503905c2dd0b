"""Answers are what the protocol's published description says, on every path, for every state of a video."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.jobs import Job
from hackathon_backend.writers.base import Brief

CONTRACT = json.loads((Path(__file__).parent / "openai-videos.json").read_text("utf-8"))
ASK = {"prompt": "Otters hold hands while they sleep."}


def valid(name: str, answer: Any) -> Any:
    """The JSON of an answer that is right by the schema called `name`."""
    body = answer.get_json()
    schema = {"$ref": f"#/components/schemas/{name}", "components": CONTRACT["components"]}
    jsonschema.Draft202012Validator(schema).validate(body)
    return body


def error_of(answer: Any, status: int) -> Any:
    assert answer.status_code == status, answer.text
    error = answer.get_json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert isinstance(error["message"], str) and error["message"]
    return error


@pytest.fixture
def jobs(client: FlaskClient, container: Container) -> Iterator[dict[str, str]]:
    """The ids of a video in each state."""
    container.runner.stop()
    ids = {}
    for state in ("queued", "rendering", "completed", "failed", "cancelled"):
        made = client.post("/v1/videos", json=ASK | {"cache": False}).get_json()
        ids[state] = made["id"]
        with container.database.write() as session:
            job = session.get_one(Job, made["id"])
            job.state = state  # type: ignore[assignment]
            if state in ("completed", "failed", "cancelled"):
                job.ended_at = job.created_at + 5.5
            if state == "failed":
                job.reason = "engine_error"
            if state == "completed":
                job.brief = Brief(storyboard=BOARD, visual_prompt="x")
    yield ids


BOARD = {"title": "x", "scenes": [{"type": "title", "title": "x", "narration": "One. Two."}]}


def test_every_state_is_a_video_of_the_protocol(client: FlaskClient, jobs: dict[str, str]) -> None:
    for id_ in jobs.values():
        video = valid("VideoResource", client.get(f"/v1/videos/{id_}"))
        assert (video["error"] is not None) == (video["status"] == "failed")
        assert (video["completed_at"] is not None) == (video["status"] == "completed")


def test_lists_and_deletions_are_those_of_the_protocol(client: FlaskClient, jobs: dict[str, str]) -> None:
    for query in ("", "?limit=2", "?limit=0", "?order=asc", f"?after={jobs['rendering']}", "?status=failed"):
        valid("VideoListResource", client.get(f"/v1/videos{query}"))
    assert valid("DeletedVideoResource", client.delete(f"/v1/videos/{jobs['completed']}"))["deleted"]


def test_what_is_made_of_a_video_is_one_too(client: FlaskClient, jobs: dict[str, str]) -> None:
    old = jobs["completed"]
    valid("VideoResource", client.post("/v1/videos", json=ASK))
    valid("VideoResource", client.post(f"/v1/videos/{old}/remix", json={"prompt": "slower"}))
    valid("VideoResource", client.post("/v1/videos/edits", json={"prompt": "faster", "video": {"id": old}}))
    fields = {"prompt": "# More\n\nOtters.", "video": {"id": old}, "seconds": "4"}
    valid("VideoResource", client.post("/v1/videos/extensions", json=fields))


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/videos/nobody", 404),
        ("GET", "/v1/videos/%2e%2e%2f%2e%2e%2fetc", 404),
        ("GET", "/v1/videos?limit=101", 400),
        ("GET", "/v1/videos?limit=-1", 400),
        ("GET", "/v1/videos?limit=%D9%A3", 400),
        ("GET", "/v1/videos?order=up", 400),
        ("GET", "/v1/videos?status=done", 400),
        ("GET", "/v1/videos?after=nobody", 404),
        ("GET", "/v1/videos/nobody/content", 404),
        ("GET", "/v1/videos/nobody/poll?timeout=1", 404),
        ("GET", "/v1/videos/nobody/events", 404),
        ("GET", "/v1/videos/characters/nobody", 404),
        ("GET", "/v1/models/nobody", 404),
        ("DELETE", "/v1/videos/nobody", 404),
        ("POST", "/v1/videos/nobody/cancel", 404),
        ("POST", "/v1/videos/nobody/remix", 404),
        ("PUT", "/v1/videos", 405),
        ("PATCH", "/v1/videos/nobody", 405),
        ("GET", "/v1/nothing", 404),
        ("GET", "/api/nothing", 404),
    ],
)
def test_every_error_has_the_shape_of_the_protocol(client: FlaskClient, method: str, path: str, status: int) -> None:
    error_of(client.open(path, method=method), status)


def test_content_is_there_only_after_the_end(client: FlaskClient, jobs: dict[str, str]) -> None:
    for state in ("queued", "rendering"):
        answer = client.get(f"/v1/videos/{jobs[state]}/content")
        assert error_of(answer, 409)["message"] == "Video still processing"
        assert answer.headers["x-should-retry"] == "false"
    assert error_of(client.get(f"/v1/videos/{jobs['failed']}/content"), 404)
    assert error_of(client.get(f"/v1/videos/{jobs['completed']}/content?variant=gif"), 400)["param"] == "variant"
    assert error_of(client.delete(f"/v1/videos/{jobs['rendering']}"), 409)


def test_the_wait_for_a_video_is_bounded(client: FlaskClient, jobs: dict[str, str]) -> None:
    assert error_of(client.get(f"/v1/videos/{jobs['queued']}/poll?timeout=1"), 504)
    assert error_of(client.get(f"/v1/videos/{jobs['queued']}/poll?timeout=0"), 400)["param"] == "timeout"
    assert client.get(f"/v1/videos/{jobs['failed']}/poll?timeout=1").status_code == 200


def test_files_that_are_not_wanted_do_no_harm(client: FlaskClient, jobs: dict[str, str]) -> None:
    form = ASK | {"other": (io.BytesIO(b"x" * 1000), "../../../etc/passwd"), "cache": "false"}
    valid("VideoResource", client.post("/v1/videos", data=form, content_type="multipart/form-data"))
