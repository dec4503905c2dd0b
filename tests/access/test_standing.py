"""Answers that go on are ended as soon as whoever asked may no longer have them."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from simple_websocket import Client, ConnectionClosed
from werkzeug.serving import make_server

from hackathon_backend.access import rechecks
from hackathon_backend.access.guests import GuestTarget
from hackathon_backend.access.identity import Asked
from hackathon_backend.access.keys import ApiKeys
from hackathon_backend.access.principal import UserRole
from hackathon_backend.access.proofs import tokens
from hackathon_backend.app import Container, create_app
from hackathon_backend.errors import DatabaseAway
from hackathon_backend.jobs import Database, Inbox, Job, JobStore
from hackathon_backend.settings import Settings
from tests.access.callers import SETTINGS, bearer, cookie, token
from tests.access.test_me import belongings
from tests.api.videos.test_sockets import a_job
from tests.server import Server

PATIENCE = 60.0
Headers = Mapping[str, str]


@pytest.fixture
def container(make_settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch) -> Iterator[Container]:
    monkeypatch.setattr(rechecks, "EVERY_SECONDS", 0.05)
    opened = Container(make_settings(render_workers=1, **SETTINGS))
    yield opened
    opened.close()


@pytest.fixture
def port(container: Container) -> Iterator[int]:
    served = make_server("127.0.0.1", 0, create_app(container.settings, container), threaded=True)
    serving = threading.Thread(target=served.serve_forever, daemon=True)
    serving.start()
    yield served.server_port
    container.let_go()
    served.shutdown()
    serving.join()
    served.server_close()


@pytest.fixture
def asker_by(container: Container, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Asker]:
    return lambda way: Asker(container, way, monkeypatch)


class Asker:
    """Somebody with a way to be known, and what ends it."""

    def __init__(self, container: Container, way: str, patch: pytest.MonkeyPatch) -> None:
        self._container, self._patch = container, patch
        self.owner = getattr(self, f"_by_{way}")()
        if way != "guest":
            self.job = belongings(container, self.owner, "rendering")

    headers: Headers
    end: Callable[[], object]

    def _by_key(self) -> str:
        made = self._container.keys.create("portal")
        self.headers = bearer(made.text)
        self.end = lambda: self._container.keys.revoke("portal")
        return made.row.owner

    def _by_session(self) -> str:
        account = self._container.people.accounts.create("Ada", "violet tram under snow", UserRole.TEACHER)
        begun = self._container.people.sessions.begin(account_id=account.id)
        self.headers = cookie(begun)
        self.end = lambda: self._container.people.sessions.end(begun)
        return account.owner

    def _by_account(self) -> str:
        owner, accounts = self._by_session(), self._container.people.accounts
        self.end = lambda: accounts.disable(accounts.named("Ada"))
        return owner

    def _by_role(self) -> str:
        owner, accounts = self._by_session(), self._container.people.accounts
        self.end = lambda: accounts.set_role(accounts.named("Ada"), UserRole.STUDENT)
        return owner

    def _by_guest(self) -> str:
        owner = self._container.keys.create("portal").row.owner
        self.job = belongings(self._container, owner, "rendering")
        guests = self._container.people.guests
        link = guests.create(owner, GuestTarget.VIDEO, self.job.id, 1)
        self.headers = {"X-Link": guests.token(link)}
        self.end = lambda: guests.revoke(link.id, owner)
        return owner

    def _by_token(self) -> str:
        self.headers = bearer(token())
        # An hour and more passes.
        self.end = lambda: self._patch.setattr(tokens, "_LEEWAY", -7200.0)
        asked = Asked(self.headers["Authorization"], {}, {}, "127.0.0.1", "/")
        who = self._container.identity.principal(asked)
        assert who is not None
        return who.owner

    def _by_video(self) -> str:
        owner = self._by_key()
        self.end = lambda: self._container.store.mark_expired(self.job.id, deleted=True)
        return owner


def opened(port: int, path: str, headers: Headers) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    link = headers.get("X-Link")
    connection.request("GET", path + (f"?guest={link}" if link else ""), headers=dict(headers))
    return connection


@pytest.mark.parametrize(
    ("way", "code"),
    [
        ("key", "invalid_credentials"),
        ("session", "invalid_credentials"),
        ("account", "invalid_credentials"),
        ("role", "invalid_credentials"),
        ("token", "invalid_credentials"),
        ("guest", "invalid_credentials"),
        ("video", "not_found"),
    ],
)
def test_a_stream_ends_with_what_let_it_in(
    container: Container, asker_by: Callable[[str], Asker], port: int, way: str, code: str
) -> None:
    asker = asker_by(way)
    with closing(opened(port, f"/v1/videos/{asker.job.id}/events", asker.headers)) as connection:
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        assert answer.readline().startswith(b": still working")
        asker.end()
        last = answer.read().decode().strip().rpartition("\n\n")[2].splitlines()
    assert last[0] == "event: error"
    assert json.loads(last[1].removeprefix("data: "))["error"]["code"] == code
    until_nobody_watches(container)


def test_a_chat_s_stream_ends(container: Container, asker_by: Callable[[str], Asker], port: int) -> None:
    asker = asker_by("key")
    with closing(opened(port, f"/api/messages/{asker.job.request.message_id}/events", asker.headers)) as connection:
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        asker.end()
        assert "invalid_credentials" in answer.read().decode()


@pytest.mark.parametrize(("way", "status"), [("key", 401), ("guest", 401), ("video", 404)])
def test_whoever_waits_is_answered_at_once(
    container: Container, asker_by: Callable[[str], Asker], port: int, way: str, status: int
) -> None:
    asker = asker_by(way)
    with closing(opened(port, f"/v1/videos/{asker.job.id}/poll", asker.headers)) as connection:
        until_watched(container)
        asker.end()
        assert connection.getresponse().status == status


@pytest.mark.parametrize("path", ["/v1/videos/{}/ws", "/ws"])
@pytest.mark.parametrize("way", ["key", "account"])
def test_a_socket_is_told_why_and_closed(
    container: Container, asker_by: Callable[[str], Asker], port: int, path: str, way: str
) -> None:
    asker = asker_by(way)
    client = Client(f"ws://127.0.0.1:{port}{path.format(asker.job.id)}", headers=dict(asker.headers), receive_bytes=1)
    asker.end()
    heard = []
    with pytest.raises(ConnectionClosed) as closed:
        while (text := client.receive(timeout=PATIENCE)) is not None:
            heard.append(json.loads(text))
    assert heard[-1]["type"] == "error" and heard[-1]["error"]["code"] == "invalid_credentials"
    assert closed.value.reason == 1008


def test_a_database_that_is_away_ends_nothing(
    container: Container, asker_by: Callable[[str], Asker], port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = asker_by("key")
    asked = threading.Event()

    def away(*_: object) -> None:
        asked.set()
        raise DatabaseAway

    with closing(opened(port, f"/v1/videos/{asker.job.id}/events", asker.headers)) as connection:
        answer = connection.getresponse()
        answer.readline()
        until_watched(container)
        with monkeypatch.context() as patch:
            patch.setattr(container.identity, "principal", away)
            asked.clear()
            assert asked.wait(PATIENCE)
        change(container.store, asker.job, state="completed")
        assert "video.completed" in answer.read().decode()


def test_being_asked_again_is_no_use_of_a_session(
    container: Container, asker_by: Callable[[str], Asker], port: int
) -> None:
    asker = asker_by("session")
    container.people.sessions._lifetimes = type(container.people.sessions._lifetimes)(1.0, 3600.0)
    with closing(opened(port, f"/v1/videos/{asker.job.id}/events", asker.headers)) as connection:
        assert "invalid_credentials" in connection.getresponse().read().decode()


def test_how_many_are_asked_in_a_second_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rechecks, "EVERY_SECONDS", 0.0)
    monkeypatch.setattr(rechecks, "_APART_SECONDS", 0.02)
    asked, all_over = [], threading.Event()

    def check() -> None:
        asked.append(time.monotonic())
        if len(asked) == 20:
            all_over.set()

    own = rechecks.Rechecks()
    with own.during(Inbox(), check), own.during(Inbox(), check):
        assert all_over.wait(PATIENCE)
    assert asked[19] - asked[0] >= 19 * 0.015


@pytest.mark.slow
def test_the_real_server_ends_them_within_seconds(tmp_path: Path) -> None:
    with Server(tmp_path, web_threads=80, render_workers=1) as server:
        database = Database(f"sqlite:///{tmp_path / 'model7.db'}")
        keys, store = ApiKeys(database), JobStore(database)
        made = keys.create("portal")
        job = a_job(store, "vid_standing")
        with database.write() as session:
            session.get_one(Job, job).owner = made.row.owner
        time.sleep(1.1)  # until then the server may not know that there is a key
        with ExitStack() as streams:
            path = f"/v1/videos/{job}/events"
            opening = [streams.enter_context(closing(opened(server.port, path, bearer(made.text)))) for _ in range(5)]
            answers = [streams.enter_context(stream.getresponse()) for stream in opening]
            assert {answer.status for answer in answers} == {200}
            keys.revoke("portal")
            began = time.monotonic()
            said = [answer.read().decode() for answer in answers]
        assert time.monotonic() - began < 10
        assert all("event: error" in text and "revoked" in text for text in said)
        database.close()


def change(store: JobStore, job: Job, **values: object) -> None:
    store.change(store.get(job.id), None, values)


def until_watched(container: Container) -> None:
    until(lambda: container.watch.watchers > 0)


def until_nobody_watches(container: Container) -> None:
    until(lambda: container.watch.watchers == 0)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)
