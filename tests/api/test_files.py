"""Finished files: ranges, conditions, types, and nothing but the folder's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container

FILM = bytes(range(256)) * 40
NAME = "video_1700000000000_vid_0000000000000001.mp4"


@pytest.fixture(autouse=True)
def film(container: Container) -> Path:
    path = container.storage.folder / NAME
    path.write_bytes(FILM)
    return path


def test_the_whole_file_with_its_type(client: FlaskClient) -> None:
    answer = client.get(f"/videos/{NAME}")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "video/mp4", FILM)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_the_head_if_that_is_asked_for(client: FlaskClient) -> None:
    answer = client.head(f"/videos/{NAME}")
    assert (answer.status_code, answer.data) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(FILM)


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-99", 206, 0, 100),
        ("bytes=100-", 206, 100, len(FILM)),
        ("bytes=-10", 206, len(FILM) - 10, len(FILM)),
        ("bytes=0-999999", 206, 0, len(FILM)),
        ("bytes=0-1,5-6", 200, 0, len(FILM)),
        ("bytes=abc", 200, 0, len(FILM)),
        ("lines=1-2", 200, 0, len(FILM)),
    ],
)
def test_ranges(client: FlaskClient, asked: str, status: int, start: int, end: int) -> None:
    answer = client.get(f"/videos/{NAME}", headers={"Range": asked})
    assert (answer.status_code, answer.data) == (status, FILM[start:end])
    if status == 206:
        assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(FILM)}"


def test_a_range_beyond_the_end_is_told_the_length(client: FlaskClient) -> None:
    answer = client.get(f"/videos/{NAME}", headers={"Range": "bytes=999999-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(FILM)}"
    assert "error" in answer.get_json()


def test_what_the_client_has_already_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(f"/videos/{NAME}")
    assert client.get(f"/videos/{NAME}", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(f"/videos/{NAME}", headers=since).status_code == 304
    stale = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert client.get(f"/videos/{NAME}", headers=stale).status_code == 200


def test_any_page_may_show_a_video_but_only_named_ones_may_chat(client: FlaskClient) -> None:
    stranger = {"Origin": "https://school.example"}
    shown = client.get(f"/videos/{NAME}", headers=stranger).headers["Access-Control-Allow-Origin"]
    assert shown in ("*", "https://school.example")
    assert "Access-Control-Allow-Origin" not in client.get("/api/lessons", headers=stranger).headers
    local = {"Origin": "http://localhost:3000"}
    allowed = client.get("/api/lessons", headers=local).headers["Access-Control-Allow-Origin"]
    assert allowed == "http://localhost:3000"


@pytest.mark.parametrize(
    "path",
    [
        "../test.db",
        "%2e%2e/test.db",
        "..%2ftest.db",
        "%2fetc%2fpasswd",
        "//etc/passwd",
        ".work/x.mp4",
        ".gitkeep",
        "x%00.mp4",
        "a/b.mp4",
        "..\\test.mp4",
        "link.mp4",
        "text.db",
    ],
)
def test_nothing_but_the_folders_own_videos(client: FlaskClient, container: Container, path: str) -> None:
    (container.storage.folder / "link.mp4").symlink_to("/etc/hostname")
    (container.storage.folder / "text.db").write_bytes(b"")
    assert client.get(f"/videos/{path}").status_code in (404, 308)


def test_the_folder_itself_says_what_it_is_and_lists_nothing(client: FlaskClient) -> None:
    for path in ("/videos/", "/videos"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert NAME not in answer.text
