"""People log in, see who they are, and log out, in a real browser: without scripts in the forms, and without faults."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..server import ROOT, Server
from .conftest import PHONE, check_axe, fits

pytestmark = pytest.mark.slow

GOOD = "violet tram under snow"


def make_account(site: Server, name: str, role: str = "teacher") -> None:
    """By the command line, as an admin does."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    command = [sys.executable, "-m", "hackathon_backend", "accounts", "create", name, "--role", role, "--ask"]
    subprocess.run(
        command, cwd=site.folder, env=kept | {"PYTHONPATH": str(ROOT)}, input=f"{GOOD}\n", text=True, check=True
    )


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with accounts, of which there are two."""
    with Server(Path(tmp_path_factory.mktemp("school")), accounts="open") as server:
        make_account(server, "Ada Lovelace")
        make_account(server, "Grace")
        yield server


def log_in(page: Any, site: Server, path: str = "/studio", name: str = "Ada Lovelace") -> None:
    page.goto(f"{site.url}{path}")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password", exact=True).fill(GOOD)
    page.get_by_role("button", name="Log in", exact=True).click()


def shot(page: Any, name: str) -> None:
    """Kept for people to look at, if SHOTS names a folder."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wide", [True, False])
def test_the_forms_are_for_everybody(
    school: Server, open_page: Callable[..., Any], faults: Any, scheme: str, wide: bool
) -> None:
    faults.allow("401|429|400")
    options = {} if wide else {"viewport": PHONE}
    page = open_page(color_scheme=scheme, **options)
    for path in ("/login", "/register"):
        page.goto(school.url + path)
        check_axe(page)
        shot(page, f"{path[1:]}-{scheme}-{wide}")
        assert fits(page)
    page.goto(f"{school.url}/login")
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("Password", exact=True).fill("not this one at all")
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("alert").wait_for()
    check_axe(page)
    shot(page, f"wrong-{scheme}-{wide}")
    log_in(page, school, "/account")
    page.get_by_role("heading", name="Your account").wait_for()
    check_axe(page)
    shot(page, f"account-{scheme}-{wide}")
    page.locator("#user summary").click()
    check_axe(page)
    assert fits(page)
    shot(page, f"menu-{scheme}-{wide}")


def test_who_is_logged_in_works_in_the_studio_and_logs_out(school: Server, page: Any) -> None:
    log_in(page, school)
    page.wait_for_url("**/studio")
    assert "Ada Lovelace" in page.locator("#user").inner_text()
    answer = page.evaluate(
        """import("/static/api.js").then(({ call }) =>
            call("v1/videos", { method: "POST", json: { prompt: "Explain binary search", model: "storyboard-1" } }))"""
    )
    assert answer["status"] in ("queued", "in_progress")
    page.locator("#user summary").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login")
    page.goto(f"{school.url}/studio")
    assert "/login" in page.url


def test_a_page_of_another_origin_can_do_nothing_with_the_cookie(school: Server, page: Any, faults: Any) -> None:
    faults.allow("403|CORS|Failed to load|ERR_FAILED")
    log_in(page, school)
    page.wait_for_url("**/studio")
    before = len(school.rows("select id from jobs"))
    # Another port of this machine is the same site to browsers, and gets the cookie along.
    with _Neighbour() as neighbour:
        page.goto(neighbour.url)
        page.evaluate(
            """(url) => fetch(url, { method: "POST", credentials: "include",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify({ prompt: "Explain binary search" }) }).catch(() => null)""",
            f"{school.url}/v1/videos",
        )
    assert len(school.rows("select id from jobs")) == before


class _Neighbour:
    """A server of somebody else on this machine, which serves an empty page."""

    def __enter__(self) -> _Neighbour:
        import http.server
        import threading

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<!doctype html><link rel=icon href='data:,'><title>Neighbour</title>")

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


_CALL = """([path, json]) => import("/static/api.js").then(({ call }) => call(path, { method: "POST", json }))"""


def test_a_guest_goes_on_in_the_one_conversation(school: Server, page: Any, open_page: Callable[..., Any]) -> None:
    log_in(page, school)
    page.wait_for_url("**/studio")
    said = page.evaluate(_CALL, ["api/chat", {"message": "What is photosynthesis?"}])
    link = page.evaluate(_CALL, ["api/guest-links", {"conversationId": said["conversationId"], "hours": 1}])
    guest = open_page()
    guest.goto(link["url"])
    guest.wait_for_url(f"**/?c={said['conversationId']}")
    guest.locator("#messages").get_by_text("What is photosynthesis?").first.wait_for()
    assert "Guest" in guest.locator("#user").inner_text()
    check_axe(guest)
    shot(guest, "guest")
    answer = guest.evaluate(
        _CALL, ["api/chat", {"message": "What is chlorophyll?", "conversationId": said["conversationId"]}]
    )
    assert answer["conversationId"] == said["conversationId"]
    guest.reload()
    guest.locator("#messages").get_by_text("What is chlorophyll?").first.wait_for()
