"""The list of what we keep in a bucket. What is not in it is not ours, and is never touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

VIDEOS, WORK_FILES = "videos", "work"
"""The places in the bucket: finished files, and work in progress with caches."""


@dataclass(frozen=True)
class StoredObject:
    """One that is there whole. `key` is its place and its path there, `at` where it is in the bucket, `job_id` whose it
    is (None: anybody's cache). `sha256` is in hex, `made_at` and `used_at` are in unix seconds.
    """

    key: str
    at: str
    bytes: int
    sha256: str
    job_id: str | None
    made_at: float
    used_at: float

    @property
    def path(self) -> str:
        """Its path in its place."""
        return self.key.partition("/")[2]


@dataclass(frozen=True)
class OpenTransfer:
    """An upload, or a removal, of what is in the bucket at `at`, that was begun and not seen to its end."""

    token: str
    key: str
    at: str
    removes: bool


class LeftOver(Enum):
    """What a transfer that broke off has left in the bucket."""

    NOTHING = "nothing"
    """Somebody else is at work on the object, or has seen to it."""
    PARTS = "parts"
    """The object was stored by another try; the parts of this one are of no use."""
    ALL = "all"
    """Whatever there is of the object is to be removed."""


class ObjectList(Protocol):
    """Keeps the list. Whatever is done to the bucket is written down before it is done."""

    def begin(self, key: str, at: str, job_id: str | None) -> str:
        """An upload to `at` begins; returns its token. Raises `StorageAway` while what is there is being removed."""

    def end(self, token: str, size: int, sha256: str) -> None:
        """The upload has ended: the object is there."""

    def find(self, key: str) -> StoredObject | None:
        """The object, if it is there."""

    def listing(self, place: str, job_ids: Collection[str] | None = None) -> list[StoredObject]:
        """All that is in a place, or only what is of these jobs."""

    def caches(self) -> list[StoredObject]:
        """What is no job's, the one first that was used last."""

    def note_use(self, found: StoredObject) -> None:
        """It was read; noted once a day."""

    def remove(self, keys: Collection[str]) -> list[OpenTransfer]:
        """These are gone from the list, and are to be removed from the bucket."""

    def close(self, transfers: Collection[OpenTransfer]) -> None:
        """Forget them: nothing of them is left in the bucket that is not in the list."""

    def left_over(self, older_than: float) -> Sequence[OpenTransfer]:
        """Those that were begun so many seconds ago or more. What they have left in the bucket is to be removed."""

    def settle(self, left: OpenTransfer, older_than: float) -> LeftOver:
        """What is to become of what it has left, if it was begun so many seconds ago or more.

        If that is to be removed, nobody uploads it anew in the meantime.
        """

    def bytes_by_job(self, place: str) -> Counter[str]:
        """How many bytes the objects of each job have in a place."""
