"""PostgreSQL for tests: the machine's own, where each test has a database to itself.

TEST_POSTGRES_URL names another server, and a user who may make databases there.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

import pytest
from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from hackathon_backend.jobs import Database

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
MISSING = (
    "no PostgreSQL answers at 127.0.0.1:5432 for the user postgres without a password: "
    "apt-get install postgresql, or name one in TEST_POSTGRES_URL"
)


class PostgresServer:
    """Makes databases and removes them. A copy of one that is migrated takes a tenth of the time of migrating."""

    def __init__(self) -> None:
        self._engine = create_engine(
            SERVER, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args={"connect_timeout": 2}
        )
        self._prefix = f"m7_test_{os.getpid()}_{secrets.token_hex(3)}"
        self._made = 0

    def url(self, name: str) -> str:
        """Of one database on this server."""
        return make_url(SERVER).set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def empty(self, *, migrated: bool = True) -> Iterator[Database]:
        """A database of its own without a row, up to date unless `migrated` is False."""
        name = self._make(f" template {self._template}" if migrated else "")
        database = Database(self.url(name))
        try:
            yield database
        finally:
            database.close()
            self._drop(name)

    def close(self) -> None:
        """Remove what all of them were copied from."""
        if "_template" in vars(self):
            self._drop(self._template)

    @cached_property
    def _template(self) -> str:
        name = self._make("")
        database = Database(self.url(name))
        database.migrate()
        database.close()
        return name

    def _make(self, how: str) -> str:
        self._made += 1
        name = f"{self._prefix}_{self._made}"
        with self._connected() as connection:
            connection.exec_driver_sql(f"create database {name}{how}")
        return name

    def _drop(self, name: str) -> None:
        with self._connected() as connection:
            connection.exec_driver_sql(f"drop database if exists {name} with (force)")

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            connection = self._engine.connect()
        except OperationalError:
            pytest.skip(MISSING)
        with connection:
            yield connection
