"""The database: SQLite in WAL mode, or PostgreSQL. Tables are declared on `Base`; migrations make them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from ..errors import SettingsError

MIGRATIONS = Path(__file__).parent / "migrations"


class Base(DeclarativeBase):
    """The base of every table."""


class Database:
    """One connection pool with two kinds of session. Rows stay readable after their session has ended."""

    def __init__(self, url: str) -> None:
        self.engine = _connect(url)
        self.read: sessionmaker[Session] = sessionmaker(self.engine, expire_on_commit=False)
        self._single = self.engine.execution_options(single=True)
        self._writes = {
            durable: sessionmaker(self.engine.execution_options(writes=True, durable=durable), expire_on_commit=False)
            for durable in (True, False)
        }
        # SQLite lets one write at a time. Waiting here is fair, and takes no connection away from those that read.
        self._turn: AbstractContextManager[object] = Lock() if url.startswith("sqlite") else nullcontext()

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """A connection for one query, in no transaction: each call of SQLite costs a turn among the threads."""
        with self._single.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Session]:
        """A session that may write, committed at the end unless an error leaves it.

        What is not `durable` outlives this process and may be lost if the machine fails, but only together with all
        that was committed after it.
        """
        with self._turn, self._writes[durable].begin() as session:
            yield session

    def migrate(self) -> None:
        """Bring the tables up to this version; nothing changes where they are of this or a later one."""
        if self.is_migrated():
            return
        # Alembic takes as long to load as all the rest of a start, and is needed once a version.
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self.engine.execution_options(writes=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                # Servers and workers that start together migrate one after the other; the later ones find it done.
                connection.execute(text("select pg_advisory_xact_lock(7)"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def is_migrated(self) -> bool:
        """Whether the tables are of this version, or of a later one that another server has brought."""
        return self._revision() >= _newest()

    def _revision(self) -> str:
        """Of the tables as they are; "" if there are none."""
        with self.engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return ""
            return str(connection.scalar(text("select version_num from alembic_version")) or "")

    def close(self) -> None:
        """Give every connection back; one that a thread still uses is closed when that is done with it."""
        event.listen(self.engine.pool, "checkin", lambda _connection, record: record.invalidate())
        self.engine.dispose()


@cache
def _newest() -> str:
    # Migrations are one line of files, each named after its revision.
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def prepare_database(url: str) -> None:
    """Bring the database at `url` up to date. Raises `SettingsError` with one line if it can't be used."""
    try:
        database = Database(url)
        try:
            database.migrate()
        finally:
            database.close()
    except Exception as error:
        # Whatever a driver, a file system or a migration says of it: what matters is which setting leads there.
        cause = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
        raise SettingsError(
            f"DATABASE_URL: the database can't be used: {cause.splitlines()[0]}", param="DATABASE_URL"
        ) from error


def one_at_a_time(session: Session, name: str) -> None:
    """Have all who do this under the same name wait for each other, until the session's transaction ends."""
    # SQLite's writers wait for each other anyway; PostgreSQL's do not see what others have not committed yet.
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        session.execute(text("select pg_advisory_xact_lock(:number)"), {"number": number})


def _connect(url: str) -> Engine:
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=10, max_overflow=30, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=10, max_overflow=30, connect_args={"timeout": 30}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    # A commit that does not wait for the disk takes a tenth of the time; what is committed durably after it flushes it.
    if not connection.get_execution_options().get("durable", True):
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")


def _prepare_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    # Transactions are begun by _begin_sqlite: the driver's own way begins them only at the first write.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later can fail with "database is locked" whatever the time-out; one that
    # takes the write lock at once waits for its turn.
    options = connection.get_execution_options()
    if options.get("single", False):
        return
    if options.get("writes", False):
        # With NORMAL a commit is not flushed to the disk, which takes a hundred times as long as all the rest of it.
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options.get('durable', True) else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")
