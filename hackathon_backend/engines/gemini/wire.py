"""Sending and receiving. Google's SDK writes the order; everything else is plain HTTP by the same connections, since
the SDK takes three seconds to import, three times as long for a poll, and can't go on with half a download.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx2

from ...errors import EngineBroken
from ..vendors.server import HttpAnswer, Vendor, answer_of
from ..vendors.transport import Transport

API_VERSION = "v1beta"
"""The version that Google's guide to video names, and that links to files have."""
ANSWER_BYTES = 96 * 1024 * 1024
"""What a JSON answer may weigh: a clip can come inside it, a third longer than it is."""

_FILE = re.compile(r"https?://[^?#]*/files/([A-Za-z0-9_-]+)")


class GeminiTransport(Transport):
    """Speaks to Google, or to a server that stands in for it, at `base_url` with or without a version."""

    # The HTTP client would take a key along that is no bearer token.
    follows_redirects = False

    def __init__(self, api_key: str, base_url: str, label: str) -> None:
        self._base_url = re.sub(r"/v1(beta)?$", "", base_url.strip().rstrip("/"))
        vendor = Vendor(label, f"{self._base_url}/{API_VERSION}", "GEMINI_BASE_URL")
        example = "https://generativelanguage.googleapis.com"
        super().__init__(api_key, vendor, key_setting="GEMINI_API_KEY", example=example)
        self._interactions: Any = None

    def headers(self) -> dict[str, str]:
        """The key, as Google wants it."""
        return {"x-goog-api-key": self.api_key} if self.api_key else {}

    def load_sdk(self) -> None:
        """Do what takes its time, once. Raises `EngineUnreachable`, `KeyRejected`."""
        self._sdk()

    def create(self, body: Mapping[str, Any], *, timeout: float) -> HttpAnswer:
        """POST an interaction, once, by the SDK."""
        with self.on_the_way(timeout, ANSWER_BYTES):
            return _sent(self._sdk(), body, timeout)

    def interaction(self, name: str, *, timeout: float) -> HttpAnswer:
        """GET an interaction, which may hold a clip."""
        with self.stream("interactions", name, timeout=timeout, most_bytes=ANSWER_BYTES) as response:
            response.read()
            return answer_of(response)

    @contextmanager
    def content(
        self, uri: str, *, timeout: float, headers: Mapping[str, str], most_bytes: int
    ) -> Iterator[httpx2.Response]:
        """GET what a link to a clip leads to, to be read inside.

        A file of Google's is asked for at the server that is asked for everything else, as the SDK does. Only that one
        gets the key, wherever it sends us on to.
        """
        file = _FILE.match(uri)
        if file is None:
            with self._linked(uri, timeout, headers, most_bytes) as response:
                yield response
            return
        path, media = ("files", f"{file[1]}:download"), {"alt": "media"}
        with self.stream(*path, timeout=timeout, params=media, headers=headers, most_bytes=most_bytes) as response:
            if not response.has_redirect_location:
                yield response
                return
            moved = str(response.url.join(response.headers["location"]))
        with self._linked(moved, timeout, headers, most_bytes) as response:
            yield response

    def close(self) -> None:
        """Close the connections. The next call opens new ones."""
        with self._lock:
            self._interactions = None
        super().close()

    @contextmanager
    def _linked(
        self, uri: str, timeout: float, headers: Mapping[str, str], most_bytes: int
    ) -> Iterator[httpx2.Response]:
        if not uri.startswith(("https://", "http://")):
            raise EngineBroken(f"{self.label} finished, but the link to its video is no web address.")
        with self.stream_link(uri, timeout=timeout, headers=headers, most_bytes=most_bytes) as response:
            yield response

    def _sdk(self) -> Any:
        """The SDK's interactions, which answer with raw HTTP responses."""
        http = self.client()
        with self._lock:
            if self._interactions is None:
                from google.genai import Client
                from google.genai.types import HttpOptions, HttpRetryOptions

                options = HttpOptions(
                    base_url=self._base_url,
                    api_version=API_VERSION,
                    httpx_client=http,
                    # By itself it sends an order five times.
                    retry_options=HttpRetryOptions(attempts=1),
                )
                # The environment could make it ask another of Google's services.
                client = Client(api_key=self.api_key or "no-key", vertexai=False, http_options=options)
                self._interactions = client.interactions.with_raw_response
            return self._interactions


def _sent(interactions: Any, body: Mapping[str, Any], timeout: float) -> HttpAnswer:
    """The answer to an order, whatever its status. Raises the HTTP client's errors as they are."""
    try:
        response = interactions.create(**body, timeout=timeout).http_response
    except Exception as error:
        # The SDK wraps answers and failures alike, in classes that are not public.
        response = getattr(error, "response", None)
        if isinstance(response, httpx2.Response):
            return answer_of(response)
        if isinstance(error.__cause__, httpx2.HTTPError):
            raise error.__cause__ from None
        raise
    return answer_of(response)
