"""`python -m hackathon_backend lesson convert`."""

from __future__ import annotations

from pathlib import Path

import pytest

from hackathon_backend.cli import main
from hackathon_backend.lessons import Lesson

from .office import docx, paragraph


def test_a_document_becomes_a_folder_with_its_lesson(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / 'Cells "8b".docx'
    file.write_bytes(docx(paragraph("Cells", "T") + "<w:p><w:del/></w:p>" + paragraph("They live.")))
    assert main(["lesson", "convert", str(file), "-o", str(tmp_path / "out")]) == 0
    lesson = Lesson.inline("", (tmp_path / "out" / "lesson.md").read_text("utf-8"))
    assert (lesson.title, lesson.language) == ("Cells", "en")
    assert "Note: 1 tracked deletion was taken as done." in capsys.readouterr().out


def test_what_is_no_document_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 broken")
    assert main(["lesson", "convert", str(tmp_path / "x.pdf")]) == 2
    assert main(["lesson", "convert", str(tmp_path / "none.pdf")]) == 2
    damaged, missing = capsys.readouterr().err.strip().split("\n")
    assert "damaged" in damaged
    assert "there is no file" in missing
