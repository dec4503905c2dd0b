"""GET /api/costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, get_args

from flask import Blueprint, Response, request

from ...errors import RequestError
from ...jobs import dollars
from ...jobs.costs import CostSum, Division
from ...plain import did_you_mean
from ..current import current_container
from ..openapi import answers, spec
from ..owned import seen_owner
from ..reading import read_fields_of_query
from ..sending import send
from .period import Period, period_of
from .schemas import CostReport, CostRow, CostsQuery, CostTotal
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
