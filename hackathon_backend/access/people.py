"""All that people log in with, wired together."""

from __future__ import annotations

from dataclasses import dataclass

from ..jobs.database import Database
from ..settings import Settings
from .accounts import Accounts
from .guests import Guests
from .keys import ApiKeys
from .login.invitations import Invitations
from .login.signing import Signing
from .sessions import Lifetimes, Sessions


@dataclass(frozen=True)
class People:
    """The accounts, how one comes by one, and who is logged in."""

    accounts: Accounts
    invitations: Invitations
    sessions: Sessions
    signing: Signing
    guests: Guests


def people_of(settings: Settings, database: Database, keys: ApiKeys) -> People:
    """What the settings say of them."""
    accounts, signing = Accounts(database), Signing(database, settings.session_secret)
    sessions = Sessions(
        database,
        keys,
        Lifetimes(settings.session_idle_minutes * 60, settings.session_hours * 3600),
        is_on=settings.accounts != "off",
        secure_only=(settings.public_url or "").startswith("https:"),
    )
    invitations = Invitations(database, accounts)
    return People(accounts, invitations, sessions, signing, Guests(database, signing, sessions))
