"""Bringing home what a server has made: the clip, and its thumbnail if there is one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import httpx2

from ...errors import EngineBroken, EngineError
from ..vendors.clip_download import LIMIT, SLACK, ClipDownload
from ..vendors.faults import Faults
from ..vendors.server import answer_of
from ..vendors.sniff import HEAD, image_kind
from .wire import VideosTransport

_THUMBNAIL_BYTES = 8 * 1024 * 1024


class Content:
    """Downloads what one engine has made."""

    def __init__(self, wire: VideosTransport, faults: Faults) -> None:
        self._wire = wire
        self._faults = faults

    def video(self, video: str, folder: Path, *, timeout: float) -> Path:
        """Bring the clip of `video` (its id) into `folder` as `ClipDownload` does."""

        def ask(headers: Mapping[str, str], seconds: float) -> AbstractContextManager[httpx2.Response]:
            path = ("videos", video, "content")
            return self._wire.stream(*path, timeout=seconds, headers=headers, most_bytes=LIMIT + SLACK)

        return ClipDownload(self._wire.label, video, ask, self._not_there).bring(folder, timeout=timeout)

    def thumbnail(self, video: str, folder: Path, *, timeout: float) -> Path | None:
        """Bring the thumbnail into `folder`, or None: not every server has one, and some send the video for it."""
        data = bytearray()
        path = ("videos", video, "content")
        params = {"variant": "thumbnail"}
        try:
            with self._wire.stream(*path, timeout=timeout, params=params, most_bytes=_THUMBNAIL_BYTES) as response:
                for chunk in response.iter_bytes() if response.status_code == 200 else ():
                    data += chunk
                    if len(data) >= HEAD and not image_kind(bytes(data[:HEAD])):
                        return None
            kind = image_kind(bytes(data[:HEAD]))
            if kind is None:
                return None
            target = folder / f"thumbnail.{kind}"
            target.write_bytes(data)
        except (EngineError, OSError):
            return None
        return target

    def _not_there(self, response: httpx2.Response) -> EngineError:
        what = "finished, but its video is not there yet"
        if response.history:
            # The key was for the server that sent us on: a refusal over there says nothing about it.
            return EngineBroken(f"{self._wire.label} {what} (HTTP {response.status_code} after a redirect).")
        response.read()
        return self._faults.request(answer_of(response), what)
