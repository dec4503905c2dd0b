"""What is left of lessons that are gone: removed when nobody needs it any more, and when a process has left it."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from contextlib import suppress

from sqlalchemy import delete, func, select, union_all
from sqlalchemy.orm import Session

from ..clock import SYSTEM, Clock
from ..jobs.database import Database
from ..jobs.models import Job
from ..storage import Storage, WorkFolders
from .models import HiddenLesson, LessonFile, LessonImport, LessonKey, LessonShare, OwnLessonRow
from .pictures import LessonPictures
from .translating.models import LessonTranslation

log = logging.getLogger(__name__)

_DAY = 86_400.0
_IMPORTS_KEPT = 30 * _DAY
_UNSENT = _DAY
"""Seconds after which a file that was to be sent and never came is not waited for."""

_WORK = ("imp-*", "ltr-*")
_LEASED = (LessonImport, LessonTranslation)


class LessonLeftovers:
    """Removes rows and files. Doing it twice, or in two processes at once, changes nothing."""

    def __init__(
        self, database: Database, storage: Storage, pictures: LessonPictures, *, clock: Clock = SYSTEM
    ) -> None:
        self._database = database
        self._storage = storage
        self._pictures = pictures
        self._clock = clock

    def sweep(self) -> None:
        """Remove deleted lessons of which no video is being made, old imports, and files that belong to nothing."""
        now = self._clock.now()
        with self._database.write() as session:
            ended, never = LessonImport.ended_at < now - _IMPORTS_KEPT, LessonImport.ended_at.is_(None)
            lost = never & LessonImport.file.is_(None) & LessonImport.url.is_(None)
            session.execute(delete(LessonImport).where(ended | (lost & (LessonImport.created_at < now - _UNSENT))))
            session.execute(delete(LessonKey).where(LessonKey.created_at < now - _IMPORTS_KEPT))
            buried = select(OwnLessonRow.id).where(OwnLessonRow.deleted_at.is_not(None))
            gone = set(session.scalars(buried)) - _needed(session)
            session.execute(delete(OwnLessonRow).where(OwnLessonRow.id.in_(gone)))
            old = LessonTranslation.ended_at < now - _IMPORTS_KEPT
            left = LessonTranslation.lesson_id.not_in(select(OwnLessonRow.id))
            session.execute(delete(LessonTranslation).where(old & left))
        self.discard_strays()
        self._pictures.clear()

    def discard_strays(self, *lesson_ids: str) -> None:
        """Remove files whose lesson is not there and is not about to be; of these lessons only, if any are named."""
        with self._database.read() as session:
            there = union_all(
                select(func.coalesce(OwnLessonRow.document_id, OwnLessonRow.id)),
                select(LessonImport.lesson_id).where(LessonImport.ended_at.is_(None)),
                select(LessonTranslation.lesson_id).where(LessonTranslation.ended_at.is_(None)),
            )
            stray = LessonFile.lesson_id.not_in(there)
            query = select(LessonFile.name).where(stray)
            names = session.scalars(query.where(LessonFile.lesson_id.in_(lesson_ids)) if lesson_ids else query).all()
        self._discard(names)

    def clear_work(self, work: WorkFolders) -> None:
        """Remove from this machine the work folders of imports and translations that have ended."""
        folders = {path.name: path for kind in _WORK for path in work.root.glob(kind)}
        if not folders:
            return
        with self._database.read() as session:
            queries = (select(kind.id, kind.ended_at).where(kind.id.in_(folders)) for kind in _LEASED)
            known = {id_: ended_at for query in queries for id_, ended_at in session.execute(query)}
        for name, path in folders.items():
            with suppress(FileNotFoundError):
                # What no row knows may be of another server that shares the disk.
                is_stray = name not in known and path.stat().st_mtime < time.time() - _UNSENT
                if is_stray or known.get(name) is not None:
                    work.clear_here(name)

    def lessons_of(self, owner: str) -> list[tuple[str, int]]:
        """Every lesson of an owner, with the number of its newest version."""
        there = (OwnLessonRow.owner == owner) & OwnLessonRow.deleted_at.is_(None)
        query = select(OwnLessonRow.id, OwnLessonRow.version).where(there).order_by(OwnLessonRow.created_at)
        with self._database.read() as session:
            return [(row.id, row.version) for row in session.execute(query)]

    def files_of(self, owner: str) -> list[str]:
        """The names of all files that an owner's lessons keep."""
        query = select(LessonFile.name).where(LessonFile.owner == owner).order_by(LessonFile.created_at)
        with self._database.read() as session:
            return list(session.scalars(query))

    def forget_owner(self, session: Session, owner: str) -> int:
        """Remove every lesson of an owner, their imports, and what they hide; how many lessons there were."""
        mine = session.scalar(
            select(func.count()).where(OwnLessonRow.owner == owner, OwnLessonRow.deleted_at.is_(None))
        )
        for kind in (OwnLessonRow, LessonImport, LessonKey, LessonTranslation, HiddenLesson, LessonShare):
            session.execute(delete(kind).where(kind.owner == owner), execution_options={"synchronize_session": False})
        return mine or 0

    def discard_of(self, owner: str) -> None:
        """Remove the files of an owner whose lessons are forgotten."""
        with self._database.read() as session:
            names = session.scalars(select(LessonFile.name).where(LessonFile.owner == owner)).all()
        self._discard(names)
        self._pictures.clear()

    def _discard(self, names: Collection[str]) -> None:
        if not names:
            return
        self._storage.discard(*names)
        with self._database.write() as session:
            session.execute(delete(LessonFile).where(LessonFile.name.in_(names)))
        log.info("Removed %d files of lessons that are gone.", len(names))


def bytes_kept_by(session: Session, owner: str) -> int:
    """Bytes of all files that an owner's lessons keep."""
    return int(session.scalar(select(func.sum(LessonFile.bytes)).where(LessonFile.owner == owner)) or 0)


def _needed(session: Session) -> set[str]:
    """The lessons that videos are being made of, and those that are being translated."""
    named = Job.request["lesson"]["id"].as_string()
    filmed = session.scalars(select(named).where(Job.ended_at.is_(None)))
    translated = session.scalars(select(LessonTranslation.source_id).where(LessonTranslation.ended_at.is_(None)))
    return {each for each in (*filmed, *translated) if each}
