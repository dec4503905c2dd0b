"""A video is reported on its own page, and the report decided in the studio."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..server import Server
from .conftest import PHONE, QUIZ_BOARD, check_axe, fits, make_film

pytestmark = pytest.mark.slow

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server of its own with a video."""
    with Server(tmp_path_factory.mktemp("reported")) as server:
        yield server, make_film(server, QUIZ_BOARD)["videoId"]


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_is_sent_by_keyboard_and_thanked_for(
    reported: tuple[Server, str], open_page: Open, tmp_path: Path, viewport: dict[str, int] | None, scheme: str
) -> None:
    server, video = reported
    page = open_page(color_scheme=scheme, **({"viewport": viewport} if viewport else {}))
    page.goto(f"{server.url}/watch/{video}")
    page.get_by_text("Report this video").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Something in it is wrong").focus()
    page.keyboard.press("Space")
    page.get_by_label("In your words").fill("Three is not even.\n<b>Really</b>")
    check_axe(page)
    assert fits(page), "nothing sticks out"
    page.locator(".report").screenshot(path=tmp_path / "report.png")
    page.get_by_role("button", name="Send the report").press("Enter")
    page.get_by_text("Thank you. Somebody will look at this video.").wait_for()
    assert page.get_by_role("button", name="Send the report").is_hidden()


def test_an_admin_dismisses_a_report_and_removes_a_video(
    reported: tuple[Server, str], open_page: Open, tmp_path: Path
) -> None:
    server, video = reported
    server.post(f"/v1/videos/{video}/report", {"reason": "wrong", "text": "Three is not even.\n<b>Really</b>"})
    for name, options in {"wide": {}, "narrow": {"viewport": PHONE, "color_scheme": "dark"}}.items():
        page = open_page(**options)
        page.goto(f"{server.url}/studio#reports")
        page.get_by_text("<b>Really</b>").wait_for()
        check_axe(page)
        assert fits(page), "nothing sticks out"
        page.screenshot(path=tmp_path / f"queue-{name}.png", full_page=True)
    page.get_by_role("button", name="Dismiss").press("Enter")
    page.get_by_text("Nothing to decide.").wait_for()
    server.post(f"/v1/videos/{video}/report", {"reason": "unsuitable"})
    page.reload()
    page.get_by_role("button", name="Remove the video").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Remove the video").press("Enter")
    page.get_by_text("Nothing to decide.").wait_for()
    page.get_by_label("Show").select_option("Removed")
    page.get_by_text("removed by local").wait_for()


def test_reports_are_not_spoken_of_before_there_are_any(site: Server, page: Any) -> None:
    page.goto(f"{site.url}/studio#reports")
    page.get_by_role("tab", name="Create", selected=True).wait_for()
    assert page.get_by_role("tab", name="Reports").is_hidden()
