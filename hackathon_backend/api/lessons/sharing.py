"""Who may read a lesson of one's own, and the files that it keeps."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from ...errors import NotFound
from ...materials.files import UNKNOWN_TYPE
from ...materials.models import Visibility
from ..current import current_container
from ..openapi import answers, spec
from ..owned import owner_of_caller, seen_owner
from ..reading import read_json
from ..sending import send
from .schemas import LessonSharingChange, LessonSharingView
from .view import own_of_caller

lesson_sharing = Blueprint("lesson_sharing", __name__)

_INLINE = frozenset({"application/pdf"})
"""What browsers show in a frame of their own, without running anything of it."""
_SHUT_IN = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Somebody else's file has an origin of its own, which nothing of this server is open to, and is what it says it is."""


@lesson_sharing.get("/api/lessons/<lesson_id>/sharing")
@spec.validate(resp=answers(HTTP_200=LessonSharingView, refused=(404,)), tags=["lessons"])
def shared_with(lesson_id: str) -> Any:
    """Who may read a lesson of your own."""
    owner_of_caller()
    return send(_view(lesson_id))


@lesson_sharing.put("/api/lessons/<lesson_id>/sharing")
@spec.validate(
    json=LessonSharingChange, resp=answers(HTTP_200=LessonSharingView, refused=(400, 404, 415)), tags=["lessons"]
)
def share(lesson_id: str) -> Any:
    """Say who may read a lesson of your own: private (with some by name), class (whoever logs in), or public."""
    owner_of_caller()
    sent, container = read_json(LessonSharingChange), current_container()
    container.lessons.sharing.get(lesson_id, of=seen_owner())
    owners = [each for each in sent.names if ":" in each]
    named = container.people.directory.owners_called([each for each in sent.names if ":" not in each])
    container.lessons.sharing.set(
        lesson_id, Visibility(sent.visibility), [*owners, *named], of=seen_owner(), all_parts=sent.all_parts
    )
    return send(_view(lesson_id))


@lesson_sharing.get("/api/lessons/<lesson_id>/document")
@spec.validate(resp=answers(HTTP_200=None, refused=(404, 503)), tags=["lessons"])
def document(lesson_id: str) -> Any:
    """The document that a lesson was made of, as it was sent."""
    lesson, storage = own_of_caller(lesson_id), current_container().storage
    if lesson.document is None:
        raise NotFound("This lesson was not made of a document.", param="lessonId")
    try:
        pieces = storage.read(lesson.document.file)
    except FileNotFoundError:
        raise NotFound("The document is gone.", param="lessonId") from None
    shown = lesson.document.type in _INLINE
    answer = Response(pieces, mimetype=lesson.document.type if shown else UNKNOWN_TYPE)
    answer.headers.set(
        "Content-Disposition", "inline" if shown else "attachment", filename=_ascii(lesson.document.name)
    )
    if (facts := storage.facts(lesson.document.file)) is not None:
        answer.content_length = facts.bytes
    answer.headers.update(_SHUT_IN)
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer


def _ascii(name: str) -> str:
    return name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")


def _view(lesson_id: str) -> LessonSharingView:
    container = current_container()
    audience = container.lessons.sharing.get(lesson_id, of=seen_owner())
    names = container.people.directory.names_of(audience.owners)
    shown = [names.get(owner, owner) for owner in audience.owners]
    return LessonSharingView.model_validate({"id": lesson_id, "visibility": audience.visibility.value, "with": shown})
