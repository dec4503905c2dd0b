"""GET /api/audit, and what requests leave in it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.access.audit import Act, AuditAction
from hackathon_backend.app import Container


def entries(client: FlaskClient, query: str = "") -> list[dict[str, Any]]:
    found = client.get(f"/api/audit{query}")
    assert found.status_code == 200, found.text
    data: list[dict[str, Any]] = found.get_json()["data"]
    return data


def test_an_order_and_its_end_are_found_with_the_request_that_made_them(client: FlaskClient) -> None:
    made = client.post(
        "/v1/videos", json={"prompt": "A leaf"}, headers={"X-Request-Id": "abc-1", "User-Agent": "tests/1"}
    )
    assert made.headers["X-Request-Id"] == "abc-1"
    video = made.get_json()["id"]
    client.post(f"/v1/videos/{video}/cancel")
    client.delete(f"/v1/videos/{video}")
    found = entries(client, f"?id={video}")
    assert [entry["action"] for entry in found] == ["video.delete", "video.cancel", "video.order"]
    order = found[-1]
    assert (order["request_id"], order["agent"], order["address"]) == ("abc-1", "tests/1", "127.0.0.1")
    assert (order["owner"], order["proof"], order["kind"], order["result"]) == ("local", "local", "video", "done")
    assert order["at"].endswith("Z")


def test_what_a_student_asked_for_in_the_chat_is_an_order_too(client: FlaskClient) -> None:
    said = {"message": "Can you make a video explaining React hooks?", "lessonId": "react-hooks"}
    answer = client.post("/api/chat", json=said, headers={"Prefer": "respond-async"})
    assert answer.status_code == 202
    (order,) = entries(client, "?action=video.order")
    assert "React" not in str(order)


def test_pages_follow_each_other(client: FlaskClient, container: Container) -> None:
    for number in range(5):
        container.audit.add(Act(AuditAction.LOGIN, "account", str(number)))
    first = client.get("/api/audit?limit=3").get_json()
    assert [entry["object_id"] for entry in first["data"]] == ["4", "3", "2"]
    last = client.get(f"/api/audit?limit=3&before={first['next']}").get_json()
    assert [entry["object_id"] for entry in last["data"]] == ["1", "0"]
    assert last["next"] is None


def test_the_log_can_be_had_as_a_table_in_which_nothing_is_a_formula(client: FlaskClient, container: Container) -> None:
    container.audit.add(Act(AuditAction.LOGIN, "account", "=HYPERLINK(1)"))
    answer = client.get("/api/audit?format=csv")
    assert answer.mimetype == "text/csv"
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["object_id"] == "'=HYPERLINK(1)"
    assert row["action"] == "account.login"


@pytest.mark.parametrize(
    ("query", "param"),
    [("?from=yesterday", "from"), ("?action=video.burn", "action"), ("?limit=0", "limit"), ("?who=me", "who"),
     ("?before=x", "before"), ("?to=2026-13-01", "to")],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_refused(client: FlaskClient, query: str, param: str) -> None:
    refused = client.get(f"/api/audit{query}")
    assert refused.status_code == 400
    assert refused.get_json()["error"]["param"] == param


@pytest.mark.parametrize("sent", ["a b", "x" * 65, "a\tb", "ü", "", "<script>"])
def test_an_id_that_could_upset_a_log_is_replaced(client: FlaskClient, sent: str) -> None:
    got = client.get("/healthz", headers={"X-Request-Id": sent}).headers["X-Request-Id"]
    assert got != sent
    assert got.isalnum()


def test_a_refusal_has_an_id_too(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"Host": "evil.example"}).headers["X-Request-Id"]
    assert client.get("/nowhere").headers["X-Request-Id"]
