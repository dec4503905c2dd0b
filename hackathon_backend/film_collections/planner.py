"""Plans courses: parts lessons into films and measures these, a lesson or some films at a time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile

from ..confined import Confined
from ..errors import LeaseLost, Model7Error, TooCostly
from ..jobs import LessonRequest
from ..lessons import Lesson
from ..lessons.parts import LessonPart, heading_of, sections_in
from ..materials.materials import Materials
from ..materials.taking import Takers, beating
from ..writers.lesson.course import LEAST, MOST, course_of, seconds_of_part
from .course_plans import CoursePlans
from .models import CoursePlan
from .plans import PlannedFilm

log = logging.getLogger(__name__)

_MEMORY = 2 << 30
_SECONDS = 240.0
"""Of a processor's time for a lesson of the greatest length."""
_AT_ONCE = 20
"""Films that are measured between two looks whether the course is still wanted."""
_MOST_TRIES = 5
"""How often a plan that gets no further is taken up."""
_BEAT_SECONDS = 5.0
_AGAIN_SECONDS = 10.0
_GIVEN_UP = "Planning this course has broken off again and again."

_Measured = list[tuple[LessonPart, list[str], float]]
"""Films with the headings that they tell and the seconds that they are likely to take."""


@dataclass
class CoursePlanner:
    """Takes plans, one after the other. `for_length`: films are written for the length that is planned, as language
    models do. Nothing moves before `start`.
    """

    plans: CoursePlans
    materials: Materials
    for_length: bool
    _takers: Takers = field(default_factory=partial(Takers, "course-plan"))

    def start(self) -> None:
        """Begin to look for plans."""
        self.plans.on_new.append(self._takers.wake)
        self._takers.start(1, self._run)

    def stop(self) -> None:
        """Take no more. What is under way breaks off, and is taken up again by whoever looks next."""
        self._takers.stop(5.0)

    def take(self, apart: Confined) -> bool:
        """Plan the course whose turn it is, if there is one, and tell whether there was."""
        if (claimed := self.plans.claim()) is None:
            return False
        self.plan(claimed, apart)
        return True

    def plan(self, claimed: CoursePlan, apart: Confined | None = None) -> None:
        """Plan a course, `apart` from this process if it takes a while: others get on meanwhile."""
        with suppress(LeaseLost):
            self._worked_on(claimed, apart)

    def _worked_on(self, claimed: CoursePlan, apart: Confined | None) -> None:
        lost = apart.stop if apart else lambda: None
        put_off = partial(self.plans.put_off, claimed, _AGAIN_SECONDS)
        hold = partial(self.plans.hold, claimed)
        with (
            self._takers.ending(put_off, partial(self._failed, claimed)),
            beating(f"plan {claimed.id}", _BEAT_SECONDS, hold, lost),
        ):
            if claimed.tries > _MOST_TRIES:
                self.plans.fail(claimed, _GIVEN_UP)
                return
            while self._gone_on(claimed, apart) and not self._takers.is_stopping:
                pass

    def _failed(self, claimed: CoursePlan, error: Model7Error) -> None:
        self.plans.hold(claimed)
        log.info("The plan %s has ended early: %s", claimed.id, error.message)
        self.plans.fail(claimed, _told(claimed, error))

    def _gone_on(self, claimed: CoursePlan, apart: Confined | None) -> bool:
        """Plan the next lesson, or the next films of those that were named; whether there is more to do."""
        films, done = claimed.order.films, claimed.done
        if films is None:
            row, end = claimed.order.lessons[done], done + 1
            lesson = self._lesson(row)
            measured = apart.within(_SECONDS, films_of, lesson) if apart else films_of(lesson)
        else:
            next_ = films[done : done + _AT_ONCE]
            some = list(takewhile(lambda each: each.lesson == next_[0].lesson, next_))
            row, end = claimed.order.lessons[films[done].lesson], done + len(some)
            lesson, parts = self._lesson(row), [each.part for each in some]
            measured = apart.within(_SECONDS, measure, lesson, parts) if apart else measure(lesson, parts)
        return self.plans.add(claimed, [self._film(claimed, row, lesson, each) for each in measured], end)

    def _lesson(self, row: dict[str, str]) -> Lesson:
        return self.materials.lesson(row, of=None, ordered=True)

    def _film(
        self, claimed: CoursePlan, row: dict[str, str], lesson: Lesson, measured: tuple[LessonPart, list[str], float]
    ) -> PlannedFilm:
        part, headings, seconds = measured
        options = {"language": lesson.language} | claimed.order.options
        if self.for_length:
            options.setdefault("seconds", min(max(seconds, LEAST), MOST))
        order = {"message": part.title, "lesson": row, "part": part} | options
        return PlannedFilm(request=LessonRequest.model_validate(order), sections=headings, seconds=seconds)

    def _run(self) -> None:
        apart = Confined(1, memory=_MEMORY)
        self._takers.go_on(partial(self.take, apart))
        apart.stop()


def films_of(lesson: Lesson) -> _Measured:
    """All films of a lesson."""
    return [(film.part, list(film.sections), film.seconds) for film in course_of(lesson, MOST)]


def measure(lesson: Lesson, parts: Sequence[LessonPart]) -> _Measured:
    """Films of these parts of a lesson."""
    headings = [heading_of(section) or lesson.title for section in sections_in(lesson)]
    return [(part, headings[part.start : part.end], seconds_of_part(lesson, part)) for part in parts]


def _told(claimed: CoursePlan, error: Model7Error) -> str:
    why = error.message
    if isinstance(error, TooCostly):
        why = "It takes too long, or too much memory, to plan this lesson."
    if claimed.total < 2:
        return why
    what = "lesson" if claimed.order.films is None else "film"
    return f"{why} What comes from {what} {claimed.done + 1} of {claimed.total} on was left out."
