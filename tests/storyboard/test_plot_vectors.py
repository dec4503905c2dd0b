"""Vectors stand where they are said to, and a linear map moves them and the grid by its matrix, from start to end."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.kinds.plot.marks.vectors import MappedArrowBrush, MappedGridBrush
from hackathon_backend.storyboard.kinds.plot.maths.linear import Matrix, applied, between, eigenvectors
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES

from .boards import plot_vectors, spoken
from .drawn import drawn_wrong

SAID = "First we look at it. Then something happens to it. And at last we see what has become of it."
STRETCHING = [[2, 1], [1, 2]]
entries = st.floats(-20, 20, allow_nan=False)
matrices = st.tuples(st.tuples(entries, entries), st.tuples(entries, entries))


def board(language: str = "en", **fields: Any) -> Storyboard:
    given = {"type": "plot", "heading": "Where it leads", "narration": SAID} | fields
    return Storyboard.read({"title": "Maps", "language": language, "scenes": [given]})


def shot(*, size: tuple[int, int] = (1280, 720), reduced: bool = False, language: str = "en", **fields: Any) -> Shot:
    return shots_of(board(language, **fields), Format(size, 30, THEMES["clean"], reduced_motion=reduced))[0]


def marks(**fields: Any) -> list[Mark]:
    made = shot(**fields)
    return marks_of(made.scene, made.timing, made.place, made.context())


def texts(found: list[Mark], path: str = "") -> list[str]:
    blocks = [getattr(mark.brush, "block", None) for mark in found if mark.path.startswith(path)]
    return [block.text for block in blocks if block is not None]


@given(matrices)
@settings(deadline=None)
def test_an_eigenvector_is_only_made_longer_or_shorter(matrix: Matrix) -> None:
    size = max(abs(entry) for row in matrix for entry in row)
    for found in eigenvectors(matrix):
        x, y = applied(matrix, (found.x, found.y))
        assert math.hypot(x - found.value * found.x, y - found.value * found.y) <= 1e-5 * max(size, 1e-6)
        assert max(abs(found.x), abs(found.y)) == 1.0


@given(matrices)
@settings(deadline=None)
def test_there_are_as_many_eigenvalues_as_are_real(matrix: Matrix) -> None:
    exact = np.linalg.eigvals(np.array(matrix))
    far = float(np.ptp(exact.imag)) > 1e-4
    assert bool(eigenvectors(matrix)) != far or not far
    if len(found := eigenvectors(matrix)) == 2:
        assert sorted(each.value for each in found) == pytest.approx(sorted(exact.real), abs=1e-4)


@given(matrices, st.floats(0, 1))
@settings(deadline=None)
def test_a_map_goes_from_where_things_are_to_where_it_takes_them_and_keeps_its_lines_on_the_way(
    matrix: Matrix, share: float
) -> None:
    assert np.allclose(between(matrix, 0.0), np.eye(2), atol=1e-9)
    assert np.allclose(between(matrix, 1.0), matrix, atol=1e-6)
    for found in eigenvectors(matrix):
        x, y = applied(between(matrix, share), (found.x, found.y))
        assert abs(x * found.y - y * found.x) < 1e-4 * max(1.0, abs(found.value))


def test_a_quarter_turn_keeps_the_length_of_vectors_on_its_way() -> None:
    halfway = applied(between(((0.0, -1.0), (1.0, 0.0)), 0.5), (1.0, 0.0))
    assert halfway == pytest.approx((math.sqrt(0.5), math.sqrt(0.5)))


def test_eigenvalues_are_computed_and_written_at_their_lines() -> None:
    made = marks(transform=STRETCHING, show=["eigenvectors"])
    assert texts(made, "show.0.value") == ["λ = 3", "λ = 1"]


@pytest.mark.parametrize(
    ("matrix", "language", "said"),
    [
        ([[0, -1], [1, 0]], "en", "no real eigenvalue"),
        ([[0, -1], [1, 0]], "de", "kein reeller Eigenwert"),
        ([[2, 0], [0, 2]], "en", "every direction: λ = 2"),
        ([[1, 1], [0, 1]], "en", "λ = 1"),
        ([[1, 2], [2, 4]], "en", "λ = 0"),
    ],
)
def test_maps_without_two_eigenvalues_say_what_they_have(matrix: list[list[float]], language: str, said: str) -> None:
    assert said in texts(marks(transform=matrix, show=["eigenvectors"], language=language), "show.0.value")


def test_a_map_without_vectors_shows_what_becomes_of_those_along_the_axes() -> None:
    found = [mark.brush for mark in marks(transform=STRETCHING) if isinstance(mark.brush, MappedArrowBrush)]
    assert [brush.ends[1] for brush in found] == [(1.0, 0.0), (0.0, 1.0)]


def test_vectors_and_grid_move_together_by_the_matrix() -> None:
    made = marks(transform={"matrix": STRETCHING, "cue": "happens"}, vectors=[{"components": [1, 1]}])
    [arrow] = [mark for mark in made if isinstance(mark.brush, MappedArrowBrush)]
    [grid] = [mark for mark in made if isinstance(mark.brush, MappedGridBrush)]
    assert arrow.grow.moves == grid.grow.moves
    assert isinstance(arrow.brush, MappedArrowBrush)
    (origin, before), (same, after) = arrow.brush.places(0.0), arrow.brush.places(1.0)
    assert origin == same
    assert [after[axis] - origin[axis] for axis in (0, 1)] == pytest.approx(
        [3 * (before[axis] - origin[axis]) for axis in (0, 1)]
    )


def test_a_unit_is_as_long_across_as_up() -> None:
    for size in ((1280, 720), (720, 1280)):
        [grid] = [
            mark.brush for mark in marks(transform=STRETCHING, size=size) if isinstance(mark.brush, MappedGridBrush)
        ]
        across, up = grid.mapping.unit
        assert across == pytest.approx(up)


def test_any_moment_looks_the_same_however_it_is_come_to() -> None:
    made = shot(transform=STRETCHING, show=["eigenvectors"])
    there = [made.timing.duration * part for part in (0.1, 0.4, 0.45, 0.9)]
    forwards = [still(made, at) for at in there]
    backwards = [still(made, at) for at in reversed(there)]
    assert all((one == other).all() for one, other in zip(forwards, reversed(backwards), strict=True))


def test_with_reduced_motion_the_map_is_seen_as_it_ends() -> None:
    [grid] = [mark for mark in marks(transform=STRETCHING, reduced=True) if isinstance(mark.brush, MappedGridBrush)]
    [begins] = [start for start, _ in grid.grow.busy()]
    assert grid.grow.value(begins + 0.001) == 1.0


def test_a_vector_may_lead_to_a_point_or_have_components() -> None:
    scene = board(vectors=[{"from": [1, 1], "to": [3, 2]}, {"components": [2, 1], "start": [1, 1]}, [2, 1]]).scenes[0]
    assert {vector.components for vector in scene.vectors} == {(2.0, 1.0)}


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"transform": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}, "scenes.0.transform.0.matrix.0"),
        ({"transform": [[1, 2], [3, 4], [5, 6]]}, "scenes.0.transform.0.matrix"),
        ({"transform": [[math.nan, 1], [1, 1]]}, "scenes.0.transform.0.matrix.0.0"),
        ({"transform": [[1, 0], [0, 1e9]]}, "scenes.0.transform.0.matrix.1.1"),
        ({"transform": [[1, "many"], [0, 1]]}, "scenes.0.transform.0.matrix.0.1"),
        ({"vectors": [{"components": [1, 2, 3]}]}, "scenes.0.vectors.0.components"),
        ({"vectors": [{"components": [math.inf, 2]}]}, "scenes.0.vectors.0.components.0"),
        ({"vectors": [{"name": "v"}]}, "scenes.0.vectors.0.components"),
    ],
)
def test_what_is_no_vector_and_no_matrix_is_refused_with_its_path(fields: dict[str, Any], param: str) -> None:
    with pytest.raises(StoryboardError) as caught:
        board(**fields)
    assert caught.value.param == param


def test_eigenvectors_without_a_map_are_refused() -> None:
    with pytest.raises(StoryboardError, match=r"show\.0 asks for eigenvectors, which only a transform has"):
        board(vectors=[[1, 2]], show=["eigenvectors"])


def test_vectors_and_matrices_are_understood_as_they_are_written() -> None:
    scene = {
        "type": "plot",
        "heading": "Slips",
        "arrows": [
            {"label": "v", "x": "2", "y": 1},
            "(1, 1)",
            {"from": {"x": 0, "y": 1}, "to": "2, 2"},
            {"name": "no"},
        ],
        "transformation": {"matrix": r"\\begin{pmatrix} 1/2 & -1 \\\\ 0 & 3 \\end{pmatrix}"},
        "show": "eigen values",
        "narration": SAID,
    }
    mended, changes = repair({"title": "Slips", "scenes": [scene]})
    [plot] = mended.scenes
    assert plot.type == "plot"
    assert [vector.components for vector in plot.vectors] == [(2.0, 1.0), (1.0, 1.0), (2.0, 1.0)]
    assert plot.transform[0].matrix == ((0.5, -1.0), (0.0, 3.0))
    assert [asked.what for asked in plot.show] == ["eigenvectors"]
    assert any("vectors.3" in change and "left out" in change for change in changes)


def test_a_matrix_that_is_none_is_left_out_with_what_was_asked_of_it_and_said() -> None:
    scene = {"type": "plot", "heading": "Three", "vectors": {"v": [1, 2]}, "show": ["eigenvectors"], "narration": SAID}
    mended, changes = repair({"title": "Slips", "scenes": [scene | {"transform": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}]})
    assert mended.scenes[0].type == "plot"
    assert any("transform" in change and "left out" in change for change in changes)
    assert any("eigenvectors were left out" in change for change in changes)


SIZES = [(1280, 720), *(pytest.param(size, marks=pytest.mark.slow) for size in ((720, 1280), (1080, 1080)))]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=str)
@given(data=spoken(plot_vectors().map(lambda fields: {"type": "plot", "heading": "Where it leads"} | fields)))
@settings(deadline=None, max_examples=25)
def test_no_vectors_have_a_fault(size: tuple[int, int], data: dict[str, Any]) -> None:
    alone = data | {name: [] for name in ("curves", "parameters", "shifts", "tangents", "areas", "points")}
    assert drawn_wrong(Storyboard.read({"title": "Maps", "scenes": [alone]}), size) == []


@pytest.mark.parametrize("theme", THEMES)
def test_maps_can_be_read_in_every_theme(theme: str) -> None:
    scene = {"type": "plot", "heading": "Lines", "transform": STRETCHING, "show": ["eigenvectors"], "narration": SAID}
    assert check(Storyboard.read({"title": "Maps", "theme": theme, "scenes": [scene]}), (640, 360)) == []


def test_names_of_vectors_that_meet_stand_beside_their_shafts() -> None:
    sides = {"AB": ([0, 0], [4, 0]), "BC": ([4, 0], [1, 3]), "CA": ([1, 3], [0, 0])}
    vectors = [{"name": name, "from": start, "to": end} for name, (start, end) in sides.items()]
    scene = {"type": "plot", "heading": "A triangle", "vectors": vectors, "narration": "AB, BC and CA go around."}
    board, _ = repair({"title": "Vectors", "scenes": [scene]})
    [shot] = shots_of(board, Format((1280, 720), 30, THEMES["clean"]))
    marks = marks_of(shot.scene, shot.timing, shot.place, shot.context())
    for number in range(len(sides)):
        shaft = next(mark.box for mark in marks if mark.path == f"vectors.{number}")
        name = next(mark.box for mark in marks if mark.path == f"vectors.{number}.name")
        assert math.dist(shaft.centre, name.centre) < 60


@pytest.mark.parametrize(
    ("vectors", "matrix", "size"),
    [
        ([{"name": "velocity", "components": [2, 1]}], [[20, 20], [20, 20]], (720, 1280)),
        ([], [[0, 20], [0, 0]], (1080, 1080)),
    ],
    ids=["to the corner", "flattened"],
)
def test_names_stay_in_the_frame_and_apart_whatever_a_map_does(
    vectors: list[dict[str, Any]], matrix: list[list[int]], size: tuple[int, int]
) -> None:
    show = [] if vectors else [{"what": "eigenvectors"}]
    transform = {"matrix": matrix, "name": "a very long name of map" if vectors else "M"}
    said = "It runs and we watch it for a while. Look at what happens now."
    assert check(board(vectors=vectors, transform=transform, show=show, narration=said), size) == []


@pytest.mark.parametrize(
    "vectors",
    [
        [{"name": "velocity", "from": [2, 2], "to": [5, 4]}, {"name": "push", "from": [2, 2], "to": [2, 5]}],
        [{"name": "shift", "from": [2, 2], "to": [7, 6.5]}],
    ],
    ids=["at its end", "beyond the axes"],
)
def test_the_name_of_a_curve_stands_clear_of_vectors_and_these_in_the_plane(vectors: list[dict[str, Any]]) -> None:
    axis = {"start": 0, "end": 6}
    curves = [{"name": "path of the ball", "formula": "x^2/2", "start": 0, "end": 2}]
    given = {"x": {"name": "x", **axis}, "y": {"name": "y", **axis}}
    assert drawn_wrong(board(curves=curves, vectors=vectors, **given)) == []
