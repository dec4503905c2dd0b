"""Sending to Runway: what costs money goes by its SDK, once, over this program's own bounded transport."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import httpx
import httpx2
from runwayml import APIConnectionError, APIStatusError, RunwayML

from ..vendors.server import HttpAnswer, Vendor, answer_with
from ..vendors.transport import ANSWER_BYTES, Transport

Way = Literal["text_to_video", "image_to_video"]


class RunwayTransport(Transport):
    """Speaks HTTP to Runway."""

    def __init__(self, api_key: str, base_url: str, label: str) -> None:
        vendor = Vendor(label, base_url, "RUNWAY_BASE_URL")
        super().__init__(api_key, vendor, key_setting="RUNWAYML_API_SECRET", example="https://api.dev.runwayml.com")
        self._sdk = RunwayML(
            # The SDK would look for a key by itself.
            api_key=self.api_key or "no-key",
            base_url=vendor.url,
            max_retries=0,
            http_client=httpx.Client(transport=_Bridge(self.client)),
        )

    def headers(self) -> dict[str, str]:
        """What the SDK would send, the version of the API among them."""
        told = {name: value for name, value in self._sdk.default_headers.items() if isinstance(value, str)}
        return {name: value for name, value in told.items() if name.lower() != "content-type"}

    def create(self, way: Way, fields: Mapping[str, Any], *, timeout: float) -> HttpAnswer:
        """Order a video by the SDK, once."""
        with self.on_the_way(timeout, ANSWER_BYTES):
            response = self._ordered(way, fields, timeout)
        return answer_with(response.status_code, response.headers, response.content, "POST")

    def _ordered(self, way: Way, fields: Mapping[str, Any], timeout: float) -> httpx.Response:
        resource: Any = getattr(self._sdk, way)
        try:
            raw = resource.with_raw_response.create(**fields, timeout=timeout)
        except APIStatusError as error:
            return error.response
        except APIConnectionError as error:
            raise self.vendor.lost(error.__cause__ or error, timeout) from error
        response: httpx.Response = raw.http_response
        return response


class _Bridge(httpx.BaseTransport):
    """Lets the SDK, which is written for httpx, send by a client of httpx2, which holds every call to its budget."""

    def __init__(self, client: Callable[[], httpx2.Client]) -> None:
        self._client = client

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it and read all of the answer. A redirect is none that an order could follow."""
        headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"accept-encoding"]
        headers.append((b"Accept-Encoding", b"identity"))
        sent = httpx2.Request(request.method, str(request.url), headers=headers, content=request.read())
        answer = self._client().send(sent, follow_redirects=False)
        kept = [(name, value) for name, value in answer.headers.raw if name.lower() != b"content-encoding"]
        return httpx.Response(answer.status_code, headers=kept, content=answer.content, request=request)
