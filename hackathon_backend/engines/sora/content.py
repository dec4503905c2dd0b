"""Bringing a finished clip home: streamed to a part file, taken up again where it broke off, checked, then renamed."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import httpx2

from ...errors import EngineBroken, EngineError
from ...net.deadline import Budget, within
from .faults import Faults
from .sniff import HEAD, image_kind, is_cut_off, video_kind
from .wire import Transport, answer_of

LIMIT = 1024**3
"""Bytes of a clip, at most."""

#: Bytes beyond the limit that may arrive before it is noticed: the answer's head and the read that goes over it.
_SLACK = 1024**2

_ATTEMPTS = 8
_THUMBNAIL_BYTES = 8 * 1024 * 1024


class Content:
    """Downloads what one engine has made."""

    def __init__(self, wire: Transport, faults: Faults) -> None:
        self._wire = wire
        self._faults = faults

    def video(self, video: str, folder: Path, *, timeout: float) -> Path:
        """Bring the clip of `video` (its id) into `folder` as "clip.mp4", ".mov" or ".webm" within `timeout` seconds.

        What has arrived stays in a part file for the next call. Raises `EngineError`: `EngineBroken` too if the clip
        is not there yet, is no video, or can't be written.
        """
        part = folder / f"clip-{hashlib.sha256(video.encode()).hexdigest()[:12]}.part"
        try:
            with within(timeout, most_bytes=LIMIT) as budget:
                self._fetch(video, part, budget)
            return part.replace(folder / f"clip.{self._checked(part)}")
        except OSError as error:
            raise EngineBroken(f"The clip of {self._wire.label} could not be saved: {error.strerror}.") from error

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

    def _fetch(self, video: str, part: Path, budget: Budget) -> None:
        """Fill the part file, in as many attempts as bring it on."""
        for _ in range(_ATTEMPTS):
            have = _size(part)
            try:
                if self._fetch_rest(video, part, have, budget.seconds()):
                    return
                part.unlink(missing_ok=True)
            except EngineBroken:
                if _size(part) <= have:
                    raise
        raise EngineBroken(f"{self._wire.label} broke the download off {_ATTEMPTS} times.")

    def _fetch_rest(self, video: str, part: Path, have: int, timeout: float) -> bool:
        """Write what comes after the first `have` bytes. False: there is no such rest, so they are not of this file."""
        headers = {"Range": f"bytes={have}-"} if have else {}
        path = ("videos", video, "content")
        with self._wire.stream(*path, timeout=timeout, headers=headers, most_bytes=LIMIT + _SLACK) as response:
            start, total = _content_range(response)
            status = response.status_code
            if have and status == 416:
                return total == have
            if status == 206 and (start or 0) != have:
                return False
            if status not in (200, 206):
                raise self._not_there(response)
            self._write(response, part, have if status == 206 else 0)
        self._check_whole(part, total)
        return True

    def _check_whole(self, part: Path, total: int | None) -> None:
        if total is not None and _size(part) < total:
            raise EngineBroken(f"{self._wire.label} sent {_size(part)} of {total} bytes of the clip.")

    def _write(self, response: httpx2.Response, part: Path, start: int) -> None:
        size = start
        with part.open("ab" if start else "wb") as file:
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > LIMIT:
                    part.unlink()
                    raise EngineBroken(f"The clip of {self._wire.label} is bigger than {LIMIT // 1024**2} MiB.")
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())

    def _not_there(self, response: httpx2.Response) -> EngineError:
        what = "finished, but its video is not there yet"
        if response.history:
            # The key was for the server that sent us on: a refusal over there says nothing about it.
            return EngineBroken(f"{self._wire.label} {what} (HTTP {response.status_code} after a redirect).")
        response.read()
        return self._faults.request(answer_of(response), what)

    def _checked(self, part: Path) -> str:
        """The file name extension of a whole video; anything else is removed."""
        with part.open("rb") as file:
            head = file.read(HEAD)
        kind = video_kind(head)
        if kind and (kind == "webm" or not is_cut_off(part)):
            return kind
        part.unlink()
        fault = "sent only a piece of its video" if kind else "sent something that is no video"
        raise EngineBroken(f"{self._wire.label} finished, but {fault if head else 'its video is empty'}.")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _content_range(response: httpx2.Response) -> tuple[int | None, int | None]:
    """Where the bytes of a partial answer start and how many there are in all, as far as `Content-Range` tells."""
    match = re.fullmatch(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)", response.headers.get("content-range", "").strip())
    if match is None:
        return None, None
    start, total = match.groups()
    return (int(start) if start else None, int(total) if total != "*" else None)
