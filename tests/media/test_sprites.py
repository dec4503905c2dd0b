"""The sheet of small pictures that players show while somebody looks for a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from hackathon_backend.media import sprite_sheet

from .clips import make_clip, picture, turned
from .test_poster import seen, unlike


@pytest.mark.slow
@pytest.mark.parametrize("gop", ["5", "25", "250"])
@pytest.mark.parametrize("frames", [{}, {"bf": "3", "preset": "medium"}], ids=["plain", "both-ways"])
def test_each_second_has_a_picture_from_about_its_time(tmp_path: Path, gop: str, frames: dict[str, str]) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 12.0, g=gop, **frames)
    tiles = sprite_sheet(clip, tmp_path / "sheet.jpg")
    sheet = seen(tmp_path / "sheet.jpg")
    assert sheet.shape == (180, 1600, 3)
    assert [(tile.start, tile.end) for tile in tiles] == [
        (pytest.approx(at), pytest.approx(at + 1)) for at in range(12)
    ]
    assert [(tile.x, tile.y) for tile in tiles[9:]] == [(1440, 0), (0, 90), (160, 90)]
    for tile in tiles:
        place = sheet[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width]
        near = [picture(tile.start + step / 25, 320, 180)[::2, ::2] for step in range(25)]
        assert min(unlike(place, each) for each in near) < 12


def test_a_long_film_has_a_hundred(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 150.0, fps=2, size=(64, 36))
    tiles = sprite_sheet(clip, tmp_path / "sheet.jpg")
    assert len(tiles) == 100
    assert tiles[-1].end == pytest.approx(150.0, abs=0.1)
    assert seen(tmp_path / "sheet.jpg").shape == (900, 1600, 3)


@pytest.mark.parametrize(
    ("size", "tile"), [((180, 320), (90, 160)), ((200, 200), (160, 160)), ((1000, 16), (160, 2)), ((64, 36), (160, 90))]
)
def test_the_longer_side_is_160(tmp_path: Path, size: tuple[int, int], tile: tuple[int, int]) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 1.0, size=size)
    [only] = sprite_sheet(clip, tmp_path / "sheet.jpg")
    assert (only.width, only.height) == tile


def test_a_film_of_a_phone_held_upright_is_shown_upright(tmp_path: Path) -> None:
    clip = turned(make_clip(tmp_path / "clip.mp4", 2.0), 90)
    first, _ = sprite_sheet(clip, tmp_path / "sheet.jpg")
    assert (first.width, first.height) == (90, 160)
    sheet = seen(tmp_path / "sheet.jpg")
    assert sheet.shape == (160, 180, 3)
    # Where the picture's bars stood, they lie now.
    assert sheet[:, 135].std() > 2 * sheet[80, 115:155].std()


@pytest.mark.parametrize("seconds", [0.04, 0.4])
def test_a_film_of_a_moment_has_one(tmp_path: Path, seconds: float) -> None:
    assert len(sprite_sheet(make_clip(tmp_path / "clip.mp4", seconds), tmp_path / "sheet.jpg")) == 1
