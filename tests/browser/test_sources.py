"""From a scene to the slide that it shows: in the player beside the transcript, and on the page of the lesson."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from .conftest import DESKTOP, PHONE, check_axe

Open = Callable[..., Any]
pytestmark = pytest.mark.slow

LESSON = """---
title: Cells
language: en
document: Cells.pptx
---
<!-- slide 1 -->
# Cells

A cell is the smallest unit of life. It is alive.

<!-- slide 2 -->
## How a cell divides

1. The cell copies its DNA.
2. The copies move apart.
3. The cell splits in two.
"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a lesson that was made of slides."""
    folder: Path = tmp_path_factory.mktemp("school")
    (folder / "lessons").mkdir()
    (folder / "lessons" / "cells.md").write_text(LESSON, "utf-8")
    with Server(folder, lessons_dir=folder / "lessons") as server:
        yield server


@pytest.fixture(scope="module")
def video(school: Server) -> str:
    return str(school.chat("Make a video of this lesson", lessonId="cells")["videoId"])


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_click_on_the_slide_opens_its_sentence(
    open_page: Open, school: Server, video: str, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    page.goto(f"{school.url}/watch/{video}")
    if viewport == PHONE:
        page.get_by_role("button", name="Transcript").click()
    chip = page.locator("lesson-video a.source", has_text="Slide 2").first
    chip.wait_for()
    check_axe(page)
    with page.expect_popup() as opened:
        chip.click()
    lesson = opened.value
    lesson.wait_for_selector(".found")
    assert lesson.locator(".found").inner_text() == "The cell copies its DNA."
    assert lesson.locator(".found").is_visible()
    assert lesson.url.endswith("#slide-2")
    check_axe(lesson)


def test_in_a_frame_and_in_the_transcript_it_is_told_without_a_link(
    open_page: Open, school: Server, video: str
) -> None:
    page = open_page()
    page.goto(f"{school.url}/embed/{video}")
    page.wait_for_function("() => document.querySelector('lesson-video').video?.readyState >= 1")
    assert page.locator("lesson-video a.source").count() == 0
    page.goto(f"{school.url}/watch/{video}")
    page.locator("details.transcript summary").click()
    assert page.locator("details.transcript p").first.inner_text().endswith("(Slide 1)")


def test_a_film_on_a_stick_tells_it_as_text(open_page: Open, school: Server, video: str, tmp_path: Path) -> None:
    with urllib.request.urlopen(f"{school.url}/api/videos/{video}/offline.html", timeout=30) as answer:
        (tmp_path / "film.html").write_bytes(answer.read())
    page = open_page()
    page.goto((tmp_path / "film.html").as_uri())
    page.wait_for_function("() => document.querySelector('lesson-video').shadowRoot?.querySelector('span.source')")
    assert page.locator("lesson-video span.source").first.inner_text() == "Slide 1"
    assert page.locator("lesson-video a.source").count() == 0


def test_a_sentence_that_is_no_longer_there_leads_to_its_place_or_its_section(open_page: Open, school: Server) -> None:
    page = open_page()
    page.goto(f"{school.url}/?lesson=cells&quote=It%20was%20rewritten#slide-2")
    page.wait_for_function("() => document.querySelector('#slide-2').getBoundingClientRect().top < innerHeight")
    assert page.locator(".found").count() == 0
    page.goto(f"{school.url}/?lesson=cells&section=How%20a%20cell%20divides&quote=It%20was%20rewritten")
    page.wait_for_selector(".found")
    assert page.locator(".found").inner_text() == "How a cell divides"
