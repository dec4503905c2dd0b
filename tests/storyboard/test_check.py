"""Scenes of every kind are free of faults at every size, and faults are found where there are some."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.storyboard.checking.checker import faults_of
from hackathon_backend.storyboard.drawing import marks as marks_module
from hackathon_backend.storyboard.drawing.stage import Box
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.boards import boards
from tests.storyboard.drawn import drawn_wrong

pytestmark = pytest.mark.slow

SIZES = [(1280, 720), (1920, 1080), (720, 1280), (1080, 1080), (1024, 1792), (1792, 1024)]
# Without shrinking: a film is looked at for each smaller example, which takes all of the five minutes that it may.
LIGHT = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@LIGHT
@given(board=boards("title", "points", "takeaways", "compare", "timeline"), size=st.sampled_from(SIZES))
def test_texts_of_any_length_find_a_place_of_their_own(board: dict[str, Any], size: tuple[int, int]) -> None:
    assert drawn_wrong(Storyboard.read(board), size) == []


@LIGHT
@given(board=boards("process", "code"), size=st.sampled_from(SIZES))
def test_processes_and_listings_stay_in_their_cards(board: dict[str, Any], size: tuple[int, int]) -> None:
    assert drawn_wrong(Storyboard.read(board), size) == []


@LIGHT
@given(board=boards("chart"), size=st.sampled_from(SIZES))
def test_charts_show_every_name_clear_of_all_others(board: dict[str, Any], size: tuple[int, int]) -> None:
    assert drawn_wrong(Storyboard.read(board), size) == []


@LIGHT
@given(board=boards("equation"), size=st.sampled_from(SIZES), language=st.sampled_from(["en", "he"]))
def test_formulas_of_any_width_stay_in_the_frame(board: dict[str, Any], size: tuple[int, int], language: str) -> None:
    assert drawn_wrong(Storyboard.read({**board, "language": language}), size) == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_read(hooks: dict[str, Any], theme: str) -> None:
    assert drawn_wrong(Storyboard.read({**hooks, "theme": theme}), (640, 360)) == []


def found(board: dict[str, Any], monkeypatch: pytest.MonkeyPatch, move: Box | None = None) -> set[str]:
    """The kinds of faults that are found in the points of `board` if all its marks are moved to `move`."""
    shot = shots_of(Storyboard.read(board), Format((1280, 720), 30, THEMES["clean"]))[1]
    if move:
        monkeypatch.setattr(marks_module.Mark, "state", _moved_to(move))
    return {fault.kind for fault in faults_of(shot, 1)}


def _moved_to(box: Box) -> Any:
    state = marks_module.Mark.state

    def moved(mark: marks_module.Mark, t: float) -> marks_module.State:
        return state(mark, t)._replace(dx=box.x - mark.box.x, dy=box.y - mark.box.y)

    return moved


def test_texts_on_one_another_are_a_fault(hooks: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "overlap" in found(hooks, monkeypatch, Box(200, 200, 0, 0))


def test_what_leaves_the_safe_frame_is_a_fault(hooks: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "outside" in found(hooks, monkeypatch, Box(1200, 200, 0, 0))


def test_a_word_that_had_to_be_left_out_is_a_fault() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
    steps = [{"label": (word * 2)[:60], "detail": (word * 3)[:120]} for _ in range(10)]
    board = {"title": "x", "scenes": [{"type": "process", "heading": (word * 2)[:120], "steps": steps}]}
    kinds = {fault.kind for fault in check(Storyboard.read(board), (240, 240))}
    assert kinds <= {"cut"}


@LIGHT
@given(
    spoken=st.lists(st.integers(1880, 1919), max_size=5, unique=True),
    kind=st.sampled_from(["bar", "line"]),
    size=st.sampled_from(SIZES),
)
def test_a_year_that_is_spoken_of_is_named_though_not_all_are(
    spoken: list[int], kind: str, size: tuple[int, int]
) -> None:
    years = [str(year) for year in range(1880, 1920)]
    scene = {
        "type": "chart",
        "heading": "Forty years",
        "kind": kind,
        "labels": years,
        "series": [{"values": [year % 7 - 2 for year in range(40)]}],
        "focus": [{"label": str(year), "cue": str(year)} for year in sorted(spoken)],
        "narration": " ".join(f"In {year} it rose for a good while, as everybody saw." for year in sorted(spoken)),
    }
    board = Storyboard.read({"title": "Years", "scenes": [scene]})
    assert drawn_wrong(board, size) == []
    shot = shots_of(board, Format(size, 30, THEMES["clean"]))[0]
    shown = {mark.path for mark in marks_of(shot.scene, shot.timing, shot.place, shot.context())}
    assert {f"labels.{year - 1880}" for year in spoken} <= shown
