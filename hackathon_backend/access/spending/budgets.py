"""What may be spent: budgets for a day and a month, held to in the transaction that allows a paid call.

An order's charge is reserved there, before the call; all who reserve wait for each other, in whatever thread or process
they are. So the sum is never passed, and a process that is killed leaves either a charge that counts or none. Reserved,
spent and unknown charges count, at the time at which they were ordered; a released one gives its money back. Days and
months are those of the calendar in UTC.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ...errors import BudgetExceeded
from ...jobs import Charge, ChargeState, Database, Job, Quote, micros_of
from ...jobs.changes import Also
from ...jobs.charges import MICROS
from ...jobs.database import one_at_a_time
from ...settings import Settings

log = logging.getLogger(__name__)

ANONYMOUS = "anon:"
"""What the owners begin with that nobody knows: they share one budget, or a new cookie would be a new budget."""
_LOCK = "access.budgets"
_COUNTS = Charge.state != ChargeState.RELEASED


class BudgetSpan(StrEnum):
    """For how long a budget is."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True)
class SpendingBudget:
    """So many micro-dollars may be ordered for in each `span`, by one `owner`; with None, by all together."""

    span: BudgetSpan
    micros: int
    owner: str | None = None
    """`ANONYMOUS` for all of those."""

    def period(self, now: float) -> tuple[int, int]:
        """When the day or month of `now` begins, and when the next one does (unix seconds)."""
        day = datetime.fromtimestamp(now, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        if self.span is BudgetSpan.DAY:
            return int(day.timestamp()), int((day + timedelta(days=1)).timestamp())
        first = day.replace(day=1)
        following = (first + timedelta(days=32)).replace(day=1)
        return int(first.timestamp()), int(following.timestamp())

    def used(self, session: Session, now: float, besides: Quote | None = None) -> int:
        """What its period's orders cost so far, in micro-dollars, that of `besides` left out."""
        start, end = self.period(now)
        counts = [_COUNTS, Charge.at >= start, Charge.at < end, *self._whose(Charge.owner)]
        if besides is not None:
            same = and_(Charge.job_id == besides.job_id, Charge.engine == besides.engine, Charge.part == besides.part)
            counts.append(not_(same))
        return int(session.scalar(select(func.sum(Charge.micros)).where(*counts)) or 0)

    def promised(self, session: Session) -> int:
        """What videos that are taken already will still be ordered for at their first engine, in micro-dollars."""
        charged = select(func.coalesce(func.sum(Charge.micros), 0)).where(Charge.job_id == Job.id, _COUNTS)
        left = Job.estimate - charged.scalar_subquery()
        waiting = select(func.sum(left)).where(Job.ended_at.is_(None), Job.turn == 0, Job.estimate > 0, left > 0)
        return int(session.scalar(waiting.where(*self._whose(Job.owner))) or 0)

    def _whose(self, owner: InstrumentedAttribute[str]) -> list[ColumnElement[bool]]:
        if self.owner is None:
            return []
        return [owner.startswith(ANONYMOUS) if self.owner == ANONYMOUS else owner == self.owner]


@dataclass(frozen=True)
class SpendingLimits:
    """The settings, in micro-dollars; None: no such budget."""

    day: int | None
    month: int | None
    owner_day: int | None
    owner_month: int | None
    anonymous_day: int

    @classmethod
    def of(cls, settings: Settings) -> SpendingLimits:
        """As they are set."""
        return cls(
            _micros(settings.budget_day_usd),
            _micros(settings.budget_month_usd),
            _micros(settings.budget_owner_day_usd),
            _micros(settings.budget_owner_month_usd),
            _micros(settings.anonymous_budget_day_usd) or 0,
        )


def no_budget_of_its_own(_owner: str) -> int | None:
    """For owners that have none."""
    return None


Note = Callable[[Session, SpendingBudget, int, float, bool], None]
"""Hears, in the transaction, how much of a budget is used at what time, and whether an order was refused."""


def note_nothing(*_told: object) -> None:
    """For budgets of which nobody is told."""


class Budgets:
    """All budgets. `own_month` tells an owner's own budget for a month, as that of an API key, in micro-dollars."""

    def __init__(
        self,
        database: Database,
        limits: SpendingLimits,
        own_month: Callable[[str], int | None] = no_budget_of_its_own,
        note: Note = note_nothing,
    ) -> None:
        self._database = database
        self._limits = limits
        self._own_month = own_month
        self._note = note
        self._refusals: dict[tuple[SpendingBudget, int], tuple[int, float] | None] = {}

    def of_all(self) -> list[SpendingBudget]:
        """Those that everybody shares."""
        return _there([(BudgetSpan.DAY, self._limits.day), (BudgetSpan.MONTH, self._limits.month)], None)

    def of_anonymous(self) -> list[SpendingBudget]:
        """The one of those whom nobody knows, if it is not nothing."""
        micros = self._limits.anonymous_day
        return [SpendingBudget(BudgetSpan.DAY, micros, ANONYMOUS)] if micros else []

    def used(self, budget: SpendingBudget, now: float) -> int:
        """How much of it is used in the day or month of `now`, in micro-dollars."""
        with self._database.read() as session:
            return budget.used(session, now)

    def of_owner(self, owner: str) -> list[SpendingBudget]:
        """Those of one owner alone."""
        limits = self._limits
        own = [(BudgetSpan.MONTH, self._own_month(owner))]
        usual = [(BudgetSpan.DAY, limits.owner_day), (BudgetSpan.MONTH, limits.owner_month)]
        found = _there([*usual, *own], owner)
        if owner.startswith(ANONYMOUS):
            found.append(SpendingBudget(BudgetSpan.DAY, limits.anonymous_day, ANONYMOUS))
        return found

    def reserve(self, quote: Quote, now: float, *, more: int = 0) -> Also:
        """Writes the order's charge down before it is sent at `now` (unix seconds), if all its budgets have room for
        it and for `more` micro-dollars that will have to follow.

        It raises `BudgetExceeded`, and the transaction ends with nothing written.
        """

        budgets = self._asked(quote.owner)

        def write(session: Session) -> None:
            if budgets:
                one_at_a_time(session, _LOCK)
                micros = micros_of(quote.price_per_second, quote.seconds)
                self._check(session, budgets, micros if micros is None else micros + max(0, more), now, besides=quote)
            quote.reserved(now)(session)
            for budget in budgets:
                self._note(session, budget, budget.used(session, now), now, False)

        return write

    def admit(self, session: Session, owner: str, micros: int | None, now: float) -> None:
        """Raise `BudgetExceeded` if an order for so much (None: nobody knows) would have no room beside those that are
        taken already. All who are admitted wait for each other until the session's transaction ends.
        """
        if budgets := self._asked(owner):
            one_at_a_time(session, _LOCK)
            self._check(session, budgets, micros, now, promised=True)

    def check(self, owner: str, micros: int | None, now: float) -> None:
        """Raise `BudgetExceeded` if an order for so much (None: nobody knows) could not be sent now.

        Nothing is reserved: whoever sends it has to `reserve`.
        """
        if not (budgets := self._asked(owner)):
            return
        try:
            with self._database.read() as own:
                self._check(own, budgets, micros, now)
        finally:
            self.tell_refusals()

    def tell_refusals(self) -> None:
        """Have it told if a budget had no room for an order, once for its day or month; in no transaction."""
        for refusal, found in list(self._refusals.items()):
            if found is not None:
                self._refusals[refusal] = None
                with self._database.write() as session:
                    one_at_a_time(session, _LOCK)
                    self._note(session, refusal[0], *found, True)

    def _asked(self, owner: str) -> list[SpendingBudget]:
        return [*self.of_all(), *self.of_owner(owner)]

    def _check(
        self,
        session: Session,
        budgets: Sequence[SpendingBudget],
        micros: int | None,
        now: float,
        besides: Quote | None = None,
        *,
        promised: bool = False,
    ) -> None:
        if micros is None:
            log.warning("An order was not sent: its model has no price, and there is a budget. See MODELS_FILE.")
            raise BudgetExceeded("What may be spent is limited, and it is not known what a video costs there.")
        if micros == 0:
            return
        for budget in budgets:
            used = budget.used(session, now, besides) + (budget.promised(session) if promised else 0)
            if used + micros > budget.micros:
                log.warning(
                    "An order for $%.4f was not sent: $%.4f of the %s's $%.2f are used (%s).",
                    micros / MICROS, used / MICROS, budget.span, budget.micros / MICROS, budget.owner or "all",
                )  # fmt: skip
                # Told later: this transaction ends with nothing written.
                self._refusals.setdefault((budget, budget.period(now)[0]), (used, now))
                raise _exceeded(budget, now)


def _exceeded(budget: SpendingBudget, now: float) -> BudgetExceeded:
    _start, end = budget.period(now)
    first = datetime.fromtimestamp(end, UTC)
    until = "midnight" if budget.span is BudgetSpan.DAY else f"{first.day} {first:%B}"
    return BudgetExceeded(f"What may be spent on videos is used up until {until} (UTC).", retry_after=end - now)


def _there(found: Sequence[tuple[BudgetSpan, int | None]], owner: str | None) -> list[SpendingBudget]:
    return [SpendingBudget(span, micros, owner) for span, micros in found if micros is not None]


def _micros(dollars: float | None) -> int | None:
    return None if dollars is None else round(Decimal(str(dollars)) * MICROS)
