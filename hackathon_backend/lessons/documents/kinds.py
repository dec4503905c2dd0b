"""What kind of document a file is: told by what is in it; its name only helps to tell one kind of text from another."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType

from ...errors import DocumentBroken, DocumentEncrypted, DocumentUnknown
from .archives import folder_around
from .decoding import decoded
from .texts.transcript import is_transcript


class DocumentKind(StrEnum):
    """The kinds of documents that are read."""

    PDF = "pdf"
    PPTX = "pptx"
    DOCX = "docx"
    ODP = "odp"
    ODT = "odt"
    EPUB = "epub"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    TRANSCRIPT = "transcript"
    IMAGE = "image"


DOCUMENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".pdf": "application/pdf",
        ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".odp": "application/vnd.oasis.opendocument.presentation",
        ".odt": "application/vnd.oasis.opendocument.text",
        ".epub": "application/epub+zip",
        ".html": "text/html",
        ".htm": "text/html",
        ".xhtml": "application/xhtml+xml",
        ".md": "text/markdown",
        ".markdown": "text/markdown",
        ".txt": "text/plain",
        ".vtt": "text/vtt",
        ".srt": "application/x-subrip",
        ".png": "image/png",
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".webp": "image/webp",
        ".tif": "image/tiff",
        ".tiff": "image/tiff",
    }
)
"""The media type of each suffix that a document may have, for what a page lets people choose."""
TAKEN = "PDF, PPTX, DOCX, ODP, ODT, EPUB, HTML, Markdown, plain text, or a transcript (VTT, SRT)"
_OFFICE = {
    "word/": DocumentKind.DOCX,
    "ppt/": DocumentKind.PPTX,
}
_BY_MIMETYPE = {
    "application/epub+zip": DocumentKind.EPUB,
    "application/vnd.oasis.opendocument.presentation": DocumentKind.ODP,
    "application/vnd.oasis.opendocument.presentation-template": DocumentKind.ODP,
    "application/vnd.oasis.opendocument.text": DocumentKind.ODT,
    "application/vnd.oasis.opendocument.text-template": DocumentKind.ODT,
}
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HTML_TAGS = re.compile(r"</(?:p|div|h[1-6]|table|ul|ol|body|article|section)>", re.I)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|~~~|> \S|\$\$|\|.*\|\s*$|---\s*$)|\*\*\S|\]\(\S+\)", re.MULTILINE)


def kind_of(data: bytes, name: str) -> DocumentKind:
    """The kind of document that `data` is.

    Raises `DocumentUnknown`, with what would help, for others, and `DocumentEncrypted` or `DocumentBroken` where that
    can be told at once.
    """
    if b"%PDF-" in data[:1024]:
        return DocumentKind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    if data.startswith(_OLE):
        raise _old_office(data)
    if data.startswith(b"{\\rtf"):
        raise DocumentUnknown("RTF is not read here. Save it as DOCX or PDF, and choose that.")
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return DocumentKind.IMAGE
    text = decoded(data)
    if text is None:
        raise DocumentUnknown(f"This is no kind of document that is read here. Choose {TAKEN}.")
    return _written(text, name)


def _packed(data: bytes) -> DocumentKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            top = folder_around(archive.namelist())
            names = [name.removeprefix(top) for name in archive.namelist()]
            typed = archive.open(f"{top}mimetype").read(200) if "mimetype" in names else b""
            mimetype = typed.decode("ascii", "ignore").strip()
    except Exception:
        # zipfile raises a dozen kinds of errors for archives that are cut off or damaged.
        raise DocumentBroken("The file is damaged and can't be opened. Save or copy it anew, and try again.") from None
    if mimetype in _BY_MIMETYPE:
        return _BY_MIMETYPE[mimetype]
    if "META-INF/container.xml" in names:
        return DocumentKind.EPUB
    if "[Content_Types].xml" in names:
        for folder, kind in _OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return kind
    raise DocumentUnknown(f"This archive or table is not read here. Choose {TAKEN}.")


def _old_office(data: bytes) -> DocumentUnknown | DocumentEncrypted:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return DocumentEncrypted("The document opens with a password only. Save it without one, and try again.")
    return DocumentUnknown(
        "This is a document in the form that Office had before 2007. Open it and save it as DOCX, PPTX or PDF."
    )


def _written(text: str, name: str) -> DocumentKind:
    suffix = PurePath(name).suffix.lower()
    if is_transcript(text):
        return DocumentKind.TRANSCRIPT
    if suffix in (".md", ".markdown"):
        return DocumentKind.MARKDOWN
    if _HTML_START.match(text[:5000]) or len(_HTML_TAGS.findall(text[:200_000])) >= (1 if suffix[:4] == ".htm" else 3):
        return DocumentKind.HTML
    return DocumentKind.MARKDOWN if len(_MARKDOWN.findall(text)) >= 2 else DocumentKind.TEXT
