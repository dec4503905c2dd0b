"""A brand of one's own, set in the studio."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.media.test_overlay import a_logo

from ..server import Server
from .conftest import PHONE, check_axe, fits
from .test_login import log_in, make_account, shot

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_a_brand_is_set_in_the_studio(
    open_page: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, site: Server, viewport: Any
) -> None:
    folder: Path = tmp_path_factory.mktemp("logo")
    page = open_page(**({"viewport": viewport} if viewport else {}))
    page.goto(f"{site.url}/studio")
    page.get_by_role("button", name="Your brand").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Riverside School")
    dialog.get_by_label("Logo", exact=True).set_input_files(str(a_logo(folder / "logo.png", (400, 200))))
    dialog.get_by_alt_text("Your logo").wait_for()
    dialog.get_by_label("A colour of its own").check()
    dialog.get_by_label("The colour").fill("#ffee00")
    dialog.get_by_label("Words at the end").fill("See you next week")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_text("could not be read on paper").wait_for()
    dialog.get_by_alt_text("The last card").wait_for()
    check_axe(page)
    shot(page, f"brand-{'390' if viewport else '1280'}")
    assert fits(page)
    assert site.get("/api/me/brand")["closing"] == "See you next week"
    dialog.get_by_role("button", name="No brand").click()
    page.wait_for_function("""() => document.getElementById("brand-name").value === "" """)
    assert site.get("/api/me/brand")["name"] == ""


def test_a_brand_is_set_at_the_account_and_seen_before_it_is_saved(
    open_page: Callable[..., Any], tmp_path: Path
) -> None:
    with Server(tmp_path, accounts="invited", rate_login="off") as school:
        make_account(school, "Ada Lovelace")
        make_account(school, "Grace", "student")
        page = open_page()
        log_in(page, school, "/account")
        brand = page.get_by_role("region", name="Your brand")
        brand.get_by_alt_text("A scene of a film").wait_for()
        before = brand.get_by_alt_text("A scene of a film").get_attribute("src")
        brand.get_by_label("Name").fill("Riverside School")
        brand.get_by_label("Logo", exact=True).set_input_files(str(a_logo(tmp_path / "logo.png", (1600, 800))))
        brand.get_by_label("Words at the end").fill("See you next week")
        card = brand.get_by_alt_text("The last card")
        card.wait_for()
        page.wait_for_function("() => document.querySelectorAll('.brand-pictures img').length === 2")
        assert brand.get_by_alt_text("A scene of a film").get_attribute("src") != before
        check_axe(page)
        shot(page, "account-brand-1280")
        page.set_viewport_size(PHONE)
        assert fits(page)
        shot(page, "account-brand-390")
        brand.get_by_role("button", name="Save").focus()
        page.keyboard.press("Enter")
        page.get_by_text("It is on the films that you order from now on.").wait_for()
        assert school.rows("select closing from brands where in_use") == [{"closing": "See you next week"}]
        student = open_page()
        log_in(student, school, "/account", "Grace")
        student.get_by_role("heading", name="Your account").wait_for()
        assert student.get_by_role("heading", name="Your brand").count() == 0
