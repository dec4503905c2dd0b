"""Whoever is not the owner of a thing finds nothing there, on every route that takes its id; admins find all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from hackathon_backend.access.principal import LOCAL_OWNER
from hackathon_backend.container import Container
from hackathon_backend.jobs import Quote
from tests.access.ownership.conftest import Belongings, key
from tests.access.ownership.rows import AT, a_conversation, a_video

OWNED = {
    "video_id", "message_id", "conversation_id", "character_id", "collection_id", "publication_id", "lesson_id",
    "import_id", "translation_id",
}  # fmt: skip
NOBODYS = {"art_id", "engine", "model_id", "number", "template_id"}
"""Arguments of paths that name nothing of anybody's."""
ELSEWHERE = {"draft_id", "item_id", "link_id", "report_id", "session_id", "token"}
"""Arguments that are held to their owner by other tests, or prove by themselves whose they are."""
OPEN_BY_NAME = {"pages.lesson_picture", "pages.static_file", "storyboards.sketch"}
"""Paths with a `name` that is a file of the package, or a digest of what it shows."""
BY_ACCESS = {
    "analytics.watched",
    "watching.watch", "watching.embed", "files.video", "replies.video", "videos_v1.report", "videos_api_v1.report",
    "handouts.on_paper", "handouts.slides", "handouts.moving", "offline.page",
    "collections.one", "collecting.page", "collecting.embed", "collection_zip.whole",
}  # fmt: skip
"""What others may see is a matter of VIDEO_ACCESS."""
BODIES: dict[str, dict[str, Any]] = {
    "remix": {"prompt": "shorter"},
    "edit_film": {"operation": "trim", "start": 0, "end": 1},
    "describe": {},
    "share_with": {"owners": []},
    "order": {"items": []},
    "publish": {"posts": [{"account": "11"}], "dryRun": True},
    "save": {"text": "# Waves\n\nThey roll.", "version": 1},
    "hide": {"hidden": True},
    "share": {"visibility": "class"},
}


def owned_routes(client: FlaskClient) -> Iterator[tuple[Rule, str, str]]:
    """Each route that takes an id of somebody's, with its method and the name of the id."""
    for rule in client.application.url_map.iter_rules():
        for name in rule.arguments & OWNED:
            if rule.endpoint not in BY_ACCESS and not rule.websocket:
                for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                    yield rule, method, name


def ask(client: FlaskClient, rule: Rule, method: str, id_: str, headers: dict[str, str]) -> TestResponse:
    path = re.sub(r"<[^>]+>", id_, re.sub(r"<int:\w+>", "1", str(rule)))
    more: dict[str, Any] = {}
    if method in ("POST", "PUT", "PATCH"):
        more = {"json": BODIES.get(rule.endpoint.rpartition(".")[2], {})}
    if rule.endpoint.endswith(".poll"):
        more = {"query_string": {"timeout": 1}}
    return client.open(path, method=method, headers=headers, **more)


def test_every_route_that_takes_an_id_says_whose_it_is(client: FlaskClient) -> None:
    rules = [rule for rule in client.application.url_map.iter_rules() if rule.endpoint not in OPEN_BY_NAME | BY_ACCESS]
    known = OWNED | NOBODYS | ELSEWHERE
    assert {str(rule): rule.arguments - known for rule in rules if rule.arguments - known} == {}
    assert len(list(owned_routes(client))) > 25


def test_what_is_anothers_is_answered_as_what_is_not_there(
    client: FlaskClient, mine: Belongings, theirs: dict[str, str]
) -> None:
    for rule, method, name in owned_routes(client):
        id_ = mine.ids[name]
        absent = id_[:-4] + "none"
        answers = [ask(client, rule, method, each, theirs) for each in (id_, absent)]
        said = [answer.get_data(as_text=True).replace(absent, id_) for answer in answers]
        assert [answer.status_code for answer in answers] == [404, 404], (method, rule, said)
        assert said[0] == said[1], (method, rule)
        assert dict(answers[0].headers).keys() == dict(answers[1].headers).keys()


@pytest.mark.slow
@pytest.mark.parametrize("who", ["mine", "admin"])
def test_the_owner_and_admins_find_it(
    client: FlaskClient, container: Container, mine: Belongings, admin: dict[str, str], who: str
) -> None:
    headers = mine.headers if who == "mine" else admin
    for rule, method, name in owned_routes(client):
        if rule.endpoint.endswith((".delete", ".lesson_picture")) or "item_id" in rule.arguments:
            continue
        answer = ask(client, rule, method, mine.ids[name], headers)
        assert answer.status_code not in (401, 403, 404), (method, rule, answer.get_data(as_text=True))
    assert client.delete(f"/v1/videos/{mine.ids['video_id']}", headers=headers).status_code == 200


def test_an_id_in_a_body_leads_to_ones_own_alone(
    client: FlaskClient, container: Container, mine: Belongings, theirs: dict[str, str]
) -> None:
    def said(path: str, body: dict[str, Any], id_: str) -> str:
        answer = client.post(path, json=body, headers=theirs)
        assert answer.status_code == 404, (path, answer.get_data(as_text=True))
        return answer.get_data(as_text=True).replace(id_, "")

    wishes = {"edits": {"prompt": "scene 1 shorter"}, "extensions": {"prompt": "more", "seconds": "4"}}
    for path, wish in wishes.items():
        ids = (mine.ids["video_id"], "vid_none")
        one, other = (said(f"/v1/videos/{path}", {"video": {"id": each}, **wish}, each) for each in ids)
        assert one == other
    talk = mine.ids["conversation_id"]
    one, other = (said("/api/chat", {"message": "Hi", "conversationId": each}, each) for each in (talk, "conv_none"))
    assert one == other
    assert len(container.conversations.messages(talk)) == 2


def test_lists_totals_and_cursors_tell_of_ones_own_alone(
    client: FlaskClient, container: Container, mine: Belongings, theirs: dict[str, str], admin: dict[str, str]
) -> None:
    def seen(headers: dict[str, str]) -> tuple[int, int, dict[str, int]]:
        listed = client.get("/v1/videos", headers=headers).get_json()
        shelf = client.get("/api/library", headers=headers).get_json()
        return len(listed["data"]), shelf["total"], shelf["counts"]

    nothing = dict.fromkeys(("queued", "in_progress", "completed", "failed"), 0)
    assert seen(theirs) == (0, 0, nothing)
    assert seen(mine.headers) == (2, 2, nothing | {"in_progress": 1, "completed": 1})
    a_video(container, LOCAL_OWNER)
    assert seen(mine.headers)[1] == 2
    assert seen(admin)[1] == 3
    assert client.get(f"/v1/videos?after={mine.ids['video_id']}", headers=theirs).status_code == 404
    assert client.get("/api/library?query=moon", headers=theirs).get_json()["total"] == 0


def test_the_tag_of_a_library_does_not_change_with_what_others_do(
    client: FlaskClient, container: Container, mine: Belongings, theirs: dict[str, str]
) -> None:
    tag = client.get("/api/library", headers=theirs).headers["ETag"]
    own = client.get("/api/library", headers=mine.headers).headers["ETag"]
    container.model7.cancel(mine.under_way)
    assert client.get("/api/library", headers=theirs).headers["ETag"] == tag
    assert client.get("/api/library", headers=mine.headers).headers["ETag"] != own
    again = client.get("/api/library", headers={**mine.headers, "If-None-Match": tag})
    assert again.status_code == 200


def test_a_tag_of_anothers_empty_library_is_not_ones_own(
    client: FlaskClient, container: Container, theirs: dict[str, str]
) -> None:
    others = key(container, "others")[1]
    tag = client.get("/api/library", headers=theirs).headers["ETag"]
    assert client.get("/api/library", headers={**others, "If-None-Match": tag}).status_code == 200


def test_what_was_paid_is_told_to_who_paid(
    client: FlaskClient, container: Container, mine: Belongings, theirs: dict[str, str], admin: dict[str, str]
) -> None:
    owner, now = mine.owner, container.store.clock.now()
    with container.database.write() as session:
        Quote(mine.under_way, "sora", "", owner, "sora-2", 4.0, 0.1).spent(now)(session)

    def paid(headers: dict[str, str]) -> tuple[float, list[Any], bool]:
        report = client.get("/api/costs?by=owner", headers=headers).get_json()
        return report["total"]["usd"], [row["owner"] for row in report["rows"]], report["ever"]

    assert paid(theirs) == (0.0, [], False)
    assert paid(mine.headers) == paid(admin) == (0.4, [owner], True)


def test_equal_orders_and_keys_of_others_do_not_matter(
    client: FlaskClient, container: Container, mine: Belongings, theirs: dict[str, str]
) -> None:
    def order(headers: dict[str, str]) -> dict[str, Any]:
        sent = {**headers, "Idempotency-Key": "k"}
        made: dict[str, Any] = client.post("/v1/videos", json={"prompt": "Photosynthesis"}, headers=sent).get_json()
        return made

    first, again, others = order(mine.headers), order(mine.headers), order(theirs)
    assert (again["id"], again["cached"]) == (first["id"], True)
    assert (others["id"] != first["id"], others["cached"]) == (True, False)


def test_a_chat_and_its_video_belong_to_who_chats(
    client: FlaskClient, container: Container, mine: Belongings, theirs: dict[str, str]
) -> None:
    ask_for = {"message": "Can you make a video explaining photosynthesis?"}
    sent = {**theirs, "Prefer": "respond-async"}
    made = client.post("/api/chat", json=ask_for, headers=sent).get_json()
    job = container.store.get(made["videoId"])
    assert job.owner == container.conversations.get(made["conversationId"]).owner != LOCAL_OWNER
    assert client.get(made["statusUrl"], headers=theirs).status_code == 200
    assert client.get(made["statusUrl"], headers=mine.headers).status_code == 404


@pytest.mark.slow
def test_the_page_of_a_conversation_tells_others_nothing_of_its_lesson(
    client: FlaskClient, container: Container, mine: Belongings, theirs: dict[str, str]
) -> None:
    secret = container.conversations.begin(
        {"title": "My notes", "text": "# My notes\n\nNobody reads this."}, mine.owner
    )
    page = f"/?c={secret.id}"
    assert b"Nobody reads this" in client.get(page, headers=mine.headers).data
    assert b"Nobody reads this" not in client.get(page, headers=theirs).data


def test_ids_can_not_be_guessed(client: FlaskClient, mine: Belongings) -> None:
    made = client.post("/v1/videos", json={"prompt": "Photosynthesis"}, headers=mine.headers).get_json()["id"]
    # A lesson, and what becomes one, is found by those who may read it, whoever knows its id.
    short = ("lesson_id", "import_id", "translation_id")
    for id_ in (made, *(id_ for name, id_ in mine.ids.items() if name not in short)):
        assert re.fullmatch(r"[a-z]+[_-][0-9a-f]{32,}", id_), id_  # 128 bits


def test_without_a_log_in_everything_is_everybodys(client: FlaskClient, container: Container) -> None:
    conversation, message, video = a_conversation(container, LOCAL_OWNER)
    for path in (f"/v1/videos/{video.id}", f"/api/messages/{message}", f"/api/conversations/{conversation}"):
        assert client.get(path, headers={"Authorization": "Bearer whatever"}).status_code == 200
    assert client.get("/v1/videos").get_json()["data"][0]["created_at"] == AT
    assert json.loads(client.get("/api/library").data)["total"] == 1


def test_lists_of_one_owner_are_read_by_an_index(container: Container, mine: Belongings) -> None:
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        seen.append((statement, values))

    engine = container.database.engine
    event.listen(engine, "before_cursor_execute", note)
    container.store.page(limit=20, of=mine.owner)
    container.catalogue.stamp(mine.owner)
    container.catalogue.search("", None, "newest", page=1, size=9, of=mine.owner)
    event.remove(engine, "before_cursor_execute", note)
    reads = [(statement, values) for statement, values in seen if "jobs.owner = ?" in statement]
    assert len(reads) == 4
    with engine.connect() as connection:
        for statement, values in reads:
            plan = [row[3] for row in connection.exec_driver_sql(f"explain query plan {statement}", values)]
            assert any(
                "USING INDEX jobs_of_owner" in step or "COVERING INDEX jobs_of_owner" in step for step in plan
            ), plan
            assert not any("TEMP B-TREE FOR ORDER BY" in step for step in plan), plan
