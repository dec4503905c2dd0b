"""`accounts create|invite|list|disable|enable|role|reset`, as an admin types them."""

from __future__ import annotations

import io
import re

import pytest

from hackathon_backend.access.keys import ApiKeys
from hackathon_backend.access.people import People, people_of
from hackathon_backend.access.principal import UserRole
from hackathon_backend.cli import main
from hackathon_backend.errors import CredentialsRefused, NotFound
from hackathon_backend.jobs import Database
from hackathon_backend.settings import load_settings

GOOD = "violet tram under snow"


@pytest.fixture(autouse=True)
def with_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCOUNTS", "invited")


@pytest.fixture
def people() -> People:
    """What a server in the same folder knows."""
    settings = load_settings()
    database = Database(settings.database_url)
    return people_of(settings, database, ApiKeys(database))


def test_an_account_is_made_with_a_password_that_is_shown_once(
    capsys: pytest.CaptureFixture[str], people: People
) -> None:
    assert main(["accounts", "create", "Ada", "--role", "teacher"]) == 0
    said = capsys.readouterr()
    password = said.out.strip()
    assert re.fullmatch(r"(\w{5}-){3}\w{5}", password) and password not in said.err
    found = people.accounts.log_in("ada", password, "")
    assert found.must_change and found.role is UserRole.TEACHER
    assert main(["accounts", "create", "ADA"]) == 1
    assert "is taken" in capsys.readouterr().err


def test_a_password_can_be_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], people: People
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("password12\n"))
    assert main(["accounts", "create", "Ada", "--ask"]) == 1
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{GOOD}\n"))
    assert main(["accounts", "create", "Ada", "--ask"]) == 0
    assert GOOD not in str(capsys.readouterr())
    assert not people.accounts.log_in("Ada", GOOD, "").must_change


def test_an_invitation_is_an_address(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], people: People
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://school.example/films")
    assert main(["accounts", "invite", "--role", "admin", "--hours", "2"]) == 0
    home, _, token = capsys.readouterr().out.strip().rpartition("/")
    assert home == "https://school.example/films/invite" and people.invitations.role_of(token) is UserRole.ADMIN
    for hours in ("0", "-1", "1e9"):
        assert main(["accounts", "invite", "--hours", hours]) == 1


def test_an_account_is_listed_closed_opened_and_given_another_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], people: People
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{GOOD}\n"))
    main(["accounts", "create", "Ada", "--ask"])
    made = people.accounts.named("Ada")

    def is_logged_in(token: str) -> bool:
        return people.sessions.current({"model7": token}) is not None

    for command in (["disable", "ada"], ["role", "Ada", "admin"], ["reset", "Ada"]):
        main(["accounts", "enable", "Ada"])
        session = people.sessions.begin(account_id=made.id)
        assert is_logged_in(session)
        assert main(["accounts", *command]) == 0
        assert not is_logged_in(session), command
    capsys.readouterr()
    main(["accounts", "list"])
    listed = capsys.readouterr().out
    assert "Ada" in listed and "admin" in listed and "password to be changed" in listed
    with pytest.raises(CredentialsRefused):
        people.accounts.log_in("Ada", GOOD, "")
    assert main(["accounts", "disable", "Nobody"]) == 1
    with pytest.raises(NotFound):
        people.accounts.named("Nobody")


def test_it_is_said_when_nobody_can_log_in_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ACCOUNTS")
    assert main(["accounts", "create", "Ada"]) == 0
    assert "ACCOUNTS is off" in capsys.readouterr().err
