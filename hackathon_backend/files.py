"""Files that are there whole or not at all, and folders that take no more room than they may."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A file name beside `path` to write to; it takes its place if the block ends well, and is removed if not."""
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def make_room(folder: Path, most_bytes: int) -> None:
    """Remove the files of `folder` that were used longest ago until the others have `most_bytes` at most.

    Other processes may add and remove files at the same time.
    """
    files = []
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(OSError):
                found = path.stat()
                files.append((found.st_mtime, found.st_size, path))
    total = 0
    for _used, size, path in sorted(files, reverse=True):
        total += size
        if total > most_bytes:
            with suppress(OSError):
                path.unlink()
