"""The audit log: an act and its line are there together or not at all, and no line is changed afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from hackathon_backend.access.audit import Act, AuditAction, AuditResult, acting, record, recorded
from hackathon_backend.access.audit_log import AuditFilter, AuditLog
from hackathon_backend.access.audit_table import AuditEntry
from hackathon_backend.access.job_audit import JobAudit
from hackathon_backend.access.principal import Principal, Proof, Scope, UserRole
from hackathon_backend.jobs import ChangeRequest, Database, Job, JobStore, PromptRequest
from hackathon_backend.tracing import Origin, current_origin

TEACHER = Principal("user:7", "Ms Frizzle", UserRole.TEACHER, frozenset({Scope.WRITE}), Proof.SESSION, key_id=None)
EVERYTHING = AuditFilter()


def job(number: int, **values: object) -> Job:
    base: dict[str, object] = {
        "id": f"vid_{number}", "created_at": 1.0, "wake_at": 1.0, "request": PromptRequest(), "engines": ["storyboard"],
    }  # fmt: skip
    return Job(**base | values)


def entries(database: Database, wanted: AuditFilter = EVERYTHING) -> list[AuditEntry]:
    return AuditLog(database).page(wanted, limit=100)[0]


def test_an_entry_says_who_what_which_from_where_and_what_came_of_it(database: Database) -> None:
    token = current_origin.set(Origin("req-1", "10.0.0.9", "curl/8 " + "x" * 900))
    with acting(TEACHER), database.write() as session:
        record(session, Act(AuditAction.KEY_CREATE, "key", "k1", detail="scopes chat"))
    current_origin.reset(token)
    (entry,) = entries(database)
    assert (entry.owner, entry.name, entry.proof, entry.key_id) == ("user:7", "Ms Frizzle", "session", None)
    assert (entry.action, entry.kind, entry.object_id, entry.result) == ("key.create", "key", "k1", "done")
    assert (entry.address, entry.request_id, entry.detail) == ("10.0.0.9", "req-1", "scopes chat")
    assert entry.agent.startswith("curl/8 x") and len(entry.agent) == 200
    assert entry.at > 1_700_000_000


def test_an_act_that_is_rolled_back_leaves_no_entry(database: Database) -> None:
    with pytest.raises(ValueError, match="no"), database.write() as session:
        record(session, Act(AuditAction.KEY_CREATE, "key", "k1"))
        raise ValueError("no")
    assert entries(database) == []


@pytest.mark.parametrize(
    "order",
    [
        "update audit_log set owner = 'somebody else'",
        "delete from audit_log",
        "insert or replace into audit_log select id, 0, 'x', name, proof, key_id, action, kind, object_id, result, "
        "detail, address, agent, request_id from audit_log",
        "truncate audit_log",
    ],
)
def test_the_database_itself_refuses_to_change_an_entry(database: Database, order: str) -> None:
    only = {"insert": "sqlite", "truncate": "postgresql"}.get(order.split()[0])
    if only not in (None, database.engine.dialect.name):
        pytest.skip(f"only {only} knows it")
    AuditLog(database).add(Act(AuditAction.LOGIN, "account", "ada"))
    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(text(order))
    (entry,) = entries(database)
    assert entry.owner == "local"


def test_what_is_older_than_it_is_kept_is_forgotten_and_that_is_written_down(database: Database) -> None:
    log = AuditLog(database, keep_days=30)
    for name in ("ada", "bob"):
        log.add(Act(AuditAction.LOGIN, "account", name))
    with database.write() as session:
        session.add(
            AuditEntry(at=1000.0, owner="local", name="", proof="local", action="account.login", kind="account",
                       object_id="old", result="done", detail="", address="", agent="", request_id="-")
        )  # fmt: skip
    assert log.forget_old() == 1
    assert [(entry.action, entry.object_id) for entry in entries(database)] == [
        ("audit.forget", ""), ("account.login", "bob"), ("account.login", "ada"),
    ]  # fmt: skip
    assert entries(database)[0].detail == "1 entries"
    assert log.forget_old() == 0  # nothing old: nothing is written down
    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(text("delete from audit_log where object_id = 'ada'"))


def test_nothing_is_forgotten_when_it_is_kept_for_ever(database: Database) -> None:
    log = AuditLog(database, keep_days=0)
    log.add(Act(AuditAction.LOGIN, "account", "ada"))
    assert log.forget_old() == 0


def test_orders_cancels_and_deletes_of_videos_are_written_down_wherever_they_come_from(store: JobStore) -> None:
    database = store._database
    store.listeners.append(JobAudit())
    with acting(TEACHER):
        store.create(job(1))
        store.create(job(2, request=ChangeRequest(kind="remix"), remixed_from="vid_1"))
        store.cancel("vid_2")
        store.cancel("vid_2")  # it has ended: nothing is done
        store.mark_expired("vid_1", deleted=True)
    store.mark_expired("vid_2")  # the clean-up's doing, and nobody's
    assert [(entry.action, entry.object_id, entry.detail, entry.owner) for entry in reversed(entries(database))] == [
        ("video.order", "vid_1", "", "user:7"),
        ("video.remix", "vid_2", "of vid_1", "user:7"),
        ("video.cancel", "vid_2", "", "user:7"),
        ("video.delete", "vid_1", "", "user:7"),
    ]


def test_an_order_that_is_answered_with_an_earlier_one_is_no_order(store: JobStore) -> None:
    store.listeners.append(JobAudit())
    first = store.create(job(1))
    store.create_unless(job(2), lambda _session: first, lambda _session, _job: None)
    assert [entry.object_id for entry in entries(store._database)] == ["vid_1"]


def test_what_takes_part_in_anothers_transaction_can_be_handed_over(store: JobStore) -> None:
    made = store.create(job(1))
    claim = store.claims.due(1)[0]
    also = recorded(Act(AuditAction.VIDEO_SHARE, "video", made.id))
    store.change(claim.job, claim.token, {"activity": "shared"}, also)
    assert [entry.action for entry in entries(store._database)] == ["video.share"]


def test_entries_are_found_by_what_is_known_of_them(database: Database) -> None:
    log = AuditLog(database)
    with acting(TEACHER):
        log.add(Act(AuditAction.LOGIN, "account", "7"))
        log.add(Act(AuditAction.VIDEO_DELETE, "video", "vid_1"))
    log.add(Act(AuditAction.LOGIN, "account", "8", AuditResult.REFUSED))
    assert [entry.object_id for entry in entries(database, AuditFilter(owner="user:7"))] == ["vid_1", "7"]
    assert [entry.object_id for entry in entries(database, AuditFilter(action="account.login"))] == ["8", "7"]
    assert [entry.object_id for entry in entries(database, AuditFilter(kind="video", object_id="vid_1"))] == ["vid_1"]
    assert [entry.object_id for entry in entries(database, AuditFilter(result="refused"))] == ["8"]
    assert entries(database, AuditFilter(until=1000.0)) == []
    assert len(entries(database, AuditFilter(since=1000.0))) == 3


def test_pages_follow_each_other_without_a_gap(database: Database) -> None:
    log = AuditLog(database)
    for number in range(7):
        log.add(Act(AuditAction.LOGIN, "account", str(number)))
    first, more = log.page(EVERYTHING, limit=3)
    second, _ = log.page(EVERYTHING, limit=3, before=first[-1].id)
    assert more
    assert [entry.object_id for entry in [*first, *second]] == ["6", "5", "4", "3", "2", "1"]
    assert [entry.object_id for entry in log.all(EVERYTHING, most=5)] == ["6", "5", "4", "3", "2"]


def test_no_sign_in_a_name_can_upset_a_terminal_or_the_database(database: Database) -> None:
    AuditLog(database).add(Act(AuditAction.LOGIN, "account", "a\0b\n\x1b[2K\u202e\ud800" + "c" * 900))
    (entry,) = entries(database)
    assert entry.object_id.startswith("a b  [2K  ccc") and len(entry.object_id) == 200


def test_the_migration_goes_back_and_forth(database: Database) -> None:
    from alembic import command
    from alembic.config import Config

    from hackathon_backend.jobs.database import MIGRATIONS

    AuditLog(database).add(Act(AuditAction.LOGIN, "account", "ada"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0010")
        assert not connection.scalars(text(_TABLES[connection.dialect.name])).all()
        command.upgrade(config, "head")
    AuditLog(database).add(Act(AuditAction.LOGIN, "account", "bob"))
    with database.read() as session:
        assert [entry.object_id for entry in session.scalars(select(AuditEntry))] == ["bob"]


_TABLES = {
    "sqlite": "select name from sqlite_master where name like 'audit%'",
    "postgresql": "select tablename from pg_tables where tablename like 'audit%'",
}
