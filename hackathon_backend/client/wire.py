"""The Videos protocol as a client speaks it, over a network or straight into an app of this process."""

from __future__ import annotations

import json
import secrets
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import httpx2

from ..errors import ServerRefused, ServerUnreachable
from ..files import replaced

if TYPE_CHECKING:
    from ..storage import Storage

Variant = Literal["video", "thumbnail", "spritesheet"]
RemoteObject = Mapping[str, object]
"""What a server says of a video, or of a list of them: of its fields only those are sure that were looked at."""
SentFile = tuple[str, bytes, str]
"""Name, content and media type."""

_lock = Lock()
"""Of the cache below: it would make two connections for two threads, and drop one of them open."""
_TIMEOUT = httpx2.Timeout(60.0, connect=10.0)
_FAILED = ("failed", "cancelled", "canceled", "expired")


class StatusReport(TypedDict):
    """How far a video is: `progress` is 0-100, `url` is where the finished file is, `error` why there is none."""

    id: str
    status: Literal["queued", "in_progress", "completed", "failed"]
    progress: int
    url: str | None
    error: str | None


class Connection:
    """One server; `url_of` tells where the file of a finished video is."""

    def __init__(self, client: httpx2.Client, url_of: Callable[[str], str | None]) -> None:
        self._client = client
        self._url_of = url_of
        weakref.finalize(self, client.close)

    def start(self, fields: Mapping[str, object]) -> str:
        """Order a video, once: an order of unknown outcome is not sent again. Returns its id."""
        return str(self.create(fields, key=secrets.token_hex(16))["id"])

    def create(self, fields: Mapping[str, object], *, key: str, picture: SentFile | None = None) -> RemoteObject:
        """Order a video, once. Returns the protocol's object.

        Servers that honour the `key` make no second video if the same order comes under it again.
        """
        headers = {"Idempotency-Key": key}
        if picture is None:
            return _named(self._json("POST", "/videos", json=dict(fields), headers=headers))
        files = {"input_reference": picture}
        return _named(self._json("POST", "/videos", data=dict(fields), files=files, headers=headers))

    def remix(self, video_id: str, prompt: str, *, key: str) -> RemoteObject:
        """Order a video that is made of a finished one, once."""
        headers = {"Idempotency-Key": key}
        return _named(self._json("POST", f"{_path(video_id)}/remix", json={"prompt": prompt}, headers=headers))

    def video(self, video_id: str) -> tuple[RemoteObject, float]:
        """The protocol's object of a video, and in how many seconds to ask again."""
        response = self._send("GET", _path(video_id))
        return _body(response), _wait(response)

    def videos(self, **query: str | int) -> RemoteObject:
        """A page of videos, newest first."""
        return self._json("GET", "/videos", params=query)

    def delete(self, video_id: str) -> None:
        """Remove a video that has ended, with its files."""
        self._send("DELETE", _path(video_id))

    def cancel(self, video_id: str) -> RemoteObject:
        """Stop making a video. Goes beyond the protocol."""
        return self._json("POST", f"{_path(video_id)}/cancel")

    def status(self, video_id: str) -> tuple[StatusReport, float]:
        """How far the video is, and in how many seconds to ask again."""
        video, wait = self.video(video_id)
        return self.report(video_id, video), wait

    def report(self, video_id: str, video: Mapping[str, object]) -> StatusReport:
        """What the protocol's object of a video says of how far it is; a word that nobody knows is no end."""
        told, error = video.get("status"), video.get("error")
        status: Any = "failed" if told in _FAILED else told
        done = status == "completed"
        return {
            "id": video_id,
            "status": status if status in ("queued", "completed", "failed") else "in_progress",
            "progress": 100 if done else int(_number(video.get("progress")) or 0),
            "url": self._url_of(video_id) if done else None,
            "error": str(error.get("message") or error) if isinstance(error, dict) else None,
        }

    def download(self, video_id: str, path: Path, variant: Variant) -> None:
        """Write a file of the finished video to `path`, whole or not at all."""
        try:
            with self._file(f"{_path(video_id)}/content", variant) as answer:
                if answer.status_code != 200:
                    answer.read()
                    raise _refusal(answer)
                with replaced(path) as part, part.open("wb") as file:
                    for chunk in answer.iter_bytes():
                        file.write(chunk)
        except httpx2.HTTPError as error:
            raise _lost(error) from error

    @contextmanager
    def _file(self, path: str, variant: Variant) -> Iterator[httpx2.Response]:
        with self._client.stream("GET", path, params={"variant": variant}) as answer:
            if not answer.has_redirect_location:
                yield answer
                return
            address = answer.headers["Location"]
        # An app of this process sends to a bucket, which is elsewhere.
        with httpx2.stream("GET", address, timeout=_TIMEOUT) as answer:
            yield answer

    def beside(self, method: str, path: str, **more: Any) -> RemoteObject:
        """What a Model 7 has beside the protocol, at /api."""
        root = str(self._client.base_url).rstrip("/").removesuffix("/v1").removesuffix("/api")
        return _body(self._send(method, f"{root}/api{path}", **more))

    def _json(self, method: str, path: str, **more: Any) -> RemoteObject:
        return _body(self._send(method, path, **more))

    def _send(self, method: str, path: str, **more: Any) -> httpx2.Response:
        try:
            response = self._client.request(method, path, **more)
        except httpx2.HTTPError as error:
            raise _lost(error) from error
        if response.status_code >= 400:
            raise _refusal(response)
        return response


def remote(base_url: str, api_key: str | None) -> Connection:
    """The server at `base_url`, which usually ends in /v1; its connections are kept for the next call."""
    with _lock:
        return _connected(base_url, api_key)


@lru_cache(maxsize=16)
def _connected(base_url: str, api_key: str | None) -> Connection:
    base = base_url.rstrip("/")
    headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
    client = httpx2.Client(base_url=base, headers=headers, timeout=_TIMEOUT, follow_redirects=True)
    return Connection(client, lambda video_id: f"{base}{_path(video_id)}/content")


def inside(app: Any, storage: Storage) -> Connection:
    """A WSGI app of this process: its files can be had without it, from `storage`."""
    transport = httpx2.WSGITransport(app)
    client = httpx2.Client(base_url="http://localhost/v1", transport=transport, timeout=_TIMEOUT)

    def url_of(video_id: str) -> str | None:
        address = client.get(f"http://localhost/api{_path(video_id)}").json().get("videoUrl") or ""
        path = storage.local_copy(address.partition("?")[0].rpartition("/")[2])
        return path.resolve().as_uri() if path else None

    return Connection(client, url_of)


def _path(video_id: str) -> str:
    # An id is one step of a path, whatever is in it.
    return "/videos/" + "".join(char if char.isalnum() or char in "-_~" else f"%{ord(char):02X}" for char in video_id)


def _body(response: httpx2.Response) -> RemoteObject:
    try:
        body = json.loads(response.content)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ServerRefused("The server does not speak the Videos protocol: check base_url, it usually ends in /v1.")
    return body


def _named(video: RemoteObject) -> RemoteObject:
    if not isinstance(video.get("id"), str):
        raise ServerRefused("The server took the order without naming a video.")
    return video


def _number(told: object) -> float | None:
    return told if isinstance(told, int | float) else None


def _refusal(response: httpx2.Response) -> ServerRefused:
    try:
        error = json.loads(response.content)["error"]
        return ServerRefused(str(error["message"]), param=error.get("param"))
    except (ValueError, LookupError, TypeError):
        return ServerRefused(f"The server answered with HTTP {response.status_code}.")


def _lost(error: httpx2.HTTPError) -> ServerUnreachable:
    return ServerUnreachable(f"The server did not answer ({type(error).__name__}): check base_url and that it runs.")


def _wait(response: httpx2.Response) -> float:
    told = response.headers.get("openai-poll-after-ms", "")
    return min(max(int(told) / 1000, 0.1), 30.0) if told.isascii() and told.isdigit() else 1.0
