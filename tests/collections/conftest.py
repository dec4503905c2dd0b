"""An app whose house stands still, and collections of two owners."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.container import Container
from hackathon_backend.settings import Settings
from tests.access.ownership.conftest import admin, key, theirs
from tests.api.conftest import client

__all__ = ["admin", "client", "theirs"]


@pytest.fixture
def access() -> str:
    """VIDEO_ACCESS; tests that want another one are parametrized by it."""
    return "public"


@pytest.fixture
def container(make_settings: Callable[..., Settings], access: str) -> Iterator[Container]:
    opened = Container(make_settings(render_workers=1, video_access=access))
    yield opened
    opened.close()


@pytest.fixture
def me(container: Container) -> tuple[str, dict[str, str]]:
    """An owner, and the headers that they come with."""
    return key(container, "mine")


class Folders:
    """What one owner does with their collections."""

    def __init__(self, client: FlaskClient, headers: dict[str, str]) -> None:
        self.client = client
        self.headers = headers

    def make(self, title: str = "The sky", **more: Any) -> str:
        answer = self.client.post("/api/collections", json={"title": title} | more, headers=self.headers)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return str(answer.get_json()["id"])

    def add(self, made: str, status: int = 201, /, **what: Any) -> dict[str, Any]:
        answer = self.client.post(f"/api/collections/{made}/items", json=what, headers=self.headers)
        assert answer.status_code == status, answer.get_data(as_text=True)
        found: dict[str, Any] = answer.get_json()
        return found

    def seen(self, collection: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/api/collections/{collection}", headers=self.headers).get_json()
        return found

    def titles(self, collection: str) -> list[str]:
        return [item["title"] for item in self.seen(collection)["items"]]

    def put_in_order(self, collection: str, items: list[str]) -> Any:
        return self.client.put(f"/api/collections/{collection}/order", json={"items": items}, headers=self.headers)


@pytest.fixture
def folders(client: FlaskClient, me: tuple[str, dict[str, str]]) -> Folders:
    return Folders(client, me[1])
