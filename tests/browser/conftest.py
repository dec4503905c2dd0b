"""A real Chromium on a real server. A page that complains in its console, or asks another host, fails its test.

    def test_something(page: Page, site: Server) -> None:
        page.goto(f"{site.url}/studio")
        check_axe(page)

`open_page` opens more pages (two tabs, a phone, dark colours), each in a context of its own unless told otherwise.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from ..server import Server

playwright_api = pytest.importorskip("playwright.sync_api")
playwright_api.expect.set_options(timeout=30_000)
Browser, BrowserContext, Page = playwright_api.Browser, playwright_api.BrowserContext, playwright_api.Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_AXE = Path(__file__).parent / "vendor" / "axe.min.js"
# A colour on its way from one to another has no contrast that could be judged.
_STILL = """Promise.all(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime < 5000)
  .map((one) => one.finished.catch(() => null)))"""
_LOCAL = ("127.0.0.1", "localhost")
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests."""
    if CHROMIUM is None:
        pytest.skip("Chromium is needed: apt-get install chromium")
    with playwright_api.sync_playwright() as playwright:
        # As root there is no sandbox; the autoplay policy would leave a video without a click on its first frame.
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the embedded engine, for all tests that do it no harm."""
    with Server(tmp_path_factory.mktemp("site")) as server:
        yield server


QUIZ_BOARD = {
    "title": "Even numbers",
    "language": "en",
    "scenes": [
        {"type": "title", "title": "Even numbers", "narration": "Some numbers are even. They come in pairs."},
        {
            "type": "quiz",
            "question": "Which number is even?",
            "options": ["Three", "Eight", "Fifteen"],
            "answer": 1,
            "reason": "Eight is four pairs.",
            "narration": "Which number is even?",
            "answer_narration": "It is eight: four pairs.",
        },
        {
            "type": "takeaways",
            "takeaways": [{"text": "Pairs make even."}, {"text": "One left over is odd."}, {"text": "Zero is even."}],
            "narration": "Remember these three.",
        },
    ],
}


def make_film(site: Server, board: dict[str, Any], timeout: float = 90) -> Any:
    """The reply of a finished film of the board."""
    job = site.post("/v1/videos", {"prompt": json.dumps(board), "model": "storyboard-1"})
    return site.wait(f"/api/videos/{job['id']}", timeout)


@pytest.fixture(scope="session")
def film(site: Server) -> Any:
    """The reply of a film of about 15 seconds: three chapters, one question, three takeaways."""
    return make_film(site, QUIZ_BOARD)


class Faults:
    """What pages did wrong. A test that provokes something says so with `allow`."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._allowed: list[str] = []

    def allow(self, pattern: str) -> None:
        """Pass over faults in which this regular expression is found."""
        self._allowed.append(pattern)

    def watch(self, page: Any) -> None:
        """Note the faults of a page from now on. The console tells violations of the content policy, too."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._seen.append(f"error: {error}"))
        page.on("request", self._request)

    def check(self) -> None:
        """Fail if there was any."""
        seen = [fault for fault in self._seen if not any(re.search(one, fault) for one in self._allowed)]
        assert not seen, "The page complained:\n" + "\n".join(seen)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self._seen.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in _LOCAL:
            self._seen.append(f"asked another host: {request.url}")


@pytest.fixture
def faults() -> Iterator[Faults]:
    """What this test's pages did wrong; looked at when it ends."""
    noted = Faults()
    yield noted
    noted.check()


@pytest.fixture
def open_page(browser: Any, faults: Faults) -> Iterator[Callable[..., Any]]:
    """Open a page: `open_page(viewport=PHONE, color_scheme="dark")`; `context` opens it as a tab beside others."""
    contexts: list[Any] = []

    def open_(context: Any = None, **options: Any) -> Any:
        if context is None:
            context = browser.new_context(**({"viewport": DESKTOP} | options))
            context.set_default_timeout(90_000)
            contexts.append(context)
        page = context.new_page()
        faults.watch(page)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """A page of 1280 x 800 in light colours."""
    return open_page()


def fits(page: Any) -> bool:
    """Whether nothing of a page sticks out to the side, once it has taken the shape of its window."""
    try:
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth", timeout=30_000)
    except playwright_api.TimeoutError:
        return False
    return True


def check_axe(page: Any) -> None:
    """Fail if axe-core finds anything against accessibility on the page as it is now."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_AXE.read_text("utf-8") + "; null")
    page.evaluate(f"{_STILL}.then(() => null)")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [
        f"{fault['id']}: {fault['help']}\n  " + "\n  ".join(node["html"][:200] for node in fault["nodes"][:4])
        for fault in found["violations"]
    ]
    assert not told, "axe-core finds:\n" + "\n".join(told)
