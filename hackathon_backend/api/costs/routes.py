"""GET /api/costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast, get_args

from flask import Blueprint, Response, request

from ...access.spending.budgets import ANONYMOUS, BudgetSpan, SpendingBudget
from ...errors import RequestError
from ...jobs import dollars
from ...jobs.costs import CostSum, Division
from ...plain import did_you_mean
from ..current import current_container, current_principal
from ..openapi import answers, spec
from ..owned import seen_owner
from ..reading import read_fields_of_query
from ..sending import send
from .period import Period, period_of
from .schemas import BudgetList, BudgetState, CostReport, CostRow, CostsQuery, CostTotal
from .table import as_csv

costs = Blueprint("costs", __name__)

_DIVISIONS = get_args(Division)


@costs.get("/api/costs")
@spec.validate(query=CostsQuery, resp=answers(HTTP_200=CostReport, refused=(400,)), tags=["costs"])
def report() -> Response:
    """What orders at paid engines cost, by day or in another way. `format=csv` or `Accept: text/csv`: as a table."""
    asked = read_fields_of_query(CostsQuery, {"by": ",".join(request.args.getlist("by"))})
    divisions = _divisions_of(asked.by)
    period = period_of(asked.since, asked.until, current_container().store.clock.now())
    found = _report(divisions, period)
    wants_csv = request.accept_mimetypes.best_match(["application/json", "text/csv"]) == "text/csv"
    answer = as_csv(found, divisions) if (asked.format or ("csv" if wants_csv else "json")) == "csv" else send(found)
    answer.headers["Vary"] = "Accept"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@costs.get("/api/costs/budgets")
@spec.validate(resp=answers(HTTP_200=BudgetList), tags=["costs"])
def budgets() -> Response:
    """What may be spent, and how much of it is used: one's own budgets, for admins those of all as well."""
    who, kept = current_principal(), current_container().budgets
    shared = [*kept.of_all(), *kept.of_anonymous()] if who.is_admin else []
    answer = send(BudgetList(currency="USD", budgets=[_state(each) for each in (*shared, *kept.of_owner(who.owner))]))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _state(budget: SpendingBudget) -> BudgetState:
    container = current_container()
    now = container.store.clock.now()
    used = container.budgets.used(budget, now)
    since, until = (datetime.fromtimestamp(each, UTC).isoformat().replace("+00:00", "Z") for each in budget.period(now))
    return BudgetState(
        whose="all" if budget.owner is None else "anonymous" if budget.owner == ANONYMOUS else "owner",
        owner=None if budget.owner in (None, ANONYMOUS) else budget.owner,
        span="day" if budget.span is BudgetSpan.DAY else "month",
        limit_usd=dollars(budget.micros),
        used_usd=dollars(used),
        percent=used * 100 // budget.micros if budget.micros else 100,
        since=since,
        until=until,
        alerts=container.budget_alerts.of(budget, now),
    )


def _report(divisions: Sequence[Division], period: Period) -> CostReport:
    sums = current_container().costs
    since, until = period.seconds
    of = seen_owner()
    return CostReport(
        since=period.since.isoformat().replace("+00:00", "Z"),
        until=period.until.isoformat().replace("+00:00", "Z"),
        currency="USD",
        total=CostTotal.model_validate(_numbers(sums.total(since, until, of=of))),
        rows=[
            CostRow.model_validate({**_numbers(each), **dict(zip(divisions, each.keys, strict=True))})
            for each in sums.by(divisions, since, until, of=of)
        ],
        ever=sums.has_any(of=of),
    )


def _numbers(found: CostSum) -> dict[str, float]:
    return {
        "usd": dollars(found.micros),
        "orders": found.orders,
        "seconds": round(found.seconds, 1),
        "unknown": found.unknown,
    }


def _divisions_of(said: str) -> list[Division]:
    """Raises `RequestError`."""
    names = list(dict.fromkeys(name for each in said.split(",") if (name := each.strip()))) or ["day"]
    for name in names:
        if name not in _DIVISIONS:
            near = did_you_mean(name[:40], _DIVISIONS)
            raise RequestError(f"by: {name[:40]!r} is none of {', '.join(_DIVISIONS)}.{near}", param="by")
    return cast(list[Division], names)
