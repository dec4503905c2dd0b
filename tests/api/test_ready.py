"""/readyz: whether requests should be sent here."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from hackathon_backend.access.keys import ApiKeys
from hackathon_backend.app import Container


def test_a_server_that_works_is_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()) == (
        200, {"ready": True, "database": "ok", "disk": "ok", "stopping": False},
    )  # fmt: skip
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_server_without_room_is_not(
    client: FlaskClient, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(container.room), "has_room", lambda _room: False)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["disk"]) == (503, "full")


@pytest.mark.parametrize(("revision", "status", "told"), [("0001", 503, "behind"), ("9999", 200, "ok")])
def test_a_database_that_is_behind_is_said_and_one_that_is_ahead_will_do(
    client: FlaskClient, container: Container, revision: str, status: int, told: str
) -> None:
    with container.database.write() as session:
        session.execute(text("update alembic_version set version_num = :now"), {"now": revision})
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["database"]) == (status, told)


def test_a_database_that_is_away_is_said(
    client: FlaskClient, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> bool:
        raise OSError("no such server")

    monkeypatch.setattr(container.database, "is_migrated", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["database"]) == (503, "away")


def test_a_server_that_is_being_stopped_is_not_ready_and_still_well(client: FlaskClient, container: Container) -> None:
    container.let_go()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["stopping"]) == (503, True)
    assert client.get("/healthz").status_code == 200


def test_a_load_balancer_needs_no_key(client: FlaskClient, container: Container) -> None:
    ApiKeys(container.database).create("lms")
    container.keys._looked_at = None
    assert client.get("/v1/videos").status_code == 401
    assert client.get("/readyz").status_code == 200
