"""Whatever is fed to it, a storyboard is drawn sanely or refused by name; nothing crashes."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skia

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import Storyboard, check, render


def refused(data: dict[str, Any]) -> str | None:
    """The path of the fault for which `data` is refused."""
    with pytest.raises(StoryboardError) as caught:
        Storyboard.read(data)
    assert caught.value.message
    return caught.value.param


def board(*scenes: dict[str, Any]) -> dict[str, Any]:
    return {"title": "Lesson", "scenes": list(scenes)}


POINTS = {"type": "points", "heading": "h", "points": [{"text": "a"}]}


def test_an_empty_storyboard_is_refused() -> None:
    assert refused({}) == "title"
    assert refused({"title": "x", "scenes": []}) == "scenes"


def test_five_hundred_scenes_are_refused() -> None:
    assert refused(board(*[POINTS] * 500)) == "scenes"


def test_a_fault_is_named_by_its_path() -> None:
    faulty = {**POINTS, "points": [{"text": ""}]}
    assert refused(board(POINTS, POINTS, faulty)) == "scenes.2.points.0.text"
    assert refused(board({**POINTS, "points": [{"text": "a", "colour": "red"}]})) == "scenes.0.points.0.colour"
    assert refused(board({"type": "opera"})) == "scenes.0"


def test_a_label_of_ten_thousand_characters_is_refused() -> None:
    assert refused(board({**POINTS, "points": [{"text": "x" * 10_000}]})) == "scenes.0.points.0.text"


def test_a_text_of_nothing_but_invisible_characters_is_empty() -> None:
    assert refused(board({**POINTS, "heading": "\u200b\u2060\ufeff\u202e"})) == "scenes.0.heading"


def test_characters_that_cannot_be_seen_are_taken_out() -> None:
    read = Storyboard.read(board({**POINTS, "heading": "a\u200bb\x00c\u202ed \n e"}))
    assert read.scenes[0].chapter == "abcd e"


def test_not_a_number_is_refused_in_a_chart() -> None:
    chart = {"type": "chart", "heading": "h", "labels": ["a"], "series": [{"values": [float("nan")]}]}
    assert refused(board(chart)) == "scenes.0.series.0.values.0"


@pytest.mark.slow
@pytest.mark.parametrize(
    "scene",
    [
        {**POINTS, "points": [{"text": "🦄 👩‍👩‍👧‍👦 unicorns ✨ and families"}]},
        {"type": "code", "heading": "h", "language": "klingon", "code": "Qapla'"},
        {"type": "code", "heading": "h", "language": "python", "code": "def (((\n\t'''unfinished"},
        {"type": "title", "title": "W" * 120, "subtitle": "i" * 120},
        {"type": "timeline", "heading": "h", "events": [{"when": "x" * 60, "text": "y" * 240}] * 12},
    ],
    ids=["emoji", "unknown language", "broken code", "one long word", "twelve full events"],
)
def test_odd_but_valid_scenes_are_drawn(scene: dict[str, Any], tmp_path: Path) -> None:
    film = render(Storyboard.read(board(scene)), tmp_path / "film.mp4", size=(320, 240), fps=5)
    assert film.path.stat().st_size > 1000
    assert {fault.kind for fault in check(Storyboard.read(board(scene)), (1280, 720))} <= {"cut"}


def picture(source: str) -> dict[str, Any]:
    return board(
        POINTS, {"type": "image", "heading": "h", "source": source, "callouts": [{"text": "a", "x": 1, "y": 0}]}
    )


def data_url(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()


def png(width: int, height: int) -> bytes:
    """A grey picture; its rows are packed, so that a huge one is a small file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(width + 1) * min(height, 200), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "source",
    [
        "cell.png",
        "https://example.org/cell.png",
        "data:text/html;base64,AAAA",
        "data:image/png;base64,%%%",
        data_url(b"this is no picture"),
        data_url(png(30_000, 30_000)),
    ],
    ids=["no folder", "network", "not an image", "not base64", "not a picture", "30,000 pixels"],
)
def test_a_picture_that_is_none_is_refused_by_name(source: str, tmp_path: Path) -> None:
    with pytest.raises(StoryboardError) as caught:
        render(Storyboard.read(picture(source)), tmp_path / "film.mp4", size=(320, 240))
    assert caught.value.param == "scenes.1.source"


@pytest.mark.parametrize("source", ["../secret.png", "/etc/hostname", "folder", "a\x00b", "x" * 5000])
def test_pictures_come_from_their_folder_only(source: str, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png(4, 4))
    (tmp_path / "pictures" / "folder").mkdir(parents=True)
    with pytest.raises(StoryboardError) as caught:
        render(Storyboard.read(picture(source)), tmp_path / "film.mp4", size=(320, 240), images=tmp_path / "pictures")
    assert caught.value.param == "scenes.1.source"


def test_a_picture_is_drawn_from_a_file_or_from_a_data_url(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (60, 90, 4), np.uint8)
    data = bytes(skia.Image.fromarray(pixels, skia.kRGBA_8888_ColorType).encodeToData())
    (tmp_path / "noise.png").write_bytes(data)
    film = tmp_path / "film.mp4"
    one = render(Storyboard.read(picture("noise.png")), film, size=(320, 240), images=tmp_path).path.read_bytes()
    assert render(Storyboard.read(picture(data_url(data))), film, size=(320, 240)).path.read_bytes() == one


@pytest.mark.parametrize(
    ("scene", "param"),
    [
        ({"type": "simulate", "heading": "h", "model": {"name": "projectile", "speed": "fast"}}, "model.speed"),
        ({"type": "simulate", "heading": "h", "model": {"name": "mirror", "focal": 0}}, "model"),
        ({"type": "simulate", "heading": "h", "model": {"speed": 1}}, "model"),
        ({"type": "points", "heading": "h"}, "points"),
        ({"type": "points", "heading": "h", "points": [{"text": ""}]}, "points.0.text"),
        ({"type": "plot", "heading": "h", "vectors": [{"name": "components"}]}, "vectors.0.components"),
    ],
)
def test_a_path_has_nothing_in_it_that_nobody_wrote(scene: dict[str, Any], param: str) -> None:
    with pytest.raises(StoryboardError) as caught:
        Storyboard.read({"title": "Paths", "scenes": [scene]})
    assert caught.value.param == f"scenes.0.{param}"
