"""What was there before there were owners belongs to `local`, and can go back to what it was."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from hackathon_backend.chat.conversations import Conversations
from hackathon_backend.jobs import Database, Job, JobStore, PromptRequest
from hackathon_backend.jobs.characters import Characters
from hackathon_backend.jobs.costs import Costs
from hackathon_backend.jobs.database import MIGRATIONS
from hackathon_backend.jobs.orders import Orders
from tests.clock import START

BEFORE = "0012"
HASH = "3f7a" * 16
JOB = (
    "insert into jobs (id, created_at, state, version, progress, activity, wake_at, faults, request, notes, engines, "
    "turn, attempts, engine_floor, tries, owner) values (:id, :at, 'completed', 1, 100, '', :at, 0, "
    ":request, '[]', '[\"storyboard\"]', 0, '[]', 0, 0, :owner)"
)
CHARGE = "insert into charges values (:id, 'sora', '', :owner, 'sora-2', 4, 0.1, 400000, 1800000000, 'spent')"
REQUEST = '{"kind": "prompt", "message": "The moon"}'


def move(database: Database, way: Any, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        way(config, revision)


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def old(database: Database) -> Database:
    """A database of before, with rows of somebody who sent a key and of somebody who sent none."""
    move(database, command.downgrade, BEFORE)
    with database.engine.execution_options(writes=True).begin() as connection:
        for id_, owner in (("vid_1", ""), ("vid_2", HASH)):
            connection.execute(text(JOB), {"id": id_, "at": START, "request": REQUEST, "owner": owner})
            connection.execute(text(CHARGE), {"id": id_, "owner": owner})
        connection.execute(text("insert into conversations (id, created_at) values ('conv_1', 1)"))
        connection.execute(text("insert into characters values ('char_1', 'Mo', 1, 'sora', 'up_1')"))
    return database


def test_rows_of_before_belong_to_local(old: Database) -> None:
    move(old, command.upgrade, "head")
    store = JobStore(old)
    assert [store.get(id_, of="local").owner for id_ in ("vid_1", "vid_2")] == ["local", "local"]
    assert Conversations(old).get("conv_1", of="local").owner == "local"
    assert Characters(old).get("char_1", of="local").owner == "local"
    assert Costs(old).total(0, 2_000_000_000, of="local").orders == 2


def test_each_row_of_before_gets_a_key_of_its_own_for_links(old: Database) -> None:
    move(old, command.upgrade, "head")
    keys = {JobStore(old).get(id_).share_key for id_ in ("vid_1", "vid_2")}
    assert len(keys) == 2
    assert all(len(key) >= 43 for key in keys)


def test_the_way_back_leaves_what_was_there_and_can_be_gone_again(old: Database) -> None:
    move(old, command.upgrade, "head")
    move(old, command.downgrade, BEFORE)
    assert rows(old, "select id, owner from jobs order by id") == [("vid_1", ""), ("vid_2", "")]
    assert rows(old, "select count(*) from charges where owner = ''") == [(2,)]
    assert rows(old, "select id from conversations") == [("conv_1",)]
    move(old, command.upgrade, "head")
    assert JobStore(old).get("vid_2").owner == "local"


def test_an_idempotency_key_that_was_used_before_there_were_owners_stays_used(old: Database) -> None:
    of_nobody = hashlib.sha256(b"\0k").hexdigest()
    with old.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("insert into order_keys values (:key, 'b', 'vid_1')"), {"key": of_nobody})
    move(old, command.upgrade, "head")
    placed = [
        Orders(JobStore(old), lambda _job: True).place(a_job(f"vid_new_{owner}", owner), key="k", body="b")
        for owner in ("local", "key:1")
    ]
    assert [(job.id, was_there) for job, was_there in placed] == [("vid_1", True), ("vid_new_key:1", False)]


def a_job(id_: str, owner: str) -> Job:
    return Job(
        id=id_, created_at=START, wake_at=START, request=PromptRequest(message="The moon"), engines=["a"], owner=owner
    )
