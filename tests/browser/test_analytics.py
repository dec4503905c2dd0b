"""A real film, watched in a real browser: what is counted is what was seen and answered, and nothing else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from .conftest import DESKTOP, PHONE, QUIZ_BOARD, check_axe, fits, make_film
from .test_login import log_in, make_account

pytestmark = pytest.mark.slow
Open = Callable[..., Any]
READY = """() => document.querySelector('lesson-video')?.state === 'ready' &&
  document.querySelector('lesson-video').video.duration > 1"""
VIDEO = "document.querySelector('lesson-video').video"


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Any]]:
    """A server with a film that nobody but these tests watches."""
    with Server(tmp_path_factory.mktemp("counted")) as server:
        yield server, make_film(server, QUIZ_BOARD)


def analytics(server: Server, film: Any) -> Any:
    return server.get(f"/api/videos/{film['videoId']}/analytics")


def until(server: Server, film: Any, true: Callable[[Any], bool]) -> Any:
    """What was counted, once that is so."""
    deadline = time.monotonic() + 30
    while not true(found := analytics(server, film)):
        assert time.monotonic() < deadline, found
        time.sleep(0.2)
    return found


def play(page: Any, seconds: float, *, start: float = 0) -> int:
    """Watch so many seconds of the film from there on, at its own pace; how many of its seconds were touched."""
    page.evaluate(f"{VIDEO}.currentTime = {start}")
    page.evaluate(f"{VIDEO}.muted = true; {VIDEO}.play()")
    page.wait_for_function(f"() => {VIDEO}.currentTime >= {start + seconds}")
    page.evaluate(f"{VIDEO}.pause()")
    return int(page.evaluate(f"{VIDEO}.currentTime")) - int(start) + 1


def test_two_views_with_a_jump_and_an_answer_are_told_as_they_were(
    counted: tuple[Server, Any], open_page: Open
) -> None:
    server, film = counted
    page = open_page()
    page.goto(f"{server.url}/watch/{film['videoId']}")
    page.wait_for_function(READY)
    assert analytics(server, film)["total"]["views"] == 0  # a page that is opened is no view
    seconds = play(page, 2.2)
    first = until(server, film, lambda found: found["total"]["watchedSeconds"] == seconds)
    assert (first["total"]["views"], first["total"]["finished"]) == (1, 0)
    assert [scene["begun"] for scene in first["scenes"]] == [1, 0, 0]
    last = first["scenes"][2]["start"]
    seconds += play(page, 1.2, start=last + 0.1)
    jumped = until(server, film, lambda found: found["total"]["watchedSeconds"] == seconds)
    assert [scene["begun"] for scene in jumped["scenes"]] == [1, 0, 1]
    assert jumped["total"]["views"] == 1
    page.evaluate(f"{VIDEO}.currentTime = {first['scenes'][1]['start']}")
    page.evaluate(f"{VIDEO}.play()")
    page.locator(".quiz .answer", has_text="Three").click()
    answered = until(server, film, lambda found: found["questions"][0]["answered"] == 1)
    options = [(each["text"], each["right"], each["chosen"]) for each in answered["questions"][0]["options"]]
    assert options == [("Three", False, 1), ("Eight", True, 0), ("Fifteen", False, 0)]
    assert page.context.cookies() == []
    another = open_page()
    another.goto(f"{server.url}/embed/{film['videoId']}")
    another.wait_for_function(READY)
    play(another, 1.2)
    another.close(run_before_unload=True)
    both = until(server, film, lambda found: found["total"]["views"] == 2)
    assert both["scenes"][0]["begun"] == 2
    assert both["questions"][0]["answered"] == 1


def count(server: Server, film: Any, view: str, *ranges: tuple[int, int], **answer: int) -> None:
    """Tell of a view as a player would."""
    body = {"view": view, "watched": [list(each) for each in ranges], "answers": [answer] if answer else []}
    assert server.post(f"/api/videos/{film['videoId']}/views", body)["counted"] is True


@pytest.mark.parametrize(("viewport", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_the_owner_sees_it_drawn_and_as_tables(
    counted: tuple[Server, Any], open_page: Open, viewport: dict[str, int], scheme: str, tmp_path: Path
) -> None:
    server, film = counted
    for number in range(9):
        count(server, film, f"a-view-of-somebody-{number}", (0, 2 + 2 * number), question=0, option=number % 3)
    page = open_page(viewport=viewport, color_scheme=scheme)
    page.goto(f"{server.url}/studio#library")
    page.get_by_role("link", name="How they are watched").click()
    page.wait_for_url("**/analytics")
    check_axe(page)
    page.screenshot(path=tmp_path / "films.png", full_page=True)
    page.get_by_role("link", name="Even numbers").click()
    page.wait_for_url("**/analytics/vid_*")
    told = analytics(server, film)
    assert page.locator(".numbers-totals dd").first.inner_text() == str(told["total"]["views"])
    rows = page.locator(".numbers-scenes tbody tr")
    assert rows.count() == 3
    first = rows.first.locator("td").nth(1).inner_text()
    assert first.split()[0] == str(told["scenes"][0]["watched"])
    option = page.locator(".numbers-question li", has_text="Eight")
    assert option.locator(".numbers-count").inner_text().split()[0] == str(told["questions"][0]["options"][1]["chosen"])
    page.get_by_text("These numbers as a table").click()
    check_axe(page)
    assert fits(page)
    page.screenshot(path=tmp_path / "film.png", full_page=True)
    page.get_by_role("link", name="7 days").click()
    page.wait_for_url("**?days=7")
    with page.expect_download() as taken:
        page.get_by_role("link", name="As a table (CSV)").click()
    text = Path(taken.value.path()).read_bytes()
    assert text.startswith(b"\xef\xbb\xbfday,counted,of,count")


def test_before_anybody_has_watched_it_says_so(counted: tuple[Server, Any], open_page: Open) -> None:
    site = counted[0]
    film = make_film(site, {**QUIZ_BOARD, "title": "Odd numbers"})
    page = open_page(viewport=PHONE)
    page.goto(f"{site.url}/watch/{film['videoId']}")
    page.get_by_role("link", name="How it is watched").click()
    assert "Nobody has watched it" in page.get_by_role("heading", level=2).inner_text()
    check_axe(page)


HOST = """<!doctype html><html lang="en"><title>School</title><link rel="icon" href="data:,"><h1>School</h1>
<iframe title="Film" width="640" height="360" src="{frame}" allow="autoplay"></iframe>
<script>
  window.heard = [];
  addEventListener("message", ({{ data, origin }}) => heard.push([origin, data.source, data.event, data.detail]));
</script>"""


@contextmanager
def page_of_a_school(html: str) -> Iterator[str]:
    """The address of a page of another site."""

    class School(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), School) as school:
        threading.Thread(target=school.serve_forever, daemon=True).start()
        yield f"http://localhost:{school.server_port}/"
        school.shutdown()


def test_the_page_around_a_frame_hears_what_happens_in_it(counted: tuple[Server, Any], open_page: Open) -> None:
    server, film = counted
    before = analytics(server, film)["total"]["views"]
    page = open_page()
    with page_of_a_school(HOST.format(frame=f"{server.url}/embed/{film['videoId']}")) as address:
        page.goto(address)
    frame = page.frames[1]
    frame.wait_for_function(READY)
    frame.evaluate(f"{VIDEO}.muted = true; {VIDEO}.play(); null")
    frame.locator(".quiz .answer", has_text="Eight").click()
    page.wait_for_function("() => heard.some(([, , event]) => event === 'quiz-answer')")
    frame.evaluate(f"{VIDEO}.pause()")
    heard = page.evaluate("heard")
    assert {(origin, source) for origin, source, *_ in heard} == {(server.url, "lesson-video")}
    assert {"ready", "play", "pause", "scene", "progress", "milestone"} <= {event for *_, event, _ in heard}
    [answer] = [detail for *_, event, detail in heard if event == "quiz-answer"]
    assert (answer["videoId"], answer["chosen"], answer["correct"]) == (film["videoId"], 1, True)
    scenes = [detail["title"] for *_, event, detail in heard if event == "scene"]
    assert scenes[:2] == [scene["title"] for scene in analytics(server, film)["scenes"]][:2]
    until(server, film, lambda found: found["total"]["views"] == before + 1)


@pytest.mark.parametrize("signal", ["globalPrivacyControl: true", "doNotTrack: '1'"])
def test_who_does_not_want_to_be_followed_is_not(counted: tuple[Server, Any], open_page: Open, signal: str) -> None:
    server, film = counted
    page = open_page()
    page.add_init_script(
        f"for (const [name, value] of Object.entries({{ {signal} }})) "
        "Object.defineProperty(Navigator.prototype, name, { get: () => value });"
    )
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url) if request.method == "POST" else None)
    page.goto(f"{server.url}/watch/{film['videoId']}")
    page.wait_for_function(READY)
    play(page, 2.5)
    assert told == []


def test_what_the_server_was_killed_over_comes_with_the_next_report(
    counted: tuple[Server, Any], open_page: Open, faults: Any
) -> None:
    faults.allow("ERR_CONNECTION_REFUSED|Failed to load resource")
    server, film = counted
    before = analytics(server, film)["total"]
    page = open_page()
    page.goto(f"{server.url}/watch/{film['videoId']}")
    page.wait_for_function(READY)
    seconds = play(page, 1.2)
    until(server, film, lambda found: found["total"]["watchedSeconds"] == before["watchedSeconds"] + seconds)
    page.wait_for_function(f"() => {VIDEO}.buffered.length && {VIDEO}.buffered.end(0) > 3")
    server.kill()
    page.evaluate(f"{VIDEO}.play()")
    page.wait_for_function(f"() => {VIDEO}.currentTime >= 2.5")
    page.evaluate(f"{VIDEO}.pause()")
    page.wait_for_timeout(500)
    server.start()
    assert analytics(server, film)["total"]["watchedSeconds"] == before["watchedSeconds"] + seconds
    page.evaluate(f"{VIDEO}.dispatchEvent(new Event('pause'))")
    after = until(server, film, lambda found: found["total"]["watchedSeconds"] > before["watchedSeconds"] + seconds)
    touched = int(page.evaluate(f"{VIDEO}.currentTime")) + 1
    assert after["total"]["watchedSeconds"] == before["watchedSeconds"] + touched
    assert after["total"]["views"] == before["views"] + 1


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a teacher and a student, where films may be watched by name."""
    settings = {"accounts": "invited", "analytics_names": "film", "rate_login": "off"}
    with Server(tmp_path_factory.mktemp("school"), **settings) as server:
        make_account(server, "Ada Lovelace")
        make_account(server, "Grace", "student")
        yield server


def test_a_teacher_sees_names_of_those_whom_the_player_has_told(school: Server, open_page: Open, faults: Any) -> None:
    faults.allow("404|401")
    teacher, student = open_page(), open_page(viewport=PHONE)
    log_in(teacher, school)
    teacher.wait_for_url("**/studio")
    made = teacher.evaluate(
        """async (board) => {
          const token = document.querySelector('meta[name="csrf"]').content;
          const headers = { "Content-Type": "application/json", "X-CSRF-Token": token };
          const body = JSON.stringify({ prompt: JSON.stringify(board), model: "storyboard-1" });
          const { id } = await (await fetch("/v1/videos", { method: "POST", headers, body })).json();
          for (;;) {
            const { status } = await (await fetch(`/v1/videos/${id}`)).json();
            if (status === "completed") return id;
            await new Promise((go) => setTimeout(go, 500));
          }
        }""",
        QUIZ_BOARD,
    )
    log_in(student, school, "/", "Grace")
    student.wait_for_url(f"{school.url}/")
    student.goto(f"{school.url}/watch/{made}")
    student.wait_for_function(READY)
    play(student, 1.2)
    assert student.get_by_text("with your name").count() == 0
    teacher.goto(f"{school.url}/analytics/{made}")
    teacher.get_by_role("button", name="Show me names").click()
    teacher.get_by_role("button", name="Keep names").click()
    teacher.get_by_text("Nobody yet.").wait_for()
    student.reload()
    student.get_by_text("with your name").wait_for()
    student.wait_for_function(READY)
    student.evaluate(f"{VIDEO}.muted = true; {VIDEO}.play(); null")
    student.locator(".quiz .answer", has_text="Eight").click()
    check_axe(student)
    student.wait_for_timeout(800)
    teacher.reload()
    row = teacher.locator("tr", has_text="Grace")
    row.wait_for()
    assert "1 of 1" in row.inner_text()
    check_axe(teacher)
    assert school.rows("select count(*) as n from film_people") == [{"n": 1}]
    teacher.get_by_role("button", name="Keep no names any more").click()
    teacher.get_by_role("button", name="Forget them").click()
    teacher.get_by_role("button", name="Show me names").wait_for()
    assert school.rows("select count(*) as n from film_people") == [{"n": 0}]
