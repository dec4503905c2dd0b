"""All that people log in with, wired together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..jobs.database import Database
from ..settings import Settings
from .accounts import Accounts
from .directory import Directory
from .guests import Guests
from .keys import ApiKeys
from .login.invitations import Invitations
from .login.signing import Signing
from .sessions import Lifetimes, Sessions

if TYPE_CHECKING:
    from .login.school import SchoolLogin


@dataclass(frozen=True)
class People:
    """The accounts, how one comes by one, and who is logged in."""

    accounts: Accounts
    invitations: Invitations
    sessions: Sessions
    signing: Signing
    guests: Guests
    directory: Directory
    school: SchoolLogin | None


def people_of(settings: Settings, database: Database, keys: ApiKeys) -> People:
    """What the settings say of them."""
    accounts, signing = Accounts(database), Signing(database, settings.session_secret)
    sessions = Sessions(
        database,
        keys,
        Lifetimes(settings.session_idle_minutes * 60, settings.session_hours * 3600),
        is_on=settings.accounts != "off" or settings.oidc_issuer is not None,
        secure_only=(settings.public_url or "").startswith("https:"),
    )
    invitations = Invitations(database, accounts)
    guests = Guests(database, signing, sessions)
    return People(accounts, invitations, sessions, signing, guests, Directory(database), _school_of(settings))


def _school_of(settings: Settings) -> SchoolLogin | None:
    """The school's own log-in, if there is one; what it needs is loaded only then."""
    if settings.oidc_issuer is None:
        return None
    from .login.school import SchoolLogin

    return SchoolLogin(settings)
