"""Requests that come with the cookie of somebody who is logged in have to be our own pages': another site's page could
have the browser send one, and the browser adds the cookie by itself.
"""

from __future__ import annotations

import secrets
from typing import Final

from flask import Flask, Response, request

from ...access.guests import QUERY
from ...access.principal import Proof
from ...access.sessions import SECURE_COOKIE
from ...errors import ForgeryRefused
from ..current import current_container, current_principal
from .gate import READS
from .origins import may_connect

TOKEN_HEADER: Final = "X-CSRF-Token"  # noqa: S105 - its name
TOKEN_FIELD: Final = "csrf"  # noqa: S105 - its name
_FORM = "application/x-www-form-urlencoded"
_BY_COOKIE = frozenset({Proof.SESSION, Proof.GUEST})
_STALE = "This page is no longer good for that: load it anew, then try again."


def install_forgery_guard(app: Flask) -> None:
    """Refuse requests that come with a session's cookie and may be another site's doing."""

    @app.before_request
    def check() -> None:
        if current_principal().proof not in _BY_COOKIE or QUERY in request.args:
            return
        changes = request.method not in READS or request.headers.get("Upgrade", "").lower() == "websocket"
        if changes and not _is_from_our_page() and not _has_token():
            raise ForgeryRefused(
                f"With the cookie of a session, send the header {TOKEN_HEADER} as well: GET /api/me has its value. "
                "Programs are better off with an API key."
            )


def form_token() -> str:
    """What a form of a page that is sent now has in its field `csrf`, and scripts in their header."""
    return current_container().people.signing.form_token(_bound_to())


def check_form() -> None:
    """Raise `ForgeryRefused` unless the form that was sent is one of ours, made for this browser."""
    binding = _bound_to(make=False)
    if not binding or not current_container().people.signing.fits(binding, request.form.get(TOKEN_FIELD)):
        raise ForgeryRefused(_STALE)


def cookie_name(purpose: str = "") -> str:
    """`__Host-...` where there is https, so that no neighbour can set it; browsers keep no such one without."""
    return f"{SECURE_COOKIE if is_secure() else SECURE_COOKIE.removeprefix('__Host-')}{purpose}"


def is_secure() -> bool:
    """Whether the browser came by https."""
    return request.is_secure or (current_container().settings.public_url or "").startswith("https:")


def set_cookie(answer: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """Have the browser keep it, for no script to read; for so long, or as long as it is open."""
    answer.set_cookie(
        name, value, max_age=seconds, path="/", secure=is_secure(), httponly=True, samesite="Lax"
    )  # fmt: skip


def keep_form_cookie(answer: Response) -> Response:
    """Send along the cookie that the token in the page belongs to."""
    name = cookie_name("-form")
    if (made := request.environ.get(_MADE)) is not None:
        set_cookie(answer, name, made)
    return answer


_MADE = "model7.form_cookie"


def _bound_to(*, make: bool = True) -> str:
    """The cookie that tokens belong to: the session's, or one that only forms have."""
    people = current_container().people
    if people.sessions.current(request.cookies) is not None:
        return people.sessions.token_in(request.cookies) or ""
    kept = request.cookies.get(cookie_name("-form")) or request.environ.get(_MADE)
    if not kept and make:
        kept = request.environ[_MADE] = secrets.token_urlsafe(24)
    return kept or ""


def _is_from_our_page() -> bool:
    """Whether the browser says so: it lets no page say it by itself."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site == "same-origin"
    host, public_url = request.headers.get("Host", ""), current_container().settings.public_url
    return origin is not None and may_connect(origin, host, (), public_url=public_url)


def _has_token() -> bool:
    token = request.headers.get(TOKEN_HEADER)
    if token is None and request.mimetype == _FORM:
        token = request.form.get(TOKEN_FIELD)
    binding = _bound_to(make=False)
    return bool(binding) and current_container().people.signing.fits(binding, token)
