"""Finished files in a bucket, with copies of those that were used here last."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from ..errors import StorageError
from .base import FileFacts, Storage, StoredFile, is_plain, job_of_file, stored_file
from .copies import LocalCopies
from .objects import VIDEOS, StoredObject
from .shelf import KINDS, BucketShelf

_AT_ONCE = 4
"""Files that are sent at the same time."""


@dataclass(frozen=True)
class Addresses:
    """Where readers are sent: to `cdn` if there is one, else to a signed address that is good for `seconds`."""

    seconds: int
    cdn: str | None = None


class S3Storage(Storage):
    """Keeps files in a bucket. A name is found when its object is there whole, and by nobody before that."""

    def __init__(self, shelf: BucketShelf, copies: LocalCopies, addresses: Addresses | None) -> None:
        """Without `addresses` nobody is sent to the bucket."""
        self.shelf = shelf
        self._copies = copies
        self._addresses = addresses
        self._senders = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="upload")

    def prepare(self) -> None:
        """Make the folder for copies. The bucket itself is looked at by `check`."""
        self._copies.prepare()

    def check(self) -> None:
        """Store a small file, read and remove it. Raises `StorageError` with the settings that may be at fault."""
        probe = self._copies.folder / f"{os.getpid()}.txt"
        probe.write_text("Can files be kept here?\n", "utf-8")
        try:
            self.shelf.bucket.check(probe)
        finally:
            probe.unlink(missing_ok=True)

    def keep(self, file: Path, name: str) -> None:
        """Send the file to the bucket; it becomes the copy that is read here."""
        if not is_plain(name):
            raise StorageError(f"{name} is no name of a file.")
        if not file.exists():
            if not self.has(name):
                raise StorageError(f"{name} is gone before it could be kept.")
            return
        self._copies.take(file, self.shelf.put(_key(name), file, job_of_file(name)), name)

    def keep_soon(self, file: Path, name: str) -> Callable[[], None]:
        """The same in the background."""
        sent: Future[None] = self._senders.submit(self.keep, file, name)
        return sent.result

    def facts(self, name: str) -> FileFacts | None:
        """What the list says of it."""
        found = self._find(name)
        return None if found is None else FileFacts(found.bytes, found.made_at, found.sha256[:32])

    def read(self, name: str, start: int = 0) -> Iterator[bytes]:
        """The file from the byte `start` on, from the copy if there is one."""
        if (found := self._find(name)) is None:
            raise FileNotFoundError(name)
        return self._copies.read(found.sha256, name, start) or self.shelf.read(found, start)

    def sha256(self, name: str) -> str:
        """As it was when the file was sent."""
        if (found := self._find(name)) is None:
            raise FileNotFoundError(name)
        return found.sha256

    def read_stored(self, name: str) -> Iterator[bytes]:
        """The file from the bucket."""
        if (found := self._find(name)) is None:
            raise FileNotFoundError(name)
        return self.shelf.read(found, 0)

    def local_copy(self, name: str) -> Path | None:
        """The file on this machine, brought here if it is not."""
        if (found := self._find(name)) is None:
            return None
        if (path := self._copies.find(found.sha256, name)) is None:
            path = self._copies.place(found.sha256, name)
            if not self.shelf.fetch(found, path):
                return None
            self._copies.trim()
        return path

    def ours(self) -> Iterator[StoredFile]:
        """All of the list: the bucket itself is never listed."""
        return _files(self.shelf.objects.listing(VIDEOS))

    def of_jobs(self, job_ids: Collection[str]) -> Iterator[StoredFile]:
        """The files of these jobs."""
        return _files(self.shelf.objects.listing(VIDEOS, job_ids))

    def bytes_by_job(self) -> Counter[str]:
        """How many bytes the files of each job take up."""
        return self.shelf.objects.bytes_by_job(VIDEOS)

    def discard(self, *names: str) -> None:
        """Remove the files of these names, and their copies here."""
        found = {name: each for name in names if (each := self._find(name)) is not None}
        self.shelf.remove([each.key for each in found.values()])
        for name, each in found.items():
            self._copies.forget(each.sha256, name)

    def here(self, name: str) -> Path | None:
        """The copy, if there is one."""
        found = self._find(name)
        return self._copies.find(found.sha256, name) if found else None

    def address(self, name: str, *, download: bool = False) -> str | None:
        """An address for everybody who has it: for a time, or of the CDN, which does not know of downloads."""
        at, suffix = self._addresses, Path(name).suffix
        if at is None or suffix not in KINDS or (at.cdn and download) or (found := self._find(name)) is None:
            return None
        if at.cdn:
            return f"{at.cdn}/{quote(self.shelf.bucket.key_of(found.at))}"
        return self.shelf.bucket.signed(found.at, at.seconds, KINDS[suffix], name, download=download)

    def origin(self) -> str | None:
        """The CDN's, or the bucket's."""
        if (at := self._addresses) is None:
            return None
        address = at.cdn or self.shelf.bucket.signed("origin", at.seconds, KINDS[".mp4"], "origin")
        return "{0.scheme}://{0.netloc}".format(urlsplit(address))

    def sweep(self, *, dry_run: bool = False) -> list[str]:
        """Remove what broke off, and caches beyond their room; returns the keys."""
        self._copies.trim()
        return self.shelf.sweep(dry_run=dry_run)

    def _find(self, name: str) -> StoredObject | None:
        return self.shelf.find(_key(name)) if is_plain(name) else None


def _key(name: str) -> str:
    return f"{VIDEOS}/{name}"


def _files(found: Collection[StoredObject]) -> Iterator[StoredFile]:
    return filter(None, (stored_file(each.path, each.made_at, each.bytes) for each in found))
