"""What the lesson chat shows before anybody has said a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..access.principal import Scope
from ..api.current import current_container, current_principal
from ..api.owned import conversation_of_caller, seen_by, seen_owner
from ..errors import NotFound, RequestError
from ..lessons import Lesson, Library
from ..translations.naming import direction_of
from .lesson_html import lesson_html
from .safe_html import safe_html
from .suggestions import Suggestion, suggestions_for

_ID = re.compile(r"\w{1,64}", re.ASCII)


@dataclass(frozen=True)
class LessonPage:
    """The values of the template; `missing` is true if there is no lesson of this id, `start` if none was asked for."""

    missing: bool
    start: bool
    view: Literal["chat", "lesson"]
    lessons: Sequence[Lesson]
    lesson: Lesson | None
    in_library: bool
    editable: bool
    html: str
    direction: Literal["ltr", "rtl"]
    suggestions: Sequence[Suggestion]


def lesson_page(lesson_id: str | None, conversation_id: str | None) -> LessonPage:
    """The page of a lesson, or of what a conversation is about."""
    materials, library = current_container().materials, _library_of_caller()
    try:
        meant = materials.lesson({"id": lesson_id}, of=seen_owner()) if lesson_id else _talked_about(conversation_id)
    except NotFound:
        return _page_of(None, missing=True, view="chat" if conversation_id else "lesson")
    start = meant is None and bool(library.lessons)
    shown = meant or next(iter(library.lessons), None)
    return _page_of(shown, start=start, view="chat" if start or conversation_id else "lesson")


def _page_of(
    lesson: Lesson | None, *, view: Literal["chat", "lesson"], missing: bool = False, start: bool = False
) -> LessonPage:
    library = _library_of_caller()
    return LessonPage(
        missing=missing,
        start=start,
        view=view,
        # What somebody here has made stands before what came with the server.
        lessons=sorted(library.lessons, key=lambda each: not each.is_own),
        lesson=lesson,
        in_library=lesson is not None and library.id_of(lesson) is not None,
        editable=lesson is not None and not start and _is_editable(lesson),
        html=_shown_html(lesson) if lesson and not start else "",
        direction=direction_of(lesson.language) if lesson else "ltr",
        suggestions=suggestions_for(lesson) if lesson else (),
    )


def _shown_html(lesson: Lesson) -> str:
    container = current_container()
    if container.library.holds(lesson):
        return lesson_html(lesson)
    figures = f"lessons/{lesson.id}/figures/" if lesson.is_own else ""
    pictures = f"lessons/{lesson.id}/pictures/" if lesson.is_own else ""
    [html] = safe_html(
        container.confined,
        (lesson.text,),
        language=lesson.language,
        without_title=lesson.title,
        figures=figures,
        pictures=pictures,
    )
    return html


def _is_editable(lesson: Lesson) -> bool:
    """Whether the caller may change it: it is theirs, and they may make lessons."""
    who = current_principal()
    if not lesson.is_own or not who.may(Scope.WRITE):
        return False
    return who.owns(current_container().materials.get(lesson.id, of=seen_owner()).owner)


def _library_of_caller() -> Library:
    """What the caller can choose from."""
    return current_container().materials.library(seen_by())


def _talked_about(conversation_id: str | None) -> Lesson | None:
    """The lesson of a conversation, if both are there: an address may be older than either."""
    if not conversation_id or not _ID.fullmatch(conversation_id):
        return None
    try:
        talk = conversation_of_caller(conversation_id)
        return current_container().materials.lesson(talk.lesson, of=talk.owner) if talk.lesson else None
    except RequestError:
        return None
