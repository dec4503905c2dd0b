"""The editor of a lesson: what is written is seen, saved as a version, and never lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from ..server import Server
from .conftest import DESKTOP, PHONE, check_axe, fits, playwright_api
from .lesson_pages import TIDES, make_lesson
from .test_login import shot

pytestmark = pytest.mark.slow

Open = Callable[..., Any]
PLOT = "```plot\nheading: A parabola\ncurves:\n  - {formula: x^2}\n```"
expect = playwright_api.expect


def open_editor(page: Any, site: Server, lesson_id: str) -> Any:
    """The field of the text, when it is there."""
    page.goto(f"{site.url}/lessons/{lesson_id}/edit")
    field = page.get_by_label("Text of the lesson, in Markdown")
    field.wait_for()
    return field


def saved(page: Any) -> None:
    """Wait until what stands on the page is saved."""
    expect(page.locator("#state")).to_contain_text("Saved today", timeout=30_000)
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["wide", "phone"])
def test_tables_formulas_and_figures_are_seen_while_they_are_written(
    site: Server, open_page: Open, scheme: str, viewport: dict[str, int]
) -> None:
    made = make_lesson(site)
    page = open_page(viewport=viewport, color_scheme=scheme)
    field = open_editor(page, site, made["id"])
    check_axe(page)
    if viewport == PHONE:
        assert page.locator("#preview").is_hidden()
        page.get_by_role("button", name="Preview").click()
        assert field.is_hidden()
    preview = page.locator("#preview")
    preview.get_by_role("cell", name="Fundy").wait_for()
    preview.locator(".maths").first.wait_for()
    if viewport == PHONE:
        page.get_by_role("button", name="Edit", exact=True).click()
    field.fill(f"{TIDES}\n\n{PLOT}\n")
    if viewport == PHONE:
        page.get_by_role("button", name="Preview").click()
    figure = preview.get_by_role("img", name="A parabola")
    figure.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => [...document.querySelectorAll('#preview img')].every((each) => each.naturalWidth > 0)"
    )
    check_axe(page)
    assert fits(page)
    shot(page, f"editor-{viewport['width']}-{scheme}")


def test_a_save_is_a_version_and_any_of_them_comes_back(site: Server, page: Any) -> None:
    made = make_lesson(site)
    field = open_editor(page, site, made["id"])
    field.fill(TIDES.replace("twice a day", "two times a day"))
    expect(page.locator("#state")).to_have_text("Not saved yet")
    field.press("Control+s")
    saved(page)
    page.get_by_role("button", name="Version 2").press("Enter")
    dialog = page.get_by_role("dialog", name="Versions")
    dialog.get_by_role("button", name="View version 1").press("Enter")
    changes = dialog.get_by_role("region", name="What has changed since version 1")
    expect(changes.locator("del", has_text="twice")).to_have_count(1)
    check_axe(page)
    shot(page, "versions")
    dialog.get_by_role("button", name="Bring back version 1").press("Enter")
    page.get_by_role("dialog", name="Bring back version 1?").get_by_role("button", name="Bring it back").click()
    page.get_by_role("button", name="Version 3").wait_for()
    expect(field).to_have_value(re.compile("twice a day"))
    assert site.get(f"/api/lessons/{made['id']}")["version"] == 3


def test_two_who_save_at_once_both_keep_their_text(site: Server, open_page: Open, faults: Any) -> None:
    faults.allow("409")
    made = make_lesson(site)
    first, second = open_page(), open_page(viewport=PHONE)
    one, other = open_editor(first, site, made["id"]), open_editor(second, site, made["id"])
    one.fill(f"{TIDES}\n\nWritten by the first.")
    one.press("Control+s")
    saved(first)
    other.fill(f"{TIDES}\n\nWritten by the second.")
    second.get_by_role("button", name="Save", exact=True).click()
    dialog = second.get_by_role("dialog", name="Somebody else has saved this lesson")
    dialog.get_by_role("region", name="Your text").get_by_text("Written by the second.").wait_for()
    dialog.get_by_role("region", name="Version 2").get_by_text("Written by the first.").wait_for()
    check_axe(second)
    assert fits(second)
    shot(second, "conflict-phone")
    dialog.get_by_role("button", name="Back to my text").click()
    assert "Written by the second." in other.input_value()
    second.get_by_role("button", name="Save", exact=True).click()
    dialog.get_by_role("button", name="Go on with version 2").click()
    second.get_by_role("button", name="Version 4").wait_for()
    assert "Written by the first." in other.input_value()
    texts = [site.get(f"/api/lessons/{made['id']}/versions/{number}")["text"] for number in (1, 2, 3, 4)]
    assert "the second" in texts[2] and "the first" in texts[1] and "the first" in texts[3]
    one.fill(f"{TIDES}\n\nThe first again.")
    one.press("Control+s")
    first.get_by_role("dialog", name="Somebody else").get_by_role("button", name="Go on with mine").press("Enter")
    saved(first)
    assert "The first again." in site.get(f"/api/lessons/{made['id']}")["text"]


def test_who_leaves_with_changes_is_asked_and_finds_them_again(site: Server, page: Any) -> None:
    made = make_lesson(site)
    field = open_editor(page, site, made["id"])
    field.press("End")
    field.press_sequentially(" Not saved.")
    asked: list[str] = []

    def leave(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.reload()
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Bring them back").wait_for()
    check_axe(page)
    assert "Not saved." not in field.input_value()
    page.get_by_role("button", name="Bring them back").press("Enter")
    assert "Not saved." in field.input_value()
    field.press("Control+s")
    saved(page)
    page.reload()
    field.wait_for()
    assert page.get_by_role("button", name="Bring them back").count() == 0
    assert asked == ["beforeunload"], "what is saved holds nobody up"


def test_the_buttons_write_markdown_that_can_be_undone(site: Server, page: Any) -> None:
    made = make_lesson(site, "# Waves\n\nA wave carries energy.")
    field = open_editor(page, site, made["id"])
    before = field.input_value()
    field.evaluate("field => { const at = field.value.indexOf('energy'); field.setSelectionRange(at, at + 6); }")
    field.press("Control+b")
    assert field.input_value().endswith("A wave carries **energy**.")
    field.press("Control+z")
    assert field.input_value() == before
    toolbar = page.get_by_role("toolbar", name="Formatting")
    toolbar.get_by_role("button", name="Heading").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Table"
    page.keyboard.press("Enter")
    page.locator("#preview").get_by_role("cell", name="one").wait_for()
    assert "A wave carries energy.\n\n| Name |" in field.input_value(), "no sentence is cut in two"
    toolbar.get_by_role("button", name="Figure").click()
    dialog = page.get_by_role("dialog", name="Add a figure")
    page.wait_for_function("() => document.querySelectorAll('.figure-picture img[src]').length === 6", timeout=90_000)
    check_axe(page)
    shot(page, "figures")
    dialog.get_by_role("button", name="Pie chart").press("Enter")
    expect(field).to_have_value(re.compile("What air is made of"))
    expect(field).to_be_focused()
    toolbar.get_by_role("button", name="Help with formatting").click()
    page.get_by_role("dialog", name="How to write a lesson").wait_for()
    check_axe(page)
    shot(page, "help")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["wide", "phone"])
def test_what_is_said_about_a_lesson_is_a_form_and_what_it_does_not_know_stays(
    site: Server, open_page: Open, viewport: dict[str, int]
) -> None:
    front = '---\ntitle: "Glaciers"\nlayout: wide\nkeywords: [ice, valley]\n---\n\n'
    made = make_lesson(site, f"{front}A glacier is a river of ice.")
    page = open_page(viewport=viewport)
    field = open_editor(page, site, made["id"])
    assert field.input_value() == "A glacier is a river of ice."
    page.get_by_text("About this lesson").press("Enter")
    assert page.get_by_label("Also called").input_value() == "ice, valley"
    page.get_by_label("Title of the lesson").fill("Rivers of ice")
    page.get_by_label("Subject").fill("Geography")
    page.get_by_label("For whom").fill("Year 8")
    page.get_by_label("Also called").press("End")
    page.keyboard.type(", ice age")
    page.get_by_label("Things to remember, one a line").fill("Ice flows.\nIt carves valleys.\nIt melts at its end.")
    check_axe(page)
    assert fits(page)
    shot(page, f"about-{viewport['width']}")
    field.press("Control+End")
    field.press_sequentially(" It carves valleys.")
    field.press("Control+s")
    saved(page)
    kept = site.get(f"/api/lessons/{made['id']}")
    front = (
        "---\ntitle: Rivers of ice\nlayout: wide\nkeywords: [ice, valley, ice age]\nsubject: Geography\nlevel: Year 8\n"
        "takeaways:\n  - Ice flows.\n  - It carves valleys.\n  - It melts at its end.\n---\n\n"
    )
    assert (kept["title"], kept["text"]) == (
        "Rivers of ice",
        f"{front}A glacier is a river of ice. It carves valleys.",
    )
    page.reload()
    field.wait_for()
    page.get_by_text("About this lesson").press("Enter")
    assert page.get_by_label("Subject").input_value() == "Geography"
    page.get_by_label("Subject").fill("")
    page.keyboard.press("Control+s")
    saved(page)
    assert "subject" not in site.get(f"/api/lessons/{made['id']}")["text"]


def test_only_who_made_a_lesson_edits_it(site: Server, page: Any, faults: Any) -> None:
    faults.allow("404")
    page.goto(f"{site.url}/lessons/photosynthesis/edit")
    page.get_by_role("heading", name="It could not be opened").wait_for()
    check_axe(page)
    page.get_by_role("link", name="All lessons").last.click()
    page.get_by_role("heading", name="Lessons", level=1).wait_for()
    gone = page.goto(f"{site.url}/lessons/own-ffffffffffffffff/edit")
    assert gone.status == 404
    page.get_by_role("heading", name="There is no such page").wait_for()


def test_from_the_lesson_in_the_chat_it_is_edited_and_back(site: Server, page: Any) -> None:
    made = make_lesson(site, "# Currents\n\nWarm water flows north.")
    page.goto(f"{site.url}/?lesson={made['id']}")
    page.get_by_role("navigation", name="Lessons").get_by_role("link", name="Currents").first.wait_for()
    page.get_by_role("link", name="Edit this lesson").click()
    field = page.get_by_label("Text of the lesson, in Markdown")
    field.wait_for()
    field.press("Control+End")
    field.press_sequentially(" Cold water sinks.")
    page.get_by_role("link", name="Open in chat").click()
    page.wait_for_url("**/?lesson=own-*")
    page.get_by_role("article").get_by_text("Cold water sinks.").wait_for()
    page.go_back()
    page.locator("#tools summary").press("Enter")
    check_axe(page)
    page.get_by_role("link", name="Make a course").press("Enter")
    page.wait_for_url("**/courses/new?lesson=own-*")
    page.goto(f"{site.url}/?lesson=photosynthesis")
    page.get_by_role("article").get_by_text("Plants make their own food").wait_for()
    assert page.get_by_role("link", name="Edit this lesson").count() == 0
