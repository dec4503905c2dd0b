"""What is told when a budget is half, nearly, or wholly used: each once in its day or month, kept with the charges."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial

from sqlalchemy import BigInteger, Boolean, Integer, String, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ...jobs import Base, Database, dollars
from .budgets import SpendingBudget

log = logging.getLogger(__name__)

STEPS = (50, 80, 100)
"""Percent of a budget at which it is told."""
ALL = ""
"""Whose a budget is that everybody shares, as a row says it."""

Announce = Callable[[Session, Mapping[str, object]], None]
"""Has it told to others, once the transaction of the session is committed."""


class BudgetAlert(Base):
    """One step that was reached. Money is in micro-dollars, times are unix seconds."""

    __tablename__ = "budget_alerts"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    span: Mapped[str] = mapped_column(String(16), primary_key=True)
    since: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """When the day or month began."""
    micros: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """The budget: one that is changed is another one."""
    percent: Mapped[int] = mapped_column(Integer, primary_key=True)
    used: Mapped[int] = mapped_column(BigInteger)
    refused: Mapped[bool] = mapped_column(Boolean)
    """Whether an order was refused that was more than what is left."""
    at: Mapped[int] = mapped_column(BigInteger)


class BudgetAlerts:
    """Writes alerts down and has them told: in the log, and by `announce`."""

    def __init__(self, database: Database, announce: Announce) -> None:
        self._database = database
        self._announce = announce

    def note(self, session: Session, budget: SpendingBudget, used: int, now: float, refused: bool) -> None:
        """Tell what was reached with `used` micro-dollars, unless it was told before; an order that was `refused` for
        want of money counts as the whole.
        """
        for percent in STEPS:
            reached = used * 100 >= percent * budget.micros or (refused and percent == STEPS[-1])
            alert = _alert(budget, percent, used, now, refused=refused)
            if not reached or not budget.micros or session.get(BudgetAlert, _key(alert)) is not None:
                continue
            session.add(alert)
            self._announce(session, _told(alert))
            # What is rolled back was never reached.
            event.listen(session, "after_commit", partial(_write, alert), once=True)

    def of(self, budget: SpendingBudget, now: float) -> list[int]:
        """The steps that were told of in the budget's present day or month."""
        alert = _alert(budget, 0, 0, now, refused=False)
        mine = (BudgetAlert.owner == alert.owner, BudgetAlert.span == alert.span, BudgetAlert.since == alert.since)
        with self._database.read() as session:
            found = select(BudgetAlert.percent).where(*mine, BudgetAlert.micros == budget.micros)
            return sorted(session.scalars(found))


def _alert(budget: SpendingBudget, percent: int, used: int, now: float, *, refused: bool) -> BudgetAlert:
    return BudgetAlert(
        owner=budget.owner or ALL,
        span=str(budget.span),
        since=budget.period(now)[0],
        micros=budget.micros,
        percent=percent,
        used=used,
        refused=refused,
        at=int(now),
    )


def _key(alert: BudgetAlert) -> tuple[str, str, int, int, int]:
    return alert.owner, alert.span, alert.since, alert.micros, alert.percent


def _told(alert: BudgetAlert) -> dict[str, object]:
    return {
        "budget": alert.span,
        "owner": alert.owner or None,
        "percent": alert.percent,
        "used_usd": dollars(alert.used),
        "limit_usd": dollars(alert.micros),
        "refused": alert.refused,
        "since": alert.since,
    }


def _write(alert: BudgetAlert, _session: Session) -> None:
    log.warning(
        "%d %% of the budget for the %s (%s) are reached: $%.2f of $%.2f are ordered for.%s",
        alert.percent, alert.span, alert.owner or "all", dollars(alert.used), dollars(alert.micros),
        " An order that was more than what is left was refused." if alert.refused else "",
    )  # fmt: skip
