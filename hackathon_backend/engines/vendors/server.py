"""The server that an engine asks, and what an HTTP client's failures say about a request to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2

from ...errors import EngineBroken, EngineError, EngineTimeout, EngineUnreachable

#: Failures before a byte of the request was on its way.
UNSENT = (
    httpx2.InvalidURL,
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)


@dataclass(frozen=True)
class HttpAnswer:
    """An HTTP answer. `body` is its JSON value, None if it is anything else; `method` is that of the request that was
    answered in the end: a redirect can make a GET of a POST.
    """

    status: int
    headers: Mapping[str, str]
    body: Any
    method: str

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300


def answer_of(response: httpx2.Response) -> HttpAnswer:
    """The whole of a response that has been read."""
    return answer_with(response.status_code, response.headers, response.content, response.request.method)


def answer_with(status: int, headers: Mapping[str, str], content: bytes, method: str) -> HttpAnswer:
    """The answer that consists of these."""
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        body = None
    return HttpAnswer(status, headers, body, method)


@dataclass(frozen=True)
class Vendor:
    """A server at `url`, called `label` by people; `setting` is the one that names its address."""

    label: str
    url: str
    setting: str

    @property
    def host(self) -> str | None:
        """As people may read it, without a name and password; None if the URL is no http or https URL."""
        return host_of(self.url)

    def lost(self, error: BaseException, timeout: float) -> EngineError:
        """What it means that the HTTP client raised `error`: `EngineUnreachable` if nothing was sent, `EngineTimeout`
        after `timeout` seconds without an answer, or `EngineBroken`.
        """
        if isinstance(error, UNSENT):
            return EngineUnreachable(
                f"{self.label} can't be reached at {self.host} ({type(error).__name__}): "
                f"check {self.setting} and that the server there is running."
            )
        if isinstance(error, httpx2.TimeoutException):
            return EngineTimeout(f"{self.label} did not answer within {timeout:g} seconds.")
        return EngineBroken(f"{self.label} broke the connection off before its answer was whole.", outage=True)

    def proxy(self) -> str | None:
        """The proxy that the environment names for it: a client with a transport of its own does not ask for it."""
        parts = urlsplit(self.url)
        if not parts.hostname or proxy_bypass(parts.hostname):
            return None
        proxies = getproxies()
        return proxies.get(parts.scheme) or proxies.get("all")


def host_of(url: str) -> str | None:
    """The server in `url` as people may read it, without a name and password; None if it is no http or https URL."""
    try:
        parts = urlsplit(url)
        name, _ = parts.hostname, parts.port
    except ValueError:
        return None
    return parts.netloc.rpartition("@")[2] if name and parts.scheme in ("http", "https") else None
