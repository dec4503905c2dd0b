"""Drafts over HTTP: whose they are, who is let in, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.container import Container
from hackathon_backend.settings import Settings
from tests.access.ownership.conftest import key
from tests.api.conftest import client

__all__ = ["client"]

BOARD = {"title": "Cells", "scenes": [{"type": "title", "title": "Cells"}]}


@pytest.fixture
def container(make_settings: Callable[..., Settings]) -> Iterator[Container]:
    opened = Container(make_settings(render_workers=1))
    yield opened
    opened.close()


@pytest.fixture
def ann(container: Container) -> tuple[str, dict[str, str]]:
    return key(container, "ann")


@pytest.fixture
def ben(container: Container) -> tuple[str, dict[str, str]]:
    return key(container, "ben")


@pytest.fixture
def draft(client: FlaskClient, ann: tuple[str, dict[str, str]]) -> str:
    answer = client.post("/api/drafts", json={"document": BOARD}, headers=ann[1])
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert answer.get_json()["title"] == "Cells"
    return str(answer.get_json()["id"])


def test_whoever_is_let_in_edits_it_and_others_do_not_find_it(
    client: FlaskClient, ann: tuple[str, dict[str, str]], ben: tuple[str, dict[str, str]], draft: str
) -> None:
    path = f"/api/drafts/{draft}"
    changed = {"document": BOARD | {"theme": "paper"}, "base": 0}
    assert client.put(path, json=changed, headers=ben[1]).status_code == 404
    people = client.put(f"{path}/editors", json={"owners": [ben[0]]}, headers=ann[1]).get_json()["people"]
    assert [each["owner"] for each in people] == [ben[0]]
    assert client.put(path, json=changed, headers=ben[1]).get_json()["revision"] == 1
    own = client.put(path, json={"document": BOARD | {"title": "The cell"}, "base": 0}, headers=ann[1]).get_json()
    assert own["document"] == BOARD | {"title": "The cell", "theme": "paper"}
    history = client.get(f"{path}/history", headers=ben[1]).get_json()["revisions"]
    assert [(each["revision"], each["by"], each["mine"]) for each in history] == [
        (2, "ann", False), (1, "ben", True), (0, "ann", False),
    ]  # fmt: skip
    for act in (client.get, client.put):
        assert act(f"{path}/editors", json={"owners": []}, headers=ben[1]).status_code == 404
    assert client.delete(path, headers=ben[1]).status_code == 404
    assert client.post(f"{path}/undo", headers=ben[1]).get_json()["document"] == BOARD | {"title": "The cell"}
    assert client.post(f"{path}/restore", json={"revision": 0}, headers=ann[1]).get_json()["document"] == BOARD
    assert client.delete(path, headers=ann[1]).get_json() == {"id": draft, "object": "draft.deleted", "deleted": True}
    assert client.get(path, headers=ann[1]).status_code == 404


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"document": BOARD, "base": 7}, 409),
        ({"document": BOARD, "base": -1}, 400),
        ({"document": BOARD}, 400),
        ({"document": [], "base": 0}, 400),
        ({"document": {"title": "x" * 70_000}, "base": 0}, 413),
        ({"document": BOARD, "base": 0, "who": "me"}, 400),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    client: FlaskClient, ann: tuple[str, dict[str, str]], draft: str, fields: dict[str, Any], status: int
) -> None:
    answer = client.put(f"/api/drafts/{draft}", json=fields, headers=ann[1])
    assert answer.status_code == status
    assert answer.get_json()["error"]["message"]
    assert client.get(f"/api/drafts/{draft}", headers=ann[1]).get_json()["document"] == BOARD


def test_plain_http_is_told_where_to_connect(client: FlaskClient, ann: tuple[str, dict[str, str]], draft: str) -> None:
    assert client.get(f"/api/drafts/{draft}/live", headers=ann[1]).status_code == 426
    assert client.get("/api/drafts/dra-none/live", headers=ann[1]).status_code == 404


@pytest.mark.parametrize(
    ("method", "ending", "body"),
    [
        ("GET", "", None),
        ("PUT", "", {"document": BOARD, "base": 0}),
        ("DELETE", "", None),
        ("GET", "/editors", None),
        ("PUT", "/editors", {"owners": []}),
        ("GET", "/history", None),
        ("POST", "/restore", {"revision": 0}),
        ("POST", "/undo", None),
        ("GET", "/live", None),
    ],
)
def test_to_strangers_a_draft_is_as_one_that_is_not_there(
    client: FlaskClient, ben: tuple[str, dict[str, str]], draft: str, method: str, ending: str, body: Any
) -> None:
    told = []
    for id_ in (draft, "dra-none"):
        answer = client.open(f"/api/drafts/{id_}{ending}", method=method, json=body, headers=ben[1])
        assert answer.status_code == 404
        told.append(answer.get_data(as_text=True).replace(id_, ""))
    assert told[0] == told[1]
