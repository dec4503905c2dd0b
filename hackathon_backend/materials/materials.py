"""Lessons of people's own: made, read, saved in versions, deleted. Whoever has the row of a lesson looks it up here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..clock import SYSTEM, Clock
from ..confined import Confined
from ..errors import NotFound, RequestError, TooCostly
from ..jobs.database import Database
from ..lessons import Lesson, Library
from ..lessons.lesson import is_own_id
from .models import HiddenLesson, KeptDocument, LessonVersion, OwnLessonRow
from .own_lesson import LessonCard, LessonRow, OwnLesson, SavedVersion, card_of, new_lesson_id
from .pictures import LessonPictures
from .reading import parts_of, row_of, rows_for, version_of
from .shelves import Shelves
from .writing import LessonToKeep, bury, check_room, row_to_change, write_first, write_next

_READING_SECONDS = 6.0
_SHORT = 5_000
"""Characters of a lesson that is read in a moment, whatever it holds."""
_MOST_LISTED = 1_000


class Materials:
    """All reads and writes of lessons that people have made, beside the `library` of the server.

    `of` is always the owner who asks: they find what is theirs, what is shared with them, and what is shared with all;
    None finds everything. What they may not read is as good as not there.
    """

    def __init__(
        self,
        database: Database,
        library: Library,
        confined: Confined,
        *,
        pictures: LessonPictures | None = None,
        most_lessons: int = 0,
        clock: Clock = SYSTEM,
    ) -> None:
        self.built_in = library
        self.most_lessons = most_lessons
        self._database = database
        self._confined = confined
        self._clock = clock
        self._shelves = Shelves(database, library, pictures)

    # -- looked up

    def library(self, of: str) -> Library:
        """The lessons that an owner can choose from, without the built-in ones that they hide."""
        return self._shelves.library(of)

    def lesson(self, row: LessonRow, *, of: str | None, language: str = "en", ordered: bool = False) -> Lesson:
        """The lesson that a row names: {"id"} or {"id", "version"} of a built-in one or of somebody's, or {"title",
        "text"} of one that was sent along, in `language` if nothing in it tells which.

        `ordered`: for a video that was ordered when it could be read: a deleted one is found, too, while a version of
        it is kept. Raises `NotFound`, `RequestError`.
        """
        if "id" not in row:
            return Lesson.inline(row.get("title", ""), row.get("text", ""), default=language)
        if not is_own_id(row["id"]):
            return self.built_in.get(row["id"])
        version = _number(row.get("version"))
        with self._database.read() as session:
            found = row_of(session, row["id"], None if ordered else of, deleted=ordered)
        return self._shelves.lesson(found.id, version or found.version, found.characters)

    def frozen(self, row: LessonRow | None, *, of: str | None) -> LessonRow | None:
        """The row with the version that is the newest now, for an order that has to find the same later."""
        if row is None or "version" in row or not is_own_id(row.get("id", "")):
            return row
        with self._database.read() as session:
            return {**row, "version": str(row_of(session, row["id"], of).version)}

    def get(self, lesson_id: str, version: int | None = None, *, of: str | None) -> OwnLesson:
        """A lesson of somebody's own, in its newest version or in another one. Raises `NotFound`."""
        with self._database.read() as session:
            return version_of(session, row_of(session, lesson_id, of), version)

    def parts(self, lesson_id: str, *, of: str | None) -> list[LessonCard]:
        """The lessons of the document that a lesson is a part of, in order; of one that is whole, itself alone.

        Raises `NotFound`.
        """
        with self._database.read() as session:
            return [card_of(row, of) for row in parts_of(session, row_of(session, lesson_id, of), of)]

    def hidden(self, of: str) -> frozenset[str]:
        """The built-in lessons that an owner hides."""
        return self._shelves.hidden(of)

    def cards(self, of: str, *, hidden: bool = False) -> list[LessonCard]:
        """All lessons that an owner can choose from: their own and those that are shared, those that were changed last
        first; then the built-in ones, with `hidden` those too that they hide.
        """
        hides = self.hidden(of)
        with self._database.read() as session:
            own = [card_of(row, of) for row in rows_for(session, of, _MOST_LISTED)]
        kept = [
            LessonCard(each.id, each.title, each.summary, each.language, "built-in", hidden=each.id in hides)
            for each in self.built_in.lessons
            if hidden or each.id not in hides
        ]
        return [*own, *kept]

    def versions(self, lesson_id: str, *, of: str | None) -> list[SavedVersion]:
        """All saves of a lesson that are kept, the newest first. Raises `NotFound`."""
        with self._database.read() as session:
            row = row_of(session, lesson_id, of)
            columns = (LessonVersion.number, LessonVersion.at, LessonVersion.saved_by, LessonVersion.characters)
            query = select(*columns).where(LessonVersion.lesson_id == row.id).order_by(LessonVersion.number.desc())
            return [SavedVersion(*each) for each in session.execute(query)]

    # -- written

    def create(
        self,
        owner: str,
        title: str,
        text: str,
        language: str | None = None,
        *,
        losses: Sequence[str] = (),
        document: KeptDocument | None = None,
        note: Callable[[Session, OwnLessonRow], None] = lambda _session, _made: None,
    ) -> OwnLesson:
        """A new lesson. What is not given is what its text says. `note` is called in the transaction that writes it.

        Raises `RequestError`, `QuotaExceeded`, and what `note` raises.
        """
        lesson_id = new_lesson_id()
        kept = LessonToKeep(text, self.read(lesson_id, title, text, language), tuple(losses), document)
        with self._database.write() as session:
            check_room(session, owner, self.most_lessons)
            note(session, write_first(session, lesson_id, owner, kept, self._clock.now()))
        return self.get(lesson_id, of=owner)

    def save(
        self,
        lesson_id: str,
        text: str,
        *,
        before: int,
        of: str | None,
        title: str | None = None,
        language: str | None = None,
        editor: str | None = None,
    ) -> OwnLesson:
        """The next version of a lesson; the same text once more is none. What is not given stays, unless it was what
        the text said: then it is what the text says now.

        Raises `NotFound`, `NotAllowed`, `RequestError`, and `Conflict` if `before` is not the newest version.
        """
        with self._database.read() as session:
            row = row_to_change(session, lesson_id, of)
            newest = version_of(session, row, None)
        said = self.read(lesson_id, "", newest.text, None)
        title = title or (newest.title if newest.title != said.title else "")
        language = language or (newest.language if newest.language != said.language else None)
        lesson = self.read(lesson_id, title, text, language, default=newest.language)
        if before == newest.version and _is_same(lesson, text, newest):
            return newest
        with self._database.write() as session:
            write_next(session, lesson_id, editor or row.owner, before, LessonToKeep(text, lesson), self._clock.now())
        return self.get(lesson_id, of=of)

    def restore(self, lesson_id: str, version: int, *, of: str | None, editor: str | None = None) -> OwnLesson:
        """A version of before as the newest one. Raises `NotFound`, `NotAllowed`, `Conflict`."""
        with self._database.read() as session:
            row = row_to_change(session, lesson_id, of)
            old = version_of(session, row, version)
        return self.save(
            lesson_id, old.text, before=row.version, of=of, title=old.title, language=old.language, editor=editor
        )

    def delete(self, lesson_id: str, *, of: str | None, all_parts: bool = False) -> list[str]:
        """An end of a lesson, or of `all_parts` of its document: nobody finds it any more, but for videos of it that
        are being made. Returns the ids of what is gone.
        """
        with self._database.write() as session:
            row = row_to_change(session, lesson_id, of)
            rows = parts_of(session, row, row.owner) if all_parts else [row]
            bury(session, rows, self._clock.now())
            return [each.id for each in rows]

    def hide(self, lesson_id: str, *, of: str, hidden: bool) -> None:
        """Leave a built-in lesson out of what an owner can choose from, or bring it back.

        Raises `NotFound`, and `RequestError` for one that somebody has made, whoever that is.
        """
        if is_own_id(lesson_id):
            raise RequestError("hidden: only lessons that come with this server can be hidden.", param="hidden")
        self.built_in.get(lesson_id)
        with self._database.write() as session:
            kept = session.get(HiddenLesson, (of, lesson_id))
            if hidden and kept is None:
                session.add(HiddenLesson(owner=of, lesson_id=lesson_id))
            elif not hidden and kept is not None:
                session.delete(kept)

    def read(
        self,
        lesson_id: str,
        title: str,
        text: str,
        language: str | None,
        *,
        default: str = "en",
        seconds: float = _READING_SECONDS,
    ) -> Lesson:
        """The text as a lesson; a long one is read where a parser that loses itself does no harm, within `seconds`.

        Raises `RequestError`, `TooLarge`, `TooCostly`, `Busy`.
        """
        try:
            if len(text) <= _SHORT:
                return Lesson.kept(lesson_id, text, title, language, default=default)
            return self._confined.within(seconds, Lesson.kept, lesson_id, text, title, language, default=default)
        except TooCostly:
            raise TooCostly("text: it takes too long to read; make several lessons of it.", param="text") from None
        except RequestError as error:
            error.param = "text"
            raise


def _number(version: str | None) -> int | None:
    if version is None:
        return None
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise NotFound("There is no such version of the lesson.", param="lessonId")
    return int(version)


def _is_same(lesson: Lesson, text: str, before: OwnLesson) -> bool:
    return (lesson.title, lesson.language, text) == (before.title, before.language, before.text)
