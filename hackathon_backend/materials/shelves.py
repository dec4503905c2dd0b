"""The lessons that somebody can choose from, as a library: the server's without those that they hide, and their own.

What is in it is known by a light query each time: the numbers of versions change with every save, by whatever process.
Owners who see the same have one library together, and all libraries have their lessons together.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import select

from ..errors import NotFound
from ..jobs.database import Database
from ..lessons import Lesson, Library
from .models import HiddenLesson, LessonVersion, OwnLessonRow
from .own_lesson import no_lesson
from .pictures import LessonPictures
from .reading import is_somebody, may_read

MOST_LESSONS = 300
"""Lessons of people's own in one library, at most: theirs first, then what was changed last."""
MOST_CHARACTERS = 2_000_000
"""The same in characters."""
_KEPT_LESSONS, _KEPT_LIBRARIES = 6_000_000, 12_000_000
"""Characters of lessons, and of all libraries together, that are kept read."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class BoundedCache(Generic[K, V]):
    """Values that took a while to make, up to so much `room` of them; what was not used for longest goes.

    Thread-safe.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V], size: int) -> V:
        """The value, made if it is not there; it takes up `size` of the room."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        made = make()
        with self._lock:
            # Somebody else may have been faster: all have the same one.
            value, _size = self._kept.setdefault(key, (made, size))
            self._used = sum(each for _value, each in self._kept.values())
            while self._used > self._room and len(self._kept) > 1:
                _key, (_value, gone) = self._kept.popitem(last=False)
                self._used -= gone
        return value


class Shelves:
    """Libraries by who reads them, and lessons by their versions."""

    def __init__(self, database: Database, library: Library, pictures: LessonPictures | None = None) -> None:
        self._database = database
        self._library = library
        self._pictures = pictures
        self._lessons: BoundedCache[tuple[str, int], Lesson] = BoundedCache(_KEPT_LESSONS)
        self._libraries: BoundedCache[Hashable, Library] = BoundedCache(_KEPT_LIBRARIES)

    def library(self, reader: str) -> Library:
        """The lessons that an owner can choose from."""
        hidden, seen = self.hidden(reader), self._seen(reader)
        if not hidden and not seen:
            return self._library
        size = sum(characters for _id, _version, characters in seen)
        key = (hidden, tuple((id_, version) for id_, version, _characters in seen))
        return self._libraries.get(key, lambda: self._made(hidden, seen), size)

    def hidden(self, reader: str) -> frozenset[str]:
        """The lessons of the server's library that the owner hides."""
        with self._database.glance() as connection:
            return frozenset(
                connection.scalars(select(HiddenLesson.lesson_id).where(HiddenLesson.owner == reader)).all()
            )

    def lesson(self, lesson_id: str, version: int, characters: int = 0) -> Lesson:
        """The lesson of a version that is there, read. Raises `NotFound`."""
        return self._lessons.get((lesson_id, version), lambda: self._read(lesson_id, version), characters or 1000)

    def _seen(self, reader: str) -> list[tuple[str, int, int]]:
        others = OwnLessonRow.owner != reader if is_somebody(reader) else OwnLessonRow.id != ""
        query = (
            select(OwnLessonRow.id, OwnLessonRow.version, OwnLessonRow.characters)
            .where(may_read(reader))
            .order_by(others, OwnLessonRow.updated_at.desc(), OwnLessonRow.id)
            .limit(MOST_LESSONS)
        )
        with self._database.glance() as connection:
            rows = [(row.id, row.version, row.characters) for row in connection.execute(query)]
        room = MOST_CHARACTERS
        found: list[tuple[str, int, int]] = []
        for row in rows:
            room -= row[2]
            if room < 0 and found:
                break
            found.append(row)
        return found

    def _made(self, hidden: frozenset[str], seen: list[tuple[str, int, int]]) -> Library:
        own = []
        for lesson_id, version, characters in seen:
            try:
                own.append(self.lesson(lesson_id, version, characters))
            except NotFound:  # removed by another at this moment
                continue
        return Library([*own, *(lesson for lesson in self._library.lessons if lesson.id not in hidden)])

    def _read(self, lesson_id: str, version: int) -> Lesson:
        with self._database.read() as session:
            saved = session.get(LessonVersion, (lesson_id, version))
        if saved is None:
            raise no_lesson(lesson_id)
        lesson = Lesson.kept(lesson_id, saved.text, saved.title, saved.language)
        return replace(lesson, folder=self._pictures.folder(lesson_id)) if self._pictures else lesson
