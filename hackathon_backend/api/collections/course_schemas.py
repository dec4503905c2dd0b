"""Courses as they are sent and answered."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from ...film_collections.store import MOST_FILMS
from ...net.camel import CamelModel
from ...writers.lesson.course import LEAST, MOST
from ..chat.schemas import ChatOptions
from ..text import Text
from .schemas import CoursePlanning, Description, Title


class CourseQuery(CamelModel):
    """How long a film of the course may be."""

    seconds: Annotated[float, Field(ge=LEAST, le=MOST, description="At most, as far as headings allow that.")] = MOST
    all_parts: Annotated[bool, Field(description="Of all lessons of its document, one after the other.")] = False


class CourseFilmView(CamelModel):
    """A film of an outline: the sections from `start` to before `end` of a lesson, and how long it is likely to be."""

    lesson_id: str
    title: str
    start: int
    end: int
    sections: list[str]
    seconds: float


class CourseOutline(CamelModel):
    """A lesson as films, in which every section is in exactly one when nothing is being planned any more."""

    lesson_id: str
    title: str
    language: str
    seconds: float
    films: list[CourseFilmView]
    planning: Annotated[CoursePlanning | None, Field(description="Of a course whose films are not all in it yet.")]


class WantedFilm(CamelModel):
    """A film that is wanted: which sections it tells, counted from 0, and what it is called."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, validate_by_name=False)

    start: Annotated[int, Field(ge=0, le=10_000)]
    end: Annotated[int, Field(ge=1, le=10_000, description="The section after its last one.")]
    title: Title
    lesson_id: Annotated[
        Text | None, Field(max_length=64, description="Another lesson of the same document, if it is of that.")
    ] = None


class NewCourse(CamelModel):
    """A course to be made: all films of the outline, or those that are named, in that order."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, validate_by_name=False)

    title: Title | None = None
    description: Description = ""
    all_parts: Annotated[bool, Field(description="Of all lessons of its document.")] = False
    films: Annotated[list[WantedFilm], Field(min_length=1, max_length=MOST_FILMS)] | None = None
    options: Annotated[ChatOptions, Field(description="Of each film, as in the chat.")] = ChatOptions()
