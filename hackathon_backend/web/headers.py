"""Headers that every answer has, whatever it is and however it came about."""

from __future__ import annotations

from flask import Flask, Response

from .security import content_policy

_DATA_POLICY = "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""Of what is no page: nothing runs, even if a browser shows it by itself."""
ON_DATA = {
    "Content-Security-Policy": _DATA_POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""On what is no page."""
_YEAR = 365 * 86_400
_LOOK_AGAIN = "2"
"""Seconds after which to look again at what is being made."""


def install_headers(app: Flask, public_url: str | None) -> None:
    """Have the headers added where a page has not set its own. A `public_url` of https is never left for http."""
    app.after_request(_complete)
    if (public_url or "").startswith("https:"):
        app.after_request(_only_https)


def _only_https(answer: Response) -> Response:
    answer.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return answer


def _complete(answer: Response) -> Response:
    own = answer.headers
    if "Content-Security-Policy" not in own:
        page = answer.mimetype == "text/html"
        own["Content-Security-Policy"] = content_policy() if page else _DATA_POLICY
        own["X-Frame-Options"] = ON_DATA["X-Frame-Options"]
    for name in ("X-Content-Type-Options", "Referrer-Policy"):
        own.setdefault(name, ON_DATA[name])
    if answer.status_code == 202:
        own.setdefault("Retry-After", _LOOK_AGAIN)
    return answer
