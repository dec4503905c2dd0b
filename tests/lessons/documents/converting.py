"""What the tests of documents share: a document of bytes into a lesson."""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image

from hackathon_backend.lessons.documents import Conversion, convert_document


def converted(folder: Path, name: str, content: bytes | str) -> Conversion:
    """What comes of a document; its pictures lie in `folder / "pictures"`."""
    file = folder / "document"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return convert_document(file, name, folder / "pictures")


def picture(colour: str = "red", size: tuple[int, int] = (120, 90)) -> bytes:
    """A PNG."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def without_places(markdown: str) -> str:
    """The Markdown without its marks of places."""
    return re.sub(r"<!--.*?-->\n\n", "", markdown)
