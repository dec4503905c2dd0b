"""A client of any server that speaks OpenAI's protocol, bounded in time and bytes."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

import httpx2

from .deadline import BoundedTransport

if TYPE_CHECKING:
    from openai import OpenAI


def openai_client(owner: object, api_key: str | None, base_url: str | None, *, timeout: float) -> OpenAI:
    """A client that asks once and never again: a second POST would be a second bill. It is closed with its `owner`.

    `timeout` is in seconds, for each read; calls are bounded by `deadline.within`.
    """
    # The package takes half a second to import, so it is imported at the first call: without a key, never.
    import openai

    http = httpx2.Client(transport=BoundedTransport(), timeout=timeout, follow_redirects=True)
    weakref.finalize(owner, http.close)
    # A server without keys needs a non-empty one for the package's sake.
    return openai.OpenAI(api_key=api_key or "none", base_url=base_url, max_retries=0, http_client=http)
