"""Whoever watches a video can report it; admins decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.access.principal import Scope
from hackathon_backend.app import Container, create_app
from hackathon_backend.jobs import LessonRequest
from hackathon_backend.settings import Settings

SAID = {"reason": "wrong", "text": "  Bees have six legs, not eight.  "}


@pytest.fixture
def video(container: Container) -> str:
    """A video of somebody's, which is not being made."""
    container.runner.stop()
    return container.model7.order(LessonRequest(message="Bees", topic="Bees"), owner="key:other").id


def sent(client: FlaskClient, video: str, body: Any = SAID, address: str = "127.0.0.1") -> Any:
    return client.post(f"/v1/videos/{video}/report", json=body, environ_base={"REMOTE_ADDR": address})


def queue(client: FlaskClient, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/reports{query}").get_json()
    return found


def test_a_report_is_thanked_for_and_waits_for_an_admin(client: FlaskClient, video: str) -> None:
    answer = sent(client, video)
    assert answer.status_code == 201
    assert answer.get_json()["message"].startswith("Thank you")
    found = queue(client, "?state=open")
    assert (found["open"], found["all"], found["next"]) == (1, 1, None)
    (report,) = found["data"]
    assert (report["video_id"], report["reason"], report["state"]) == (video, "wrong", "open")
    assert report["text"] == "Bees have six legs, not eight."
    assert (report["owner"], report["watch_url"]) == ("key:other", f"/watch/{video}")
    assert "127.0.0.1" not in str(report)


def test_the_same_report_again_is_one_report(client: FlaskClient, video: str) -> None:
    assert sent(client, video).get_json()["id"] == sent(client, video, {"reason": "other"}).get_json()["id"]
    assert sent(client, video, address="127.0.0.2").status_code == 201
    assert queue(client)["all"] == 2


def test_nobody_reports_without_end(client: FlaskClient, container: Container) -> None:
    container.runner.stop()
    videos = [container.model7.order(LessonRequest(message=f"Bees {n}", topic="Bees")).id for n in range(6)]
    answers = [sent(client, each) for each in videos]
    assert [each.status_code for each in answers] == [201] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert answers[-1].get_json()["error"]["code"] == "limit_reached"


def test_a_report_is_dismissed_once(client: FlaskClient, container: Container, video: str) -> None:
    report = sent(client, video).get_json()["id"]
    decided = client.post(f"/api/reports/{report}", json={"action": "dismiss"}).get_json()
    assert (decided["state"], decided["decided_by"], decided["removed"]) == ("dismissed", "local", False)
    assert client.post(f"/api/reports/{report}", json={"action": "remove"}).status_code == 409
    assert client.get(f"/v1/videos/{video}").status_code == 200
    assert queue(client, "?state=open")["data"] == []
    done = client.get(f"/api/audit?id={video}").get_json()["data"]
    assert [each["action"] for each in done][:2] == ["video.judge", "video.report"]
    assert "six legs" not in str(done)


def test_a_video_that_is_removed_is_gone_at_once_and_all_its_reports_are_closed(
    client: FlaskClient, video: str
) -> None:
    report = sent(client, video).get_json()["id"]
    sent(client, video, address="127.0.0.2")
    decided = client.post(f"/api/reports/{report}", json={"action": "remove"}).get_json()
    assert (decided["state"], decided["removed"]) == ("removed", True)
    assert client.get(f"/v1/videos/{video}").status_code == 404
    assert client.get(f"/watch/{video}").status_code == 404
    assert sent(client, video).status_code == 404
    assert {each["state"] for each in queue(client)["data"]} == {"removed"}
    assert queue(client)["open"] == 0


def test_pages_of_reports_follow_each_other(client: FlaskClient, video: str) -> None:
    for number in range(5):
        sent(client, video, address=f"127.0.1.{number}")
    first = queue(client, "?limit=3")
    rest = queue(client, f"?limit=3&before={first['next']!r}")
    ids = [each["id"] for each in (*first["data"], *rest["data"])]
    assert len(set(ids)) == 5
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("body", "param"),
    [({}, "reason"), ({"reason": "boring"}, "reason"), ({"reason": "wrong", "text": "x" * 1001}, "text"),
     ({"reason": "wrong", "who": "me"}, "who")],
)  # fmt: skip
def test_a_report_that_makes_no_sense_is_refused(
    client: FlaskClient, video: str, body: dict[str, Any], param: str
) -> None:
    answer = sent(client, video, body)
    assert answer.status_code == 400
    assert answer.get_json()["error"]["param"] == param
    assert queue(client)["all"] == 0


def test_what_is_not_there_can_be_neither_reported_nor_decided(client: FlaskClient, video: str) -> None:
    assert sent(client, "vid_none").status_code == 404
    assert client.post("/api/reports/rep_none", json={"action": "dismiss"}).status_code == 404
    report = sent(client, video).get_json()["id"]
    assert client.post(f"/api/reports/{report}", json={"action": "burn"}).status_code == 400
    assert client.get("/api/reports?state=lost").status_code == 400


def test_only_admins_see_and_decide_and_whoever_may_watch_reports(
    client: FlaskClient, container: Container, video: str
) -> None:
    made = container.keys.create("portal", scopes=[Scope.CHAT, Scope.READ, Scope.WRITE])
    program = {"Authorization": f"Bearer {made.text}"}
    report = sent(client, video).get_json()["id"]
    assert client.get("/api/reports").status_code == 401
    assert client.get("/api/reports", headers=program).status_code == 403
    judged = client.post(f"/api/reports/{report}", json={"action": "remove"}, headers=program)
    assert judged.status_code == 403
    admin = {"Authorization": f"Bearer {container.keys.create('root', scopes=[Scope.ADMIN]).text}"}
    assert client.get("/api/reports", headers=admin).get_json()["open"] == 1


@pytest.mark.parametrize("access", ["link", "private"])
def test_what_one_may_not_watch_one_can_not_report(make_settings: Callable[..., Settings], access: str) -> None:
    settings = make_settings(render_workers=1, video_access=access)
    container = Container(settings)
    try:
        container.keys.create("school")
        video = container.model7.order(LessonRequest(message="Bees", topic="Bees"), owner="key:other").id
        client = create_app(settings, container).test_client()
        assert sent(client, video).status_code in (401, 404)
        assert container.reports.count() == 0
    finally:
        container.close()
