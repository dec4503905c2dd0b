"""What a teacher does in an afternoon, on a phone and with keys alone: from a text to films that others watch."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.blotato_server import BlotatoServer

from ..server import Server
from .conftest import PHONE
from .keys import Keys
from .lesson_pages import TIDES
from .test_login import shot

pytestmark = pytest.mark.slow

READY = "() => document.querySelector('lesson-video')?.video?.readyState >= 1"


def test_a_teacher_gets_from_a_text_to_a_course_by_keys_alone(tmp_path: Path, open_page: Callable[..., Any]) -> None:
    with BlotatoServer() as blotato, Server(tmp_path, **blotato.settings) as school:
        page = open_page(viewport=PHONE)
        keys = Keys(page)
        page.goto(school.url)
        keys.look()
        keys.press("link", "Lessons")
        write_a_lesson(keys)
        film = make_a_film(keys)
        take_it_along(keys, school, film)
        publish_it(keys)
        collect_it(keys)
        page.goto(f"{school.url}/lessons")
        make_a_course(keys)
        see_who_watches(keys, school)


def write_a_lesson(keys: Keys) -> None:
    page = keys.page
    page.get_by_role("link", name="Photosynthesis", exact=True).wait_for()
    keys.look()
    keys.to(page.get_by_role("radio", name="File"))
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    keys.write("The text", TIDES)
    keys.press("button", "Make the lesson")
    page.wait_for_url("**/lessons/own-*/edit")
    text = page.get_by_label("Text of the lesson, in Markdown")
    keys.to(text)
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("\n\nThe sea falls twice a day, too.")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name=re.compile("^Version 2")).wait_for()
    keys.press("button", re.compile("^Version 2"))
    keys.press("button", "View version 1")
    page.get_by_role("region", name="What has changed since version 1").wait_for()
    keys.look()
    page.keyboard.press("Escape")
    keys.press("button", "Preview")
    page.locator("#preview").get_by_text("The sea falls twice a day, too.").wait_for()
    keys.look()
    shot(page, "walk-editor")


def make_a_film(keys: Keys) -> str:
    page = keys.page
    keys.to(page.locator("summary[aria-label=More]"))
    page.keyboard.press("Enter")
    keys.press("link", "Make a video")
    page.wait_for_url("**/?lesson=own-*")
    page.wait_for_function("() => document.activeElement.id === 'message'")
    page.keyboard.press("Enter")
    page.get_by_text("Making your video", exact=True).wait_for()
    keys.look()
    page.wait_for_function(READY, timeout=180_000)
    keys.look()
    shot(page, "walk-chat")
    keys.press("link", re.compile("^Its page"))
    page.wait_for_url("**/watch/*")
    page.get_by_text("From the lesson The tides").wait_for()
    page.wait_for_function(READY)
    keys.look()
    return str(page.url.rpartition("/")[2])


def take_it_along(keys: Keys, school: Server, film: str) -> None:
    page = keys.page
    keys.to(page.get_by_role("link", name="Hand-out to print (PDF)"))
    keys.to(page.locator(".moving summary"))
    page.keyboard.press("Enter")
    scene = page.get_by_role("list", name="Scenes").get_by_role("link").first
    keys.to(scene)
    keys.look()
    with urllib.request.urlopen(scene.get_attribute("href"), timeout=120) as answer:
        assert answer.read(6) == b"GIF89a"
    assert school.get(f"/api/videos/{film}")["videoId"] == film


def publish_it(keys: Keys) -> None:
    page = keys.page
    keys.press("button", "Publish…")
    dialog = page.get_by_role("dialog")
    keys.press("checkbox", re.compile("Biology 7b"), dialog)
    send = dialog.get_by_role("button", name="Publish now")
    page.wait_for_function("button => !button.disabled", arg=send.element_handle())
    keys.press("button", "Publish now", dialog)
    dialog.get_by_role("link", name="Open it").wait_for(timeout=60_000)
    held = "() => document.activeElement.textContent"
    assert page.evaluate(held) == "Published", "the keyboard is at what came of it, also while that changes"
    keys.look()
    page.keyboard.press("Escape")


def collect_it(keys: Keys) -> None:
    page = keys.page
    keys.press("button", "Add to …")
    dialog = page.get_by_role("dialog")
    keys.write("Title", "Next week", dialog)
    page.keyboard.press("Enter")
    dialog.get_by_role("checkbox", name="Next week").wait_for()
    keys.look()
    page.keyboard.press("Escape")
    keys.press("link", "Collections")
    keys.press("link", re.compile("^Next week"))
    page.get_by_role("heading", name="Next week", level=1).wait_for()
    page.wait_for_function(READY)
    keys.press("button", "Edit")
    keys.press("button", re.compile("^Take as picture"))
    keys.look()
    keys.press("button", "Done")
    keys.to(page.get_by_role("link", name="Download (zip)"))
    keys.to(page.locator("#stage").get_by_role("link", name="The tides"))
    shot(page, "walk-collection")


def make_a_course(keys: Keys) -> None:
    page = keys.page
    keys.press("link", "Make a course of The tides")
    page.get_by_text("Every section is in one of them.").wait_for()
    keys.look()
    keys.write("Title of the course", "The sea")
    keys.press("button", re.compile("^Make th"))
    page.get_by_role("heading", name="The sea", level=1).wait_for()
    page.get_by_text(re.compile("of 1 film made|of 1 films made")).wait_for()
    keys.look()


def see_who_watches(keys: Keys, school: Server) -> None:
    page = keys.page
    keys.press("link", "Studio")
    page.get_by_role("tab", name="Create").wait_for()
    keys.press("button", "Your brand")
    keys.write("Words at the end", "See you next week", page.get_by_role("dialog"))
    keys.look()
    page.keyboard.press("Escape")
    keys.to(page.get_by_role("tab", name="Create"))
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    keys.press("link", "Publications")
    page.get_by_role("heading", name="Published (1)").wait_for()
    keys.look()
    page.goto(f"{school.url}/account")
    keys.press("link", "How films are watched")
    page.get_by_role("heading", level=1).wait_for()
    keys.to(page.get_by_role("link", name="As a table (CSV)"))
    keys.look()
