"""What a chart shows is what its numbers say."""

from __future__ import annotations

from typing import Any

from hackathon_backend.storyboard import Storyboard
from hackathon_backend.storyboard.pictures import Mark
from hackathon_backend.storyboard.pictures.chart_brushes import SliceBrush
from hackathon_backend.storyboard.scene_film import marks_of
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES


def drawn(
    size: tuple[int, int] = (1280, 720), *, language: str = "en", theme: str = "clean", **scene: Any
) -> list[Mark]:
    """The marks of a chart."""
    scenes = [{"type": "chart", "heading": "Numbers", **scene}]
    board = Storyboard.read({"title": "Numbers", "language": language, "scenes": scenes})
    shot = shots_of(board, Format(size, 30, THEMES[theme]))[0]
    return marks_of(shot.scene, shot.timing, shot.place, shot.easel())


def test_the_whole_pie_is_there_from_the_start_and_its_slices_are_lit_in_turn() -> None:
    labels = ["Clergy", "Nobles", "All others"]
    marks = drawn(
        kind="pie",
        labels=labels,
        series=[{"values": [0.5, 1.5, 98]}],
        focus=[{"label": label, "cue": label} for label in labels],
        narration="Long before that year the Clergy had everything, and so had the Nobles. All others paid for them.",
    )
    seen = [mark.brush for mark in marks if mark.state(0.5).opacity > 0.5 and isinstance(mark.brush, SliceBrush)]
    assert sum(brush.turn for brush in seen) == 1.0
    lit = {mark.path: mark.opacity.moves[0].at for mark in marks if mark.path.startswith("slice")}
    assert sorted(lit.values()) == list(lit.values())
    assert lit["slice 2"] > 2.0
