"""Copies of stored files on this machine, for whatever needs them as files. Any of them may go at any time."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .local import pieces

MOST_BYTES = 4_000_000_000
_TRIMMED_EVERY = 60.0
_IN_USE = 600.0
"""Seconds for which one that was used is left alone, however little room there is."""


class LocalCopies:
    """Each in a folder named after its content, so that none is ever out of date."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self._most_bytes = most_bytes
        self._trimmed = 0.0

    def prepare(self) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def place(self, sha256: str, name: str) -> Path:
        """Where the copy belongs."""
        return self.folder / sha256[:32] / name

    def find(self, sha256: str, name: str) -> Path | None:
        """The copy, if there is one; it is in use from now on."""
        path = self.place(sha256, name)
        try:
            os.utime(path)
        except OSError:
            return None
        return path

    def read(self, sha256: str, name: str, start: int) -> Iterator[bytes] | None:
        """The copy from the byte `start` on; None if there is none."""
        with suppress(FileNotFoundError):
            file = self.place(sha256, name).open("rb")
            file.seek(start)
            return pieces(file)
        return None

    def take(self, file: Path, sha256: str, name: str) -> None:
        """Make the file a copy: it is gone from its place."""
        path = self.place(sha256, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            file.replace(path)
        if time.monotonic() - self._trimmed > _TRIMMED_EVERY:
            self.trim()

    def forget(self, sha256: str, name: str) -> None:
        """Remove the copy."""
        shutil.rmtree(self.place(sha256, name).parent, ignore_errors=True)

    def trim(self) -> None:
        """Remove those that were used longest ago until the others have their room."""
        found = []
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                seen = path.stat()
                found.append((seen.st_mtime, seen.st_size, path))
        self._trimmed, total = time.monotonic(), 0
        for used, size, path in sorted(found, reverse=True):
            total += size
            if total > self._most_bytes and used < time.time() - _IN_USE:
                shutil.rmtree(path.parent, ignore_errors=True)
