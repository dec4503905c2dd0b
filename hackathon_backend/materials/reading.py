"""Which rows somebody may read, and what is read of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from ..access.spending.budgets import ANONYMOUS
from ..lessons.lesson import is_own_id
from .models import LessonShare, LessonVersion, OwnLessonRow, Visibility
from .own_lesson import OwnLesson, no_lesson

NONE = "none"
"""Stands for a reader to whom nothing belongs."""


def may_read(reader: str | None) -> ColumnElement[bool]:
    """The rows that an owner may read; None: all that are not deleted."""
    there = OwnLessonRow.deleted_at.is_(None)
    if reader is None:
        return there
    seen: list[ColumnElement[bool]] = [OwnLessonRow.visibility == Visibility.PUBLIC]
    if is_somebody(reader):
        named = select(LessonShare.lesson_id).where(LessonShare.owner == reader)
        seen += [OwnLessonRow.owner == reader, OwnLessonRow.id.in_(named), OwnLessonRow.visibility == Visibility.CLASS]
    elif reader.startswith(ANONYMOUS):
        seen.append(OwnLessonRow.owner == reader)
    return and_(there, or_(*seen))


def is_somebody(reader: str) -> bool:
    """Whether it is known who the reader is."""
    return reader not in ("", NONE) and not reader.startswith(ANONYMOUS)


def row_of(session: Session, lesson_id: str, reader: str | None, *, deleted: bool = False) -> OwnLessonRow:
    """The row, if the reader may read it; with `deleted` one that is deleted is found too. Raises `NotFound`."""
    found = session.get(OwnLessonRow, lesson_id) if is_own_id(lesson_id) else None
    if found is None or (found.deleted_at is not None and not deleted):
        raise no_lesson(lesson_id)
    if (
        reader is not None
        and session.scalar(select(OwnLessonRow.id).where(OwnLessonRow.id == lesson_id, may_read(reader))) is None
    ):
        raise no_lesson(lesson_id)
    return found


def version_of(session: Session, row: OwnLessonRow, number: int | None) -> OwnLesson:
    """The lesson in the version of that number, or in its newest. Raises `NotFound`."""
    saved = session.get(LessonVersion, (row.id, row.version if number is None else number))
    if saved is None:
        raise no_lesson(row.id)
    return OwnLesson(
        id=row.id,
        owner=row.owner,
        version=saved.number,
        newest=row.version,
        title=saved.title,
        language=saved.language,
        summary=row.summary,
        text=saved.text,
        visibility=row.visibility,
        created_at=row.created_at,
        updated_at=row.updated_at,
        losses=tuple(row.losses),
        document=row.document,
        part=row.part,
    )


def parts_of(session: Session, row: OwnLessonRow, reader: str | None) -> Sequence[OwnLessonRow]:
    """The lessons of the document that the row's is of, as far as the reader may read them, in order."""
    if row.document_id is None:
        return [row]
    query = select(OwnLessonRow).where(OwnLessonRow.document_id == row.document_id, may_read(reader))
    return session.scalars(query.order_by(OwnLessonRow.part)).all()


def rows_for(session: Session, reader: str | None, limit: int) -> Sequence[OwnLessonRow]:
    """What the reader may read, their own first, then what was changed last."""
    others = OwnLessonRow.owner != (reader or "")
    query = select(OwnLessonRow).where(may_read(reader)).order_by(others, OwnLessonRow.updated_at.desc())
    return session.scalars(query.order_by(OwnLessonRow.part, OwnLessonRow.id).limit(limit)).all()
