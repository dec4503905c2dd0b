"""The pictures of a lesson: files that lie beside it, or data that it holds."""

from __future__ import annotations

import base64
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from ....lessons import Lesson

_MOST_BYTES = 4_000_000
_TYPES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".gif": "gif"}


def has_picture(lesson: Lesson, address: str) -> bool:
    """Whether the address of an image in `lesson` is one that can be drawn: nothing is fetched from the network."""
    if address.startswith("data:image/"):
        return ";base64," in address[:80]
    file = _file_of(lesson, address)
    try:
        return file is not None and (not lesson.is_own or file.stat().st_size <= _MOST_BYTES)
    except OSError:
        return False


def picture_source(lesson: Lesson, address: str) -> str:
    """What a scene names the picture by: its path in the folder of lessons, or all of it where that says nothing.

    A film of a lesson that somebody has made is drawn again when the lesson is long changed, perhaps elsewhere.
    """
    file = _file_of(lesson, address)
    if file is None or not lesson.is_own:
        return path_of(address) or address
    data = base64.b64encode(file.read_bytes()).decode()
    return f"data:image/{_TYPES[file.suffix.casefold()]};base64,{data}"


def _file_of(lesson: Lesson, address: str) -> Path | None:
    """The file of a picture in the folder of its lesson; None if there is none, or it is no picture."""
    path = path_of(address)
    if lesson.folder is None or not path or PurePosixPath(path).suffix.casefold() not in _TYPES:
        return None
    try:
        root = lesson.folder.resolve()
        file = (root / path).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):
        return None


def path_of(address: str) -> str:
    """The path of a picture, from the folder of its lesson; "" for one that is elsewhere."""
    return "" if "://" in address or address.startswith(("data:", "/", "\\\\")) else unquote(address)
