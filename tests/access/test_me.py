"""Whoever asks learns who they are, takes all that is theirs along, and ends it; of others nothing changes."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from hackathon_backend.access.principal import UserRole
from hackathon_backend.analytics.counting import Taken
from hackathon_backend.analytics.outline import FilmOutline, OutlinedScene
from hackathon_backend.analytics.seconds import packed
from hackathon_backend.analytics.tables import FilmContents, FilmDay, FilmView, NamedWatching
from hackathon_backend.app import Container, create_app
from hackathon_backend.film_collections.models import ItemKind
from hackathon_backend.film_collections.store import NewItem
from hackathon_backend.jobs import Job, LessonRequest
from hackathon_backend.materials.translating.rows import LessonWish
from hackathon_backend.settings import Settings
from hackathon_backend.storage import video_stem
from hackathon_backend.writers.base import Brief
from tests.access.test_login_pages import GOOD, OWN, log_in, token_in
from tests.api.conftest import Client
from tests.replies import a_reply

FILES = {"mp4": b"film" * 200_000, "vtt": b"WEBVTT\n", "webp": b"poster", "txt": "Was gesagt wird: ä".encode()}


@pytest.fixture
def container(make_settings: Callable[..., Settings]) -> Container:
    return Container(make_settings(render_workers=1, accounts="invited"))


@pytest.fixture
def client(container: Container) -> FlaskClient:
    app = create_app(container.settings, container)
    app.test_client_class = Client
    return app.test_client()


def with_key(container: Container, name: str, **options: Any) -> tuple[str, dict[str, str]]:
    """The owner of a new key, and the header that it is sent with."""
    made = container.keys.create(name, **options)
    return made.row.owner, {"Authorization": f"Bearer {made.text}"}


def belongings(container: Container, owner: str, state: str = "completed") -> Job:
    """A video with its files, a conversation that has it, and a character."""
    now = time.time()
    talk = container.conversations.begin({"title": "Zahlen", "text": "Even and odd."}, owner)
    job = Job(
        id=f"vid_{owner.replace(':', '')[-8:]}{state[:3]}",
        created_at=now,
        wake_at=now + 3600,
        state=state,
        owner=owner,
        request=LessonRequest(message="Even numbers", conversation_id=talk.id, message_id=f"msg_{talk.id}"),
        brief=Brief(title="Even numbers", narration="They come in pairs."),
        engines=["storyboard"],
        ended_at=now if state == "completed" else None,
    )
    stem = video_stem(job.id, now)
    if state == "completed":
        job.filename = f"{stem}.mp4"
        job.reply = a_reply(video_url=f"/videos/{stem}.mp4", title="Even numbers", narration="They come in pairs.")
        for suffix, content in FILES.items():
            (container.storage.folder / f"{stem}.{suffix}").write_bytes(content)
    container.store.create(job)
    container.conversations.ask(talk.id, "Was ist gerade? 😀", answer_id=f"msg_{talk.id}")
    container.conversations.answer(talk.id, f"msg_{talk.id}", reply=None, job_id=job.id)
    container.characters.add("Mia", "sora", "up_1", owner=owner)
    kept = container.collections.create(owner, "Numbers")
    container.collections.add(kept.id, NewItem(ItemKind.VIDEO, job.id, "Even numbers"))
    return job


def counted(container: Container, job: Job, owner: str) -> None:
    """Two views by others, one long ago, one download, a name that is kept, and a lesson that was translated."""
    days = container.views
    days.download(job.id, Taken.CAPTIONS)
    seen, outline = packed(0b111), FilmOutline(3.0, (OutlinedScene("Pairs", 0.0, 3.0),), ())
    more: dict[str, Any] = {"answers": {}, "known": 3, "own": False, "job_id": job.id}
    with container.database.write() as session:
        session.add(FilmContents(job_id=job.id, outline=outline))
        session.add(FilmView(view="a" * 32, day=days.today(), seen=seen, seconds=3, finished=True, **more))
        session.add(FilmDay(job_id=job.id, day=days.today(), begun=1))
        session.add(FilmDay(job_id=job.id, day="2020-02-29", begun=1, views=1, seconds=2, scenes=[[1, 1]]))
        session.add(
            NamedWatching(job_id=job.id, person="user:grace", name="Grace", seen=seen, answers={}, first_at=1.0,
                          last_at=2.0)
        )  # fmt: skip
    container.lessons.translations.order(owner, LessonWish("photosynthesis", 1, ["es"]))


def counts(container: Container) -> dict[str, int]:
    with container.database.read() as session:
        tables = (
            "jobs", "conversations", "messages", "characters", "accounts", "sessions", "collections",
            "collection_items", "film_views", "film_days", "film_downloads", "film_contents", "film_people",
            "lesson_translations",
        )  # fmt: skip
        return {name: session.execute(text(f"select count(*) from {name}")).scalar_one() for name in tables}


def test_a_program_learns_who_it_is(client: FlaskClient, container: Container) -> None:
    owner, headers = with_key(container, "portal")
    told = client.get("/api/me", headers=headers).json
    assert (told["owner"], told["name"], told["proof"], told["role"]) == (owner, "portal", "key", "teacher")
    assert told["scopes"] == ["chat", "videos:read", "videos:write"] and told["csrf_token"] is None
    assert told["links"]["export"] == "/api/me/export" and told["links"]["account"] is None


def test_a_person_learns_who_they_are_and_what_their_scripts_send_along(
    client: FlaskClient, container: Container
) -> None:
    made = container.people.accounts.create("Ada", GOOD, UserRole.STUDENT)
    log_in(client)
    told = client.get("/api/me").json
    assert (told["owner"], told["proof"], told["scopes"]) == (made.owner, "session", ["chat", "videos:read"])
    headers = {"X-CSRF-Token": told["csrf_token"]}
    assert client.delete("/api/me", json={}).json["error"]["code"] == "csrf_refused"
    assert client.delete("/api/me", json={}, headers=headers).json["error"]["param"] == "password"


def test_nobody_is_told_nothing(client: FlaskClient) -> None:
    for ask in (client.get("/api/me"), client.get("/api/me/export"), client.delete("/api/me", json={})):
        assert ask.status_code == 401


def test_where_nobody_logs_in_everybody_is_local(make_settings: Callable[..., Settings]) -> None:
    container = Container(make_settings(render_workers=1))
    app = create_app(container.settings, container)
    told = app.test_client().get("/api/me").json
    assert (told["owner"], told["proof"], told["guarded"]) == ("local", "local", False)
    assert told["links"]["login"] is None


def test_the_zip_has_all_that_is_theirs_and_nothing_of_others(client: FlaskClient, container: Container) -> None:
    owner, headers = with_key(container, "portal")
    other, _ = with_key(container, "another")
    job, others = belongings(container, owner), belongings(container, other)
    counted(container, job, owner)
    counted(container, others, other)
    answer = client.get("/api/me/export", headers=headers)
    assert answer.mimetype == "application/zip" and "attachment" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        stem = video_stem(job.id, job.created_at)
        assert {f"films/{stem}.{suffix}" for suffix in FILES} <= set(names)
        for suffix, content in FILES.items():
            assert archive.read(f"films/{stem}.{suffix}") == content
        assert json.loads(archive.read(f"videos/{job.id}.json"))["narration"] == "They come in pairs."
        (talk,) = [json.loads(archive.read(name)) for name in names if name.startswith("conversations/")]
        assert talk["messages"][0]["content"] == "Was ist gerade? 😀"
        assert json.loads(archive.read("me.json"))["owner"] == owner
        film = json.loads(archive.read(f"analytics/{job.id}.json"))
        assert [(day["day"], day["views"]) for day in film["days"]] == [
            ("2020-02-29", 1), (container.views.today(), 1)
        ]  # fmt: skip
        assert (film["total"]["watchedSeconds"], film["scenes"][0]["watched"]) == (5, 2)
        assert (film["downloads"], film["people"]) == ([{"kind": "captions", "count": 1}], [])
        (made,) = json.loads(archive.read("lessons/made.json"))["translations"]
        assert (made["sourceId"], made["language"], made["status"]) == ("photosynthesis", "es", "queued")
        (collection,) = json.loads(archive.read("collections.json"))
        assert [item["id"] for item in collection["items"]] == [job.id]
        assert "README.txt" in names and [each["name"] for each in json.loads(archive.read("characters.json"))] == [
            "Mia"
        ]
    assert not [name for name in names if others.id in name]


def test_a_zip_is_sent_while_it_is_written(client: FlaskClient, container: Container) -> None:
    owner, headers = with_key(container, "portal")
    belongings(container, owner)
    answer = client.get("/api/me/export", headers=headers, buffered=False)
    pieces = [len(piece) for piece in answer.response]
    assert len(pieces) > 5 and max(pieces) < 400_000
    assert client.get("/api/me/export", headers=headers).status_code == 200


def test_somebody_with_nothing_gets_a_zip_too(client: FlaskClient, container: Container) -> None:
    _, headers = with_key(container, "portal")
    with zipfile.ZipFile(io.BytesIO(client.get("/api/me/export", headers=headers).data)) as archive:
        assert sorted(archive.namelist()) == [
            "README.txt",
            "brand.json",
            "characters.json",
            "collections.json",
            "lessons/made.json",
            "me.json",
            "publications.json",
            "watched.json",
        ]


def test_all_that_is_theirs_is_deleted_and_nothing_of_others(client: FlaskClient, container: Container) -> None:
    owner, headers = with_key(container, "portal")
    other, others_headers = with_key(container, "another")
    job, others = belongings(container, owner), belongings(container, other)
    counted(container, job, owner)
    counted(container, others, other)
    running = belongings(container, owner, state="queued")
    work = container.work.folder(running.id)
    for body in ({}, {"confirm": "yes"}, {"confirm": other}):
        assert client.delete("/api/me", json=body, headers=headers).status_code == 400
    assert counts(container)["jobs"] == 3
    gone = client.delete("/api/me", json={"confirm": owner}, headers=headers)
    assert gone.json == {
        "object": "me.deleted", "owner": owner, "deleted": True, "videos": 2, "conversations": 2, "characters": 2,
        "collections": 2, "lessons": 0,
    }  # fmt: skip
    assert {name: counts(container)[name] for name in ("jobs", "conversations", "messages", "characters")} == {
        "jobs": 1, "conversations": 1, "messages": 2, "characters": 1
    }  # fmt: skip
    left = {name: count for name, count in counts(container).items() if name.startswith(("film_", "lesson_"))}
    assert left == {
        "film_views": 1, "film_days": 2, "film_downloads": 1, "film_contents": 1, "film_people": 1,
        "lesson_translations": 1,
    }  # fmt: skip
    kept = {path.name for path in container.storage.folder.iterdir() if path.is_file()}
    assert kept == {f"{video_stem(others.id, others.created_at)}.{suffix}" for suffix in FILES}
    assert not work.exists() and client.get(f"/v1/videos/{job.id}", headers=others_headers).status_code == 404
    assert client.get("/api/me", headers=headers).status_code == 401
    assert client.get(f"/v1/videos/{others.id}", headers=others_headers).status_code == 200


def test_a_worker_that_comes_back_with_a_deleted_video_changes_nothing(container: Container) -> None:
    owner, _ = with_key(container, "portal")
    job = belongings(container, owner, state="queued")
    with container.database.write() as session:
        session.execute(text("delete from messages"))
        session.execute(text("delete from jobs"))
    assert container.store.adopt(job, {"operation_id": "sora:1"}, lambda _session: None) is None


def test_an_account_is_deleted_with_its_password(client: FlaskClient, container: Container) -> None:
    made = container.people.accounts.create("Ada", GOOD, UserRole.TEACHER)
    belongings(container, made.owner)
    log_in(client)
    assert client.delete("/api/me", json={"password": "not this one"}, headers=OWN).status_code == 401
    assert client.delete("/api/me", json={"confirm": made.owner}, headers=OWN).status_code == 400
    assert client.delete("/api/me", json={"password": GOOD}, headers=OWN).status_code == 200
    assert set(counts(container).values()) == {0}
    assert client.get("/api/me").status_code == 401 and log_in(client).status_code == 401


def test_the_page_deletes_everything_too(client: FlaskClient, container: Container) -> None:
    made = container.people.accounts.create("Ada", GOOD, UserRole.TEACHER)
    belongings(container, made.owner)
    log_in(client)
    csrf = token_in(client.get("/account"))
    wrong = client.post("/account/delete", data={"csrf": csrf, "password": "no"})
    assert wrong.status_code == 401 and "The password is wrong" in wrong.text
    assert client.post("/account/delete", data={"password": GOOD}).status_code == 403
    done = client.post("/account/delete", data={"csrf": csrf, "password": GOOD})
    assert done.status_code == 200 and "Everything is deleted" in done.text
    assert set(counts(container).values()) == {0}


def test_who_is_logged_in_by_a_key_types_its_name(client: FlaskClient, container: Container) -> None:
    key = container.keys.create("portal")
    belongings(container, key.row.owner)
    client.post("/login", data={"csrf": token_in(client.get("/login")), "key": key.text})
    csrf = token_in(client.get("/account"))
    assert client.post("/account/delete", data={"csrf": csrf, "confirm": "x"}).status_code == 400
    assert client.post("/account/delete", data={"csrf": csrf, "confirm": "portal"}).status_code == 200
    assert counts(container)["jobs"] == 0
    assert container.keys.get(key.row.id).revoked_at is not None
