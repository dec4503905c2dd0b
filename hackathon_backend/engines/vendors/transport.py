"""HTTP to one vendor: one pooled client for each engine, and every failure of the way as an `EngineError`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

import httpx2

from ... import __version__
from ...errors import EngineBroken, EngineUnreachable, KeyRejected, UrlFailed, UrlRefused
from ...net.deadline import Resolve, StripedTransport, within
from ...net.safe_fetch import public_addresses
from .server import HttpAnswer, Vendor, answer_of

ANSWER_BYTES = 16 * 1024 * 1024
"""What a JSON answer may weigh: a page of 50 videos with prompts of 32,000 characters stays below it."""


class Transport:
    """Speaks HTTP to one vendor, with a key as its bearer token. `key_setting` is where that comes from, `example` how
    the vendor's address looks.

    Every call takes `timeout` seconds at most, all in all, and raises `EngineUnreachable` if nothing was sent,
    `EngineTimeout`, or `EngineBroken` if the connection broke. Thread-safe; it connects at its first call.
    """

    follows_redirects: ClassVar[bool] = True
    """Whether the vendor may send requests on. The HTTP client takes a bearer token off them then, but no other key."""

    def __init__(self, api_key: str, vendor: Vendor, *, key_setting: str, example: str) -> None:
        self.api_key = api_key.strip()
        self.vendor = vendor
        self.label = vendor.label
        self._key_setting = key_setting
        self._example = example
        self._lock = Lock()
        self._http: httpx2.Client | None = None
        self._links: httpx2.Client | None = None

    def get(self, *path: str, timeout: float, params: Mapping[str, str] | None = None) -> HttpAnswer:
        """GET the resource at `path` (parts, unquoted)."""
        with self.stream(*path, timeout=timeout, params=params, most_bytes=ANSWER_BYTES) as response:
            response.read()
            return answer_of(response)

    def post(self, *path: str, body: Mapping[str, Any], timeout: float) -> HttpAnswer:
        """POST `body` as JSON to `path`, once."""
        with self.on_the_way(timeout, ANSWER_BYTES):
            return answer_of(self._sent("POST", path, timeout, json=dict(body)))

    def delete(self, *path: str, timeout: float) -> HttpAnswer:
        """DELETE the resource at `path`."""
        with self.on_the_way(timeout, ANSWER_BYTES):
            return answer_of(self._sent("DELETE", path, timeout))

    @contextmanager
    def stream(
        self,
        *path: str,
        timeout: float,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        most_bytes: int,
    ) -> Iterator[httpx2.Response]:
        """GET the resource at `path`, to be read inside; errors of reading become `EngineError`s as well."""
        with self.on_the_way(timeout, most_bytes):
            sent = {**self.headers(), **(headers or {})}
            with _opened(self.client(), self._url(path), sent, timeout, params) as response:
                yield response

    @contextmanager
    def stream_link(
        self, url: str, *, timeout: float, headers: Mapping[str, str] | None = None, most_bytes: int
    ) -> Iterator[httpx2.Response]:
        """GET what an answer links to, to be read inside. The key goes along only to the vendor's own address.

        What a model puts out can link anywhere: unless the vendor itself is at home, only public addresses are asked.
        """
        ours = _origin(url) == _origin(self.vendor.url)
        with self.on_the_way(timeout, most_bytes):
            sent = {**(self.headers() if ours else {}), **(headers or {})}
            with _opened(self.client() if ours else self._link_client(), url, sent, timeout) as response:
                yield response

    def prepare(self) -> None:
        """Load and set up what requests are sent with. Raises `EngineUnreachable`, `KeyRejected`."""
        self.client()

    def close(self) -> None:
        """Close the connections. The next call opens new ones."""
        with self._lock:
            clients, self._http, self._links = (self._http, self._links), None, None
        for client in clients:
            if client is not None:
                client.close()

    def headers(self) -> dict[str, str]:
        """What goes along with every request to the vendor."""
        return {"Authorization": f"Bearer {self.api_key}"} if self.api_key else {}

    def client(self) -> httpx2.Client:
        """The client that is used for the vendor's own address. Raises `EngineUnreachable`, `KeyRejected`."""
        if self.vendor.host is None:
            raise EngineUnreachable(f"{self.vendor.setting} is no web address: it has to look like {self._example}.")
        if not (self.api_key.isascii() and self.api_key.isprintable()):
            raise KeyRejected(f"{self._key_setting} has characters that no key has: copy it again.")
        with self._lock:
            if self._http is None:
                self._http = self._connect(follows=self.follows_redirects)
            return self._http

    @contextmanager
    def on_the_way(self, timeout: float, most_bytes: int) -> Iterator[None]:
        """Bound what is done inside, and make `EngineError`s of the way's failures."""
        try:
            self.prepare()
            with within(timeout, most_bytes=most_bytes):
                yield
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise self.vendor.lost(error, timeout) from error
        except (UrlRefused, UrlFailed) as error:
            raise EngineBroken(f"{self.label} links to where nothing can be fetched. {error.message}") from error

    def _sent(self, method: str, path: tuple[str, ...], timeout: float, **content: Any) -> httpx2.Response:
        http = self.client()
        request = http.build_request(method, self._url(path), headers=self.headers(), timeout=timeout, **content)
        return http.send(request)

    def _url(self, path: tuple[str, ...]) -> str:
        return self.vendor.url.rstrip("/") + quoted(path)

    def _link_client(self) -> httpx2.Client:
        with self._lock:
            if self._links is None:
                # Behind a proxy it is the proxy that looks names up.
                anywhere = self.vendor.proxy() is not None or not self.vendor.url.startswith("https://")
                self._links = self._connect(None if anywhere else public_addresses)
            return self._links

    def _connect(self, resolve: Resolve | None = None, *, follows: bool = True) -> httpx2.Client:
        try:
            transport = StripedTransport(self.vendor.proxy(), resolve)
        except (ValueError, ImportError) as error:
            raise EngineUnreachable(f"The proxy that the environment names can't be used: {error}") from error
        # Bytes are counted as they arrive: an answer must not unfold to more than that.
        headers = {"User-Agent": f"Model7/{__version__}", "Accept-Encoding": "identity"}
        return httpx2.Client(transport=transport, headers=headers, follow_redirects=follows)


@contextmanager
def _opened(
    http: httpx2.Client,
    url: str,
    headers: Mapping[str, str],
    timeout: float,
    params: Mapping[str, str] | None = None,
) -> Iterator[httpx2.Response]:
    request = http.build_request("GET", url, params=params or None, headers=headers, timeout=timeout)
    response = http.send(request, stream=True)
    try:
        yield response
    finally:
        response.close()


def quoted(path: tuple[str, ...]) -> str:
    """The path of a URL from its parts."""
    return "/" + "/".join(quote(part, safe=":") for part in path)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()
