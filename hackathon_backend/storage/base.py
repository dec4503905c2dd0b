"""What every place for finished files does. Files go by name; nobody above needs to know where they lie."""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_OURS = re.compile(
    r"video_(?P<ms>\d{13})_(?P<job>vid_[0-9A-Za-z_-]{1,64})"
    r"\.(mp4|described\.mp4|vtt|descriptions\.vtt|chapters\.vtt|sprites\.vtt|sprites\.jpg|reference-\d{1,2}\.(jpg|png|webp)|webp|jpg|txt|json)",
    re.ASCII,
)
PIECE = 1 << 18
"""Bytes that are read at once."""


def video_stem(job_id: str, created_at: float) -> str:
    """The name that all files of a job share, without a suffix; `created_at` is in unix seconds."""
    return f"video_{int(created_at * 1000)}_{job_id}"


def job_of_file(name: str) -> str | None:
    """The id of the job whose file this is, by its name; None for one that is not named like ours."""
    found = _OURS.fullmatch(name)
    return found["job"] if found else None


@dataclass(frozen=True)
class StoredFile:
    """A file named like ours: `made_at` is the time in its name, `changed_at` when it was kept (unix seconds)."""

    name: str
    job_id: str
    made_at: float
    changed_at: float
    bytes: int

    @property
    def stem(self) -> str:
        """What all files of its video begin with."""
        return self.name.partition(".")[0]


def stored_file(name: str, changed_at: float, size: int) -> StoredFile | None:
    """What is known of a file of `size` bytes; None for one that is not named like ours."""
    match = _OURS.fullmatch(name)
    return StoredFile(name, match["job"], int(match["ms"]) / 1000, changed_at, size) if match else None


@dataclass(frozen=True)
class FileFacts:
    """What a reader has to know of a file: its length in bytes, when it was kept (unix seconds), and its ETag."""

    bytes: int
    changed_at: float
    etag: str


def nothing_awaited() -> None:
    """What waits for a file that is there already."""


class Storage(ABC):
    """Keeps finished files. A name that is no plain file name is that of no file; nothing else is ever reached."""

    @abstractmethod
    def prepare(self) -> None:
        """See that files can be kept. Raises `StorageError` with the setting at fault."""

    @abstractmethod
    def keep(self, file: Path, name: str) -> None:
        """Take a finished file, which is gone from its place then; nobody ever sees half of it.

        Doing it again is harmless. Raises `StorageError` if it is gone, `StorageAway` if it can't be kept now.
        """

    def keep_soon(self, file: Path, name: str) -> Callable[[], None]:
        """The same, maybe in the background: call what comes back to wait for the end, and for its errors."""
        self.keep(file, name)
        return nothing_awaited

    @abstractmethod
    def facts(self, name: str) -> FileFacts | None:
        """What is known of the file; None if there is none of that name."""

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return self.facts(name) is not None

    @abstractmethod
    def read(self, name: str, start: int = 0) -> Iterator[bytes]:
        """The file from the byte `start` on, in pieces. Raises `FileNotFoundError` at once, `StorageAway`."""

    def read_stored(self, name: str) -> Iterator[bytes]:
        """The whole file as it is in the storage itself, past any copy. Raises `FileNotFoundError`, `StorageAway`."""
        return self.read(name)

    def sha256(self, name: str) -> str:
        """The digest of the file, in hex. Raises `FileNotFoundError`."""
        return digest_of(self.read(name))

    def text(self, name: str) -> str | None:
        """The text of a small file; None if there is none."""
        try:
            return b"".join(self.read(name)).decode("utf-8") if self.has(name) else None
        except FileNotFoundError:  # removed by another at this moment
            return None

    @abstractmethod
    def local_copy(self, name: str) -> Path | None:
        """The file on this machine, to be read soon and never changed; None if there is none. Raises `StorageAway`."""

    @abstractmethod
    def ours(self) -> Iterator[StoredFile]:
        """Every file that is named like ours."""

    def of_jobs(self, job_ids: frozenset[str]) -> Iterator[StoredFile]:
        """The files of these jobs."""
        return (file for file in list(self.ours()) if file.job_id in job_ids)

    def bytes_by_job(self) -> Counter[str]:
        """How many bytes the files of each job take up, by its id."""
        found: Counter[str] = Counter()
        for file in self.ours():
            found[file.job_id] += file.bytes
        return found

    @abstractmethod
    def discard(self, *names: str) -> None:
        """Remove the files of these names; those that are not there are passed over."""

    def remove(self, stem: str) -> list[str]:
        """Remove the files of that stem; returns the names of those that were there."""
        job_id = job_of_file(f"{stem}.mp4")
        mine = self.of_jobs(frozenset([job_id])) if job_id else iter(())
        gone = [file.name for file in mine if file.stem == stem]
        self.discard(*gone)
        return gone

    def address(self, name: str, *, download: bool = False) -> str | None:
        """Where a reader can be sent for the file, for as long as that address is good; None: it is read here.

        With `download` a browser saves it.
        """
        return None

    def origin(self) -> str | None:
        """Where the addresses of `address` are, as https://host; None if there are none."""
        return None

    def here(self, name: str) -> Path | None:
        """The file, if it is on this machine already."""
        return None

    def sweep(self, *, dry_run: bool = False) -> list[str]:
        """Remove what was left behind by work that broke off; returns what. With `dry_run` it is only named."""
        return []

    def shown(self, name: str) -> str | None:
        """Where the file is on this machine, for people; None if it is elsewhere."""
        return None


def digest_of(pieces: Iterator[bytes]) -> str:
    """The SHA-256 of what comes in pieces, in hex."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def file_digest(file: Path) -> str:
    """The SHA-256 of a file, in hex. Raises `FileNotFoundError`."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def is_plain(name: str) -> bool:
    """Whether a name is that of a file and leads nowhere else: no folder, nothing hidden."""
    return (
        bool(name) and name == Path(name).name and not name.startswith(".") and "\\" not in name and name.isprintable()
    )
