"""A real film, watched in a real browser: what is counted is what was seen and answered, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from .conftest import DESKTOP, PHONE, QUIZ_BOARD, check_axe, make_film

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
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=tmp_path / "film.png", full_page=True)
    page.get_by_role("link", name="7 days").click()
    page.wait_for_url("**?days=7")
    with page.expect_download() as taken:
        page.get_by_role("link", name="As a table (CSV)").click()
    text = Path(taken.value.path()).read_bytes()
    assert text.startswith(b"\xef\xbb\xbfday,counted,of,count")


def test_before_anybody_has_watched_it_says_so(site: Server, film: Any, open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{site.url}/watch/{film['videoId']}")
    page.get_by_role("link", name="How it is watched").click()
    assert "Nobody has watched it" in page.get_by_role("heading", level=2).inner_text()
    check_axe(page)
