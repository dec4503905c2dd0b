"""How a finished file reaches whoever may have it: from this machine's disk, out of the bucket, or by an address there.

A redirect leads to another origin, and not everything may follow it there:

- Captions, chapters and texts are always read here. A browser loads a `<track>` from its page's own origin or by CORS,
  and `fetch` asks for CORS, too; they are small, so nothing is won by sending anybody elsewhere.
- A request that says its `Origin` is one by CORS: the player on another site's page. After a second change of origin
  the browser calls itself `null`, which only a bucket that is open to all pages would allow. It is read here.
- `HEAD` is answered from what is known.

What is left are films and pictures of a `<video>`, an `<img>`, a link or a program: nearly all of the bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from flask import Response, request, send_file
from werkzeug.wsgi import FileWrapper

from ...storage import PIECE, FileFacts, Storage
from ..current import current_container

TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".txt": "text/plain",
    ".json": "application/json",
}
_SENT_ELSEWHERE = (".mp4", ".webp", ".jpg", ".png")
_AN_HOUR = 3600


def send_stored(name: str, *, download: bool = False) -> Response | None:
    """A file of the storage, or the way to it; None if there is no such file. With `download` browsers save it."""
    storage = current_container().storage
    if (facts := storage.facts(name)) is None:
        return None
    if is_sent_elsewhere(name) and (address := storage.address(name, download=download)):
        # Whether it may be seen is looked at each time, and the address is good for a time only.
        return Response(status=302, headers={"Location": address, "Cache-Control": "private, no-store"})
    try:
        path = storage.here(name)
        answer = send_here(path, facts) if path is not None else _send_from(storage, name, facts)
    except FileNotFoundError:  # removed by another at this moment
        return None
    if download:
        answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def is_sent_elsewhere(name: str) -> bool:
    """Whether this request for the file may be answered with the address of a bucket."""
    return request.method == "GET" and PurePath(name).suffix in _SENT_ELSEWHERE and "Origin" not in request.headers


def send_here(path: Path, facts: FileFacts | None = None) -> Response:
    """A file of this machine, with ranges and conditions; HEAD is Flask's. Raises `FileNotFoundError`."""
    _mend_range()
    etag, changed = (facts.etag, facts.changed_at) if facts else (True, None)
    return _told(
        send_file(
            path.resolve(),
            mimetype=TYPES[path.suffix],
            conditional=True,
            etag=etag,
            last_modified=changed,
            max_age=_AN_HOUR,
        )
    )


def _send_from(storage: Storage, name: str, facts: FileFacts) -> Response:
    """A file that is not on this machine, read while it is sent."""
    _mend_range()
    body = FileWrapper(io.BufferedReader(StoredBody(storage, name, facts.bytes), PIECE), PIECE)
    answer = Response(body, mimetype=TYPES[PurePath(name).suffix], direct_passthrough=True)
    answer.content_length = facts.bytes
    answer.set_etag(facts.etag)
    answer.last_modified = facts.changed_at  # type: ignore[assignment]
    answer.cache_control.max_age = _AN_HOUR
    answer.make_conditional(request.environ, accept_ranges=True, complete_length=facts.bytes)
    return _told(answer)


def _mend_range() -> None:
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) > 1:
        # A range that makes no sense, or several at once: RFC 9110 (14.2) allows to answer with the whole file.
        request.environ.pop("HTTP_RANGE", None)


def _told(answer: Response) -> Response:
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Accept-Ranges"] = "bytes"
    return answer


class StoredBody(io.RawIOBase):
    """A stored file of `size` bytes as an open file; nothing is read from the storage before it is asked for."""

    def __init__(self, storage: Storage, name: str, size: int) -> None:
        self._storage, self._name, self._size = storage, name, size
        self._at = 0
        self._pieces: Iterator[bytes] = iter(())
        self._rest = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go on from there."""
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._pieces, self._rest = iter(()), b""
        return self._at

    def tell(self) -> int:
        """Where it is read next."""
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read as much as fits and is at hand. Raises `StorageAway`, which ends an answer under way."""
        if self._at >= self._size:
            return 0
        if not self._rest:
            self._rest = next(self._pieces, b"") or self._begun()
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        self._at += len(taken)
        return len(taken)

    def _begun(self) -> bytes:
        self._pieces = self._storage.read(self._name, self._at)
        return next(self._pieces, b"")
