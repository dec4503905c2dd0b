"""A storyboard becomes a film that players can play and seek in."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest

from hackathon_backend.errors import MediaError, StoryboardError
from hackathon_backend.storyboard import SceneTiming, Storyboard, Word, draw_ahead, render

SIZE = (640, 360)


@pytest.fixture
def board(hooks: dict[str, Any]) -> Storyboard:
    return Storyboard.read(hooks)


def packets(path: Path) -> list[tuple[float, bool]]:
    """The time in seconds and whether it is a keyframe, of every frame."""
    with av.open(str(path)) as film:
        video = film.streams.video[0]
        return [
            (float(packet.pts * packet.time_base), bool(packet.is_keyframe))
            for packet in film.demux(video)
            if packet.pts is not None and packet.time_base is not None
        ]


def test_the_film_lasts_as_long_as_its_timings(board: Storyboard, tmp_path: Path) -> None:
    timings = [SceneTiming(2.013 + index / 7) for index in range(len(board.scenes))]
    rendered = render(board, tmp_path / "film.mp4", size=SIZE, timings=timings)
    assert rendered.duration == pytest.approx(sum(timing.duration for timing in timings), abs=1e-3)
    with av.open(str(rendered.path)) as film:
        assert film.duration is not None
        assert film.duration / av.time_base == pytest.approx(rendered.duration, abs=2e-3)


def test_every_scene_begins_with_a_keyframe_and_a_chapter(board: Storyboard, tmp_path: Path) -> None:
    rendered = render(board, tmp_path / "film.mp4", size=SIZE)
    keyframes = [at for at, is_key in packets(rendered.path) if is_key]
    assert keyframes == pytest.approx([start for start, _ in rendered.chapters], abs=1e-4)
    assert rendered.chapters[0] == (0.0, "React hooks")


def test_a_still_picture_is_repeated_so_that_players_seek_well(board: Storyboard, tmp_path: Path) -> None:
    rendered = render(board, tmp_path / "film.mp4", size=SIZE)
    times = [at for at, _ in packets(rendered.path)] + [rendered.duration]
    assert max(later - earlier for earlier, later in pairwise(times)) <= 1.51
    assert rendered.frames_drawn < rendered.frames_encoded < rendered.duration * 30 / 2


def test_a_constant_frame_rate_writes_every_frame(board: Storyboard, tmp_path: Path) -> None:
    rendered = render(board, tmp_path / "film.mp4", size=SIZE, fps=10, cfr=True)
    times = [at for at, _ in packets(rendered.path)]
    assert rendered.frames_encoded == round(rendered.duration * 10)
    assert [round(later - earlier, 3) for earlier, later in pairwise(times)] == [0.1] * (len(times) - 1)


def test_colours_are_tagged_as_bt709(board: Storyboard, tmp_path: Path) -> None:
    rendered = render(board, tmp_path / "film.mp4", size=SIZE)
    with av.open(str(rendered.path)) as film:
        context = film.streams.video[0].codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)
        assert context.pix_fmt == "yuv420p"


def test_the_index_stands_before_the_pictures(board: Storyboard, tmp_path: Path) -> None:
    data = render(board, tmp_path / "film.mp4", size=SIZE).path.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_the_number_of_processes(board: Storyboard, tmp_path: Path) -> None:
    one = render(board, tmp_path / "one.mp4", size=SIZE).path.read_bytes()
    assert render(board, tmp_path / "again.mp4", size=SIZE).path.read_bytes() == one
    assert render(board, tmp_path / "two.mp4", size=SIZE, workers=2).path.read_bytes() == one


@pytest.mark.slow
def test_scenes_drawn_ahead_are_only_joined(board: Storyboard, tmp_path: Path) -> None:
    for index in range(len(board.scenes)):
        draw_ahead(board, index, tmp_path / "cache", size=SIZE)
    joined = render(board, tmp_path / "joined.mp4", size=SIZE, cache=tmp_path / "cache")
    at_once = render(board, tmp_path / "at_once.mp4", size=SIZE)
    assert joined.frames_drawn == 0 < at_once.frames_drawn
    assert joined.path.read_bytes() == at_once.path.read_bytes()


def test_progress_only_goes_forward_and_names_the_scene(board: Storyboard, tmp_path: Path) -> None:
    seen: list[tuple[float, str]] = []
    render(board, tmp_path / "film.mp4", size=SIZE, on_progress=lambda part, line: seen.append((part, line)))
    parts = [part for part, _ in seen]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 1.0)
    assert "drawing scene 3 of 4" in [line for _, line in seen]


def test_the_poster_is_a_picture_of_the_film(board: Storyboard, tmp_path: Path) -> None:
    poster = render(board, tmp_path / "film.mp4", size=SIZE).poster
    assert poster.shape == (360, 640, 3)
    assert poster.std() > 10


@pytest.mark.parametrize("duration", [-1.0, 0.0, float("nan"), float("inf"), 1e9])
def test_a_senseless_duration_is_refused_by_name(board: Storyboard, tmp_path: Path, duration: float) -> None:
    timings = [SceneTiming(2.0), SceneTiming(duration), SceneTiming(2.0), SceneTiming(2.0)]
    with pytest.raises(StoryboardError) as caught:
        render(board, tmp_path / "film.mp4", timings=timings)
    assert caught.value.param == "timings.1.duration"


def test_words_out_of_order_or_out_of_the_scene_are_put_right(board: Storyboard, tmp_path: Path) -> None:
    words = (Word("plain", 5.0, 4.0), Word("functions", -3.0, 99.0), Word("x", float("nan"), float("nan")))
    timings = [SceneTiming(2.0), SceneTiming(2.0, words), SceneTiming(2.0), SceneTiming(2.0)]
    assert render(board, tmp_path / "film.mp4", size=SIZE, timings=timings).duration == pytest.approx(8.0)


def test_a_folder_that_is_not_there_is_told(board: Storyboard, tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        render(board, tmp_path / "nowhere" / "film.mp4", size=SIZE)


def test_nothing_is_left_beside_the_film(board: Storyboard, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_text("an older film")
    render(board, tmp_path / "film.mp4", size=SIZE)
    assert [item.name for item in tmp_path.iterdir()] == ["film.mp4"]


@pytest.mark.slow
def test_a_fault_in_another_process_keeps_its_path(hooks: dict[str, Any], tmp_path: Path) -> None:
    image = {"type": "image", "heading": "h", "source": "none.png"}
    board = Storyboard.read({**hooks, "scenes": [image, *hooks["scenes"]]})
    with pytest.raises(StoryboardError) as caught:
        render(board, tmp_path / "film.mp4", size=SIZE, workers=2)
    assert caught.value.param == "scenes.0.source"


@pytest.mark.parametrize("size", [(0, 0), (1281, 720), (100, 100), (9000, 9000)])
def test_a_size_that_cannot_be_drawn_is_refused(board: Storyboard, tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(StoryboardError) as caught:
        render(board, tmp_path / "film.mp4", size=size)
    assert caught.value.param == "size"
