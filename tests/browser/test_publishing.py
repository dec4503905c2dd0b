"""Publishing a film and making versions of it, on its own page."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.publishing.blotato_server import BlotatoServer

from ..server import Server
from .conftest import PHONE, QUIZ_BOARD, check_axe, fits, make_film
from .test_login import shot

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def blotato() -> Iterator[BlotatoServer]:
    with BlotatoServer() as running:
        yield running


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, blotato: BlotatoServer) -> Iterator[Server]:
    """A server that publishes."""
    with Server(tmp_path_factory.mktemp("desk"), **blotato.settings) as running:
        yield running


@pytest.fixture(scope="module")
def published(desk: Server) -> Any:
    """The reply of the film that is published."""
    return make_film(desk, QUIZ_BOARD)


def test_a_film_is_published_from_its_page_by_keyboard(
    open_page: Callable[..., Any], desk: Server, published: Any, blotato: BlotatoServer
) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{desk.url}/watch/{published['videoId']}")
    assert page.get_by_role("link", name="E-mail").get_attribute("href").startswith("mailto:?subject=Even%20numbers")
    shot(page, "watch-390")
    page.get_by_role("button", name="Publish…").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("X Biology 7b").focus()
    page.keyboard.press("Space")
    text = dialog.get_by_role("textbox", name="Text")
    assert text.input_value().startswith("Even numbers")
    text.fill("a" * 300)
    dialog.get_by_text("this one has 300").wait_for()
    assert dialog.get_by_text("300 of 280").is_visible()
    assert dialog.get_by_role("button", name="Publish now").is_disabled()
    text.fill("Pairs make even. https://school.example/very/long/address/of/a/page")
    dialog.get_by_text("40 of 280").wait_for()
    check_axe(page)
    shot(page, "publish-390")
    send = dialog.get_by_role("button", name="Publish now")
    page.wait_for_function("button => !button.disabled", arg=send.element_handle())
    send.focus()
    page.keyboard.press("Enter")
    dialog.get_by_role("link", name="Open it").wait_for(timeout=60_000)
    assert len(blotato.posts) == 1
    assert fits(page)


def test_what_will_be_changed_is_said_and_a_time_can_be_chosen_and_taken_back(
    open_page: Callable[..., Any], desk: Server, published: Any, blotato: BlotatoServer
) -> None:
    page = open_page()
    page.goto(f"{desk.url}/watch/{published['videoId']}")
    page.get_by_role("button", name="Publish…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("TikTok Riverside School").check()
    dialog.get_by_text("Choose who may see it on TikTok.").wait_for()
    dialog.get_by_role("combobox", name="Who may see it").select_option("SELF_ONLY")
    dialog.get_by_text("drawn anew in the shape 9:16").wait_for()
    shot(page, "publish-1280")
    dialog.get_by_label("TikTok Riverside School").uncheck()
    dialog.get_by_label("X Biology 7b").check()
    dialog.get_by_label("When").fill("2027-06-01T09:30")
    dialog.get_by_role("button", name="Schedule").click()
    dialog.get_by_text("Scheduled", exact=True).wait_for(timeout=60_000)
    check_axe(page)
    shot(page, "publications-1280")
    dialog.get_by_role("button", name="Cancel Biology 7b at X").click()
    page.get_by_role("button", name="Cancel it").click()
    dialog.get_by_text("Cancelled", exact=True).wait_for()
    assert blotato.schedules == {}


def test_a_version_with_captions_is_ordered_from_the_page(
    open_page: Callable[..., Any], desk: Server, published: Any
) -> None:
    page = open_page()
    page.goto(f"{desk.url}/watch/{published['videoId']}")
    page.get_by_role("button", name="With captions in the picture").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Shape").select_option("9:16")
    check_axe(page)
    shot(page, "version-1280")
    dialog.get_by_role("button", name="Make it").click()
    page.wait_for_url(lambda url: "/watch/" in url and published["videoId"] not in url)
    made = page.url.rpartition("/")[2].partition("?")[0]
    reply = desk.wait(f"/api/videos/{made}", 120)
    assert (reply["size"], reply["captionsUrl"]) == ("720x1280", None)
    # The page loads itself anew when its film is there: a browser that is closed in the middle of that may never end.
    page.locator("lesson-video[src]").wait_for()
    page.wait_for_load_state()


def test_without_a_service_it_is_said_kindly(open_page: Callable[..., Any], site: Server, film: Any) -> None:
    page = open_page()
    page.goto(f"{site.url}/watch/{film['videoId']}")
    page.get_by_role("button", name="Publish…").click()
    page.get_by_text("Publishing is not set up on this server.").wait_for()


def publish(desk: Server, film: Any, account: str, **more: Any) -> str:
    body = {"posts": [{"account": account, "text": "Pairs make even."}], **more}
    (row,) = desk.post(f"/api/videos/{film['videoId']}/publish", body)["publications"]
    return str(row["id"])


def reached(desk: Server, id_: str, state: str) -> None:
    desk.until_true(lambda: desk.get(f"/api/publications/{id_}")["state"] == state, 60)


def change(desk: Server, id_: str, **values: str | None) -> None:
    """What takes a service hours to come to."""
    with closing(sqlite3.connect(desk.folder / "model7.db", timeout=30)) as database, database:
        for name, value in values.items():
            database.execute(f"update publications set {name} = ? where id = ?", (value, id_))


@pytest.fixture
def shelf(tmp_path_factory: pytest.TempPathFactory, blotato: BlotatoServer) -> Iterator[Server]:
    """A server with one publication of each kind."""
    with Server(tmp_path_factory.mktemp("shelf"), **blotato.settings) as server:
        film = make_film(server, QUIZ_BOARD)
        rows = [publish(server, film, "11"), publish(server, film, "11"), publish(server, film, "15")]
        for row in rows:
            reached(server, row, "published")
        change(
            server, rows[1], state="failed", url=None, error="The text is the same as before.", error_code="rejected"
        )
        unsure = "It was handed to Blotato, and nobody can tell whether it was taken: the answer was lost."
        change(server, rows[2], state="unknown", url=None, error=unsure, error_code="publication_unknown")
        reached(server, publish(server, film, "11", at="2027-06-01T09:30"), "scheduled")
        yield server


def test_all_publications_stand_on_one_page_with_what_can_be_done(
    open_page: Callable[..., Any], shelf: Server, blotato: BlotatoServer
) -> None:
    page = open_page()
    page.goto(f"{shelf.url}/publications")
    page.get_by_role("heading", name="Needs a look (2)").wait_for()
    shot(page, "publications-page-1280")
    check_axe(page)
    page.set_viewport_size(PHONE)
    assert fits(page)
    shot(page, "publications-page-390")
    needs = page.get_by_role("region", name="Needs a look (2)")
    assert needs.get_by_text("nobody can tell whether it was taken").is_visible()
    assert needs.get_by_text("Look at the account first.").is_visible()
    assert needs.get_by_text("Change what it says, then publish the film again").is_visible()
    link = page.get_by_role("link", name="Open it: Biology 7b at X: Even numbers")
    assert link.get_attribute("href").startswith("https://social.example/")
    page.get_by_role("button", name="Cancel Biology 7b at X: Even numbers").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Cancel it").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Cancelled (1)").wait_for()
    assert blotato.schedules == {}
    needs.get_by_role("button", name="Take off the list: Riverside at Bluesky: Even numbers").click()
    page.get_by_role("heading", name="Needs a look (1)").wait_for()
    needs = page.get_by_role("region", name="Needs a look (1)")
    needs.get_by_role("link", name="Publish it again").click()
    page.wait_for_url("**/watch/*#publish")
    page.get_by_role("dialog").get_by_text("Where", exact=True).wait_for()


def test_a_page_without_publications_says_how_to_begin(open_page: Callable[..., Any], site: Server) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{site.url}/publications")
    page.get_by_role("heading", name="Nothing published yet").wait_for()
    check_axe(page)
