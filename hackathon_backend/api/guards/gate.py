"""What every request passes first: under which name it came, and which page wanted it."""

from __future__ import annotations

from flask import Flask, request

from ...errors import NotFound, WrongOrigin
from ...settings import Settings
from .hosts import Hosts
from .origins import is_origin, may_connect, origin_patterns

READS = frozenset({"GET", "HEAD", "OPTIONS"})
_FOR_PLAYERS = frozenset({"analytics.watched"})
"""What pages of other sites may do that show a film, by the name of the view: nobody's cookie helps with it."""


def install_gate(app: Flask, settings: Settings) -> None:
    """Refuse what comes under a foreign name, and whatever another site's page would have done here."""
    hosts = Hosts(settings.host, settings.public_url, settings.trusted_hosts)
    patterns = origin_patterns(settings.cors_origins)

    @app.before_request
    def check() -> None:
        asked = request.environ
        host, origin = asked.get("HTTP_HOST"), asked.get("HTTP_ORIGIN")
        hosts.check(host)
        if "\0" in asked["PATH_INFO"]:
            raise NotFound("There is nothing here: no name has a NUL in it.")
        if origin is not None and not is_origin(origin):
            # What reads it later need not be ready for anything.
            asked["HTTP_ORIGIN"] = origin = "null"
        is_change = request.method not in READS and request.endpoint not in _FOR_PLAYERS
        if is_change and not may_connect(
            origin, host or "", patterns, public_url=settings.public_url, site=asked.get("HTTP_SEC_FETCH_SITE")
        ):
            raise WrongOrigin(
                f"Pages of {(origin or 'another site')[:200]!r} may not do this. If they should, whoever runs this "
                "server adds their origin to CORS_ORIGINS."
            )
