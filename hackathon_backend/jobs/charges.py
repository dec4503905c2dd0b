"""What orders at paid engines cost. A row is there before the order is sent, and says afterwards what became of it.

Money is in micro-dollars, whole numbers, so that sums are right whatever is summed in which order. Rows stay when
their job's video is removed or deleted.

    reserved   written down in the transaction that allows the paid call; nobody knows yet whether it was taken
    spent      the engine has taken the order: that is paid, whatever became of it later
    released   nothing is paid: the engine did not take it, or said itself that it could not make the video
    unknown    nobody will ever know whether it was taken; it counts as if it was
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import BigInteger, Float, Index, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from .changes import Also
from .database import Base, Database
from .models import text_enum

MICROS = 1_000_000
"""In a dollar."""
_IDS_AT_ONCE = 500


class ChargeState(StrEnum):
    """What is known of an order that costs money."""

    RESERVED = "reserved"
    SPENT = "spent"
    RELEASED = "released"
    UNKNOWN = "unknown"


class Charge(Base):
    """One order at a paid engine. A job has one for each engine, and for each try of each of its shots (`part`)."""

    __tablename__ = "charges"
    __table_args__ = (
        Index("charges_at", "at"),
        Index("charges_of_owner", "owner", "at"),
        Index("charges_of_engine", "engine", "state", "micros"),
    )

    job_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    engine: Mapped[str] = mapped_column(String(100), primary_key=True)
    part: Mapped[str] = mapped_column(String(40), primary_key=True)
    """As `Order.part`: "" for a video of one clip."""
    owner: Mapped[str] = mapped_column(String(64))
    """The job's."""
    model: Mapped[str] = mapped_column(String(200))
    seconds: Mapped[float] = mapped_column(Float(53))
    price_per_second: Mapped[float | None] = mapped_column(Float(53))
    """In dollars, as it was then; None if nobody knew."""
    micros: Mapped[int | None] = mapped_column(BigInteger)
    """What it costs if it is paid; None if the price is not known."""
    at: Mapped[int] = mapped_column(BigInteger)
    """When the order was sent, in unix seconds."""
    state: Mapped[ChargeState] = mapped_column(text_enum(ChargeState))

    @property
    def counts(self) -> bool:
        """Whether it is paid, as far as anybody knows."""
        return self.state != ChargeState.RELEASED

    @property
    def is_certain(self) -> bool:
        """Whether it is known what is paid for it."""
        return not self.counts or (self.micros is not None and self.state != ChargeState.UNKNOWN)


@dataclass(frozen=True)
class Quote:
    """What an order at a paid engine will cost, by the price of its model; the fields are those of `Charge`."""

    job_id: str
    engine: str
    part: str
    owner: str
    model: str
    seconds: float
    price_per_second: float | None

    def reserved(self, now: float) -> Also:
        """Writes the charge down before the order is sent, at `now` (unix seconds)."""
        return lambda session: self._write(session, ChargeState.RESERVED, now)

    def spent(self, now: float) -> Also:
        """Writes down that the order was taken."""
        return lambda session: self._write(session, ChargeState.SPENT, now)

    def _write(self, session: Session, state: ChargeState, now: float) -> None:
        charge = session.get(Charge, (self.job_id, self.engine, self.part))
        if charge is None or charge.state == ChargeState.RELEASED:
            # Of an order that was refused nothing is left but its place: it is sent anew, at today's price.
            micros = micros_of(self.price_per_second, self.seconds)
            session.merge(Charge(**vars(self), micros=micros, at=int(now), state=state))
        else:
            charge.state = state


def micros_of(price_per_second: float | None, seconds: float) -> int | None:
    """What so many seconds cost, in micro-dollars; None if the price (dollars) is not known."""
    if price_per_second is None:
        return None
    return round(Decimal(str(price_per_second)) * Decimal(str(seconds)) * MICROS)


def dollars(micros: int) -> float:
    """In dollars, with four places."""
    return round(micros / MICROS, 4)


def leave_open(session: Session, job_id: str) -> None:
    """The job goes on without an order of which nobody knows yet whether it was taken; nobody will look for it."""
    mine = update(Charge).where(Charge.job_id == job_id, Charge.state == ChargeState.RESERVED)
    session.execute(mine.values(state=ChargeState.UNKNOWN).execution_options(synchronize_session=False))


class Charges:
    """Reads charges, and settles those that are not paid."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def release(self, job_id: str, engine: str, part: str) -> None:
        """Nothing is paid for this order, for certain. Doing it again, or of one that was never sent, changes nothing.

        A transaction of its own, so that it holds even if the job is no longer the caller's.
        """
        of_order = (Charge.job_id == job_id, Charge.engine == engine, Charge.part == part)
        with self._database.write() as session:
            settle = update(Charge).where(*of_order).values(state=ChargeState.RELEASED)
            session.execute(settle.execution_options(synchronize_session=False))

    def of(self, job_ids: Collection[str]) -> dict[str, list[Charge]]:
        """The charges of these jobs, by job, oldest first; a job without any has an empty list."""
        found: dict[str, list[Charge]] = defaultdict(list)
        wanted = list(job_ids)
        with self._database.read() as session:
            for start in range(0, len(wanted), _IDS_AT_ONCE):
                some = select(Charge).where(Charge.job_id.in_(wanted[start : start + _IDS_AT_ONCE]))
                for charge in session.scalars(some.order_by(Charge.at, Charge.engine, Charge.part)):
                    found[charge.job_id].append(charge)
        return found
