"""A teacher has her lesson put into other languages: chosen, followed, opened, and said when it can not be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ..server import Server
from ..translations.by_hand import HandTranslator
from ..translations.test_markdown import LESSON, TOLD
from ..upstream import Fault, Scenario, Upstream
from .conftest import PHONE, check_axe, fits
from .lesson_pages import make_lesson
from .test_login import shot

pytestmark = pytest.mark.slow

Open = Callable[..., Any]
WATER = LESSON.replace("![A drop of water](picture-1.png)", "")
"""Its picture is not there."""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a language model that thinks for a while before it translates."""
    upstream = Upstream(Scenario(replies=(HandTranslator(more={"es": TOLD}),), chat=Fault(wait=3)))
    with upstream, Server(tmp_path_factory.mktemp("school"), openai_base_url=upstream.url) as server:
        yield server


def opened(page: Any, site: Server, lesson: str) -> Any:
    """The dialog, opened by keyboard."""
    page.goto(f"{site.url}/lessons/{lesson}/edit")
    more = page.locator("summary[aria-label=More]")
    more.focus()
    more.press("Enter")
    page.get_by_role("button", name="Other languages…").press("Enter")
    return page.get_by_role("dialog", name="“Water” in other languages")


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), ({"width": 1280, "height": 800}, "light")])
def test_a_lesson_is_put_into_other_languages_and_opened(
    school: Server, open_page: Open, size: Any, scheme: str
) -> None:
    lesson = make_lesson(school, WATER)["id"]
    page = open_page(viewport=size, color_scheme=scheme)
    dialog = opened(page, school, lesson)
    assert dialog.get_by_label(re.compile("English")).count() == 0, "it is in English already"
    send = dialog.get_by_role("button", name="Translate")
    assert send.is_disabled()
    dialog.get_by_label(re.compile("Spanish")).press("Space")
    dialog.get_by_label(re.compile("Hindi")).press("Space")
    shot(page, f"lesson-languages-{scheme}")
    dialog.get_by_role("button", name="Translate into 2 languages").press("Enter")
    dialog.get_by_role("progressbar", name="How far Spanish is").wait_for()
    assert dialog.get_by_label(re.compile(r"^\W*Español")).is_disabled()
    check_axe(page)
    dialog.get_by_role("button", name="Stop with Hindi").press("Enter")
    dialog.get_by_role("button", name="Try again in Hindi").wait_for()
    link = dialog.get_by_role("link", name="Open in Spanish")
    link.wait_for(timeout=60_000)
    check_axe(page)
    assert fits(page)
    shot(page, f"lesson-languages-made-{scheme}")
    link.press("Enter")
    page.wait_for_url("**/lessons/own-*/edit")
    page.get_by_label("Title of the lesson").and_(page.locator("[dir=auto]")).wait_for()
    page.wait_for_function("() => document.getElementById('text').value.includes('Hierve a 100 °C.')")
    spanish = page.url.rsplit("/", 2)[1]
    assert spanish != lesson
    page.locator("summary[aria-label=More]").click()
    page.get_by_role("button", name="Other languages…").click()
    page.get_by_role("link", name="the one in English").wait_for()


def test_without_a_language_model_the_dialog_says_so(site: Server, open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    dialog = opened(page, site, make_lesson(site, WATER)["id"])
    dialog.get_by_text("There is no language model on this server").wait_for()
    assert dialog.get_by_role("button", name="Translate").count() == 0
    check_axe(page)
