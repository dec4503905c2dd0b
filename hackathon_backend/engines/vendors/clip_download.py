"""Bringing a finished clip home: streamed to a part file, taken up again where it broke off, checked, then renamed."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx2

from ...errors import EngineBroken, EngineError
from ...net.deadline import Budget, within
from .sniff import HEAD, is_cut_off, video_kind
from .transport import ANSWER_BYTES, Transport

LIMIT = 1024**3
"""Bytes of a clip, at most."""
SLACK = 1024**2
"""Bytes beyond the limit that may arrive before it is noticed: the answer's head and the read that goes over it."""

_ATTEMPTS = 8

Ask = Callable[[Mapping[str, str], float], AbstractContextManager[httpx2.Response]]
"""GETs the clip with these headers within so many seconds, to be read inside. Raises `EngineError`."""
Refused = Callable[[httpx2.Response], EngineError]
"""What an answer means that is no clip; it has not been read."""


def by_fresh_link(wire: Transport, link: Callable[[float], str]) -> Ask:
    """For clips whose addresses do not hold for long: each time `link` asks for one, within so many seconds."""

    @contextmanager
    def ask(headers: Mapping[str, str], seconds: float) -> Iterator[httpx2.Response]:
        with within(seconds, most_bytes=ANSWER_BYTES) as budget:
            address = link(seconds)
            left = budget.seconds()
        with wire.stream_link(address, timeout=left, headers=headers, most_bytes=LIMIT + SLACK) as response:
            yield response

    return ask


class ClipDownload:
    """One clip of the engine called `label`; `name` tells it from others that are brought into the same folder."""

    def __init__(self, label: str, name: str, ask: Ask, refused: Refused) -> None:
        self._label = label
        self._name = name
        self._ask = ask
        self._refused = refused

    def bring(self, folder: Path, *, timeout: float) -> Path:
        """Bring the clip into `folder` as "clip.mp4", ".mov" or ".webm" within `timeout` seconds.

        What has arrived stays in a part file for the next call. Raises `EngineError`: `EngineBroken` too if the clip
        is not there yet, is no video, or can't be written.
        """
        part = part_file(folder, self._name)
        with _saving(self._label):
            with within(timeout, most_bytes=LIMIT) as budget:
                self._fetch(part, budget)
            return kept(part, folder, self._label)

    def _fetch(self, part: Path, budget: Budget) -> None:
        """Fill the part file, in as many attempts as bring it on."""
        for _ in range(_ATTEMPTS):
            have = _size(part)
            try:
                if self._fetch_rest(part, have, budget.seconds()):
                    return
                part.unlink(missing_ok=True)
            except EngineBroken:
                if _size(part) <= have:
                    raise
        raise EngineBroken(f"{self._label} broke the download off {_ATTEMPTS} times.")

    def _fetch_rest(self, part: Path, have: int, timeout: float) -> bool:
        """Write what comes after the first `have` bytes. False: there is no such rest, so they are not of this file."""
        with self._ask({"Range": f"bytes={have}-"} if have else {}, timeout) as response:
            start, total = _content_range(response)
            status = response.status_code
            if have and status == 416:
                return total == have
            if status == 206 and (start or 0) != have:
                return False
            if status not in (200, 206):
                raise self._refused(response)
            self._write(response, part, have if status == 206 else 0)
        self._check_whole(part, total)
        return True

    def _check_whole(self, part: Path, total: int | None) -> None:
        if total is not None and _size(part) < total:
            raise EngineBroken(f"{self._label} sent {_size(part)} of {total} bytes of the clip.")

    def _write(self, response: httpx2.Response, part: Path, start: int) -> None:
        size = start
        with part.open("ab" if start else "wb") as file:
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > LIMIT:
                    part.unlink()
                    raise EngineBroken(f"The clip of {self._label} is bigger than {LIMIT // 1024**2} MiB.")
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())


def keep(data: bytes, folder: Path, label: str, name: str) -> Path:
    """Write a clip that came whole, and check it. Raises `EngineBroken` if it is no video or can't be written."""
    part = part_file(folder, name)
    with _saving(label):
        part.write_bytes(data)
        return kept(part, folder, label)


def part_file(folder: Path, name: str) -> Path:
    """Where what has arrived of a clip is kept."""
    return folder / f"clip-{hashlib.sha256(name.encode()).hexdigest()[:12]}.part"


def kept(part: Path, folder: Path, label: str) -> Path:
    """Give a whole video its name in `folder`; anything else is removed. Raises `EngineBroken`, `OSError`."""
    with part.open("rb") as file:
        head = file.read(HEAD)
    kind = video_kind(head)
    if kind and (kind == "webm" or not is_cut_off(part)):
        return part.replace(folder / f"clip.{kind}")
    part.unlink()
    fault = "sent only a piece of its video" if kind else "sent something that is no video"
    raise EngineBroken(f"{label} finished, but {fault if head else 'its video is empty'}.")


@contextmanager
def _saving(label: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EngineBroken(f"The clip of {label} could not be saved: {error.strerror}.") from error


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _content_range(response: httpx2.Response) -> tuple[int | None, int | None]:
    """Where the bytes of a partial answer start and how many there are in all, as far as `Content-Range` tells."""
    match = re.fullmatch(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)", response.headers.get("content-range", "").strip())
    if match is None:
        return None, None
    start, total = match.groups()
    return (int(start) if start else None, int(total) if total != "*" else None)
