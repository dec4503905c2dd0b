"""Which web pages may call: CORS_ORIGINS, read the same way for requests and for WebSockets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from flask_cors.core import probably_regex

Pattern = str | re.Pattern[str]


def origin_patterns(names: Sequence[str]) -> list[Pattern]:
    """The origins that `names` lists, literally or as regular expressions that the whole origin has to match.

    Flask-CORS is content with a match at the beginning: `http://localhost` would let http://localhost.example.com in.
    """
    return [name if name == "*" or not probably_regex(name) else re.compile(rf"(?:{name})\Z", re.I) for name in names]


def may_connect(origin: str | None, host: str, patterns: Sequence[Pattern]) -> bool:
    """Whether a WebSocket may be opened by a page of `origin` with this server under the name `host`.

    Browsers open WebSockets to any server without asking it first, and say which page wanted it. Other programs
    have no origin.
    """
    if origin is None or urlsplit(origin).netloc.lower() == host.lower():
        return True
    return any(_matches(origin, pattern) for pattern in patterns)


def _matches(origin: str, pattern: Pattern) -> bool:
    if isinstance(pattern, str):
        return pattern in ("*", origin) or pattern.lower() == origin.lower()
    return pattern.match(origin) is not None
