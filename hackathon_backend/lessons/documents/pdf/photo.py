"""A picture of a page."""

from __future__ import annotations

import io

from PIL import Image

from ....errors import DocumentBroken, DocumentEmpty
from ..conversion import Report
from ..escaping import escaped, tidy
from ..sheet import LessonSheet
from .ocr import ScanReader, tell_guesses

_MOST_PIXELS = 40_000_000


def read(data: bytes, sheet: LessonSheet, report: Report) -> None:
    """Read the text of a picture, where OCR is installed. Raises `DocumentEmpty` where it is not."""
    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > _MOST_PIXELS:
            raise DocumentBroken("The picture has too many pixels. Make it smaller, and try again.")
        image = picture.convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError, SyntaxError):
        raise DocumentBroken("The picture is damaged and can't be opened.") from None
    found = ScanReader().read(image)
    if found is None:
        raise DocumentEmpty(
            "This is a picture. Text in pictures is read only where text recognition (Tesseract) is installed, and "
            "where there is text in them that it can read: choose a document with text instead."
        )
    sheet.unit, sheet.count = "page", 1
    sheet.place("page 1")
    for paragraph in found.paragraphs:
        sheet.paragraph(escaped(tidy(paragraph)))
    sheet.picture(data)
    sheet.losses.say("The text was recognised in a picture, so look it over.")
    tell_guesses(found, sheet.losses)
    report(1, 1)
