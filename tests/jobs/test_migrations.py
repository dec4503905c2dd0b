"""Rows that any earlier version wrote are whole after every step forward, and no step back fails over them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Column, MetaData, Table, inspect, select, text

from hackathon_backend.jobs import Database, JobStore
from hackathon_backend.jobs.costs import Costs
from hackathon_backend.jobs.database import MIGRATIONS
from tests.clock import START
from tests.postgres import PostgresServer

BRIEF = {
    "title": "The moon",
    "visual_prompt": "The moon goes round the earth.",
    "narration": "The moon goes round the earth. 🌕",
    "takeaways": ["It is round.", "It goes round.", "It shines."],
}
REALISTIC: dict[str, Any] = {
    "jobs.state": "completed",
    "jobs.request": {"kind": "prompt", "message": "Why does the moon — 月 — shine?"},
    "jobs.brief": BRIEF,
    "jobs.draft": None,
    "jobs.refined": None,
    "jobs.engines": ["sora", "storyboard"],
    "jobs.notes": ["It is shorter than was asked for."],
    "jobs.attempts": [{"engine": "sora", "model": "sora-2", "code": "timeout", "message": "No answer."}],
    "jobs.fault": {"code": "timeout", "message": "No answer."},
    "jobs.operation": {"id": "video_1"},
    "jobs.clip": None,
    "jobs.shots": None,
    "jobs.reply": {
        "format": "video",
        "status": "completed",
        "messageId": None,
        "conversationId": None,
        "lessonId": None,
        "generatedAt": "2026-11-30T00:00:00Z",
    },
    "jobs.lease_token": None,
    "jobs.deleted_at": None,
    "jobs.turn": 1,
    "job_events.state": "completed",
    "job_events.status": "completed",
    "messages.reply": None,
    "charges.state": "spent",
    "charges.micros": 400_000,
}
CHANGED = {"jobs.owner": ("0013", "local"), "charges.owner": ("0013", "local")}
"""What a migration gives another value, on purpose: which one, and which value."""


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a table."""
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.empty(migrated=False) as database:
            yield database
        return
    database = Database(f"sqlite:///{tmp_path / 'bare.db'}")
    yield database
    database.close()


def script() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


REVISIONS = [each.revision for each in reversed(list(ScriptDirectory.from_config(script()).walk_revisions()))]


def move(database: Database, way: Any, revision: str) -> None:
    config = script()
    with database.engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        way(config, revision)


def value(column: Column[Any], revision: str) -> Any:
    """Of a column in the row that is written at this revision."""
    name = f"{column.table.name}.{column.name}"
    if name in REALISTIC:
        return REALISTIC[name]
    kind = column.type.python_type
    length: int = getattr(column.type, "length", None) or 40
    of_kind = {
        str: f"{column.name} {revision} äß"[-length:],
        int: int(revision) + 100,
        float: START + int(revision),
        bool: True,
        object: {"kept": [revision]},  # JSON
        bytes: revision.encode(),
        datetime: datetime.fromtimestamp(START),
    }
    return of_kind[kind]


def fill(database: Database, revision: str) -> dict[str, dict[str, Any]]:
    """A row for each table that there is; what was written, by table."""
    schema = MetaData()
    schema.reflect(database.engine)
    written: dict[str, dict[str, Any]] = {}
    with database.engine.execution_options(writes=True).begin() as connection:
        for table in schema.sorted_tables:
            if table.name == "alembic_version":
                continue
            values = {column.name: value(column, revision) for column in table.columns if not counts_itself(column)}
            row = {name: kept for name, kept in values.items() if kept is not None}
            for key in table.foreign_keys:
                row[key.parent.name] = written[key.column.table.name][key.column.name]
            connection.execute(table.insert(), row)
            written[table.name] = row
    return written


def counts_itself(column: Column[Any]) -> bool:
    return column.primary_key and column.name in ("id", "seq") and column.table.name in ("audit_log", "job_events")


def now_expected(name: str, kept: Any, revision: str) -> Any:
    """What has become of a value that was written at this revision."""
    at, changed = CHANGED.get(name, ("", None))
    return changed if revision < at else kept


def there(database: Database, name: str, row: dict[str, Any], revision: str) -> bool:
    """Whether the table has a row with all that was written at this revision."""
    table = Table(name, MetaData(), autoload_with=database.engine)
    expected = {column: now_expected(f"{name}.{column}", kept, revision) for column, kept in row.items()}
    with database.engine.connect() as connection:
        rows = connection.execute(select(table)).mappings().all()
    return any(all(found[column] == kept for column, kept in expected.items()) for found in rows)


@pytest.mark.slow
def test_an_older_version_starts_on_the_tables_of_a_newer_one(bare: Database) -> None:
    bare.migrate()
    with bare.write() as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    bare.migrate()
    assert bare.is_migrated()


@pytest.mark.slow
def test_rows_of_every_version_go_all_the_way_forward_and_all_the_way_back(bare: Database) -> None:
    written = {}
    for revision in REVISIONS:
        move(bare, command.upgrade, revision)
        written[revision] = fill(bare, revision)
    for revision, tables in written.items():
        lost = [name for name, row in tables.items() if not there(bare, name, row, revision)]
        assert not lost, f"rows of {revision} are not what they were"
    store = JobStore(bare)
    jobs, more = store.page(limit=100)
    assert (len(jobs), more) == (len(REVISIONS), False)
    assert {job.brief.title for job in jobs if job.brief} == {"The moon"}
    assert len({job.share_key for job in jobs}) == len(jobs)
    assert len(store.events_since(0)) == len(REVISIONS)
    assert Costs(bare).total(0, 2**40).micros == 400_000 * len([each for each in REVISIONS if each >= "0010"])
    for revision in reversed(REVISIONS[:-1]):
        move(bare, command.downgrade, revision)
        with bare.engine.connect() as connection:
            assert connection.scalar(text("select count(*) from jobs")) == len(REVISIONS), (
                f"after the way to {revision}"
            )
    move(bare, command.downgrade, "base")
    assert set(inspect(bare.engine).get_table_names()) <= {"alembic_version"}
    bare.migrate()
    assert set(inspect(bare.engine).get_table_names()) == {"alembic_version", *written[REVISIONS[-1]]}
