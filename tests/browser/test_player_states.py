"""The player while a video is made, when there is none, and on pages of others."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ..server import ROOT, Server
from ..upstream import Scenario, Upstream
from .conftest import PHONE, check_axe
from .test_player import HEAR, heard, of, until

Open = Callable[..., Any]
pytestmark = pytest.mark.slow
VENDOR = Path(__file__).parent / "vendor"
SLOW = Scenario(render_seconds=6, poll_after_ms=200)
ASK = "Can you make a video explaining React hooks?"
SHOW = """(attributes) => {
  const player = document.createElement("lesson-video");
  for (const [name, value] of Object.entries(attributes)) player.setAttribute(name, value);
  document.querySelector("lesson-video")?.remove();
  document.querySelector("main").append(player);
}"""
BELOW = "document.querySelector('lesson-video').getBoundingClientRect().bottom"


@pytest.fixture(scope="module")
def upstream() -> Iterator[Upstream]:
    with Upstream(SLOW) as opened:
        yield opened


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory, upstream: Upstream) -> Iterator[Server]:
    """A server whose videos take a while."""
    settings = {"video_engines": "sora", "sora_api_key": "k", "sora_base_url": upstream.url}
    with Server(tmp_path_factory.mktemp("slow"), **settings) as server:
        yield server


@pytest.fixture(scope="module")
def dead(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose only engine can't be reached."""
    with Upstream() as gone:
        url = gone.url
    settings = {"video_engines": "sora", "sora_api_key": "k", "sora_base_url": url, "embed_origins": "none"}
    with Server(tmp_path_factory.mktemp("dead"), **settings) as server:
        yield server


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Another origin: its address, and the folder whose files it serves."""
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}", tmp_path
        server.shutdown()


def example(name: str, folder: Path, site: Server, *ids: str) -> None:
    """Put an example of the documentation there, with its addresses filled in."""
    text = (ROOT / "docs" / "examples" / name).read_text("utf-8").replace("http://localhost:5000", site.url)
    for url, file in (
        ("https://esm.sh/react@19", "react.min.mjs"),
        ("https://esm.sh/react-dom@19/client", "react.min.mjs"),
        ("https://unpkg.com/vue@3/dist/vue.esm-browser.prod.js", "vue.min.mjs"),
    ):
        if url in text:
            text = text.replace(f'"{url}"', f'"./{file}"')
            (folder / file).write_bytes((VENDOR / file).read_bytes())
    for word, id_ in zip(("VIDEO_ID", "OTHER_ID"), ids, strict=False):
        text = text.replace(word, id_)
    (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize("look", [{"color_scheme": "dark", "viewport": PHONE}, {}], ids=["phone", "desktop"])
def test_a_video_shows_its_progress_until_it_is_there(
    open_page: Open, slow: Server, elsewhere: tuple[str, Path], look: dict[str, Any]
) -> None:
    there, folder = elsewhere
    order = slow.order(ASK)
    example("plain.html", folder, slow, order["videoId"])
    page = open_page(**look)
    page.add_init_script(HEAR)
    page.goto(f"{there}/plain.html")
    page.locator("lesson-video").get_by_role("progressbar", name="Progress").wait_for()
    check_axe(page)
    until(page, "s.querySelector('[role=progressbar]').getAttribute('aria-valuenow') > 20")
    assert {detail["phase"] for detail in heard(page, "progress")} == {"making"}
    below = page.evaluate(BELOW)
    until(page, "v?.readyState >= 1")
    assert abs(page.evaluate(BELOW) - below) < 2, "what stands below the player has moved"


def test_the_page_of_a_video_becomes_its_own_when_it_is_there(open_page: Open, slow: Server) -> None:
    order = slow.order(ASK)
    page = open_page()
    assert page.goto(f"{slow.url}/watch/{order['videoId']}").status == 202
    page.get_by_role("progressbar", name="Progress").wait_for()
    page.get_by_role("heading", name="Share").wait_for()
    assert page.locator("meta[property='og:video']").count() == 1


def test_making_can_be_cancelled_and_begun_again(open_page: Open, slow: Server, upstream: Upstream) -> None:
    order = slow.order(ASK)
    page = open_page()
    page.add_init_script(HEAR)
    page.goto(f"{slow.url}/watch/{order['videoId']}")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("The video was cancelled.").wait_for()
    check_axe(page)
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("progressbar", name="Progress").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("The video was cancelled.").wait_for()


def test_a_lost_connection_is_found_again(open_page: Open, slow: Server, faults: Any) -> None:
    faults.allow("ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|Failed to load resource")
    order = slow.order(ASK)
    page = open_page()
    page.goto(f"{slow.url}/watch/{order['videoId']}")
    page.get_by_role("progressbar", name="Progress").wait_for()
    slow.kill()
    page.get_by_text("The connection was lost; trying again").first.wait_for()
    slow.start()
    # A server starts, and its film is finished.
    until(page, "v?.readyState >= 1", seconds=120)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_where_there_is_no_video_the_text_stands_in(open_page: Open, dead: Server, scheme: str) -> None:
    reply = dead.chat(ASK)
    assert reply["fallback"] is True
    page = open_page(color_scheme=scheme)
    page.add_init_script(HEAR)
    page.goto(f"{dead.url}/watch/{reply['videoId']}")
    page.get_by_text("could not be reached").first.wait_for()
    text = of(page, "s.querySelector('.text').innerText")
    assert "Here is the explanation as text" in text
    assert len(text) > 200
    check_axe(page)
    page.evaluate("document.addEventListener('retry', (event) => event.preventDefault())")
    page.get_by_role("button", name="Try again").click()
    assert heard(page, "retry")[0]["reply"]["fallback"] is True
    page.goto(f"{dead.url}/embed/{reply['videoId']}")
    page.get_by_text("Here is the explanation as text").wait_for()
    assert page.get_by_role("button").count() == 0, "nothing in a frame can begin anything"
    check_axe(page)


def test_what_anybody_wrote_is_text(open_page: Open, site: Server, faults: Any) -> None:
    nasty = '<img src=x onerror="window.bad=1"><script>window.bad=1</script>'
    page = open_page()
    page.goto(f"{site.url}/studio")
    reply = {
        "format": "text", "status": "failed", "fallback": True, "videoUrl": None, "title": nasty, "reason": nasty,
        "content": f"# {nasty}\n\n- {nasty}\n\n```\n{nasty}\n```\n\n**{nasty}** [link](javascript:alert(1))",
        "attempts": [{"engine": nasty, "message": nasty}],
    }  # fmt: skip
    page.evaluate("import('/static/lesson-video.js')")
    page.evaluate(SHOW, {})
    page.evaluate("(reply) => (document.querySelector('lesson-video').reply = reply)", reply)
    until(page, "p.state === 'fallback'")
    assert of(page, "s.querySelectorAll('img, script, a').length") == 0
    assert of(page, "s.querySelector('.text').innerText").count("onerror") >= 5
    video = {"format": "video", "videoUrl": "javascript:window.bad=1", "title": nasty, "keyTakeaways": [nasty]}
    page.evaluate("(reply) => (document.querySelector('lesson-video').reply = reply)", video)
    until(page, "p.state !== 'fallback'")
    assert "javascript:" not in of(page, "s.innerHTML ?? ''")
    assert page.evaluate("window.bad") is None


ODD_DETAILS = (
    '{"quizzes": [{"options": null}, null], "chapters": [null], "sentences": [{}]}',
    '{"sentences": [{"text": "a b", "start": 0, "words": [{"text": "zz"}]}], "takeaways": [1, null], "language": 5}',
    '{"quizzes": [{"at": 1, "options": ["a"], "answer": 9}], "chapters": "abc", "sentences": {"a": 1}}',
    "null",
    "not JSON",
)
ODD_REPLIES: tuple[Any, ...] = ({}, [], {"status": "queued"}, {"videoUrl": 5}, {"format": "text", "attempts": [None]})


def test_odd_details_and_replies_break_nothing(open_page: Open, site: Server, film: Any) -> None:
    page = open_page()
    page.route("**/odd*", lambda route: route.fulfill(body=ODD_DETAILS[int(route.request.url[-1])]))
    page.goto(f"{site.url}/studio")
    page.evaluate("import('/static/lesson-video.js')")
    for number in range(len(ODD_DETAILS)):
        page.evaluate(SHOW, {"src": film["videoUrl"], "details": f"/odd{number}"})
        until(page, "v?.readyState >= 1")
        page.evaluate("document.querySelector('lesson-video').play()")
        until(page, "v.currentTime > 1.1")
    for reply in ODD_REPLIES:
        page.evaluate(SHOW, {})
        page.evaluate("(reply) => (document.querySelector('lesson-video').reply = reply)", reply)
        page.get_by_role("alert").get_by_text("This video can't be shown").wait_for()


def test_a_video_that_is_gone_says_so(open_page: Open, site: Server, film: Any, faults: Any) -> None:
    faults.allow("404|Failed to load resource")
    page = open_page()
    page.goto(f"{site.url}/studio")
    page.evaluate("import('/static/lesson-video.js')")
    page.evaluate(SHOW, {"video-id": "vid_0"})
    page.get_by_role("alert").get_by_text("There is no such video here.").wait_for()
    check_axe(page)
    page.evaluate("(id) => document.querySelector('lesson-video').setAttribute('video-id', id)", film["videoId"])
    until(page, "p.state === 'ready'")
    page.evaluate(SHOW, {"src": "/videos/none.mp4"})
    page.get_by_text("It is not here any more.").wait_for()
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("It is not here any more.").wait_for()


def test_on_a_page_of_another_origin(open_page: Open, site: Server, film: Any, elsewhere: tuple[str, Path]) -> None:
    there, folder = elsewhere
    example("plain.html", folder, site, film["videoId"])
    page = open_page()
    page.goto(f"{there}/plain.html")
    until(page, "p.state === 'ready' && v.readyState >= 1")
    page.get_by_text("Ready: ").wait_for()
    page.locator("lesson-video").get_by_role("button", name="Play", exact=True).click()
    until(page, "v.currentTime > 0.5 && s.querySelector('.captions').innerText")
    of(page, "v.pause()")
    assert page.locator("lesson-video").get_by_text("Pairs make even.").is_visible()
    assert page.get_by_role("link", name="Share").get_attribute("href") == f"{site.url}/watch/{film['videoId']}"
    inside = page.frame_locator("iframe")
    inside.get_by_role("button", name="Play", exact=True).click()
    inside.locator(".captions", has_text="Some numbers").wait_for()
    assert inside.get_by_role("button", name="Remix").count() == 0
    check_axe(page)


def test_a_frame_that_is_not_allowed_stays_empty(
    open_page: Open, dead: Server, elsewhere: tuple[str, Path], faults: Any
) -> None:
    faults.allow("frame-ancestors|X-Frame-Options|Refused to|ERR_BLOCKED|chrome-error")
    there, folder = elsewhere
    (folder / "index.html").write_text(
        f'<!doctype html><link rel="icon" href="data:,"><iframe src="{dead.url}/embed/vid_0"></iframe>'
    )
    page = open_page()
    page.goto(f"{there}/index.html")
    frame = page.frames[1]
    for _ in range(100):
        if frame.url.startswith("chrome-error:"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the frame shows {frame.url}")


@pytest.mark.parametrize("name", ["react.html", "vue.html"])
def test_inside_a_framework(open_page: Open, site: Server, film: Any, elsewhere: tuple[str, Path], name: str) -> None:
    there, folder = elsewhere
    example(name, folder, site, film["videoId"], film["videoId"])
    page = open_page()
    page.goto(f"{there}/{name}")
    page.get_by_text("ready: Even numbers").wait_for()
    quiz = page.request.get(site.url + film["detailsUrl"]).json()["quizzes"][0]
    page.get_by_role("button", name="Play", exact=True).click()
    of(page, f"void (v.currentTime = {json.dumps(quiz['at'] - 0.5)})")
    page.get_by_role("button", name="Eight", exact=True).click()
    page.get_by_text("1 of 1 right").wait_for()
    page.get_by_role("button", name="Next video").click()
    until(page, "v?.readyState >= 1")
    check_axe(page)


def test_a_video_is_made_anew_as_somebody_wishes(open_page: Open, site: Server, film: Any, faults: Any) -> None:
    page = open_page()
    page.add_init_script(HEAR)
    page.goto(f"{site.url}/watch/{film['videoId']}")
    page.get_by_role("button", name="Remix").click()
    check_axe(page)
    page.get_by_role("button", name="Make it", exact=True).click()
    page.get_by_text("Say first what should be different.").wait_for()
    faults.allow("400 ")
    page.get_by_label("What should be different?").fill("<b>purple</b>")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("What can: shorter or longer").wait_for()
    check_axe(page)
    page.get_by_label("What should be different?").fill("shorter, please")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/watch/" in url and film["videoId"] not in url)
    until(page, "v?.readyState >= 1")
    made = site.get(f"/v1/videos/{page.url.rpartition('/')[2]}")
    assert made["remixed_from_video_id"] == film["videoId"]
    faults.allow("404")
    page.get_by_role("button", name="Remix").click()
    page.evaluate("(id) => fetch(`/v1/videos/${id}`, { method: 'DELETE' })", made["id"])
    page.get_by_role("button", name="Make it shorter").click()
    page.get_by_role("alert").get_by_text("There is no such video").wait_for()
    page.get_by_role("button", name="Make it shorter").wait_for()
