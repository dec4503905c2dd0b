"""What the editor of lessons shows beside a text: figures as storyboards to be drawn, pictures of the lesson's own."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.storyboard.reading.figure import read_figure
from hackathon_backend.web.sending import STATIC

PLOT = "```plot\nheading: A parabola\ncurves:\n  - {formula: x^2}\n```"
SAMPLES = json.loads((STATIC / "lessons" / "figures.json").read_text("utf-8"))


def html_of(client: FlaskClient, text: str, **more: Any) -> str:
    """The text as the route answers it."""
    (html,) = client.post("/api/html", json={"texts": [text], **more}).get_json()["html"]
    return str(html)


def test_a_figure_comes_with_the_storyboard_that_its_picture_is_drawn_from(client: FlaskClient) -> None:
    html = html_of(client, PLOT, figures=True, language="de")
    found = re.search(r'data-board="([^"]*)"', html)
    assert found and " src=" not in html
    board = json.loads(unescape(found[1]))
    assert board["language"] == "de"
    board["title"] = "Curves"
    drawn = client.post("/api/storyboard/scene", json={"storyboard": board, "scene": 0})
    assert drawn.status_code == 200
    assert client.get(drawn.get_json()["url"]).mimetype == "image/webp"


def test_without_being_asked_for_a_figure_is_a_listing(client: FlaskClient) -> None:
    assert "data-board" not in html_of(client, PLOT)
    assert '<pre class="code"' in html_of(client, PLOT)


def test_nothing_in_a_figure_leaves_its_attribute(client: FlaskClient) -> None:
    text = PLOT.replace("A parabola", "'\"><img src=x onerror=alert(1)>'")
    html = html_of(client, text, figures=True)
    assert html.count("<img") == 1
    assert "&quot;&gt;&lt;img" in html


def test_pictures_are_those_of_the_lesson_that_is_named(client: FlaskClient) -> None:
    own = "own-0123456789abcdef"
    assert f'src="/lessons/{own}/pictures/picture-1.png"' in html_of(client, "![a](picture-1.png)", lessonId=own)
    assert "<img" not in html_of(client, "![a](picture-1.png)")
    assert "<img" not in html_of(client, "![a](https://example.org/a.png)", lessonId=own)


@pytest.mark.parametrize("bad", ["../x", 'a" onload="', "A", "own_1", 7])
def test_a_lesson_that_can_not_be_one_is_refused(client: FlaskClient, bad: object) -> None:
    answer = client.post("/api/html", json={"texts": ["a"], "lessonId": bad})
    assert answer.status_code == 400
    assert answer.get_json()["error"]["param"] == "lessonId"


@pytest.mark.parametrize("sample", SAMPLES, ids=[each["name"] for each in SAMPLES])
def test_a_figure_to_begin_with_can_be_drawn_as_it_is(sample: dict[str, str]) -> None:
    fence = re.fullmatch(r"```(\w+)\n(.*)\n```", sample["text"], re.DOTALL)
    assert fence is not None
    figure = read_figure(fence[1], fence[2])
    assert figure is not None and figure.drawable and not figure.changes
