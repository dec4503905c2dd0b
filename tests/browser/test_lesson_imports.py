"""Documents and addresses on their way: how far they are, stopped, and found again after the page was loaded anew."""

from __future__ import annotations

import io
import urllib.request
from typing import Any

import pytest
import skia
from PIL import Image
from pptx import Presentation

from tests.lessons.documents.test_pdf import pdf, text

from ..server import Server
from .conftest import PHONE, check_axe, fits
from .lesson_pages import drop_file
from .test_login import shot

pytestmark = pytest.mark.slow

_POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def slides(count: int) -> bytes:
    """A presentation of so many slides, with notes."""
    deck = Presentation()
    for number in range(1, count + 1):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Membranes {number}"
        slide.placeholders[1].text = f"The cell has {number} walls here.\nAnother point."
        slide.notes_slide.notes_text_frame.text = f"Say that slide {number} matters."
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def send(page: Any, name: str, data: bytes) -> None:
    """Choose a file, as its button does."""
    page.locator("#add-file").set_input_files({"name": name, "mimeType": _POWERPOINT, "buffer": data})


def green_page(canvas: skia.Canvas) -> None:
    canvas.clear(skia.ColorGREEN)
    text(canvas, 60, 100, "Leaves are green because chlorophyll takes the red light and the blue.")


def test_the_original_is_shown_at_a_page_by_the_browser_though_it_is_shut_in(
    site: Server, open_page: Any, faults: Any
) -> None:
    faults.allow("favicon.ico")  # what is no page names no icon
    page = open_page()
    page.goto(f"{site.url}/lessons")
    words = [lambda canvas: text(canvas, 60, 100, "Plants make sugar from light, and it takes them water and air.")]
    data = pdf(*words, green_page, *words)
    page.locator("#add-file").set_input_files({"name": "Leaves.pdf", "mimeType": "application/pdf", "buffer": data})
    page.wait_for_url("**/lessons/own-*/edit", timeout=90_000)
    address = page.get_by_role("link", name="Leaves.pdf 3 pages").get_attribute("href")
    with urllib.request.urlopen(f"{site.url}{address}", timeout=30) as answer:
        assert answer.read() == data
        assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
        assert answer.headers["Content-Disposition"].startswith("inline")
    page.goto(f"{site.url}{address}#page=2")

    def middle() -> tuple[int, ...]:
        seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        return seen.getpixel((seen.width * 3 // 4, seen.height // 2))

    site.until_true(lambda: middle() == (0, 255, 0), 30)


def test_slides_go_on_while_the_page_is_loaded_anew_and_open_in_the_editor(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/lessons")
    send(page, "Membranes.pptx", slides(120))
    card = page.get_by_role("listitem").filter(has_text="Membranes.pptx")
    card.get_by_text("Waiting for its turn").or_(card.get_by_text("Reading")).first.wait_for()
    page.reload()
    page.wait_for_url("**/lessons/own-*/edit", timeout=90_000)
    page.get_by_role("link", name="Membranes.pptx 120 slides").wait_for()
    assert "Membranes 120" in page.get_by_label("Text of the lesson, in Markdown").input_value()
    page.locator("#preview").get_by_text("Slide 120", exact=True).wait_for()
    check_axe(page)


def test_a_file_whose_answer_was_lost_is_sent_again_and_is_one_import(
    site: Server, open_page: Any, faults: Any
) -> None:
    faults.allow("ERR_FAILED")
    page, lost = open_page(), []

    def lose(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/api/lessons", lose)
    page.goto(f"{site.url}/lessons")
    send(page, "Twice.pptx", slides(1))
    page.get_by_role("listitem").filter(has_text="Twice.pptx").get_by_role("button", name="Try again").click()
    page.wait_for_url("**/lessons/own-*/edit", timeout=90_000)
    assert lost == [202]
    assert [row["n"] for row in site.rows("select count(*) n from lesson_imports where name = 'Twice.pptx'")] == [1]


def test_one_of_several_is_stopped_and_the_other_is_opened_when_one_likes(site: Server, open_page: Any) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{site.url}/lessons")
    send(page, "Long.pptx", slides(250))
    long = page.get_by_role("listitem").filter(has_text="Long.pptx")
    long.get_by_role("progressbar").wait_for()
    drop_file(page, "Short.md", text="# A short one\n\nIt has a sentence.")
    short = page.get_by_role("listitem").filter(has_text="Short.md")
    short.wait_for()
    check_axe(page)
    assert fits(page)
    shot(page, "imports-phone")
    page.get_by_role("radio", name="Text").check()
    page.get_by_label("The text").fill("What I am writing meanwhile stays.")
    long.get_by_role("button", name="Stop with Long.pptx").click()
    long.wait_for(state="detached")
    short.get_by_role("link", name="Open").wait_for(timeout=60_000)
    assert page.get_by_label("The text").input_value() == "What I am writing meanwhile stays."
    check_axe(page)
    statuses = {each["name"]: each["status"] for each in site.get("/api/lessons/imports")["imports"]}
    assert statuses["Short.md"] == "completed"
    assert statuses.get("Long.pptx") in (None, "cancelled")


def test_an_address_within_the_network_is_not_fetched(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/lessons")
    page.get_by_role("radio", name="Web page").check()
    field = page.get_by_label("Its address")
    field.fill("not an address")
    field.press("Enter")
    page.get_by_role("alert").get_by_text("Write the address of a page").wait_for()
    assert field.evaluate("field => field === document.activeElement")
    check_axe(page)
    field.fill(f"{site.url}/healthz")
    field.press("Enter")
    card = page.get_by_role("listitem").filter(has_text="/healthz")
    card.get_by_role("alert").get_by_text("is not public").wait_for()
    check_axe(page)
    shot(page, "imports-address")
    card.get_by_role("button", name="Put away").click()
    card.wait_for(state="detached")
