"""What all pages share: the header, the colours, and how they are sent."""

from __future__ import annotations

import gzip
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from ..server import Server
from .conftest import PHONE, check_axe

pytestmark = pytest.mark.slow

PAGES = ("/", "/lessons", "/studio")


def fetch(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_allows_no_script_but_its_own(site: Server, path: str) -> None:
    status, headers, body = fetch(site.url + path)
    assert status == 200
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert b"<style" not in body and b"style=" not in body and b"onclick" not in body


def test_files_are_typed_packed_and_sent_again_only_if_changed(site: Server) -> None:
    status, headers, plain = fetch(f"{site.url}/static/base.css")
    assert (status, headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert headers["Cache-Control"] == "no-cache"
    status, headers, packed = fetch(f"{site.url}/static/base.css", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == plain
    assert fetch(f"{site.url}/static/base.css", Accept_Encoding="gzip", If_None_Match=headers["ETag"])[0] == 304
    assert fetch(f"{site.url}/static/dom.js")[1]["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    "name", ["", "..%2fpages.py", "%2e%2e/pages.py", "fonts", "none.css", "fonts/%00.css", "x" * 300]
)
def test_nothing_but_the_files_of_the_pages_is_served(site: Server, name: str) -> None:
    status, _, body = fetch(f"{site.url}/static/{name}")
    assert status == 404
    assert b"not_found" in body


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_follow_the_system_until_chosen(site: Server, open_page: Callable[..., Any], scheme: str) -> None:
    page = open_page(color_scheme=scheme, viewport=PHONE)
    page.goto(site.url + "/studio")

    def ground() -> Any:
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    first = ground()
    check_axe(page)
    page.get_by_role("button", name=f"Use {'dark' if scheme == 'light' else 'light'} colours").click()
    assert ground() != first
    check_axe(page)
    chosen = ground()
    page.reload()
    assert ground() == chosen
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_keyboard_goes_first_to_the_content(page: Any, site: Server) -> None:
    page.goto(site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
