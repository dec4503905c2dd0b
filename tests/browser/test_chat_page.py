"""The lesson chat in a real browser: from the first page to a playing video, through whatever comes between."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from ..upstream import Fault, Scenario, Upstream
from ..upstream.scenario import error
from .conftest import DESKTOP, PHONE, Faults, check_axe

pytestmark = pytest.mark.slow

ASK = "Make a video about useState"
HELD = Scenario(render_seconds=math.inf, poll_after_ms=200)
"""An engine that takes the order and is not done with it before it is told to be."""
AWAY = r"ERR_(CONNECTION|EMPTY|INCOMPLETE)|net::|status of 50\d"
"""What a browser says of a server that was killed."""

_SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifts += shift.value;
  }).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream(HELD) as server:
        yield server


@pytest.fixture
def filmed(tmp_path: Path, upstream: Upstream) -> Iterator[Server]:
    """A server whose videos come from `upstream`."""
    with Server(tmp_path, video_engines="sora", sora_base_url=upstream.url, sora_api_key="key") as server:
        yield server


def ask(page: Any, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send").click()


def plays(page: Any) -> None:
    """Wait until the time of the last video advances."""
    video = page.locator(".video-card video").last
    video.wait_for(state="attached", timeout=90_000)
    video.evaluate("video => { video.muted = true; return video.play() }")
    page.wait_for_function("video => video.currentTime > 0.3", arg=video.element_handle(), timeout=60_000)


def making(page: Any) -> Any:
    """The card of a video that is being made."""
    card = page.get_by_role("region", name="A video is being made").last
    card.wait_for()
    return card


def text_of(page: Any) -> str:
    return str(page.locator("#messages").inner_text())


def test_from_the_first_page_to_a_playing_video(page: Any, site: Server) -> None:
    weight: dict[str, int] = {}
    page.on("requestfinished", lambda request: weight.update({request.url: request.sizes()["responseBodySize"]}))
    page.add_init_script(_SHIFTS)
    page.goto(site.url)
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.locator("#chat .suggestion").count() == 3
    assert sum(weight.values()) < 150_000, weight
    check_axe(page)

    page.locator(".lessons").get_by_role("link", name="React hooks").click()
    page.wait_for_url("**/?lesson=react-hooks*")
    assert page.title() == "React hooks · Model 7"
    assert page.locator(".lesson pre .kd").first.inner_text() == "function", "code is coloured"
    page.locator("#chat .suggestion.video").click()
    card = making(page)
    assert card.locator(".steps li").count() == 4
    card.get_by_text("Drawing").first.wait_for()
    check_axe(page)
    before = page.evaluate("window.shifts")
    plays(page)
    assert page.evaluate("window.shifts") - before < 0.05
    check_axe(page)
    assert "React hooks" in page.locator("#news").inner_text()


def test_a_question_is_answered_with_its_source_and_the_conversation_comes_back(page: Any, site: Server) -> None:
    page.goto(f"{site.url}/?lesson=quadratic-formula")
    ask(page, "What is the discriminant?")
    page.locator(".source").first.wait_for()
    assert "under the root" in text_of(page)
    assert page.locator(".answer blockquote").count() == 1
    check_axe(page)
    page.get_by_role("link", name="The discriminant").first.click()
    assert page.evaluate("document.activeElement.textContent") == "The discriminant"

    page.goto(f"{site.url}/studio")
    page.goto(site.url)
    page.locator(".mine", has_text="What is the discriminant?").wait_for()
    assert "lesson=quadratic-formula" in page.url and "c=conv_" in page.url
    page.get_by_role("button", name="New conversation").click()
    assert text_of(page) == ""
    assert page.locator("#chat .suggestion").first.is_visible()
    page.reload()
    assert text_of(page) == ""


def test_an_answer_is_shown_while_it_is_written(page: Any, tmp_path: Path, faults: Faults) -> None:
    words = "Hooks **remember** things. " + "They really do. " * 12
    slow = Scenario(replies=(words,), chat=Fault(dribble=0.0008))
    with Upstream(slow) as upstream, Server(tmp_path, openai_base_url=upstream.url) as server:
        page.goto(f"{server.url}/?lesson=react-hooks")
        ask(page, "What do hooks do?")
        page.locator(".answer strong").wait_for()
        early = len(page.locator(".answer").inner_text())
        assert early < len(words) - 10
        page.locator(".sources").wait_for()
        assert page.locator(".answer").inner_text().count("They really do.") == 12

        # Left in the middle: it is written to its end, and found again.
        ask(page, "And then?")
        page.locator(".turn:last-child .answer strong").wait_for()
        page.reload()
        page.locator(".turn:last-child .sources").wait_for()
        assert page.locator(".answer").last.inner_text().count("They really do.") == 12

        # Lost with the server: it is said, and the talk goes on.
        ask(page, "And then, at last?")
        page.locator(".turn:last-child .answer strong").wait_for()
        faults.allow(AWAY)
        server.kill()
        server.start()
        ask(page, "What do hooks do?")
        page.locator(".turn:last-child .sources").wait_for()
        page.reload()
        lost = page.locator(".turn").nth(2)
        lost.get_by_text("This was not answered.").wait_for()
        assert page.locator(".turn").nth(3).locator(".sources").is_visible()


def test_a_video_outlives_a_reload_another_tab_and_a_restart(
    open_page: Callable[..., Any], filmed: Server, upstream: Upstream, faults: Faults
) -> None:
    page = open_page()
    page.goto(f"{filmed.url}/?lesson=react-hooks")
    ask(page, "What does useEffect do?")
    page.locator(".sources").wait_for()
    ask(page, ASK)
    making(page).get_by_text("Sora 2 is rendering").wait_for()

    ask(page, "Make a video about useEffect")
    page.locator(".making", has_text="Sora 2 is rendering").nth(1).wait_for()

    page.reload()
    making(page)
    other = open_page(page.context)
    other.goto(filmed.url)
    making(other)

    faults.allow(AWAY)
    filmed.kill()
    making(page).get_by_text("Connection lost").wait_for()
    filmed.start()
    upstream.play(Scenario(poll_after_ms=200))
    for tab in (page, other):
        tab.locator(".video-card video").nth(1).wait_for(state="attached", timeout=90_000)
        plays(tab)
        assert tab.locator(".turn").count() == 3
    assert len(upstream.creates) == 2, "each was ordered once"

    ask(other, "Explain “The rules of hooks”")
    page.bring_to_front()
    page.locator(".turn").nth(3).locator(".sources").wait_for()


def test_a_failed_video_shows_why_and_the_explanation_and_can_be_tried_again(
    page: Any, filmed: Server, upstream: Upstream
) -> None:
    upstream.play(Scenario(create=error(401, "invalid_api_key", "Incorrect API key provided.")))
    page.goto(f"{filmed.url}/?lesson=react-hooks")
    ask(page, ASK)
    again = page.get_by_role("button", name="Try again")
    again.wait_for()
    assert "can't be used at the moment" in text_of(page)
    assert "State is a value" in text_of(page), "the explanation"
    page.get_by_text("What was tried").click()
    check_axe(page)
    upstream.play(Scenario(poll_after_ms=200))
    again.click()
    plays(page)


def test_the_keyboard_is_enough_also_to_cancel(page: Any, filmed: Server, upstream: Upstream) -> None:
    # Not within a lesson: on the way through it all its figures come into sight, and are drawn before the video's turn.
    page.goto(filmed.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    focus = "document.activeElement.id || document.activeElement.textContent.trim()"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(focus) == "message":
            break
    page.keyboard.type(ASK)
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("please")
    assert page.get_by_label("Your message").input_value() == f"{ASK}\nplease"
    page.keyboard.press("Enter")
    making(page).get_by_text("Sora 2 is rendering").wait_for()
    assert page.evaluate(focus) == "message"
    page.keyboard.press("Escape")
    assert page.evaluate(focus) == "turns"
    page.keyboard.press("Tab")
    assert page.evaluate(focus) == "Cancel"
    page.keyboard.press("Enter")
    page.locator("#messages").get_by_text("You cancelled this video.").wait_for()
    assert page.evaluate(focus) == "Make it after all"
    check_axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_the_chat_at_hand(open_page: Callable[..., Any], site: Server, scheme: str) -> None:
    page = open_page(viewport=PHONE, color_scheme=scheme, reduced_motion="reduce", has_touch=True)
    page.goto(f"{site.url}/?lesson=quadratic-formula")
    narrow = "document.documentElement.scrollWidth <= innerWidth"
    for view in ("Lessons", "Lesson", "Chat"):
        page.get_by_role("button", name=view, exact=True).click()
        assert page.evaluate(narrow), view
        check_axe(page)
    ask(page, "Explain “Where the formula comes from”")
    page.locator(".sources").wait_for()
    assert page.evaluate(narrow)
    assert page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length") == 0
    page.locator(".source").first.click()
    assert page.locator("#lesson").is_visible()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for view in ("Lessons", "Lesson", "Chat"):
        page.get_by_role("button", name=view, exact=True).click()
        assert page.evaluate(narrow), f"{view} at 200 %"
    assert page.get_by_label("Your message").bounding_box()["height"] > 40


def test_a_video_is_made_as_chosen_beside_the_message_box_and_can_be_enlarged(page: Any, site: Server) -> None:
    page.goto(f"{site.url}/?lesson=photosynthesis")
    page.get_by_role("button", name="Options for videos").click()
    check_axe(page)
    page.get_by_label("Length").select_option("15")
    page.get_by_label("Look").select_option("chalkboard")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Options for videos, 2 chosen").wait_for()
    page.reload()
    ask(page, "Make a video about this lesson")
    plays(page)
    order = site.get("/api/library")["videos"][0]
    assert site.get(f"/api/library/{order['id']}")["asked"]["style"] == "chalkboard"
    small = page.locator("#messages lesson-video").bounding_box()["width"]
    page.get_by_role("button", name="Enlarge").click()
    large = page.locator("#theatre lesson-video")
    assert large.bounding_box()["width"] > small * 1.4
    check_axe(page)
    page.get_by_role("button", name="Back to the lesson").click()
    assert page.locator("#lesson").is_visible()


def test_what_no_lesson_covers_is_answered_from_a_pasted_text(page: Any, site: Server) -> None:
    page.goto(f"{site.url}/?lesson=photosynthesis")
    ask(page, "Can you make a video about the tides of Saturn?")
    page.get_by_role("button", name="Paste a text to work from").click()
    check_axe(page)
    page.get_by_label("The text").fill("# Tides\n\nThe sea rises twice a day. The moon pulls the water towards it.")
    page.get_by_role("button", name="Work from this text").click()
    plays(page)
    page.locator(".next").first.wait_for()


def test_the_first_page_says_what_this_is_and_plays_a_sample(page: Any, site: Server) -> None:
    page.goto(site.url)
    page.get_by_role("heading", name="Lessons, explained in short films").wait_for()
    player = page.locator(".sample lesson-video")
    player.evaluate("(player) => player.play()")
    page.wait_for_function("() => document.querySelector('.sample lesson-video').video.currentTime > 0.2")


def test_an_address_that_is_none_has_a_page_for_people_and_an_error_for_programs(
    page: Any, site: Server, faults: Faults
) -> None:
    faults.allow("status of 404")
    page.goto(f"{site.url}/nothing/here")
    page.get_by_role("heading", name="There is no such page").wait_for()
    check_axe(page)
    answer = page.request.get(f"{site.url}/nothing/here", headers={"Accept": "application/json"})
    assert (answer.status, answer.json()["error"]["code"]) == (404, "not_found")


def test_lessons_are_found_by_their_words_and_a_lost_one_is_said(page: Any, site: Server, faults: Faults) -> None:
    page.goto(site.url)
    page.get_by_label("Find a lesson").fill("chlorophyll PLANTS")
    assert page.locator(".lessons li:visible").all_inner_texts()[0].startswith("Photosynthesis")
    page.get_by_label("Find a lesson").fill("zzz")
    assert page.get_by_text("No lesson has these words.").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".lessons li:visible").count() == 15
    faults.allow("status of 404")
    page.goto(f"{site.url}/?lesson=nothing")
    assert page.get_by_role("heading", name="This lesson is not here").is_visible()
    check_axe(page)
    page.goto(f"{site.url}/?lesson=react-hooks&c=conv_nothing")
    page.get_by_text("That conversation is no longer here.").wait_for()
    assert "c=" not in page.url


def test_a_refused_message_stays_with_the_reason(page: Any, site: Server, faults: Faults) -> None:
    page.goto(f"{site.url}/?lesson=react-hooks")
    faults.allow(AWAY)
    page.context.set_offline(True)
    ask(page, "What does useEffect do?")
    page.get_by_text("The server can't be reached.").first.wait_for()
    check_axe(page)
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    page.locator(".sources").wait_for()
    assert page.locator(".turn").count() == 1


HOSTILE = """---
title: <script>alert(1)</script> & "quotes"
language: ar
summary: <img src=x onerror=alert(2)>
---
## العنوان <b onclick="alert(3)">الأول</b>

النص <script>alert(4)</script> مع [رابط](javascript:alert(5)) و ![صورة](https://elsewhere.example/x.png)

$$
x = \\text{<script>alert(6)</script>}
$$

| a | b |
| ---: | :---: |
| <svg onload=alert(7)> | `</code><script>` |
"""


def test_markup_in_lessons_and_messages_is_shown_as_text(page: Any, tmp_path: Path) -> None:
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "aa-hostile.md").write_text(HOSTILE, "utf-8")
    page.on("dialog", lambda _dialog: pytest.fail("a script ran"))
    with Server(tmp_path, lessons_dir=folder) as server:
        page.goto(f"{server.url}/?lesson=aa-hostile")
        article = page.locator("#lesson")
        assert page.locator("#lesson-title").inner_text() == '<script>alert(1)</script> & "quotes"'
        assert "<script>alert(4)</script>" in article.inner_text()
        assert article.get_attribute("dir") == "rtl"
        assert page.locator("#lesson :is(script, img, [onclick], [style])").count() == 0
        assert page.locator("#lesson a[href^='javascript']").count() == 0
        check_axe(page)
        message = "<img src=x onerror=alert(8)> & <b>bold</b>\n  ما هذا؟"
        ask(page, message)
        page.locator(".answer").wait_for()
        assert page.locator(".mine").inner_text().endswith(message)
        page.reload()
        page.locator(".answer").wait_for()
        assert page.locator(".mine").inner_text().endswith(message)
        assert page.locator("#chat :is(script, img)").count() == 0


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_changed_video_leads_back_to_the_one_that_it_was_made_from(
    open_page: Callable[..., Any], site: Server, film: dict[str, Any], screen: dict[str, int]
) -> None:
    page = open_page(viewport=screen, reduced_motion="reduce")
    later = film | {"videoId": "vid_later", "parentVideoId": film["videoId"]}
    videos = [
        {"id": f"msg_{name}", "role": "assistant", "content": "", "createdAt": "", "reply": reply}
        for name, reply in (("first", film), ("second", later))
    ]
    asked = [{"id": f"{each['id']}_q", "role": "student", "content": "now", "createdAt": ""} for each in videos]
    messages = [each for pair in zip(asked, videos, strict=True) for each in pair]
    page.route("**/api/conversations/*", lambda route: route.fulfill(json={"messages": messages}))
    page.goto(f"{site.url}/?c=conv_1")
    link = page.locator(".changed-from").get_by_role("link", name=film["title"])
    link.wait_for()
    assert page.locator(".changed-from").count() == 1
    assert str(link.get_attribute("href")).endswith(f"watch/{film['videoId']}")
    check_axe(page)
    link.click()
    page.wait_for_function("() => document.querySelector('.turn').getBoundingClientRect().top < innerHeight / 2")
    assert "/watch/" not in page.url
