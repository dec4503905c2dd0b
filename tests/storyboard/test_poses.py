"""Size, angle, ways, shapes, colours and the camera: what a mark may do beside fading, growing and shifting."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hackathon_backend.storyboard.drawing.brushes import ShapeBrush, TextBrush, rounded
from hackathon_backend.storyboard.drawing.context import DrawContext
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.drawing.motion.become import BecomingBrush
from hackathon_backend.storyboard.drawing.motion.camera import NEAREST, Camera
from hackathon_backend.storyboard.drawing.motion.outlines import Morph, aligned, area, contours, fit, resampled
from hackathon_backend.storyboard.drawing.motion.tracks import Motion, Track, steady
from hackathon_backend.storyboard.drawing.motion.ways import Along, Way
from hackathon_backend.storyboard.drawing.painter import Painter
from hackathon_backend.storyboard.drawing.stage import Box, Stage
from hackathon_backend.storyboard.scene_frames import moments
from hackathon_backend.storyboard.theme import THEMES, Colour

CLEAN = THEMES["clean"]
CONTEXT = DrawContext(Stage.of((640, 360)), CLEAN, Motion(0.5))
RED, BLUE = Colour.parse("#C62828"), Colour.parse("#2457D6")
BOX = Box(280, 140, 80, 80)
SQUARE = ShapeBrush(rounded(80, 80, 0), RED)
DISC = ShapeBrush(skia.Path().addCircle(40, 40, 40), RED)


def painted(*marks: Mark, at: float = 0.0) -> NDArray[np.uint8]:
    painter = Painter(marks, CONTEXT)
    painter.whole(at)
    return painter.pixels.copy()


def inked(*marks: Mark, at: float = 0.0) -> Box:
    """What holds all that is drawn."""
    rows, columns = np.nonzero((painted(*marks, at=at)[:, :, :3] != painted()[0, 0, :3]).any(2))
    return Box(columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1)


def test_a_mark_grows_about_its_middle() -> None:
    mark = Mark(BOX, SQUARE, scale=Track(1.0).then(2.0, 1.0, 1.0))
    assert inked(mark) == BOX
    assert inked(mark, at=2.0) == Box(240, 100, 160, 160)


def test_a_square_turned_by_45_degrees_reaches_as_far_as_its_diagonal() -> None:
    found = inked(Mark(BOX, SQUARE, turn=Track(45.0)))
    assert found.width == pytest.approx(80 * math.sqrt(2), abs=2)
    assert found.centre == pytest.approx(BOX.centre, abs=1)


def test_a_mark_moves_along_a_way_at_the_pace_of_its_track() -> None:
    way = Way([(100, 100), (300, 100), (300, 200)])
    mark = Mark(BOX, DISC, along=Along(way, Track(0.0).then(1.0, 0.0, 3.0, steady)))
    middles = [mark.stands(mark.state(t)).centre for t in (0.0, 1.0, 2.0, 3.0)]
    assert middles == [pytest.approx(spot) for spot in ((100, 100), (200, 100), (300, 100), (300, 200))]


def test_what_faces_where_it_goes_is_turned_by_the_angle_of_its_way() -> None:
    mark = Mark(BOX, DISC, along=Along(Way([(0, 0), (0, 50)]), turning=True))
    assert mark.state(0.0).turn == pytest.approx(90)


angles = st.floats(-360, 360)
marks_that_move = st.builds(
    lambda brush, scale, turn, shape, way, at: Mark(
        BOX,
        brush,
        scale=Track(1.0).then(scale, at, 0.4),
        turn=Track(0.0).then(turn, at, 0.5),
        shape=Track(0.0).then(shape, 0.2, 0.6),
        along=way,
    ),
    st.sampled_from([SQUARE, DISC, BecomingBrush((SQUARE, DISC)), ShapeBrush(rounded(80, 80, 9), None, BLUE, 6.0)]),
    st.floats(0.2, 3.0),
    angles,
    st.sampled_from([0.0, 1.0]),
    st.sampled_from([None, Along(Way([(60, 60), (500, 300)]), Track(0.0).then(1.0, 0.1, 0.8))]),
    st.floats(0.0, 0.5),
)


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(marks_that_move, min_size=1, max_size=3))
def test_drawing_only_what_changed_is_the_same_as_drawing_all(marks: list[Mark]) -> None:
    painter = Painter(marks, CONTEXT)
    for moment in moments(marks, 1.5, 20):
        if moment.fresh:
            painter.frame(moment.changes)
    # Where a slanted edge is cut, its smoothing may be a shade off; what was forgotten would be as strong as the red.
    assert np.abs(painter.pixels.astype(int) - painted(*marks, at=1.5).astype(int)).max() <= 64


@pytest.mark.slow
@settings(deadline=None)
@given(marks_that_move, st.floats(0, 1.2))
def test_nothing_is_drawn_outside_of_the_bounds_of_a_mark(mark: Mark, at: float) -> None:
    bounds = mark.bounds(mark.state(at))
    assert bounds.contains(inked(mark, at=at).within(Box(0, 0, 640, 360)), 1.0)


@settings(deadline=None)
@given(marks_that_move, st.floats(0, 1.2))
def test_a_frame_depends_on_its_time_alone(mark: Mark, at: float) -> None:
    used = replace(mark)
    for before in (1.4, 0.0, 0.7):
        used.state(before)
    assert used.state(at) == mark.state(at)


@pytest.mark.slow
@settings(deadline=None)
@given(marks_that_move, st.floats(0, 1.2))
def test_turned_around_a_mark_is_its_mirror_image(mark: Mark, at: float) -> None:
    plain, turned = painted(mark, at=at).astype(int), painted(mark.mirrored(640), at=at).astype(int)
    assert np.abs(plain[:, ::-1] - turned).mean() < 0.2


def test_a_shape_becomes_another_by_its_outline_and_is_neither_on_the_way() -> None:
    mark = Mark(BOX, BecomingBrush((SQUARE, DISC)), shape=Track(0.0).then(1.0, 0.0, 1.0, steady))
    filled = [int((painted(mark, at=at)[:, :, 0] != painted()[0, 0, 0]).sum()) for at in (0.0, 0.5, 1.0)]
    square, _, disc = filled
    assert filled == sorted(filled, reverse=True)
    assert square == 80 * 80
    assert disc == pytest.approx(math.pi * 40**2, rel=0.03)
    assert (painted(mark, at=1.0) == painted(Mark(BOX, DISC))).all()


def test_a_colour_track_goes_to_the_other_colour() -> None:
    brush = BecomingBrush((SQUARE,), tone=(BLUE, None))
    mark = Mark(BOX, brush, colour=Track(0.0).then(1.0, 0.0, 1.0))
    assert tuple(painted(mark, at=1.0)[180, 320, :3]) == (BLUE.blue, BLUE.green, BLUE.red)


def test_a_contour_that_runs_the_other_way_is_turned_so_that_no_outline_crosses_itself() -> None:
    circle = [(math.cos(step / 10), math.sin(step / 10)) for step in range(63)]
    one, other = resampled(circle), resampled(circle[::-1])
    assert np.abs(aligned(other, one) - one).max() < 0.1
    areas = [area(contour) for part in (0.0, 0.5, 1.0) for contour in Morph.of([one], [other]).between(part)]
    assert min(areas) > 0.9 * math.pi


def test_a_hole_that_has_no_partner_closes() -> None:
    ring = skia.Path().addCircle(40, 40, 40).addCircle(40, 40, 20)
    before, after = contours(ring), contours(DISC.path)
    last = Morph.of(before, after).between(1.0)
    assert [len(before), len(after)] == [2, 1]
    assert abs(area(last[1])) < 1.0


def test_shapes_of_too_unlike_outlines_fade() -> None:
    rain = skia.Path()
    for drop in range(9):
        rain.addCircle(8 + 8 * drop, 40, 3)
    assert not fit(contours(rain), contours(DISC.path))
    mark = Mark(BOX, BecomingBrush((DISC, ShapeBrush(rain, RED))), shape=Track(0.5))
    assert inked(mark).within(BOX) == inked(mark)


WINDOW = Box(40, 40, 560, 280)
PART = Box(100, 100, 60, 40)


def camera(reduced: bool = False) -> Camera:
    return Camera(WINDOW, Motion(0.5, reduced)).on(PART, 1.0).out(3.0)


def test_the_camera_goes_near_a_part_at_most_two_and_a_half_times_and_back() -> None:
    (mark,) = camera().applied([Mark(PART, SQUARE)])
    scales = [mark.state(t).scale for t in (0.0, 1.0, 1.6, 3.0, 3.6)]
    assert scales == pytest.approx([1, 1, NEAREST, NEAREST, 1])
    assert mark.stands(mark.state(4.0)) == PART


def test_the_camera_never_looks_out_of_its_window() -> None:
    corner = Camera(WINDOW, Motion(0.5)).on(Box(40, 40, 10, 10), 0.0)
    (ground,) = corner.applied([Mark(WINDOW, SQUARE)])
    seen = ground.stands(ground.state(2.0))
    assert seen.contains(WINDOW)


def test_a_label_keeps_its_size_and_its_distance_from_what_it_names() -> None:
    block = CONTEXT.measure("nucleus", 24, 200)
    thing = Mark(PART, SQUARE, thing="nucleus")
    label = Mark(Box(100, 150, block.width, block.height), TextBrush(block), names="nucleus")
    near, named = camera().applied([thing, label])
    state = named.state(2.0)
    assert state.scale == 1.0
    gap = named.stands(state).y - near.stands(near.state(2.0)).bottom
    assert gap == pytest.approx(label.box.y - thing.box.bottom)


def test_a_label_that_the_window_would_cut_is_not_seen_until_the_camera_is_back() -> None:
    block = CONTEXT.measure("far away", 24, 200)
    far = Mark(Box(480, 280, block.width, block.height), TextBrush(block))
    (label,) = camera().applied([far])
    assert [round(label.state(t).opacity, 2) for t in (0.0, 2.0, 4.0)] == [1, 0, 1]


def test_the_camera_pans_along_a_path() -> None:
    panning = Camera(WINDOW, Motion(0.5)).along([(250, 180), (390, 180)], 1.0, 3.0, nearest=2)
    xs = [panning.view.sight(t).x for t in (1.6, 2.8, 4.0)]
    assert xs == sorted(xs)
    assert xs[-1] == pytest.approx(390)
    assert panning.view.sight(2.8).share == pytest.approx(0.5)


def test_with_reduced_motion_the_camera_cuts_instead_of_travelling() -> None:
    (mark,) = camera(reduced=True).applied([Mark(PART, SQUARE)])
    assert mark.state(0.99).scale == 1.0
    assert mark.state(1.0).scale == pytest.approx(NEAREST)


@pytest.mark.slow
@settings(deadline=None)
@given(st.floats(0, 4))
def test_a_camera_is_turned_around_with_its_scene(at: float) -> None:
    (mark,) = camera().applied([Mark(PART, SQUARE)])
    plain, turned = painted(mark, at=at), painted(mark.mirrored(640), at=at)
    assert np.abs(plain[:, ::-1].astype(int) - turned).mean() < 0.2


def test_an_island_under_a_camera_moves_as_a_whole_and_is_not_turned_around() -> None:
    island = Box(40, 40, 400, 280)
    (mark,) = camera().applied([Mark(PART, SQUARE, island=island)])
    shift = 640 - island.right - island.x
    assert mark.mirrored(640).stands(mark.mirrored(640).state(2.0)) == mark.stands(mark.state(2.0)).moved(shift)


def test_a_mark_that_only_shifts_costs_no_more_than_it_did() -> None:
    mark = Mark(BOX, SQUARE, opacity=Track(0.0).then(1.0, 0.0, 0.4))
    assert mark._stands_plainly
    assert mark.state(0.2)[4:] == (1.0, 0.0, 0.0, 0.0)
