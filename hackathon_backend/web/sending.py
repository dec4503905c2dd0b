"""How pages and their files are sent: small, revalidated each time, and safely."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from flask import Response, render_template, request
from markupsafe import Markup

from ..api.guards.prefix import root
from .account.user import shown_user
from .bundle import BUNDLES, bundle
from .security import secure

_TEXT = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_BINARY = {
    ".ico": "image/x-icon",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
TYPES = _TEXT | _BINARY
"""What is served, by the end of its name; nothing else is."""

STATIC = Path(__file__).parent / "static"
_ICONS = STATIC / "icons.svg"

_OWN_ADDRESS = re.compile(r"\b(href|src|action|poster|captions|chapters|details|sprites|transcript|base)=\"/(?!/)")
_SMALL = 860
"""Bytes up to which gzip wins nothing: it all fits into one packet."""


def send_page(template: str, *, framed_by: Sequence[str] = (), **values: Any) -> Response:
    """A page from its template, which also gets `icons` and the `user` who is logged in; `framed_by` are the origins
    that may embed it.
    """
    user = shown_user()
    html = render_template(template, icons=_icons(_ICONS.stat().st_mtime_ns), user=user, **values)
    body = _rooted(html, root()).encode()
    page = _answer(body, _TEXT[".html"], gzip.compress(body, 5) if _packs() else None)
    if user is not None:
        page.headers["Cache-Control"] = "private, no-cache"
        page.headers["Vary"] = "Accept-Encoding, Cookie"
    return secure(page, framed_by=framed_by)


def _rooted(html: str, at: str) -> str:
    """The page with `at` before each address of this server, wherever a template has it from."""
    return _OWN_ADDRESS.sub(rf'\1="{at}/', html) if at else html


def send_file_of(path: Path) -> Response:
    """A file of the package. The browser asks each time whether it has changed, so no update arrives by halves."""
    body = bundle(path) if path.name in BUNDLES else _read(path, path.stat().st_mtime_ns)
    packed = _packed(body) if path.suffix in _TEXT and _packs() else None
    answer = _answer(body, TYPES[path.suffix], packed)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _answer(body: bytes, kind: str, packed: bytes | None) -> Response:
    small = packed is not None and len(body) > _SMALL
    answer = Response(packed if packed is not None and small else body, content_type=kind)
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Vary"] = "Accept-Encoding"
    if small:
        answer.headers["Content-Encoding"] = "gzip"
    answer.set_etag(blake2b(body, digest_size=12).hexdigest() + ("-gzip" if small else ""))
    answer.make_conditional(request)
    return answer


def _packs() -> bool:
    return bool(request.accept_encodings["gzip"])


@lru_cache(maxsize=1)
def _icons(changed: int) -> Markup:
    """All icons to stand in the page, where they are even if the server is away."""
    drawn = _read(_ICONS, changed).decode().replace('<symbol id="', '<symbol id="icon-')
    return Markup(drawn.replace("<svg ", '<svg hidden aria-hidden="true" ', 1))  # noqa: S704 - our own file


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> bytes:
    return path.read_bytes()


@lru_cache(maxsize=256)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9)
