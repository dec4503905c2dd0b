from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from hackathon_backend.errors import MediaError
from hackathon_backend.media import contact_sheet, poster

from .clips import make_clip, picture


def seen(path: Path) -> NDArray[np.uint8]:
    with av.open(str(path), "r") as image:
        return next(image.decode(video=0)).to_ndarray(format="rgb24").astype(np.uint8)


def unlike(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """The mean difference of two pictures, 0-255."""
    return float(np.abs(one.astype(np.float32) - other.astype(np.float32)).mean())


@pytest.mark.parametrize("suffix", ["webp", "jpg"])
@pytest.mark.parametrize("gop", ["1", "25", "250"])
def test_the_picture_is_the_one_of_its_time_in_its_colours(tmp_path: Path, suffix: str, gop: str) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 4.0, g=gop)
    out = tmp_path / f"poster.{suffix}"
    assert poster(clip, out, at=2.99) == pytest.approx(2.96, abs=0.001)
    assert unlike(seen(out), picture(2.96, 320, 180)) < 6


def test_without_a_time_the_picture_with_most_to_see_is_taken(silent_clip: Path, tmp_path: Path) -> None:
    assert poster(silent_clip, tmp_path / "poster.webp") > 2.0
    assert seen(tmp_path / "poster.webp").std() > 30


def test_a_film_of_one_colour_has_a_poster_too(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 0.4)
    poster(clip, tmp_path / "poster.jpg")
    assert seen(tmp_path / "poster.jpg").max() < 10


def test_it_fits_the_size_with_its_proportions_kept(silent_clip: Path, tmp_path: Path) -> None:
    poster(silent_clip, tmp_path / "small.webp", size=(160, 160))
    assert seen(tmp_path / "small.webp").shape == (90, 160, 3)
    poster(silent_clip, tmp_path / "never-bigger.webp", size=(4000, 4000))
    assert seen(tmp_path / "never-bigger.webp").shape == (180, 320, 3)


def test_a_time_beyond_the_end_gives_the_last_picture(silent_clip: Path, tmp_path: Path) -> None:
    assert poster(silent_clip, tmp_path / "poster.webp", at=99.0) == pytest.approx(3.96, abs=0.05)


def test_a_suffix_that_is_no_picture_is_refused(silent_clip: Path, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="webp"):
        poster(silent_clip, tmp_path / "poster.gif")


@pytest.mark.parametrize("gop", ["5", "250"])
def test_the_sheet_shows_the_film_in_order(tmp_path: Path, gop: str) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 4.0, g=gop)
    tiles = contact_sheet(clip, tmp_path / "sheet.jpg", columns=3, width=160, rows=2)
    sheet = seen(tmp_path / "sheet.jpg")
    assert sheet.shape == (180, 480, 3)
    assert [(tile.x, tile.y) for tile in tiles] == [(0, 0), (160, 0), (320, 0), (0, 90), (160, 90), (320, 90)]
    assert tiles[-1].end == pytest.approx(4.0, abs=0.05)
    for tile in tiles:
        shown = int((tile.start + tile.end) / 2 * 25 + 1e-6) / 25
        place = sheet[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width]
        assert unlike(place, picture(shown, 320, 180)[::2, ::2]) < 14
