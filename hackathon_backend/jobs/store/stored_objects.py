"""What is kept in a bucket: the objects that are there, and what is being done to others at this moment."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from sqlalchemy import BigInteger, Boolean, ColumnElement, Float, Index, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ...clock import SYSTEM, Clock
from ...errors import StorageAway
from ...storage.objects import LeftOver, OpenTransfer, StoredObject
from ..database import Base, Database, one_at_a_time
from .belongings import in_parts

_A_DAY = 86_400.0
_FAILED_WITHIN = 60.0
"""Seconds after which an upload that somebody begins anew has most probably failed; if not, it is sent again."""
_REMOVED_WITHIN = 300.0
"""Seconds after which nobody is at work any more on a removal that has not ended."""


class ObjectRow(Base):
    """An object that is there whole."""

    __tablename__ = "stored_objects"
    __table_args__ = (Index("stored_objects_of_job", "job_id"), Index("stored_objects_in_place", "place", "used_at"))

    key: Mapped[str] = mapped_column(String(500), primary_key=True)
    at: Mapped[str] = mapped_column(String(560))
    place: Mapped[str] = mapped_column(String(16))
    """What the key begins with."""
    bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    job_id: Mapped[str | None] = mapped_column(String(64))
    made_at: Mapped[float] = mapped_column(Float(53))
    used_at: Mapped[float] = mapped_column(Float(53))


class TransferRow(Base):
    """An upload or a removal that has not ended."""

    __tablename__ = "object_transfers"
    __table_args__ = (Index("object_transfers_at", "at"), Index("object_transfers_begun", "begun_at"))

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(500))
    at: Mapped[str] = mapped_column(String(560))
    job_id: Mapped[str | None] = mapped_column(String(64))
    removes: Mapped[bool] = mapped_column(Boolean)
    begun_at: Mapped[float] = mapped_column(Float(53))


class StoredObjects:
    """The `ObjectList` in the database."""

    def __init__(self, database: Database, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._clock = clock

    def __reduce__(self) -> tuple[Callable[[str], StoredObjects], tuple[str]]:
        """In another process it is the list in the same database, by the machine's clock."""
        return _opened, (self._database.engine.url.render_as_string(hide_password=False),)

    def begin(self, key: str, at: str, job_id: str | None) -> str:
        """An upload to `at` begins; returns its token. Raises `StorageAway` while what is there is being removed."""
        now, token = self._clock.now(), secrets.token_hex(16)
        with self._database.write() as session:
            one_at_a_time(session, f"object {at}")
            removals = (TransferRow.at == at) & TransferRow.removes
            since = session.scalar(select(func.max(TransferRow.begun_at)).where(removals))
            if since is not None and now - since < _REMOVED_WITHIN:
                raise StorageAway("What was here before is being removed. Try again in a moment.")
            # Of all tries that have failed one after the other the last one is enough for the sweep.
            failed = (TransferRow.at == at) & ((TransferRow.begun_at < now - _FAILED_WITHIN) | TransferRow.removes)
            session.execute(delete(TransferRow).where(failed))
            session.add(_transfer(token, key, at, job_id, now, removes=False))
        return token

    def end(self, token: str, size: int, sha256: str) -> None:
        """The object is there. Raises `StorageAway` if the clean-up has taken the upload for dead in the meantime."""
        now = self._clock.now()
        with self._database.write() as session:
            row = session.get(TransferRow, token)
            if row is None or row.removes:
                raise StorageAway("The upload took too long. It is sent again.")
            one_at_a_time(session, f"key {row.key}")
            before = session.get(ObjectRow, row.key)
            if before is not None and before.at != row.at:
                # Whoever reads it at this moment may go on until the sweep.
                session.add(_transfer(secrets.token_hex(16), row.key, before.at, row.job_id, now, removes=True))
            session.merge(_stored(row, size, sha256, now))
            session.delete(row)

    def find(self, key: str) -> StoredObject | None:
        """The object, if it is there."""
        with self._database.read() as session:
            row = session.get(ObjectRow, key)
        return None if row is None else _object(row)

    def listing(self, place: str, job_ids: Collection[str] | None = None) -> list[StoredObject]:
        """All that is in a place, or only what is of these jobs."""
        with self._database.read() as session:
            if job_ids is None:
                return [*_objects(session, ObjectRow.place == place)]
            return [
                each
                for ids in in_parts(list(job_ids))
                for each in _objects(session, ObjectRow.job_id.in_(ids), ObjectRow.place == place)
            ]

    def caches(self) -> list[StoredObject]:
        """What is no job's, the one first that was used last."""
        with self._database.read() as session:
            rows = session.scalars(
                select(ObjectRow).where(ObjectRow.job_id.is_(None)).order_by(ObjectRow.used_at.desc())
            )
            return [_object(row) for row in rows]

    def note_use(self, found: StoredObject) -> None:
        """It was read; noted once a day."""
        now = self._clock.now()
        if now - found.used_at >= _A_DAY:
            with self._database.write(durable=False) as session:
                session.execute(update(ObjectRow).where(ObjectRow.key == found.key).values(used_at=now))

    def remove(self, keys: Collection[str]) -> list[OpenTransfer]:
        """These are gone from the list, and are to be removed from the bucket."""
        now, marks = self._clock.now(), []
        with self._database.write() as session:
            for key in sorted(keys):  # in the same order for all: nobody waits for another in a circle
                one_at_a_time(session, f"key {key}")
                if (row := session.get(ObjectRow, key)) is not None:
                    marks.append(_transfer(secrets.token_hex(16), key, row.at, row.job_id, now, removes=True))
                    session.delete(row)
            session.add_all(marks)
        return [_open(mark) for mark in marks]

    def close(self, transfers: Collection[OpenTransfer]) -> None:
        """Forget them."""
        with self._database.write() as session:
            for part in in_parts([each.token for each in transfers]):
                session.execute(delete(TransferRow).where(TransferRow.token.in_(part)))

    def left_over(self, older_than: float) -> Sequence[OpenTransfer]:
        """Those that were begun so many seconds ago or more."""
        with self._database.read() as session:
            begun = TransferRow.begun_at <= self._clock.now() - older_than
            return [_open(row) for row in session.scalars(select(TransferRow).where(begun))]

    def settle(self, left: OpenTransfer, older_than: float) -> LeftOver:
        """What is to become of what it has left; what is to be removed is marked so."""
        now = self._clock.now()
        with self._database.write() as session:
            one_at_a_time(session, f"object {left.at}")
            row = session.get(TransferRow, left.token)
            at_work = (TransferRow.at == left.at) & (TransferRow.begun_at > now - older_than) & ~TransferRow.removes
            if row is None or session.scalar(select(func.count()).where(at_work)):
                return LeftOver.NOTHING
            kept = session.get(ObjectRow, left.key)
            if kept is not None and kept.at == left.at:
                return LeftOver.PARTS
            row.removes, row.begun_at = True, now
            return LeftOver.ALL

    def bytes_by_job(self, place: str) -> Counter[str]:
        """How many bytes the objects of each job have in a place."""
        sums = select(ObjectRow.job_id, func.sum(ObjectRow.bytes)).where(ObjectRow.place == place)
        with self._database.read() as session:
            return Counter(
                {job_id or "": int(size) for job_id, size in session.execute(sums.group_by(ObjectRow.job_id))}
            )


@cache
def _opened(url: str) -> StoredObjects:
    """The one list of a process that was handed to it."""
    return StoredObjects(Database(url))


def _stored(row: TransferRow, size: int, sha256: str, now: float) -> ObjectRow:
    place = row.key.partition("/")[0]
    return ObjectRow(
        key=row.key, at=row.at, place=place, bytes=size, sha256=sha256, job_id=row.job_id, made_at=now, used_at=now
    )


def _transfer(token: str, key: str, at: str, job_id: str | None, now: float, *, removes: bool) -> TransferRow:
    return TransferRow(token=token, key=key, at=at, job_id=job_id, removes=removes, begun_at=now)


def _open(row: TransferRow) -> OpenTransfer:
    return OpenTransfer(row.token, row.key, row.at, row.removes)


def _objects(session: Session, *where: ColumnElement[bool]) -> Iterator[StoredObject]:
    return map(_object, session.scalars(select(ObjectRow).where(*where).order_by(ObjectRow.key)))


def _object(row: ObjectRow) -> StoredObject:
    return StoredObject(row.key, row.at, row.bytes, row.sha256, row.job_id, row.made_at, row.used_at)
