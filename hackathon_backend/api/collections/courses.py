"""/api/lessons/<id>/course: a lesson as films of a minute to three, which are ordered as one course."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from flask import Blueprint

from ...errors import Conflict, RequestError
from ...film_collections.plans import PlannedFilm
from ...jobs import LessonRequest
from ...lessons import Lesson
from ...lessons.parts import LessonPart, heading_of, sections_in
from ...writers.lesson.course import LEAST, MOST, CourseFilm, course_of, seconds_of_part
from ..current import current_container
from ..moderating import check_order, check_texts
from ..openapi import answers, spec
from ..owned import owner_of_caller, seen_owner
from ..reading import read_json, read_query
from ..sending import send
from .course_schemas import MOST_FILMS, CourseFilmView, CourseOutline, CourseQuery, NewCourse, WantedFilm
from .found import collection_to_change
from .schemas import CollectionItemView, CollectionView
from .view import collection_view, contents_of, item_view

courses = Blueprint("courses", __name__)


@courses.get("/api/lessons/<lesson_id>/course")
@spec.validate(query=CourseQuery, resp=answers(HTTP_200=CourseOutline, refused=(400, 401, 403, 404)), tags=["courses"])
def outline(lesson_id: str) -> Any:
    """The lesson as a course: its films in order, with the sections that each tells and how long it is likely to be."""
    lesson = lesson_of_caller(lesson_id)
    films = [_view(film) for film in course_of(lesson, read_query(CourseQuery).seconds)]
    return send(
        CourseOutline(
            lesson_id=lesson.id,
            title=lesson.title,
            language=lesson.language,
            seconds=round(sum(film.seconds for film in films), 1),
            films=films,
        )
    )


@courses.post("/api/lessons/<lesson_id>/course")
@spec.validate(
    json=NewCourse,
    resp=answers(HTTP_201=CollectionView, refused=(400, 401, 403, 404, 409, 415, 429)),
    tags=["courses"],
)
def create(lesson_id: str) -> Any:
    """Make the course: a collection whose films are ordered at once, or as soon as there is room for them.

    What is ordered is written down first: none is lost, and none is made twice, whatever happens meanwhile.
    """
    owner, asked, container = owner_of_caller(), read_json(NewCourse), current_container()
    lesson = lesson_of_caller(lesson_id)
    title = asked.title or lesson.title
    films = _films(lesson, asked)
    check_texts({"title": title, "description": asked.description})
    for film in films:
        check_order(film.request)
    container.model7.check(asked.options.model)
    made = container.courses.create(owner, title, asked.description, films)
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


def _view(film: CourseFilm) -> CourseFilmView:
    part = film.part
    return CourseFilmView(
        title=part.title, start=part.start, end=part.end, sections=list(film.sections), seconds=film.seconds
    )


def _films(lesson: Lesson, asked: NewCourse) -> list[PlannedFilm]:
    """What is to be ordered. Raises `RequestError` for sections that are not there, or in two films."""
    if asked.films is None:
        parts = [film.part for film in course_of(lesson, MOST)]
        if len(parts) > MOST_FILMS:
            raise RequestError(
                f"This lesson makes {len(parts)} films; order at most {MOST_FILMS} of them.", param="films"
            )
    else:
        parts = _wanted(lesson, asked.films)
    return [_planned(lesson, part, asked) for part in parts]


def _wanted(lesson: Lesson, films: list[WantedFilm]) -> list[LessonPart]:
    sections = sections_in(lesson)
    for place, film in enumerate(films):
        if not film.start < film.end <= len(sections):
            raise RequestError(
                f"films.{place}: there are {len(sections)} sections; start must be before end.", param=f"films.{place}"
            )
    for one, other in pairwise(sorted(films, key=lambda film: film.start)):
        if other.start < one.end:
            raise RequestError(f"films: section {other.start} is in two of them.", param="films")
    return [LessonPart(film.start, film.end, heading_of(sections[film.start]), film.title) for film in films]


def _planned(lesson: Lesson, part: LessonPart, asked: NewCourse) -> PlannedFilm:
    seconds = seconds_of_part(lesson, part)
    options = asked.options.model_dump(exclude_none=True)
    if current_container().chat_model is not None:
        # A language model writes for a length, and needs one.
        options.setdefault("seconds", min(max(seconds, LEAST), MOST))
    request = LessonRequest(
        message=part.title,
        lesson=current_container().materials.frozen({"id": lesson.id}, of=seen_owner()),
        part=part,
        **({"language": lesson.language} | options),
    )
    headings = [heading_of(section) or lesson.title for section in sections_in(lesson)[part.start : part.end]]
    return PlannedFilm(request=request, sections=headings, seconds=seconds)
