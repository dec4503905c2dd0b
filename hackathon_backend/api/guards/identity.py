"""Who sent a request is found out before a route sees it; whoever did not say goes no further than the open ones."""

from __future__ import annotations

from flask import Flask, Response, g, request

from ...access.identity import Asked
from ...access.principal import NOBODY
from ...errors import CredentialsRefused, LoginRequired
from ..current import current_container
from .pages import is_page_for_people, to_login

_OPEN = frozenset(
    {
        "health.healthz", "health.readyz", "docs.page", "docs.openapi", "pages.static_file", "callbacks.hear",
        "login.log_in_page", "login.log_in", "login.log_out", "login.register", "login.invited",
    }
)  # fmt: skip
"""What anybody may ask for, by the name of the view."""


def install_identity(app: Flask) -> None:
    """Set `g.principal` for every request, also for one that becomes a WebSocket. Raises `LoginRequired` there."""
    with app.app_context():
        # What is known now holds while the database is away.
        _ = current_container().identity.is_guarded

    @app.before_request
    def identify() -> Response | None:
        identity = current_container().identity
        if request.method == "OPTIONS" or request.url_rule is None or request.endpoint in _OPEN:
            g.principal = NOBODY
            return None
        try:
            found = identity.principal(asked_by_request())
            if found is None:
                raise LoginRequired("Say who you are: send an API key or a token, as Authorization: Bearer.")
        except (LoginRequired, CredentialsRefused) as error:
            if not is_page_for_people():
                raise
            g.principal = NOBODY
            return to_login(is_over=isinstance(error, CredentialsRefused))
        g.principal = found
        return None


def asked_by_request() -> Asked:
    """What this request says of its sender."""
    return Asked(
        authorization=request.headers.get("Authorization"),
        cookies=request.cookies,
        query=request.args,
        address=request.remote_addr or "",
        path=request.path,
    )
