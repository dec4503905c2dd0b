"""Films that lie in a bucket, at another origin than the pages: they play, are found places in, and are saved."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from ..storage.s3_server import new_bucket, s3_server
from .conftest import QUIZ_BOARD, make_film

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose films are in a bucket that knows of no CORS."""
    with s3_server() as url:
        place = new_bucket(url)
        settings = {
            "storage": "s3",
            "s3_bucket": place.name,
            "s3_endpoint_url": url,
            "s3_access_key_id": "key",
            "s3_secret_access_key": "secret-of-the-key",
        }
        with Server(tmp_path_factory.mktemp("school"), **settings) as server:
            yield server


@pytest.fixture(scope="module")
def stored(school: Server) -> Any:
    """The reply of a film in the bucket."""
    return make_film(school, QUIZ_BOARD, 240)


@pytest.fixture
def lesson(tmp_path: Path) -> Iterator[str]:
    """A page of another site."""
    (tmp_path / "lesson.html").write_text('<link rel="icon" href="data:,"><p>A lesson</p>', "utf-8")

    class Files(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}/lesson.html"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_film_plays_from_the_bucket_with_captions_and_places(page: Any, school: Server, stored: Any) -> None:
    answers: dict[str, int] = {}
    page.on("response", lambda answer: answers.setdefault(answer.url.partition("?")[0], answer.status))
    page.goto(f"{school.url}/watch/{stored['videoId']}")
    page.wait_for_function("document.querySelector('lesson-video').video?.readyState >= 2")
    video = "document.querySelector('lesson-video').video"
    page.evaluate(f"{video}.muted = true")
    page.evaluate(f"{video}.currentTime = 6")
    page.evaluate(f"{video}.play()")
    page.wait_for_function(f"() => {video}.currentTime > 6.3")
    page.wait_for_function(f"() => [...{video}.textTracks].some((one) => one.cues && one.cues.length)")
    film = stored["videoUrl"]
    assert answers[f"{school.url}{film}"] == 302
    name = film.rpartition("/")[2]
    assert any(url.endswith(name) and "/videos/" in url and school.url not in url for url in answers)
    assert answers[f"{school.url}{stored['captionsUrl']}"] == 200


def test_the_player_on_a_page_of_another_site_plays_it_too(page: Any, lesson: str, school: Server, stored: Any) -> None:
    page.goto(lesson)
    shown = page.evaluate(
        """(url) => new Promise((done) => {
            const video = document.createElement("video");
            Object.assign(video, {crossOrigin: "anonymous", muted: true, src: url});
            video.onloadeddata = () => done("plays");
            video.onerror = () => done("error");
            document.documentElement.append(video);
        })""",
        f"{school.url}{stored['videoUrl']}",
    )
    assert shown == "plays"


def test_a_download_is_saved(page: Any, school: Server, stored: Any) -> None:
    page.goto(f"{school.url}/watch/{stored['videoId']}")
    with page.expect_download() as loading:
        page.evaluate(
            """(url) => Object.assign(document.createElement("a"), {href: url, download: ""}).click()""",
            f"{stored['videoUrl']}?download=1",
        )
    path = loading.value.path()
    assert Path(path).stat().st_size > 10_000
