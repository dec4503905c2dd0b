"""Pictures of lessons, brought from the storage to where films and pages read them."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import select, union_all

from ..files import replaced
from ..jobs.database import Database
from ..storage import Storage
from .models import LessonFile, LessonFileKind, OwnLessonRow


class LessonPictures:
    """Copies below `root`, a folder for each lesson that has pictures."""

    def __init__(self, database: Database, storage: Storage, root: Path) -> None:
        self._database = database
        self._storage = storage
        self._root = root

    def folder(self, lesson_id: str) -> Path | None:
        """The folder with the pictures of a lesson, None if it has none. Raises `StorageAway`."""
        with self._database.read() as session:
            row = session.get(OwnLessonRow, lesson_id)
            kept_of = (row and row.document_id) or lesson_id
            mine = (LessonFile.lesson_id == kept_of) & (LessonFile.kind == LessonFileKind.PICTURE)
            files = session.scalars(select(LessonFile).where(mine)).all()
        folder = self._root / kept_of
        for each in files:
            if not (folder / each.label).is_file() and (kept := self._storage.local_copy(each.name)) is not None:
                folder.mkdir(parents=True, exist_ok=True)
                with replaced(folder / each.label) as part:
                    shutil.copyfile(kept, part)
        return folder if files else None

    def clear(self) -> None:
        """Remove the copies of lessons that are gone."""
        here = [each for each in self._root.glob("own-*") if each.is_dir()]
        with self._database.read() as session:
            kept = set(session.scalars(union_all(select(OwnLessonRow.id), select(OwnLessonRow.document_id))))
        for each in here:
            if each.name not in kept:
                shutil.rmtree(each, ignore_errors=True)
