"""Every way to log in that is set up, in the order in which they are tried."""

from __future__ import annotations

from ..errors import SettingsError
from ..jobs.database import Database
from ..net.loopback import is_loopback
from ..settings import Settings
from .identity import Authenticator, Identity
from .keys import ApiKeys
from .people import people_of


def identity_of(settings: Settings, keys: ApiKeys, *others: Authenticator) -> Identity:
    """What finds out who asks."""
    ways: list[Authenticator] = [keys]
    if settings.jwt_secret or settings.jwt_jwks_url:
        # Imported when it is wanted: what checks signatures takes its time.
        from .proofs.tokens import tokens_of

        ways.append(tokens_of(settings))
    ways += others
    return Identity(ways, allow_anyone=settings.allow_anyone)


def check_opening(settings: Settings) -> None:
    """Raise `SettingsError` if the network can reach this server and nobody could log in. The database is ready."""
    if settings.allow_anyone or is_loopback(settings.host):
        return
    database = Database(settings.database_url)
    try:
        keys = ApiKeys(database)
        guarded = identity_of(settings, keys, people_of(settings, database, keys).sessions).is_guarded
    finally:
        database.close()
    if not guarded:
        raise SettingsError(
            f"HOST: {settings.host} can be reached from the network, and there is no way to log in. Make a key "
            "(python -m hackathon_backend keys create NAME), set ACCOUNTS, OIDC_ISSUER, JWT_SECRET or JWT_JWKS_URL, or "
            "set ALLOW_ANYONE=1 if everyone who reaches this machine may do everything.",
            param="HOST",
        )
