"""Collections over HTTP: what is in them, what has become of it, and who may see it."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.access.principal import Scope
from hackathon_backend.container import Container
from hackathon_backend.jobs import Job, State
from tests.access.ownership.conftest import key
from tests.access.ownership.rows import a_video
from tests.collections.conftest import Folders


def change(container: Container, job_id: str, **values: Any) -> None:
    with container.database.write() as session:
        job = session.get_one(Job, job_id)
        for name, value in values.items():
            setattr(job, name, value)


def states(folders: Folders, collection: str) -> list[str]:
    return [item["state"] for item in folders.seen(collection)["items"]]


def test_films_lessons_and_collections_stand_in_one_in_order(
    folders: Folders, container: Container, me: tuple[str, dict[str, str]]
) -> None:
    lesson = container.library.lessons[0]
    film, inner = a_video(container, me[0]), folders.make("Inside")
    made = folders.make(description="All of it.")
    folders.add(made, video=film.id)
    folders.add(made, lesson=lesson.id, position=0)
    folders.add(made, collection=inner)
    seen = folders.seen(made)
    assert [(item["type"], item["title"]) for item in seen["items"]] == [
        ("lesson", lesson.title), ("video", "The moon"), ("collection", "Inside")
    ]  # fmt: skip
    assert (seen["description"], seen["count"], seen["seconds"], seen["mayEdit"]) == ("All of it.", 3, 4.0, True)
    assert seen["posterUrl"].startswith("/videos/") and seen["items"][1]["url"] == f"/watch/{film.id}"
    (_, card) = folders.client.get("/api/collections", headers=folders.headers).get_json()["collections"]
    assert card["title"] == "Inside" and card["count"] == 0


def test_a_thing_that_is_added_again_is_the_same_item(
    folders: Folders, container: Container, me: tuple[str, dict[str, str]]
) -> None:
    film, made = a_video(container, me[0]), folders.make()
    first = folders.add(made, video=film.id)
    again = folders.add(made, 200, video=film.id)
    assert first["id"] == again["id"] and folders.seen(made)["count"] == 1
    cards = folders.client.get(f"/api/collections?video={film.id}", headers=folders.headers).get_json()["collections"]
    assert [card["item"] for card in cards] == [first["id"]]


def test_what_is_gone_is_shown_as_what_it_is(
    folders: Folders, container: Container, me: tuple[str, dict[str, str]]
) -> None:
    made = folders.make()
    films = [a_video(container, me[0]) for _ in range(3)]
    films += [a_video(container, me[0], state=State.RENDERING), a_video(container, me[0], state=State.FAILED)]
    for film in films:
        folders.add(made, video=film.id)
    change(container, films[1].id, expired_at=1.0)
    assert folders.client.delete(f"/v1/videos/{films[2].id}", headers=folders.headers).status_code == 200
    change(container, films[4].id, ended_at=1.0)
    assert states(folders, made) == ["ready", "expired", "deleted", "making", "failed"]
    seen = folders.seen(made)["items"]
    assert [item["posterUrl"] is not None for item in seen] == [True, False, False, False, False]
    assert seen[2]["title"] == "The moon" and seen[2]["url"] is None and seen[3]["progress"] == 0
    inner = folders.make("Inside")
    folders.add(made, collection=inner)
    folders.client.delete(f"/api/collections/{inner}", headers=folders.headers)
    assert states(folders, made)[-1] == "deleted"


def test_a_poster_is_that_of_the_first_film_or_of_the_one_that_was_chosen(
    folders: Folders, container: Container, me: tuple[str, dict[str, str]]
) -> None:
    made, films = folders.make(), [a_video(container, me[0]) for _ in range(2)]
    items = [folders.add(made, video=film.id) for film in films]
    path = f"/api/collections/{made}"

    def poster() -> str:
        (card,) = folders.client.get("/api/collections", headers=folders.headers).get_json()["collections"]
        seen = folders.seen(made)["posterUrl"]
        assert card["posterUrl"] == seen
        return str(seen)

    assert films[0].id in poster()
    assert folders.client.patch(path, json={"posterItem": items[1]["id"]}, headers=folders.headers).status_code == 200
    assert films[1].id in poster()
    change(container, films[1].id, expired_at=1.0)
    assert films[0].id in poster()
    assert (
        folders.client.patch(path, json={"posterItem": None}, headers=folders.headers).get_json()["posterItem"] is None
    )
    assert folders.client.patch(path, json={"posterItem": "x"}, headers=folders.headers).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400), ({"video": "vid_none"}, 404), ({"lesson": "none"}, 404), ({"collection": "col-none"}, 404),
        ({"video": "a", "lesson": "b"}, 400), ({"video": 7}, 400), ({"lesson": "x", "position": -1}, 400),
        ({"videos": "a"}, 400), ({"video": "v\u0000\ud800"}, 404), ({"video": "v" * 65}, 400), ([], 400),
    ],
)  # fmt: skip
def test_what_can_not_be_added_changes_nothing(folders: Folders, body: Any, status: int) -> None:
    made = folders.make()
    answer = folders.client.post(f"/api/collections/{made}/items", json=body, headers=folders.headers)
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.get_json()["error"]["message"] and folders.seen(made)["count"] == 0


@pytest.mark.parametrize("body", [{}, {"title": ""}, {"title": " "}, {"title": "x" * 201}, {"title": 5}, {"name": "x"}])
def test_a_collection_has_a_title(folders: Folders, body: dict[str, Any]) -> None:
    assert folders.client.post("/api/collections", json=body, headers=folders.headers).status_code == 400
    assert folders.client.get("/api/collections", headers=folders.headers).get_json()["collections"] == []


def test_lists_have_ones_own_collections_alone(folders: Folders, theirs: dict[str, str], admin: dict[str, str]) -> None:
    made, others = folders.make(), Folders(folders.client, theirs)
    mine = others.make("Others")

    def listed(who: Folders) -> set[str]:
        cards = who.client.get("/api/collections", headers=who.headers).get_json()["collections"]
        return {card["id"] for card in cards}

    assert (listed(folders), listed(others)) == ({made}, {mine})
    assert listed(Folders(folders.client, admin)) == {made, mine}
    folders.add(made, 404, collection=mine)


@pytest.mark.parametrize("access", ["public", "link", "private"])
def test_who_may_see_a_collection(
    folders: Folders, container: Container, me: tuple[str, dict[str, str]], theirs: dict[str, str],
    admin: dict[str, str], access: str,
) -> None:  # fmt: skip
    made = folders.make()
    folders.add(made, video=a_video(container, me[0]).id)

    def seen(headers: dict[str, str], ending: str = "") -> int:
        return folders.client.get(f"/api/collections/{made}{ending}", headers=headers).status_code

    assert (seen(me[1]), seen(admin)) == (200, 200)
    nobody = {"public": 200, "link": 404, "private": 401}[access]
    assert seen({}) == seen({}, "?share=made-up") == nobody
    assert seen(theirs) == (200 if access == "public" else 404)
    link = folders.seen(made)["url"].partition("?")[2]
    assert bool(link) == (access == "link")
    if access == "link":
        assert seen({}, f"?{link}") == seen(theirs, f"?{link}") == 200
        renewed = folders.client.post(f"/api/collections/{made}/share", headers=me[1]).get_json()
        assert seen({}, f"?{link}") == 404 and seen({}, f"?share={renewed['share']}") == 200
    if access == "private":
        other, headers = key(container, "a friend")
        path = f"/api/collections/{made}/shared-with"
        assert folders.client.put(path, json={"owners": [other]}, headers=me[1]).get_json()["owners"] == [other]
        assert (seen(headers), seen(theirs)) == (200, 404)
        folders.client.put(path, json={"owners": []}, headers=me[1])
        assert seen(headers) == 404


@pytest.mark.parametrize("access", ["public", "link", "private"])
def test_a_collection_opens_the_films_of_its_owner_and_no_others(
    folders: Folders, container: Container, me: tuple[str, dict[str, str]], access: str
) -> None:
    client, (friend, friends_headers), (third, _) = folders.client, key(container, "friend"), key(container, "third")
    mine, lent = a_video(container, me[0]), a_video(container, third)
    container.shares.set_names(lent.id, [me[0]])
    made = folders.make()
    folders.add(made, video=mine.id)
    folders.add(made, video=lent.id)
    if access != "public":
        folders.add(made, 404, video=a_video(container, third).id)
    container.collection_sharing.set_names(made, [friend])
    link = folders.seen(made)["url"].partition("?")[2]
    shown = client.get(f"/api/collections/{made}?{link}", headers=friends_headers).get_json()["items"]
    assert [item["state"] for item in shown] == ["ready", "ready" if access == "public" else "hidden"]
    if access != "public":
        hidden = shown[1]
        assert (hidden["title"], hidden["target"], hidden["url"], hidden["share"]) == ("", None, None, None)
    reply = client.get(f"/api/videos/{mine.id}?share={shown[0]['share']}")
    assert reply.status_code == 200 and reply.get_json()["conversationId"] is None
    assert client.get(reply.get_json()["videoUrl"]).status_code == 200
    assert client.get(shown[0]["posterUrl"]).status_code == 200
    refused = client.get(f"/api/videos/{lent.id}?share={shown[0]['share']}").status_code
    assert refused == (404 if access == "link" else 401)
    if access != "public":
        assert shown[0]["url"] is None  # the collection opens its films, and not the pages of each


@pytest.mark.parametrize("access", ["link", "private"])
def test_a_collection_opens_those_in_it_for_some_hours(folders: Folders, container: Container, access: str) -> None:
    friend, headers = key(container, "friend")
    outer, inner = folders.make(), folders.make("Inside")
    folders.add(outer, collection=inner)
    container.collection_sharing.set_names(outer, [friend])
    link = folders.seen(outer)["url"].partition("?")[2]
    (item,) = folders.client.get(f"/api/collections/{outer}?{link}", headers=headers).get_json()["items"]
    token = item["url"].partition("?")[2]
    assert folders.client.get(f"/api/collections/{inner}?{token}", headers=headers).status_code == 200
    assert folders.client.get(f"/api/collections/{inner}", headers=headers).status_code == 404
    assert "." in token  # one that passes


def test_a_student_may_have_collections_and_whoever_only_reads_may_not(
    client: FlaskClient, container: Container
) -> None:
    student, reader = key(container, "student", Scope.CHAT, Scope.READ)[1], key(container, "reader", Scope.READ)[1]
    assert Folders(client, student).make()
    assert client.post("/api/collections", json={"title": "No"}, headers=reader).status_code == 403
    assert client.get("/api/collections", headers=reader).status_code == 200
