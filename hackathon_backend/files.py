"""Files that are there whole or not at all, and folders that take no more room than they may."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

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


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A folder of the system's for a moment, gone behind it; named by its process, in case that is killed."""
    with tempfile.TemporaryDirectory(prefix=f"{_passing()}{os.getpid()}-") as folder:
        yield Path(folder)


def clear_passing_folders() -> None:
    """Remove the folders of processes that have ended without doing so."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_passing()}*"):
        pid = folder.name.removeprefix(_passing()).partition("-")[0]
        if pid.isdecimal() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _passing() -> str:
    """How the folders of this user begin."""
    return f"model7-{os.getuid()}-passing-"


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
