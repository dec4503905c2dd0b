"""What tests share: settings and a house in a folder of their own."""

from __future__ import annotations

import gc
import logging
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import hypothesis
import pytest
from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from hackathon_backend.engines.registry import setting_names
from hackathon_backend.jobs import Database, JobStore
from hackathon_backend.jobs import database as databases
from hackathon_backend.lessons import Library
from hackathon_backend.settings import Settings, names_of
from tests.cluster.services import Redis
from tests.described import answers_held_to_their_description
from tests.postgres import PostgresServer

# The same examples at every run, however busy the machine is: a red suite means that a change broke something.
# HYPOTHESIS_PROFILE=explore looks further.
_calm = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("same", _calm, derandomize=True, database=None)
hypothesis.settings.register_profile("explore", max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


_read_lessons = Library.load
_packaged_lessons = cache(lambda: _read_lessons())


_compile_builder = Rule._compile_builder
_builders: dict[tuple[str, str, bool], Any] = {}


def _compiled_builder(rule: Rule, append_unknown: bool = True) -> Any:
    key = (rule.rule, repr(rule.defaults), append_unknown)
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]


_compiled_statements: LRUCache[Any, Any] = LRUCache(2000)


def _with_compiled_statements(connect: Callable[[str], Engine]) -> Callable[[str], Engine]:
    def connected(url: str) -> Engine:
        engine = connect(url)
        if isinstance(engine.dialect, SQLiteDialect):
            engine._compiled_cache = _compiled_statements
        return engine

    return connected


def pytest_configure() -> None:
    """All of a run share what takes long to make and never changes: the package's own lessons; how the addresses of
    routes are put together, which werkzeug writes as code anew for each app; and the statements of SQLite, which
    SQLAlchemy compiles anew for each database.
    """

    def load(*folders: Path, **options: bool) -> Library:
        return _read_lessons(*folders, **options) if folders or options else _packaged_lessons()

    Library.load = load  # type: ignore[method-assign, assignment]
    Rule._compile_builder = _compiled_builder  # type: ignore[method-assign]
    databases._connect = _with_compiled_statements(databases._connect)
    # Statements are kept by the dialect that they were compiled for, and each database has one of its own.
    SQLiteDialect.__hash__ = lambda dialect: hash(type(dialect))  # type: ignore[method-assign, assignment]
    SQLiteDialect.__eq__ = lambda dialect, other: type(dialect) is type(other)  # type: ignore[method-assign, assignment]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests are found, and none of them is ever garbage: looking through them again and again for what is
    takes nearly half of that time, and some of each test's.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """A command or a library that a test has run sets up the log for its own process, and may leave loggers turned off:
    others want to hear what is logged.
    """
    yield
    logging.disable(logging.NOTSET)
    for name, logger in logging.root.manager.loggerDict.items():
        if isinstance(logger, logging.Logger) and name.startswith("hackathon_backend"):
            logger.disabled, logger.propagate, logger.level = False, True, logging.NOTSET
    logging.getLogger().setLevel(logging.WARNING)


@cache
def _names_of_settings() -> frozenset[str]:
    return frozenset((*names_of(Settings), *setting_names()))


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the developer's environment nor a `.env` reaches a test."""
    for name in _names_of_settings() & os.environ.keys():
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def answers_are_as_described() -> Iterator[None]:
    """Whatever JSON an app sends in a test is what /openapi.json says: no field more, none less."""
    with answers_held_to_their_description() as faults:
        yield
    assert not faults


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database that is up to date, to be copied: migrations take longer than most tests."""
    file = tmp_path_factory.mktemp("migrated") / "empty.db"
    database = Database(f"sqlite:///{file}")
    database.migrate()
    database.close()
    return file


@pytest.fixture
def make_settings(tmp_path: Path, migrated: Path) -> Callable[..., Settings]:
    """Settings that keep everything in the test's own folder, where an empty database is ready."""
    shutil.copy(migrated, tmp_path / "test.db")

    def make(**values: Any) -> Settings:
        own: dict[str, Any] = {
            "video_dir": tmp_path / "videos",
            "log_dir": tmp_path / "logs",
            "database_url": f"sqlite:///{tmp_path / 'test.db'}",
        }
        return _settings(own | values)

    return make


def _settings(values: dict[str, Any]) -> Settings:
    # Looking for each of them in the environment takes longer than many a test: only where a test has put one there.
    if _names_of_settings() & os.environ.keys():
        return Settings(_env_file=None, **values)  # type: ignore[call-arg]
    settings = Settings.__new__(Settings)
    Settings.__pydantic_validator__.validate_python(values, self_instance=settings)
    return settings


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Where databases of PostgreSQL are made; whoever asks for one is skipped if there is no server."""
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture
def postgres(postgres_server: PostgresServer) -> Iterator[Database]:
    """An empty database of PostgreSQL, up to date."""
    with postgres_server.empty() as database:
        yield database


@pytest.fixture
def sqlite(tmp_path: Path, migrated: Path) -> Iterator[Database]:
    """An empty database of SQLite, up to date."""
    shutil.copy(migrated, tmp_path / "test.db")
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    yield database
    database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)], ids=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database, up to date, of each kind."""
    return cast(Database, request.getfixturevalue(request.param))


@pytest.fixture
def store(database: Database) -> JobStore:
    """The jobs in it."""
    return JobStore(database)


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    """A Redis of this run's own."""
    with Redis(tmp_path_factory.mktemp("redis")) as running:
        yield running
