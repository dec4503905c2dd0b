"""/api/lessons/<id>/course: a lesson as films of a minute to three, which are ordered as one course."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from flask import Blueprint

from ...errors import Conflict, RequestError
from ...film_collections.outlines import Outline
from ...film_collections.plans import CourseOrder, WantedPart
from ...jobs.store.keys import KeyUse
from ...lessons import Lesson
from ...lessons.lesson import is_own_id
from ...lessons.parts import LessonPart, heading_of, sections_in
from ...materials.own_lesson import LessonCard, LessonRow
from ...writers.lesson.course import CourseFilm, course_of
from ..current import current_container
from ..moderating import check_texts
from ..openapi import answers, spec
from ..owned import owner_of_caller, seen_owner
from ..reading import read_json, read_query
from ..sending import send
from ..videos.ordering import idempotency_key
from .course_schemas import CourseFilmView, CourseOutline, CourseQuery, NewCourse, WantedFilm
from .found import collection_to_change
from .schemas import CollectionItemView, CollectionView, CoursePlanning
from .view import collection_view, contents_of, item_view

courses = Blueprint("courses", __name__)

_SOON = 60_000
"""Characters of lessons that are planned while the request waits: a second or two."""
_PATIENCE = 1.0
"""Seconds for which an outline of longer ones is waited for."""


@courses.get("/api/lessons/<lesson_id>/course")
@spec.validate(
    query=CourseQuery, resp=answers(HTTP_200=CourseOutline, refused=(400, 401, 403, 404, 413, 503)), tags=["courses"]
)
def outline(lesson_id: str) -> Any:
    """The lesson as a course: its films in order, with the sections that each tells and how long it is likely to be.

    Films of a long lesson or document come into it while it is planned, and `planning` says how far that is: ask
    again (`Retry-After`) until it is null.
    """
    asked = read_query(CourseQuery)
    cards = cards_of_caller(lesson_id, all_parts=asked.all_parts)
    outlines = _outlines(cards, asked.seconds)
    films = [_view(card.id, film) for card, found in zip(cards, outlines, strict=True) for film in found or ()]
    done = sum(found is not None for found in outlines)
    planning = CoursePlanning(of="lessons", done=done, total=len(cards), error=None) if done < len(cards) else None
    answer = send(
        CourseOutline(
            lesson_id=cards[0].id,
            title=title_of(cards),
            language=cards[0].language,
            seconds=round(sum(film.seconds for film in films), 1),
            films=films,
            planning=planning,
        )
    )
    if planning is not None:
        answer.headers["Retry-After"] = "1"
    return answer


@courses.post("/api/lessons/<lesson_id>/course")
@spec.validate(
    json=NewCourse,
    resp=answers(HTTP_201=CollectionView, refused=(400, 401, 403, 404, 409, 415, 422, 429)),
    tags=["courses"],
)
def create(lesson_id: str) -> Any:
    """Make the course: a collection whose films are ordered at once, or as soon as there is room for them.

    What is ordered is written down first: none is lost, and none is made twice, whatever happens meanwhile. Films of
    a long lesson or document come into it while it is planned, and `planning` says how far that is. The same order
    under the same `Idempotency-Key` is the same course.
    """
    owner, asked, container = owner_of_caller(), read_json(NewCourse), current_container()
    wide = asked.all_parts or any(film.lesson_id not in (None, lesson_id) for film in asked.films or ())
    cards = cards_of_caller(lesson_id, all_parts=wide)
    title, order = asked.title or title_of(cards), _order(lesson_id, cards, asked)
    check_texts({"title": title, "description": asked.description, **_titles(asked)})
    container.model7.check(asked.options.model)
    soon = _are_short(cards)
    use = _use_of_key(owner, lesson_id, asked)
    made, plan = container.course_plans.begin(owner, title, asked.description, order, use, claimed=soon)
    if plan is not None and soon:
        container.planner.plan(plan)
        container.courses.order_due(made.id)
    return send(collection_view(made, None), 201)


@courses.post("/api/collections/<collection_id>/items/<item_id>/order")
@spec.validate(resp=answers(HTTP_200=CollectionItemView, refused=(401, 403, 404, 409)), tags=["courses"])
def again(collection_id: str, item_id: str) -> Any:
    """Order a film of a course anew that failed, was removed, or could not be ordered. 409 for one that is there."""
    found, container = collection_to_change(collection_id), current_container()
    shown = next((each for each in contents_of(found) if each.item.id == item_id), None)
    if shown is not None and shown.item.plan is not None and not item_view(shown, may_edit=True).may_order:
        raise Conflict("This film is there, or is being made.")
    container.courses.again(found.id, item_id)
    container.courses.order_due(found.id)
    shown = next(each for each in contents_of(found) if each.item.id == item_id)
    return send(item_view(shown, may_edit=True))


def lesson_of_caller(lesson_id: str) -> Lesson:
    """The lesson, built-in or somebody's, if the caller may read it. Raises `NotFound`."""
    return current_container().materials.lesson({"id": lesson_id}, of=seen_owner())


def cards_of_caller(lesson_id: str, *, all_parts: bool) -> list[LessonCard]:
    """The lesson, or all of its document that the caller may read, in order. Raises `NotFound`."""
    if not is_own_id(lesson_id):
        lesson = lesson_of_caller(lesson_id)
        return [LessonCard(lesson.id, lesson.title, "", lesson.language, "built-in", characters=len(lesson.text))]
    cards = current_container().materials.parts(lesson_id, of=seen_owner())
    return [card for card in cards if all_parts or card.id == lesson_id]


def title_of(cards: Sequence[LessonCard]) -> str:
    """What a course of these is called: as their document, if they are all of one."""
    if len(cards) < 2:
        return cards[0].title
    document = current_container().materials.get(cards[0].id, of=seen_owner()).document
    return (document and document.title) or cards[0].title


def _outlines(cards: Sequence[LessonCard], seconds: float) -> Sequence[Outline | None]:
    """The films of these lessons; those of long ones are found beside the request, and are None until then.

    Raises `TooCostly`.
    """
    if _are_short(cards):
        return [course_of(lesson_of_caller(card.id), seconds) for card in cards]
    return current_container().outlines.of(_rows(cards), seconds, _PATIENCE)


def _are_short(cards: Sequence[LessonCard]) -> bool:
    return sum(card.characters for card in cards) <= _SOON


def _rows(cards: Sequence[LessonCard]) -> list[LessonRow]:
    """The lessons as they are now."""
    return [current_container().materials.frozen({"id": card.id}, of=seen_owner()) or {} for card in cards]


def _view(lesson_id: str, film: CourseFilm) -> CourseFilmView:
    part = film.part
    return CourseFilmView(
        lesson_id=lesson_id,
        title=part.title,
        start=part.start,
        end=part.end,
        sections=list(film.sections),
        seconds=film.seconds,
    )


def _order(lesson_id: str, cards: Sequence[LessonCard], asked: NewCourse) -> CourseOrder:
    """What is to be planned. Raises `RequestError` for sections that are not there, or in two films."""
    rows = _rows(cards)
    films = None if asked.films is None else _wanted(lesson_id, [card.id for card in cards], asked.films)
    options = asked.options.model_dump(mode="json", exclude_none=True)
    return CourseOrder(lessons=rows, films=films, options=options)


def _titles(asked: NewCourse) -> dict[str, str | None]:
    return {f"films.{place}.title": film.title for place, film in enumerate(asked.films or ())}


def _use_of_key(owner: str, lesson_id: str, asked: NewCourse) -> KeyUse | None:
    key = idempotency_key()
    return KeyUse.of(key, f"{lesson_id} {asked.model_dump_json()}", owner) if key else None


def _wanted(lesson_id: str, ids: list[str], films: Sequence[WantedFilm]) -> list[WantedPart]:
    named = [(film.lesson_id or lesson_id, film) for film in films]
    sections = {id_: sections_in(lesson_of_caller(id_)) for id_ in ids if id_ in {name for name, _film in named}}
    for place, (id_, film) in enumerate(named):
        here = sections.get(id_)
        if here is None:
            raise RequestError(f"films.{place}: lessonId is no lesson of this document.", param=f"films.{place}")
        if not film.start < film.end <= len(here):
            raise RequestError(
                f"films.{place}: there are {len(here)} sections; start must be before end.", param=f"films.{place}"
            )
    for (one_id, one), (other_id, other) in pairwise(sorted(named, key=lambda each: (each[0], each[1].start))):
        if one_id == other_id and other.start < one.end:
            raise RequestError(f"films: section {other.start} is in two of them.", param="films")
    return [
        WantedPart(
            lesson=ids.index(id_),
            part=LessonPart(film.start, film.end, heading_of(sections[id_][film.start]), film.title),
        )
        for id_, film in named
    ]
