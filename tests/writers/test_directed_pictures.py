"""A language model that directs a film of a document chooses among the document's pictures."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from hackathon_backend.lessons import Lesson
from hackathon_backend.storyboard.film import THEMES
from hackathon_backend.storyboard.preview import stills
from hackathon_backend.storyboard.shot import Format
from hackathon_backend.writers.base import Request

from .canned_model import OUTLINE, CannedModel, told
from .test_directing import ASK, Directed, direct

TEXT = """---
title: "Cells"
document: "Cells.pdf"
---

<!-- page 3 -->

## How a cell divides

The cell copies its DNA and then divides in two.

![Figure 2: A cell in anaphase](cell.png)

![](gone.png)
"""


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    image = Image.new("RGB", (320, 200), "white")
    ImageDraw.Draw(image).ellipse((60, 30, 260, 170), fill="teal")
    data = io.BytesIO()
    image.save(data, "PNG")
    (tmp_path / "cell.png").write_bytes(data.getvalue())
    return replace(Lesson.inline("", TEXT), folder=tmp_path)


def outlined(**fields: str) -> dict[str, Any]:
    """The outline of the canned model with other fields in its third scene."""
    scenes = [dict(scene) for scene in OUTLINE["scenes"]]
    scenes[2] |= fields
    return OUTLINE | {"scenes": scenes}


def filmed(lesson: Lesson, outline: Any, *more: Any) -> Directed:
    request: Request = replace(ASK, lesson=lesson)
    return direct(CannedModel({"outline": [outline, *more]}), request)


def test_the_model_is_told_which_pictures_a_document_has_and_where(lesson: Lesson) -> None:
    made = filmed(lesson, OUTLINE)
    assert "pic1: Figure 2: A cell in anaphase (page 3, under 'How a cell divides')" in told(made.calls[0])
    assert "pic2" not in told(made.calls[0])
    scene = made.calls[0]["response_format"]["json_schema"]["schema"]["properties"]["scenes"]["items"]
    assert scene["properties"]["picture"]["enum"] == ["", "pic1"]
    assert "image" in scene["properties"]["kind"]["enum"]


def test_without_pictures_nothing_of_them_is_said() -> None:
    schema = direct(CannedModel()).calls[0]["response_format"]["json_schema"]["schema"]
    assert "picture" not in schema["properties"]["scenes"]["items"]["properties"]


@pytest.mark.parametrize("kind", ["image", "plot"])
def test_a_chosen_picture_is_shown_with_its_caption_and_costs_no_call(
    lesson: Lesson, kind: str, tmp_path: Path
) -> None:
    made = filmed(lesson, outlined(kind=kind, picture="[pic1]"))
    shown = made.board.scenes[2]
    assert shown.type == "image"
    assert (shown.source, shown.caption) == ("cell.png", "Figure 2: A cell in anaphase")
    assert shown.narration == OUTLINE["scenes"][2]["narration"]
    assert 3 not in made.subjects
    [still] = stills(made.board, Format((640, 360), 30, THEMES["clean"], images=tmp_path), [2], lambda _key: True)
    assert still.picture is not None
    # The teal of the picture is on the screen.
    assert ((still.picture == (0, 128, 128)).all(axis=2)).sum() > 2_000


def test_a_picture_that_no_lesson_has_is_asked_about_once_and_then_told(lesson: Lesson) -> None:
    made = filmed(lesson, outlined(kind="image", picture="pic7"))
    assert made.subjects.count("outline") == 2
    assert "there is no picture 'pic7'; there are pic1" in told(made.calls[1])
    assert made.board.scenes[2].type != "image"
    assert any("chose a picture that the lesson does not have" in note for note in made.brief.notes)


def test_a_picture_chosen_rightly_at_the_second_try_is_shown(lesson: Lesson) -> None:
    made = filmed(lesson, outlined(kind="image", picture="pic7"), outlined(kind="image", picture="pic1"))
    assert made.board.scenes[2].type == "image"
    assert not any("picture" in note for note in made.brief.notes)
