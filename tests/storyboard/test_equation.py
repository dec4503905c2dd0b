"""Formulas stand as large as the frame lets them."""

from __future__ import annotations

import pytest

from hackathon_backend.storyboard import Storyboard
from hackathon_backend.storyboard.kinds.equation.brush import FormulaBrush
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.drawn import drawn_wrong

REACTIONS = (r"\ce{N2 + 3H2 <=> 2NH3}", r"\ce{NH3 + 2O2 -> HNO3 + H2O}")
WORDS = (r"\text{Glucose} + \text{Sauerstoff} \rightarrow \text{Kohlenstoffdioxid} + \text{Wasser}",)


@pytest.mark.parametrize("formulas", [REACTIONS, WORDS], ids=["reactions", "words"])
def test_on_a_tall_stage_long_formulas_take_lines_rather_than_small_type(formulas: tuple[str, ...]) -> None:
    steps = [{"latex": latex, "note": "what happens"} for latex in formulas]
    scene = {"type": "equation", "heading": "Reactions", "steps": steps, "narration": "Two reactions follow here."}
    board, size = Storyboard.read({"title": "Tall", "scenes": [scene]}), (720, 1280)
    assert drawn_wrong(board, size) == []
    of = shots_of(board, Format(size, 30, THEMES["clean"]))[0]
    marks = marks_of(of.scene, of.timing, of.place, of.context())
    sizes = [mark.brush.size for mark in marks if isinstance(mark.brush, FormulaBrush)]
    assert len(sizes) == len(formulas)
    assert min(sizes) >= 44
