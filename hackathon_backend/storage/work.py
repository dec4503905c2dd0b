"""Work in progress: folders of this machine. Where several machines work on a video, their files can be shared."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol
from urllib.parse import quote, unquote

from ..errors import StorageError

WORK = ".work"
_PASSING = "req-"


class SharedFiles(Protocol):
    """Files of work in progress that other machines may have made, or may need."""

    def fetch(self, path: Path) -> bool:
        """Whether the file is here, or was brought here from where it is shared."""

    def share(self, path: Path) -> None:
        """Let others fetch the file from now on. Raises `StorageAway`."""


class NotShared:
    """All work is done on this machine, or in a folder that all machines see."""

    def fetch(self, path: Path) -> bool:
        """Whether the file is here."""
        return path.exists()

    def share(self, path: Path) -> None:
        """Whoever needs it sees it already."""


NOT_SHARED: SharedFiles = NotShared()


class WorkFolders(NotShared):
    """A folder for each job's work in progress, below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def prepare(self) -> None:
        """See that work can be done here. Raises `StorageError`."""
        # Always the same name: one that was left behind by a process that was killed is gone with the next start.
        probe = self.root / ".probe"
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            probe.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"VIDEO_DIR: {self.root.parent} can't be written to ({error.strerror}).") from error

    def folder(self, job_id: str) -> Path:
        """The job's folder; it is on the disk of finished files, so that keeping one there is one rename."""
        folder = self.root / job_id
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def folders(self) -> list[Path]:
        """The folders of all work in progress on this machine, forgotten ones included."""
        return sorted(path for path in self.root.glob("vid_*") if path.is_dir() and not path.is_symlink())

    @contextmanager
    def passing(self, process: str) -> Iterator[Path]:
        """A folder for what comes with one request, gone behind it; `process` says whose it is if that is killed."""
        self.root.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f"{_PASSING}{quote(process, safe='')}@", dir=self.root) as folder:
            yield Path(folder)

    def passing_folders(self) -> list[tuple[str, Path]]:
        """All such folders on this machine, each with the process whose it is."""
        found = self.root.glob(f"{_PASSING}*@*")
        return [(unquote(path.name.removeprefix(_PASSING).partition("@")[0]), path) for path in found]

    def jobs(self) -> dict[str, float]:
        """The jobs that have work in progress, and when it was changed last (unix seconds)."""
        return {path.name: path.stat().st_mtime for path in self.folders()}

    def fetch_folder(self, job_id: str) -> Path:
        """The job's folder, with all that is shared of it. Raises `StorageAway`."""
        return self.folder(job_id)

    def share_folder(self, job_id: str) -> None:
        """Let others fetch all that is new or changed in the job's folder. Raises `StorageAway`."""

    def clear(self, job_id: str) -> None:
        """Remove the job's work in progress, here and where it is shared."""
        self.clear_here(job_id)

    def clear_here(self, job_id: str) -> None:
        """Remove the job's work in progress from this machine."""
        shutil.rmtree(self.root / job_id, ignore_errors=True)
