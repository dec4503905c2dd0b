"""A collection as one zip: films as they are stored, and a page that shows them in order without a network.

It is written while it is sent: neither memory nor disk has to hold it. As nothing in it is compressed, its length is
known before, so that a browser can say how far it is and notices if it broke off.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from threading import BoundedSemaphore

from flask import Blueprint, Response, render_template
from markupsafe import Markup
from werkzeug.http import dump_options_header
from zipstream import ZipStream

from ..analytics.counting import Taken
from ..api.analytics.downloads import count_download
from ..api.collections.found import collection_to_show
from ..api.collections.view import title_of_item
from ..api.current import current_container, current_principal
from ..api.openapi import answers, spec
from ..api.shown import ShareQuery, keep_private
from ..errors import Busy, Conflict
from ..film_collections.contents import ItemState
from ..film_collections.models import Collection
from ..film_collections.packing import TYPES, PackedItem, file_name, packed
from ..handouts.ahead import HandoutShelf
from ..storage import Storage, StoredFile, job_of_file
from .bundle import bundle
from .sending import STATIC

collection_zip = Blueprint("collection_zip", __name__, template_folder="templates")

_AT_ONCE = BoundedSemaphore(4)
"""Each reads all films of a collection."""
_LETTERS = 3 << 16
"""Bytes that become whole letters of base64."""
_WHY = {
    ItemState.MAKING: "It was still being made.",
    ItemState.FAILED: "No film came of it.",
    ItemState.EXPIRED: "It was removed because it had reached its age limit.",
    ItemState.DELETED: "It was deleted.",
    ItemState.HIDDEN: "It is another owner's.",
}


@collection_zip.get("/api/collections/<collection_id>/zip")
@spec.validate(query=ShareQuery, resp=answers(HTTP_200=None, refused=(404, 409, 503)), tags=["collections"])
def whole(collection_id: str) -> Response:
    """The collection as a zip: films with captions, texts, posters and hand-outs, and a page that plays them offline.

    Hand-outs that are not drawn within some seconds are not in it, which the page says; they are there the next time.
    """
    found, container = collection_to_show(collection_id), current_container()
    items = packed(found, container.contents, container.storage, current_principal(), title_of_item)
    if not any(item.film or item.text for item in items):
        raise Conflict("There is nothing in it yet that could be taken along.")
    if not _AT_ONCE.acquire(blocking=False):
        raise Busy("Several people take films along just now. Try again in a minute.")
    with ExitStack() as opened:
        opened.callback(_AT_ONCE.release)
        films = [item.job for item in items if item.job is not None]
        shelf = opened.enter_context(container.handouts_ahead.shelf(films, container.settings.work_dir))
        archive = _archive(found, items, container.storage, shelf)
        answer = Response(iter(archive), mimetype="application/zip")
        answer.call_on_close(opened.pop_all().close)
    answer.content_length = len(archive)
    title = file_name(0, found.title).removeprefix("00").strip() or "collection"
    answer.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": f"{title}.zip"})
    stored = (job_of_file(file.stored.name) for item in items for file in item.files)
    for video_id in dict.fromkeys(stored):
        if video_id:
            count_download(video_id, Taken.ARCHIVE, answer)
    return keep_private(answer)


def _archive(found: Collection, items: Sequence[PackedItem], storage: Storage, shelf: HandoutShelf) -> ZipStream:
    archive = ZipStream(sized=True)
    archive.add(_page(found, items, shelf).encode(), "index.html")
    data = _data(items)
    archive.add(_written(data, storage), "films.js", size=sum(_length(part) for part in data))
    for item in items:
        if item.text:
            archive.add(item.text.encode(), item.name)
        for file in item.files:
            archive.add(_read(storage, file.stored), file.name, size=file.stored.bytes)
        if item.job is not None and item.job.id in shelf.places:
            archive.add(shelf.read(item.job.id), item.paper, size=shelf.places[item.job.id][1])
    return archive


def _page(found: Collection, items: Sequence[PackedItem], shelf: HandoutShelf) -> str:
    text = bundle(STATIC / "lesson-video.js").decode()
    player = Markup(text.replace("</script", "<\\/script"))  # noqa: S704 - our own file
    return render_template("collections/offline.html", found=found, items=items, shelf=shelf, why=_WHY, player=player)


def _data(items: Sequence[PackedItem]) -> list[bytes | StoredFile]:
    """A script with what the player needs beside films and posters: a page that is a file may not load it."""
    parts: list[bytes | StoredFile] = [b"window.films = {\n"]
    for item in items:
        if not item.film:
            continue
        parts.append(f"{json.dumps(item.film)}: {{\n".encode())
        for attribute, stored in item.embedded:
            kind = TYPES[stored.name.rpartition(".")[2]]
            parts += [f"{attribute}: [{json.dumps(kind)}, ".encode(), b'"', stored, b'"],\n']
        parts.append(b"},\n")
    return [*parts, b"};\n"]


def _length(part: bytes | StoredFile) -> int:
    return len(part) if isinstance(part, bytes) else (part.bytes + 2) // 3 * 4


def _written(parts: Sequence[bytes | StoredFile], storage: Storage) -> Iterator[bytes]:
    for part in parts:
        if isinstance(part, bytes):
            yield part
            continue
        held = b""
        for piece in _read(storage, part):
            held += piece
            whole_letters = len(held) - len(held) % 3
            if whole_letters >= _LETTERS:
                yield b64encode(held[:whole_letters])
                held = held[whole_letters:]
        yield b64encode(held)


def _read(storage: Storage, file: StoredFile) -> Iterator[bytes]:
    # Opened when its turn comes. One that is removed meanwhile breaks the answer off: its length was promised.
    yield from storage.read(file.name)
