"""Finished files are copied from one storage to another: each is read back and compared before it counts as copied."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..errors import StorageAway, StorageError
from .base import Storage, StoredFile, digest_of


@dataclass
class Moved:
    """How many files were copied (with how many bytes), were there already, and were removed; which failed, and why."""

    copied: int = 0
    bytes: int = 0
    there: int = 0
    removed: int = 0
    failed: list[str] = field(default_factory=list)


class Mover:
    """Copies the files of `source` to `target` through `folder`. What was copied before a kill is not copied again."""

    def __init__(self, source: Storage, target: Storage, folder: Path, *, delete: bool) -> None:
        self._source, self._target, self._folder = source, target, folder
        self._delete = delete
        self.moved = Moved()
        folder.mkdir(parents=True, exist_ok=True)

    def files(self) -> list[StoredFile]:
        """What there is to copy; of each video the film comes last, so that none is there by half."""
        return sorted(self._source.ours(), key=lambda file: (file.stem, file.name.endswith(".mp4"), file.name))

    def move(self, file: StoredFile) -> None:
        """Copy the file if it is not there, and with `delete` remove it from where it was."""
        try:
            same = self._is_there(file)
            if not same:
                self._copy(file)
        except FileNotFoundError:  # removed by another at this moment
            return
        except (StorageError, OSError) as error:
            self.moved.failed.append(f"{file.name}: {error}")
            return
        self.moved.there += same
        if self._delete:
            self._source.discard(file.name)
            self.moved.removed += 1

    def _copy(self, file: StoredFile) -> None:
        part = self._folder / file.name
        with part.open("wb") as copy:
            for piece in self._source.read(file.name):
                copy.write(piece)
        self._target.keep(part, file.name)
        if digest_of(self._target.read_stored(file.name)) != self._source.sha256(file.name):
            raise StorageAway("what was stored is not what was sent; run it again.")
        self.moved.copied += 1
        self.moved.bytes += file.bytes

    def _is_there(self, file: StoredFile) -> bool:
        return self._target.has(file.name) and self._source.sha256(file.name) == self._target.sha256(file.name)
