"""What a teacher does the day after, on a phone and with keys alone: films in further languages and with changes, shown
elsewhere and to guests, taken along, and looked at from outside.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.blotato_server import BlotatoServer

from ..server import Server
from ..translations.by_hand import HandTranslator
from ..upstream import Scenario, Upstream
from .conftest import DESKTOP, PHONE
from .keys import Keys
from .lesson_pages import TIDES
from .test_languages import BOARD
from .test_login import GOOD, make_account, shot

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

READY = "() => document.querySelector('lesson-video')?.video?.readyState >= 1"
_CALL = """([path, options]) => import("/static/api.js").then(({ call }) => call(path, options))"""
_HOST = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>School</title>
<link rel="icon" href="data:,"></head><body><main><h1>Our school</h1>{snippet}</main></body></html>"""


def seen(keys: Keys, name: str) -> None:
    """Judge the page, and keep it for people to look at: on a phone and on a desk."""
    keys.look()
    shot(keys.page, f"second-{name}-390")
    keys.page.set_viewport_size(DESKTOP)
    shot(keys.page, f"second-{name}-1280")
    keys.page.set_viewport_size(PHONE)


def test_a_teacher_changes_shows_and_shares_a_film_by_keys_alone(
    tmp_path: Path, open_page: Callable[..., Any], faults: Any
) -> None:
    faults.allow("404|401")
    upstream = Upstream(Scenario(replies=(HandTranslator(),)))
    with BlotatoServer() as blotato, upstream:
        settings = {
            "accounts": "invited",
            "video_access": "private",
            "openai_base_url": upstream.url,
            **blotato.settings,
        }
        with Server(tmp_path, **settings, embed_origins="*") as school:
            make_account(school, "Ada Lovelace")
            keys = Keys(open_page(viewport=PHONE))
            logged_in(keys, school)
            film = made(keys.page, BOARD)
            watch_in_spanish(keys, school, film)
            bring_a_version_back(keys, school)
            change_it(keys, school, film)
            plan_publishing(keys, school, film)
            take_a_collection_along(keys, school, film)
            see_how_it_is_watched(keys, school, film)
            show_it_to_a_guest(keys, school, film, Keys(open_page(viewport=PHONE)))


def logged_in(keys: Keys, school: Server) -> None:
    page = keys.page
    page.goto(f"{school.url}/login")
    keys.write("Name", "Ada Lovelace")
    keys.write("Password", GOOD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Studio").wait_for()


def made(page: Any, board: Any) -> str:
    """The id of a finished film."""
    order = {"method": "POST", "json": {"prompt": json.dumps(board), "model": "storyboard-1"}}
    id_ = page.evaluate(_CALL, ["v1/videos", order])["id"]
    until_made(page, id_)
    return str(id_)


def until_made(page: Any, id_: str) -> None:
    """Wait for a film."""
    ends = time.monotonic() + 240
    while (status := page.evaluate(_CALL, [f"v1/videos/{id_}", {}])["status"]) != "completed":
        assert status != "failed" and time.monotonic() < ends, status
        time.sleep(0.3)


def watch_in_spanish(keys: Keys, school: Server, film: str) -> None:
    page = keys.page
    page.goto(f"{school.url}/watch/{film}")
    page.wait_for_function(READY)
    keys.press("button", "Other languages…")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=re.compile("^Translate|^Make|^Order")).first.wait_for()
    seen(keys, "languages-dialog")
    page.keyboard.press("Escape")
    told = page.evaluate(
        _CALL, [f"api/videos/{film}/translations", {"method": "POST", "json": {"languages": ["es", "ar"]}}]
    )
    for each in told["translations"]:
        until_made(page, each["videoId"])
    page.reload()
    page.wait_for_function(READY)
    keys.press("button", re.compile("Language: English"))
    seen(keys, "languages-menu")
    keys.press("button", re.compile("Español"))
    page.get_by_role("heading", name="El ciclo del agua", level=1).wait_for()
    page.wait_for_function(READY)
    page.get_by_text("What is here belongs to the film in English.").wait_for()
    seen(keys, "languages-spanish")
    keys.press("link", "The page of the one in Spanish")
    page.get_by_role("heading", name="El ciclo del agua", level=1).wait_for()
    page.wait_for_function(READY)
    assert page.locator(".share-whose").count() == 0


def bring_a_version_back(keys: Keys, school: Server) -> None:
    page = keys.page
    lesson = page.evaluate(_CALL, ["api/lessons", {"method": "POST", "json": {"text": TIDES}}])["id"]
    page.goto(f"{school.url}/lessons/{lesson}/edit")
    text = page.get_by_label("Text of the lesson, in Markdown")
    keys.to(text)
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("\n\nThe sea falls twice a day, too.")
    page.keyboard.press("Control+s")
    keys.press("button", re.compile("^Version 2"))
    seen(keys, "versions-list")
    keys.press("button", "View version 1")
    page.get_by_role("region", name="What has changed since version 1").wait_for()
    seen(keys, "versions-compared")
    keys.press("button", "Bring back version 1")
    keys.press("button", "Bring it back", page.get_by_role("dialog").last)
    page.get_by_role("button", name=re.compile("^Version 3")).wait_for()
    assert "twice a day, too" not in text.input_value()
    seen(keys, "versions-back")


def change_it(keys: Keys, school: Server, film: str) -> None:
    page = keys.page
    page.goto(f"{school.url}/watch/{film}")
    page.wait_for_function(READY)
    keys.press("button", "Remix")
    seen(keys, "remix")
    page.goto(f"{school.url}/studio#library")
    keys.press("button", re.compile("^Remix"))
    page.get_by_role("dialog").wait_for()
    seen(keys, "remix-studio")
    keys.write("Change", "Make it shorter", page.get_by_role("dialog"))
    page.keyboard.press("Escape")


def plan_publishing(keys: Keys, school: Server, film: str) -> None:
    page = keys.page
    page.goto(f"{school.url}/watch/{film}")
    page.wait_for_function(READY)
    keys.press("button", "Publish…")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name=re.compile("Biology 7b")).wait_for()
    seen(keys, "publish-empty")
    for name in ("Biology 7b", "Riverside School"):
        keys.press("checkbox", re.compile(name), dialog)
    page.wait_for_timeout(1500)
    seen(keys, "publish-chosen")
    page.keyboard.press("Escape")


def take_a_collection_along(keys: Keys, school: Server, film: str) -> None:
    page = keys.page
    collection = page.evaluate(_CALL, ["api/collections", {"method": "POST", "json": {"title": "Next week"}}])["id"]
    page.evaluate(_CALL, [f"api/collections/{collection}/items", {"method": "POST", "json": {"video": film}}])
    page.goto(f"{school.url}/collections/{collection}")
    page.wait_for_function(READY)
    seen(keys, "collection")
    keys.press("button", "Edit")
    keys.press("button", re.compile("^Take as picture"))
    seen(keys, "collection-edited")
    keys.press("button", "Done")
    keys.to(page.get_by_role("link", name="Download (zip)"))
    with page.expect_download(timeout=120_000) as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename == "Next week.zip"
    seen(keys, "collection-taken")
    page.goto(f"{school.url}/collections")
    seen(keys, "collections")


def see_how_it_is_watched(keys: Keys, school: Server, film: str) -> None:
    page = keys.page
    page.goto(f"{school.url}/watch/{film}")
    page.wait_for_function(READY)
    page.evaluate(
        "() => { const video = document.querySelector('lesson-video').video; video.muted = true; video.play(); }"
    )
    page.wait_for_function("() => document.querySelector('lesson-video').video.currentTime > 3")
    keys.press("link", "How it is watched")
    page.get_by_role("heading", level=1).wait_for()
    seen(keys, "analytics")


def show_it_to_a_guest(keys: Keys, school: Server, film: str, guest: Keys) -> None:
    page = keys.page
    page.goto(f"{school.url}/watch/{film}")
    page.wait_for_function(READY)
    keys.press("button", "Share with people")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("A new link").wait_for()
    seen(keys, "share")
    keys.press("button", "Make a link", dialog)
    dialog.get_by_role("button", name=re.compile("^Copy the link")).wait_for()
    seen(keys, "share-link")
    (link,) = page.evaluate(_CALL, ["api/guest-links", {}])["links"]
    guest.page.goto(link["url"])
    guest.page.wait_for_function(READY)
    guest.press("button", "Play")
    assert guest.page.get_by_label("Link to this page").count() == 0, "nobody else could open it"
    assert guest.page.get_by_role("button", name="Remix").count() == 0
    seen(guest, "guest")
    guest.page.goto(f"{school.url}/guest/none")
    seen(guest, "guest-over")


@contextmanager
def another_page(snippet: str) -> Iterator[str]:
    """The address of a page of another server that has the film in a frame."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(_HOST.format(snippet=snippet).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_film_on_another_page_has_its_shape_on_a_phone(
    site: Server, film: Any, open_page: Callable[..., Any]
) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{site.url}/watch/{film['videoId']}")
    with another_page(page.get_by_label("Put it on your own page").input_value()) as address:
        page.goto(address)
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name="Play", exact=True).first.wait_for()
        box = page.locator("iframe").bounding_box()
        assert box["width"] <= PHONE["width"] and abs(box["width"] / box["height"] - 16 / 9) < 0.05, box
        seen(Keys(page), "embed")
