import os
from pathlib import Path

import pytest

from hackathon_backend.errors import NotFound
from hackathon_backend.lessons import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


def test_an_unknown_id_is_answered_with_the_nearest_ones(library: Library) -> None:
    with pytest.raises(NotFound, match="react-hooks") as caught:
        library.get("react-hook")
    assert caught.value.param == "lessonId"


def test_a_later_folder_replaces_a_lesson_with_the_same_id(tmp_path: Path) -> None:
    (tmp_path / "react-hooks.md").write_text("---\ntitle: Ours\n---\nOur own text.", encoding="utf-8")
    library = Library.load(tmp_path)
    assert library.get("react-hooks").title == "Ours"


def test_a_broken_file_is_reported_and_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "good.md").write_text("---\ntitle: Good\n---\nText.", encoding="utf-8")
    (tmp_path / "no-title.md").write_text("Text without front matter.", encoding="utf-8")
    (tmp_path / "bad-yaml.md").write_text("---\ntitle: [\n---\nText.", encoding="utf-8")
    (tmp_path / "bad-bytes.md").write_bytes(b"---\ntitle: x\n---\n\xff\xfe")
    (tmp_path / "Bad Name.md").write_text("---\ntitle: x\n---\nText.", encoding="utf-8")
    library = Library.load(tmp_path, packaged=False)
    assert [lesson.id for lesson in library.lessons] == ["good"]
    for name in ("no-title.md", "bad-yaml.md", "bad-bytes.md", "Bad Name.md"):
        assert name in caplog.text


def test_one_bad_file_keeps_no_other_away(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("---\ntitle: Good\ndate: 2026-02-31\nlanguage: Klingonish\n---\nText.")
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "huge.md").write_text("# Huge\n\n" + "word " * 300_000)
    library = Library.load(tmp_path, packaged=False)
    assert [lesson.id for lesson in library.lessons] == ["good"]
    for name in ("folder.md", "good.md", "huge.md", "pipe.md"):
        assert any(name in problem for problem in library.problems)


def test_a_folder_that_is_not_there_is_reported(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert Library.load(tmp_path / "nowhere", packaged=False).lessons == ()
    assert "nowhere" in caplog.text
