"""The page of all lessons: a teacher makes one of a text or a file, finds it again, hides, shares and deletes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from .conftest import DESKTOP, PHONE, check_axe, fits, make_film
from .lesson_pages import TIDES, drop_file, make_lesson
from .test_login import shot

pytestmark = pytest.mark.slow

Open = Callable[..., Any]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """A server on which nobody has made a lesson yet."""
    with Server(tmp_path) as server:
        yield server


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["wide", "phone"])
def test_who_comes_first_is_invited_and_finds_the_built_in_lessons(
    fresh: Server, open_page: Open, scheme: str, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport, color_scheme=scheme)
    page.goto(f"{fresh.url}/lessons")
    page.get_by_role("heading", name="Your first lesson is one document away").wait_for()
    page.get_by_role("heading", name="Built in").wait_for()
    page.get_by_role("link", name="Photosynthesis", exact=True).wait_for()
    check_axe(page)
    assert fits(page)
    shot(page, f"lessons-first-{viewport['width']}-{scheme}")
    make_lesson(fresh)
    page.reload()
    page.get_by_role("heading", name="Your lessons").wait_for()
    page.get_by_role("link", name="Edit The tides").wait_for()
    check_axe(page)
    shot(page, f"lessons-{viewport['width']}-{scheme}")


def test_a_lesson_is_made_of_a_text_with_the_keyboard_alone(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/lessons")
    file = page.get_by_role("radio", name="File")
    page.get_by_role("link", name="Photosynthesis", exact=True).wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        if file.evaluate("radio => radio === document.activeElement"):
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "add-text"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("Paste or write a text first.").wait_for()
    assert page.evaluate("document.activeElement.id") == "add-text"
    check_axe(page)
    page.keyboard.insert_text(TIDES)
    page.keyboard.press("Tab")
    page.keyboard.insert_text("Ebb and flood")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/own-*/edit")
    page.wait_for_function("() => document.getElementById('title').value === 'Ebb and flood'")


def test_a_file_is_read_and_what_was_lost_is_said(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/lessons")
    text = "<h1>Volcanoes</h1><p>Magma rises because it is lighter than rock.</p>"
    page.locator("#add-file").set_input_files(
        {"name": "Volcanoes.html", "mimeType": "text/html", "buffer": f"<html><body>{text}</body></html>".encode()}
    )
    page.wait_for_url("**/lessons/own-*/edit")
    page.get_by_label("Text of the lesson, in Markdown").wait_for()
    assert "Magma rises" in page.get_by_label("Text of the lesson, in Markdown").input_value()
    page.get_by_role("link", name="Volcanoes.html").wait_for()
    page.get_by_role("region", name="Preview").get_by_text("Magma rises").wait_for()


def test_a_file_that_is_no_document_is_told_before_it_is_sent(site: Server, page: Any) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(f"{site.url}/lessons")
    wrong = page.get_by_role("region", name="Add a lesson").get_by_role("alert")
    drop_file(page, "holiday.mov", 100)
    wrong.get_by_text("holiday.mov is of a kind that can't be read here.").wait_for()
    drop_file(page, "atlas.pdf", 50_000_001)
    wrong.get_by_text("at most 50 MB are read").wait_for()
    drop_file(page, "nothing.pdf", 0)
    wrong.get_by_text("nothing.pdf is empty.").wait_for()
    check_axe(page)
    assert not sent


def test_a_file_that_can_not_be_read_says_why_and_is_put_away(site: Server, page: Any, faults: Any) -> None:
    faults.allow("400|415")
    page.goto(f"{site.url}/lessons")
    drop_file(page, "zeros.pdf", 500)
    refused = page.get_by_role("listitem").filter(has_text="zeros.pdf")
    refused.get_by_role("alert").wait_for()
    refused.get_by_role("button", name="Put away zeros.pdf").click()
    drop_file(page, "broken.pdf", text="%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")
    card = page.get_by_role("listitem").filter(has_text="broken.pdf")
    card.get_by_role("alert").wait_for()
    check_axe(page)
    shot(page, "lessons-broken")
    page.reload()
    card.get_by_role("alert").wait_for()
    card.get_by_role("button", name="Put away broken.pdf").press("Enter")
    card.wait_for(state="detached")
    page.reload()
    page.get_by_role("link", name="Photosynthesis", exact=True).wait_for()
    assert card.count() == 0


def test_lessons_are_found_by_words_of_theirs(site: Server, page: Any) -> None:
    make_lesson(site, "# Élan vital\n\nBergson named it so.")
    page.goto(f"{site.url}/lessons")
    search = page.get_by_label("Find a lesson")
    search.fill("elan")
    page.get_by_role("link", name="Edit Élan vital").wait_for()
    assert page.get_by_role("link", name="Photosynthesis", exact=True).count() == 0
    search.fill("nothing has these words")
    page.get_by_role("heading", name="No lesson fits").wait_for()
    check_axe(page)
    page.get_by_role("button", name="Show all lessons").press("Enter")
    page.get_by_role("link", name="Photosynthesis", exact=True).wait_for()
    assert search.evaluate("field => field === document.activeElement")


def test_a_built_in_lesson_is_hidden_and_shown_again(fresh: Server, page: Any) -> None:
    page.goto(f"{fresh.url}/lessons")
    page.get_by_role("button", name="Hide Binary search").press("Enter")
    page.get_by_role("link", name="Binary search", exact=True).wait_for(state="detached")
    page.goto(fresh.url)
    page.get_by_role("navigation", name="Lessons").get_by_text("Photosynthesis").wait_for()
    assert page.get_by_role("navigation", name="Lessons").get_by_text("Binary search").count() == 0
    page.goto(f"{fresh.url}/lessons")
    page.get_by_role("button", name="Show 1 hidden").press("Enter")
    check_axe(page)
    page.get_by_role("button", name="Show Binary search").press("Enter")
    page.get_by_role("button", name="Hide Binary search").wait_for()


def test_a_lesson_is_deleted_once_that_is_confirmed(site: Server, page: Any) -> None:
    made = make_lesson(site, "# To be deleted\n\nThere is a text in it.")
    page.goto(f"{site.url}/lessons")
    delete = page.get_by_role("button", name="Delete To be deleted")
    delete.press("Enter")
    dialog = page.get_by_role("dialog", name="Delete this lesson?")
    check_axe(page)
    page.keyboard.press("Escape")
    assert delete.evaluate("button => button === document.activeElement")
    delete.press("Enter")
    dialog.get_by_role("button", name="Delete for good").click()
    delete.wait_for(state="detached")
    assert site.get(f"/api/lessons/{made['id']}")["error"]["code"] == "not_found"


def test_a_video_is_ordered_by_the_student_and_not_by_the_address(site: Server, page: Any) -> None:
    make_lesson(site, "# The ebb\n\nThe water falls for six hours, because the Moon has moved on.")
    page.goto(f"{site.url}/lessons")
    page.get_by_role("link", name="Make a video of The ebb").click()
    page.wait_for_url("**/?lesson=own-*")
    field = page.get_by_label("Your message")
    page.wait_for_function("() => document.getElementById('message').value !== ''")
    assert "The ebb" in field.input_value()
    assert field.evaluate("field => field === document.activeElement")
    assert page.locator(".mine").count() == 0


def test_long_words_and_words_from_right_to_left_stay_on_a_phone(site: Server, open_page: Open) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik"
    made = make_lesson(
        site, f"---\ntitle: {long}\nlanguage: de\n---\n\n# {long}\n\nSie fährt auf der Donau, seit es Dampf gibt."
    )
    film = make_film(site, {"title": long, "scenes": [{"type": "title", "title": long, "narration": "Auf der Donau."}]})
    page = open_page(viewport=PHONE)
    page.goto(f"{site.url}/?lesson={made['id']}#make-a-video")
    offered = page.locator("#welcome .suggestion")
    offered.first.wait_for()
    assert all(each.bounding_box()["x"] + each.bounding_box()["width"] <= PHONE["width"] for each in offered.all())
    page.goto(f"{site.url}/watch/{film['videoId']}")
    page.locator(".moving summary").press("Enter")
    page.get_by_role("list", name="Scenes").get_by_role("link", name=long).wait_for()
    assert fits(page)
    water = [{"type": "takeaways", "takeaways": [{"text": "الماء يتبخر"}] * 3, "narration": "الماء يتبخر من البحر."}]
    film = make_film(site, {"title": "الماء", "language": "ar", "scenes": water})
    sides = """() => { const li = document.querySelector("lesson-video").shadowRoot.querySelector(".takeaways li");
      return getComputedStyle(li).direction; }"""
    collection = site.post("/api/collections", {"title": "Water"})["id"]
    site.post(f"/api/collections/{collection}/items", {"video": film["videoId"]})
    page.goto(f"{site.url}/collections/{collection}")
    page.locator("lesson-video li", has_text="الماء يتبخر").first.wait_for()
    assert page.evaluate(sides) == "rtl"
