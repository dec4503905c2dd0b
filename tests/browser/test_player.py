"""The player as people use it: with a mouse, with keys alone, on a phone, and as a screen reader finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ..server import Server
from .conftest import PHONE, check_axe

HEAR = """
window.heard = [];
for (const name of ["ready", "progress", "complete", "quiz-answer", "remix", "retry", "failed"])
  document.addEventListener(name, (event) => window.heard.push([name, event.detail]));
"""
Open = Callable[..., Any]
pytestmark = pytest.mark.slow


@pytest.fixture
def watch(open_page: Open, site: Server, film: Any) -> Open:
    """Opens the film's page, in a browser that has never seen a player."""

    def open_(path: str = "/watch/{}", **options: Any) -> Any:
        page = open_page(**options)
        page.add_init_script(HEAR)
        page.goto(site.url + path.format(film["videoId"]))
        page.wait_for_function("() => document.querySelector('lesson-video').video?.readyState >= 1")
        return page

    return open_


def within(what: str) -> str:
    """A script's value of the page's player `p`; `v` is its video, `s` its shadow root."""
    return f"""() => {{
      const p = document.querySelector('lesson-video'), v = p.video, s = p.shadowRoot;
      return {what};
    }}"""


def of(page: Any, what: str) -> Any:
    """The value of this of the page's player."""
    return page.evaluate(within(what))


def until(page: Any, true: str, *, seconds: float = 90) -> None:
    """Wait until this holds of the page's player."""
    page.wait_for_function(within(true), timeout=seconds * 1000)


def go(page: Any, seconds: float) -> None:
    """Move the film to that moment, and wait until it is there."""
    of(page, f"void (v.currentTime = {seconds})")
    until(page, "!v.seeking")


def heard(page: Any, name: str) -> list[Any]:
    """The details of the events of that name so far."""
    return [detail for event, detail in page.evaluate("window.heard") if event == name]


def test_a_film_plays_with_sound_and_captions_and_tells_its_page(watch: Open) -> None:
    page = watch()
    check_axe(page)
    assert heard(page, "ready")[0]["duration"] > 5
    page.get_by_role("button", name="Settings").click()
    check_axe(page)
    page.get_by_text("Pause for questions").click()
    page.get_by_text("Large", exact=True).click()
    assert page.get_by_role("link", name="Transcript").get_attribute("href").endswith(".txt?download=1")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "v.currentTime > 1")
    assert of(page, "v.webkitAudioDecodedByteCount") > 0
    assert of(page, "s.querySelector('.captions').innerText").startswith("Some numbers are even.")
    page.get_by_role("button", name="Captions", exact=True).click()
    assert of(page, "s.querySelector('.captions').innerText") == ""
    page.get_by_role("button", name="Captions", exact=True).click()
    page.get_by_role("button", name="Settings").click()
    page.get_by_text("2×", exact=True).click()
    assert of(page, "v.playbackRate") == 2
    page.keyboard.press("Escape")
    of(page, "void (v.playbackRate = 0.5)")
    page.mouse.click(5, 5)
    until(page, "s.querySelector('.stage.asleep:not(.awake)') && !v.ended")
    of(page, "void (v.playbackRate = 2)")
    until(page, "v.ended && s.querySelector('.stage.awake')")
    (complete,) = heard(page, "complete")
    assert complete["watched"] > 0.9
    assert {detail["phase"] for detail in heard(page, "progress")} == {"watching"}
    page.reload()
    until(page, "v.readyState >= 1 && v.playbackRate === 2")
    assert page.get_by_role("button", name="Captions", exact=True).get_attribute("aria-pressed") == "true", (
        "what was chosen is kept"
    )


def test_everything_goes_by_keys_alone(watch: Open) -> None:
    page = watch()
    for _ in range(30):
        page.keyboard.press("Tab")
        if of(page, "s.activeElement?.getAttribute('aria-label')") == "Play":
            break
    page.keyboard.press("Enter")
    until(page, "!v.paused && v.currentTime > 0.2")
    page.keyboard.press("k")
    until(page, "v.paused")
    page.keyboard.press("Home")
    half = of(page, "v.duration") / 2
    for key, then in (("ArrowRight", 5), ("j", 0), ("l", 10), ("ArrowLeft", 5), ("5", half), ("0", 0)):
        page.keyboard.press(key)
        assert of(page, "v.currentTime") == pytest.approx(then, abs=0.3), key
    page.keyboard.press("m")
    assert of(page, "v.muted") is True
    page.keyboard.press("ArrowUp")
    assert of(page, "v.muted") is False
    page.keyboard.press("Shift+>")
    assert of(page, "v.playbackRate") == 1.25
    page.keyboard.press("Shift+<")
    page.keyboard.press("c")
    assert page.get_by_role("button", name="Captions", exact=True).get_attribute("aria-pressed") == "false"
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement?.tagName === 'LESSON-VIDEO'")
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement === null")
    page.get_by_role("button", name="Chapters; now").press("Enter")
    check_axe(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "v.currentTime > 2")
    assert of(page, "s.activeElement.part.contains('chapter')"), "the focus is where it came from"
    page.get_by_role("button", name="Remix").press("Enter")
    was = of(page, "[v.muted, v.playbackRate, document.fullscreenElement]")
    page.keyboard.type("make <it> 5 times jolly, kmf")
    assert of(page, "[v.muted, v.playbackRate, document.fullscreenElement]") == was, "who types is left alone"
    assert of(page, "s.activeElement.value") == "make <it> 5 times jolly, kmf"


def test_a_question_stops_the_film_and_can_be_answered(watch: Open) -> None:
    page = watch()
    quiz = page.evaluate("fetch(document.querySelector('lesson-video').getAttribute('details')).then((a) => a.json())")
    at, resume = quiz["quizzes"][0]["at"], quiz["quizzes"][0]["resume"]
    page.get_by_role("button", name="Play", exact=True).click()
    go(page, at - 0.6)
    page.get_by_role("group", name="Which number is even?").wait_for()
    assert of(page, "v.paused")
    assert abs(of(page, "v.currentTime") - at) < 0.3
    check_axe(page)
    page.keyboard.press("3")
    page.get_by_text("Not quite: it is “Eight”.").wait_for()
    assert page.get_by_text("Eight is four pairs.").is_visible()
    check_axe(page)
    (answer,) = heard(page, "quiz-answer")
    assert (answer["chosen"], answer["answer"], answer["correct"]) == (2, 1, False)
    page.keyboard.press("Enter")
    until(page, f"!v.paused && v.currentTime >= {resume}")
    go(page, at - 0.3)
    until(page, f"v.currentTime > {at} + 0.3")
    assert page.get_by_role("group", name="Which number is even?").count() == 0, "nobody is asked twice"
    page.reload()
    until(page, "v.readyState >= 1")
    page.get_by_role("button", name="Play", exact=True).click()
    go(page, at - 0.6)
    page.get_by_role("button", name="Eight", exact=True).click()
    page.get_by_text("That's right.").wait_for()
    assert heard(page, "quiz-answer")[0]["correct"] is True


def test_the_bar_shows_chapters_questions_and_what_is_there(watch: Open) -> None:
    page = watch()
    until(page, "s.querySelectorAll('.rail i').length === 3 && s.querySelectorAll('.dots i').length === 1")
    box = page.locator(".seek").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    until(page, "!s.querySelector('.peek').hidden && s.querySelector('.peek div').style.background.includes('.jpg')")
    assert "Takeaways" in of(page, "s.querySelector('.peek').innerText")
    picture = page.locator(".peek div").bounding_box()
    assert picture["width"] > 60
    sheet = of(page, "s.querySelector('.peek div').style.backgroundImage.slice(5, -2)")
    assert page.request.get(sheet).headers["content-type"] == "image/jpeg"
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    assert abs(of(page, "v.currentTime / v.duration") - 0.5) < 0.03


def test_the_transcript_follows_the_voice_and_leads_it(watch: Open) -> None:
    page = watch()
    page.get_by_role("region", name="Transcript").wait_for()
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "s.querySelector('.line[aria-current] .now')?.innerText === 'numbers'")
    line = page.get_by_role("button", name="Remember these three.")
    line.click()
    until(page, "s.querySelector('.line[aria-current]').innerText.includes('Remember')")
    assert of(page, "!v.paused")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(page, "s.querySelector('.line .now')?.closest('.line').innerText.includes('They come in pairs.')")
    check_axe(page)
    page.get_by_role("button", name="Transcript").click()
    assert page.get_by_role("region", name="Transcript").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark")])
def test_on_a_phone(watch: Open, film: Any, scheme: str, width: int) -> None:
    size = {"width": width, "height": PHONE["height"]}
    page = watch(viewport=size, color_scheme=scheme, has_touch=True, is_mobile=True)
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.locator("lesson-video").evaluate(
        """(player) => [...player.shadowRoot.querySelectorAll("button, a")].filter((each) => {
             const box = each.getBoundingClientRect();
             return box.width && (box.width < 44 || box.height < 43.5);
           }).map((each) => each.outerHTML)"""
    )
    assert small == []
    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_role("group", name="Which number is even?").wait_for()
    check_axe(page)
    page.get_by_role("button", name="Skip").click()
    until(page, "!v.paused")
    page.get_by_role("button", name="Settings").click()
    page.get_by_text("0.5×", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_calm_for_those_who_want_it_and_large_for_those_who_need_it(watch: Open) -> None:
    page = watch(reduced_motion="reduce", viewport={"width": 640, "height": 700})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "v.currentTime > 0.5")
    page.get_by_role("button", name="Settings").click()
    assert of(page, "s.getAnimations().length") == 0
    cut = of(
        page,
        """[...s.querySelectorAll(".button, .tool, .pick label")].filter((each) => each.offsetWidth &&
           (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)).length""",
    )
    assert cut == 0


def test_a_screen_reader_finds_names_and_order(watch: Open) -> None:
    page = watch()
    tree = page.locator("lesson-video").aria_snapshot()
    names = [
        "Video: Even numbers", "Position in the video", 'button "Play"', "Mute", "Volume", "Captions", "Settings",
        "Full screen",  'button "Transcript"', "Remix", 'region "Transcript"',
    ]  # fmt: skip
    places = [tree.find(name) for name in names]
    assert -1 not in places, tree
    assert places == sorted(places), tree
    told = page.get_by_label("Position in the video").get_attribute("aria-valuetext")
    assert told.startswith("0 seconds of ")
