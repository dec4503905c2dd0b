"""A document into a lesson: processor time a page or slide, for documents that are made here. No network."""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import skia
from pptx import Presentation

from hackathon_backend.lessons.documents import convert_document

from .measure import Row

_COUNT = 10
_LINE = "Plants make sugar from light, from water and from carbon"


def measure(runs: int) -> Iterator[Row]:
    """The median of `runs` for each kind, after one that loads what reads it."""
    for kind, data, unit in (("PDF in two columns", _article(), "page"), ("PPTX with notes", _deck(), "slide")):
        seconds = statistics.median(_converted(kind, data) for _ in range(runs + 1))
        yield Row(f"A {unit} of a {kind}", f"{1000 * seconds / _COUNT:.0f} ms", "of a processor's time")


def _converted(kind: str, data: bytes) -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "document"
        file.write_bytes(data)
        began = time.process_time()
        convert_document(file, kind, Path(folder))
        return time.process_time() - began


def _article() -> bytes:
    stream = skia.DynamicMemoryWStream()
    font = skia.Font(skia.Typeface(""), 9)
    with skia.PDF.MakeDocument(stream) as document:
        for _ in range(_COUNT):
            with document.page(595, 842) as canvas:
                canvas.drawString("How plants make sugar", 60, 100, skia.Font(skia.Typeface(""), 20), skia.Paint())
                for row in range(50):
                    for left in (60, 320):
                        canvas.drawString(_LINE, left, 140 + 12 * row, font, skia.Paint())
    return bytes(stream.detachAsData())


def _deck() -> bytes:
    deck = Presentation()
    for number in range(_COUNT):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"What plants need {number}"
        slide.placeholders[1].text_frame.text = "\n".join(["Light", "Water", "Carbon dioxide"])
        slide.notes_slide.notes_text_frame.text = _LINE
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()
