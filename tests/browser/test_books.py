"""A book in the page: a pasted text becomes several lessons, and a course of it shows how far its plan is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.collections.test_course_kills import book

from ..server import Server
from .conftest import PHONE, check_axe, fits
from .test_login import shot

pytestmark = pytest.mark.slow


def test_a_book_is_pasted_and_its_course_shows_how_far_it_is_planned(open_page: Any, tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        page = open_page()
        page.goto(f"{server.url}/lessons")
        page.locator("[name=add-way][value=text]").check()
        page.locator("#add-text").evaluate("(place, text) => { place.value = text; }", book().decode())
        page.locator("#add-name").fill("The sea")
        page.get_by_role("button", name="Make the lesson").click()
        page.get_by_text("is 2 lessons now").wait_for(state="attached", timeout=120_000)
        assert page.locator("#add-text").input_value() == "", "it is sent, and need not be sent again"
        shot(page, "book-pasted")
        lesson = next(each["id"] for each in server.get("/api/lessons")["lessons"] if each["origin"] == "own")
        page.goto(f"{server.url}/courses/new?lesson={lesson}")
        page.get_by_text("Reading lesson 1 of 2").wait_for()
        page.get_by_role("button", name="Make these").wait_for(timeout=120_000)
        assert page.locator(".film").count() > 10
        assert "Every section is in one of them." in page.locator(".course-form").inner_text()
        course = server.post(f"/api/lessons/{lesson}/course", {"allParts": True})["id"]
        page.goto(f"{server.url}/collections/{course}")
        planned = page.locator(".collection-planned")
        planned.wait_for()
        assert "of 2 lessons planned" in planned.inner_text()
        shot(page, "course-planned")
        page.set_viewport_size(PHONE)
        assert fits(page)
        shot(page, "course-planned-phone")
        planned.wait_for(state="detached", timeout=180_000)
        assert page.locator("#rows .row").count() > 10
        check_axe(page)
