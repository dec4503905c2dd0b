"""Whoever came by a link sees the one video or conversation that it opens, and makes and changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from hackathon_backend.access.identity import Asked, Identity
from hackathon_backend.access.principal import Principal, Proof, Scope, UserRole
from hackathon_backend.container import Container
from tests.access.ownership.conftest import Belongings


class LinkOf:
    """A stand-in for signed links: everybody has come by the one to `only`."""

    is_on = True

    def __init__(self, only: str, owner: str) -> None:
        self._guest = Principal(
            owner, "guest", UserRole.STUDENT, frozenset({Scope.READ, Scope.WRITE, Scope.CHAT}), Proof.GUEST, only=only
        )

    def principal(self, asked: Asked) -> Principal:
        return self._guest


@pytest.fixture
def link_to(container: Container, mine: Belongings) -> Callable[[str], None]:
    """Even a guest who goes by the owner's own name, with every scope, has no more than the link opens."""

    def come(only: str) -> None:
        container.identity = Identity([LinkOf(only, mine.owner)])

    return come


def test_a_link_to_a_video_opens_that_one(
    client: FlaskClient, mine: Belongings, link_to: Callable[[str], None]
) -> None:
    link_to(mine.ids["video_id"])
    opened = [f"/v1/videos/{mine.ids['video_id']}", f"/api/messages/{mine.ids['message_id']}"]
    closed = [f"/v1/videos/{mine.under_way}", f"/api/conversations/{mine.ids['conversation_id']}"]
    assert [client.get(path).status_code for path in (*opened, *closed)] == [200, 200, 404, 404]
    assert client.get("/v1/videos").get_json()["data"] == []
    assert client.get("/api/library").get_json()["total"] == 0


def test_a_link_to_a_conversation_opens_it_with_its_videos(
    client: FlaskClient, mine: Belongings, link_to: Callable[[str], None]
) -> None:
    link_to(mine.ids["conversation_id"])
    paths = [
        f"/api/conversations/{mine.ids['conversation_id']}",
        f"/api/messages/{mine.ids['message_id']}",
        f"/v1/videos/{mine.ids['video_id']}",
        f"/v1/videos/{mine.under_way}",
        f"/v1/videos/characters/{mine.ids['character_id']}",
    ]
    assert [client.get(path).status_code for path in paths] == [200, 200, 200, 404, 404]


def test_a_guest_makes_and_changes_nothing(
    client: FlaskClient, mine: Belongings, link_to: Callable[[str], None]
) -> None:
    link_to(mine.ids["video_id"])
    video = f"/v1/videos/{mine.ids['video_id']}"
    answers = [
        client.delete(video),
        client.post(f"{video}/cancel"),
        client.post("/v1/videos", json={"prompt": "Photosynthesis"}),
        client.post("/api/chat", json={"message": "Hello"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert client.get(video).get_json()["status"] == "completed"
