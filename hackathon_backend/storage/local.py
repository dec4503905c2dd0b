"""Finished files in one folder on this machine."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..errors import DiskFull, StorageError

WORK = ".work"
_COUNTED_FOR = 10.0
"""Seconds for which the bytes of all files are taken to be what they were."""
_OURS = re.compile(
    r"video_(?P<ms>\d{13})_(?P<job>vid_[0-9A-Za-z_-]{1,64})"
    r"\.(mp4|described\.mp4|vtt|descriptions\.vtt|chapters\.vtt|sprites\.vtt|sprites\.jpg|reference-\d{1,2}\.(jpg|png|webp)|webp|jpg|txt|json)",
    re.ASCII,
)


def video_stem(job_id: str, created_at: float) -> str:
    """The name that all files of a job share, without a suffix; `created_at` is in unix seconds."""
    return f"video_{int(created_at * 1000)}_{job_id}"


def job_of_file(name: str) -> str | None:
    """The id of the job whose file this is, by its name; None for one that is not named like ours."""
    found = _OURS.fullmatch(name)
    return found["job"] if found else None


@dataclass(frozen=True)
class StoredFile:
    """A file named like ours: `made_at` is the time in its name, `changed_at` the one on disk (unix seconds)."""

    path: Path
    job_id: str
    made_at: float
    changed_at: float

    @property
    def stem(self) -> str:
        """What all files of its video begin with."""
        return self.path.name.partition(".")[0]


class LocalStorage:
    """Keeps files under their own names in `folder`; nothing outside it is ever read, written or removed."""

    def __init__(self, folder: Path, *, reserve: int = 0, most: int = 0) -> None:
        """`reserve`: bytes of the disk that are left free; `most`: bytes that all files together may have, 0: any."""
        self.folder = folder
        self._work = folder / WORK
        self._reserve, self._most = reserve, most
        self._awaited = 0
        self._lock = threading.Lock()
        self._used = 0.0, 0

    def shown(self, name: str) -> str:
        """Where a file is, for people: as seen from here, or within its own folder. The way there concerns nobody."""
        path = self.folder / name
        here = Path.cwd()
        return str(path.relative_to(here) if path.is_relative_to(here) else Path(self.folder.name) / name)

    def prepare(self) -> None:
        """Make the folder if it is not there, and see that it can be written to. Raises `StorageError`."""
        # Always the same name: one that was left behind by a process that was killed is gone with the next start.
        probe = self._work / ".probe"
        try:
            self._work.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            probe.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"VIDEO_DIR: {self.folder} can't be written to ({error.strerror}).") from error

    def work_folder(self, job_id: str) -> Path:
        """A folder for the job's work in progress; it is on the same disk, so that keeping a file is one rename."""
        folder = self._work / job_id
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def work_folders(self) -> list[Path]:
        """The folders of all work in progress, forgotten ones included."""
        return sorted(path for path in self._work.glob("vid_*") if path.is_dir() and not path.is_symlink())

    def clear_work(self, job_id: str) -> None:
        """Remove the job's work in progress."""
        shutil.rmtree(self._work / job_id, ignore_errors=True)

    def keep(self, file: Path, name: str) -> Path:
        """Move a finished file to its place, all at once: nobody ever sees half of it. Doing it again is harmless."""
        target = self.folder / name
        if file.exists():
            with file.open("rb+") as handle:
                os.fsync(handle.fileno())
            file.replace(target)
        elif not target.exists():
            raise StorageError(f"{name} is gone before it could be kept.")
        return target

    def find(self, name: str) -> Path | None:
        """The file of that name, if it is one of the folder's own: no link, no folder, nothing hidden."""
        if name != Path(name).name or name.startswith(".") or "\\" in name or not name.isprintable():
            return None
        path = self.folder / name
        try:
            return path if path.is_file() and not path.is_symlink() else None
        except OSError:
            return None

    def ours(self) -> Iterator[StoredFile]:
        """Every file in the folder that is named like ours; links and folders are passed over."""
        with os.scandir(self.folder) as entries:
            for entry in entries:
                match = _OURS.fullmatch(entry.name)
                if match and entry.is_file(follow_symlinks=False):
                    try:
                        changed = entry.stat(follow_symlinks=False).st_mtime
                    except FileNotFoundError:  # removed by another at this moment
                        continue
                    yield StoredFile(Path(entry.path), match["job"], int(match["ms"]) / 1000, changed)

    def bytes_by_job(self) -> Counter[str]:
        """How many bytes the files of each job take up, by its id."""
        found: Counter[str] = Counter()
        for file in self.ours():
            with suppress(OSError):
                found[file.job_id] += file.path.lstat().st_size
        return found

    def remove(self, stem: str) -> list[str]:
        """Remove the files of that stem; returns the names of those that were there."""
        gone = []
        for file in list(self.ours()):
            if file.stem == stem:
                file.path.unlink(missing_ok=True)
                gone.append(file.path.name)
        return gone

    def discard(self, name: str) -> None:
        """Remove the file of that name, if it is one of the folder's own."""
        if (path := self.find(name)) is not None:
            path.unlink(missing_ok=True)

    def free_bytes(self) -> int:
        """Room left on the folder's disk."""
        return shutil.disk_usage(self.folder).free

    def has_room(self, coming: int = 0) -> bool:
        """Whether `coming` bytes more can be kept, here and on the way here, beside all that is awaited."""
        with self._lock:
            coming += self._awaited
        try:
            free = min(self.free_bytes(), shutil.disk_usage(tempfile.gettempdir()).free if coming else sys.maxsize)
        except OSError:
            return False
        return free - coming >= self._reserve and not (self._most and self._used_bytes() + coming > self._most)

    def check_room(self) -> None:
        """Raise `DiskFull` if nothing more can be kept."""
        if not self.has_room():
            raise DiskFull()

    def await_bytes(self, coming: int) -> Callable[[], None]:
        """Set room aside for what is about to be sent; call what comes back when it has come. Raises `DiskFull`."""
        if not self.has_room(coming):
            raise DiskFull()
        self._add(coming)
        return partial(self._add, -coming)

    def _add(self, coming: int) -> None:
        with self._lock:
            self._awaited += coming

    def _used_bytes(self) -> int:
        """Bytes of all files in the folder, counted every few seconds."""
        counted, used = self._used
        if time.monotonic() - counted > _COUNTED_FOR:
            used = 0
            for place, _folders, names in os.walk(self.folder):
                for name in names:
                    with suppress(OSError):
                        used += Path(place, name).lstat().st_size
            self._used = time.monotonic(), used
        return used


def age_days(moment: float) -> float:
    """How many days ago `moment` (unix seconds) was."""
    return (time.time() - moment) / 86_400
