"""A film in several languages as one: the menu of the player, and the dialog in which further ones are ordered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ..server import Server
from ..translations.by_hand import FILM, HandTranslator
from ..upstream import Scenario, Upstream
from .conftest import PHONE, check_axe, make_film

Open = Callable[..., Any]
pytestmark = pytest.mark.slow

SCENES = FILM["board"]["scenes"]
BOARD = {**FILM["board"], "scenes": [SCENES[0], SCENES[1], SCENES[5]]}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a language model that can translate one film."""
    upstream = Upstream(Scenario(replies=(HandTranslator(),)))
    with upstream, Server(tmp_path_factory.mktemp("school"), openai_base_url=upstream.url) as server:
        yield server


@pytest.fixture(scope="module")
def film(school: Server) -> Any:
    """The reply of a film in English, Spanish and Arabic."""
    made = make_film(school, BOARD, 240)
    path = f"/api/videos/{made['videoId']}/translations"
    placed = school.post(path, {"languages": ["es", "ar"]})["translations"]
    for each in placed:
        school.wait(f"/api/videos/{each['videoId']}", 240)
    return school.get(f"/api/videos/{made['videoId']}")


def opened(open_page: Open, school: Server, path: str, **options: Any) -> Any:
    page = open_page(**options)
    page.goto(school.url + path)
    page.wait_for_function("() => document.querySelector('lesson-video').video?.readyState >= 1")
    return page


def of(page: Any, what: str) -> Any:
    return page.evaluate(f"() => {{ const p = document.querySelector('lesson-video'), v = p.video; return {what}; }}")


def file_of(film: Any, language: str) -> str:
    return str(next(each["videoUrl"] for each in film["languages"] if each["language"] == language))


def plays(page: Any, film: Any, language: str) -> None:
    name = json.dumps(file_of(film, language))
    video = "document.querySelector('lesson-video').video"
    page.wait_for_function(f"() => {video}?.src.endsWith({name}) && {video}.readyState >= 1")


def starts(school: Server, film: Any, language: str) -> list[float]:
    details = next(each["detailsUrl"] for each in film["languages"] if each["language"] == language)
    found = school.get(details)
    return [*(chapter["start"] for chapter in found["chapters"]), found["duration"]]


def test_another_language_goes_on_at_the_same_place_by_keys_alone_and_is_remembered(
    open_page: Open, school: Server, film: Any
) -> None:
    page = opened(open_page, school, f"/watch/{film['videoId']}", viewport=PHONE)
    before, after = starts(school, film, "en"), starts(school, film, "es")
    at = before[1] + 0.5 * (before[2] - before[1])
    of(page, f"void (v.currentTime = {at}, v.playbackRate = 1.5)")
    page.get_by_role("button", name="Settings").click()
    page.get_by_text("1.5×").click()
    page.keyboard.press("Escape")
    button = page.get_by_role("button", name="Language: English")
    box = button.bounding_box()
    assert box["x"] + box["width"] <= PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    button.focus()
    page.keyboard.press("Enter")
    check_axe(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    plays(page, film, "es")
    page.wait_for_function("() => document.querySelector('lesson-video').video.currentTime > 1")
    assert of(page, "v.currentTime") == pytest.approx(after[1] + 0.5 * (after[2] - after[1]), abs=0.4)
    assert of(page, "v.playbackRate") == 1.5
    assert of(page, "p.shadowRoot.activeElement.getAttribute('aria-label')") == "ES, Language: Español"
    assert page.get_by_role("heading", level=1).inner_text() == "El ciclo del agua"
    assert page.locator(".watch-text .takeaways li").all_inner_texts() == [
        "El sol mueve el ciclo.", "El vapor forma nubes.", "La lluvia devuelve el agua.",
    ]  # fmt: skip
    check_axe(page)
    page.reload()
    plays(page, film, "es")


def test_a_film_that_plays_goes_on_playing_and_an_embed_has_the_menu_too(
    open_page: Open, school: Server, film: Any
) -> None:
    page = opened(open_page, school, f"/embed/{film['videoId']}")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("() => document.querySelector('lesson-video').video.currentTime > 0.5")
    page.get_by_role("button", name="Language: English").click()
    arabic = page.get_by_role("button", name="العربية")
    assert arabic.locator("[lang=ar]").get_attribute("dir") == "rtl"
    arabic.click()
    plays(page, film, "ar")
    page.wait_for_function("() => !document.querySelector('lesson-video').video.paused")
    check_axe(page)


def test_a_link_to_one_language_shows_that_one(open_page: Open, school: Server, film: Any) -> None:
    arabic = next(each for each in film["languages"] if each["language"] == "ar")
    page = opened(open_page, school, f"/watch/{arabic['videoId']}")
    plays(page, film, "ar")
    page.get_by_role("button", name="Language: العربية").click()
    page.get_by_role("button", name="English").first.click()
    plays(page, film, "en")


@pytest.mark.parametrize(
    ("language", "options"), [("Hindi", {"viewport": PHONE}), ("Japanese", {"color_scheme": "dark"})]
)
def test_further_languages_are_ordered_in_a_dialog_that_tells_how_far_they_are(
    open_page: Open, school: Server, language: str, options: dict[str, Any]
) -> None:
    made = make_film(school, {**BOARD, "scenes": [SCENES[0], SCENES[5]]}, 240)
    page = opened(open_page, school, f"/watch/{made['videoId']}", **options)
    page.get_by_role("button", name="Other languages…").click()
    dialog = page.get_by_role("dialog")
    page.get_by_label(language).check()
    check_axe(page)
    dialog.get_by_role("button", name="Make the film").click()
    dialog.get_by_role("heading", name="Ordered so far").wait_for()
    dialog.get_by_role("link", name=f"Watch in {language}").wait_for(timeout=240_000)
    assert page.get_by_label(language).is_disabled()
    check_axe(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Language: English").wait_for()
