"""Plans courses and orders their films that are due: what was killed, or there was no room for, is taken up here."""

from __future__ import annotations

from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from .courses import Courses
from .planner import CoursePlanner

_EVERY = 5.0
"""Seconds from one look to the next, by an index: there is hardly ever anything."""


class CourseClerk:
    """Looks after courses in the background. Several processes may do so at once."""

    def __init__(self, courses: Courses, planner: CoursePlanner) -> None:
        self._courses = courses
        self._planner = planner
        self._scheduler = BackgroundScheduler(daemon=True)

    def start(self) -> None:
        """Begin, now and every few seconds."""
        now = datetime.now(UTC)
        self._scheduler.add_job(
            self._courses.order_due, "interval", seconds=_EVERY, id="courses", next_run_time=now, coalesce=True
        )
        self._scheduler.start()
        self._planner.start()

    def stop(self) -> None:
        """Begin no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
            self._planner.stop()
