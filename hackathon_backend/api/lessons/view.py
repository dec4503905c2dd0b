"""Lessons as they are told."""

from __future__ import annotations

from ...lessons import Lesson
from ...materials.models import Visibility
from ...materials.own_lesson import LessonCard, OwnLesson
from ...times import iso
from ..current import current_container, current_principal
from ..owned import seen_by, seen_owner
from .schemas import LessonDocument, LessonSummary, LessonText, PartName, VersionSummary


def summary_of(card: LessonCard) -> LessonSummary:
    """A lesson in a list."""
    return LessonSummary(
        id=card.id,
        title=card.title,
        summary=card.summary,
        language=card.language,
        origin=card.origin,
        visibility=card.visibility.value,
        updated_at=None if card.updated_at is None else iso(card.updated_at),
        hidden=card.hidden,
        document_id=card.document_id,
        part=card.part or None,
    )


def text_of_own(lesson: OwnLesson) -> LessonText:
    """A lesson of somebody's own, as the caller sees it. Names of others' owners are told to nobody but admins."""
    caller = current_principal()
    mine = caller.owns(lesson.owner)
    parts = current_container().materials.parts(lesson.id, of=seen_owner()) if lesson.part else []
    return LessonText(
        id=lesson.id,
        title=lesson.title,
        summary=lesson.summary,
        language=lesson.language,
        origin="own" if lesson.owner == caller.owner else "shared",
        visibility=lesson.visibility.value,
        updated_at=iso(lesson.updated_at),
        hidden=False,
        text=lesson.text,
        version=lesson.version,
        losses=list(lesson.losses),
        document=_document(lesson),
        document_id=parts[0].document_id if parts else None,
        part=lesson.part or None,
        parts=tuple(PartName(id=each.id, title=each.title, part=each.part) for each in parts),
        owner=lesson.owner if mine else None,
        may_edit=mine,
    )


def text_of_built_in(lesson: Lesson, *, hidden: bool) -> LessonText:
    """A lesson of the server's library."""
    return LessonText(
        id=lesson.id,
        title=lesson.title,
        summary=lesson.summary,
        language=lesson.language,
        origin="built-in",
        visibility=Visibility.PUBLIC.value,
        updated_at=None,
        hidden=hidden,
        text=lesson.text,
        version=1,
        losses=[],
        document=None,
        owner=None,
        may_edit=False,
    )


def own_of_caller(lesson_id: str, version: int | None = None) -> OwnLesson:
    """A lesson of somebody's own, if the caller may read it. Raises `NotFound`."""
    return current_container().materials.get(lesson_id, version, of=seen_owner())


def hides(lesson_id: str) -> bool:
    """Whether the caller hides a built-in lesson."""
    return lesson_id in current_container().materials.hidden(seen_by())


def _document(lesson: OwnLesson) -> LessonDocument | None:
    kept = lesson.document
    if kept is None:
        return None
    url = f"/api/lessons/{lesson.id}/document"
    return LessonDocument(name=kept.name, type=kept.type, url=url, unit=kept.unit, count=kept.count)


def versions_of(lesson_id: str) -> list[VersionSummary]:
    """The saves of a lesson of somebody's own, if the caller may read it. Raises `NotFound`."""
    container = current_container()
    saves = container.materials.versions(lesson_id, of=seen_owner())
    mine = current_principal().owns(own_of_caller(lesson_id).owner)
    # Readers are not told who writes.
    names = container.people.directory.names_of({each.by for each in saves}) if mine else {}
    return [
        VersionSummary(version=each.version, at=iso(each.at), by=names.get(each.by, ""), characters=each.characters)
        for each in saves
    ]
