"""Players tell, owners see: over HTTP, with everything that somebody else might try."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.container import Container
from hackathon_backend.settings import Settings
from hackathon_backend.storage import video_stem
from tests.access.ownership.conftest import key
from tests.access.ownership.rows import AT, a_video
from tests.api.conftest import client

__all__ = ["client"]

DETAILS = {
    "chapters": [{"start": 0.0, "title": "=HYPERLINK(0)"}, {"start": 2.0, "title": "Ende — 終わり"}],
    "quizzes": [{"at": 1.0, "question": "Which?", "options": ["One", "Two"], "answer": 1}],
}
VIEW = {"view": "a-view-of-somebody", "watched": [[0, 3]], "answers": [{"question": 0, "option": 1}]}


@dataclass
class Shown:
    """A film, and who asks for what of it."""

    client: FlaskClient
    container: Container
    video: str
    mine: dict[str, str]
    theirs: dict[str, str]

    def tell(self, body: Any = VIEW, **more: Any) -> Any:
        return self.client.post(f"/api/videos/{self.video}/views", data=json.dumps(body), **more)

    def seen(self, what: str = "analytics", **more: Any) -> Any:
        return self.client.get(f"/api/videos/{self.video}/{what}", headers=self.mine, **more)


@pytest.fixture
def access() -> str:
    return "public"


@pytest.fixture
def counting() -> str:
    return "on"


@pytest.fixture
def container(make_settings: Callable[..., Settings], access: str, counting: str) -> Iterator[Container]:
    opened = Container(make_settings(render_workers=1, video_access=access, analytics=counting))
    yield opened
    opened.close()


@pytest.fixture
def shown(client: FlaskClient, container: Container) -> Shown:
    owner, mine = key(container, "mine")
    video = a_video(container, owner)
    stem = video_stem(video.id, AT)
    (container.storage.folder / f"{stem}.json").write_text(json.dumps(DETAILS), "utf-8")
    return Shown(client, container, video.id, mine, key(container, "theirs")[1])


def test_what_a_player_tells_is_what_the_owner_sees(shown: Shown) -> None:
    assert shown.tell().get_json() == {"object": "video.view", "counted": True, "named": False}
    told = shown.seen().get_json()
    assert {name: told["total"][name] for name in ("views", "watchedSeconds", "finished")} == {
        "views": 1, "watchedSeconds": 3, "finished": 0,
    }  # fmt: skip
    assert [(each["title"], each["begun"], each["watched"]) for each in told["scenes"]] == [
        ("=HYPERLINK(0)", 1, 1),
        ("Ende — 終わり", 1, 1),
    ]
    assert [(each["text"], each["right"], each["chosen"]) for each in told["questions"][0]["options"]] == [
        ("One", False, 0),
        ("Two", True, 1),
    ]
    assert len(told["days"]) == 30
    all_films = shown.client.get("/api/analytics?days=1", headers=shown.mine).get_json()
    assert [(film["videoId"], film["views"]) for film in all_films["films"]] == [(shown.video, 1)]
    assert shown.client.get("/api/analytics", headers=shown.theirs).get_json()["films"] == []


def test_a_page_of_another_site_that_shows_the_film_may_tell(shown: Shown) -> None:
    sent = {"Origin": "https://school.example", "Sec-Fetch-Site": "cross-site", "Content-Type": "text/plain"}
    answer = shown.tell(headers=sent)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, sent["Origin"])
    assert "Access-Control-Allow-Credentials" not in answer.headers
    other = shown.client.post("/v1/videos", json={"prompt": "x"}, headers={**shown.mine, **sent})
    assert other.status_code == 403


@pytest.mark.parametrize("header", ["DNT", "Sec-GPC"])
def test_who_does_not_want_to_be_counted_is_not(shown: Shown, header: str) -> None:
    assert shown.tell(headers={header: "1"}).get_json()["counted"] is False
    film = shown.container.store.get(shown.video).filename
    assert shown.client.get(f"/videos/{film}?download=1", headers={header: "1"}).status_code == 200
    assert not any(shown.seen().get_json()["total"].values())


@pytest.mark.parametrize("counting", ["off"])
def test_where_nothing_is_counted_nothing_is(shown: Shown) -> None:
    assert shown.tell().get_json()["counted"] is False
    assert shown.seen().get_json()["total"]["views"] == 0


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({**VIEW, "view": "short"}, "view"),
        ({**VIEW, "view": "x" * 65}, "view"),
        ({**VIEW, "view": "a view with blanks in it"}, "view"),
        ({**VIEW, "watched": [[0]]}, "watched.0"),
        ({**VIEW, "watched": [[0, 10**9]]}, "watched.0.1"),
        ({**VIEW, "watched": [[-1, 3]]}, "watched.0.0"),
        ({**VIEW, "watched": [[0, 1]] * 501}, "watched"),
        ({**VIEW, "answers": [{"question": True, "option": 0}]}, "answers.0.question"),
        ({**VIEW, "name": "Ada"}, "name"),
        ([], None),
        ("x" * 40_000, None),
    ],
)
def test_what_is_no_report_is_refused_and_changes_nothing(shown: Shown, body: Any, param: str | None) -> None:
    answer = shown.tell(body)
    assert answer.status_code == (413 if isinstance(body, str) else 400)
    assert answer.get_json()["error"]["param"] == param
    assert shown.seen().get_json()["total"]["views"] == 0


@pytest.mark.parametrize("access", ["private", "link"])
def test_only_who_may_watch_may_tell(shown: Shown, access: str) -> None:
    assert shown.tell().status_code == (401 if access == "private" else 404)
    token = shown.container.links.passing(shown.container.store.get(shown.video))
    assert shown.tell(query_string={"share": token}).get_json()["counted"] is True
    assert shown.tell(query_string={"share": "x" + token}).status_code in (401, 404)
    assert shown.seen().get_json()["total"]["views"] == 1


def test_what_is_taken_along_is_counted_once_and_what_is_watched_is_not(shown: Shown) -> None:
    stem = video_stem(shown.video, AT)
    for name, headers in (
        (f"{stem}.mp4?download=1", {}),
        (f"{stem}.mp4?download=1", {"Range": "bytes=0-"}),
        (f"{stem}.mp4?download=1", {"Range": "bytes=100-"}),
        (f"{stem}.mp4", {}),
        (f"{stem}.vtt?download=1", {}),
        (f"{stem}.nothing?download=1", {}),
    ):
        shown.client.get(f"/videos/{name}", headers=headers)
    shown.client.head(f"/videos/{stem}.mp4?download=1")
    told = shown.seen().get_json()
    assert told["downloads"] == [{"kind": "captions", "count": 1}, {"kind": "film", "count": 2}]
    assert told["days"][-1]["downloads"] == told["total"]["downloads"] == 3


def test_tables_hold_no_formula_and_open_with_their_letters(shown: Shown) -> None:
    shown.tell()
    data = shown.seen("analytics.csv").data
    assert data.startswith(b"\xef\xbb\xbf")
    rows = [tuple(row[1:]) for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))]
    assert ("scene_watched", "2. Ende — 終わり", "1") in rows
    assert ("right_answer", "Which?: Two", "1") in rows
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    films = shown.client.get("/api/analytics.csv", headers=shown.mine)
    assert (films.mimetype, films.headers["Content-Disposition"]) == (
        "text/csv",
        "attachment; filename=analytics-films.csv",
    )
    assert shown.video in films.get_data(as_text=True)


@pytest.mark.parametrize("days", ["0", "367", "x", "1.5"])
def test_days_that_are_none_are_refused(shown: Shown, days: str) -> None:
    for path in (f"/api/videos/{shown.video}/analytics", "/api/analytics", "/api/analytics.csv", "/analytics"):
        answer = shown.client.get(f"{path}?days={days}", headers=shown.mine)
        assert (answer.status_code, answer.get_json()["error"]["param"]) == (400, "days"), path


def test_owners_see_the_page_and_others_nothing(shown: Shown) -> None:
    shown.tell()
    page = shown.client.get(f"/analytics/{shown.video}", headers=shown.mine)
    assert "Ende — 終わり" in page.get_data(as_text=True)
    assert "private" in page.headers["Cache-Control"]
    assert shown.client.get(f"/analytics/{shown.video}", headers=shown.theirs).status_code == 404
    assert shown.client.get(f"/analytics/{shown.video}").status_code == 302
    assert f"/analytics/{shown.video}" in shown.client.get("/analytics", headers=shown.mine).get_data(as_text=True)


@pytest.mark.slow
def test_films_of_a_collection_are_taken_along_with_its_archive(shown: Shown) -> None:
    made = shown.client.post("/api/collections", json={"title": "Unit 1"}, headers=shown.mine).get_json()["id"]
    shown.client.post(f"/api/collections/{made}/items", json={"video": shown.video}, headers=shown.mine)
    assert shown.client.get(f"/api/collections/{made}/zip", headers=shown.mine).status_code == 200
    assert shown.seen().get_json()["downloads"] == [{"kind": "archive", "count": 1}]
