"""Names and types of the files that lessons keep: originals of documents, and the pictures in them."""

from __future__ import annotations

import re
from pathlib import PurePath

from ..lessons.documents import DOCUMENT_TYPES

UNKNOWN_TYPE = "application/octet-stream"
_PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.(?:png|jpg|jpeg|webp|gif)")


def suffix_of(label: str) -> str:
    """The suffix of what somebody calls a document, if it is one that documents have; else ""."""
    suffix = PurePath(label.replace("\\", "/")).suffix.lower()
    return suffix if suffix in DOCUMENT_TYPES else ""


def type_of(label: str) -> str:
    """The media type of a document or a picture by what it is called."""
    return DOCUMENT_TYPES.get(suffix_of(label), UNKNOWN_TYPE)


def unit_of(label: str) -> str:
    """What a document of that name has: pages, slides or sections."""
    return {".pdf": "page", ".pptx": "slide", ".odp": "slide"}.get(suffix_of(label), "section")


def label_of(name: str) -> str:
    """What a file is called that somebody has sent: without a path, and without what can't be seen."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(each for each in last if each.isprintable()).strip(" .")
    return shown[-150:] or "document"


def document_name(lesson_id: str, label: str) -> str:
    """Under which name the original of a lesson is kept."""
    return f"lesson_{lesson_id}_document{suffix_of(label)}"


def picture_name(lesson_id: str, picture: str) -> str:
    """Under which name a picture of a lesson is kept."""
    return f"lesson_{lesson_id}_{picture}"


def is_picture(name: str) -> bool:
    """Whether pictures of lessons are called so."""
    return _PICTURE.fullmatch(name) is not None
