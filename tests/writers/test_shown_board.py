"""A language model sees a storyboard without what it can't use: whole pictures, and where scenes come from."""

from __future__ import annotations

import json

from hackathon_backend.storyboard import Storyboard
from hackathon_backend.writers.llm.shown_board import shown_board, with_pictures

PICTURE = "data:image/png;base64," + "A" * 10_000
BOARD = Storyboard.read(
    {
        "title": "Cells",
        "scenes": [
            {"type": "title", "title": "Cells", "cited": {"lesson": "cells", "place": "slide 1"}},
            {"type": "image", "heading": "A cell", "source": PICTURE},
            {"type": "image", "heading": "Once more", "source": PICTURE},
            {"type": "image", "heading": "A file", "source": "cell.png"},
        ],
    }
)


def test_pictures_have_names_while_a_model_writes_and_come_back_whole() -> None:
    shown = shown_board(BOARD)
    assert PICTURE not in json.dumps(shown) and "cited" not in json.dumps(shown)
    assert [scene.get("source") for scene in shown["scenes"]] == [None, "picture-1", "picture-1", "cell.png"]
    back = with_pictures(shown, BOARD)
    assert [scene.get("source") for scene in back["scenes"]] == [None, PICTURE, PICTURE, "cell.png"]


def test_whatever_a_model_writes_instead_is_left_to_be_mended() -> None:
    for written in ("text", {"scenes": "none"}, {"scenes": [5, {"source": {"a": 1}}]}, {}):
        assert with_pictures(written, BOARD) == written
