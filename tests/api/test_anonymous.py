"""ANONYMOUS_CHAT: the chat is for everybody, all else for those who log in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from hackathon_backend.access.principal import Scope
from hackathon_backend.access.proofs.visitors import COOKIE
from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings

ASKED = {"message": "What is a hook?", "lesson_id": "react-hooks"}


@pytest.fixture
def chat(make_settings: Callable[..., Settings]) -> Iterator[Container]:
    container = Container(make_settings(anonymous_chat="1", render_workers=1))
    container.keys.create("school", scopes=[Scope.ADMIN])
    yield container
    container.close()


@pytest.fixture
def visitor(chat: Container) -> FlaskClient:
    return create_app(chat.settings, chat).test_client()


def test_a_visitor_may_chat_and_read_that_again(visitor: FlaskClient) -> None:
    answer = visitor.post("/api/chat", json=ASKED)
    assert answer.status_code == 200
    assert visitor.get(f"/api/conversations/{answer.json['conversationId']}").status_code == 200
    assert visitor.get("/api/lessons").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/videos"),
        ("POST", "/v1/videos"),
        ("GET", "/api/library"),
        ("POST", "/api/video/generate"),
        ("DELETE", "/v1/videos/video_1"),
        ("GET", "/api/costs"),
        ("GET", "/api/audit"),
        ("GET", "/studio"),
    ],
)
def test_for_all_else_they_have_to_log_in(visitor: FlaskClient, method: str, path: str) -> None:
    assert visitor.open(path, method=method).status_code in (401, 302)


def test_who_comes_with_a_wrong_key_is_no_visitor(visitor: FlaskClient) -> None:
    assert visitor.post("/api/chat", json=ASKED, headers={"Authorization": "Bearer m7_wrong"}).status_code == 401


def test_the_page_of_the_chat_knows_its_visitor_again(visitor: FlaskClient) -> None:
    told = visitor.get("/").headers["Set-Cookie"]
    assert told.startswith(f"{COOKIE}=")
    for part in ("HttpOnly", "SameSite=Lax", "Max-Age"):
        assert part in told
    assert "Set-Cookie" not in visitor.get("/").headers


def test_without_the_setting_nobody_chats_who_has_not_logged_in(
    make_settings: Callable[..., Settings],
) -> None:
    container = Container(make_settings(render_workers=1))
    container.keys.create("school")
    client = create_app(container.settings, container).test_client()
    assert client.post("/api/chat", json=ASKED).status_code == 401
    container.close()
