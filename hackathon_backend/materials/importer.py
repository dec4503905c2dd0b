"""Makes lessons of documents, in threads of whichever process is there for it: one after the other, a few at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from ..access.moderation.verdict import Moderator
from ..confined import Confined
from ..errors import DocumentBroken, LeaseLost, Model7Error, PromptRefused, TooCostly
from ..lessons import Lesson
from ..lessons.documents import MOST_BYTES, Conversion
from ..net.safe_fetch import Fetched, fetch
from ..storage import Storage, WorkFolders
from .converting import convert_here, lessons_of, progress_in
from .files import document_name, picture_name, type_of, unit_of
from .imports import MOST_TRIES, LessonImports
from .leftovers import LessonLeftovers
from .materials import Materials
from .models import ImportStatus, KeptDocument, LessonFileKind, LessonImport
from .own_lesson import part_id
from .taking import Takers, beating
from .writing import LessonToKeep

log = logging.getLogger(__name__)

THREADS = 2
"""Documents that one process reads at once."""
_MEMORY = 2 << 30
"""Bytes of memory that reading a document may take."""
_SECONDS = 240.0
"""Of a processor's time for a document of the greatest length."""
_READ_SECONDS = 30.0
"""Of a processor's time for one lesson: nobody waits at a page for it."""
_FETCH_SECONDS = 60.0
_BEAT_SECONDS = 0.5
_AGAIN_SECONDS = 10.0
_GIVEN_UP = "Reading this document has broken off again and again. Save or print it anew, or send it in parts."

Fetch = Callable[[str], Fetched]


def fetch_document(url: str) -> Fetched:
    """What an address of the public internet has. Raises `UrlRefused`, `UrlFailed`, `TooLarge`."""
    return fetch(url, most_bytes=MOST_BYTES, seconds=_FETCH_SECONDS)


@dataclass
class Importer:
    """Takes imports, one a thread. Nothing moves before `start`."""

    imports: LessonImports
    materials: Materials
    storage: Storage
    work: WorkFolders
    moderator: Moderator
    leftovers: LessonLeftovers
    fetch: Fetch = fetch_document
    threads: int = THREADS
    _takers: Takers = field(default_factory=partial(Takers, "import"))

    def start(self) -> None:
        """Begin to look for imports."""
        self.imports.on_new.append(self._takers.wake)
        self._takers.start(self.threads, self._run)

    def stop(self) -> None:
        """Take no more. What is under way breaks off, and is taken up again by whoever looks next."""
        self._takers.stop(5.0)

    def take(self, apart: Confined) -> bool:
        """Work on the one whose turn it is, if there is one, and tell whether there was."""
        if (claimed := self.imports.claim()) is None:
            return False
        self.work.clear_here(claimed.id)
        folder = self.work.folder(claimed.id)
        try:
            with suppress(LeaseLost):
                self._worked_on(claimed, folder, apart)
        finally:
            self.work.clear_here(claimed.id)
        return True

    def _worked_on(self, claimed: LessonImport, folder: Path, apart: Confined) -> None:
        put_off = partial(self.imports.put_off, claimed, _AGAIN_SECONDS)
        with self._takers.ending(put_off, partial(self._failed, claimed)):
            if claimed.tries > MOST_TRIES:
                raise DocumentBroken(_GIVEN_UP)
            with self._beating(claimed, folder, apart):
                kept = self._made(claimed, folder, apart)
            self.imports.complete(claimed, kept)

    def _failed(self, claimed: LessonImport, error: Model7Error) -> None:
        self.imports.hold(claimed)
        log.info("The import %s has failed: %s", claimed.id, error.message)
        self.imports.fail(claimed, error)
        self.leftovers.discard_strays(claimed.lesson_id)

    def _made(self, claimed: LessonImport, folder: Path, apart: Confined) -> list[LessonToKeep]:
        name, kept = self._original(claimed, folder)
        self.imports.hold(claimed, status=ImportStatus.CONVERTING, name=name, unit=unit_of(name))
        made = self._converted(kept, name, folder, apart)
        pictures = [each for each in made.pictures if (folder / each).is_file()]
        texts = lessons_of(made, name, claimed.title, claimed.language)
        lessons = [self._read(part_id(claimed.lesson_id, part), text) for part, text in enumerate(texts.texts, 1)]
        for each in pictures:
            self._keep(claimed, folder / each, picture_name(claimed.lesson_id, each), LessonFileKind.PICTURE, each)
        title = texts.title if len(lessons) > 1 else ""
        document = KeptDocument(name, type_of(name), kept, made.unit, made.count, title)
        if len(lessons) == 1:
            return [LessonToKeep(texts.texts[0], lessons[0], texts.losses, document)]
        return [
            LessonToKeep(text, lesson, texts.losses, document, claimed.lesson_id, part)
            for part, (text, lesson) in enumerate(zip(texts.texts, lessons, strict=True), 1)
        ]

    def _read(self, lesson_id: str, text: str) -> Lesson:
        lesson = self.materials.read(lesson_id, "", text, None, seconds=_READ_SECONDS)
        if not (review := self.moderator.review_document(f"{lesson.title}\n\n{text}")).is_allowed:
            raise PromptRefused(review.told, param="file")
        return lesson

    def _converted(self, kept: str, name: str, folder: Path, apart: Confined) -> Conversion:
        if (original := self.storage.local_copy(kept)) is None:
            raise DocumentBroken("The document is gone. Send it once more.")
        try:
            return apart.within(_SECONDS, convert_here, original, name, folder)
        except TooCostly:
            raise TooCostly("It takes too long, or too much memory, to read this document. Send it in parts.") from None

    def _original(self, claimed: LessonImport, folder: Path) -> tuple[str, str]:
        """What the document is called, and under which name it is kept; one at an address is fetched first."""
        if claimed.file is not None:
            return claimed.name, claimed.file
        self.imports.hold(claimed, status=ImportStatus.FETCHING)
        got = self.fetch(claimed.url or "")
        name = _named(got)
        (folder / "original").write_bytes(got.content)
        kept = document_name(claimed.lesson_id, name)
        self._keep(claimed, folder / "original", kept, LessonFileKind.DOCUMENT, name)
        self.imports.arrived(claimed, kept, name)
        return name, kept

    def _keep(self, claimed: LessonImport, file: Path, name: str, kind: LessonFileKind, label: str) -> None:
        self.imports.note_file(claimed, name, kind, label, type_of(label), file.stat().st_size)
        self.storage.keep(file, name)

    def _beating(self, claimed: LessonImport, folder: Path, apart: Confined) -> AbstractContextManager[None]:
        """Renew the lease and tell how far it is while something is done; break it off if the lease is lost."""
        told = (0, 0)

        def hold() -> None:
            nonlocal told
            before, told = told, progress_in(folder)
            self.imports.hold(claimed, **({"done": told[0], "total": told[1]} if told != before else {}))

        return beating(f"import {claimed.id}", _BEAT_SECONDS, hold, apart.stop)

    def _run(self) -> None:
        apart = Confined(1, memory=_MEMORY)
        self._takers.go_on(partial(self.take, apart))
        apart.stop()


def _named(got: Fetched) -> str:
    """What is called what came from an address: the last part of its path, or its host."""
    parts = urlsplit(got.url)
    last = PurePosixPath(unquote(parts.path)).name
    plain = "".join(each for each in last or parts.hostname or "page" if each.isprintable())
    return plain[:150] + (".html" if got.media_type == "text/html" and "." not in plain[-6:] else "")
