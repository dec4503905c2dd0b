"""Which web pages may call: CORS_ORIGINS, read the same way for requests and for WebSockets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask_cors.core import probably_regex

Pattern = str | re.Pattern[str]

_ORIGIN = re.compile(r"(https?)://((?:\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?)", re.ASCII | re.IGNORECASE)
_USUAL_PORTS = {"http": ":80", "https": ":443"}
_OWN_SITE = (None, "same-origin", "none")
"""What a browser says (Sec-Fetch-Site) of this server's own pages, and of a request that no page has made."""


def origin_patterns(names: Sequence[str]) -> list[Pattern]:
    """The origins that `names` lists, literally or as regular expressions that the whole origin has to match.

    Flask-CORS is content with a match at the beginning: `http://localhost` would let http://localhost.example.com in.
    """
    return [name if name == "*" or not probably_regex(name) else re.compile(rf"(?:{name})\Z", re.I) for name in names]


def is_origin(text: str) -> bool:
    """Whether an `Origin` header names the origin of a web page; "null" and what makes no sense does not."""
    return _ORIGIN.fullmatch(text) is not None


def may_connect(
    origin: str | None,
    host: str,
    patterns: Sequence[Pattern],
    *,
    public_url: str | None = None,
    site: str | None = None,
) -> bool:
    """Whether a page of `origin` may do more than read, with this server under the name `host`.

    Browsers open WebSockets to any server and send it forms without asking it first, and say which page wanted it;
    `site` is their Sec-Fetch-Site. Other programs say nothing of the kind.
    """
    if origin is None:
        return site in _OWN_SITE
    if any(_matches(origin, pattern) for pattern in patterns):
        return True
    found = _ORIGIN.fullmatch(origin)
    if found is None:
        return False
    # A browser leaves the usual port out, a proxy may write it.
    usual = _USUAL_PORTS[found[1].lower()]
    own = [host, *([public_url.partition("://")[2].partition("/")[0]] if public_url else [])]
    return found[2].lower().removesuffix(usual) in [name.lower().removesuffix(usual) for name in own]


def _matches(origin: str, pattern: Pattern) -> bool:
    if isinstance(pattern, str):
        return pattern in ("*", origin) or pattern.lower() == origin.lower()
    return pattern.match(origin) is not None
