"""`keys create|list|revoke`: API keys for programs."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from rich.console import Console
from rich.table import Table

from ..access.keys import USUAL_SCOPES, ApiKey, ApiKeys
from ..access.principal import Scope
from ..clock import SYSTEM
from ..errors import Model7Error, RequestError
from ..jobs import Database, prepare_database
from ..settings import Settings

_UNITS = {"h": 3600.0, "d": 86_400.0, "w": 604_800.0}
_MOST_SECONDS = 100 * 366 * 86_400.0
_MOST_USD = 1e9
_NAME_LETTERS = 100

console = Console(highlight=False, markup=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Do what is asked for with the keys in the database; 1 if there is no such key."""
    actions: dict[str, Callable[[ApiKeys, argparse.Namespace], None]] = {
        "create": _create,
        "list": _list,
        "revoke": _revoke,
    }
    prepare_database(settings.database_url)
    database = Database(settings.database_url)
    try:
        actions[options.action](ApiKeys(database), options)
    except Model7Error as error:
        errors.print(error.message)
        return 1
    finally:
        database.close()
    return 0


def _create(keys: ApiKeys, options: argparse.Namespace) -> None:
    made = keys.create(
        _name(options.name),
        scopes=_scopes(options.scopes),
        expires_at=_moment(options.expires, SYSTEM.now()),
        budget_micros=_micros(options.budget),
    )
    # The key alone goes to standard output, so that it can be piped into where it is kept.
    errors.print(f"The key {made.row.name!r} ({', '.join(made.row.scopes.split())}). It is shown this once:")
    console.print(made.text)
    errors.print("Programs send it as Authorization: Bearer, which the openai SDK does with it as its api_key.")


def _list(keys: ApiKeys, _options: argparse.Namespace) -> None:
    rows = keys.all()
    if not rows:
        console.print("There is no key, and never was one.")
        return
    table = Table("name", "key", "scopes", "created", "expires", "last used", "USD a month", "state", box=None)
    for row in rows:
        budget = "" if row.budget_micros is None else f"{row.budget_micros / 1e6:g}"
        times = (_shown(at) for at in (row.created_at, row.expires_at, row.last_used_at))
        table.add_row(row.name, row.prefix, " ".join(row.scopes.split()), *times, budget, _state(row))
    # A terminal of 80 letters would break every cell; lines that are longer can be read and searched.
    Console(highlight=False, markup=False, width=200 if not console.is_terminal else None).print(table)


def _revoke(keys: ApiKeys, options: argparse.Namespace) -> None:
    ended = keys.revoke(options.name)
    console.print(f"The key {ended.name!r} ({ended.prefix}) is revoked: it opens nothing any more.")


def _state(row: ApiKey) -> str:
    if row.revoked_at is not None:
        return f"revoked {_shown(row.revoked_at)}"
    return "expired" if row.expires_at is not None and row.expires_at <= SYSTEM.now() else "valid"


def _shown(moment: float | None) -> str:
    return "" if moment is None else f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M}"


def _name(text: str) -> str:
    name = text.strip()
    if not name or len(name) > _NAME_LETTERS or not name.isprintable():
        raise RequestError(f"NAME: needs 1 to {_NAME_LETTERS} letters.")
    return name


def _scopes(text: str | None) -> list[Scope]:
    """The scopes that are named, with commas or spaces between them. Raises `RequestError`."""
    if text is None:
        return list(USUAL_SCOPES)
    named = dict.fromkeys(re.split(r"[,\s]+", text.strip().lower()))
    try:
        return [Scope(name) for name in named]
    except ValueError:
        known = ", ".join(Scope)
        raise RequestError(f"--scopes: {text!r} is not made of {known}, with commas between them.") from None


def _moment(text: str | None, now: float) -> float | None:
    """Unix seconds of "30d", "12h", "2w", or of the end of a day (UTC). Raises `RequestError`."""
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,6})([hdw])", text.strip().lower(), re.ASCII)
    if found:
        seconds = int(found[1]) * _UNITS[found[2]]
        moment = now + seconds if 0 < seconds <= _MOST_SECONDS else None
    else:
        moment = _end_of(text.strip())
    if moment is None:
        raise RequestError(f"--expires: {text!r} is neither a time such as 30d or 12h nor a day such as 2027-07-31.")
    if moment <= now:
        raise RequestError(f"--expires: {text} has passed.")
    return moment


def _end_of(text: str) -> float | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            day = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC) + timedelta(days=1)
            return day.timestamp()
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _micros(text: str | None) -> int | None:
    """Dollars as micro-dollars. Raises `RequestError`."""
    if text is None:
        return None
    try:
        dollars = float(text.strip().removeprefix("$"))
    except ValueError:
        dollars = math.nan
    if not 0 <= dollars <= _MOST_USD:
        raise RequestError(f"--budget: {text!r} is no number of dollars, such as 25 or 12.50.")
    return round(dollars * 1_000_000)
