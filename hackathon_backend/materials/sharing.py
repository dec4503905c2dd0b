"""Who may read a lesson: nobody else, some by name, whoever logs in, or everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..access.audit import Act, AuditAction, record
from ..clock import SYSTEM, Clock
from ..jobs.database import Database
from .models import LessonShare, OwnLessonRow, Visibility
from .reading import parts_of
from .writing import row_to_change


@dataclass(frozen=True)
class LessonAudience:
    """Who may read a lesson besides its owner; `owners` are those whom it is shared with by name."""

    visibility: Visibility
    owners: tuple[str, ...]


class LessonSharing:
    """All reads and writes of who may read lessons. `of` is the owner who asks, None for everybody's."""

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._clock = clock

    def get(self, lesson_id: str, *, of: str | None) -> LessonAudience:
        """Who may read it. Raises `NotFound`, `NotAllowed` for a lesson of somebody else's."""
        with self._database.read() as session:
            row = row_to_change(session, lesson_id, of)
            named = select(LessonShare.owner).where(LessonShare.lesson_id == row.id).order_by(LessonShare.owner)
            return LessonAudience(row.visibility, tuple(session.scalars(named)))

    def set(
        self,
        lesson_id: str,
        visibility: Visibility,
        owners: Sequence[str],
        *,
        of: str | None,
        all_parts: bool = False,
    ) -> None:
        """Let these read it, or `all_parts` of its document, and nobody else. Raises `NotFound`, `NotAllowed`."""
        with self._database.write() as session:
            row = row_to_change(session, lesson_id, of)
            for each in parts_of(session, row, row.owner) if all_parts else [row]:
                _share(session, each, visibility, owners)


def _share(session: Session, row: OwnLessonRow, visibility: Visibility, owners: Sequence[str]) -> None:
    row.visibility = visibility
    session.execute(delete(LessonShare).where(LessonShare.lesson_id == row.id))
    others = [each for each in dict.fromkeys(owners) if each != row.owner]
    session.add_all(LessonShare(lesson_id=row.id, owner=each) for each in others)
    detail = f"{visibility.value}, with {', '.join(others) or 'nobody'}"
    record(session, Act(AuditAction.LESSON_SHARE, "lesson", row.id, detail=detail))
