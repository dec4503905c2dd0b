"""Owners say on the pages who may watch: by name, by a link, for a time; whoever it is meant for then can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from .conftest import PHONE, check_axe, fits, playwright_api
from .test_login import log_in, make_account, shot

pytestmark = pytest.mark.slow

Open = Callable[..., Any]
_CALL = """([path, options]) => import("/static/api.js").then(({ call }) => call(path, options))"""
_BOARD = '{"title": "Even numbers", "scenes": [{"type": "title", "title": "Even", "narration": "Some are even."}]}'
_SHEET = "navigator.share = async (what) => { window.sent = what; };"
"""A browser whose system has a sheet to send addresses with: a headless one has none."""


def school_with(access: str, folder: Path) -> Server:
    return Server(folder, accounts="invited", video_access=access)


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server where only those may watch who are named."""
    with school_with("private", tmp_path_factory.mktemp("private")) as server:
        for name in ("Ada Lovelace", "Grace"):
            make_account(server, name)
        yield server


@pytest.fixture(scope="module")
def by_link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server where whoever has the link may watch."""
    with school_with("link", tmp_path_factory.mktemp("link")) as server:
        make_account(server, "Ada Lovelace")
        yield server


def film_of(page: Any, site: Server) -> str:
    """The id of a finished film of whoever is logged in on the page."""
    log_in(page, site)
    page.wait_for_url("**/studio")
    made = page.evaluate(_CALL, ["v1/videos", {"method": "POST", "json": {"prompt": _BOARD, "model": "storyboard-1"}}])
    page.wait_for_function(
        """async (id) => (await (await fetch(`/v1/videos/${id}`)).json()).status === "completed" """,
        arg=made["id"], timeout=90_000,
    )  # fmt: skip
    return str(made["id"])


def test_a_private_video_is_shared_by_name_from_the_library_with_the_keyboard(
    private: Server, open_page: Open, faults: Any
) -> None:
    faults.allow("400|404")
    page = open_page()
    video = film_of(page, private)
    page.goto(f"{private.url}/studio#library")
    page.get_by_role("button", name="Share Even numbers").press("Enter")
    dialog = page.get_by_role("dialog", name="Share “Even numbers”")
    field = dialog.get_by_label("Add somebody")
    field.fill("Nobody At All")
    field.press("Enter")
    dialog.get_by_role("alert").get_by_text("Nobody here is called 'Nobody At All'").wait_for()
    assert field.evaluate("field => field === document.activeElement")
    field.fill(" grace ")
    field.press("Enter")
    dialog.get_by_role("button", name="Take out Grace").wait_for()
    assert field.input_value() == ""
    check_axe(page)
    shot(page, "share-private")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Share Even numbers"

    grace = open_page(viewport=PHONE, color_scheme="dark")
    log_in(grace, private, f"/watch/{video}", name="Grace")
    grace.get_by_role("heading", name="Even numbers", level=1).wait_for()
    assert grace.get_by_role("button", name="Share with people").count() == 0, "it is not hers to share"

    page.get_by_role("button", name="Share Even numbers").press("Enter")
    dialog.get_by_role("button", name="Take out Grace").press("Enter")
    dialog.get_by_role("button", name="Take out Grace").wait_for(state="detached")
    grace.reload()
    grace.get_by_role("heading", name="There is no such video").wait_for()


def test_a_link_for_guests_is_made_followed_and_ended_on_a_phone(private: Server, open_page: Open, faults: Any) -> None:
    faults.allow("404|401")
    page = open_page(viewport=PHONE, color_scheme="dark")
    page.add_init_script(_SHEET)
    video = film_of(page, private)
    page.goto(f"{private.url}/watch/{video}")
    page.get_by_role("button", name="Share with people").click()
    dialog = page.get_by_role("dialog", name="Share “Even numbers”")
    dialog.get_by_label("A new link").select_option("For a week")
    dialog.get_by_role("button", name="Make a link").press("Enter")
    copy = dialog.get_by_role("button", name="Copy the link that works until")
    copy.wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Copy", "the keyboard is where one goes on"
    check_axe(page)
    assert fits(page)
    shot(page, "share-guest-phone")
    dialog.get_by_role("button", name="Send").click()
    assert page.evaluate("window.sent") == {"title": "Even numbers", "url": f"{private.url}/watch/{video}"}

    links = page.evaluate(_CALL, ["api/guest-links", {}])["links"]
    assert [link["videoId"] for link in links] == [video]
    guest = open_page()
    guest.goto(links[0]["url"])
    guest.get_by_role("heading", name="Even numbers", level=1).wait_for()
    assert guest.get_by_role("button", name="Share with people").count() == 0
    dialog.get_by_role("button", name="End the link").press("Enter")
    copy.wait_for(state="detached")
    guest.goto(links[0]["url"])
    guest.get_by_role("heading", name="This link is over").wait_for()
    check_axe(guest)
    shot(guest, "over")


def test_a_renewed_link_ends_the_one_before(by_link: Server, open_page: Open, faults: Any) -> None:
    faults.allow("404")
    page = open_page()
    video = film_of(page, by_link)
    page.goto(f"{by_link.url}/watch/{video}")
    before = page.get_by_label("Link to this page").input_value()
    stranger = open_page()
    stranger.goto(before)
    stranger.get_by_role("heading", name="Even numbers", level=1).wait_for()
    page.get_by_role("button", name="Share with people").click()
    dialog = page.get_by_role("dialog", name="Share “Even numbers”")
    dialog.get_by_role("button", name="Make a new link").click()
    check_axe(page)
    page.get_by_role("dialog", name="Make a new link?").get_by_role("button", name="Make a new link").click()
    address = dialog.get_by_label("Its address")
    playwright_api.expect(address).not_to_have_value(before, timeout=60_000)
    shot(page, "share-link")
    after = address.input_value()
    stranger.reload()
    stranger.get_by_role("heading", name="There is no such video").wait_for()
    stranger.goto(after)
    stranger.get_by_role("heading", name="Even numbers", level=1).wait_for()
    page.keyboard.press("Escape")
    page.wait_for_url(after)


def test_a_conversation_is_shared_for_a_time(private: Server, open_page: Open) -> None:
    page = open_page()
    log_in(page, private, "/?lesson=react-hooks")
    page.wait_for_url("**/?lesson=react-hooks*")
    share = page.get_by_role("button", name="Share", exact=True)
    assert share.is_hidden(), "there is nothing to share yet"
    page.get_by_label("Your message").fill("What does useEffect do?")
    page.get_by_role("button", name="Send").click()
    page.locator(".sources").wait_for()
    share.press("Enter")
    dialog = page.get_by_role("dialog", name="Share this conversation")
    dialog.get_by_role("button", name="Make a link").press("Enter")
    dialog.get_by_role("button", name="Copy the link").wait_for()
    check_axe(page)
    shot(page, "share-chat")
    links = page.evaluate(_CALL, ["api/guest-links", {}])["links"]
    guest = open_page()
    guest.goto(next(link["url"] for link in links if link["conversationId"]))
    guest.locator(".mine", has_text="What does useEffect do?").wait_for()
    assert guest.get_by_role("button", name="Share", exact=True).count() == 0


def test_where_nobody_logs_in_there_is_the_address_alone(site: Server, film: Any, page: Any) -> None:
    page.goto(f"{site.url}/studio#library")
    page.get_by_role("button", name="Share Even numbers").first.click()
    dialog = page.get_by_role("dialog", name="Share “Even numbers”")
    assert "/watch/" in dialog.get_by_label("Its address").input_value()
    assert dialog.get_by_role("button").count() == 2, "to copy it, and to close"
    check_axe(page)
    shot(page, "share-nobody")
    page.goto(f"{site.url}/watch/{film['videoId']}")
    assert page.get_by_role("button", name="Share with people").count() == 0
    page.goto(site.url)
    assert page.get_by_role("button", name="Share", exact=True).count() == 0
