"""What a browser may do with a page: strict, so that a mistake in one of them harms nobody."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, has_app_context

from ..api.current import current_container

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}


def content_policy(framed_by: Sequence[str] = ()) -> str:
    """The Content-Security-Policy of a page; `framed_by` are the origins that may embed it, none by default."""
    policy = _POLICY | {"frame-ancestors": " ".join(framed_by) or "'none'"}
    if origin := _bucket_origin():
        # Films and pictures are asked for here, and may be answered with an address there.
        policy |= {name: f"{policy[name]} {origin}" for name in ("img-src", "media-src")}
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def _bucket_origin() -> str | None:
    return current_container().files_origin if has_app_context() else None


def secure(page: Response, *, framed_by: Sequence[str] = ()) -> Response:
    """Add the headers that every page has."""
    page.headers["Content-Security-Policy"] = content_policy(framed_by)
    page.headers["Referrer-Policy"] = "same-origin"
    page.headers["X-Content-Type-Options"] = "nosniff"
    if not framed_by:
        page.headers["X-Frame-Options"] = "DENY"
    return page
