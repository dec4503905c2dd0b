"""What tests of who asks share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from hackathon_backend.access.login import passwords
from hackathon_backend.jobs import Database


@pytest.fixture(scope="module", autouse=True)
def passwords_are_hashed_lightly() -> Iterator[None]:
    """A hash is meant to take long and 64 MB, and hundreds of tests log in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "PasswordHasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture
def real_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take as long as they are meant to."""
    monkeypatch.setattr(passwords, "PasswordHasher", PasswordHasher)


@pytest.fixture
def count_statements(database: Database) -> Iterator[list[str]]:
    """Every statement that is sent to the database from now on."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)
