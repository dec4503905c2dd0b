"""Two people edit one storyboard, and one prompt, in two browsers at once."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, check_axe, fits
from tests.server import Server

pytestmark = pytest.mark.slow

OpenPage = Callable[..., Page]
SHARED = "All changes are shared."
SOON = 3000
"""Milliseconds: a second, and what a busy machine adds to it."""
AWAY = "WebSocket|net::ERR_|can't be reached"


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Server]:
    """A server that may be killed."""
    with Server(tmp_path) as server:
        yield server


def patient(page: Page) -> Page:
    """A page of a server that has only just been started."""
    page.set_default_timeout(120_000)
    return page


def prompt_of_two(page: Page, site: Server, open_page: OpenPage, text: str) -> tuple[Page, Any, Any]:
    """The other's page, and the field of the prompt in each."""
    patient(page).goto(f"{site.url}/studio#create")
    page.get_by_label("Prompt", exact=True).fill(text)
    other = patient(open_page())
    other.goto(begun(page, site, "create"))
    mine, theirs = page.get_by_label("Prompt", exact=True), other.get_by_label("Prompt", exact=True)
    expect(theirs).to_have_value(text, timeout=60_000)
    for each in (page, other):
        expect(each.locator("#create .person")).to_have_count(2, timeout=60_000)
    return other, mine, theirs


def put_behind(field: Any, text: str) -> None:
    field.evaluate("field => { field.focus(); field.setSelectionRange(field.value.length, field.value.length); }")
    field.press_sequentially(text)


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
        page.get_by_label("Title", exact=True).first.input_value(), timeout=90_000
    )
    expect(page.locator("#storyboard .person")).to_have_count(2, timeout=60_000)
    narration = other.get_by_label("Narration", exact=True)
    narration.focus()
    page.get_by_label("Title", exact=True).first.fill("Seen by both")
    began = time.monotonic()
    expect(other.get_by_label("Title", exact=True).first).to_have_value("Seen by both", timeout=SOON)
    assert time.monotonic() - began < 3.0
    expect(narration).to_be_focused()
    narration.fill("And this is said.")
    expect(page.get_by_label("Narration", exact=True)).to_have_value("And this is said.", timeout=SOON)
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
        expect(field).to_have_value(wanted, timeout=60_000)
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
    expect(title).to_have_value(before, timeout=60_000)
    page.set_viewport_size(PHONE)
    check_axe(page)
    page.locator("#storyboard").get_by_role("button", name="Leave").click()
    expect(page).to_have_url(f"{site.url}/studio#storyboard")


def test_what_is_too_long_is_refused_kindly_and_nobody_misses_what_the_other_writes(
    page: Page, site: Server, open_page: OpenPage
) -> None:
    _, mine, theirs = prompt_of_two(page, site, open_page, "The moon.")
    long = "The moon. " + "So long. " * 7000
    mine.fill(long)
    notice = page.get_by_role("alert").filter(has_text="Your last change is not shared")
    notice.get_by_text("at most 60,000 are kept").wait_for()
    check_axe(page)
    theirs.fill("Look! The moon.")
    expect(mine).to_have_value(f"Look! {long}", timeout=60_000)
    expect(notice).to_be_visible()
    mine.fill("Look! The moon is far.")
    expect(theirs).to_have_value("Look! The moon is far.", timeout=60_000)
    expect(notice).to_have_count(0)
    theirs.fill("Look! The moon is far away.")
    expect(mine).to_have_value("Look! The moon is far away.", timeout=60_000)


def test_json_that_is_half_written_is_not_written_over(page: Page, site: Server, open_page: OpenPage) -> None:
    link = board(page, site)
    other = open_page()
    other.goto(link)
    title = other.get_by_label("Title", exact=True).first
    expect(title).to_be_visible(timeout=90_000)
    page.get_by_role("group", name="What is edited").get_by_label("JSON").check()
    area = page.get_by_label("Storyboard in JSON")
    whole = json.loads(area.input_value())
    half = json.dumps({**whole, "theme": "chalkboard"})[:-1]
    area.fill(half)
    page.get_by_text("can't be read as JSON").wait_for()
    title.fill("Meanwhile")
    expect(other.locator("#storyboard .together-state:visible")).to_have_text(SHARED, timeout=60_000)
    assert area.input_value() == half
    area.fill(half + "}")
    expect(area).to_have_value(re.compile("Meanwhile"), timeout=60_000)
    assert json.loads(area.input_value())["theme"] == "chalkboard"


def test_a_server_that_is_killed_loses_and_doubles_nothing_of_what_two_write(
    page: Page, mortal: Server, open_page: OpenPage, faults: Any
) -> None:
    faults.allow(AWAY)
    other, mine, theirs = prompt_of_two(page, mortal, open_page, "The moon and the tides.")
    said = ["The", "moon", "and", "the", "tides."]
    for round_ in range(3):
        put_behind(mine, f" mine{round_}")
        put_behind(theirs, f" theirs{round_}")
        for each in (page, other):
            expect(each.locator("#create .together-state:visible")).to_have_text(SHARED, timeout=60_000)
        shared = f"{mine.input_value()} {theirs.input_value()}"
        mortal.kill()
        for each in (page, other):
            each.get_by_text("The connection is lost.").wait_for()
        kept = mortal.rows("SELECT document FROM shared_drafts")[0]["document"]
        assert set(shared.split()) <= set(json.loads(kept)["prompt"].split()), "what is called shared is kept"
        put_behind(mine, f" alone{round_}")
        theirs.evaluate("field => { field.focus(); field.setSelectionRange(0, 0); }")
        theirs.press_sequentially(f"apart{round_} ")
        said += [f"mine{round_}", f"theirs{round_}", f"alone{round_}", f"apart{round_}"]
        mortal.start()
        expect(theirs).to_have_value(re.compile(f"alone{round_}"), timeout=60_000)
        expect(mine).to_have_value(re.compile(f"apart{round_}"), timeout=60_000)
        expect(mine).to_have_value(theirs.input_value(), timeout=60_000)
        assert sorted(mine.input_value().split()) == sorted(said)
        for each in (page, other):
            expect(each.locator("#create .person")).to_have_count(2, timeout=60_000)
    page.locator("#create").get_by_role("button", name="Undo my change").click()
    expect(theirs).not_to_have_value(re.compile("alone2"), timeout=60_000)
    assert "apart2" in theirs.input_value(), "who comes again is still the author of their words, and of theirs alone"


def test_two_write_one_brief_each_in_their_fields_and_what_one_takes_back_leaves_the_other(
    page: Page, site: Server, open_page: OpenPage
) -> None:
    page.goto(f"{site.url}/studio#create")
    page.get_by_role("radio", name="A brief").check()
    page.get_by_label("Title", exact=True).fill("The tides")
    page.get_by_label("What is said").fill("The moon pulls the sea.")
    other = open_page(viewport=PHONE)
    other.goto(begun(page, site, "create"))
    expect(other.get_by_role("radio", name="A brief")).to_be_checked(timeout=60_000)
    expect(other.get_by_label("Title", exact=True)).to_have_value("The tides", timeout=60_000)
    for each in (page, other):
        expect(each.locator("#create .person")).to_have_count(2, timeout=60_000)
    page.get_by_label("Title", exact=True).fill("Why the sea rises")
    other.get_by_label("What is said").fill("The moon pulls the sea. It rises twice a day.")
    other.get_by_label("Takeaway 2").fill("Twice a day.")
    expect(page.locator("#create .person").filter(has_text="You")).to_have_count(1)
    for each in (page, other):
        expect(each.get_by_label("Title", exact=True)).to_have_value("Why the sea rises", timeout=SOON)
        expect(each.get_by_label("What is said")).to_have_value(
            "The moon pulls the sea. It rises twice a day.", timeout=SOON
        )
        expect(each.get_by_label("Takeaway 2")).to_have_value("Twice a day.", timeout=SOON)
        check_axe(each)
    page.locator("#create").get_by_role("button", name="Undo my change").click()
    expect(other.get_by_label("Title", exact=True)).to_have_value("The tides", timeout=SOON)
    expect(other.get_by_label("What is said")).to_have_value("The moon pulls the sea. It rises twice a day.")
    other.locator("#create").get_by_role("button", name="History").press("Enter")
    other.get_by_role("button", name="Go back to this").last.press("Enter")
    other.get_by_role("button", name="Go back", exact=True).press("Enter")
    for each in (page, other):
        expect(each.get_by_label("What is said")).to_have_value("The moon pulls the sea.", timeout=SOON)
        expect(each.get_by_label("Takeaway 2")).to_have_value("")
    assert fits(other)
