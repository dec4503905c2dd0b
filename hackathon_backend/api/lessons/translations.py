"""Lessons in further languages: ordered, told of, stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, Response

from ...errors import NotFound, RequestError, TooCostly, TranslationOff
from ...lessons.languages import base
from ...lessons.lesson import is_own_id
from ...materials.translating.models import LessonTranslation, TranslationStatus
from ...materials.translating.rows import LessonWish
from ...materials.translating.worker import pictures_in
from ...translations.markdown import texts_in
from ...translations.naming import language_name
from ..current import current_container
from ..moderating import check_texts
from ..openapi import answers, spec
from ..owned import owner_of_caller, seen_owner
from ..reading import read_json
from ..sending import send
from ..translations.schemas import TranslationError
from ..translations.view import known_languages, named
from .translated import LessonInLanguage, LessonInLanguages, LessonLanguages, LessonSource
from .view import own_of_caller

lesson_translations = Blueprint("lesson_translations", __name__)

_SECONDS = 6.0
_SHORT = 5_000
_OFF = "Lessons can't be translated here: there is no language model. Ask whoever runs this server to set one up."


@dataclass(frozen=True)
class _Translatable:
    """The lesson that is translated, in its newest version."""

    id: str
    version: int
    language: str
    text: str


@lesson_translations.post("/api/lessons/<lesson_id>/translations")
@spec.validate(
    json=LessonLanguages,
    resp=answers(HTTP_202=LessonInLanguages, refused=(400, 404, 409, 413, 415, 429, 503)),
    tags=["lessons"],
)
def order(lesson_id: str) -> Any:
    """Put a lesson into further languages: each becomes a lesson of your own. One that is there, or under way, of the
    same version is not made twice. Look at the list until all have ended.
    """
    owner, source, container = owner_of_caller(), _source(lesson_id), current_container()
    asked = read_json(LessonLanguages)
    check_texts({"keep": "\n".join(asked.keep)})
    languages = known_languages(asked.languages)
    if any(base(language) == base(source.language) for language in languages):
        raise RequestError(f"languages: the lesson is in {language_name(source.language)} already.", param="languages")
    if container.translator is None:
        raise TranslationOff(_OFF, param="languages")
    _check_length(source.text)
    wish = LessonWish(source.id, source.version, languages, list(dict.fromkeys(asked.keep)))
    more = len(languages) * _bytes_of_pictures(source)
    rows = container.lessons.translations.order(
        owner, wish, partial(container.quotas.check_bytes, owner=owner, more=more)
    )
    return _answer(source, rows, owner, 202)


@lesson_translations.get("/api/lessons/<lesson_id>/translations")
@spec.validate(resp=answers(HTTP_200=LessonInLanguages, refused=(404,)), tags=["lessons"])
def listing(lesson_id: str) -> Any:
    """Your translations of a lesson, and how far those are that are under way."""
    owner, source = owner_of_caller(), _source(lesson_id)
    return _answer(source, current_container().lessons.translations.of_lesson(owner, source.id), owner, 200)


@lesson_translations.delete("/api/lessons/translations/<translation_id>")
@spec.validate(resp=answers(HTTP_200=LessonInLanguage, refused=(404,)), tags=["lessons"])
def delete(translation_id: str) -> Any:
    """Have a translation stop; a lesson that is there stays. What was translated is kept for the next order of it."""
    owner_of_caller()
    row = current_container().lessons.translations.cancel(translation_id, of=seen_owner())
    return send(translation_view(row, None))


def _source(lesson_id: str) -> _Translatable:
    """The lesson, if the caller may read it. Raises `NotFound`."""
    if is_own_id(lesson_id):
        own = own_of_caller(lesson_id)
        return _Translatable(own.id, own.version, own.language, own.text)
    found = current_container().materials.built_in.get(lesson_id)
    return _Translatable(found.id, 1, found.language, found.text)


def _check_length(text: str) -> None:
    """A text that takes too long to be taken apart is not begun with. Raises `TooCostly`, `Busy`."""
    if len(text) <= _SHORT:
        return
    try:
        current_container().confined.within(_SECONDS, texts_in, text)
    except TooCostly:
        raise TooCostly("It takes too long to read this lesson; make several of it.", param="lessonId") from None


def _bytes_of_pictures(source: _Translatable) -> int:
    row = {"id": source.id, "version": str(source.version)}
    lesson = current_container().materials.lesson(row, of=seen_owner())
    return sum(picture.stat().st_size for picture in pictures_in(lesson))


def _answer(source: _Translatable, rows: Sequence[LessonTranslation], owner: str, status: int) -> Response:
    container = current_container()
    answer = send(
        LessonInLanguages(
            object="list",
            lesson_id=source.id,
            version=source.version,
            language_model=container.translator is not None,
            original=named(source.language),
            translated_from=_from(source.id, owner),
            translations=[translation_view(row, source.version) for row in rows],
        ),
        status,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _from(lesson_id: str, owner: str) -> LessonSource | None:
    """What a lesson is a translation of, while its owner may read that."""
    row = current_container().lessons.translations.source_of(lesson_id, owner)
    if row is None:
        return None
    try:
        source = _source(row.source_id)
    except NotFound:
        return None
    return LessonSource(**dict(named(source.language)), lesson_id=row.source_id, version=row.source_version)


def translation_view(row: LessonTranslation, newest: int | None) -> LessonInLanguage:
    """A translation, and how far it is; `newest` is the version that its lesson has now, None if nobody asks."""
    is_there = row.status is TranslationStatus.COMPLETED
    share = 100.0 if is_there else 100 * row.done / row.total if row.total else 0.0
    error = TranslationError(code=row.error_code, message=row.error_message or "") if row.error_code else None
    return LessonInLanguage(
        **dict(named(row.language)),
        id=row.id,
        status=row.status.value,
        progress=round(min(share, 100.0), 1),
        done=row.done,
        total=row.total,
        version=row.source_version,
        is_newest=newest is None or newest == row.source_version,
        lesson_id=row.lesson_id if is_there else None,
        keep=list(row.keep),
        losses=list(row.losses),
        error=error,
    )
