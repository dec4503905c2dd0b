"""A path before all of ours: where a proxy, or the app that this one is mounted in, has put this server."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import request

_PREFIX = re.compile(r"(/[\w.~-]*[\w~-])+/?", re.ASCII)


class Prefix:
    """Sets SCRIPT_NAME to the path of PUBLIC_URL, or to what the proxy says in X-Forwarded-Prefix.

    It does not matter whether the proxy takes the prefix away before it passes a request on.
    """

    def __init__(self, app: WSGIApplication, public_url: str | None) -> None:
        self._app = app
        self._public = unquote(urlsplit(public_url or "").path).rstrip("/")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve the request."""
        mounted = environ.get("SCRIPT_NAME", "").rstrip("/")
        prefix = self._public or _told(environ)
        if prefix:
            path = environ.get("PATH_INFO", "")
            if path == prefix or path.startswith(f"{prefix}/"):
                environ["PATH_INFO"] = path[len(prefix) :] or "/"
            # PUBLIC_URL is the whole of it; a proxy knows nothing of what an app is mounted in.
            whole = self._public or (mounted if mounted.startswith(prefix) else prefix + mounted)
            environ["SCRIPT_NAME"] = whole
        return self._app(environ, start_response)


def root() -> str:
    """What every address of this server begins with, as whoever sent this request sees it: "" or "/prefix"."""
    return request.script_root


def _told(environ: WSGIEnvironment) -> str:
    """What the proxy says; the first of several, and nothing that is no plain path."""
    told = str(environ.get("HTTP_X_FORWARDED_PREFIX", "")).partition(",")[0].strip()
    return told.rstrip("/") if _PREFIX.fullmatch(told) else ""


def rooted(view: Any, at: str) -> Any:
    """What is said of a video, with `at` before each address of this server in it."""
    if not at:
        return view
    if isinstance(view, list):
        return [rooted(each, at) for each in view]
    if isinstance(view, dict):
        return {name: _at(name, value, at) for name, value in view.items()}
    return view


def _at(name: str, value: Any, at: str) -> Any:
    if isinstance(value, str):
        ours = name.lower().endswith("url") and value.startswith("/") and not value.startswith("//")
        return at + value if ours else value
    return rooted(value, at)
