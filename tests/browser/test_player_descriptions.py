"""Descriptions in the player: by the film that speaks them, or by the browser's voice while the film waits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ..server import Server
from .conftest import QUIZ_BOARD, check_axe
from .test_player import go, of, until

Open = Callable[..., Any]
pytestmark = pytest.mark.slow

VOICE = """
window.told = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  speak(said) {
    const { text, lang } = said;
    window.told.push({ text, lang, at: document.querySelector("lesson-video").video.currentTime });
    said.onstart?.();
    window.finish = () => said.onend?.();
  },
  cancel() { window.cancelled = (window.cancelled || 0) + 1; },
} });
"""
TAKEAWAYS = "On the screen: Pairs make even, One left over is odd, Zero is even."


@pytest.fixture(scope="module")
def described(site: Server) -> Any:
    """The reply of a film with a described version."""
    order = {"prompt": json.dumps(QUIZ_BOARD), "model": "storyboard-1", "described": True}
    return site.wait(f"/api/videos/{site.post('/v1/videos', order)['id']}", 120)


@pytest.fixture
def watch(open_page: Open, site: Server) -> Open:
    """Opens a film in a browser whose voice only notes what it is told to say."""

    def open_(reply: Any) -> Any:
        page = open_page()
        page.add_init_script(VOICE)
        page.goto(f"{site.url}/watch/{reply['videoId']}")
        until(page, "v?.readyState >= 1 && s.querySelector('.line')")
        return page

    return open_


def test_the_described_film_takes_over_at_the_same_place_and_back(watch: Open, described: Any, site: Server) -> None:
    page = watch(described)
    details = site.get(described["detailsUrl"])
    first, second = details["pauses"]
    plain = of(page, "v.duration")
    last = details["sentences"][-1]["start"]
    go(page, last)
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Descriptions of what is shown").check()
    check_axe(page)
    until(page, "v.src.endsWith('.described.mp4') && v.readyState >= 1 && !v.seeking")
    assert of(page, "v.currentTime") == pytest.approx(last + first["seconds"], abs=0.1)
    assert of(page, "v.duration") == pytest.approx(plain + first["seconds"] + second["seconds"], abs=0.2)
    caption = "[...s.querySelector('track[kind=captions]').track.cues].at(-1)"
    assert of(page, f"{caption}.startTime") == pytest.approx(last + first["seconds"], abs=0.1)
    told = "[...s.querySelectorAll('.line .told')].map((line) => line.innerText)"
    assert of(page, told) == ["To choose from: Three, Eight, Fifteen.", TAKEAWAYS]
    assert page.get_by_role("link", name="Described video").get_attribute("href").endswith(".described.mp4?download=1")
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    until(page, "!v.src.endsWith('.described.mp4') && v.readyState >= 1 && !v.seeking")
    assert of(page, "v.currentTime") == pytest.approx(last, abs=0.1)
    assert of(page, f"{caption}.startTime") == pytest.approx(last, abs=0.1)
    assert of(page, told) == []
    page.keyboard.press("d")
    page.reload()
    until(page, "v?.src.endsWith('.described.mp4')"), "what was chosen is kept"
    until(page, f"s.querySelector('track[kind=captions]')?.track.cues?.length && {caption}.startTime > {last + 0.5}")
    assert page.evaluate("window.told") == []


def test_without_a_described_film_the_video_waits_while_a_voice_tells(watch: Open, film: Any, site: Server) -> None:
    page = watch(film)
    shown = site.get(film["detailsUrl"])["descriptions"][-1]
    page.locator("lesson-video").locator(".frame").focus()
    page.keyboard.press("d")
    go(page, shown["start"] - 0.4)
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "window.told.length === 1")
    (told,) = page.evaluate("window.told")
    assert (told["text"], told["lang"]) == (TAKEAWAYS, "en")
    assert told["at"] == pytest.approx(shown["start"], abs=0.3)
    assert of(page, "v.paused")
    assert of(page, "s.querySelector('.captions').innerText") == TAKEAWAYS
    check_axe(page)
    page.evaluate("window.finish()")
    until(page, "v.ended || !v.paused")
    until(page, "v.ended")
    assert len(page.evaluate("window.told")) == 1, "nothing is told twice"
    go(page, shown["start"] - 0.4)
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "window.told.length === 2")
    page.keyboard.press("k")
    until(page, "v.ended || !v.paused"), "a key goes on without hearing the end"
    page.keyboard.press("d")
    go(page, shown["start"] - 0.4)
    of(page, "void v.play()")
    until(page, "v.ended")
    assert len(page.evaluate("window.told")) == 2, "who turns them off hears none"
    kinds = of(page, "[...s.querySelectorAll('track')].map((track) => track.kind)")
    assert "descriptions" in kinds


def test_a_browser_without_a_voice_shows_the_text_and_goes_on(open_page: Open, film: Any, site: Server) -> None:
    page = open_page()
    page.add_init_script(
        "delete window.speechSynthesis; Object.defineProperty(window, 'speechSynthesis', {value: null})"
    )
    page.goto(f"{site.url}/watch/{film['videoId']}")
    until(page, "v?.readyState >= 1 && s.querySelector('.line')")
    page.locator("lesson-video").locator(".frame").focus()
    page.keyboard.press("d")
    go(page, site.get(film["detailsUrl"])["descriptions"][-1]["start"] - 0.3)
    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_role("status").get_by_text(TAKEAWAYS).wait_for(state="attached")
    assert of(page, "v.paused")
    until(page, "v.ended")
