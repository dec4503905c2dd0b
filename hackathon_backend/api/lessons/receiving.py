"""Documents and addresses as they come: kept first, and written down as imports."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import Response, request
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from ...errors import RequestError
from ...lessons.documents import MOST_BYTES, kind_of
from ...materials.files import document_name, label_of, type_of
from ...materials.keys import MadeLesson
from ...materials.models import LessonFileKind, LessonImport
from ...net.safe_fetch import check_url
from ..current import current_container
from ..fields import refuse_unknown
from ..moderating import check_texts
from ..reading import validated
from ..schemas import Language
from ..sending import send
from ..videos.forms import read_fields, upload
from .imports import import_view
from .schemas import NewLesson, Title

Note = Callable[[Session, MadeLesson], None]
"""Is called in the transaction that writes down what a request makes, and raises `LeaseLost` if that is there."""

_HEAD = 1_000_000
"""Bytes of a request beside its file."""
_NAME = 80
"""Characters of what a text is called that has no name."""


class DocumentFields(BaseModel):
    """What is sent beside a file."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    title: Title = ""
    language: Language | None = None


@dataclass(frozen=True)
class SentDocument:
    """A document as it came, under what it is called."""

    label: str
    data: bytes
    title: str = ""
    language: str | None = None

    @property
    def body(self) -> str:
        """What tells it from all others."""
        return json.dumps([self.label, hashlib.sha256(self.data).hexdigest(), self.title, self.language])


def file_sent() -> SentDocument:
    """The file of the request. Raises `RequestError`, `PromptRefused`."""
    fields = read_fields(most_bytes=MOST_BYTES + _HEAD)
    sent = validated(DocumentFields, fields)
    refuse_unknown(DocumentFields, fields)
    label = label_of(_file_name())
    check_texts({"title": sent.title, "file": label.replace("_", " ")})
    data = upload("file", most_bytes=MOST_BYTES)
    if data is None:
        raise RequestError("file: send the document as `file`.", param="file")
    return SentDocument(label, data, sent.title, sent.language)


def text_sent(sent: NewLesson) -> SentDocument:
    """A text that is longer than a lesson, as the file of it would be."""
    text = sent.text or ""
    first = next((line.strip("#= \t") for line in text.splitlines() if line.strip("#=- \t")), "")
    label = label_of(f"{(sent.title or first)[:_NAME].strip() or 'Text'}.md".replace("/", " "))
    return SentDocument(label, text.encode(), sent.title, sent.language)


def of_document(owner: str, sent: SentDocument, note: Note) -> LessonImport:
    """Keep a document, and write its import down. Raises `RequestError`, `QuotaExceeded`, `DiskFull`."""
    label, data = sent.label, sent.data
    kind_of(data, label)
    container = current_container()
    imports, work = container.lessons.imports, container.work
    admit = partial(container.quotas.check_bytes, owner=owner, more=len(data))
    made = imports.begin(owner, label, title=sent.title, language=sent.language or "", admit=admit, note=note)
    kept = document_name(made.lesson_id, label)
    try:
        imports.note_file(made, kept, LessonFileKind.DOCUMENT, label, type_of(label), len(data))
        here = work.folder(made.id) / "original"
        here.write_bytes(data)
        container.storage.keep(here, kept)
    except Exception:
        imports.forget(made)
        raise
    finally:
        # Before anybody else is let at it: whoever reads the document on this machine does so in the same folder.
        work.clear_here(made.id)
    imports.arrived(made, kept)
    return made


def of_address(owner: str, sent: NewLesson, note: Note) -> LessonImport:
    """Write the import of an address down. Raises `UrlRefused`, `QuotaExceeded`."""
    url = sent.url or ""
    check_url(url)
    return current_container().lessons.imports.begin(
        owner, url, url=url, title=sent.title, language=sent.language or "", note=note
    )


def import_answer(made: LessonImport) -> Response:
    """An import that has begun, and where to look for it."""
    answer = send(import_view(made), 202)
    answer.headers["Location"] = f"/api/lessons/imports/{made.id}"
    answer.headers["Retry-After"] = "1"
    return answer


def _file_name() -> str:
    return next((file.filename or "" for file in request.files.getlist("file")), "")
