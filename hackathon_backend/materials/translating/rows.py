"""Translations of lessons as rows that outlive whoever works on them: ordered once, claimed, gone on with, ended.

The lesson is written in the transaction that ends its row: there is one lesson or none.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clock import SYSTEM, Clock
from ...errors import Model7Error, NotFound, QuotaExceeded
from ...jobs.database import Database, one_at_a_time
from ...translations.draft import TranslationDraft
from ..leases import Leases, change_claimed, ended
from ..models import OwnLessonRow
from ..own_lesson import new_lesson_id
from ..writing import LessonToKeep, check_room, write_first
from .models import LessonTranslation, TranslationStatus

MOST_UNDER_WAY = 20
"""Translations of one owner that have not ended, at most."""


@dataclass(frozen=True)
class LessonWish:
    """Which version of a lesson is to be put into which languages, and what names stay as they are."""

    source_id: str
    version: int
    languages: Sequence[str]
    keep: Sequence[str] = ()


class LessonTranslations:
    """All reads and writes of translations of lessons."""

    def __init__(self, database: Database, *, most_lessons: int = 0, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._most_lessons = most_lessons
        self._clock = clock
        self._leases = Leases(database, LessonTranslation, "lesson translations", clock)
        self.on_new: list[Callable[[], None]] = []
        """Are called when there is something to do."""

    # -- asked for

    def order(
        self, owner: str, wish: LessonWish, admit: Callable[[Session], None] = lambda _session: None
    ) -> list[LessonTranslation]:
        """One row for each language: that which is there, unless it failed or its lesson is gone, else a new one. What
        was translated for one that failed is kept for the next.

        Raises `QuotaExceeded`, and what `admit` raises; then nothing is ordered.
        """
        with self._database.write() as session:
            one_at_a_time(session, f"lesson translations {owner}")
            rows = [self._placed(session, owner, wish, language) for language in wish.languages]
            if session.new or session.dirty:
                self._check_room(session, owner)
                admit(session)
        for each in self.on_new:
            each()
        return rows

    def of_lesson(self, owner: str, lesson_id: str) -> Sequence[LessonTranslation]:
        """Those of an owner that were ordered of a lesson, of its newest version first, whose lessons are there or may
        come.
        """
        query = select(LessonTranslation).where(
            LessonTranslation.owner == owner, LessonTranslation.source_id == lesson_id
        )
        with self._database.read() as session:
            newest = LessonTranslation.source_version.desc(), LessonTranslation.created_at, LessonTranslation.language
            rows = session.scalars(query.order_by(*newest)).all()
            return [row for row in rows if row.status is not TranslationStatus.COMPLETED or _is_there(session, row)]

    def of_owner(self, owner: str) -> Sequence[LessonTranslation]:
        """All of an owner's, the oldest first."""
        mine = select(LessonTranslation).where(LessonTranslation.owner == owner)
        with self._database.read() as session:
            return session.scalars(mine.order_by(LessonTranslation.created_at, LessonTranslation.id)).all()

    def source_of(self, lesson_id: str, owner: str) -> LessonTranslation | None:
        """What an owner's lesson is a translation of, if it is one."""
        mine = (LessonTranslation.lesson_id == lesson_id) & (LessonTranslation.owner == owner)
        with self._database.read() as session:
            return session.scalars(
                select(LessonTranslation).where(mine, LessonTranslation.status == TranslationStatus.COMPLETED)
            ).first()

    def get(self, translation_id: str, *, of: str | None) -> LessonTranslation:
        """One of them; with `of`, only if it is that owner's. Raises `NotFound`."""
        with self._database.read() as session:
            return _found(session, translation_id, of)

    def cancel(self, translation_id: str, *, of: str | None) -> LessonTranslation:
        """Have it stop; nothing changes if it has ended. Raises `NotFound`."""
        with self._database.write() as session:
            row = _found(session, translation_id, of)
            if row.ended_at is None:
                row.status, row.ended_at = TranslationStatus.CANCELLED, self._clock.now()
                row.lease_token = row.lease_owner = None
            return row

    # -- worked on

    def claim(self) -> LessonTranslation | None:
        """Take the one whose turn it is; None if there is nothing to do."""
        return self._leases.claim(status=TranslationStatus.TRANSLATING)

    def hold(self, claimed: LessonTranslation, **changes: object) -> None:
        """Renew the lease, and write down what has changed. Raises `LeaseLost` if it is another's now, or cancelled."""
        self._leases.hold(claimed, changes, durable="draft" in changes)

    def put_off(self, claimed: LessonTranslation, seconds: float, waits: int) -> None:
        """Leave it alone for a while: it is no fault of its own that it can't be worked on. Raises `LeaseLost`."""
        self._leases.put_off(claimed, seconds, status=TranslationStatus.QUEUED, waits=waits)

    def complete(self, claimed: LessonTranslation, kept: LessonToKeep) -> None:
        """Write the lesson down, and with it that it has ended. Raises `LeaseLost`, `QuotaExceeded`."""
        now = self._clock.now()
        values = {"status": TranslationStatus.COMPLETED, "losses": list(kept.losses), "draft": None}
        with self._database.write() as session:
            change_claimed(session, LessonTranslation, claimed, values | ended(now))
            check_room(session, claimed.owner, self._most_lessons)
            write_first(session, claimed.lesson_id, claimed.owner, kept, now)

    def fail(self, claimed: LessonTranslation, error: Model7Error) -> None:
        """Write down why no lesson came of it. Raises `LeaseLost`."""
        told = {"status": TranslationStatus.FAILED, "error_code": error.code, "error_message": error.message}
        with self._database.write() as session:
            change_claimed(session, LessonTranslation, claimed, told | ended(self._clock.now()))

    def _placed(self, session: Session, owner: str, wish: LessonWish, language: str) -> LessonTranslation:
        same = select(LessonTranslation).where(
            LessonTranslation.owner == owner,
            LessonTranslation.source_id == wish.source_id,
            LessonTranslation.source_version == wish.version,
            LessonTranslation.language == language,
        )
        row = session.scalars(same).first()
        if row is None:
            row = LessonTranslation(
                id=f"ltr-{secrets.token_hex(8)}", owner=owner, source_id=wish.source_id, source_version=wish.version,
                language=language, keep=list(wish.keep), lesson_id=new_lesson_id(), draft=None,
                **_anew(self._clock.now()),
            )  # fmt: skip
            session.add(row)
        elif row.ended_at is not None and not (row.status is TranslationStatus.COMPLETED and _is_there(session, row)):
            # What was translated is paid for, and holds unless other names are to stay.
            kept = row.draft.texts if row.draft is not None and row.keep == list(wish.keep) else {}
            row.keep, row.lesson_id, row.draft = list(wish.keep), new_lesson_id(), TranslationDraft(texts=kept)
            for name, value in _anew(self._clock.now()).items():
                setattr(row, name, value)
        return row

    def _check_room(self, session: Session, owner: str) -> None:
        session.flush()
        mine = LessonTranslation.owner == owner, LessonTranslation.ended_at.is_(None)
        coming = session.scalar(select(func.count()).select_from(LessonTranslation).where(*mine)) or 0
        if coming > MOST_UNDER_WAY:
            raise QuotaExceeded(
                f"At most {MOST_UNDER_WAY} of your lessons are translated at once. Wait until some are there.",
                why="translations",
                retry_after=30,
            )
        there = select(func.count()).where(OwnLessonRow.owner == owner, OwnLessonRow.deleted_at.is_(None))
        if self._most_lessons and (session.scalar(there) or 0) + coming > self._most_lessons:
            raise QuotaExceeded(
                f"You may keep {self._most_lessons} lessons, and these would be more. Delete some, and try again.",
                why="lessons",
            )


def _anew(now: float) -> dict[str, object]:
    """What the row of one says that begins."""
    return {
        "created_at": now, "status": TranslationStatus.QUEUED, "done": 0, "total": 0, "waits": 0, "losses": [],
        "tries": 0, "error_code": None, "error_message": None, "ended_at": None, "lease_owner": None,
        "lease_token": None, "lease_until": None,
    }  # fmt: skip


def _is_there(session: Session, row: LessonTranslation) -> bool:
    lesson = session.get(OwnLessonRow, row.lesson_id)
    return lesson is not None and lesson.deleted_at is None


def _found(session: Session, translation_id: str, of: str | None) -> LessonTranslation:
    row = session.get(LessonTranslation, translation_id)
    if row is None or (of is not None and row.owner != of):
        raise NotFound(f"There is no translation {translation_id[:80]!r}.", param="translationId")
    return row
