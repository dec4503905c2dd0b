"""What courses are made of: the order of a whole one, and the films that come of it, as their items keep them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, JsonValue

from ..jobs import LessonRequest
from ..lessons.parts import LessonPart


class PlannedFilm(BaseModel):
    """The order of one film, the headings that it tells, and how long it is likely to be in seconds."""

    model_config = ConfigDict(frozen=True)

    request: LessonRequest
    sections: list[str]
    seconds: float


class WantedPart(BaseModel):
    """A film that is wanted of the `lesson` of that number."""

    model_config = ConfigDict(frozen=True)

    lesson: int
    part: LessonPart


class CourseOrder(BaseModel):
    """A course that is to be planned: of all of these lessons, or of those of their parts that are wanted. `lessons`
    are rows as orders name them, `options` those of each film.
    """

    model_config = ConfigDict(frozen=True)

    lessons: list[dict[str, str]]
    films: list[WantedPart] | None = None
    options: dict[str, JsonValue] = {}

    @property
    def total(self) -> int:
        """How many lessons are to be parted into films, or films to be measured."""
        return len(self.lessons) if self.films is None else len(self.films)
