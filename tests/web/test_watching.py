"""A video's own page, the player for frames, and oEmbed: links that become players."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from hackathon_backend.jobs import Job, LessonRequest
from hackathon_backend.settings import Settings
from hackathon_backend.storage import video_stem
from hackathon_backend.writers.base import Brief
from tests.api.conftest import Client
from tests.replies import a_reply

NASTY = '</script><script>alert("x")</script> & "quotes"'
Film = Callable[..., Job]


class Page(HTMLParser):
    """A page's elements: those of one tag with `all`, the content of meta elements by their name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._found: list[tuple[str, dict[str, str | None]]] = []
        self._open = ""
        self.schema = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._found.append((tag, dict(attrs)))
        self._open = tag if dict(attrs).get("type") == "application/ld+json" else ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.schema += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self._found if name == tag]

    @property
    def meta(self) -> dict[str, str | None]:
        return {str(each.get("property") or each.get("name")): each.get("content") for each in self.all("meta")}


@pytest.fixture
def film(container: Container) -> Film:
    """Writes a finished video down, with its files."""

    def made(state: str = "completed", title: str = "Even numbers", size: str = "1280x720") -> Job:
        now = time.time()
        job = Job(
            id=f"vid_{int(now * 1e6):x}", created_at=now, wake_at=now, state=state, engines=["storyboard"], size=size,
            request=LessonRequest(message=title, topic=title), brief=Brief(title=title),
        )  # fmt: skip
        stem = video_stem(job.id, now)
        if state in ("completed", "failed", "cancelled"):
            job.ended_at = now
        if state == "completed":
            job.filename = f"{stem}.mp4"
            job.reply = a_reply(
                video_id=job.id, video_url=f"/videos/{stem}.mp4", thumbnail_url=f"/videos/{stem}.webp",
                transcript_url=f"/videos/{stem}.txt", duration_seconds=64.2, title=title,
                key_takeaways=["Pairs make even.", title, ""], narration="They come in pairs.",
            )  # fmt: skip
            (container.storage.folder / f"{stem}.txt").write_text(f"They come in pairs.\n\n{title}", "utf-8")
        return container.store.create(job)

    return made


@pytest.fixture
def container(make_settings: Callable[..., Settings]) -> Any:
    opened = Container(make_settings(render_workers=1))
    opened.database.migrate()
    yield opened
    opened.close()


def opened_with(container: Container, make_settings: Callable[..., Settings], **settings: Any) -> FlaskClient:
    other = Container(make_settings(**settings))
    app = create_app(other.settings, other)
    app.test_client_class = Client
    return app.test_client()


def test_the_page_tells_other_programs_what_it_shows(client: FlaskClient, film: Film) -> None:
    job = film()
    answer = client.get(f"/watch/{job.id}")
    page = Page(answer.text)
    assert answer.status_code == 200
    here = f"http://localhost/watch/{job.id}"
    assert page.meta["og:title"] == page.meta["twitter:title"] == "Even numbers"
    assert page.meta["og:url"] == here
    assert page.meta["og:video"] == f"http://localhost/videos/{job.filename}"
    assert str(page.meta["og:image"]).startswith("http://localhost/videos/")
    assert page.meta["twitter:card"] == "player"
    assert page.meta["twitter:player"] == f"http://localhost/embed/{job.id}"
    schema = json.loads(page.schema)
    assert (schema["@type"], schema["duration"]) == ("VideoObject", "PT1M4S")
    assert schema["transcript"] == "They come in pairs.\n\nEven numbers"
    assert schema["embedUrl"] == f"http://localhost/embed/{job.id}"
    (link,) = [each for each in page.all("link") if each.get("type") == "application/json+oembed"]
    embed = client.get(str(link["href"])).get_json()
    assert (embed["version"], embed["type"], embed["title"]) == ("1.0", "video", "Even numbers")
    (frame,) = Page(embed["html"]).all("iframe")
    assert frame["src"] == f"http://localhost/embed/{job.id}"
    (player,) = page.all("lesson-video")
    assert player["src"] == f"/videos/{job.filename}"


@pytest.mark.parametrize("path", ["/watch/{}", "/embed/{}", "/oembed?url=http://localhost/watch/{}"])
def test_markup_in_a_title_is_text_everywhere(client: FlaskClient, film: Film, path: str) -> None:
    text = client.get(path.format(film(title=NASTY).id)).text
    if not path.startswith("/oembed"):
        assert "<script>alert" not in text
    if path.startswith("/watch"):
        page = Page(text)
        assert page.meta["og:title"] == NASTY
        assert json.loads(page.schema)["name"] == NASTY
    elif path.startswith("/oembed"):
        (frame,) = Page(json.loads(text)["html"]).all("iframe")
        assert frame["title"] == NASTY


def test_pages_of_videos_that_are_not_there(client: FlaskClient, film: Film, container: Container) -> None:
    for path in ("/watch/vid_0", "/embed/vid_0"):
        assert client.get(path).status_code == 404
        assert client.get(path).mimetype == "text/html"
    for state, status in (("rendering", 202), ("failed", 200), ("cancelled", 200)):
        job = film(state)
        for page in ("watch", "embed"):
            answer = client.get(f"/{page}/{job.id}")
            assert answer.status_code == status
            (player,) = Page(answer.text).all("lesson-video")
            assert (player["video-id"], player.get("src")) == (job.id, None)
        assert 'content="noindex"' in client.get(f"/watch/{job.id}").text
    old, deleted = film(), film()
    container.store.mark_expired(old.id)
    container.store.mark_expired(deleted.id, deleted=True)
    assert client.get(f"/watch/{old.id}").status_code == client.get(f"/embed/{old.id}").status_code == 410
    assert "They come in pairs." in client.get(f"/watch/{old.id}").text, "its text is kept"
    assert client.get(f"/oembed?url=http://localhost/watch/{old.id}").status_code == 410
    assert client.get(f"/watch/{deleted.id}").status_code == 404


@pytest.mark.parametrize(
    ("url", "more", "status"),
    [
        ("http://localhost/watch/vid_0", "", 404),
        ("http://localhost/watch/", "", 404),
        ("http://localhost/", "", 404),
        ("http://localhost/studio", "", 404),
        ("http://other.example/watch/{}", "", 400),
        ("http://localhost:81/watch/{}", "", 400),
        ("http://localhost@other.example/watch/{}", "", 400),
        ("https://localhost.other.example/watch/{}", "", 400),
        ("ftp://localhost/watch/{}", "", 400),
        ("http://[", "", 400),
        ("http://localhost:port/watch/{}", "", 400),
        ("", "", 400),
        ("http://localhost/watch/{}", "&format=xml", 501),
        ("http://localhost/watch/{}", "&maxwidth=0", 400),
        ("http://localhost/watch/{}", "&maxheight=wide", 400),
        ("http://localhost/watch/{}/?t=3", "&format=json", 200),
        ("http://localhost/embed/{}", "", 200),
    ],
)
def test_what_oembed_answers(client: FlaskClient, film: Film, url: str, more: str, status: int) -> None:
    answer = client.get(f"/oembed?url={quote(url.format(film().id))}{more}")
    assert answer.status_code == status, answer.text
    assert answer.is_json


@pytest.mark.parametrize(
    ("size", "asked", "given"),
    [
        ("1280x720", "", (1280, 720)),
        ("1280x720", "&maxwidth=640", (640, 360)),
        ("1280x720", "&maxwidth=640&maxheight=90", (160, 90)),
        ("720x1280", "&maxwidth=640&maxheight=640", (360, 640)),
        ("1280x720", "&maxwidth=99999", (1280, 720)),
    ],
)
def test_an_embedded_player_fits_in_and_keeps_its_shape(
    client: FlaskClient, film: Film, size: str, asked: str, given: tuple[int, int]
) -> None:
    embed = client.get(f"/oembed?url=http://localhost/watch/{film(size=size).id}{asked}").get_json()
    assert (embed["width"], embed["height"]) == given
    (frame,) = Page(embed["html"]).all("iframe")
    assert (frame["width"], frame["height"]) == tuple(map(str, given))


def test_behind_a_proxy_links_begin_with_the_public_address(
    container: Container, make_settings: Callable[..., Settings], film: Film
) -> None:
    job = film()
    client = opened_with(container, make_settings, public_url="https://videos.school.example/m7/", trusted_hosts="*")
    page = Page(client.get(f"/watch/{job.id}", headers={"Host": "forged.example"}).text)
    assert page.meta["og:video"] == f"https://videos.school.example/m7/videos/{job.filename}"
    assert page.meta["og:video:secure_url"] == page.meta["og:video"]
    ours = quote(f"https://videos.school.example/m7/watch/{job.id}")
    assert client.get(f"/oembed?url={ours}").status_code == 200
    theirs = quote(f"http://forged.example/watch/{job.id}")
    assert client.get(f"/oembed?url={theirs}", headers={"Host": "forged.example"}).status_code == 400


@pytest.mark.parametrize(
    ("origins", "allowed"),
    [
        ("*", "*"),
        ("https://lms.school.example, https://*.blog.example:8443", "https://lms.school.example https://*.blog.example:8443"),
        ("none", "'none'"),
    ],
)  # fmt: skip
def test_who_may_frame_the_player(
    container: Container, make_settings: Callable[..., Settings], film: Film, origins: str, allowed: str
) -> None:
    job = film()
    client = opened_with(container, make_settings, embed_origins=origins)
    for path in (f"/embed/{job.id}", "/embed/vid_0"):
        answer = client.get(path)
        assert re.search(r"frame-ancestors ([^;]*)", answer.headers["Content-Security-Policy"])[1] == allowed  # type: ignore[index]
        assert ("X-Frame-Options" in answer.headers) == (origins == "none")
    assert "frame-ancestors 'none'" in client.get(f"/watch/{job.id}").headers["Content-Security-Policy"]


@pytest.mark.parametrize("origins", ["https://a.example; script-src *", "lms.example", "'self'", "https://", "a b"])
def test_origins_that_would_change_the_policy_are_refused(origins: str, make_settings: Callable[..., Settings]) -> None:
    with pytest.raises(ValueError, match="origins"):
        make_settings(embed_origins=origins)
