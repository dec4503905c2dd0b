"""Sending over the Videos protocol: what costs money goes by the protocol's own SDK, once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import httpx2

from ..vendors.server import HttpAnswer, Vendor, answer_of
from ..vendors.transport import ANSWER_BYTES, Transport, quoted

if TYPE_CHECKING:
    from openai import OpenAI, RequestOptions


class VideosTransport(Transport):
    """Speaks HTTP to a server of the protocol."""

    def __init__(self, api_key: str, base_url: str, label: str) -> None:
        vendor = Vendor(label, base_url.strip(), "SORA_BASE_URL")
        super().__init__(api_key, vendor, key_setting="SORA_API_KEY", example="http://localhost:8000/v1")
        self._sdk: OpenAI | None = None

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
        return self.order("videos", body=fields, files=dict(files), headers=form, timeout=timeout)

    def order(
        self, *path: str, body: Mapping[str, Any], headers: Mapping[str, str], timeout: float, **more: Any
    ) -> HttpAnswer:
        """POST `body` to `path` (parts, unquoted) by the SDK, once: as JSON unless the headers say otherwise."""
        options: RequestOptions = {"headers": dict(headers), "timeout": timeout, "max_retries": 0}
        with self.on_the_way(timeout, ANSWER_BYTES):
            return answer_of(self._posted(quoted(path), timeout, options=options, body=dict(body), **more))

    def prepare(self) -> None:
        """Load and set up what requests are sent with. Raises `EngineUnreachable`, `KeyRejected`."""
        self._connected()

    def close(self) -> None:
        """Close the connections. The next call opens new ones."""
        with self._lock:
            self._sdk = None
        super().close()

    def headers(self) -> dict[str, str]:
        """What the SDK would send: a request without it takes half the time, and ten thousand videos are asked for."""
        told = {name: value for name, value in self._connected().default_headers.items() if isinstance(value, str)}
        return {name: value for name, value in told.items() if name.lower() != "content-type"}

    def _posted(self, path: str, timeout: float, **sent: Any) -> httpx2.Response:
        """Send by the SDK's raw verb, since `client.videos` warns on every call that OpenAI's own server is closed."""
        from openai import APIConnectionError, APIStatusError

        try:
            response: httpx2.Response = self._connected().post(path, cast_to=httpx2.Response, **sent)
        except APIStatusError as error:
            return error.response
        except APIConnectionError as error:
            raise self.vendor.lost(error.__cause__ or error, timeout) from error
        return response

    def _connected(self) -> OpenAI:
        # Here, since the SDK takes most of a second to import and a server without this engine never needs it.
        from openai import OpenAI

        http = self.client()
        with self._lock:
            if self._sdk is None:
                self._sdk = OpenAI(
                    api_key=self.api_key or "no-key",
                    base_url=self.vendor.url,
                    max_retries=0,
                    # Bytes are counted as they arrive: an answer must not unfold to more than that.
                    default_headers={"Accept-Encoding": "identity"},
                    http_client=http,
                )
            return self._sdk
