"""Two people edit one storyboard, and one prompt, in two browsers at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, check_axe
from tests.server import Server

pytestmark = pytest.mark.slow

OpenPage = Callable[..., Page]


def begun(page: Page, site: Server, tab: str) -> str:
    """Begin to edit with others; the link."""
    panel = page.locator(f"#{tab}")
    panel.get_by_role("button", name="Edit with others").click()
    link = page.get_by_label("Link").input_value()
    page.keyboard.press("Escape")
    assert re.fullmatch(rf"{site.url}/studio\?draft=dra-[0-9a-f]{{32}}#{tab}", link)
    return link


def board(page: Page, site: Server) -> str:
    page.goto(f"{site.url}/studio#storyboard")
    page.get_by_role("button", name="See an example").click()
    expect(page.get_by_label("Title", exact=True).first).to_be_visible(timeout=90_000)
    return begun(page, site, "storyboard")


def test_what_two_write_in_one_storyboard_is_seen_by_both_within_a_second(
    page: Page, site: Server, open_page: OpenPage
) -> None:
    link = board(page, site)
    other = open_page()
    other.goto(link)
    expect(other.get_by_label("Title", exact=True).first).to_have_value(
        page.get_by_label("Title", exact=True).first.input_value()
    )
    expect(page.locator("#storyboard .person")).to_have_count(2)
    narration = other.get_by_label("Narration", exact=True)
    narration.focus()
    page.get_by_label("Title", exact=True).first.fill("Seen by both")
    began = time.monotonic()
    expect(other.get_by_label("Title", exact=True).first).to_have_value("Seen by both", timeout=3000)
    assert time.monotonic() - began < 3.0
    expect(narration).to_be_focused()
    narration.fill("And this is said.")
    expect(page.get_by_label("Narration", exact=True)).to_have_value("And this is said.", timeout=3000)
    expect(page.locator("#storyboard .caret-name")).to_have_count(1)
    check_axe(page)


def test_both_type_at_once_in_different_words_and_nothing_is_lost(
    page: Page, site: Server, open_page: OpenPage
) -> None:
    page.goto(f"{site.url}/studio#create")
    page.get_by_label("Prompt", exact=True).fill("A film about the moon and the tides.")
    other = open_page()
    other.goto(begun(page, site, "create"))
    theirs, mine = other.get_by_label("Prompt", exact=True), page.get_by_label("Prompt", exact=True)
    expect(theirs).to_have_value("A film about the moon and the tides.")
    mine.evaluate("field => { field.focus(); field.setSelectionRange(2, 2); }")
    theirs.evaluate("field => { field.focus(); field.setSelectionRange(field.value.length, field.value.length); }")
    for one, another in zip("short and quiet ", " For the eighth!", strict=True):
        page.keyboard.type(one)
        other.keyboard.type(another)
    wanted = "A short and quiet film about the moon and the tides. For the eighth!"
    for field in (mine, theirs):
        expect(field).to_have_value(wanted, timeout=5000)
    page.locator("#create").get_by_role("button", name="Undo my change").click()
    expect(theirs).not_to_have_value(wanted)
    assert theirs.input_value().endswith("the tides. For the eighth!")


def test_the_history_leads_back_and_a_server_that_comes_again_is_gone_on_with(
    page: Page, site: Server, open_page: OpenPage
) -> None:
    board(page, site)
    title = page.get_by_label("Title", exact=True).first
    before = title.input_value()
    title.fill("Something else")
    expect(page.locator("#storyboard .together-tools")).to_be_visible()
    time.sleep(1.0)
    page.locator("#storyboard").get_by_role("button", name="History").click()
    page.get_by_role("button", name="Go back to this").last.click()
    page.get_by_role("button", name="Go back", exact=True).click()
    expect(title).to_have_value(before, timeout=5000)
    page.set_viewport_size(PHONE)
    check_axe(page)
    page.locator("#storyboard").get_by_role("button", name="Leave").click()
    expect(page).to_have_url(f"{site.url}/studio#storyboard")
