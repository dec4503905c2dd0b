"""GET /api/audit."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from flask import Blueprint, Response, request

from ...access.audit_log import AuditFilter
from ...access.audit_table import AuditEntry
from ...errors import NotAllowed
from ...times import iso
from ..costs.period import moment
from ..costs.table import plain_cell
from ..current import current_container, current_principal
from ..openapi import answers, spec
from ..reading import read_query
from ..sending import send
from .schemas import AuditPage, AuditQuery, AuditView

audit = Blueprint("audit", __name__)


@audit.get("/api/audit")
@spec.validate(query=AuditQuery, resp=answers(HTTP_200=AuditPage, refused=(400, 401, 403)), tags=["audit"])
def entries() -> Response:
    """Who did what, newest first, for admins. `format=csv` or `Accept: text/csv`: the page as a table."""
    if not current_principal().is_admin:
        raise NotAllowed("Only admins see the audit log.")
    asked = read_query(AuditQuery)
    found, more = current_container().audit.page(_filter(asked), limit=asked.limit, before=asked.before)
    views = [view_of(entry) for entry in found]
    wants_csv = request.accept_mimetypes.best_match(["application/json", "text/csv"]) == "text/csv"
    if (asked.format or ("csv" if wants_csv else "json")) == "csv":
        answer = _as_csv(views)
    else:
        answer = send(AuditPage(data=views, next=found[-1].id if more else None))
    answer.headers["Vary"] = "Accept"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def view_of(entry: AuditEntry) -> AuditView:
    """The entry as it is shown."""
    names = [name for name in AuditView.model_fields if name != "at"]
    return AuditView(at=iso(entry.at), **{name: getattr(entry, name) for name in names})


def _filter(asked: AuditQuery) -> AuditFilter:
    since = moment(asked.since, "from") if asked.since else None
    until = moment(asked.until, "to", is_end=True) if asked.until else None
    return AuditFilter(
        owner=asked.owner,
        action=asked.action,
        kind=asked.kind,
        object_id=asked.object_id,
        result=asked.result,
        since=since.timestamp() if since else None,
        until=until.timestamp() if until else None,
    )


def _as_csv(views: Sequence[AuditView]) -> Response:
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(AuditView.model_fields)
    for view in views:
        write(plain_cell("" if value is None else str(value)) for value in view.model_dump().values())
    answer = Response(out.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=audit.csv"
    return answer
