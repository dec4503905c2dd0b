"""Files that are there whole or not at all, and folders that take no more room than they may."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PART = ".part"
_ABANDONED = 3600.0
"""Seconds after which whoever wrote a part of a file has certainly died."""


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A file name beside `path` to write to; it takes its place if the block ends well, and is removed if not."""
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}{_PART}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def make_room(folder: Path, most_bytes: int, ending: str = "") -> None:
    """Remove the files of `folder` that were used longest ago until the others have `most_bytes` at most.

    What was never finished goes, too. Only names with that `ending` are looked at. Other processes may add and remove
    files at the same time.
    """
    files = []
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name.endswith((ending, _PART)):
                with suppress(OSError):
                    found = path.stat()
                    files.append((found.st_mtime, found.st_size, path))
    total = 0
    for used, size, path in sorted(files, reverse=True):
        total += size
        if total > most_bytes or (path.suffix == _PART and used < time.time() - _ABANDONED):
            with suppress(OSError):
                path.unlink()
