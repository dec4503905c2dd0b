"""Lessons of one's own: made, saved, brought back, deleted; and built-in ones hidden."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, request

from ...errors import RequestError
from ...lessons.lesson import INLINE_LIMIT, is_own_id
from ...materials.models import LessonImport
from ...materials.own_lesson import OwnLesson
from ..current import current_container
from ..moderating import check_document, check_texts
from ..openapi import answers, spec
from ..owned import owner_of_caller, seen_owner
from ..reading import read_json, read_query
from ..sending import send, send_rooted
from .keyed import once
from .receiving import Note, file_sent, of_address, of_document, text_sent
from .schemas import ChangedLesson, DeletedLesson, Hidden, Hiding, ImportView, LessonDeletion, LessonText, NewLesson
from .view import own_of_caller, text_of_own

own_lessons = Blueprint("own_lessons", __name__)

_BAD = (400, 404, 413, 415)


@own_lessons.post("/api/lessons")
@spec.validate(
    json=NewLesson,
    resp=answers(HTTP_201=LessonText, HTTP_202=ImportView, refused=(400, 413, 415, 422, 429, 503)),
    tags=["lessons"],
)
def create() -> Any:
    """Make a lesson: of a text (201), or of an address or a file (202: look at its import until it has ended). A text
    that is longer than a lesson is taken as a file of it would be, and becomes several.

    A file comes as `file` of multipart/form-data: PDF, PPTX, DOCX, ODP, ODT, EPUB, HTML, Markdown, text, VTT, SRT.
    The same request under the same `Idempotency-Key` makes one lesson, or one import, and has the same answer.
    """
    owner = owner_of_caller()
    if not request.is_json and request.mimetype == "multipart/form-data":
        document = file_sent()
        return once(owner, document.body, partial(of_document, owner, document))
    sent = read_json(NewLesson)
    return once(owner, sent.model_dump_json(), partial(_made, owner, sent))


def _made(owner: str, sent: NewLesson, note: Note) -> LessonImport | OwnLesson:
    long = len(sent.text or "") > INLINE_LIMIT
    check_texts({"title": sent.title})
    # A long one is reviewed by whoever makes lessons of it.
    check_document("" if long else sent.text or "", "text")
    if sent.url is not None and sent.text is None:
        return of_address(owner, sent, note)
    if sent.text is None or sent.url is not None:
        raise RequestError("text: send a text, or a url, or a file.", param="text")
    if long:
        return of_document(owner, text_sent(sent), note)
    return current_container().materials.create(owner, sent.title, sent.text, sent.language, note=note)


@own_lessons.put("/api/lessons/<lesson_id>")
@spec.validate(json=ChangedLesson, resp=answers(HTTP_200=LessonText, refused=(*_BAD, 409, 503)), tags=["lessons"])
def save(lesson_id: str) -> Any:
    """Save the next version of a lesson of your own. 409 if it was saved meanwhile: `version` is not the newest."""
    sent, editor, materials = read_json(ChangedLesson), owner_of_caller(), current_container().materials
    check_texts({"title": sent.title})
    check_document(sent.text, "text")
    saved = materials.save(
        lesson_id,
        sent.text,
        before=sent.version,
        of=seen_owner(),
        title=sent.title,
        language=sent.language,
        editor=editor,
    )
    return send_rooted(text_of_own(saved))


@own_lessons.delete("/api/lessons/<lesson_id>")
@spec.validate(query=LessonDeletion, resp=answers(HTTP_200=DeletedLesson, refused=(400, 404)), tags=["lessons"])
def delete(lesson_id: str) -> Any:
    """Delete a lesson of your own, with all of its versions, or all of its document. Videos made of it stay."""
    owner_of_caller()
    all_parts = read_query(LessonDeletion).all_parts
    gone = current_container().materials.delete(lesson_id, of=seen_owner(), all_parts=all_parts)
    return send(DeletedLesson(id=lesson_id, ids=gone, object="lesson.deleted", deleted=True))


@own_lessons.post("/api/lessons/<lesson_id>/versions/<int:number>/restore")
@spec.validate(resp=answers(HTTP_200=LessonText, refused=(404, 409, 503)), tags=["lessons"])
def restore(lesson_id: str, number: int) -> Any:
    """Save a version of before once more, as the newest one."""
    editor, materials = owner_of_caller(), current_container().materials
    return send_rooted(text_of_own(materials.restore(lesson_id, number, of=seen_owner(), editor=editor)))


@own_lessons.put("/api/lessons/<lesson_id>/hidden")
@spec.validate(json=Hiding, resp=answers(HTTP_200=Hidden, refused=(400, 404, 415)), tags=["lessons"])
def hide(lesson_id: str) -> Any:
    """Leave a built-in lesson out of what you choose from, or bring it back. It is so for you alone."""
    sent = read_json(Hiding)
    if is_own_id(lesson_id):
        own_of_caller(lesson_id)
    current_container().materials.hide(lesson_id, of=owner_of_caller(), hidden=sent.hidden)
    return send(Hidden(id=lesson_id, hidden=sent.hidden))
