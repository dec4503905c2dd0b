"""Lessons parted into films for whoever looks at them before a course is made: beside the requests that ask for it.

Nothing is written down: what this process has found it keeps for a while, and another one finds it anew.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from ..confined import Confined
from ..errors import Busy, DatabaseAway, StorageAway, TooCostly
from ..materials.materials import Materials
from ..materials.own_lesson import LessonRow
from ..materials.taking import Takers
from ..writers.lesson.course import CourseFilm, course_of

log = logging.getLogger(__name__)

_SECONDS = 60.0
"""Of a processor's time to outline a lesson."""
_MEMORY = 2 << 30
_KEPT = 1_000
"""Lessons whose films are kept."""
_ASKED_WITHIN = 30.0
"""Seconds for which a lesson is outlined that nobody asks about again."""
_LOOK = 0.5
_TOO_LONG = "It takes too long to part this lesson into films: make two lessons of it."

Outline = tuple[CourseFilm, ...]
_Key = tuple[str, str, float]


@dataclass
class CourseOutlines:
    """Outlines lessons, one after the other. A thread for it begins with the first that is asked for."""

    materials: Materials
    _takers: Takers = field(default_factory=partial(Takers, "course-outline"))
    _apart: Confined = field(default_factory=partial(Confined, 1, memory=_MEMORY))
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _found: OrderedDict[_Key, Outline | Exception] = field(default_factory=OrderedDict)
    _wanted: dict[_Key, tuple[int, float, LessonRow]] = field(default_factory=dict)
    """Which lesson of its document it is, until when somebody waits for it, and its row."""
    _is_running: bool = False

    def of(self, rows: Sequence[LessonRow], most: float, patience: float) -> list[Outline | None]:
        """The films of these lessons, each of `most` seconds at most; None for those that are not parted yet, after
        `patience` seconds. Raises what keeps one of them from being parted, such as `TooCostly`.
        """
        keys = [(row["id"], row.get("version", ""), most) for row in rows]
        ends = time.monotonic() + patience
        with self._changed:
            self._want(dict(zip(keys, rows, strict=True)))
            while not all(key in self._found for key in keys) and (left := ends - time.monotonic()) > 0:
                self._changed.wait(min(left, _LOOK))
            found = [self._found.get(key) for key in keys]
        outlines: list[Outline | None] = []
        for each in found:
            if isinstance(each, Exception):
                raise each.with_traceback(None)
            outlines.append(each)
        return outlines

    def stop(self) -> None:
        """Outline no more."""
        self._apart.stop()
        self._takers.stop(5.0)

    def _want(self, rows: dict[_Key, LessonRow]) -> None:
        until = time.monotonic() + _ASKED_WITHIN
        for place, (key, row) in enumerate(rows.items()):
            if key in self._found:
                self._found.move_to_end(key)
            else:
                self._wanted[key] = (place, until, row)
        if self._wanted and not self._is_running:
            self._is_running = True
            self._takers.start(1, partial(self._takers.go_on, self._take))
        self._takers.wake()

    def _take(self) -> bool:
        """Outline the next lesson that somebody waits for: the first ones of all documents go first."""
        with self._changed:
            now = time.monotonic()
            self._wanted = {key: each for key, each in self._wanted.items() if each[1] > now}
            if not self._wanted:
                return False
            key, (_place, _until, row) = min(self._wanted.items(), key=lambda each: each[1][:2])
        try:
            found: Outline | Exception = self._outlined(row, key[2])
        except (StorageAway, Busy, DatabaseAway) as error:
            log.info("A lesson is outlined later: %s", error.message)
            return False
        except Exception as error:
            # Whoever asks is told.
            found = error
        self._keep(key, found)
        return True

    def _outlined(self, row: LessonRow, most: float) -> Outline:
        lesson = self.materials.lesson(row, of=None, ordered=True)
        try:
            return self._apart.within(_SECONDS, course_of, lesson, most)
        except TooCostly:
            raise TooCostly(_TOO_LONG) from None

    def _keep(self, key: _Key, found: Outline | Exception) -> None:
        if self._takers.is_stopping:
            return
        with self._changed:
            self._wanted.pop(key, None)
            self._found[key] = found
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)
            self._changed.notify_all()
