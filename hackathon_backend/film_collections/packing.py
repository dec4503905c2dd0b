"""What goes into the zip of a collection, under which names: films as they are stored, and what belongs to them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ..access.principal import Principal
from ..jobs import Job
from ..storage import Storage, StoredFile, video_stem
from .contents import Contents, ItemState, ShownItem
from .models import Collection

MOST_PACKED = 500
"""Things in one zip, those of collections in it counted as well."""
_NAME = 50
"""Characters of a title that become a name: four bytes each at most, and a file's name may have 255."""
_BESIDE = {"vtt": ".vtt", "txt": ".txt", "webp": ".webp", "jpg": ".jpg"}
"""Files that are packed beside a film, by the end of their name: what a player on a computer takes up by itself."""


@dataclass(frozen=True)
class PackedFile:
    """A file of the storage, and where it goes."""

    name: str
    stored: StoredFile


@dataclass(frozen=True)
class PackedItem:
    """One line of the table of contents. `depth` says how many collections it is inside of, the outermost not counted.

    `film`, `poster` and `files` are there for films, `text` is that of a lesson; without all of them `why` says what
    has become of it.
    """

    title: str
    depth: int
    state: ItemState
    name: str = ""
    seconds: float | None = None
    size: str = ""
    film: str = ""
    poster: str = ""
    text: str = ""
    kind: str = "video"
    files: tuple[PackedFile, ...] = ()
    embedded: tuple[tuple[str, StoredFile], ...] = ()
    """What the player needs at hand, since a page that is a file may not load it: attribute and file."""
    job: Job | None = None
    """The video of a film."""

    @property
    def paper(self) -> str:
        """Where its hand-out goes."""
        return f"{self.name}.pdf"


@dataclass
class _Packing:
    contents: Contents
    storage: Storage
    caller: Principal
    title_of: Callable[[ShownItem], str]
    seen: set[str] = field(default_factory=set)
    count: int = 0

    def walk(self, found: Collection, folder: str, depth: int) -> Iterator[PackedItem]:
        """Its items, each collection followed by what is in it; none is packed twice."""
        self.seen.add(found.id)
        shown = self.contents.of(found, self.caller)
        jobs = {each.job.id for each in shown if each.job is not None and each.state is ItemState.READY}
        stored: dict[str, list[StoredFile]] = {}
        for file in self.storage.of_jobs(frozenset(jobs)):
            stored.setdefault(file.job_id, []).append(file)
        for number, each in enumerate(shown, 1):
            if self.count >= MOST_PACKED:
                return
            self.count += 1
            name = f"{folder}{file_name(number, self.title_of(each))}"
            yield self._item(each, name, depth, stored)
            if each.collection is not None and each.collection.id not in self.seen:
                yield from self.walk(each.collection, f"{name}/", depth + 1)

    def _item(self, each: ShownItem, name: str, depth: int, stored: dict[str, list[StoredFile]]) -> PackedItem:
        title = self.title_of(each)
        if each.lesson is not None:
            return PackedItem(title, depth, each.state, f"{name}.md", text=each.lesson.text, kind="lesson")
        if each.collection is not None:
            return PackedItem(title, depth, each.state, name, kind="collection")
        if each.job is None or each.state is not ItemState.READY:
            return PackedItem(title, depth, each.state, name)
        return _film(each.job, title, name, depth, stored.get(each.job.id, ()))


def packed(
    found: Collection, contents: Contents, storage: Storage, caller: Principal, title_of: Callable[[ShownItem], str]
) -> list[PackedItem]:
    """All that is in the collection and in those that are in it, as far as the caller may see it, in order."""
    return list(_Packing(contents, storage, caller, title_of).walk(found, "", 0))


def file_name(number: int, title: str) -> str:
    """A name that every system takes, and that no other of the same folder has: its number stands before the title."""
    words = unicodedata.normalize("NFC", title)
    plain = " ".join("".join(char if char.isalnum() or char in "-_" else " " for char in words).split())
    return f"{number:02} {plain[:_NAME]}".strip()


def _film(job: Job, title: str, name: str, depth: int, stored: Sequence[StoredFile]) -> PackedItem:
    stem = video_stem(job.id, job.created_at)
    by_ending = {file.name.removeprefix(f"{stem}."): file for file in stored}
    if "mp4" not in by_ending:
        return PackedItem(title, depth, ItemState.EXPIRED, name)
    files = [PackedFile(f"{name}.mp4", by_ending["mp4"])]
    files += [PackedFile(name + end, by_ending[kind]) for kind, end in _BESIDE.items() if kind in by_ending]
    poster = next((file.name for file in files if file.name.endswith((".webp", ".jpg"))), "")
    embedded = [(attribute, by_ending[ending]) for attribute, ending in EMBEDDED.items() if ending in by_ending]
    seconds = job.reply.duration_seconds if job.reply else None
    return PackedItem(
        title, depth, ItemState.READY, name, seconds, job.size or "", f"{name}.mp4", poster,
        files=tuple(files), embedded=tuple(embedded), job=job,
    )  # fmt: skip


EMBEDDED = {
    "captions": "vtt",
    "descriptions": "descriptions.vtt",
    "chapters": "chapters.vtt",
    "details": "json",
    "transcript": "txt",
}
"""By the player's attributes, the ends of the names."""
TYPES = {"vtt": "text/vtt", "json": "application/json", "txt": "text/plain"}
