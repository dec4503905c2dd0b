"""The studio: videos made from prompts and storyboards, and the library, as people use them."""

from __future__ import annotations

import json
import math
import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from ..upstream import Scenario, Upstream
from ..writers.canned_model import PLAN, CannedModel
from .conftest import PHONE, Faults, check_axe, fits

pytestmark = pytest.mark.slow

Open = Callable[..., Any]
MARKUP = "<img src=x onerror=alert(1)> Otters hold hands while they sleep. So they do not drift apart."
PLAYING = """(() => { const video = document.querySelector("lesson-video").shadowRoot.querySelector("video");
  return video && !video.paused && video.currentTime > 0.2; })()"""


def ask(server: Server, path: str, body: Any = None, method: str | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(server.url + path, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.loads(answer.read())


def made(server: Server, prompt: str) -> str:
    """The id of a finished video of that prompt."""
    video = ask(server, "/v1/videos", {"prompt": prompt, "seconds": 5})
    return str(ask(server, f"/v1/videos/{video['id']}/poll?timeout=300")["id"])


def cancelled(server: Server, prompt: str) -> str:
    video = ask(server, "/v1/videos", {"prompt": prompt})
    return str(ask(server, f"/v1/videos/{video['id']}/cancel", {})["id"])


def plays(page: Any) -> None:
    """Press play in the player, and wait until the film runs."""
    page.locator("lesson-video").get_by_role("button", name="Play").first.click()
    until(page, PLAYING)


def until(page: Any, expression: str, arg: Any = None) -> None:
    """Wait until it is so. (Playwright's own way evaluates text inside the page, which the content policy forbids.)"""
    deadline = time.monotonic() + 60
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, f"It did not come to be: {expression}"
        page.wait_for_timeout(50)


def card(page: Any, title: str) -> Any:
    return page.locator("article").filter(has=page.get_by_role("heading", name=title, exact=True))


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a library of thirty: two that can be played, the others cancelled."""
    with Server(tmp_path_factory.mktemp("stocked")) as server:
        made(server, "Photosynthesis")
        made(server, MARKUP)
        for number in range(28):
            cancelled(server, f"Draft number {number:02}")
        yield server


def test_a_prompt_becomes_a_video_that_plays(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/studio")
    page.get_by_role("button", name="Make the video").click()
    assert page.get_by_text("Write what the video should show").is_visible()
    check_axe(page)
    prompt = page.get_by_role("textbox", name="Prompt", exact=True)
    prompt.fill(MARKUP)
    assert page.get_by_text(f"{len(MARKUP)} of 500 characters").is_visible()
    page.get_by_role("radio", name="Square").check()
    page.get_by_role("slider", name="Length").fill("6")
    page.get_by_role("radio", name="Blueprint").check()
    with page.expect_request("**/v1/videos") as sent:
        prompt.press("Control+Enter")
    assert len(sent.value.headers["idempotency-key"]) >= 16
    order = sent.value.post_data_json
    assert (order["prompt"], order["seconds"], order["size"], order["style"]) == (MARKUP, "6", "1080x1080", "blueprint")
    page.locator("lesson-video video").wait_for(timeout=90_000)
    plays(page)
    check_axe(page)
    page.get_by_role("button", name="Show it in the library").click()
    dialog = page.get_by_role("dialog")
    dialog.locator(".facts").wait_for()
    assert MARKUP in dialog.inner_text()
    assert dialog.get_by_text("blueprint").first.is_visible()
    assert page.locator("img[onerror]").count() == 0


@pytest.fixture(scope="module")
def filming(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with an engine that films beside the one that draws."""
    settings = {"video_engines": "storyboard,sora", "sora_base_url": "http://127.0.0.1:9/v1", "sora_api_key": "k"}
    with Server(tmp_path_factory.mktemp("filming"), **settings) as server:
        yield server


def filmed(page: Any, server: Server) -> Any:
    """The prompt of the studio, with a model chosen that films."""
    page.goto(f"{server.url}/studio")
    page.get_by_role("radio", name=re.compile("^Sora 2 \\$")).check()
    return page.get_by_role("textbox", name="Prompt", exact=True)


def test_the_advice_follows_what_is_written(filming: Server, page: Any) -> None:
    prompt = filmed(page, filming)
    prompt.fill("A horse")
    page.get_by_text("It is open how near we are.").wait_for()
    assert page.locator(".elements .has").count() == 0
    prompt.fill("Close-up of a horse in a misty field at dawn, camera tracking slowly")
    until(page, "document.querySelectorAll('.elements .has').length === 4")
    for words, told in (
        ("Albert Einstein explains light", "real person"),
        ("Pikachu does maths", "somebody's character"),
        ("A can of Coca-Cola falls", "is a brand"),
        ("a bloody battle", "every age"),
    ):
        prompt.fill(words)
        page.locator(".advice").get_by_text(told).first.wait_for()
    prompt.fill("A fox and Pikachu walk home")
    page.locator(".advice .notice").filter(has_text="Pikachu").get_by_role("button", name="Show it").click()
    assert prompt.evaluate("(box) => box.value.slice(box.selectionStart, box.selectionEnd)") == "Pikachu"
    prompt.fill("New York in a storm and React Hooks. Will London flood? The king penguin.")
    until(page, "document.querySelectorAll('.advice .notice').length === 0")
    prompt.fill("word " * 101)
    assert page.get_by_text("505 of 32,000 characters").is_visible()
    check_axe(page)


def test_an_engine_that_draws_gets_other_advice(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/studio")
    page.get_by_role("textbox", name="Prompt", exact=True).fill("A close-up of Marie Curie in her laboratory")
    page.get_by_text("draws lessons and has no camera").wait_for()
    assert page.locator(".elements").count() == 0
    assert page.get_by_text("real person").count() == 0


@pytest.mark.parametrize("size", [None, PHONE])
def test_a_template_is_filled_in_a_form_and_becomes_the_prompt(site: Server, open_page: Open, size: Any) -> None:
    page = open_page(**({"viewport": size} if size else {}))
    page.goto(f"{site.url}/studio")
    page.get_by_role("button", name="A process, step by step").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Use this prompt").click()
    dialog.get_by_text("The process: this is needed").wait_for()
    assert dialog.get_by_label("The process").get_attribute("aria-invalid") == "true"
    check_axe(page)
    dialog.get_by_role("button", name="Fill in the examples").click()
    dialog.get_by_label("The process").fill("{step_1} & <b>bread</b>")
    assert "# {step_1} & <b>bread</b>" in dialog.get_by_label("The prompt so far").inner_text()
    dialog.get_by_role("button", name="Use this prompt").click()
    until(page, "document.querySelector('#prompt').value.startsWith('# {step_1} & <b>bread</b>')")
    assert fits(page)
    page.reload()
    prompt = page.get_by_role("textbox", name="Prompt", exact=True)
    assert prompt.input_value().startswith("# {step_1} & <b>bread</b>")


@pytest.mark.parametrize("size", [None, PHONE])
def test_a_prompt_is_refined_side_by_side_and_taken_back(filming: Server, open_page: Open, size: Any) -> None:
    page = open_page(**({"viewport": size} if size else {}))
    prompt = filmed(page, filming)
    prompt.fill("A fox in snow")
    page.get_by_label("How it should change").fill("at night")
    page.get_by_label("How it should change").press("Enter")
    refined = page.get_by_role("region", name="The refined prompt")
    refined.get_by_text("A fox in snow. At night, ").wait_for()
    assert refined.get_by_text("As you wrote it").is_visible()
    check_axe(page)
    assert fits(page)
    refined.get_by_role("button", name="Use the refined one").click()
    assert prompt.input_value().startswith("A fox in snow. At night, ")
    page.get_by_role("button", name="Undo").click()
    assert prompt.input_value() == "A fox in snow"


def test_money_is_spent_only_after_a_yes(tmp_path: Path, open_page: Open) -> None:
    settings = {
        "video_engines": "storyboard,sora",
        "sora_base_url": "http://127.0.0.1:9/v1",
        "sora_api_key": "sk-secret",
    }
    picture = tmp_path / "leaf.png"
    picture.write_bytes(bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
    ))  # fmt: skip
    with Server(tmp_path, **settings) as server:
        page = open_page()
        page.goto(f"{server.url}/studio")
        assert page.get_by_role("button", name="Choose a picture").is_disabled()
        page.get_by_role("radio", name=re.compile("^Sora 2 \\$")).check()
        page.get_by_role("textbox", name="Prompt", exact=True).fill("A leaf in the wind")
        page.get_by_role("radio", name="8 s").check()
        assert page.locator(".cost").get_by_text("$0.80").is_visible()
        page.locator("#reference-file").set_input_files(tmp_path / "serve.out")
        assert page.get_by_text("is not a JPEG, PNG or WebP").is_visible()
        page.get_by_label("or its address").fill("https://example.org/leaf.png")
        page.get_by_label("or its address").blur()
        assert page.get_by_text("this page does not load it").is_visible()
        page.locator("#reference-file").set_input_files(picture)
        page.get_by_alt_text("The reference picture, leaf.png").wait_for()
        assert page.get_by_label("or its address").input_value() == ""
        page.get_by_role("button", name="Make the video").click()
        dialog = page.get_by_role("dialog", name="This costs about $0.80")
        check_axe(page)
        dialog.get_by_role("button", name="Cancel").click()
        assert ask(server, "/v1/videos")["data"] == []
        page.get_by_role("button", name="Make the video").click()
        with page.expect_request("**/v1/videos") as sent:
            dialog.get_by_role("button", name="Make it for $0.80").click()
        assert "multipart/form-data" in sent.value.headers["content-type"]
        page.locator("lesson-video").wait_for()
        # Nobody answers there, so that before long another engine makes it.
        assert sent.value.response().json()["model"] == "sora-2"
        assert len(ask(server, "/v1/videos")["data"]) == 1
        # The page follows the video, and would complain of a server that goes away.
        page.close()


def test_a_voice_can_be_heard_before_it_is_chosen(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/studio")
    page.get_by_label("Voice").select_option("espeak-linda")
    assert page.get_by_text("Clear and bright").is_visible()
    with page.expect_response("**/api/speech/preview") as heard:
        page.get_by_role("button", name="Listen").click()
    assert heard.value.headers["content-type"] == "audio/wav"
    page.get_by_role("button", name="Stop").click()
    assert page.get_by_role("button", name="Listen").is_visible()


def test_a_storyboard_is_seen_at_once_and_one_scene_of_it_changed(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/studio#storyboard")
    page.get_by_role("heading", name="Begin a storyboard").wait_for()
    check_axe(page)
    page.get_by_label("From a lesson").select_option("photosynthesis")
    tiles = page.locator(".scene-picture img")
    tiles.first.wait_for()
    before = tiles.evaluate_all("all => all.map((one) => one.src)")
    assert len(before) >= 3
    page.locator(".scene").nth(1).click()
    page.get_by_label("Heading").fill("What <b>changed</b>")
    until(page, "first => document.querySelectorAll('.scene-picture img')[1].src !== first", arg=before[1])
    after = tiles.evaluate_all("all => all.map((one) => one.src)")
    changed = {index for index, (old, new) in enumerate(zip(before, after, strict=True)) if old != new}
    # A neighbour may show what goes on over the cut.
    assert 1 in changed and changed <= {0, 1, 2}
    assert page.get_by_text("What <b>changed</b>").first.is_visible()
    assert page.get_by_label("Heading").input_value() == "What <b>changed</b>"
    page.get_by_role("button", name="Render this scene").click()
    clip = page.get_by_label("The rendered scene")
    clip.wait_for(timeout=60_000)
    until(page, "document.querySelector('.inspector video').currentTime > 0.1")
    check_axe(page)
    page.get_by_role("button", name="Full picture").click()
    until(page, "document.querySelector('.inspector-picture img')?.naturalWidth === 1280")
    page.locator(".inspector").get_by_role("radio", name="JSON").check()
    page.get_by_label("This scene in JSON").fill('{"type": "title", "title": "Told anew"}')
    page.locator(".scene-title", has_text="Told anew").wait_for()
    page.get_by_role("button", name="Move earlier").click()
    until(page, "document.querySelector('.scene-title').textContent === 'Told anew'")
    page.get_by_role("button", name="Double this scene").click()
    until(page, f"document.querySelectorAll('.scene-picture').length === {len(before) + 1}")
    page.get_by_role("button", name="Take this scene away").click()
    until(page, f"document.querySelectorAll('.scene-picture').length === {len(before)}")
    page.get_by_role("button", name="Add a scene").click()
    check_axe(page)
    until(page, "[...document.querySelectorAll('dialog .kinds img')].every((one) => one.naturalWidth > 100)")
    page.get_by_role("dialog").get_by_role("button", name="Timeline").click()
    page.locator(".scene-kind", has_text="timeline").wait_for()
    page.get_by_role("radio", name="Chalkboard").check()
    until(page, "first => document.querySelector('.scene-picture img').src !== first", arg=after[0])
    page.reload()
    page.locator(".scene-title", has_text="Told anew").wait_for()


def test_a_scene_with_parts_of_several_kinds_is_changed_by_its_form(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/studio#storyboard")
    page.get_by_role("button", name="See an example").click()
    page.get_by_role("button", name="Add a scene").click()
    page.get_by_role("dialog").get_by_role("button", name="Simulate").click()
    page.locator(".scene-kind", has_text="simulate").wait_for()
    page.get_by_label("Name", exact=True).select_option("fall")
    page.get_by_label("Gravity").fill("1.62 m/s²")
    page.get_by_role("button", name="Add plot").click()
    page.get_by_label("Y", exact=True).fill("height")
    check_axe(page)
    page.locator(".inspector").get_by_role("radio", name="JSON").check()
    scene = json.loads(page.get_by_label("This scene in JSON").input_value())
    assert scene["model"] == {"name": "fall", "gravity": "1.62 m/s²"}
    assert scene["plot"] == {"y": "height"}


def test_a_drawing_is_chosen_from_pictures(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/studio#storyboard")
    page.get_by_label("From a lesson").select_option("photosynthesis")
    page.locator(".scene").first.click()
    field = page.get_by_label("Icon", exact=True)
    field.fill("volc")
    choice = page.get_by_role("group", name="Drawings").get_by_role("button", name="volcano")
    choice.wait_for()
    mask = choice.locator(".art").evaluate("one => getComputedStyle(one).maskImage")
    assert page.evaluate("async url => (await fetch(url)).status", mask.split('"')[1]) == 200
    check_axe(page)
    choice.click()
    assert field.input_value() == "volcano"
    page.get_by_role("group", name="Drawings").wait_for(state="hidden")
    field.fill("equilibrium")
    page.get_by_text("There is no drawing of that.").wait_for()
    field.fill("volcano")
    page.get_by_role("group", name="Drawings").wait_for()
    field.press("Escape")
    page.get_by_role("group", name="Drawings").wait_for(state="hidden")
    page.locator(".inspector").get_by_role("radio", name="JSON").check()
    assert json.loads(page.get_by_label("This scene in JSON").input_value())["icon"] == "volcano"


def test_what_is_wrong_in_the_json_is_shown_in_its_line(site: Server, page: Any, faults: Faults) -> None:
    faults.allow("400")
    page.goto(f"{site.url}/studio#storyboard")
    page.get_by_role("button", name="Paste JSON").click()
    code = page.get_by_label("Storyboard in JSON")
    code.fill('{\n  "title": "Tides",\n  "scenes": [\n    {"type": "title", "title": }\n  ]\n}')
    problem = page.get_by_role("button", name=re.compile("Line 4"))
    problem.wait_for()
    check_axe(page)
    problem.click()
    assert code.evaluate("element => document.activeElement === element && element.selectionStart > 40")
    code.fill('{\n  "title": "Tides",\n  "scenes": []\n}')
    page.locator(".problem.red").get_by_text("scenes").wait_for()
    code.fill(
        json.dumps(
            {"title": "Tides", "scenes": [{"type": "points", "heading": "Pull", "points": ["a", "b"]}]}, indent=2
        )
    )
    page.get_by_text("Mended in").wait_for()
    page.get_by_role("button", name="Use the mended one").click()
    page.get_by_text("Mended in").wait_for(state="detached")
    assert '"text": "a"' in code.input_value()
    page.get_by_role("button", name="Make the video").click()
    page.locator("dialog lesson-video video").wait_for(timeout=90_000)
    plays(page)
    check_axe(page)


def test_the_library_finds_what_is_looked_for(stocked: Server, page: Any) -> None:
    page.goto(f"{stocked.url}/studio#library")
    page.get_by_text("Page 1 of 2").wait_for()
    assert page.locator("article").count() == 24
    check_axe(page)
    page.get_by_role("button", name="Next").click()
    page.get_by_text("Page 2 of 2").wait_for()
    assert page.locator("article").count() == 6
    page.get_by_label("Search").fill("number 07")
    until(page, "document.querySelectorAll('article').length === 1")
    page.get_by_label("Search").fill("<img src=x")
    until(page, "document.querySelector('article img')")
    assert page.locator("article").count() == 1
    page.get_by_label("Search").fill("<script>")
    page.get_by_role("heading", name="Nothing fits").wait_for()
    assert page.get_by_text("“<script>”").is_visible()
    check_axe(page)
    page.get_by_role("button", name="Show all videos").click()
    page.get_by_role("button", name=re.compile("^Ready")).click()
    until(page, "document.querySelectorAll('article').length === 2")
    page.get_by_label("Sort").select_option("title")
    page.get_by_role("radio", name="List").check()
    assert page.locator(".as-list article").count() == 2
    check_axe(page)
    page.get_by_role("button", name="Details of Photosynthesis").click()
    dialog = page.get_by_role("dialog", name="Photosynthesis")
    dialog.get_by_text("drawing scene 1").wait_for()
    check_axe(page)
    dialog.locator("summary", has_text="Download").click()
    names = dialog.locator(".menu a").evaluate_all("all => all.map((one) => one.download)")
    assert names == ["Photosynthesis.mp4", "Photosynthesis.vtt", "Photosynthesis.txt"]
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Play Photosynthesis").click()
    dialog.locator("lesson-video video").wait_for()
    plays(page)
    dialog.get_by_role("button", name="Edit its storyboard").click()
    page.locator(".scene-picture img").first.wait_for()


def test_videos_made_elsewhere_come_and_go_by_themselves(tmp_path: Path, page: Any) -> None:
    endless = Scenario(render_seconds=math.inf)
    both = {"video_engines": "storyboard,sora", "sora_api_key": "key"}
    with Upstream(endless) as upstream, Server(tmp_path, sora_base_url=upstream.url, **both) as server:
        page.goto(f"{server.url}/studio#library")
        page.get_by_role("heading", name="No videos yet").wait_for()
        check_axe(page)
        made(server, "Photosynthesis")
        card(page, "Photosynthesis").get_by_role("button", name="Play Photosynthesis").wait_for()
        long = ask(server, "/v1/videos", {"prompt": "The water cycle", "model": "sora-2"})
        running = card(page, "The water cycle")
        running.get_by_role("progressbar").wait_for()
        check_axe(page)
        running.get_by_role("button", name="Cancel").click()
        page.get_by_role("dialog").get_by_role("button", name="Stop it").click()
        running.get_by_text("Cancelled").wait_for()
        assert ask(server, f"/v1/videos/{long['id']}")["error"]["code"] == "cancelled"

        card(page, "Photosynthesis").get_by_role("button", name="Remix").click()
        remix = page.get_by_role("dialog", name="Remix")
        check_axe(page)
        remix.get_by_role("button", name="On a chalkboard").click()
        remix.get_by_role("button", name="Make the remix").click()
        page.locator("dialog lesson-video").wait_for()
        page.keyboard.press("Escape")
        until(page, "document.querySelectorAll('article').length === 3")
        origin = ask(server, "/v1/videos?order=asc&limit=1")["data"][0]["id"]
        assert ask(server, "/v1/videos")["data"][0]["remixed_from_video_id"] == origin

        for box in page.get_by_role("checkbox").all()[:2]:
            box.check()
        page.get_by_text("2 videos selected").wait_for()
        bulk = page.get_by_role("region", name="Selected videos")
        bulk.get_by_role("button", name="Delete").click()
        sure = page.get_by_role("dialog", name="Delete 2 videos?")
        assert sure.get_by_text("There is no way back.").is_visible()
        check_axe(page)
        page.keyboard.press("Escape")
        assert page.locator("article").count() == 3
        bulk.get_by_role("button", name="Delete").click()
        sure.get_by_role("button", name="Delete 2 videos for good").click()
        until(page, "document.querySelectorAll('article').length === 1")
        ask(server, f"/v1/videos/{origin}", method="DELETE")
        page.get_by_role("heading", name="No videos yet").wait_for()
        page.close()


def test_a_server_that_is_away_is_waited_for(tmp_path: Path, page: Any, faults: Faults) -> None:
    faults.allow("ERR_|Failed to load")
    with Server(tmp_path) as server:
        cancelled(server, "Draft")
        page.goto(f"{server.url}/studio#library")
        card(page, "Draft").wait_for()
        server.kill()
        page.get_by_text("can't be reached").wait_for()
        assert card(page, "Draft").is_visible()
        check_axe(page)
        server.start()
        page.get_by_text("can't be reached").wait_for(state="detached")


def test_everything_is_in_reach_of_the_keyboard(stocked: Server, page: Any) -> None:
    page.goto(f"{stocked.url}/studio")
    page.get_by_role("radio", name=re.compile("^Storyboard")).wait_for()
    page.get_by_role("tab", name="Create").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="See an example").wait_for()
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.id") == "tab-library"
    page.locator("article").first.wait_for()
    page.get_by_role("button", name=re.compile("^Ready")).press("Enter")
    until(page, "document.querySelectorAll('article').length === 2")
    assert page.evaluate("document.activeElement.textContent").startswith("Ready")
    title = card(page, "Photosynthesis").get_by_role("button", name="Photosynthesis", exact=True)
    title.focus()
    page.wait_for_timeout(3000)  # the library is asked for again meanwhile, and must leave the focus alone
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Photosynthesis").wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement.closest('dialog') !== null || document.activeElement === document.body"
        )
    page.keyboard.press("Escape")
    assert title.evaluate("element => document.activeElement === element")


@pytest.mark.parametrize(
    "look",
    [
        {"viewport": PHONE},
        {"viewport": PHONE, "color_scheme": "dark"},
        {"color_scheme": "dark", "reduced_motion": "reduce"},
    ],
    ids=["phone", "dark phone", "dark, still"],
)
def test_every_part_holds_in_every_look(stocked: Server, open_page: Open, look: dict[str, Any]) -> None:
    page = open_page(**look)
    for tab, there in (("create", ".model-card"), ("storyboard", ".empty"), ("library", "article")):
        page.goto(f"{stocked.url}/studio#{tab}")
        page.reload()
        page.locator(there).first.wait_for()
        if tab == "storyboard":
            page.get_by_role("button", name="See an example").click()
            page.locator(".scene-picture img").first.wait_for()
            page.locator(".inspector input").first.wait_for()
        for size in ("100%", "200%"):
            page.evaluate("size => document.documentElement.style.setProperty('font-size', size)", size)
            assert fits(page), (tab, size)
        page.evaluate("document.documentElement.style.removeProperty('font-size')")
        check_axe(page)
        if tab == "library":
            page.get_by_role("button", name="Details of Draft number 27").click()
            page.locator(".facts").wait_for()
            assert page.evaluate("(d => d.scrollWidth <= d.clientWidth)(document.querySelector('dialog'))")
            check_axe(page)
    if look.get("reduced_motion"):
        assert (
            page.evaluate("document.getAnimations().filter((one) => one.effect.getTiming().duration > 1).length") == 0
        )


def test_the_page_weighs_little(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/studio")
    page.get_by_role("radio", name=re.compile("^Storyboard")).wait_for()
    for tab, there in (("Storyboard", ".empty"), ("Library", ".library")):
        page.get_by_role("tab", name=tab).click()
        page.locator(f"#{tab.lower()} {there}").first.wait_for()
    weight = page.evaluate("""performance.getEntries().filter((one) => "encodedBodySize" in one)
      .filter((one) => !/\\/(api|v1|videos)\\//.test(one.name)).reduce((sum, one) => sum + one.encodedBodySize, 0)""")
    assert 20_000 < weight < 150_000


def test_the_outline_of_a_directed_film_is_shown_beside_it(tmp_path: Path, page: Any) -> None:
    with (
        Upstream(Scenario(replies=(CannedModel(),))) as upstream,
        Server(tmp_path, openai_base_url=upstream.url) as server,
    ):
        video = ask(server, "/v1/videos", {"prompt": "Explain how demand moves", "seconds": 90})
        server.until("select count(*) = 1 from jobs where brief is not null")
        page.goto(f"{server.url}/studio#library/{video['id']}")
        dialog = page.get_by_role("dialog", name="One of each")
        outline = dialog.locator("ol.outline > li")
        outline.nth(len(PLAN) - 1).wait_for()
        assert outline.count() == len(PLAN)
        assert "The idea of plot" in outline.nth(2).inner_text()
        assert "What a plot draws" in outline.nth(2).inner_text()
        check_axe(page)
        # It follows the video still; a server that goes away would be a fault of the page.
        page.goto("about:blank")
