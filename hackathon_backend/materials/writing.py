"""Lessons written down: the first version, the next ones, and the end. Every change is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from ..access.audit import Act, AuditAction, record
from ..errors import Conflict, NotAllowed, QuotaExceeded
from ..jobs.database import one_at_a_time
from ..lessons import Lesson
from ..lessons.sentences import sentences
from ..writers.cutting import cut_at_word
from .models import KeptDocument, LessonVersion, OwnLessonRow
from .reading import row_of

KEPT_VERSIONS = 100
"""Versions of a lesson that are kept whatever their age."""
_SUMMARY = 300
"""Characters of a summary, at most."""
_KEPT_SECONDS = 7 * 86_400.0
"""For which those before them are kept, too: a film may have been ordered of them."""


@dataclass(frozen=True)
class LessonToKeep:
    """What is to be written down: the text as it came, and the same as it was read. `part` counts from 1 the lessons
    of the document whose first one is `document_id`.
    """

    text: str
    lesson: Lesson
    losses: tuple[str, ...] = ()
    document: KeptDocument | None = None
    document_id: str | None = None
    part: int = 0


def check_room(session: Session, owner: str, most: int, more: int = 1) -> None:
    """Raise `QuotaExceeded` if the owner can't have so many lessons `more` than now (`most` 0: no limit)."""
    if not most:
        return
    one_at_a_time(session, f"lessons {owner}")
    mine = select(func.count()).where(OwnLessonRow.owner == owner, OwnLessonRow.deleted_at.is_(None))
    if (count := session.scalar(mine) or 0) + more <= most:
        return
    told = f"You have {count} lessons, as many as may be kept. Delete one, and try again."
    if more > 1:
        told = f"This makes {more} lessons. You have {count}, and {most} may be kept: delete some, and try again."
    raise QuotaExceeded(told, why="lessons")


def write_first(session: Session, lesson_id: str, owner: str, draft: LessonToKeep, now: float) -> OwnLessonRow:
    """Write a new lesson down."""
    row = OwnLessonRow(
        id=lesson_id,
        owner=owner,
        created_at=now,
        updated_at=now,
        version=1,
        losses=list(draft.losses),
        document=draft.document,
        document_id=draft.document_id,
        part=draft.part,
        **_facts(draft),
    )
    session.add(row)
    session.flush()
    session.add(_version(lesson_id, 1, owner, draft, now))
    record(session, Act(AuditAction.LESSON_CREATE, "lesson", lesson_id))
    return row


def write_next(session: Session, lesson_id: str, editor: str, before: int, draft: LessonToKeep, now: float) -> None:
    """Write the next version of a lesson down. Raises `Conflict` if `before` is not the newest one."""
    mine = (OwnLessonRow.id == lesson_id) & OwnLessonRow.deleted_at.is_(None) & (OwnLessonRow.version == before)
    saved = session.execute(
        update(OwnLessonRow).where(mine).values(version=before + 1, updated_at=now, **_facts(draft)),
        execution_options={"synchronize_session": False},
    )
    assert isinstance(saved, CursorResult)
    if saved.rowcount != 1:
        raise Conflict(
            "Somebody has saved this lesson meanwhile: load it again, and bring your changes into its newest version.",
            param="version",
        )
    session.add(_version(lesson_id, before + 1, editor, draft, now))
    old = (LessonVersion.number <= before + 1 - KEPT_VERSIONS) & (LessonVersion.at < now - _KEPT_SECONDS)
    session.execute(
        delete(LessonVersion).where(LessonVersion.lesson_id == lesson_id, old),
        execution_options={"synchronize_session": False},
    )
    record(session, Act(AuditAction.LESSON_CHANGE, "lesson", lesson_id, detail=f"version {before + 1}"))


def row_to_change(session: Session, lesson_id: str, reader: str | None) -> OwnLessonRow:
    """The row, if it is the reader's to change. Raises `NotFound`, `NotAllowed` for one that is shared with them."""
    row = row_of(session, lesson_id, reader)
    if reader is not None and row.owner != reader:
        raise NotAllowed("This lesson is somebody else's: only they can change it. Make a lesson of your own of it.")
    return row


def bury(session: Session, rows: Sequence[OwnLessonRow], now: float) -> None:
    """Mark lessons as deleted; what is left of them goes when nobody needs it any more."""
    for row in rows:
        row.deleted_at = now
        record(session, Act(AuditAction.LESSON_DELETE, "lesson", row.id))


def _facts(draft: LessonToKeep) -> dict[str, object]:
    lesson = draft.lesson
    return {
        "title": lesson.title,
        "language": lesson.language,
        "summary": _summary(lesson),
        "characters": len(draft.text),
    }


def _summary(lesson: Lesson) -> str:
    """What its front matter says of it, or its first sentence."""
    prose = (block.text for block in lesson.blocks if block.kind == "paragraph" and block.text)
    said = lesson.summary or next((first for text in prose for first in sentences(text)), "")
    return cut_at_word(" ".join(said.split()), _SUMMARY)


def _version(lesson_id: str, number: int, editor: str, draft: LessonToKeep, now: float) -> LessonVersion:
    lesson = draft.lesson
    return LessonVersion(
        lesson_id=lesson_id,
        number=number,
        at=now,
        saved_by=editor,
        title=lesson.title,
        language=lesson.language,
        text=draft.text,
        characters=len(draft.text),
    )
