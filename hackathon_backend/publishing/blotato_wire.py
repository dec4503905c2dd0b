"""How Blotato's REST API is spoken to: uploads, requests with the key, and what their failures mean."""

from __future__ import annotations

import json
import re
import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlencode, urlsplit

import httpx2
from pydantic import BaseModel, ValidationError

from ..errors import PublicationUnsure, PublisherAway, PublisherRefused
from ..net.deadline import BoundedTransport, within
from ..times import retry_after
from .blotato_answers import BlotatoListedPosts, BlotatoSchedules

UPLOAD_SECONDS = 900.0
_SECONDS = 30.0
_MOST_BYTES = 4_000_000
_PAGES = 40
"""Pages of a list that are read."""
_SAID = 300
"""Characters of what it says of an error that are passed on."""
_NOTHING_MADE = range(400, 500)
_MAYBE_MADE = (408,)
"""What gateways answer when the server behind them was too slow."""
M = TypeVar("M", bound=BaseModel)
L = TypeVar("L", BlotatoSchedules, BlotatoListedPosts)


class BlotatoWire:
    """Version 2 of the API at an address, with the header `blotato-api-key`."""

    def __init__(self, key: str, base_url: str) -> None:
        self._key, self._base = key, base_url
        self._http = httpx2.Client(transport=BoundedTransport(), timeout=_SECONDS, follow_redirects=False)
        weakref.finalize(self, self._http.close)

    def put(self, file: Path, address: str) -> None:
        """Upload a film to an address that is signed for it, which must not see the key."""
        if urlsplit(address).scheme not in ("http", "https"):
            raise PublisherRefused("Blotato has named no address to upload the film to.")
        headers = {"Content-Type": "video/mp4", "Content-Length": str(file.stat().st_size)}
        try:
            with file.open("rb") as film, within(UPLOAD_SECONDS, most_bytes=_MOST_BYTES):
                pieces = iter(lambda: film.read(1 << 20), b"")
                answer = self._http.put(address, content=pieces, headers=headers)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise PublisherAway("The film could not be uploaded to Blotato; it is tried again.") from error
        if answer.status_code >= 500:
            raise PublisherAway(f"The place for uploads of Blotato answered {answer.status_code}; it is tried again.")
        if not answer.is_success:
            raise PublisherRefused(
                f"Blotato did not take the film: its place for uploads answered {answer.status_code}."
            )

    def read(self, model: type[M], path: str) -> M:
        """What is there, as the model."""
        return self.said(model, self.ask("GET", path))

    def said(self, model: type[M], answer: httpx2.Response) -> M:
        """An answer as the model. Raises `PublisherAway` if it is none."""
        try:
            return model.model_validate_json(answer.content)
        except ValidationError as error:
            raise PublisherAway("Blotato answered something that can't be read.") from error

    def lists(self, kind: type[L], path: str, asked: Mapping[str, str]) -> Iterator[L]:
        """The pages of a list, one after the other."""
        cursor: str | None = ""
        for _ in range(_PAGES):
            page = self.read(kind, f"{path}?{urlencode({**asked, **({'cursor': cursor} if cursor else {})})}")
            yield page
            if not (cursor := page.cursor):
                return

    def ask(
        self,
        method: Literal["GET", "POST", "DELETE"],
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        seconds: float = _SECONDS,
        once: bool = False,
        missing: bool = False,
    ) -> httpx2.Response:
        """The answer. What may have been done is `PublicationUnsure` if it may be done `once` only."""
        headers = {"blotato-api-key": self._key}
        try:
            with within(seconds, most_bytes=_MOST_BYTES):
                answer = self._http.request(method, self._base + path, json=body, headers=headers)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise PublisherAway("Blotato can't be reached now.") from error
        except httpx2.HTTPError as error:
            if once:
                raise PublicationUnsure("The answer of Blotato was lost.") from error
            raise PublisherAway("Blotato did not answer.") from error
        if answer.is_success or (missing and answer.status_code == 404):
            return answer
        raise self._fault(answer, once=once)

    def _fault(self, answer: httpx2.Response, *, once: bool) -> Exception:
        status, said = answer.status_code, self._message(answer)
        if status == 429:
            return PublisherAway(f"Blotato asks to wait{said}", retry_after=retry_after(answer.headers))
        if status in (401, 403):
            return PublisherRefused(f"Blotato does not accept BLOTATO_API_KEY, or the plan has no API{said}")
        if status in _NOTHING_MADE and status not in _MAYBE_MADE:
            return PublisherRefused(f"Blotato does not take it{said}")
        if once:
            return PublicationUnsure(f"Blotato answered {status} to the post.")
        return PublisherAway(f"Blotato answered {status}.")

    def _message(self, answer: httpx2.Response) -> str:
        """What it says of an error, as the end of a sentence."""
        try:
            body = json.loads(answer.content)
        except ValueError:
            body = None
        said = body.get("message") if isinstance(body, dict) else None
        text = self.plain(said) if isinstance(said, str) else ""
        return f": {text}" if text else "."

    def plain(self, text: str) -> str:
        """Words of the service on one line, without the key."""
        return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text.replace(self._key, "…")).strip()[:_SAID]
