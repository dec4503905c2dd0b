"""What every answer has, and what none may say twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings

PATHS = [
    "/", "/studio", "/docs", "/openapi.json", "/healthz", "/videos/", "/nothing", "/v1/videos", "/v1/videos/vid_none",
    "/static/theme.js", "/static/icon.svg", "/watch/vid_none", "/api/lessons", "/api/video/models",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_what_a_browser_may_do_with_it(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Content-Type"):
        assert len(answer.headers.getlist(name)) == 1
    kind = answer.headers["Content-Type"]
    assert kind.count("charset") == kind.startswith("text/")


def test_a_player_for_frames_may_be_framed(client: FlaskClient) -> None:
    answer = client.get("/embed/vid_none")
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers


def test_refusals_have_them_too(client: FlaskClient) -> None:
    for answer in (client.post("/v1/videos", data="x"), client.post("/"), client.options("/v1/videos")):
        assert "Content-Security-Policy" in answer.headers


def test_files_say_their_charset_once(client: FlaskClient, container: object) -> None:
    storage = container.storage  # type: ignore[attr-defined]
    for suffix, kind in ((".vtt", "text/vtt; charset=utf-8"), (".txt", "text/plain; charset=utf-8")):
        name = f"video_1500000000000_vid_00000001{suffix}"
        (storage.folder / name).write_text("WEBVTT\n", "utf-8")
        assert client.get(f"/videos/{name}").headers["Content-Type"] == kind


def test_a_server_of_https_is_not_left_for_http(make_settings: Callable[..., Settings]) -> None:
    for url, told in (("https://lessons.example", "max-age=31536000"), (None, None)):
        opened = Container(make_settings(public_url=url))
        answer = create_app(opened.settings, opened).test_client().get("/healthz", base_url=url)
        opened.close()
        assert answer.headers.get("Strict-Transport-Security") == told


def test_what_is_told_to_somebody_who_logged_in_is_kept_by_no_browser(
    client: FlaskClient, container: Container
) -> None:
    key = container.keys.create("lms").text
    container.keys._looked_at = None
    answer = client.get("/v1/videos", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
