"""Admins read in the studio who did what; nobody else is shown the tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ..server import Server
from .conftest import PHONE, check_axe, fits
from .test_login import log_in, make_account, shot

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with an admin and a teacher."""
    with Server(tmp_path_factory.mktemp("audited"), accounts="invited") as server:
        make_account(server, "Ada Lovelace", "admin")
        make_account(server, "Grace", "teacher")
        yield server


def test_an_admin_reads_who_did_what(school: Server, open_page: Callable[..., Any], faults: Any) -> None:
    faults.allow("401")
    page = open_page(viewport=PHONE, color_scheme="dark")
    page.goto(f"{school.url}/login")
    page.get_by_label("Name").fill("Grace")
    page.get_by_label("Password", exact=True).fill("not this one at all")
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("alert").wait_for()
    log_in(page, school)
    page.wait_for_url("**/studio")
    page.goto(f"{school.url}/studio#audit")
    table = page.get_by_role("region", name="Audit log")
    table.get_by_text("account: login").first.wait_for()
    check_axe(page)
    assert fits(page), "only the table scrolls"
    shot(page, "audit-phone")
    page.get_by_label("Result").select_option("Refused")
    table.get_by_text("account: create").first.wait_for(state="detached")
    assert table.locator("tbody tr").count() == 1
    assert "refused" in table.locator("tbody tr").inner_text()
    page.get_by_label("Done to").select_option("API keys")
    page.get_by_text("Nothing of this kind has happened.").wait_for()
    wide = open_page(page.context)
    wide.set_viewport_size({"width": 1280, "height": 800})
    wide.emulate_media(color_scheme="light")
    wide.goto(f"{school.url}/studio#audit")
    wide.get_by_role("region", name="Audit log").get_by_text("account: login").first.wait_for()
    check_axe(wide)
    shot(wide, "audit-wide")
    with wide.expect_download() as download:
        wide.get_by_role("link", name="CSV").click()
    assert "account.login" in download.value.path().read_text("utf-8")


def test_the_log_is_read_page_by_page_with_the_keyboard(school: Server, page: Any) -> None:
    log_in(page, school)
    page.wait_for_url("**/studio")
    page.evaluate(
        """import("/static/api.js").then(async ({ call }) => {
            const { conversationId } = await call("api/chat", { method: "POST", json: { message: "hello" } });
            for (let n = 0; n < 50; n += 1)
              await call("api/guest-links", { method: "POST", json: { conversationId, hours: 1 } });
        })"""
    )
    page.goto(f"{school.url}/studio#audit")
    older = page.get_by_role("button", name="Older")
    rows = page.get_by_role("region", name="Audit log").locator("tbody tr")
    older.press("Enter")
    page.locator("#audit tbody tr").nth(50).wait_for()
    assert rows.nth(50).evaluate("row => row.contains(document.activeElement)"), "one reads on where the new ones begin"


def test_a_teacher_has_no_such_tab(school: Server, page: Any) -> None:
    log_in(page, school, name="Grace")
    page.wait_for_url("**/studio")
    page.get_by_role("tab", name="Library").wait_for()
    assert page.get_by_role("tab", name="Audit log").count() == 0
