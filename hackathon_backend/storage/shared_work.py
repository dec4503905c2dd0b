"""Work in progress that several machines do together: files go through the bucket, those of this machine come first."""

from __future__ import annotations

import logging
from pathlib import Path

from ..errors import StorageAway
from .objects import WORK_FILES
from .shelf import BucketShelf
from .work import WorkFolders

log = logging.getLogger(__name__)

_A_JOBS = "vid_"


class SharedWorkFolders(WorkFolders):
    """Folders of which other machines can have the files. What is no job's is a cache, and may be gone at any time."""

    def __init__(self, root: Path, shelf: BucketShelf) -> None:
        super().__init__(root)
        self._shelf = shelf

    def fetch(self, path: Path) -> bool:
        """Whether the file is here, or was brought here. Raises `StorageAway` if it is a job's and can't be had now."""
        if path.exists():
            return True
        try:
            found = self._shelf.find(self._key(path))
            return found is not None and self._shelf.fetch(found, path)
        except StorageAway:
            if self._job_of(path):
                raise
            return False

    def share(self, path: Path) -> None:
        """Let others fetch the file from now on. Raises `StorageAway` if it is a job's and can't be sent now."""
        key, job_id = self._key(path), self._job_of(path)
        try:
            # Caches go by content: what is there is the same.
            if job_id or self._shelf.find(key) is None:
                self._shelf.put(key, path, job_id)
        except StorageAway:
            if job_id:
                raise
            log.info("%s is not shared: the bucket can't be reached.", path.name)
        except FileNotFoundError:
            log.debug("%s was removed before it was shared.", path.name)

    def fetch_folder(self, job_id: str) -> Path:
        """The job's folder, with all that is shared of it."""
        folder = self.folder(job_id)
        for found in self._shelf.objects.listing(WORK_FILES, [job_id]):
            if not (path := self.root / found.path).exists():
                self._shelf.fetch(found, path)
        return folder

    def share_folder(self, job_id: str) -> None:
        """Let others fetch all that is new or changed in the job's folder."""
        shared = {each.path: each for each in self._shelf.objects.listing(WORK_FILES, [job_id])}
        for path in sorted(self.folder(job_id).rglob("*")):
            if path.name.startswith(".") or not path.is_file():
                continue
            known, seen = shared.get(path.relative_to(self.root).as_posix()), path.stat()
            if known is None or known.bytes != seen.st_size or known.made_at < seen.st_mtime:
                self.share(path)

    def jobs(self) -> dict[str, float]:
        """The jobs that have work in progress here or in the bucket, and when it was changed last."""
        found = super().jobs()
        for each in self._shelf.objects.listing(WORK_FILES):
            if each.job_id:
                found[each.job_id] = max(found.get(each.job_id, 0.0), each.made_at)
        return found

    def clear(self, job_id: str) -> None:
        """Remove the job's work in progress, here and in the bucket."""
        self.clear_here(job_id)
        self._shelf.remove([each.key for each in self._shelf.objects.listing(WORK_FILES, [job_id])])

    def _key(self, path: Path) -> str:
        return f"{WORK_FILES}/{path.relative_to(self.root).as_posix()}"

    def _job_of(self, path: Path) -> str | None:
        first = path.relative_to(self.root).parts[0]
        return first if first.startswith(_A_JOBS) else None
