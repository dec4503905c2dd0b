"""Documents that are cut off or damaged are read as far as can be, or refused; nothing else happens."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hackathon_backend.errors import DocumentRefused

from .converting import converted
from .office import archive, docx, listed, odf, paragraph
from .test_pdf import pdf, text
from .test_slides import deck, slide

TIMES = 12


def presentation() -> bytes:
    cells = deck()
    slide(cells, "Cells", [(0, "Small rooms"), (1, "with walls")]).notes_slide.notes_text_frame.text = "More."
    out = io.BytesIO()
    cells.save(out)
    return out.getvalue()


def damaged(data: bytes, dice: random.Random) -> Iterator[bytes]:
    """The document with bytes changed, cut off, or left out; and damage within the files of an archive."""
    for _ in range(TIMES):
        changed = bytearray(data)
        for _ in range(dice.choice((1, 8, 60))):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        yield bytes(changed)
        yield data[: dice.randrange(len(data))]
        start = dice.randrange(len(data))
        yield data[:start] + data[start + dice.randrange(400) :]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            files: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
        for name, content in files.items():
            if content and not name.endswith("/"):
                at = dice.randrange(len(content))
                yield archive({**files, name: content[:at]})
                yield archive({**files, name: content[:at] + b"<\xff&" + content[at:]})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.pdf", pdf(lambda canvas: text(canvas, 60, 100, "One line of words."))),
        ("x.docx", docx(paragraph("Cells", "T") + listed("One", 5) + paragraph("Text."))),
        ("x.pptx", presentation()),
        ("x.odt", odf("text", "<text:p>Text.</text:p>")),
        ("x.html", b"<!doctype html><h1>Cells</h1><table><tr><td>a<td>b</table><math><mfrac><mi>x</mi></mfrac></math>"),
        ("x.vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\nHello there.\n\n00:02.000 --> 00:04.000\nBye.\n"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    ],
)
def test_damage_is_refused_or_read_around(tmp_path: Path, name: str, data: bytes) -> None:
    for each in damaged(data, random.Random(name)):
        try:
            assert converted(tmp_path, name, each).markdown
        except DocumentRefused as refused:
            assert refused.message.endswith((".", "!"))
