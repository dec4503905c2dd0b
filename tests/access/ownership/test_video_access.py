"""VIDEO_ACCESS: who may watch a video whose address they have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from hackathon_backend.access.identity import Identity
from hackathon_backend.access.links import PASSING_SECONDS, lasting
from hackathon_backend.access.principal import UserRole
from hackathon_backend.container import Container
from hackathon_backend.jobs import Job, State
from hackathon_backend.webhooks import dispatcher
from tests.access.ownership.conftest import Belongings
from tests.access.ownership.rows import FILES, a_video
from tests.access.ownership.test_guests import LinkOf
from tests.clock import FakeClock
from tests.translations.films import finished_film, finished_translation

LINK = pytest.mark.parametrize("access", ["link"])
PRIVATE = pytest.mark.parametrize("access", ["private"])
CLOSED = pytest.mark.parametrize("access", ["link", "private"])


@pytest.fixture
def video(container: Container, mine: Belongings) -> Job:
    return container.store.get(mine.ids["video_id"])


def files_of(job: Job) -> list[str]:
    return [f"/videos/{(job.filename or '').removesuffix('mp4')}{suffix}" for suffix in FILES]


def addresses(job: Job) -> list[str]:
    page = quote(f"http://localhost/watch/{job.id}", safe="")
    taken_along = f"/api/videos/{job.id}/offline.html"
    return [f"/watch/{job.id}", f"/embed/{job.id}", f"/oembed?url={page}", taken_along, *files_of(job)]


def statuses(client: FlaskClient, paths: list[str], headers: dict[str, str] | None = None, share: str = "") -> set[int]:
    ending = [f"{'&' if '?' in path else '?'}share={share}" if share else "" for path in paths]
    return {client.get(path + end, headers=headers).status_code for path, end in zip(paths, ending, strict=True)}


def token_in(address: str) -> str:
    return address.partition("?share=")[2]


# -- public


def test_a_public_video_is_for_whoever_has_its_address(client: FlaskClient, video: Job, theirs: dict[str, str]) -> None:
    assert statuses(client, addresses(video)) == statuses(client, addresses(video), theirs) == {200}
    assert client.get(files_of(video)[0]).headers["Cache-Control"] == "public, max-age=3600"
    assert "share=" not in client.get(f"/watch/{video.id}").text


def test_the_file_of_a_public_video_is_sent_without_a_look_into_the_database(
    client: FlaskClient, video: Job, statements: list[str]
) -> None:
    client.get(files_of(video)[0])
    del statements[:]
    assert client.get(files_of(video)[0]).status_code == 200
    assert statements == []


def test_the_player_of_a_public_video_on_its_way_sees_how_far_it_is_and_nothing_of_the_chat(
    client: FlaskClient, container: Container, mine: Belongings
) -> None:
    job = a_video(container, mine.owner, state=State.RENDERING, conversation_id="conv_1", message_id="msg_1")
    share = re.search(r'share="([^"]+)"', client.get(f"/embed/{job.id}").text)
    assert share is not None
    shown = client.get(f"/api/videos/{job.id}?share={share[1]}").get_json()
    assert (shown["status"], shown["statusUrl"]) == ("in_progress", f"/api/videos/{job.id}")
    assert (shown["conversationId"], shown["messageId"]) == (None, None)
    assert client.get(f"/api/videos/{job.id}", headers=mine.headers).get_json()["messageId"] == "msg_1"
    assert client.get(f"/api/videos/{job.id}").status_code == 401


# -- link and private


@CLOSED
def test_others_are_answered_as_if_there_was_nothing(client: FlaskClient, video: Job, theirs: dict[str, str]) -> None:
    assert statuses(client, addresses(video), theirs) == {404}
    for path in addresses(video):
        absent = path.replace(video.id, f"{video.id[:-4]}none")
        one, other = (client.get(each, headers=theirs).text.replace(absent, path) for each in (path, absent))
        assert one.replace(f"{video.id[:-4]}none", video.id) == other.replace(f"{video.id[:-4]}none", video.id)


@CLOSED
def test_the_owner_and_admins_watch_and_no_cache_keeps_it(
    client: FlaskClient, video: Job, mine: Belongings, admin: dict[str, str], access: str
) -> None:
    assert statuses(client, addresses(video), mine.headers) == statuses(client, addresses(video), admin) == {200}
    wanted = {"link": "private, no-cache", "private": "private, no-store"}[access]
    for path in addresses(video):
        assert client.get(path, headers=mine.headers).headers["Cache-Control"] == wanted, path


@CLOSED
def test_all_addresses_that_the_owner_gets_open_its_files_without_a_header(
    client: FlaskClient, container: Container, video: Job, mine: Belongings
) -> None:
    answers = [
        client.get(path, headers=mine.headers)
        for path in (
            "/api/library",
            f"/api/library/{video.id}",
            f"/api/video/{video.id}",
            f"/api/videos/{video.id}",
            f"/api/messages/{mine.ids['message_id']}",
            f"/api/messages/{mine.ids['message_id']}/events",
            f"/api/conversations/{mine.ids['conversation_id']}",
            f"/watch/{video.id}",
            f"/embed/{video.id}",
        )
    ]
    for answer in answers:
        found = set(re.findall(r"/videos/video_[\w.]+(?:\?share=[\w.-]+)?", answer.text))
        assert found, answer.request.path
        assert {client.get(path).status_code for path in found} == {200}, answer.request.path


@CLOSED
def test_ranges_head_conditions_and_other_sites_work_with_a_token(
    client: FlaskClient, video: Job, mine: Belongings
) -> None:
    path = client.get(f"/api/videos/{video.id}", headers=mine.headers).get_json()["videoUrl"]
    part = client.get(path, headers={"Range": "bytes=10-19", "Origin": "https://elsewhere.example"})
    assert (part.status_code, part.headers["Content-Range"]) == (206, "bytes 10-19/6000")
    assert part.headers["Access-Control-Allow-Origin"] == "https://elsewhere.example"
    assert client.head(path).headers["Content-Length"] == "6000"
    again = client.get(path, headers={"If-None-Match": part.headers["ETag"]})
    assert again.status_code == 304
    assert client.head(path.partition("?")[0], headers={"Range": "bytes=0-1"}).status_code in (401, 404)


@LINK
def test_whoever_came_by_the_link_of_a_film_keeps_it_on_the_pages_of_its_translations(
    client: FlaskClient, container: Container, mine: Belongings, access: str
) -> None:
    film = finished_film(container, mine.owner)
    spanish = finished_translation(container, film, "es")
    token = lasting(film.id, film.share_key)
    page = client.get(f"/watch/{spanish.id}?share={token}")
    assert page.status_code == 200
    (languages,) = re.findall(r'languages="([^"]+)"', page.text)
    (found,) = (each["videoUrl"] for each in json.loads(unescape(languages)) if each["videoId"] == spanish.id)
    assert found.endswith(f"?share={token}"), "the player links to its page by this"
    assert f"/watch/{spanish.id}?share={token}" in page.text
    strangers = client.get(f"/watch/{film.id}?share={lasting(spanish.id, spanish.share_key)}")
    assert strangers.status_code == 404, "the other way round it opens nothing"


@CLOSED
def test_a_new_link_ends_all_before_it_at_once(client: FlaskClient, video: Job, mine: Belongings) -> None:
    def address() -> str:
        found: str = client.get(f"/api/videos/{video.id}", headers=mine.headers).get_json()["videoUrl"]
        return found

    old = address()
    assert client.get(old).status_code == 200
    made = client.post(f"/v1/videos/{video.id}/share", headers=mine.headers).get_json()
    assert client.get(old).status_code in (401, 404)
    assert client.get(address()).status_code == 200
    assert made["watch_url"].startswith(f"http://localhost/watch/{video.id}")


@CLOSED
def test_a_library_that_is_asked_for_again_has_no_addresses_that_are_over(
    client: FlaskClient, container: Container, video: Job, mine: Belongings
) -> None:
    clock = FakeClock()
    container.links._clock = clock
    first = client.get("/api/library", headers=mine.headers)
    again = {**mine.headers, "If-None-Match": first.headers["ETag"]}
    assert client.get("/api/library", headers=again).status_code == 304
    clock.advance(PASSING_SECONDS)
    client.post(f"/v1/videos/{video.id}/share", headers=mine.headers)
    shown = client.get("/api/library", headers=again)
    assert shown.status_code == 200
    (address,) = (card["video_url"] for card in shown.get_json()["videos"] if card["id"] == video.id)
    assert client.get(address).status_code == 200


@CLOSED
def test_deleting_ends_its_links_at_once(
    client: FlaskClient, video: Job, mine: Belongings, admin: dict[str, str]
) -> None:
    path = client.get(f"/api/videos/{video.id}", headers=mine.headers).get_json()["videoUrl"]
    client.delete(f"/v1/videos/{video.id}", headers=mine.headers)
    assert client.get(path).status_code in (401, 404)
    assert statuses(client, addresses(video), mine.headers) == {404}


@CLOSED
def test_a_file_that_is_no_videos_is_for_admins(
    client: FlaskClient, container: Container, mine: Belongings, admin: dict[str, str]
) -> None:
    (container.storage.folder / "notes.txt").write_text("by hand", "utf-8")
    assert client.get("/videos/notes.txt", headers=admin).status_code == 200
    assert client.get("/videos/notes.txt", headers=mine.headers).status_code == 404


@CLOSED
def test_a_file_is_sent_after_one_look_into_the_database_by_an_index(
    client: FlaskClient, container: Container, video: Job, mine: Belongings, statements: list[str]
) -> None:
    path = client.get(f"/api/videos/{video.id}", headers=mine.headers).get_json()["videoUrl"]
    del statements[:]
    assert client.get(path).status_code == 200
    assert len(statements) == 1
    with container.database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"explain query plan {statements[0]}", (video.id, ""))
        assert all("SEARCH" in row[3] or "SCALAR" in row[3] for row in plan)


@CLOSED
def test_without_a_log_in_everything_is_shown(client: FlaskClient, container: Container) -> None:
    job = a_video(container, "local")
    assert statuses(client, addresses(job)) == {200}


# -- link


@LINK
def test_a_link_opens_the_video_for_whoever_has_it(client: FlaskClient, video: Job, theirs: dict[str, str]) -> None:
    share = lasting(video.id, video.share_key)
    assert statuses(client, addresses(video)) == {404}
    assert statuses(client, addresses(video), share=share) == {200}
    assert statuses(client, addresses(video), theirs, share=share) == {200}
    assert statuses(client, addresses(video), share=share[:-2] + "xx") == {404}


@LINK
def test_the_page_hands_the_link_on_to_all_that_it_shows(client: FlaskClient, video: Job) -> None:
    share = lasting(video.id, video.share_key)
    page = unquote(client.get(f"/watch/{video.id}?share={share}").text)
    for address in re.findall(r"[\w:/.]*/(?:videos/video_|watch/|embed/)[^\"&<> ]+", page):
        assert token_in(address) == share, address
    embed = client.get(f"/oembed?url={quote(f'http://localhost/watch/{video.id}?share={share}', safe='')}").get_json()
    assert f"/embed/{video.id}?share={share}" in embed["html"]


@LINK
def test_a_new_link_is_told_to_its_owner_alone(
    client: FlaskClient, video: Job, mine: Belongings, theirs: dict[str, str]
) -> None:
    made = client.post(f"/v1/videos/{video.id}/share", headers=mine.headers).get_json()
    assert made["share"] != lasting(video.id, video.share_key)
    assert client.get(made["watch_url"].removeprefix("http://localhost")).status_code == 200
    assert client.post(f"/v1/videos/{video.id}/share", headers=theirs).status_code == 404
    assert client.get(made["watch_url"].removeprefix("http://localhost")).status_code == 200


@LINK
def test_a_guest_of_one_video_gets_no_link_that_outlives_the_visit(
    client: FlaskClient, container: Container, video: Job, mine: Belongings
) -> None:
    container.identity = Identity([LinkOf(video.id, mine.owner)])
    page = client.get(f"/watch/{video.id}").text
    assert lasting(video.id, video.share_key) not in page
    source = re.search(r' src="(/videos/[^"]+)"', page)
    assert source is not None
    assert "." in token_in(source[1])


@LINK
def test_a_webhook_says_where_the_video_is_watched(client: FlaskClient, container: Container, video: Job) -> None:
    container.outbox.tell_again(video, "https://hooks.example.com/model7")
    (delivery,) = container.outbox.of(video.id)
    told = json.loads(dispatcher.body_of(delivery, container.page_of(video.id)))
    assert client.get(told["data"]["watch_url"]).status_code == 200
    assert told["data"]["id"] == video.id


# -- private


@PRIVATE
def test_whoever_does_not_say_who_they_are_is_asked_to_log_in_whether_there_is_a_video_or_not(
    client: FlaskClient, video: Job
) -> None:
    for path in (*files_of(video), f"/watch/{video.id}", f"/watch/{video.id}x"):
        assert client.get(path, headers={"Accept": "application/json"}).status_code in (302, 401), path
    frame = client.get(f"/embed/{video.id}")
    assert (frame.status_code, video.id in frame.text) == (404, False)


@PRIVATE
def test_a_private_video_is_for_those_it_is_shared_with(
    client: FlaskClient, container: Container, video: Job, mine: Belongings, theirs: dict[str, str]
) -> None:
    their_owner = next(key.owner for key in container.keys.all() if key.name == "theirs")
    path = f"/v1/videos/{video.id}/shared-with"
    assert client.put(path, json={"owners": [their_owner]}, headers=theirs).status_code == 404
    told = client.put(path, json={"owners": [their_owner, their_owner, "user:other"]}, headers=mine.headers).get_json()
    assert told["owners"] == sorted({their_owner, "user:other"})
    assert statuses(client, addresses(video), theirs) == {200}
    assert client.get(f"/api/videos/{video.id}", headers=theirs).get_json()["conversationId"] is None
    for method, of_owner in (("GET", f"/v1/videos/{video.id}"), ("DELETE", f"/v1/videos/{video.id}"), ("GET", path)):
        assert client.open(of_owner, method=method, headers=theirs).status_code == 404
    assert client.put(path, json={"owners": []}, headers=mine.headers).get_json()["owners"] == []
    assert statuses(client, addresses(video), theirs) == {404}


@PRIVATE
@pytest.mark.parametrize("owners", [None, "key:1", [1], [""], ["x" * 65], ["a b"], ["x"] * 501])
def test_names_that_make_no_sense_are_refused(client: FlaskClient, video: Job, mine: Belongings, owners: Any) -> None:
    answer = client.put(f"/v1/videos/{video.id}/shared-with", json={"owners": owners}, headers=mine.headers)
    assert (answer.status_code, answer.get_json()["error"]["param"].partition(".")[0]) == (400, "owners")


@PRIVATE
def test_people_are_named_as_they_log_in_and_keys_are_shown_by_name(
    client: FlaskClient, container: Container, video: Job, mine: Belongings, theirs: dict[str, str]
) -> None:
    grace = container.people.accounts.create("Grace Hopper", "violet tram under snow", UserRole.STUDENT)
    far = container.people.accounts.by_subject("elsewhere", "Ada Lovelace", UserRole.STUDENT)
    key = next(key.owner for key in container.keys.all() if key.name == "theirs")
    path = f"/v1/videos/{video.id}/shared-with"
    asked = {"owners": [key, "sub:1"], "names": [" grace  HOPPER", "Ada Lovelace"]}
    told = client.put(path, json=asked, headers=mine.headers).get_json()
    assert {each["owner"]: each["name"] for each in told["people"]} == {
        key: "theirs", "sub:1": None, grace.owner: "Grace Hopper", far.owner: "Ada Lovelace"
    }  # fmt: skip
    assert (told["access"], told["watch_url"]) == ("private", f"http://localhost/watch/{video.id}")
    assert client.get(path, headers=mine.headers).get_json() == told


@PRIVATE
def test_a_name_that_is_nobodys_or_several_peoples_changes_nothing(
    client: FlaskClient, container: Container, video: Job, mine: Belongings
) -> None:
    accounts = container.people.accounts
    for subject in ("one", "other"):
        accounts.by_subject(subject, "Kim", UserRole.STUDENT)
    accounts.disable(accounts.by_subject("gone", "Lee", UserRole.STUDENT))
    path = f"/v1/videos/{video.id}/shared-with"
    client.put(path, json={"owners": ["sub:1"]}, headers=mine.headers)
    for name, said in (("Kim", "several people"), ("Lee", "nobody here"), ("Nobody", "nobody here")):
        answer = client.put(path, json={"owners": [], "names": [name]}, headers=mine.headers)
        error = answer.get_json()["error"]
        assert (answer.status_code, error["param"], said in error["message"]) == (400, "names", True)
    assert client.get(path, headers=mine.headers).get_json()["owners"] == ["sub:1"]


@PRIVATE
def test_the_address_of_a_private_file_passes(
    client: FlaskClient, container: Container, video: Job, mine: Belongings
) -> None:
    clock = FakeClock()
    container.links._clock = clock
    path = client.get(f"/api/videos/{video.id}", headers=mine.headers).get_json()["videoUrl"]
    assert client.get(path).status_code == 200
    assert client.get(f"/watch/{video.id}?share={token_in(path)}").status_code in (302, 401)
    clock.advance(PASSING_SECONDS + 3600)
    assert client.get(path).status_code == 401


@pytest.fixture
def statements(container: Container) -> Iterator[list[str]]:
    """Every statement that is sent to the database from now on."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(container.database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(container.database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(("asked", "told"), [(False, False), (True, True)])
def test_where_people_log_in_the_way_to_a_file_is_told_only_if_that_is_asked_for(
    client: FlaskClient, container: Container, mine: Belongings, asked: bool, told: bool
) -> None:
    container.settings = container.settings.model_copy(update={"local_paths": asked})
    job = container.store.get(mine.ids["video_id"])
    with container.database.write() as session:
        kept = session.get_one(Job, job.id)
        assert kept.reply is not None
        kept.reply = kept.reply.model_copy(update={"local_path": f"videos/{job.filename}"})
    reply = client.get(f"/api/videos/{job.id}", headers=mine.headers).get_json()
    assert bool(reply.get("localPath")) is told
