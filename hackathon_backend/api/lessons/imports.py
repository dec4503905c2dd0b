"""Documents and addresses on their way to become lessons."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...materials.models import ImportStatus, LessonImport
from ..current import current_container
from ..openapi import answers, spec
from ..owned import owner_of_caller, seen_owner
from ..sending import send
from .schemas import ImportFault, ImportList, ImportView

lesson_imports = Blueprint("lesson_imports", __name__)


@lesson_imports.get("/api/lessons/imports")
@spec.validate(resp=answers(HTTP_200=ImportList), tags=["lessons"])
def listing() -> Any:
    """Your imports of the last thirty days, the newest first."""
    found = current_container().lessons.imports.of_owner(owner_of_caller())
    return send(ImportList(imports=[import_view(each) for each in found]))


@lesson_imports.get("/api/lessons/imports/<import_id>")
@spec.validate(resp=answers(HTTP_200=ImportView, refused=(404,)), tags=["lessons"])
def retrieve(import_id: str) -> Any:
    """How far an import is, and the lesson that came of it."""
    return send(import_view(current_container().lessons.imports.get(import_id, of=seen_owner())))


@lesson_imports.delete("/api/lessons/imports/<import_id>")
@spec.validate(resp=answers(HTTP_200=ImportView, refused=(404,)), tags=["lessons"])
def delete(import_id: str) -> Any:
    """Have an import stop; one that has ended is forgotten, and its lesson stays."""
    owner_of_caller()
    container = current_container()
    ended = container.lessons.imports.cancel(import_id, of=seen_owner())
    container.lessons.leftovers.discard_strays(ended.lesson_id)
    return send(import_view(ended))


def import_view(made: LessonImport) -> ImportView:
    """An import as it is told."""
    ids = (made.lesson_ids or [made.lesson_id]) if made.status is ImportStatus.COMPLETED else []
    return ImportView(
        id=made.id,
        object="lesson.import",
        name=made.name,
        status=made.status.value,
        progress=_percent(made),
        done=made.done,
        total=made.total,
        unit=made.unit,
        lesson_id=ids[0] if ids else None,
        lesson_ids=ids,
        losses=list(made.losses),
        error=None if made.error_code is None else ImportFault(code=made.error_code, message=made.error_message or ""),
    )


def _percent(made: LessonImport) -> float:
    if made.status is ImportStatus.COMPLETED:
        return 100.0
    return round(100 * made.done / made.total, 1) if made.total else 0.0
