"""A teacher says who may read her lesson: nobody, some by name, everybody who logs in here, everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ..server import Server
from .conftest import PHONE, check_axe, fits
from .lesson_pages import CALL, TIDES
from .test_login import log_in, make_account, shot

pytestmark = pytest.mark.slow

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with accounts, of two teachers."""
    with Server(tmp_path_factory.mktemp("school"), accounts="invited") as server:
        for name in ("Ada Lovelace", "Grace"):
            make_account(server, name)
        yield server


def test_a_lesson_is_shared_by_name_with_the_class_and_taken_back(school: Server, open_page: Open, faults: Any) -> None:
    faults.allow("400|404")
    page = open_page(viewport=PHONE, color_scheme="dark")
    log_in(page, school, "/lessons")
    page.get_by_role("heading", name="Your first lesson is one document away").wait_for()
    made = page.evaluate(CALL, ["api/lessons", {"method": "POST", "json": {"text": TIDES}}])
    grace = open_page()
    log_in(grace, school, "/lessons", name="Grace")
    grace.get_by_role("link", name="Photosynthesis", exact=True).wait_for()
    assert grace.get_by_role("link", name="The tides", exact=True).count() == 0

    page.goto(f"{school.url}/lessons/{made['id']}/edit")
    page.get_by_role("button", name="Who may read it: Only you").click()
    dialog = page.get_by_role("dialog", name="Share “The tides”")
    field = dialog.get_by_label("Add somebody")
    field.fill("Nobody At All")
    field.press("Enter")
    dialog.get_by_role("alert").get_by_text(re.compile("^Nobody here is called .Nobody At All")).wait_for()
    field.fill("Grace")
    field.press("Enter")
    dialog.get_by_role("button", name="Take out Grace").wait_for()
    check_axe(page)
    assert fits(page)
    shot(page, "lesson-share-phone")
    grace.reload()
    grace.get_by_role("heading", name="Shared with you").wait_for()
    grace.get_by_role("link", name="The tides", exact=True).click()
    grace.get_by_role("article").get_by_text("The Moon pulls the sea").wait_for()
    assert grace.get_by_role("link", name="Edit this lesson").count() == 0, "it is not hers to change"
    grace.goto(f"{school.url}/lessons/{made['id']}/edit")
    grace.get_by_role("heading", name="It could not be opened").wait_for()

    dialog.get_by_role("radio", name="Everybody here").check()
    field.wait_for(state="detached")
    check_axe(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Who may read it: Everybody here").click()
    dialog.get_by_role("radio", name="Only you").check()
    dialog.get_by_role("button", name="Take out Grace").click()
    dialog.get_by_role("button", name="Take out Grace").wait_for(state="detached")
    grace.goto(f"{school.url}/lessons")
    grace.get_by_role("link", name="Photosynthesis", exact=True).wait_for()
    assert grace.get_by_role("link", name="The tides", exact=True).count() == 0
