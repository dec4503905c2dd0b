"""/api/lessons/<id>/course: a lesson as films of a minute to three, which are ordered as one course."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from flask import Blueprint

from ...errors import Conflict, RequestError
from ...film_collections.plans import PlannedFilm
from ...film_collections.store import MOST_FILMS
from ...jobs import LessonRequest
from ...lessons import Lesson
from ...lessons.lesson import is_own_id
from ...lessons.parts import LessonPart, heading_of, sections_in
from ...writers.lesson.course import LEAST, MOST, CourseFilm, course_of, seconds_of_part
from ..current import current_container
from ..moderating import check_order, check_texts
from ..openapi import answers, spec
from ..owned import owner_of_caller, seen_owner
from ..reading import read_json, read_query
from ..sending import send
from .course_schemas import CourseFilmView, CourseOutline, CourseQuery, NewCourse, WantedFilm
from .found import collection_to_change
from .schemas import CollectionItemView, CollectionView
from .view import collection_view, contents_of, item_view

courses = Blueprint("courses", __name__)


@courses.get("/api/lessons/<lesson_id>/course")
@spec.validate(query=CourseQuery, resp=answers(HTTP_200=CourseOutline, refused=(400, 401, 403, 404)), tags=["courses"])
def outline(lesson_id: str) -> Any:
    """The lesson as a course: its films in order, with the sections that each tells and how long it is likely to be."""
    asked = read_query(CourseQuery)
    lessons = lessons_of_caller(lesson_id, all_parts=asked.all_parts)
    films = [_view(lesson, film) for lesson in lessons for film in course_of(lesson, asked.seconds)]
    return send(
        CourseOutline(
            lesson_id=lessons[0].id,
            title=title_of(lessons),
            language=lessons[0].language,
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
    wide = asked.all_parts or any(film.lesson_id not in (None, lesson_id) for film in asked.films or ())
    lessons = lessons_of_caller(lesson_id, all_parts=wide)
    title = asked.title or title_of(lessons)
    films = _films(lesson_id, lessons, asked)
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


def lessons_of_caller(lesson_id: str, *, all_parts: bool) -> list[Lesson]:
    """The lesson, or all of its document that the caller may read, in order. Raises `NotFound`."""
    if not all_parts or not is_own_id(lesson_id):
        return [lesson_of_caller(lesson_id)]
    return [lesson_of_caller(each.id) for each in current_container().materials.parts(lesson_id, of=seen_owner())]


def title_of(lessons: list[Lesson]) -> str:
    """What a course of these is called: as their document, if they are all of one."""
    if len(lessons) < 2:
        return lessons[0].title
    document = current_container().materials.get(lessons[0].id, of=seen_owner()).document
    return (document and document.title) or lessons[0].title


def _view(lesson: Lesson, film: CourseFilm) -> CourseFilmView:
    part = film.part
    return CourseFilmView(
        lesson_id=lesson.id,
        title=part.title,
        start=part.start,
        end=part.end,
        sections=list(film.sections),
        seconds=film.seconds,
    )


def _films(lesson_id: str, lessons: list[Lesson], asked: NewCourse) -> list[PlannedFilm]:
    """What is to be ordered. Raises `RequestError` for sections that are not there, or in two films."""
    if asked.films is None:
        parts = [(lesson, film.part) for lesson in lessons for film in course_of(lesson, MOST)]
    else:
        parts = _wanted(lesson_id, {lesson.id: lesson for lesson in lessons}, asked.films)
    if len(parts) > MOST_FILMS:
        raise RequestError(
            f"This makes {len(parts):,} films, and a course has {MOST_FILMS:,} at most: name some as `films`, and make "
            "another course of the others.",
            param="films",
        )
    return [_planned(lesson, part, asked) for lesson, part in parts]


def _wanted(lesson_id: str, lessons: dict[str, Lesson], films: list[WantedFilm]) -> list[tuple[Lesson, LessonPart]]:
    sections = {id_: sections_in(lesson) for id_, lesson in lessons.items()}
    named = [(film.lesson_id or lesson_id, film) for film in films]
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
        (lessons[id_], LessonPart(film.start, film.end, heading_of(sections[id_][film.start]), film.title))
        for id_, film in named
    ]


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
