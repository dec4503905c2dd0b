"""`accounts create|invite|list|disable|enable|role|reset`: people who log in with a name and a password."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from getpass import getpass

from rich.console import Console
from rich.table import Table

from ..access.accounts import Account
from ..access.keys import ApiKeys
from ..access.people import People, people_of
from ..access.principal import UserRole
from ..errors import Model7Error, RequestError
from ..jobs import Database, prepare_database
from ..settings import Settings

_WORDS = 4
"""Parts of a password that is made here, of five letters and digits each: 98 bits."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_MOST_HOURS = 24 * 366

console = Console(highlight=False, markup=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Do what is asked for with the accounts in the database; 1 if that can't be."""
    prepare_database(settings.database_url)
    database = Database(settings.database_url)
    try:
        _ACTIONS[options.action](_Office(settings, people_of(settings, database, ApiKeys(database))), options)
    except Model7Error as error:
        errors.print(error.message)
        return 1
    finally:
        database.close()
    if settings.accounts == "off" and options.action != "list":
        errors.print("ACCOUNTS is off: set it to invited or open, or nobody can log in with an account.")
    return 0


@dataclass(frozen=True)
class _Office:
    settings: Settings
    people: People


def _create(desk: _Office, options: argparse.Namespace) -> None:
    password = _asked() if options.ask else _made()
    role = UserRole(options.role)
    made = desk.people.accounts.create(options.name, password, role, must_change=not options.ask)
    if options.ask:
        errors.print(f"The account {made.name!r} ({made.role}) is there.")
        return
    errors.print(f"The account {made.name!r} ({made.role}). Its password, to be changed at the first log-in:")
    console.print(password)


def _invite(desk: _Office, options: argparse.Namespace) -> None:
    if not 0 < options.hours <= _MOST_HOURS:
        raise RequestError("--hours: must be more than 0, and a year at most.")
    token = desk.people.invitations.create(UserRole(options.role), options.hours)
    settings = desk.settings
    home = settings.public_url or f"http://{settings.host}:{settings.port}"
    errors.print(f"Good once, for {options.hours:g} hours, for a new account ({options.role}):")
    console.print(f"{home}/invite/{token}")


def _list(desk: _Office, _options: argparse.Namespace) -> None:
    table = Table("name", "role", "since", "last log-in", "", box=None)
    for each in desk.people.accounts.all():
        table.add_row(each.name, each.role, _day(each.created_at), _day(each.seen_at), _state(each))
    console.print(table)


def _disable(desk: _Office, options: argparse.Namespace) -> None:
    found = desk.people.accounts.named(options.name)
    desk.people.accounts.disable(found)
    desk.people.sessions.end_all(account_id=found.id)
    errors.print(f"{found.name} can't log in any more, and is logged out everywhere.")


def _enable(desk: _Office, options: argparse.Namespace) -> None:
    found = desk.people.accounts.named(options.name)
    desk.people.accounts.disable(found, again=True)
    errors.print(f"{found.name} can log in again.")


def _role(desk: _Office, options: argparse.Namespace) -> None:
    found = desk.people.accounts.named(options.name)
    desk.people.accounts.set_role(found, UserRole(options.role))
    desk.people.sessions.end_all(account_id=found.id)
    errors.print(f"{found.name} is a {options.role} now, and has to log in again.")


def _reset(desk: _Office, options: argparse.Namespace) -> None:
    found, password = desk.people.accounts.named(options.name), _made()
    desk.people.accounts.set_password(found, password, must_change=True)
    desk.people.sessions.end_all(account_id=found.id)
    errors.print(f"The new password of {found.name}, to be changed at the first log-in:")
    console.print(password)


_ACTIONS: dict[str, Callable[[_Office, argparse.Namespace], None]] = {
    "create": _create, "invite": _invite, "list": _list, "disable": _disable, "enable": _enable, "role": _role,
    "reset": _reset,
}  # fmt: skip


def _made() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(_WORDS))


def _asked() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if password != getpass("Once more: "):
        raise RequestError("The two passwords are not the same.")
    return password


def _day(moment: float | None) -> str:
    return "" if moment is None else datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M")


def _state(account: Account) -> str:
    if account.disabled_at is not None:
        return "disabled"
    return "at the school's log-in" if account.subject else "password to be changed" if account.must_change else ""
