"""A link opens one video or one conversation, for a time, to whoever has it, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from hackathon_backend.access.principal import UserRole
from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings
from hackathon_backend.storage import video_stem
from tests.access.test_login_pages import GOOD, OWN, log_in
from tests.access.test_me import belongings, with_key
from tests.api.conftest import Client


@pytest.fixture
def container(make_settings: Callable[..., Settings]) -> Container:
    return Container(make_settings(render_workers=1, accounts="invited", video_access="private"))


@pytest.fixture
def client(container: Container) -> FlaskClient:
    app = create_app(container.settings, container)
    app.test_client_class = Client
    return app.test_client()


class Lent:
    """What belongs to a key, another thing of the same owner, and how links to it are made."""

    def __init__(self, client: FlaskClient, container: Container) -> None:
        self._client = client
        self.owner, self.headers = with_key(container, "portal")
        self.job = belongings(container, self.owner)
        self.talk = self.job.request.conversation_id or ""
        self.others = belongings(container, with_key(container, "another")[0])

    def link(self, **of: Any) -> Any:
        made = self._client.post("/api/guest-links", json=of, headers=self.headers)
        assert made.status_code == 201, made.text
        return made.json

    def guest(self, **of: Any) -> FlaskClient:
        """A browser that has followed a new link."""
        browser = self._client.application.test_client()
        sent = browser.get(urlsplit(self.link(**of)["url"]).path)
        assert sent.status_code == 303
        return browser


@pytest.fixture
def lent(client: FlaskClient, container: Container) -> Lent:
    return Lent(client, container)


def test_a_guest_watches_the_one_video(lent: Lent) -> None:
    guest = lent.guest(videoId=lent.job.id)
    stem = video_stem(lent.job.id, lent.job.created_at)
    for path in (f"/watch/{lent.job.id}", f"/embed/{lent.job.id}", f"/v1/videos/{lent.job.id}", f"/videos/{stem}.mp4"):
        assert guest.get(path).status_code == 200, path
    assert guest.get("/api/me").json["only"] == lent.job.id
    for path in (f"/v1/videos/{lent.others.id}", f"/api/conversations/{lent.talk}"):
        assert guest.get(path).status_code in (403, 404), path
    assert guest.get(f"/watch/{lent.others.id}").status_code == 404
    assert guest.get("/v1/videos").json["data"] == []


def test_a_guest_changes_makes_and_takes_nothing(lent: Lent) -> None:
    guest = lent.guest(videoId=lent.job.id)
    assert guest.delete(f"/v1/videos/{lent.job.id}", headers=OWN).status_code == 403
    assert guest.post("/v1/videos", json={"prompt": "Even numbers"}, headers=OWN).status_code == 403
    assert guest.post("/api/chat", json={"message": "Hello"}, headers=OWN).status_code == 403
    assert guest.post("/api/guest-links", json={"videoId": lent.job.id}, headers=OWN).status_code == 403
    assert guest.get("/api/guest-links").status_code == 403
    assert guest.get("/api/me/export").status_code == 403
    assert guest.delete("/api/me", json={"confirm": "x"}, headers=OWN).status_code == 403


def test_a_guest_reads_the_one_conversation_and_goes_on_in_it(lent: Lent, container: Container) -> None:
    guest = lent.guest(conversationId=lent.talk)
    assert guest.get(f"/?c={lent.talk}").status_code == 200
    before = guest.get(f"/api/conversations/{lent.talk}").json["messages"]
    assert guest.get(f"/v1/videos/{lent.job.id}").status_code == 200
    said = guest.post(
        "/api/chat", json={"message": "What is photosynthesis?", "conversationId": lent.talk}, headers=OWN
    )
    assert said.status_code == 200 and said.json["conversationId"] == lent.talk
    assert len(guest.get(f"/api/conversations/{lent.talk}").json["messages"]) == len(before) + 2
    assert container.conversations.get(lent.talk).owner == lent.owner
    elsewhere = lent.others.request.conversation_id
    for body, status in (
        ({"message": "Hello"}, 403),
        ({"message": "Hello", "conversationId": elsewhere}, 404),
        ({"message": "Hello", "conversationId": "conv_none"}, 404),
    ):
        assert guest.post("/api/chat", json=body, headers=OWN).status_code == status


def test_a_video_that_a_guest_asks_for_is_the_owner_s(lent: Lent, container: Container) -> None:
    guest = lent.guest(conversationId=lent.talk)
    body = {"message": "Can you make a video about photosynthesis?", "conversationId": lent.talk}
    answer = guest.post("/api/chat", json=body, headers={**OWN, "Prefer": "respond-async"})
    assert answer.status_code == 202, answer.text
    assert container.store.get(answer.json["videoId"]).owner == lent.owner


def test_another_site_can_say_nothing_in_the_name_of_a_guest(lent: Lent) -> None:
    guest = lent.guest(conversationId=lent.talk)
    body = {"message": "Hello", "conversationId": lent.talk}
    assert guest.post("/api/chat", json=body).json["error"]["code"] == "csrf_refused"


def test_programs_send_the_link_in_the_address(lent: Lent, client: FlaskClient) -> None:
    token = lent.link(videoId=lent.job.id)["url"].rpartition("/")[2]
    assert client.get(f"/v1/videos/{lent.job.id}?guest={token}").status_code == 200
    for wrong in (token[:-1], f"{token}x", "x", "", token.partition(".")[0]):
        assert client.get(f"/v1/videos/{lent.job.id}?guest={wrong}").status_code == 401, wrong


@pytest.mark.parametrize("ended", ["revoked", "expired", "deleted", "secret"])
def test_a_link_that_is_over_opens_nothing(lent: Lent, client: FlaskClient, container: Container, ended: str) -> None:
    link = lent.link(videoId=lent.job.id)
    path = urlsplit(link["url"]).path
    guest = client.application.test_client()
    guest.get(path)
    assert guest.get(f"/v1/videos/{lent.job.id}").status_code == 200
    if ended == "revoked":
        assert client.delete(f"/api/guest-links/{link['id']}", headers=lent.headers).json["ended"] is True
    elif ended == "deleted":
        assert client.delete(f"/v1/videos/{lent.job.id}", headers=lent.headers).status_code == 200
    with container.database.write() as session:
        if ended == "expired":
            session.execute(text("update guest_links set expires_at = :now"), {"now": time.time()})
        elif ended == "secret":
            session.execute(text("update kept_secrets set value = 'another'"))
            container.people.signing._secret = None
    assert guest.get(f"/v1/videos/{lent.job.id}").status_code in (401, 404)
    stem = video_stem(lent.job.id, lent.job.created_at)
    assert guest.get(f"/videos/{stem}.mp4").status_code in (401, 404, 410)
    if ended != "deleted":
        over = client.application.test_client().get(path)
        assert over.status_code == 404 and "This link is over" in over.text


def test_links_are_made_listed_and_ended_by_their_owner_alone(
    lent: Lent, client: FlaskClient, container: Container
) -> None:
    _, others = with_key(container, "a third")
    for body in ({"videoId": lent.job.id}, {"conversationId": lent.talk}, {"videoId": "vid_none"}):
        assert client.post("/api/guest-links", json=body, headers=others).status_code == 404
    link = lent.link(videoId=lent.job.id, hours=2)
    assert client.get("/api/guest-links", headers=others).json["links"] == []
    assert client.delete(f"/api/guest-links/{link['id']}", headers=others).status_code == 404
    (listed,) = client.get("/api/guest-links", headers=lent.headers).json["links"]
    assert (listed["id"], listed["opens"], listed["videoId"]) == (link["id"], "video", lent.job.id)
    assert client.delete(f"/api/guest-links/{link['id']}", headers=lent.headers).status_code == 200
    assert client.get("/api/guest-links", headers=lent.headers).json["links"] == []


@pytest.mark.parametrize(
    "body",
    [{}, {"videoId": "a", "conversationId": "b"}, {"videoId": ""}, {"hours": 5}, {"more": 1},
     *({"videoId": "a", "hours": hours} for hours in (0, -1, 1e9, "x", None))],
)  # fmt: skip
def test_a_link_that_makes_no_sense_is_refused(lent: Lent, client: FlaskClient, body: dict[str, Any]) -> None:
    assert client.post("/api/guest-links", json=body, headers=lent.headers).status_code == 400


def test_who_is_logged_in_can_follow_a_link_to_a_video_too(
    lent: Lent, client: FlaskClient, container: Container
) -> None:
    container.people.accounts.create("Ada", GOOD, UserRole.STUDENT)
    log_in(client)
    path = f"/v1/videos/{lent.job.id}"
    assert client.get(path).status_code == 404
    client.get(urlsplit(lent.link(videoId=lent.job.id)["url"]).path)
    assert client.get(path).status_code == 200
    assert client.get("/api/me").json["proof"] == "session"
