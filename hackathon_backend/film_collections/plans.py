"""Films of a course that are to be ordered: what each of them will be, as its item keeps it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ..jobs import LessonRequest


class PlannedFilm(BaseModel):
    """The order of one film, the headings that it tells, and how long it is likely to be in seconds."""

    model_config = ConfigDict(frozen=True)

    request: LessonRequest
    sections: list[str]
    seconds: float
