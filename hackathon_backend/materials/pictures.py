"""Pictures of lessons, brought from the storage to where films and pages read them."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import select

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
        mine = (LessonFile.lesson_id == lesson_id) & (LessonFile.kind == LessonFileKind.PICTURE)
        with self._database.read() as session:
            files = session.scalars(select(LessonFile).where(mine)).all()
        folder = self._root / lesson_id
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
            kept = set(session.scalars(select(OwnLessonRow.id)))
        for each in here:
            if each.name not in kept:
                shutil.rmtree(each, ignore_errors=True)
