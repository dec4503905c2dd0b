"""A bucket with the list of what is ours in it: nothing is put there, or removed, that the list does not know."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePath

from ..errors import StorageAway
from .base import file_digest
from .bucket import Bucket
from .objects import LeftOver, ObjectList, OpenTransfer, StoredObject

log = logging.getLogger(__name__)

ABANDONED = 3600.0
"""Seconds after which nobody is at work any more on an upload that has not ended."""
KINDS = {
    ".mp4": "video/mp4",
    ".vtt": "text/vtt",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
}
_OTHER = "application/octet-stream"
_NAMED = 16
"""Digits of the SHA-256 in the place of an object."""


class BucketShelf:
    """Objects by key. A process may be killed at any moment: what it leaves behind is in the list, and is swept."""

    def __init__(self, bucket: Bucket, objects: ObjectList, *, cache_bytes: int) -> None:
        """`cache_bytes`: what caches may have together; those that were used longest ago go first."""
        self.bucket = bucket
        self.objects = objects
        self._cache_bytes = cache_bytes

    def put(self, key: str, file: Path, job_id: str | None) -> str:
        """Store the file under the key, unless it is there. Returns its SHA-256.

        It goes to a place that is named after its content: of two who store something else under one key at the same
        time, each has stored it whole. Raises `StorageAway`, `FileNotFoundError`.
        """
        sha256 = file_digest(file)
        found = self.objects.find(key)
        if found is not None and found.sha256 == sha256:
            return sha256
        place, _, path = key.partition("/")
        at = f"{place}/{sha256[:_NAMED]}/{path}"
        token = self.objects.begin(key, at, job_id)
        kind = KINDS.get(PurePath(key).suffix, _OTHER)
        size, sent = self.bucket.put(at, file, kind)
        if sent != sha256:
            raise StorageAway("The file has changed while it was sent. It is sent again.")
        self.objects.end(token, size, sha256)
        return sha256

    def find(self, key: str) -> StoredObject | None:
        """What is known of the object, if it is there."""
        return self.objects.find(key)

    def fetch(self, found: StoredObject, target: Path) -> bool:
        """Whether the object could be brought to `target`, whole. Raises `StorageAway`."""
        try:
            self.bucket.fetch(found.at, target, found.bytes, found.sha256)
        except FileNotFoundError:  # removed by another at this moment
            return False
        self.objects.note_use(found)
        return True

    def read(self, found: StoredObject, start: int) -> Iterator[bytes]:
        """The object from the byte `start` on. Raises `FileNotFoundError`, `StorageAway`."""
        return self.bucket.read(found.at, start, found.bytes)

    def remove(self, keys: Collection[str]) -> None:
        """Remove the objects: nobody finds them from now on. What the bucket does not do now the sweep does."""
        if keys:
            self._finish(dict.fromkeys(self.objects.remove(keys), LeftOver.ALL))

    def sweep(self, *, dry_run: bool = False, older_than: float = ABANDONED) -> list[str]:
        """Remove what uploads and removals have left behind that broke off, and caches that there is no room for.

        Returns what that was. With `dry_run` they are only named.
        """
        left = self.objects.left_over(older_than)
        crowded = list(self._beyond_room())
        if not dry_run:
            self._finish({each: self.objects.settle(each, older_than) for each in left})
            self.remove(crowded)
        return [*dict.fromkeys(each.at for each in left), *crowded]

    def _beyond_room(self) -> Iterator[str]:
        total = 0
        for each in self.objects.caches():
            total += each.bytes
            if total > self._cache_bytes:
                yield each.key

    def _finish(self, transfers: Mapping[OpenTransfer, LeftOver]) -> None:
        done = []
        for each, left in transfers.items():
            if left is LeftOver.NOTHING:
                continue
            try:
                self.bucket.abort(each.at)
                if left is LeftOver.ALL:
                    self.bucket.delete(each.at)
            except StorageAway:
                log.warning("%s is removed from the bucket with the next clean-up.", each.key)
            else:
                done.append(each)
        self.objects.close(done)
