"""`audit`: who did what, newest first."""

from __future__ import annotations

import argparse
import json
from contextlib import closing

from ..access.audit_log import AuditFilter, AuditLog
from ..access.audit_table import AuditEntry
from ..api.costs.period import moment
from ..jobs import Database, prepare_database
from ..settings import Settings
from ..times import iso


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Print the entries that were asked for. Raises `RequestError` for a date that is none."""
    since = moment(options.since, "--since").timestamp() if options.since else None
    prepare_database(settings.database_url)
    with closing(Database(settings.database_url)) as database:
        for entry in AuditLog(database).all(AuditFilter(owner=options.owner, since=since), options.limit):
            print(_as_json(entry) if options.json else _line(entry))  # noqa: T201
    return 0


def _line(entry: AuditEntry) -> str:
    who = entry.owner if entry.name in ("", entry.owner) else f"{entry.owner} ({entry.name})"
    what = f"{entry.action} {entry.object_id}".rstrip()
    more = f" {entry.detail}" if entry.detail else ""
    return f"{iso(entry.at)}  {who}  {what}  {entry.result}  {entry.address or '-'}  {entry.request_id}{more}"


def _as_json(entry: AuditEntry) -> str:
    row = {column.key: getattr(entry, column.key) for column in AuditEntry.__table__.columns}
    return json.dumps(row | {"at": iso(entry.at)}, ensure_ascii=False)
