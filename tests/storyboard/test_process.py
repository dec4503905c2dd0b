"""Cycles are seen to be cycles."""

from __future__ import annotations

import math

import pytest

from hackathon_backend.storyboard import Storyboard
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.drawn import drawn_wrong

KREBS = {
    "Citrato": "acetil-CoA se une al oxalacetato",
    "Isocitrato": "se reordena la molécula",
    "Alfa-cetoglutarato": "sale dióxido de carbono",
    "Succinil-CoA": "otro dióxido de carbono",
    "Succinato": "se forma un ATP",
    "Oxalacetato": "se regenera y todo empieza",
}


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)], ids=str)
def test_six_steps_with_details_go_around_an_open_middle(size: tuple[int, int]) -> None:
    steps = [{"label": label, "detail": detail} for label, detail in KREBS.items()]
    scene = {"type": "process", "heading": "El ciclo de Krebs", "shape": "cycle", "steps": steps}
    told = "Seis pasos forman el ciclo, y al final todo empieza otra vez."
    board = Storyboard.read({"title": "Krebs", "language": "es", "scenes": [scene | {"narration": told}]})
    assert drawn_wrong(board, size) == []
    of = shots_of(board, Format(size, 30, THEMES["clean"]))[0]
    marks = marks_of(of.scene, of.timing, of.place, of.context())
    labels = [mark.box.centre for mark in marks if mark.path.endswith(".label")]
    assert len(labels) == len(steps)
    middle = (sum(x for x, _ in labels) / 6, sum(y for _, y in labels) / 6)
    turns = [math.atan2(y - middle[1], x - middle[0]) for x, y in labels]
    steps_round = [(after - before) % math.tau for before, after in zip(turns, [*turns[1:], turns[0]], strict=True)]
    assert sum(steps_round) == pytest.approx(math.tau)
    assert max(steps_round) < 0.3 * math.tau
    assert len({round(y / size[1], 1) for _, y in labels}) >= 3
