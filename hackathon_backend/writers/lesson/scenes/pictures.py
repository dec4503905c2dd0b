"""The pictures of a lesson: files that lie beside it, or data that it holds."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote

from ....lessons import Lesson

_SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".gif"}


def has_picture(lesson: Lesson, address: str) -> bool:
    """Whether the address of an image in `lesson` is one that can be drawn: nothing is fetched from the network."""
    if address.startswith("data:image/"):
        return ";base64," in address[:80]
    path = path_of(address)
    if lesson.folder is None or not path or PurePosixPath(path).suffix.casefold() not in _SUFFIXES:
        return False
    try:
        root = lesson.folder.resolve()
        file = (root / path).resolve()
        return file.is_relative_to(root) and file.is_file()
    except (OSError, ValueError):
        return False


def path_of(address: str) -> str:
    """The path of a picture, from the folder of its lesson; "" for one that is elsewhere."""
    return "" if "://" in address or address.startswith(("data:", "/", "\\\\")) else unquote(address)
