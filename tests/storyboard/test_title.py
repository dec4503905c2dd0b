"""Titles show the matter that they name, and nothing else."""

from __future__ import annotations

import pytest

from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.storyboard.drawing.art.brush import ArtBrush
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.sizes import each_size

SIZES = [(1280, 720), (1920, 1080), (720, 1280), (1080, 1080), (1024, 1792), (1792, 1024)]
NARRATION = "Let us look at how this works, one step after the other."


def board(title: str, subtitle: str = "", icon: str = "none", language: str = "en") -> Storyboard:
    scene = {"type": "title", "title": title, "subtitle": subtitle, "icon": icon, "narration": NARRATION}
    return Storyboard.read({"title": title, "language": language, "scenes": [scene]})


def shot(read: Storyboard, *, still: bool = False) -> Shot:
    return shots_of(read, Format((1280, 720), 30, THEMES["clean"], reduced_motion=still))[0]


def drawings(seen: Shot) -> list[Mark]:
    found = marks_of(seen.scene, seen.timing, seen.place, seen.context())
    return [mark for mark in found if isinstance(mark.brush, ArtBrush)]


def things(*args: str) -> list[str]:
    """The words of what is drawn, the largest first."""
    marks = sorted(drawings(shot(board(*args))), key=lambda mark: -mark.box.width)
    return [mark.brush.art.name for mark in marks if isinstance(mark.brush, ArtBrush)]


def test_what_the_title_names_is_drawn_beside_it_and_what_the_writer_asked_for_is_the_largest() -> None:
    assert things("How the heart pumps blood through the lungs") == ["heart", "blood", "lungs"]
    assert things("The price of ice cream", "", "coin") == ["coins", "price tag", "ice cream"]
    assert things("Le cœur et le sang", "", "none", "fr")[0] == "heart"


def test_a_thing_that_a_writer_names_is_what_the_title_speaks_of() -> None:
    for subtitle, drawn in (
        ("Short codes for frequent letters", "mdi:format-letter-case"),
        ("To a friend", "phosphor:envelope"),
    ):
        scene = {"type": "title", "title": "How it is done", "subtitle": subtitle, "things": ["letter"]}
        seen = shot(Storyboard.read({"title": "x", "scenes": [scene | {"narration": NARRATION}]}))
        assert [mark.brush.art.id for mark in drawings(seen) if isinstance(mark.brush, ArtBrush)] == [drawn]


def test_a_word_that_means_something_else_here_is_not_drawn() -> None:
    assert things("Half-life", "Why carbon dates bones", "radioactive") == ["radioactive"]


@pytest.mark.parametrize(("size", "beside"), [((1280, 720), True), ((1080, 1080), False), ((720, 1280), False)])
def test_the_picture_is_beside_the_title_only_where_the_frame_is_wide(size: tuple[int, int], *, beside: bool) -> None:
    [seen] = shots_of(board("The heart"), Format(size, 30, THEMES["clean"]))
    title = next(mark for mark in marks_of(seen.scene, seen.timing, seen.place, seen.context()) if mark.path == "title")
    picture = drawings(seen)[0]
    assert (picture.box.y > title.box.y or picture.box.bottom > title.box.y) is beside


def test_figures_of_speech_below_a_title_are_not_drawn() -> None:
    assert things("The heart", "A pump with four chambers") == ["heart"]


@each_size(SIZES)
@pytest.mark.parametrize("title", ["Water cycle: from the sea to the clouds, by river", "The heart", "Equilibrium"])
def test_a_title_with_drawings_has_no_fault(title: str, size: tuple[int, int]) -> None:
    assert check(board(title), size) == []


def test_the_picture_moves_a_little_and_rests_with_reduced_motion() -> None:
    seen = shot(board("The heart"))
    mark = drawings(seen)[0]
    early, late = mark.state(1.5), mark.state(seen.timing.duration - 0.5)
    assert 2 < abs(early.dy - late.dy) < 30
    assert drawings(shot(board("The heart"), still=True))[0].state(1.5).dy == 0
