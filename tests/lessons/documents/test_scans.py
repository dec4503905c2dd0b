"""Pages that are pictures are read where Tesseract is installed, however they are turned."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
import skia
from PIL import Image

from hackathon_backend.errors import DocumentEmpty
from hackathon_backend.lessons.documents.pdf.ocr import RecognisedLine, ScanReader, page_of
from tests.lessons.documents.converting import converted

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed.")
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
LINES = ("Water rises from the seas", "when the sun warms it, and", "comes down again as rain.")


def table(*words: tuple[str, int, int, int, float]) -> str:
    """What Tesseract says: words with their paragraph, line, height and confidence."""
    rows = [
        f"5\t1\t1\t{paragraph}\t{line}\t{number}\t0\t0\t10\t{height}\t{sure}\t{text}"
        for number, (text, paragraph, line, height, sure) in enumerate(words, 1)
    ]
    return "\n".join([HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t99\t99\t-1\t", *rows])


def test_lines_paragraphs_and_tall_words_are_told_apart() -> None:
    page = page_of(
        table(
            ("Rain", 1, 1, 60, 96.0),
            *((f"word{at}", 2, 1 + at // 6, 28, 95.0) for at in range(11)),
            ("mist", 2, 2, 40, 30.0),
        )
    )
    assert page is not None
    assert page.lines[0] == RecognisedLine("Rain", 2.14, begins=True)
    assert [(line.begins, line.size) for line in page.lines[1:]] == [(True, 1.0), (False, 1.0)]
    assert page.doubtful == 1
    assert page.paragraphs == ("Rain", " ".join([*(f"word{at}" for at in range(11)), "mist"]))


@pytest.mark.parametrize(
    "said",
    [
        "",
        HEAD,
        table(*((f"w{at}", 1, 1, 20, 60.0) for at in range(9))),
        table(*((f"w{at}", 1, 1, 20, 30.0 if at < 2 else 99.0) for at in range(9))),
    ],
    ids=["nothing", "no words", "unsure of all", "guesses among them"],
)
def test_what_is_mostly_guessed_is_taken_for_nothing(said: str) -> None:
    assert page_of(said) is None


def page(title: str = "The Water Cycle") -> Image.Image:
    surface = skia.Surface(1240, 1754)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorWHITE)
    paint = skia.Paint(Color=skia.ColorBLACK, AntiAlias=True)
    canvas.drawString(title, 140, 240, skia.Font(skia.Typeface("serif"), 88), paint)
    for at, line in enumerate(LINES):
        canvas.drawString(line, 140, 400 + at * 62, skia.Font(skia.Typeface("serif"), 44), paint)
    return Image.fromarray(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)).convert("RGB")


def saved(kind: str, *pages: Image.Image) -> bytes:
    file = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:], "resolution": 150} if kind == "PDF" else {}
    pages[0].save(file, kind, **more)
    return file.getvalue()


@needs_tesseract
@pytest.mark.slow
def test_a_scan_becomes_headings_and_paragraphs(tmp_path: Path) -> None:
    blank = Image.new("RGB", (1240, 1754), "white")
    made = converted(tmp_path, "scan.pdf", saved("PDF", page(), blank, page("Rain").rotate(90, expand=True)))
    body = made.markdown
    assert "# The Water Cycle" in body
    assert "# Rain" in body
    assert body.count(" ".join(LINES)) == 2
    assert "Pages 1 and 3 are scans: their text was recognised by OCR, so look it over." in made.losses
    assert "Page 2 is an empty scan." in made.losses


@needs_tesseract
@pytest.mark.slow
def test_a_photo_of_a_page_is_read_and_one_of_nothing_is_refused(tmp_path: Path) -> None:
    made = converted(tmp_path, "page.png", saved("PNG", page()))
    assert " ".join(LINES) in made.markdown
    with pytest.raises(DocumentEmpty, match="Tesseract"):
        converted(tmp_path, "noise.png", saved("PNG", Image.effect_noise((600, 800), 90).convert("RGB")))


def test_after_its_time_nothing_is_read() -> None:
    assert ScanReader(seconds=0).read(page()) is None
