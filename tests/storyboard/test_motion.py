"""How things move, and when a frame is worth drawing."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.storyboard import Storyboard
from hackathon_backend.storyboard.drawing.motion.tracks import Motion, Track, ease_both, ease_out, steady
from hackathon_backend.storyboard.drawing.painter import Painter
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.scene_frames import marks_of, moments
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES


def shot(board: dict[str, Any], index: int, **options: Any) -> Shot:
    return shots_of(Storyboard.read(board), Format((640, 360), 30, THEMES["clean"], **options))[index]


def marks(shot: Shot) -> list[Any]:
    return marks_of(shot.scene, shot.timing, shot.place, shot.context())


@pytest.mark.parametrize("ease", [ease_out, ease_both, steady])
def test_easing_goes_from_nothing_to_all_and_never_back(ease: Any) -> None:
    values = [ease(step / 50) for step in range(51)]
    assert (values[0], values[-1]) == (0.0, 1.0)
    assert values == sorted(values)


def test_a_move_that_cuts_another_short_goes_on_from_where_it_was() -> None:
    track = Track(0.0).then(1.0, 1.0, 1.0, steady).then(0.0, 1.5, 1.0, steady)
    assert [track.value(t) for t in (0.5, 1.25, 1.5, 2.0, 3.0)] == [0.0, 0.25, 0.5, 0.25, 0.0]


TENTHS = st.integers(0, 60).map(lambda tenths: tenths / 10)


@pytest.mark.slow
@given(st.lists(st.tuples(TENTHS, TENTHS, st.sampled_from([0.0, 0.5, 1.0])), max_size=6))
def test_nothing_changes_outside_of_the_spans_that_are_told(moves: list[tuple[float, float, float]]) -> None:
    track = Track(0.0)
    for at, seconds, to in moves:
        track = track.then(to, at, seconds, steady)
    busy = list(track.busy())
    times = [step / 50 for step in range(600)]
    for before, after in pairwise(times):
        if not any(start <= after and before <= end for start, end in busy):
            assert track.value(before) == pytest.approx(track.value(after))


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 2), st.floats(0, 1)), max_size=6), st.floats(0, 12))
def test_a_track_of_shares_stays_between_nothing_and_all(moves: list[tuple[float, float, float]], t: float) -> None:
    track = Track(0.0)
    for at, seconds, to in moves:
        track = track.then(to, at, seconds)
    assert -1e-9 <= track.value(t) <= 1 + 1e-9


def test_only_frames_in_which_something_moves_are_drawn_anew(hooks: dict[str, Any]) -> None:
    scene = shot(hooks, 1)
    fresh = [moment for moment in moments(marks(scene), scene.timing.duration, 30) if moment.fresh]
    assert len(fresh) < scene.timing.duration * 30 / 2


def test_drawing_only_what_changed_gives_the_same_picture_as_drawing_all(hooks: dict[str, Any]) -> None:
    for index in range(4):
        scene = shot(hooks, index)
        painter = Painter(marks(scene), scene.context())
        for moment in moments(marks(scene), scene.timing.duration, 30):
            if moment.fresh:
                painter.frame(moment.changes)
        whole = still(scene, moment.at)
        assert np.abs(painter.pixels[:, :, 2::-1].astype(int) - whole).max() <= 2


def test_the_first_frame_of_a_film_is_not_empty(hooks: dict[str, Any]) -> None:
    assert still(shot(hooks, 0), 0.0).std() > 10


def test_a_scene_ends_in_stillness_and_then_fades(hooks: dict[str, Any]) -> None:
    scene = shot(hooks, 1)
    end = scene.timing.duration
    assert (still(scene, end - 0.21) == still(scene, end - 0.35)).all()
    assert still(scene, end - 0.01).std() < still(scene, end - 0.21).std() / 2


def test_the_last_scene_stays(hooks: dict[str, Any]) -> None:
    scene = shot(hooks, 3)
    assert (still(scene, scene.timing.duration) == still(scene, scene.timing.duration - 0.3)).all()


def test_reduced_motion_leaves_nothing_but_fades(hooks: dict[str, Any]) -> None:
    for index in range(4):
        for mark in marks(shot(hooks, index, reduced_motion=True)):
            tracks = (mark.dx, mark.dy, mark.grow)
            assert all(move.seconds == 0 for track in tracks for move in track.moves)
    assert Motion(1.0, reduced=True).rise(1.0).value(1.0) == 0
