"""Sending and receiving: one pooled client for each engine, and every failure of the way as an `EngineError`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

import httpx2

from ...errors import EngineUnreachable, KeyRejected
from ...net.deadline import StripedTransport, within
from ..vendor import HttpAnswer, Vendor, answer_of

if TYPE_CHECKING:
    from openai import OpenAI, RequestOptions

#: What a JSON answer may weigh: a page of 50 videos with prompts of 32,000 characters stays below it.
ANSWER_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class _Line:
    """The SDK, the HTTP client that it sends with, and the headers that it would send."""

    sdk: OpenAI
    http: httpx2.Client
    headers: Mapping[str, str]


class Transport:
    """Speaks HTTP to one base URL. Every call takes `timeout` seconds at most, all in all, and raises
    `EngineUnreachable` if nothing was sent, `EngineTimeout`, or `EngineBroken` if the connection broke.
    """

    def __init__(self, api_key: str, base_url: str, label: str) -> None:
        self.api_key = api_key.strip()
        self.base_url = base_url.strip()
        self.label = label
        self._vendor = Vendor(label, self.base_url, "SORA_BASE_URL")
        self._lock = Lock()
        self._line: _Line | None = None

    def get(self, *path: str, timeout: float, params: Mapping[str, str] | None = None) -> HttpAnswer:
        """GET the resource at `path` (parts, unquoted)."""
        with self.stream(*path, timeout=timeout, params=params, most_bytes=ANSWER_BYTES) as response:
            response.read()
            return answer_of(response)

    def delete(self, *path: str, timeout: float) -> HttpAnswer:
        """DELETE the resource at `path`."""
        with self._on_the_way(timeout, ANSWER_BYTES) as line:
            return answer_of(self._send(line, "delete", path, {"timeout": timeout}))

    def create(
        self,
        fields: Mapping[str, str],
        files: Mapping[str, tuple[str, bytes, str]],
        *,
        headers: Mapping[str, str],
        timeout: float,
    ) -> HttpAnswer:
        """POST a multipart form to /videos, once: `files` are (name, bytes, type)."""
        form = {"Content-Type": "multipart/form-data", **headers}
        return self.post("videos", body=dict(fields), files=dict(files), headers=form, timeout=timeout)

    def post(
        self, *path: str, body: Mapping[str, Any], headers: Mapping[str, str], timeout: float, **more: Any
    ) -> HttpAnswer:
        """POST `body` to `path` (parts, unquoted), once: as JSON unless the headers say otherwise."""
        options: RequestOptions = {"headers": dict(headers), "timeout": timeout, "max_retries": 0}
        with self._on_the_way(timeout, ANSWER_BYTES) as line:
            return answer_of(self._send(line, "post", path, options, body=dict(body), **more))

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
        with self._on_the_way(timeout, most_bytes) as line:
            response = self._get(line, path, params or {}, headers or {}, timeout)
            try:
                yield response
            finally:
                response.close()

    def prepare(self) -> None:
        """Load and set up what requests are sent with. Raises `EngineUnreachable`, `KeyRejected`."""
        self._connected()

    def close(self) -> None:
        """Close the connections. The next call opens new ones."""
        with self._lock:
            line, self._line = self._line, None
        if line is not None:
            line.sdk.close()

    def _get(
        self, line: _Line, path: tuple[str, ...], params: Mapping[str, str], headers: Mapping[str, str], timeout: float
    ) -> httpx2.Response:
        """GET without the SDK, which takes as long as the request itself: ten thousand videos are asked for."""
        url = self.base_url.rstrip("/") + _quoted(path)
        request = line.http.build_request(
            "GET", url, params=params or None, headers={**line.headers, **headers}, timeout=timeout
        )
        return line.http.send(request, stream=True)

    def _send(
        self,
        line: _Line,
        method: Literal["post", "delete"],
        path: tuple[str, ...],
        options: RequestOptions,
        **more: Any,
    ) -> httpx2.Response:
        """Send by the SDK's raw verbs, since `client.videos` warns on every call that OpenAI's own server is closed."""
        from openai import APIStatusError

        try:
            response = getattr(line.sdk, method)(_quoted(path), cast_to=httpx2.Response, options=options, **more)
        except APIStatusError as error:
            response = error.response
        assert isinstance(response, httpx2.Response)
        return response

    @contextmanager
    def _on_the_way(self, timeout: float, most_bytes: int) -> Iterator[_Line]:
        from openai import APIConnectionError

        try:
            line = self._connected()
            with within(timeout, most_bytes=most_bytes):
                yield line
        except APIConnectionError as error:
            raise self._vendor.lost(error.__cause__ or error, timeout) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise self._vendor.lost(error, timeout) from error

    def _connected(self) -> _Line:
        if self._vendor.host is None:
            raise EngineUnreachable("SORA_BASE_URL is no web address: it has to look like http://localhost:8000/v1.")
        if not (self.api_key.isascii() and self.api_key.isprintable()):
            raise KeyRejected("SORA_API_KEY has characters that no key has: copy it again.")
        with self._lock:
            if self._line is None:
                self._line = self._connect()
            return self._line

    def _connect(self) -> _Line:
        # Here, since the SDK takes most of a second to import and a server without this engine never needs it.
        from openai import DefaultHttpxClient, OpenAI

        try:
            transport = StripedTransport(self._vendor.proxy())
        except (ValueError, ImportError) as error:
            raise EngineUnreachable(f"The proxy that the environment names can't be used: {error}") from error
        http = DefaultHttpxClient(transport=transport)
        sdk = OpenAI(
            api_key=self.api_key or "no-key",
            base_url=self.base_url,
            max_retries=0,
            # Bytes are counted as they arrive: an answer must not unfold to more than that.
            default_headers={"Accept-Encoding": "identity"},
            http_client=http,
        )
        told = {name: value for name, value in sdk.default_headers.items() if isinstance(value, str)}
        return _Line(sdk, http, {name: value for name, value in told.items() if name.lower() != "content-type"})


def _quoted(path: tuple[str, ...]) -> str:
    return "/" + "/".join(quote(part, safe="") for part in path)
