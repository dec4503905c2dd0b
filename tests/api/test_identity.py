"""With the first key the server is for those who log in; without one it is what it was."""

from __future__ import annotations

from flask.testing import FlaskClient

from hackathon_backend.app import Container


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
