"""Lessons of one's own, as an object: made of texts, documents and addresses, read, saved, shared, and filmed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..errors import LessonNotMade, ServerUnreachable
from .functions import wire
from .lesson_answers import DocumentImport, DocumentStatus, LessonSave, ListedLesson, OutlinedFilm, Reader, ReadLesson
from .wire import Connection, RemoteObject

_PATIENCE = 900.0
_LOOK_EVERY, _LOOK_AGAIN = 1.0, 2.0

OnImport = Callable[[DocumentImport], object]


class LessonClient:
    """The lessons of whoever the key is of; `create_lesson_client` makes one.

    All methods raise `ServerRefused` (a `ClientError`) for what can't be done, with the reason, and
    `ServerUnreachable` if a server does not answer.
    """

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect

    # -- made

    def create(self, text: str, *, title: str = "", language: str | None = None) -> ReadLesson:
        """A lesson of a text in Markdown. Title and language are what the text says, unless they are given."""
        return ReadLesson.read(self._ask("POST", "", json=_sent(text=text, title=title, language=language)))

    def upload(
        self, document: str | Path | bytes, name: str | None = None, *, title: str = "", language: str | None = None
    ) -> DocumentImport:
        """Send a document (a file, or its bytes and the `name` that says its kind) and return at once."""
        data = document if isinstance(document, bytes) else Path(document).read_bytes()
        called = name or ("document" if isinstance(document, bytes) else Path(document).name)
        fields = _sent(title=title, language=language)
        return DocumentImport.read(self._ask("POST", "", data=fields, files={"file": (called, data)}))

    def fetch(self, url: str, *, title: str = "", language: str | None = None) -> DocumentImport:
        """Have the server fetch a page or a document from the public internet, and return at once."""
        return DocumentImport.read(self._ask("POST", "", json=_sent(url=url, title=title, language=language)))

    def imported(self, import_id: str) -> DocumentImport:
        """How far a document or an address is."""
        return DocumentImport.read(self._ask("GET", "imports", import_id))

    def imports(self) -> list[DocumentImport]:
        """Those of the last thirty days, the newest first."""
        return [DocumentImport.read(each) for each in _rows(self._ask("GET", "imports"), "imports")]

    def cancel_import(self, import_id: str) -> None:
        """Stop one, or forget one that has ended."""
        self._ask("DELETE", "imports", import_id)

    def wait(
        self, import_id: str, *, timeout: float = _PATIENCE, on_progress: OnImport = lambda _import: None
    ) -> ReadLesson:
        """The lesson that a document or an address becomes; `on_progress` hears of each look at it.

        Raises `LessonNotMade` if none comes of it, or not within `timeout` seconds; then the import goes on.
        """
        until = time.monotonic() + timeout
        while True:
            wait = _LOOK_EVERY
            try:
                found = self.imported(import_id)
            except ServerUnreachable:
                wait = _LOOK_AGAIN
            else:
                on_progress(found)
                if found.status == DocumentStatus.COMPLETED and found.lesson_id:
                    return self.get(found.lesson_id)
                if found.status.is_end:
                    raise LessonNotMade(found.error_message or f"The import was {found.status.value}.")
            if time.monotonic() + wait > until:
                raise LessonNotMade(f"The import {import_id} is not finished in time. It goes on.")
            time.sleep(wait)

    # -- read and changed

    def listed(self, *, hidden: bool = False) -> list[ListedLesson]:
        """Yours and those that are shared with you, then the built-in ones; with `hidden` those too that you hide."""
        told = self._ask("GET", "", params={"hidden": "true"} if hidden else {})
        return [ListedLesson.read(each) for each in _rows(told, "lessons")]

    def get(self, lesson_id: str) -> ReadLesson:
        """One with its text."""
        return ReadLesson.read(self._ask("GET", lesson_id))

    def save(
        self, lesson_id: str, text: str, *, version: int, title: str | None = None, language: str | None = None
    ) -> ReadLesson:
        """Save the next version; `version` is the one that the text was made from.

        Raises `ServerRefused` if somebody has saved it meanwhile.
        """
        json = _sent(text=text, version=version, language=language) | ({} if title is None else {"title": title})
        return ReadLesson.read(self._ask("PUT", lesson_id, json=json))

    def delete(self, lesson_id: str) -> None:
        """An end of it, for everybody. Videos that were made of it stay."""
        self._ask("DELETE", lesson_id)

    def versions(self, lesson_id: str) -> list[LessonSave]:
        """All saves that are kept, the newest first."""
        return [LessonSave.read(each) for each in _rows(self._ask("GET", lesson_id, "versions"), "versions")]

    def version(self, lesson_id: str, number: int) -> str:
        """The text of one of them."""
        return str(self._ask("GET", lesson_id, "versions", str(number)).get("text", ""))

    def restore(self, lesson_id: str, number: int) -> ReadLesson:
        """Save a version of before once more, as the newest one."""
        return ReadLesson.read(self._ask("POST", lesson_id, "versions", str(number), "restore"))

    def share(self, lesson_id: str, visibility: Reader, names: Sequence[str] = ()) -> None:
        """Say who may read it: "private" (those `names`, as people log in by them), "class" or "public"."""
        self._ask("PUT", lesson_id, "sharing", json={"visibility": visibility, "with": [*names]})

    def shared_with(self, lesson_id: str) -> tuple[str, list[str]]:
        """Who may read it, and the names of those that it is shared with."""
        told = self._ask("GET", lesson_id, "sharing")
        names = told.get("with")
        return str(told.get("visibility")), [*map(str, names)] if isinstance(names, list) else []

    # -- filmed

    def course(self, lesson_id: str, *, seconds: float | None = None) -> list[OutlinedFilm]:
        """The lesson as films of at most so many seconds (60 to 180), in which every section is in exactly one."""
        told = self._ask("GET", lesson_id, "course", params={} if seconds is None else {"seconds": seconds})
        return [OutlinedFilm.read(each) for each in _rows(told, "films")]

    def make_course(
        self, lesson_id: str, films: Sequence[OutlinedFilm] | None = None, *, title: str | None = None
    ) -> str:
        """Have these films made (None: all of the outline) as a course; the id of its collection."""
        json: dict[str, Any] = {} if films is None else {"films": [film.wanted() for film in films]}
        told = self._ask("POST", lesson_id, "course", json=json | _sent(title=title))
        return str(told.get("id", ""))

    def _ask(self, method: str, *steps: str, **more: Any) -> RemoteObject:
        path = "".join(f"/{quote(step, safe='')}" for step in ("lessons", *steps) if step)
        return self._connect().beside(method, path, **more)


def create_lesson_client(base_url: str | None = None, api_key: str | None = None) -> LessonClient:
    """Lessons at the Model 7 at `base_url`, or without one in this process, with the settings of the environment."""
    return LessonClient(lambda: wire(base_url, api_key))


def _sent(**fields: Any) -> dict[str, Any]:
    """What is said."""
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _rows(told: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    rows = told.get(name)
    return [each for each in rows if isinstance(each, Mapping)] if isinstance(rows, Sequence) else []
