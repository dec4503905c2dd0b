"""Files of a bucket are sent like those of a disk, or readers are sent to them."""

from __future__ import annotations

import hashlib
import urllib.request
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.storage import video_stem
from hackathon_backend.storage.s3 import S3Storage

FILM = bytes(range(256)) * 4000
STEM = video_stem("vid_0000000000000001", 1_700_000_000)
NAME = f"{STEM}.mp4"

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(params=["copy here", "in the bucket alone"])
def film(request: pytest.FixtureRequest, container: Container, tmp_path: Path) -> None:
    """Files that were kept: a film and its captions."""
    for name, content in ((NAME, FILM), (f"{STEM}.vtt", b"WEBVTT\n\n"), (f"{STEM}.webp", b"picture")):
        (tmp_path / name).write_bytes(content)
        container.storage.keep(tmp_path / name, name)
    if request.param == "in the bucket alone":
        assert isinstance(container.storage, S3Storage)
        for file in (container.settings.work_dir / ".films").rglob("*.*"):
            file.unlink()


def fetched(address: str, **headers: str) -> tuple[int, bytes, str]:
    """What is there, asked for without any log-in."""
    asked = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return answer.status, answer.read(), answer.headers["Content-Type"]


class TestRedirect:
    """VIDEO_SERVING=redirect."""

    def test_films_and_pictures_are_where_the_address_leads(self, client: FlaskClient, film: None) -> None:
        for name, content, kind in ((NAME, FILM, "video/mp4"), (f"{STEM}.webp", b"picture", "image/webp")):
            answer = client.get(f"/videos/{name}")
            assert answer.status_code == 302
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert fetched(answer.headers["Location"]) == (200, content, kind)
            assert fetched(answer.headers["Location"], Range="bytes=2-5")[:2] == (206, content[2:6])

    def test_texts_and_requests_of_other_pages_are_answered_here(self, client: FlaskClient, film: None) -> None:
        captions = client.get(f"/videos/{STEM}.vtt")
        assert (captions.status_code, captions.mimetype, captions.data) == (200, "text/vtt", b"WEBVTT\n\n")
        foreign = client.get(f"/videos/{NAME}", headers={"Origin": "http://localhost:3000", "Range": "bytes=0-3"})
        assert (foreign.status_code, foreign.data) == (206, FILM[:4])
        assert foreign.headers["Access-Control-Allow-Origin"] == "http://localhost:3000"

    def test_a_head_is_answered_here(self, client: FlaskClient, film: None) -> None:
        answer = client.head(f"/videos/{NAME}")
        assert (answer.status_code, int(answer.headers["Content-Length"]), answer.data) == (200, len(FILM), b"")

    def test_a_download_is_saved_by_browsers(self, client: FlaskClient, film: None) -> None:
        address = client.get(f"/videos/{NAME}?download=1").headers["Location"]
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.headers["Content-Disposition"] == f'attachment; filename="{NAME}"'
        text = client.get(f"/videos/{STEM}.vtt?download=1")
        assert text.headers["Content-Disposition"].startswith("attachment")

    def test_pages_may_load_films_from_there(self, client: FlaskClient, container: Container, film: None) -> None:
        origin = client.get(f"/videos/{NAME}").headers["Location"].partition("/school")[0].rpartition("/")[0]
        policy = client.get("/").headers["Content-Security-Policy"]
        assert container.files_origin == origin
        assert f"media-src 'self' blob: {origin}" in policy
        assert f"img-src 'self' blob: data: {origin}" in policy

    def test_what_is_not_there_is_404(self, client: FlaskClient, film: None) -> None:
        assert client.get(f"/videos/{STEM}.txt").status_code == 404
        assert client.get("/videos/../school.mp4").status_code == 404


class TestProxy:
    """VIDEO_SERVING=proxy: nobody sees the bucket."""

    @pytest.fixture
    def more(self) -> dict[str, object]:
        return {"video_serving": "proxy"}

    @pytest.mark.parametrize(
        ("asked", "status", "start", "end"),
        [
            (None, 200, 0, len(FILM)),
            ("bytes=0-99", 206, 0, 100),
            ("bytes=700000-", 206, 700_000, len(FILM)),
            ("bytes=-10", 206, len(FILM) - 10, len(FILM)),
            ("bytes=0-1,5-6", 200, 0, len(FILM)),
        ],
    )
    def test_ranges(self, client: FlaskClient, film: None, asked: str, status: int, start: int, end: int) -> None:
        answer = client.get(f"/videos/{NAME}", headers={"Range": asked} if asked else {})
        assert (answer.status_code, answer.data) == (status, FILM[start:end])
        assert answer.mimetype == "video/mp4"
        assert answer.headers["Accept-Ranges"] == "bytes"
        if status == 206:
            assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(FILM)}"

    def test_conditions(self, client: FlaskClient, film: None) -> None:
        first = client.head(f"/videos/{NAME}")
        same = client.get(f"/videos/{NAME}", headers={"If-None-Match": first.headers["ETag"]})
        assert (same.status_code, same.data) == (304, b"")
        changed = client.get(f"/videos/{NAME}", headers={"Range": "bytes=0-3", "If-Range": '"another"'})
        assert (changed.status_code, len(changed.data)) == (200, len(FILM))
        beyond = client.get(f"/videos/{NAME}", headers={"Range": "bytes=9999999-"})
        assert beyond.status_code == 416
        assert container_policy(client) is None


def container_policy(client: FlaskClient) -> str | None:
    """The origin beside our own that pages may load films from."""
    policy = client.get("/").headers["Content-Security-Policy"]
    return policy.partition("media-src 'self' blob:")[2].partition(";")[0].strip() or None


class TestAccess:
    """Whoever may not see a video gets no address of it."""

    @pytest.fixture
    def more(self) -> dict[str, object]:
        return {"video_access": "link"}

    def test_no_address_without_the_token(self, client: FlaskClient, container: Container, film: None) -> None:
        container.keys.create("teacher")
        answer = client.get(f"/videos/{NAME}")
        assert answer.status_code in (401, 404)
        assert "Location" not in answer.headers


class TestCdn:
    """CDN_BASE_URL."""

    @pytest.fixture
    def more(self) -> dict[str, object]:
        return {"cdn_base_url": "https://films.school.example/cdn"}

    def test_readers_are_sent_to_the_cdn_and_downloads_are_answered_here(self, client: FlaskClient, film: None) -> None:
        answer = client.get(f"/videos/{NAME}")
        digest = hashlib.sha256(FILM).hexdigest()[:16]
        assert answer.headers["Location"] == f"https://films.school.example/cdn/school/videos/{digest}/{NAME}"
        assert client.get(f"/videos/{NAME}?download=1").data == FILM
        assert container_policy(client) == "https://films.school.example"
