"""The lessons that can be read here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...lessons import Lesson
from ..current import current_container
from ..openapi import answers, spec
from ..sending import send
from .schemas import LessonList, LessonText, Section

lessons = Blueprint("lessons", __name__)


@lessons.get("/api/lessons")
@spec.validate(resp=answers(HTTP_200=LessonList), tags=["lessons"])
def list_lessons() -> Any:
    """All lessons, by title."""
    return send(LessonList(lessons=[_section(lesson) for lesson in current_container().library.lessons]))


@lessons.get("/api/lessons/<lesson_id>")
@spec.validate(resp=answers(HTTP_200=LessonText, refused=(404,)), tags=["lessons"])
def get_lesson(lesson_id: str) -> Any:
    """One lesson with its text in Markdown."""
    lesson = current_container().library.get(lesson_id)
    return send(LessonText(**dict(_section(lesson)), text=lesson.text))


def _section(lesson: Lesson) -> Section:
    return Section(id=lesson.id, title=lesson.title, summary=lesson.summary, language=lesson.language)
