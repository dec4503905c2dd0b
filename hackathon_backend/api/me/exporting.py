"""All that is somebody's as one zip, written while it is sent: neither memory nor disk has to hold it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from pydantic import BaseModel
from sqlalchemy import select

from ...analytics.seconds import unpacked
from ...chat.models import Conversation
from ...container import Container
from ...errors import NotFound
from ...jobs.characters import Character
from ...jobs.store.belongings import jobs_of
from ...storage import Storage
from ..branding.routes import brand_view
from ..chat.view import conversation_view
from ..library.view import details_of
from ..publishing.schemas import PublicationList
from ..publishing.views import publication_list
from .counting import analytics_of, lessons_on_their_way
from .schemas import Me

_PACKED = (".vtt", ".txt", ".json")
"""Films and pictures are packed already."""
_ALL = 100_000
_README = """All that is yours on {home}, as of {day} UTC.

me.json            who you are there, and what you may do
videos/            what is known of each video: what was asked for, what came of it, what it cost
analytics/         what was counted of each video since it is there, by the day; names of those who watched are theirs,
                   and not in it
films/             the videos themselves with their captions (.vtt), texts (.txt), posters and chapters;
                   the name of each file has the id of its video
conversations/     what was said in each conversation
lessons/           your lessons, with the documents and pictures that they were made of; made.json has how they
                   came out of documents and into other languages
collections.json   your collections, with what is in them in order
watched.json       what you have watched and answered, where the owners of films see that with your name
drafts/            drafts that you own, as they are now
characters.json    characters that were kept for later videos
brand.json         what is on the films that you order, with its logo
publications.json  what was published where, with which words, and what has become of it

Times are in UTC. Videos that had reached their age limit, or were deleted, are not in films/.
"""


class _Pipe(io.RawIOBase):
    """Takes what a zip is written to, and hands it on. It can't be gone back in, so sizes come after the files."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._pieces.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def export_of(container: Container, me: Me, home: str) -> Iterator[bytes]:
    """The pieces of the zip. To be called, and read to its end, within a request."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        day = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
        archive.writestr("README.txt", _README.format(home=home, day=day))
        archive.writestr("me.json", _json(me))
        archive.writestr("characters.json", json.dumps(_characters(container, me.owner), indent=2, ensure_ascii=False))
        archive.writestr(
            "collections.json", json.dumps(_collections(container, me.owner), indent=2, ensure_ascii=False)
        )
        archive.writestr("brand.json", _json(brand_view(container.brands.of(me.owner))))
        archive.writestr("publications.json", _json(_publications(container, me.owner)))
        archive.writestr("watched.json", json.dumps(_watched(container, me.owner), indent=2, ensure_ascii=False))
        yield pipe.taken()
        ids: set[str] = set()
        for jobs in jobs_of(container.database, me.owner):
            for job in jobs:
                ids.add(job.id)
                archive.writestr(f"videos/{job.id}.json", _json(details_of(container, job)))
                yield pipe.taken()
        for counted in analytics_of(container, me.owner):
            archive.writestr(f"analytics/{counted.video_id}.json", _json(counted))
            yield pipe.taken()
        for conversation in _conversations(container, me.owner):
            messages = container.conversations.messages(conversation.id)
            view = conversation_view(conversation, messages, container.pace.remaining, lambda _job: "")
            archive.writestr(f"conversations/{conversation.id}.json", _json(view))
            yield pipe.taken()
        yield from _lessons(archive, pipe, container, me.owner)
        for draft in container.drafts.owned(me.owner):
            archive.writestr(f"drafts/{draft.id}.json", json.dumps(draft.document, indent=2, ensure_ascii=False))
            yield pipe.taken()
        for file in container.storage.of_jobs(frozenset(ids)):
            yield from _film(archive, pipe, container.storage, file.name)
    yield pipe.taken()


def _lessons(archive: zipfile.ZipFile, pipe: _Pipe, container: Container, owner: str) -> Iterator[bytes]:
    """Every lesson of theirs in its newest version, with the documents and pictures that are kept of them."""
    archive.writestr("lessons/made.json", _json(lessons_on_their_way(container, owner)))
    kept = container.lessons.leftovers
    for lesson_id, version in kept.lessons_of(owner):
        try:
            lesson = container.materials.get(lesson_id, version, of=owner)
        except NotFound:  # removed by another at this moment
            continue
        archive.writestr(f"lessons/{lesson_id}.md", lesson.text)
        yield pipe.taken()
    for name in kept.files_of(owner):
        yield from _film(archive, pipe, container.storage, name, f"lessons/{name}")


def _film(archive: zipfile.ZipFile, pipe: _Pipe, storage: Storage, name: str, entry: str = "") -> Iterator[bytes]:
    try:
        pieces = storage.read(name)
    except FileNotFoundError:  # removed by another at this moment
        return
    with archive.open(_entry(entry or f"films/{name}"), "w", force_zip64=True) as target:
        for piece in pieces:
            target.write(piece)
            yield pipe.taken()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED if name.endswith(_PACKED) else zipfile.ZIP_STORED
    return entry


def _conversations(container: Container, owner: str) -> Iterator[Conversation]:
    with container.database.read() as session:
        mine = select(Conversation).where(Conversation.owner == owner).order_by(Conversation.created_at)
        found = list(session.scalars(mine))
    yield from found


def _collections(container: Container, owner: str) -> list[dict[str, object]]:
    kept = container.collections
    return [
        {
            "id": each.id,
            "kind": each.kind,
            "title": each.title,
            "description": each.description,
            "created_at": each.created_at,
            "items": [
                {"type": item.kind, "id": item.target, "title": item.title, "added_at": item.added_at}
                for item in kept.items(each.id)
            ],
            "shared_with": container.collection_sharing.names(each.id),
        }
        for each in kept.listed(owner)
    ]


def _publications(container: Container, owner: str) -> PublicationList:
    rows = container.publishing.rows.listed(of=owner, limit=_ALL)
    return publication_list(rows)


def _watched(container: Container, owner: str) -> list[dict[str, object]]:
    """What is kept by name of somebody who watched; seconds are those of the film, answers options by question."""
    return [
        {
            "video": each.job_id,
            "name": each.name,
            "seconds": [at for at in range(8 * len(each.seen)) if unpacked(each.seen) >> at & 1],
            "answers": each.answers,
            "first_at": each.first_at,
            "last_at": each.last_at,
        }
        for each in container.watching.of_person(owner)
    ]


def _characters(container: Container, owner: str) -> list[dict[str, object]]:
    with container.database.read() as session:
        mine = select(Character).where(Character.owner == owner).order_by(Character.created_at)
        return [
            {"id": each.id, "name": each.name, "engine": each.engine, "created_at": each.created_at}
            for each in session.scalars(mine)
        ]


def _json(model: BaseModel) -> str:
    return json.dumps(model.model_dump(mode="json", by_alias=True, exclude_unset=True), indent=2, ensure_ascii=False)
