"""Any file: its kind is told by what is in it, and what can't be read is refused in plain words."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from hackathon_backend.errors import (
    DocumentBroken,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentRefused,
    DocumentTooLarge,
    DocumentUnknown,
)
from hackathon_backend.lessons import Lesson
from hackathon_backend.lessons.documents import MOST_BYTES, DocumentKind, convert_document, kind_of
from hackathon_backend.lessons.documents.headings import are_numbered, unnumbered
from hackathon_backend.lessons.parts import LessonPart, part_of
from hackathon_backend.writers.lesson.matter import heading_in

from .converting import converted

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", DocumentKind.PDF),
        (b"junk before\n%PDF-1.4", DocumentKind.PDF),
        (b"<!DOCTYPE html><p>Hi", DocumentKind.HTML),
        (b"WEBVTT\n\n", DocumentKind.TRANSCRIPT),
        (b"# A heading\n\nWith **bold** text.", DocumentKind.MARKDOWN),
        (b"Only words.\n- and a list", DocumentKind.TEXT),
        ("Приветствие".encode("utf-16"), DocumentKind.TEXT),
        (b"\x89PNG\r\n\x1a\n", DocumentKind.IMAGE),
    ],
)
def test_a_kind_is_told_by_content_whatever_the_name_says(data: bytes, kind: DocumentKind) -> None:
    assert kind_of(data, "anything.docx") is kind


@pytest.mark.parametrize(
    ("data", "refusal", "words"),
    [
        (b"", DocumentEmpty, "empty"),
        (b" \n\0", DocumentEmpty, "empty"),
        (OLE, DocumentUnknown, "before 2007"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), DocumentEncrypted, "password"),
        (b"{\\rtf1 text}", DocumentUnknown, "RTF"),
        (bytes(range(256)) * 40, DocumentUnknown, "no kind of document"),
        (b"PK\x03\x04 cut off", DocumentBroken, "damaged"),
        (b"<html><body><script>1</script></body></html>", DocumentEmpty, "no text"),
    ],
)
def test_what_is_no_document_is_refused_in_words(
    tmp_path: Path, data: bytes, refusal: type[DocumentRefused], words: str
) -> None:
    with pytest.raises(refusal, match=words) as caught:
        converted(tmp_path, "file.pdf", data)
    assert caught.value.param == "file"
    assert 400 <= caught.value.status < 500


def test_a_refusal_comes_whole_from_another_process() -> None:
    told = pickle.loads(pickle.dumps(DocumentBroken("It is damaged.")))
    assert (type(told), told.message, told.param) == (DocumentBroken, "It is damaged.", "file")


def test_more_than_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large"
    with file.open("wb") as out:
        out.truncate(MOST_BYTES + 1)
    with pytest.raises(DocumentTooLarge, match="at most 50 MB"):
        convert_document(file, "large.pdf", tmp_path)


def test_a_title_is_the_first_heading_or_the_name_of_the_file(tmp_path: Path) -> None:
    assert converted(tmp_path, "notes_on_cells.md", "# Cells & *more*\n\nText. **Bold**").title == "Cells & more"
    assert converted(tmp_path, "C:\\notes_on_cells.txt", "Only a sentence.").title == "Notes on cells"


def test_the_result_is_a_lesson_like_any_other(tmp_path: Path) -> None:
    made = converted(tmp_path, "a.html", "<!doctype html><h1>Zellen</h1><p>Die Zelle ist die kleinste Einheit.</p>")
    lesson = Lesson.inline(made.title, made.markdown, made.language)
    assert [(block.kind, block.text) for block in lesson.blocks] == [
        ("heading", "Zellen"),
        ("paragraph", "Die Zelle ist die kleinste Einheit."),
    ]
    assert made.language == "de"


@pytest.mark.parametrize(
    ("heading", "bare"),
    [
        ("2.3.1 Light and leaves", "Light and leaves"),
        ("Chapter 2: Light", "Light"),
        ("Capitolo 3. I rilasci", "I rilasci"),
        ("A.2. Perché", "Perché"),
        ("فصل 1. الضوء", "الضوء"),
        ("第7章 GIMP", "GIMP"),
        ("2. Weltkrieg", "2. Weltkrieg"),
        ("3 ways to measure light", "3 ways to measure light"),
        ("Part of a leaf", "Part of a leaf"),
        ("Unit circle", "Unit circle"),
        ("3.5 litres of water", "3.5 litres of water"),
        ("Part I play", "Part I play"),
    ],
)
def test_headings_without_the_numbers_of_their_sections(heading: str, bare: str) -> None:
    assert unnumbered(heading) == bare


@pytest.mark.parametrize(
    ("headings", "counts"),
    [
        (["1 Light", "Shade", "2 Water", "3. Air"], True),
        (["I. LIGHT", "II. WATER"], True),
        (["4 Light", "5 Water", "6 Air"], True),
        (["1 Light", "2 Water", "1 Light", "2 Water", "4 Air"], True),
        (["5 Wonders of nature", "3 Tips for the summer", "9 Lives of a cat"], False),
        (["7 Wonders of the world", "8 Tips"], False),
        (["1 Light", "2 Water", "5 Tips for the summer"], False),
        (["Light", "Water"], False),
    ],
)
def test_numbers_that_count_the_headings_of_a_document_are_those_of_chapters(headings: list[str], counts: bool) -> None:
    assert are_numbered(headings) is counts


def test_a_film_does_not_say_which_chapter_it_tells() -> None:
    text = '---\ndocument: "light.pdf"\n---\n# Plants\n\n## 1 Light\n\nIt shines.\n\n## 2 Water\n\nIt runs.\n'
    lesson = Lesson.from_markdown("plants", text)
    chapter = part_of(lesson, LessonPart(2, 3, "2 Water", "Water"))
    assert heading_in(chapter, "2 Water") == "Water"
    assert heading_in(chapter, "2 litres of it") == "2 litres of it"
