"""What was paid, summed up by day, engine, model and owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, SQLColumnExpression, and_, case, func, select

from ..errors import RequestError
from .charges import Charge, ChargeState
from .database import Database

Division = Literal["day", "engine", "model", "owner"]

MOST_ROWS = 10_000
"""In one answer."""
_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS: dict[Division, SQLColumnExpression[Any]] = {
    "day": Charge.at // _DAY,
    "engine": Charge.engine,
    "model": Charge.model,
    "owner": Charge.owner,
}
_UNCERTAIN = (Charge.state == ChargeState.UNKNOWN) | Charge.micros.is_(None)


@dataclass(frozen=True)
class CostSum:
    """What some orders cost. `unknown` of them have no known price, which is missing in `micros`, or may not have been
    taken at all, which is counted as if they were; `seconds` are of video. `keys` are what they have in common: a day
    as "2026-11-29" (UTC), an engine, a model, an owner.
    """

    micros: int = 0
    orders: int = 0
    seconds: float = 0.0
    unknown: int = 0
    keys: tuple[str, ...] = ()


class Costs:
    """Sums up charges. Those of which nothing is paid are not in it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def total(self, since: int, until: int, *, of: str | None = None) -> CostSum:
        """What was ordered from `since` on and before `until` (unix seconds); with `of`, by that owner."""
        return self.by((), since, until, of=of)[0]

    def by(self, divisions: Sequence[Division], since: int, until: int, *, of: str | None = None) -> list[CostSum]:
        """The same for each day, engine, ... on which there was anything, in their order.

        Raises `RequestError` if that is more than `MOST_ROWS`.
        """
        keys = [_COLUMNS[each] for each in divisions]
        sums = (
            func.sum(Charge.micros),
            func.count(),
            func.sum(Charge.seconds),
            func.sum(case((_UNCERTAIN, 1), else_=0)),
        )
        paid = and_(Charge.state != ChargeState.RELEASED, Charge.at >= since, Charge.at < until, *_ordered_by(of))
        query = select(*sums, *keys).where(paid).group_by(*keys).order_by(*keys).limit(MOST_ROWS + 1)
        with self._database.read() as session:
            rows = session.execute(query).all()
        if len(rows) > MOST_ROWS:
            raise RequestError(f"by: that would be more than {MOST_ROWS:,} rows. Ask for fewer days.", param="by")
        return [_summed(row, divisions) for row in rows]

    def has_any(self, *, of: str | None = None) -> bool:
        """Whether anything was ever paid, or may have been; with `of`, by that owner."""
        costs = Charge.micros.is_(None) | (Charge.micros > 0)
        with self._database.read() as session:
            paid = select(Charge.job_id).where(Charge.state != ChargeState.RELEASED, costs, *_ordered_by(of)).limit(1)
            return session.scalar(paid) is not None


def _ordered_by(owner: str | None) -> tuple[ColumnElement[bool], ...]:
    return () if owner is None else (Charge.owner == owner,)


def _summed(row: Row[Any], divisions: Sequence[Division]) -> CostSum:
    micros, orders, seconds, unknown, *keys = list(row)
    named = tuple(_day(key) if each == "day" else str(key) for each, key in zip(divisions, keys, strict=True))
    return CostSum(int(micros or 0), orders, float(seconds or 0), int(unknown or 0), named)


def _day(number: int) -> str:
    return (_EPOCH + timedelta(days=number)).date().isoformat()
