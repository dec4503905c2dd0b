"""Who owners are: people and keys by name, for those who share something with them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..errors import RequestError
from ..jobs.database import Database
from .accounts import LONGEST_NAME, Account, compared
from .keys import ApiKey

_USER, _KEY = "user:", "key:"


class Directory:
    """Looks people up. Only a name that is known in full finds somebody: nobody gets a list."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def owners_called(self, names: Collection[str]) -> list[str]:
        """The owners of accounts by the names that they are logged in by.

        Raises `RequestError` for a name that is nobody's, or that several have.
        """
        with self._database.read() as session:
            return [_account(session, name).owner for name in names]

    def names_of(self, owners: Collection[str]) -> dict[str, str]:
        """What owners are called, of those that are accounts or keys here."""
        accounts = [owner.removeprefix(_USER) for owner in owners if owner.startswith(_USER)]
        keys = [owner.removeprefix(_KEY) for owner in owners if owner.startswith(_KEY)]
        with self._database.read() as session:
            found = [*session.scalars(select(Account).where(Account.id.in_(accounts)))]
            programs = [*session.scalars(select(ApiKey).where(ApiKey.id.in_(keys)))]
        return {each.owner: each.name for each in (*found, *programs)}


def _account(session: Session, name: str) -> Account:
    # Those whom the school's log-in has sent have a name there, which need not be theirs alone.
    is_called = or_(Account.key == compared(name), Account.name == " ".join(name.split()))
    found = session.scalars(select(Account).where(is_called, Account.disabled_at.is_(None)).limit(2)).all()
    if len(found) == 1:
        return found[0]
    shown = name[:LONGEST_NAME]
    if not found:
        raise RequestError(f"names: nobody here is called {shown!r}. Write the name as they log in.", param="names")
    raise RequestError(
        f"names: several people are called {shown!r}. Ask the one you mean for the owner in GET /api/me.",
        param="names",
    )
