"""API keys: shown once, kept as a hash, refused when they are wrong, over or revoked."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from hackathon_backend.access.identity import Asked, Identity
from hackathon_backend.access.keys import ApiKey, ApiKeys
from hackathon_backend.access.principal import LOCAL, Proof, Scope, UserRole
from hackathon_backend.errors import Conflict, CredentialsRefused, NotFound
from hackathon_backend.jobs import Database
from tests.clock import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def keys(database: Database, clock: FakeClock) -> ApiKeys:
    return ApiKeys(database, clock=clock)


def asked(token: str | None, scheme: str = "Bearer") -> Asked:
    header = None if token is None else f"{scheme} {token}"
    return Asked(header, {}, {}, "127.0.0.1", "/v1/videos")


def test_a_key_says_whose_it_is_and_what_it_may(keys: ApiKeys) -> None:
    made = keys.create("portal", scopes=[Scope.CHAT, Scope.READ], budget_micros=25_000_000)
    assert re.fullmatch(r"m7_[0-9a-f]{16}_[\w-]{43}", made.text)
    who = keys.principal(asked(made.text))
    assert who is not None
    assert (who.owner, who.name, who.proof, who.key_id) == (f"key:{made.row.id}", "portal", Proof.KEY, made.row.id)
    assert who.scopes == {Scope.CHAT, Scope.READ}
    assert who.role is UserRole.STUDENT
    assert not who.may(Scope.WRITE)
    assert keys.get(made.row.id).budget_micros == 25_000_000


def test_the_database_has_no_key_in_it(keys: ApiKeys, database: Database) -> None:
    made = keys.create("portal")
    secret = made.text.split("_", 2)[2]
    with database.engine.connect() as connection:
        row = connection.exec_driver_sql("select * from api_keys").one()
    assert not any(secret in str(value) for value in row)
    assert secret not in repr(made)


def test_what_is_nearly_a_key_is_refused(keys: ApiKeys) -> None:
    made = keys.create("portal")
    other = keys.create("other").text
    last = "A" if made.text[-2] != "A" else "B"
    for forged in (
        made.text[:-2] + last + made.text[-1],
        made.row.prefix + other.rpartition("_")[2][:43].ljust(43, "x"),
    ):
        with pytest.raises(CredentialsRefused):
            keys.principal(asked(forged))
    assert keys.principal(asked(made.text + "A")) is None
    assert keys.principal(asked(made.text, "Basic")) is None
    assert keys.principal(asked(None)) is None


def test_a_revoked_key_is_refused_at_once_and_never_opens_the_server(keys: ApiKeys, database: Database) -> None:
    made = keys.create("portal")
    identity = Identity([keys])
    assert identity.is_guarded
    assert identity.principal(asked(made.text)) is not None
    ApiKeys(database).revoke("portal")
    with pytest.raises(CredentialsRefused, match="revoked"):
        identity.principal(asked(made.text))
    assert identity.is_guarded
    assert ApiKeys(database).is_on


def test_a_key_is_over_when_its_time_is(keys: ApiKeys, clock: FakeClock) -> None:
    made = keys.create("portal", expires_at=clock.now() + 60)
    assert keys.principal(asked(made.text)) is not None
    clock.advance(60)
    with pytest.raises(CredentialsRefused, match="over"):
        keys.principal(asked(made.text))


def test_the_last_use_is_written_once_a_minute(keys: ApiKeys, clock: FakeClock) -> None:
    made = keys.create("portal")
    seen = []
    for _ in range(4):
        keys.principal(asked(made.text))
        seen.append(keys.get(made.row.id).last_used_at)
        clock.advance(30)
    start = clock.now() - 120
    assert seen == [start, start, start + 60, start + 60]


def test_one_valid_key_goes_by_a_name_and_a_new_one_after_it(keys: ApiKeys) -> None:
    first = keys.create("portal")
    with pytest.raises(Conflict):
        keys.create("portal")
    keys.revoke(first.row.prefix)
    second = keys.create("portal")
    assert keys.revoke("portal").id == second.row.id
    with pytest.raises(NotFound):
        keys.revoke("portal")
    assert [row.name for row in keys.all()] == ["portal", "portal"]


def test_an_authenticated_request_reads_one_row_and_no_more(
    keys: ApiKeys, database: Database, count_statements: list[str]
) -> None:
    made = keys.create("portal")
    identity = Identity([keys])
    identity.principal(asked(made.text))
    count_statements.clear()
    identity.principal(asked(made.text))
    assert len([line for line in count_statements if line.lstrip().lower().startswith("select")]) == 1
    assert len(count_statements) == 1


def test_without_a_key_everybody_is_local_until_there_is_one(
    keys: ApiKeys, clock: FakeClock, database: Database
) -> None:
    identity = Identity([keys])
    assert identity.principal(asked("sk-whatever")) is LOCAL
    made = ApiKeys(database).create("portal")
    clock.advance(1)
    with pytest.raises(CredentialsRefused):
        identity.principal(asked("sk-whatever"))
    assert identity.principal(asked(None)) is None
    assert identity.principal(asked(made.text)) is not None
    assert Identity([keys], allow_anyone=True).principal(asked("m7_wrong")) is LOCAL


@pytest.mark.parametrize("odd", ["m7_", "Ä" * 50, "a b", "x" * 8_001, "\x00", "m7_" + "0" * 16 + "_" + "\n" * 43])
def test_whatever_stands_behind_bearer_is_answered_kindly(keys: ApiKeys, clock: FakeClock, odd: str) -> None:
    keys.create("portal")
    with pytest.raises(CredentialsRefused) as refused:
        Identity([keys]).principal(asked(odd))
    assert odd[:10] not in refused.value.message


def test_a_row_names_its_owner(keys: ApiKeys) -> None:
    row: ApiKey = keys.create("portal").row
    assert row.owner == f"key:{row.id}"
    assert len(row.owner) <= 64


def test_a_key_is_good_while_the_database_can_only_be_read(keys: ApiKeys, database: Database) -> None:
    made = keys.create("portal")

    def refuse(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE"):
            raise OperationalError(statement, {}, Exception("attempt to write a readonly database"))

    event.listen(database.engine, "before_cursor_execute", refuse)
    try:
        assert keys.principal(asked(made.text)) is not None
        assert keys.get(made.row.id).last_used_at is None
    finally:
        event.remove(database.engine, "before_cursor_execute", refuse)
