"""The lessons that can be read here: built-in ones and those that people have made."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...lessons.lesson import is_own_id
from ..current import current_container
from ..openapi import answers, spec
from ..owned import seen_by
from ..reading import read_query
from ..sending import send, send_rooted
from .schemas import LessonList, LessonListQuery, LessonText, LessonVersionText, VersionList
from .view import hides, own_of_caller, summary_of, text_of_built_in, text_of_own
from .view import versions_of as versions_told

lessons = Blueprint("lessons", __name__)


@lessons.get("/api/lessons")
@spec.validate(query=LessonListQuery, resp=answers(HTTP_200=LessonList, refused=(400,)), tags=["lessons"])
def list_lessons() -> Any:
    """Your lessons and those that are shared with you, the ones changed last first, then the built-in ones."""
    asked = read_query(LessonListQuery)
    cards = current_container().materials.cards(seen_by(), hidden=asked.hidden)
    return send(LessonList(lessons=[summary_of(card) for card in cards]))


@lessons.get("/api/lessons/<lesson_id>")
@spec.validate(resp=answers(HTTP_200=LessonText, refused=(404,)), tags=["lessons"])
def get_lesson(lesson_id: str) -> Any:
    """One lesson with its text in Markdown."""
    if is_own_id(lesson_id):
        return send_rooted(text_of_own(own_of_caller(lesson_id)))
    found = current_container().materials.built_in.get(lesson_id)
    return send(text_of_built_in(found, hidden=hides(lesson_id)))


@lessons.get("/api/lessons/<lesson_id>/versions")
@spec.validate(resp=answers(HTTP_200=VersionList, refused=(404,)), tags=["lessons"])
def versions(lesson_id: str) -> Any:
    """All saves of a lesson of your own that are kept, the newest first."""
    return send(VersionList(versions=versions_told(lesson_id)))


@lessons.get("/api/lessons/<lesson_id>/versions/<int:number>")
@spec.validate(resp=answers(HTTP_200=LessonVersionText, refused=(404,)), tags=["lessons"])
def version(lesson_id: str, number: int) -> Any:
    """A lesson as it was saved once."""
    saved = own_of_caller(lesson_id, number)
    fields = {name: getattr(saved, name) for name in ("id", "version", "title", "language", "text")}
    return send(LessonVersionText(**fields))
