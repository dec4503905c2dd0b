"""`python -m hackathon_backend render`: a storyboard or a lesson becomes files, and a mistake becomes one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import pytest

from hackathon_backend.cli import main
from hackathon_backend.storyboard import Fault

BOARD: dict[str, Any] = {
    "title": "Two points",
    "scenes": [
        {"type": "title", "title": "Two points", "narration": "Here are two points."},
        {"type": "bullets", "heading": "Points", "points": ["One"], "narration": "This is one."},
    ],
}
LESSON = """---
title: The water cycle
---
# Evaporation
The sun warms water in seas and lakes. The water rises as vapour.

# Rain
High up the vapour cools and becomes rain. The rain fills the seas again.
"""


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting a second process takes longer than these films do."""
    monkeypatch.setenv("RENDER_WORKERS", "1")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    file = tmp_path / "board.json"
    file.write_text(json.dumps(BOARD))
    return file


@pytest.mark.slow
def test_a_storyboard_becomes_a_video_with_all_that_belongs_to_it(
    board: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made" / "film.mp4"
    options = ["--size", "320x240", "--frames", str(tmp_path / "frames"), "--sheet", str(tmp_path / "sheet.webp")]
    assert main(["render", str(board), "-o", str(out), *options]) == 0
    with av.open(str(out)) as film:
        kinds = {stream.type for stream in film.streams}
        assert {"video", "audio", "subtitle"} <= kinds
        assert [chapter["metadata"]["title"] for chapter in film.chapters()] == ["Two points", "Points"]
    assert "Here are two points." in out.with_suffix(".vtt").read_text()
    assert sorted(path.name for path in (tmp_path / "frames").iterdir()) == ["01-title.png", "02-points.png"]
    assert (tmp_path / "frames" / "01-title.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "sheet.webp").stat().st_size > 500
    printed = capsys.readouterr().out
    assert "Mended: scenes.1.type: 'bullets' was read as points" in printed
    assert str(out) in printed
    assert not [path for path in out.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.slow
def test_a_lesson_becomes_a_video(tmp_path: Path) -> None:
    (tmp_path / "water.md").write_text(LESSON)
    assert main(["render", str(tmp_path / "water.md"), "-o", str(tmp_path / "water.mp4"), "--size", "320x240"]) == 0
    assert (tmp_path / "water.mp4").stat().st_size > 10_000


def test_another_theme_may_be_asked_for(board: Path, tmp_path: Path) -> None:
    films = []
    for theme in ("clean", "chalkboard"):
        films.append(tmp_path / f"{theme}.mp4")
        main(["render", str(board), "-o", str(films[-1]), "--size", "320x240", "--theme", theme])
    assert films[0].read_bytes() != films[1].read_bytes()


def test_a_check_that_finds_nothing_is_content(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(board), "--check"]) == 0
    assert "No faults were found." in capsys.readouterr().out


def test_a_check_that_finds_faults_names_them_and_makes_nothing(
    board: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Fault(1, 0.4, "overlap", "points.0.text", "points.0.text lies over heading")
    monkeypatch.setattr("hackathon_backend.cli.render.check", lambda *_, **__: [fault])
    assert main(["render", str(board), "--check", "-o", str(tmp_path / "film.mp4")]) == 1
    assert "scenes.1, 0.4 s, overlap: points.0.text lies over heading" in capsys.readouterr().out
    assert not (tmp_path / "film.mp4").exists()


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["no-such.json", "-o", "film.mp4"], "FILE: no-such.json"),
        (["board.json"], "-o: "),
        (["board.json", "-o", "film.avi"], "-o: "),
        (["board.json", "-o", "film.mp4", "--size", "huge"], "--size: "),
        (["board.json", "-o", "film.mp4", "--size", "99999x10"], "size: "),
        (["board.json", "-o", "film.mp4", "--sheet", "sheet.gif"], "--sheet: "),
        (["board.json", "-o", "film.mp4", "--voice", "nobody"], "--voice: "),
        (["empty.json", "-o", "film.mp4"], "scenes.0: "),
        (["prose.json", "-o", "film.mp4"], "storyboard: "),
        (["binary.json", "-o", "film.mp4"], "FILE: binary.json"),
        (["empty.md", "-o", "film.mp4"], ""),
    ],
)
@pytest.mark.usefixtures("board")
def test_a_mistake_is_one_line_that_names_it(
    options: list[str], named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.json").write_text('{"title": "x", "scenes": [{}]}')
    (tmp_path / "prose.json").write_text("Not a storyboard.")
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "empty.md").write_text("")
    assert main(["render", *options]) == 2
    error = capsys.readouterr().err
    assert error.startswith(named)
    assert error.count("\n") == 1
