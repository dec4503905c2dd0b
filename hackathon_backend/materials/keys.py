"""Idempotency-Keys that lessons are made with: which import or lesson came of one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..clock import SYSTEM, Clock
from ..errors import LeaseLost
from ..jobs.database import Database, one_at_a_time
from ..jobs.store.keys import KeyUse
from .imports import is_lost
from .models import LessonImport, LessonKey, OwnLessonRow

MadeLesson = LessonImport | OwnLessonRow
"""What came of a request: a lesson, or an import that ends with some."""


@dataclass(frozen=True)
class LessonKeys:
    """All reads and writes of them."""

    database: Database
    clock: Clock = SYSTEM

    def find(self, use: KeyUse) -> MadeLesson | None:
        """What came of the same request before; None if it is new, or that is gone. Raises `KeyReused`."""
        with self.database.read() as session:
            return self._made(session, _same(session, use))

    def note(self, use: KeyUse, session: Session, made: MadeLesson) -> None:
        """Write the key down with what comes of it. Raises `LeaseLost` if another request was quicker, `KeyReused`."""
        one_at_a_time(session, f"lesson key {use.mark}")
        if (earlier := _same(session, use)) is not None:
            if self._made(session, earlier) is not None:
                raise LeaseLost("The same request has come once more meanwhile.")
            if earlier.import_id and (lost := session.get(LessonImport, earlier.import_id)) is not None:
                # Its document did not arrive: this request brings it again.
                session.delete(lost)
            session.delete(earlier)
            session.flush()
        lesson_id, import_id = (made.lesson_id, made.id) if isinstance(made, LessonImport) else (made.id, None)
        session.add(
            LessonKey(
                key=use.mark, body=use.body, owner=made.owner, created_at=self.clock.now(), lesson_id=lesson_id,
                import_id=import_id,
            )
        )  # fmt: skip

    def _made(self, session: Session, row: LessonKey | None) -> MadeLesson | None:
        if row is None:
            return None
        if row.import_id and (found := session.get(LessonImport, row.import_id)) is not None:
            return None if is_lost(found, self.clock.now()) else found
        lesson = session.get(OwnLessonRow, row.lesson_id)
        return lesson if lesson is not None and lesson.deleted_at is None else None


def _same(session: Session, use: KeyUse) -> LessonKey | None:
    row = session.get(LessonKey, use.mark)
    if row is not None:
        use.check(row.body)
    return row
