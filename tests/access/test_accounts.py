"""Accounts: whose name and password it is, and what becomes of those who guess."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from hackathon_backend.access.accounts import Accounts
from hackathon_backend.access.login.invitations import Invitations
from hackathon_backend.access.login.passwords import check_password
from hackathon_backend.access.principal import UserRole
from hackathon_backend.errors import Conflict, CredentialsRefused, NotFound, RequestError, TooManyTries
from hackathon_backend.jobs import Database
from tests.clock import FakeClock

GOOD = "violet tram under snow"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def accounts(database: Database, clock: FakeClock) -> Accounts:
    return Accounts(database, clock=clock)


def guess(accounts: Accounts, name: str = "Ada", address: str = "10.0.0.1", password: str = "not this one") -> None:
    with pytest.raises(CredentialsRefused):
        accounts.log_in(name, password, address)


@pytest.mark.parametrize(
    "password",
    ["short", "password123", "1234567890", "qwertyuiop", "aaaaaaaaaaaa", "Ada Lovelace", "adalovelace", "x" * 257],
)
def test_a_password_that_is_soon_guessed_is_refused(password: str) -> None:
    with pytest.raises(RequestError) as refused:
        check_password(password, "Ada Lovelace")
    assert refused.value.param == "password" and password not in refused.value.message


@pytest.mark.parametrize(
    "password", [GOOD, "пингвины летят на юг", "x7!Kq-ww20Pz", "a b c d e f g h i j k l", GOOD * 10]
)
def test_no_kind_of_letters_is_asked_for(password: str) -> None:
    check_password(password, "Ada Lovelace")


def test_no_password_is_kept(real_hashes: None, accounts: Accounts, database: Database) -> None:
    accounts.create("Ada", GOOD, UserRole.STUDENT)
    with database.read() as session:
        kept = session.execute(text("select password from accounts")).scalar_one()
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and GOOD not in kept


@pytest.mark.parametrize("typed", ["Ada Lovelace", " ada  LOVELACE ", "Ａｄａ lovelace"])
def test_a_name_is_found_however_it_is_spelt(accounts: Accounts, typed: str) -> None:
    made = accounts.create("Ada Lovelace", GOOD, UserRole.TEACHER)
    found = accounts.log_in(typed, GOOD, "10.0.0.1")
    assert (found.id, found.role, found.owner) == (made.id, UserRole.TEACHER, f"user:{made.id}")


def test_a_password_is_the_same_on_every_keyboard(accounts: Accounts) -> None:
    accounts.create("Ada", "caf\u00e9 under the snow", UserRole.STUDENT)
    accounts.log_in("Ada", "cafe\u0301 under the snow", "10.0.0.1")


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "<b>", "a\0b", "subject:x", "a\u202eb"])
def test_a_name_that_is_none_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(RequestError) as refused:
        accounts.create(name, GOOD, UserRole.STUDENT)
    assert refused.value.param == "name"


def test_two_people_do_not_have_one_name(accounts: Accounts) -> None:
    accounts.create("Ada", GOOD, UserRole.STUDENT)
    with pytest.raises(Conflict):
        accounts.create("ADA", GOOD, UserRole.STUDENT)


@pytest.mark.parametrize("password", ["", "wrong", GOOD + " ", GOOD.upper(), "x" * 100_000, "\ud800"])
def test_a_wrong_password_does_not_log_in(accounts: Accounts, password: str) -> None:
    accounts.create("Ada", GOOD, UserRole.STUDENT)
    guess(accounts, password=password)


def test_an_account_that_was_disabled_is_not_told_from_a_wrong_password(accounts: Accounts) -> None:
    accounts.disable(accounts.create("Ada", GOOD, UserRole.STUDENT))
    guess(accounts, password=GOOD)
    guess(accounts, name="Nobody")


@pytest.mark.slow
def test_an_unknown_name_takes_as_long_as_a_wrong_password(real_hashes: None, accounts: Accounts) -> None:
    accounts.create("Ada", GOOD, UserRole.STUDENT)
    guess(accounts)

    def seconds(name: str) -> float:
        begun = time.process_time()
        guess(accounts, name)
        return time.process_time() - begun

    known = statistics.median(seconds("Ada") for _ in range(3))
    unknown = statistics.median(seconds(f"Nobody {number}") for number in range(3))
    assert 0.5 < unknown / known < 2


def test_who_guesses_waits_longer_each_time_and_never_for_good(accounts: Accounts, clock: FakeClock) -> None:
    accounts.create("Ada", GOOD, UserRole.STUDENT)
    for _ in range(5):
        guess(accounts)
    waits = []
    for _ in range(9):
        with pytest.raises(TooManyTries) as refused:
            accounts.log_in("Ada", GOOD, "10.0.0.2")
        assert "Wait" in refused.value.message
        waits.append(refused.value.retry_after)
        clock.advance(refused.value.retry_after + 1)
        guess(accounts)
    assert waits[:3] == [15, 30, 60] and waits[-1] == 900
    clock.advance(901)
    accounts.log_in("Ada", GOOD, "10.0.0.2")
    for _ in range(4):
        guess(accounts)
    accounts.log_in("Ada", GOOD, "10.0.0.2")


def test_an_address_that_tries_many_names_waits_too(accounts: Accounts) -> None:
    for number in range(30):
        guess(accounts, f"pupil {number}")
    with pytest.raises(TooManyTries):
        accounts.log_in("somebody else", GOOD, "10.0.0.1")
    guess(accounts, "somebody else", address="10.0.0.2")


def test_a_hundred_guesses_at_once_are_a_hundred(accounts: Accounts) -> None:
    accounts.create("Ada", GOOD, UserRole.STUDENT)

    def outcome(_number: int) -> type[Exception] | None:
        try:
            accounts.log_in("Ada", "not this one", "10.0.0.1")
        except RequestError as error:
            return type(error)
        return None

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(outcome, range(40)))
    assert outcomes.count(CredentialsRefused) == 5 and outcomes.count(TooManyTries) == 35


def test_other_processes_agree_on_who_has_to_wait(accounts: Accounts, database: Database, clock: FakeClock) -> None:
    accounts.create("Ada", GOOD, UserRole.STUDENT)
    for _ in range(5):
        guess(accounts)
    with pytest.raises(TooManyTries):
        Accounts(database, clock=clock).log_in("Ada", GOOD, "10.0.0.2")


def test_a_try_is_written_down_without_what_was_typed(accounts: Accounts, database: Database) -> None:
    made = accounts.create("Ada", GOOD, UserRole.STUDENT)
    guess(accounts, "my secret in the wrong field")
    guess(accounts)
    accounts.log_in("Ada", GOOD, "10.0.0.1")
    with database.read() as session:
        lines = session.execute(text("select action, object_id, result, owner, name from audit_log order by id")).all()
    assert [line[:3] for line in lines[1:]] == [
        ("account.login", "", "refused"),
        ("account.login", made.id, "refused"),
        ("account.login", made.id, "done"),
    ]
    assert lines[-1].owner == made.owner and "secret" not in str(lines)


def test_an_invitation_makes_one_account(database: Database, accounts: Accounts, clock: FakeClock) -> None:
    invitations = Invitations(database, accounts, clock=clock)
    token = invitations.create(UserRole.TEACHER, hours=1)
    made = invitations.accept(token, "Grace", GOOD)
    assert made.role is UserRole.TEACHER
    with pytest.raises(NotFound):
        invitations.accept(token, "Another", GOOD)


def test_an_invitation_is_not_used_up_by_a_name_that_is_taken(
    database: Database, accounts: Accounts, clock: FakeClock
) -> None:
    invitations = Invitations(database, accounts, clock=clock)
    accounts.create("Grace", GOOD, UserRole.STUDENT)
    token = invitations.create(UserRole.STUDENT, hours=1)
    with pytest.raises(Conflict):
        invitations.accept(token, "Grace", GOOD)
    assert invitations.accept(token, "Grace H", GOOD).name == "Grace H"


def test_an_invitation_is_over_after_its_time(database: Database, accounts: Accounts, clock: FakeClock) -> None:
    invitations = Invitations(database, accounts, clock=clock)
    token = invitations.create(UserRole.STUDENT, hours=1)
    clock.advance(3601)
    with pytest.raises(NotFound):
        invitations.role_of(token)
    with pytest.raises(NotFound):
        invitations.role_of("never made")


def test_of_two_who_take_an_invitation_at_once_one_gets_it(
    database: Database, accounts: Accounts, clock: FakeClock
) -> None:
    invitations = Invitations(database, accounts, clock=clock)
    token = invitations.create(UserRole.STUDENT, hours=1)

    def take(number: int) -> bool:
        try:
            invitations.accept(token, f"Pupil {number}", GOOD)
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(take, range(4))) == 1


def test_the_school_s_own_log_in_has_one_account_for_a_person(accounts: Accounts) -> None:
    first = accounts.by_subject("a" * 64, "Ada", UserRole.STUDENT)
    again = accounts.by_subject("a" * 64, "Ada Lovelace", UserRole.TEACHER)
    other = accounts.by_subject("b" * 64, "Ada", UserRole.STUDENT)
    assert (again.id, again.name, again.role) == (first.id, "Ada Lovelace", UserRole.TEACHER) and other.id != first.id
    accounts.disable(again)
    with pytest.raises(CredentialsRefused):
        accounts.by_subject("a" * 64, "Ada", UserRole.TEACHER)


def test_the_addresses_of_one_network_of_ipv6_are_counted_as_one(accounts: Accounts) -> None:
    for number in range(30):
        guess(accounts, f"pupil {number}", address=f"2001:db8::{number:x}")
    with pytest.raises(TooManyTries):
        accounts.log_in("somebody else", GOOD, "2001:db8::ffff")
    guess(accounts, "somebody else", address="2001:db8:0:1::1")
