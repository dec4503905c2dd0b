"""A real film, watched in a real browser: what is counted is what was seen and answered, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ..server import Server
from .conftest import QUIZ_BOARD, make_film

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
