"""With the first key the server is for those who log in; without one it is what it was."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import openai
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from hackathon_backend.access.principal import Scope
from hackathon_backend.api.guards.routes import ROUTES
from hackathon_backend.app import Container, create_app


def bearer(container: Container, **options: object) -> dict[str, str]:
    made = container.keys.create("portal", **options)  # type: ignore[arg-type]
    return {"Authorization": f"Bearer {made.text}"}


def test_without_a_key_nobody_logs_in_and_any_header_is_passed_over(client: FlaskClient) -> None:
    for headers in ({}, {"Authorization": "Bearer sk-anything"}, {"Authorization": "nonsense"}):
        assert client.get("/v1/videos", headers=headers).status_code == 200


def test_with_a_key_only_its_holder_is_served(client: FlaskClient, container: Container) -> None:
    headers = bearer(container)
    for path in ("/v1/videos", "/api/library", "/api/lessons"):
        refused = client.get(path)
        assert refused.status_code == 401, path
        assert refused.json["error"]["code"] == "login_required"
        assert refused.headers["WWW-Authenticate"] == "Bearer"
        assert client.get(path, headers=headers).status_code == 200
    wrong = client.get("/v1/videos", headers={"Authorization": "Bearer sk-anything"})
    assert (wrong.status_code, wrong.json["error"]["code"]) == (401, "invalid_credentials")
    assert "sk-anything" not in wrong.text


def test_what_is_open_stays_open_whoever_asks(client: FlaskClient, container: Container) -> None:
    bearer(container)
    for path in ("/healthz", "/openapi.json", "/docs", "/static/chat.css"):
        for headers in ({}, {"Authorization": "Bearer m7_wrong"}):
            assert client.get(path, headers=headers).status_code not in (401, 403, 500), path


def test_a_browser_may_ask_first_without_a_key(client: FlaskClient, container: Container) -> None:
    bearer(container)
    asked = {
        "Origin": "http://localhost:3000",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    answer = client.options("/api/chat", headers=asked)
    assert answer.status_code == 200
    assert "authorization" in answer.headers["Access-Control-Allow-Headers"].lower()
    refused = client.post("/api/chat", json={"message": "Hi"}, headers={"Origin": "http://localhost:3000"})
    assert refused.status_code == 401
    assert refused.headers["Access-Control-Allow-Origin"] == "http://localhost:3000"


def test_a_socket_is_refused_without_a_key(client: FlaskClient, container: Container) -> None:
    headers = bearer(container)
    asks = {"Upgrade": "websocket", "Connection": "Upgrade"}
    for path in ("/ws", "/v1/videos/video_1/ws"):
        assert client.get(path, headers=asks).status_code == 401
    assert client.get("/ws", headers=headers).status_code == 426


def test_scopes_decide_what_a_key_may_do(client: FlaskClient, container: Container) -> None:
    reads = bearer(container, scopes=[Scope.READ])
    assert client.get("/v1/videos", headers=reads).status_code == 200
    for method, path in (("POST", "/v1/videos"), ("DELETE", "/v1/videos/video_1"), ("POST", "/api/chat")):
        refused = client.open(path, method=method, json={}, headers=reads)
        assert (refused.status_code, refused.json["error"]["code"]) == (403, "not_allowed"), path
    assert client.get("/api/audit", headers=reads).status_code == 403


def test_a_revoked_key_is_refused_with_the_next_request(client: FlaskClient, container: Container) -> None:
    headers = bearer(container)
    assert client.get("/v1/videos", headers=headers).status_code == 200
    container.keys.revoke("portal")
    refused = client.get("/v1/videos", headers=headers)
    assert (refused.status_code, refused.json["error"]["code"]) == (401, "invalid_credentials")


def test_what_was_sent_to_somebody_is_kept_in_no_cache_for_others(client: FlaskClient, container: Container) -> None:
    headers = bearer(container)
    for path in ("/v1/videos", "/api/art/phosphor:atom.svg"):
        told = client.get(path, headers=headers).headers.get("Cache-Control", "")
        assert "private" in told, path
        assert "public" not in told, path


def test_a_head_needs_what_a_get_needs(client: FlaskClient, container: Container) -> None:
    headers = bearer(container)
    assert client.head("/v1/videos").status_code == 401
    assert client.head("/v1/videos", headers=headers).status_code == 200


def test_a_route_that_nobody_has_thought_of_stops_the_start(
    container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = {view: route for view, route in ROUTES.items() if view != "costs.report"}
    monkeypatch.setattr("hackathon_backend.api.guards.routes.ROUTES", rest)
    with pytest.raises(RuntimeError, match=r"who may ask, and how often, for costs\.report"):
        create_app(container.settings, container)


def test_a_route_that_is_added_later_is_for_admins(container: Container) -> None:
    app = create_app(container.settings, container)
    app.add_url_rule("/late", "late", lambda: "here")
    assert app.test_client().get("/late").status_code == 200
    headers = bearer(container)
    assert app.test_client().get("/late", headers=headers).status_code == 403
    container.keys.revoke("portal")
    assert app.test_client().get("/late", headers=bearer(container, scopes=[Scope.ADMIN])).status_code == 200


def test_the_table_names_no_view_that_is_gone(container: Container) -> None:
    views = {rule.endpoint for rule in create_app(container.settings, container).url_map.iter_rules()}
    assert ROUTES.keys() - views == set()


@pytest.mark.filterwarnings("ignore:The Sora API")
def test_the_protocols_own_sdk_knows_that_it_is_turned_away(container: Container) -> None:
    app = create_app(container.settings, container)
    good = container.keys.create("sdk").text
    reader = container.keys.create("reader", scopes=[Scope.READ]).text
    with serving(app) as url:
        assert list(openai.OpenAI(api_key=good, base_url=f"{url}/v1").videos.list()) == []
        with pytest.raises(openai.AuthenticationError) as refused:
            openai.OpenAI(api_key="sk-wrong", base_url=f"{url}/v1", max_retries=0).videos.list()
        assert refused.value.code == "invalid_credentials"
        with pytest.raises(openai.PermissionDeniedError) as not_allowed:
            openai.OpenAI(api_key=reader, base_url=f"{url}/v1", max_retries=0).videos.create(prompt="Otters")
        assert not_allowed.value.code == "not_allowed"


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
