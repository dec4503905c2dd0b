"""Text and logos over a film: where they belong, for as long as they shall be seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skia

from hackathon_backend.errors import MediaError
from hackathon_backend.media import lay_over, lettered, logo, place, probe
from hackathon_backend.media.edits.lettering import POSITIONS, Position

from .clips import heard, level, still_clip
from .test_trim import frames

RED = np.zeros((20, 30, 4), np.uint8)
RED[:] = (230, 20, 20, 255)


def a_logo(path: Path, size: tuple[int, int] = (80, 40)) -> Path:
    """A green disc on nothing."""
    surface = skia.Surface(*size)
    surface.getCanvas().drawCircle(size[0] / 2, size[1] / 2, size[1] / 2, skia.Paint(Color=0xFF10C020))
    surface.makeImageSnapshot().save(str(path), skia.kPNG)
    return path


def reddish(shown: np.ndarray) -> bool:
    """Whether the plate is seen at (40, 50), and only there."""
    plate = shown[52:68, 42:68].astype(int)
    return bool(plate[..., 0].mean() > 180 and plate[..., 1].mean() < 80)


def test_it_is_seen_in_its_place_from_its_first_moment_to_its_last(silent_clip: Path, tmp_path: Path) -> None:
    lay_over(silent_clip, tmp_path / "out.mp4", RED, (40, 50), 1.0, 3.0)
    found = {round(time, 2): reddish(shown) for time, shown in frames(tmp_path / "out.mp4")}
    assert {time for time, red in found.items() if red} == {time for time in found if 1.0 <= time < 3.0}
    untouched = frames(silent_clip)[50][1].astype(int)
    beside = np.abs(frames(tmp_path / "out.mp4")[50][1].astype(int) - untouched)
    assert beside[:, 100:].mean() < 3
    assert probe(tmp_path / "out.mp4").duration == pytest.approx(4.0, abs=0.03)


def test_slides_are_parted_where_it_comes_and_goes(tmp_path: Path) -> None:
    clip = still_clip(tmp_path / "slides.mp4", {0.0: 40, 4.0: 120}, 12.0)
    lay_over(clip, tmp_path / "out.mp4", RED, (40, 50), 2.0, 9.0)
    found = [(round(time, 2), reddish(shown)) for time, shown in frames(tmp_path / "out.mp4")]
    assert found == [(0.0, False), (2.0, True), (4.0, True), (9.0, False)]
    assert probe(tmp_path / "out.mp4").duration == pytest.approx(12.0, abs=0.03)


def test_without_an_end_it_stays_and_the_sound_does_not_change(sounding_clip: Path, tmp_path: Path) -> None:
    lay_over(sounding_clip, tmp_path / "out.mp4", RED, (40, 50))
    assert all(reddish(shown) for _, shown in frames(tmp_path / "out.mp4"))
    assert level(heard(tmp_path / "out.mp4"), 0.5, 3.5) == pytest.approx(level(heard(sounding_clip), 0.5, 3.5), abs=0.5)


@pytest.mark.parametrize(("start", "end", "param"), [(4.0, None, "from"), (-1.0, None, "from"), (2.0, 2.0, "to")])
def test_times_outside_the_film_are_refused_by_name(
    silent_clip: Path, tmp_path: Path, start: float, end: float | None, param: str
) -> None:
    with pytest.raises(MediaError) as refused:
        lay_over(silent_clip, tmp_path / "out.mp4", RED, (0, 0), start, end)
    assert refused.value.param == param


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("text", ["Grüße", "图层与文字", "مرحبا بالعالم", "नमस्ते दुनिया", "a" * 300, "two\nlines"])
def test_text_in_any_script_lies_within_the_film(text: str, position: Position) -> None:
    for size in ((1280, 720), (360, 640), (64, 64)):
        plate = lettered(text, *size)
        x, y = place(position, plate, *size)
        assert 0 <= x <= x + plate.shape[1] <= size[0]
        assert 0 <= y <= y + plate.shape[0] <= size[1]
        bright = (plate[:, :, :3].min(axis=2) > 200) & (plate[:, :, 3] > 200)
        assert bright.sum() > 20, "letters are there"
        edges = [bright[0], bright[-1], bright[:, 0], bright[:, -1]]
        assert not any(edge.any() for edge in edges), "and none is cut"


def test_positions_are_where_they_say() -> None:
    assert place("top-left", RED, 1000, 500) == (20, 20)
    assert place("bottom-right", RED, 1000, 500) == (950, 460)
    assert place("center", RED, 1000, 500) == (485, 240)
    assert place("bottom", RED, 1000, 500) == (485, 460)


def test_a_logo_keeps_its_shape_its_colours_and_its_holes(tmp_path: Path) -> None:
    clip = still_clip(tmp_path / "grey.mp4", {0.0: 128, 1.0: 128}, 2.0, size=(640, 360))
    above = logo(a_logo(tmp_path / "logo.png"), 640, 360, share=0.25)
    assert above.shape == (80, 160, 4)
    lay_over(clip, tmp_path / "out.mp4", above, (0, 0))
    shown = frames(tmp_path / "out.mp4")[0][1].astype(int)
    assert np.abs(shown[40, 80] - (16, 192, 32)).max() < 30
    assert np.abs(shown[4, 4] - 128).max() < 10
    faint = logo(tmp_path / "logo.png", 640, 360, share=0.25, opacity=0.5)
    assert faint[40, 80, 3] == pytest.approx(128, abs=2)
    assert np.abs(faint[40, 80, :3].astype(int) - (16, 192, 32)).max() < 4


def test_a_logo_may_be_high_or_tiny(tmp_path: Path) -> None:
    assert logo(a_logo(tmp_path / "high.png", (20, 400)), 640, 360, share=1.0).shape[:2] == (324, 16)
    assert logo(a_logo(tmp_path / "dot.png", (1, 1)), 640, 360, share=0.02).shape[:2] == (13, 13)


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    with pytest.raises(MediaError) as refused:
        logo(tmp_path / "logo.png", 640, 360, share=0.2)
    assert refused.value.param == "logo"
