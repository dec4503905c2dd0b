"""Finished files in one folder on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ..errors import StorageError
from .base import PIECE, FileFacts, Storage, StoredFile, is_plain, stored_file


class LocalStorage(Storage):
    """Keeps files under their own names in `folder`; nothing outside it is ever read, written or removed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder if it is not there. Raises `StorageError`."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"VIDEO_DIR: {self.folder} can't be written to ({error.strerror}).") from error

    def keep(self, file: Path, name: str) -> None:
        """Move a finished file to its place, all at once. Raises `StorageError` if it is gone."""
        target = self.folder / name
        if file.exists():
            with file.open("rb+") as handle:
                os.fsync(handle.fileno())
            file.replace(target)
        elif not target.exists():
            raise StorageError(f"{name} is gone before it could be kept.")

    def facts(self, name: str) -> FileFacts | None:
        """What the disk says of the file."""
        path = self.local_copy(name)
        try:
            seen = path.stat() if path else None
        except FileNotFoundError:  # removed by another at this moment
            return None
        return FileFacts(seen.st_size, seen.st_mtime, f"{seen.st_mtime}-{seen.st_size}") if seen else None

    def read(self, name: str, start: int = 0) -> Iterator[bytes]:
        """The file from the byte `start` on. Raises `FileNotFoundError`."""
        if (path := self.local_copy(name)) is None:
            raise FileNotFoundError(name)
        file = path.open("rb")
        file.seek(start)
        return pieces(file)

    def local_copy(self, name: str) -> Path | None:
        """The file itself, if it is one of the folder's own: no link, no folder, nothing hidden."""
        if not is_plain(name):
            return None
        path = self.folder / name
        try:
            return path if path.is_file() and not path.is_symlink() else None
        except OSError:
            return None

    def here(self, name: str) -> Path | None:
        """The file itself."""
        return self.local_copy(name)

    def ours(self) -> Iterator[StoredFile]:
        """Every file in the folder that is named like ours; links and folders are passed over."""
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if stored_file(entry.name, 0, 0) and entry.is_file(follow_symlinks=False):
                    with suppress(FileNotFoundError):  # removed by another at this moment
                        seen = entry.stat(follow_symlinks=False)
                        if file := stored_file(entry.name, seen.st_mtime, seen.st_size):
                            yield file

    def discard(self, *names: str) -> None:
        """Remove the files of these names, if they are the folder's own."""
        for name in names:
            if (path := self.local_copy(name)) is not None:
                path.unlink(missing_ok=True)

    def shown(self, name: str) -> str:
        """As seen from here, or within its own folder. The way there concerns nobody."""
        path = self.folder / name
        here = Path.cwd()
        return str(path.relative_to(here) if path.is_relative_to(here) else Path(self.folder.name) / name)


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """The pieces of the file."""
    with file:
        while piece := file.read(PIECE):
            yield piece
