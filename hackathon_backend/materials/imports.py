"""Imports: documents and addresses on their way to become lessons, as rows that outlive whoever works on them.

Whoever works on one holds its lease and renews it. A row whose lease has run out, or whose process is known to be dead,
is taken up by whoever looks next, from the original that was kept first. The lesson's id is that of the row, those of
further parts follow from it, and all are written in the transaction that ends it: each is there once, or none is.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from ..clock import SYSTEM, Clock
from ..errors import Model7Error, NotFound, QuotaExceeded
from ..jobs.changes import nothing_more
from ..jobs.database import Database, one_at_a_time
from ..jobs.store.lease import is_dead, this_process
from .leases import Leases, change_claimed, ended, waiting
from .models import ImportStatus, LessonFile, LessonFileKind, LessonImport, LessonWork
from .writing import LessonToKeep, check_room, write_first

MOST_UNDER_WAY = 20
"""Imports of one owner that have not ended, at most."""
MOST_TRIES = 5
"""How often an import is taken up: one that takes its process down each time is given up then."""
_MOST_LISTED = 50
_ARRIVES_WITHIN = 600.0
"""Seconds for which a document may be on its way into the storage."""
_LOST = "document_lost"
_NEVER_ARRIVED = "The document did not arrive whole: the server was stopped meanwhile. Send it once more."


class LessonImports:
    """All reads and writes of imports."""

    def __init__(self, database: Database, *, most_lessons: int = 0, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._most_lessons = most_lessons
        self._clock = clock
        self._leases = Leases(database, LessonImport, "lesson imports", clock, _is_there())
        self.on_new: list[Callable[[], None]] = []
        """Are called when there is something to do."""

    # -- asked for

    def begin(
        self,
        owner: str,
        name: str,
        *,
        url: str | None = None,
        title: str = "",
        language: str = "",
        admit: Callable[[Session], None] = nothing_more,
        note: Callable[[Session, LessonImport], None] = lambda _session, _made: None,
    ) -> LessonImport:
        """Write one down. That of an address can be worked on at once, another when its file is there (`arrived`).

        `note` is called in the transaction that writes it down. Raises `QuotaExceeded`, and what those two raise.
        """
        id_ = secrets.token_hex(8)
        made = LessonImport(
            id=f"imp-{id_}", lesson_id=f"own-{id_}", owner=owner, created_at=self._clock.now(), name=name[:200],
            url=url,
            title=title, language=language, status=ImportStatus.QUEUED, done=0, total=0, unit="", losses=[], tries=0,
        )  # fmt: skip
        if url is None:
            made.lease_owner, made.lease_until = this_process(), made.created_at + _ARRIVES_WITHIN
        with self._database.write() as session:
            note(session, made)
            one_at_a_time(session, f"lesson imports {owner}")
            mine = select(func.count()).where(LessonImport.owner == owner, LessonImport.ended_at.is_(None))
            if (session.scalar(mine) or 0) >= MOST_UNDER_WAY:
                raise QuotaExceeded(
                    f"{MOST_UNDER_WAY} of your documents are being read. Wait until one of them is a lesson.",
                    why="imports",
                    retry_after=10,
                )
            admit(session)
            session.add(made)
        self._tell()
        return made

    def note_file(self, made: LessonWork, name: str, kind: LessonFileKind, label: str, type_: str, size: int) -> None:
        """Write down that a file of its lesson is about to be kept under `name`."""
        with self._database.write() as session:
            session.merge(
                LessonFile(
                    name=name, lesson_id=made.lesson_id, owner=made.owner, kind=kind, label=label[:200],
                    media_type=type_[:100], bytes=size, created_at=self._clock.now(),
                )
            )  # fmt: skip

    def arrived(self, made: LessonImport, name: str, label: str = "") -> None:
        """Its original is kept under `name`: it can be worked on."""
        values: dict[str, str | None] = {"file": name}
        if label:
            values["name"] = label[:200]
        if made.url is None:
            values |= {"lease_owner": None, "lease_until": None}
        with self._database.write() as session:
            session.execute(update(LessonImport).where(LessonImport.id == made.id).values(**values))
        self._tell()

    def forget(self, made: LessonImport) -> None:
        """Its original can't be kept, and whoever sent it is told so."""
        with self._database.write() as session:
            session.execute(delete(LessonImport).where(LessonImport.id == made.id))

    def get(self, import_id: str, *, of: str | None) -> LessonImport:
        """One of them; with `of`, only if it is that owner's. Raises `NotFound`."""
        with self._database.read() as session:
            return _found(session, import_id, of)

    def of_owner(self, owner: str) -> Sequence[LessonImport]:
        """The owner's, the newest first."""
        query = select(LessonImport).where(LessonImport.owner == owner).order_by(LessonImport.created_at.desc())
        with self._database.read() as session:
            return session.scalars(query.limit(_MOST_LISTED)).all()

    def cancel(self, import_id: str, *, of: str | None) -> LessonImport:
        """Have it stop, or forget one that has ended. Raises `NotFound`."""
        with self._database.write() as session:
            row = _found(session, import_id, of)
            if row.ended_at is not None:
                session.delete(row)
            else:
                _end(row, ImportStatus.CANCELLED, self._clock.now())
            return row

    # -- worked on

    def claim(self) -> LessonImport | None:
        """Take the one whose turn it is: of the owner with the fewest under way who has waited longest; None if there
        is nothing to do.
        """
        now = self._clock.now()
        with self._database.read() as session:
            lost = _lost(session, now)
        if lost:
            self._end_lost(lost, now)
        return self._leases.claim()

    def hold(self, claimed: LessonImport, **changes: object) -> None:
        """Renew the lease, and write down what has changed. Raises `LeaseLost` if it is another's now, or cancelled."""
        self._leases.hold(claimed, changes)

    def put_off(self, claimed: LessonImport, seconds: float) -> None:
        """Leave it alone for a while: it is no fault of its own that it can't be worked on. Raises `LeaseLost`."""
        self._leases.put_off(claimed, seconds, status=ImportStatus.QUEUED)

    def complete(self, claimed: LessonImport, kept: Sequence[LessonToKeep]) -> None:
        """Write the lesson, or all parts of the document, down, and with it that the import has ended.

        Raises `LeaseLost`, `QuotaExceeded`.
        """
        now, document = self._clock.now(), kept[0].document
        values = ended(now) | {
            "status": ImportStatus.COMPLETED, "losses": list(kept[0].losses),
            "lesson_ids": [each.lesson.id for each in kept] if len(kept) > 1 else None,
        }  # fmt: skip
        if document is not None and document.count:
            values |= {"unit": document.unit, "done": document.count, "total": document.count}
        with self._database.write() as session:
            change_claimed(session, LessonImport, claimed, values)
            check_room(session, claimed.owner, self._most_lessons, len(kept))
            for each in kept:
                write_first(session, each.lesson.id, claimed.owner, each, now)

    def fail(self, claimed: LessonImport, error: Model7Error) -> None:
        """Write down why no lesson came of it. Raises `LeaseLost`."""
        told = {"status": ImportStatus.FAILED, "error_code": error.code, "error_message": error.message}
        with self._database.write() as session:
            change_claimed(session, LessonImport, claimed, told | ended(self._clock.now()))

    def _end_lost(self, lost: Sequence[str], now: float) -> None:
        """Say of documents whose process has died before they were kept that they have to be sent again."""
        never = LessonImport.id.in_(lost) & LessonImport.file.is_(None) & LessonImport.ended_at.is_(None)
        told = {"error_code": _LOST, "error_message": _NEVER_ARRIVED, "lease_owner": None}
        with self._database.write() as session:
            session.execute(update(LessonImport).where(never).values(status=ImportStatus.FAILED, ended_at=now, **told))

    def _tell(self) -> None:
        for each in self.on_new:
            each()


def _found(session: Session, import_id: str, of: str | None) -> LessonImport:
    row = session.get(LessonImport, import_id)
    if row is None or (of is not None and row.owner != of):
        raise NotFound(f"There is no import {import_id[:80]!r}.", param="importId")
    return row


def is_lost(row: LessonImport, now: float) -> bool:
    """Whether its original did not arrive, and can't any more."""
    if row.file is not None or row.url is not None:
        return False
    if row.ended_at is not None:
        return row.error_code == _LOST
    return (row.lease_until or 0) <= now or is_dead(row.lease_owner or "")


def _is_there() -> ColumnElement[bool]:
    """Whether there is something to work on."""
    return LessonImport.file.is_not(None) | LessonImport.url.is_not(None)


def _lost(session: Session, now: float) -> list[str]:
    """Those whose original can't come any more."""
    coming = LessonImport.file.is_(None) & LessonImport.url.is_(None)
    return waiting(session, LessonImport, coming & LessonImport.lease_owner.is_not(None), now)


def _end(row: LessonImport, status: ImportStatus, now: float) -> None:
    row.status, row.ended_at, row.lease_token, row.lease_owner = status, now, None, None
