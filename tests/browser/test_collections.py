"""Collections in the page: made, filled, put in order by keyboard and mouse, played in order, taken along."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from .conftest import PHONE, check_axe, fits, make_film
from .test_login import shot
from .test_offline import TRACKS

pytestmark = pytest.mark.slow

LOADED = "() => document.querySelector('lesson-video')?.video?.readyState >= 1"
PLAYING = "() => document.querySelector('lesson-video')?.video?.currentTime > 0"
Open = Callable[..., Any]


def board(title: str) -> dict[str, Any]:
    return {"title": title, "scenes": [{"type": "title", "title": title, "narration": f"{title} in one word."}]}


@pytest.fixture(scope="module")
def films(site: Server) -> list[str]:
    """Three short films, by their ids."""
    return [str(make_film(site, board(title))["videoId"]) for title in ("Light", "Leaves", "Sugar")]


@pytest.fixture
def collection(site: Server, films: list[str]) -> str:
    """A collection of the three and a lesson."""
    made = str(site.post("/api/collections", {"title": "Photosynthesis", "description": "For Tuesday."})["id"])
    for film in films:
        site.post(f"/api/collections/{made}/items", {"video": film})
    site.post(f"/api/collections/{made}/items", {"lesson": site.get("/api/lessons")["lessons"][0]["id"]})
    return made


def titles(page: Any) -> list[str]:
    return [str(text) for text in page.locator("#rows .row-title").all_text_contents()]


def test_somebody_makes_their_first_collection_from_a_film(page: Any, site: Server, films: list[str]) -> None:
    page.goto(f"{site.url}/watch/{films[0]}")
    page.get_by_role("button", name="Add to …").press("Enter")
    dialog = page.get_by_role("dialog", name="Add “Light” to …")
    field, new = dialog.get_by_label("Title"), dialog.get_by_role("button", name="New collection")
    field.or_(new).first.wait_for()
    if new.count():
        new.press("Enter")
    field.wait_for()
    assert field.evaluate("field => field === document.activeElement")
    field.fill("My first")
    field.press("Enter")
    box = dialog.get_by_role("checkbox", name="My first")
    box.wait_for()
    assert box.is_checked()
    check_axe(page)
    box.press("Space")
    dialog.get_by_text("It is no longer in My first.").wait_for(state="attached")
    box.press("Space")
    dialog.get_by_text("It is in My first now.").wait_for(state="attached")
    page.keyboard.press("Escape")
    assert page.get_by_role("button", name="Add to …").evaluate("button => button === document.activeElement")
    page.goto(f"{site.url}/collections")
    page.get_by_role("link", name="My first").click()
    page.get_by_role("heading", name="My first", level=1).wait_for()
    page.locator("#rows .row-title").wait_for()
    assert titles(page) == ["Light"]


def test_the_library_of_the_studio_has_the_button_too(page: Any, site: Server, films: list[str]) -> None:
    page.goto(f"{site.url}/studio#library")
    page.get_by_role("button", name="Add to a collection: Leaves").first.click()
    page.get_by_role("dialog", name="Add “Leaves” to …").wait_for()
    check_axe(page)


def test_rows_are_moved_by_keyboard_and_by_mouse(page: Any, site: Server, collection: str) -> None:
    page.goto(f"{site.url}/collections/{collection}")
    page.get_by_role("button", name="Edit").press("Enter")
    up = page.get_by_role("button", name="Move up: Sugar")
    up.press("Enter")
    up.press("Enter")
    page.get_by_text("Sugar is number 1 of 4 now.").wait_for(state="attached")
    assert titles(page)[:3] == ["Sugar", "Light", "Leaves"]
    assert page.get_by_role("button", name="Move up: Sugar").evaluate("it => it === document.activeElement")
    rows = page.locator("#rows .row")
    rows.nth(1).drag_to(rows.nth(2), target_position={"x": 100, "y": 90})
    page.get_by_text("Light is number 3 of 4 now.").wait_for(state="attached")
    check_axe(page)
    shot(page, "collection-edit")
    page.reload()
    page.locator("#rows .row-title").first.wait_for()
    assert titles(page)[:3] == ["Sugar", "Leaves", "Light"]


def test_a_title_is_changed_and_a_film_taken_out(page: Any, site: Server, collection: str) -> None:
    page.goto(f"{site.url}/collections/{collection}")
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Title").fill("<b>Green</b> & co")
    page.get_by_label("What it is for").fill("Line one\nLine two")
    page.get_by_role("button", name="Take as picture of the collection: Leaves").click()
    page.get_by_role("button", name="Take out: Leaves").press("Enter")
    page.get_by_text("Leaves is taken out.").wait_for(state="attached")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("heading", name="<b>Green</b> & co", level=1).wait_for()
    assert titles(page)[:2] == ["Light", "Sugar"]
    seen = site.get(f"/api/collections/{collection}")
    assert (seen["title"], seen["description"], seen["posterItem"]) == ("<b>Green</b> & co", "Line one\nLine two", None)


def test_films_are_played_one_after_the_other(page: Any, site: Server, collection: str) -> None:
    page.goto(f"{site.url}/collections/{collection}")
    heading = page.locator(".stage-title")
    page.get_by_text("1 of 3", exact=True).wait_for()
    page.get_by_role("button", name="Next").press("Enter")
    page.get_by_text("2 of 3", exact=True).wait_for()
    assert heading.text_content() == "Leaves"
    # At its end the next one begins by itself.
    page.wait_for_function(LOADED)
    page.evaluate(
        "(v => { v.currentTime = v.duration - 0.2; return v.play(); })(document.querySelector('lesson-video').video)"
    )
    page.get_by_text("3 of 3", exact=True).wait_for()
    page.wait_for_function(PLAYING)
    assert page.get_by_role("button", name="Next").get_attribute("aria-disabled") == "true"
    assert page.locator("#rows [aria-current]").text_content().find("Sugar") >= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_a_phone_and_can_be_heard(open_page: Open, site: Server, collection: str, scheme: str) -> None:
    page = open_page(viewport=PHONE, color_scheme=scheme)
    for path in ("/collections", f"/collections/{collection}", f"/embed/collections/{collection}"):
        page.goto(site.url + path)
        page.locator("#rows .row-title, .collection-card strong").first.wait_for()
        assert fits(page), path
        check_axe(page)
    page.goto(f"{site.url}/collections/{collection}")
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("button", name="Take out: Light").wait_for()
    assert fits(page)
    check_axe(page)


def test_what_is_not_there_is_said(page: Any, site: Server, faults: Any) -> None:
    faults.allow("404")
    page.goto(f"{site.url}/collections/col-none")
    page.get_by_role("heading", name="There is no such collection here").wait_for()
    check_axe(page)


def test_the_zip_plays_from_a_file(page: Any, site: Server, collection: str, tmp_path: Path) -> None:
    page.goto(f"{site.url}/collections/{collection}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download (zip)").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.name == "Photosynthesis.zip"
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
        papers = [name for name in archive.namelist() if name.endswith(".pdf")]
        assert len(papers) == 3
        assert all(archive.read(name).startswith(b"%PDF-") for name in papers)
    page.goto((tmp_path / "out" / "index.html").as_uri())
    page.wait_for_function(LOADED)
    assert page.evaluate(TRACKS)["tracks"][0] == ["captions", 1]
    page.get_by_role("link", name="Leaves 0:").click()
    page.wait_for_function(PLAYING)
    assert "Leaves" in page.evaluate("decodeURIComponent(document.querySelector('lesson-video').video.currentSrc)")
    check_axe(page)
    shot(page, "collection-offline")
    leaf = page.get_by_role("link", name="Hand-out (PDF) of Leaves")
    assert leaf.get_attribute("href") == "02%20Leaves.pdf"
    page.set_viewport_size(PHONE)
    assert fits(page)
    shot(page, "collection-offline-390")
    assert titles_offline(page)[:3] == ["Light", "Leaves", "Sugar"]


def titles_offline(page: Any) -> list[str]:
    return [text.split()[0] for text in page.locator("nav a span[dir]").all_text_contents()]


def test_a_lesson_becomes_a_course_by_keyboard(page: Any, open_page: Open, site: Server, faults: Any) -> None:
    page.goto(f"{site.url}/lessons")
    page.get_by_role("link", name="Make a course of Photosynthesis").first.press("Enter")
    page.get_by_text("Every section is in one of them.").wait_for()
    check_axe(page)
    page.get_by_role("button", name="Move up: Where it happens · Two stages").press("Enter")
    page.get_by_text("Where it happens · Two stages is film 1 of 3 now.").wait_for(state="attached")
    first = page.get_by_label("Title of film 1")
    first.fill("Where and how")
    page.get_by_role("checkbox").last.press("Space")
    page.get_by_text("Left out: What limits the rate").wait_for()
    page.get_by_label("Title of the course").fill("Short course")
    # An answer that is lost on its way is asked for again under the same key.
    keys: list[str] = []

    def lose(route: Any) -> Any:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) > 1:
            return route.continue_()
        route.fetch()
        return route.abort()

    faults.allow("course")
    page.route("**/course", lambda route: lose(route) if route.request.method == "POST" else route.continue_())
    page.get_by_role("button", name="Make these 2 films").press("Enter")
    page.get_by_role("alert").wait_for()
    page.get_by_role("button", name="Make these 2 films").press("Enter")
    page.get_by_role("heading", name="Short course", level=1).wait_for()
    page.get_by_text("0 of 2 films made, 2 to come").wait_for()
    assert titles(page) == ["Where and how", "Photosynthesis"]
    assert keys[0] == keys[1]
    assert [each["title"] for each in site.get("/api/collections")["collections"]].count("Short course") == 1
    check_axe(page)
    made = page.url.rpartition("/")[2]
    phone = open_page(viewport=PHONE, color_scheme="dark")
    phone.goto(f"{site.url}/courses/new?lesson=photosynthesis")
    phone.get_by_role("button", name="Make these 3 films").wait_for()
    assert fits(phone)
    check_axe(phone)
    for item in site.get(f"/api/collections/{made}")["items"]:
        site.post(f"/v1/videos/{item['target']}/cancel", {})
    page.get_by_role("button", name="Make it anew: Where and how").wait_for()
    check_axe(page)
    page.get_by_role("button", name="Make it anew: Where and how").press("Enter")
    page.get_by_text("0 of 2 films made, 1 to come").wait_for()
    site.post(f"/v1/videos/{site.get(f'/api/collections/{made}')['items'][0]['target']}/cancel", {})
