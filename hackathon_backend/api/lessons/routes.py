"""The lessons that can be read here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify

from ...lessons import Lesson
from ..current import current_container
from ..openapi import answers, spec
from ..schemas import LessonList, LessonText

lessons = Blueprint("lessons", __name__)


@lessons.get("/api/lessons")
@spec.validate(resp=answers(HTTP_200=LessonList), tags=["lessons"])
def list_lessons() -> Any:
    """All lessons, by title."""
    return jsonify({"lessons": [_row(lesson) for lesson in current_container().library.lessons]})


@lessons.get("/api/lessons/<lesson_id>")
@spec.validate(resp=answers(HTTP_200=LessonText, refused=(404,)), tags=["lessons"])
def get_lesson(lesson_id: str) -> Any:
    """One lesson with its text in Markdown."""
    lesson = current_container().library.get(lesson_id)
    return jsonify(_row(lesson) | {"text": lesson.text})


def _row(lesson: Lesson) -> dict[str, str]:
    return {"id": lesson.id, "title": lesson.title, "summary": lesson.summary, "language": lesson.language}
