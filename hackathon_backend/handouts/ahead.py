"""Hand-outs of many films at once: made one after the other behind the requests that want them, and put in one file."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import IO

from ..errors import Model7Error
from ..jobs import Job
from .making import Handouts

log = logging.getLogger(__name__)

PATIENCE = 12.0
"""Seconds that a request waits for those that are not there yet; what is not ready then is there for the next one."""
_MOST_WAITING = 1000
_PIECE = 1 << 16


@dataclass(frozen=True)
class HandoutShelf:
    """Hand-outs by the ids of their films, in a file without a name: it is gone with the process.

    `places` are (start, length) in bytes; `late` are films whose hand-outs are being made, `without` those that have
    none.
    """

    file: IO[bytes]
    places: Mapping[str, tuple[int, int]]
    late: frozenset[str]
    without: frozenset[str]

    def read(self, video_id: str) -> Iterator[bytes]:
        """One of them; one reader at a time."""
        start, left = self.places[video_id]
        self.file.seek(start)
        while left and (piece := self.file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece


class HandoutsAhead:
    """Has hand-outs made, on A4 and with their answers, each once however many ask for it."""

    def __init__(self, handouts: Handouts) -> None:
        self._handouts = handouts
        self._lock = Lock()
        self._under_way: dict[str, Future[Path]] = {}
        # One at a time is all that the processes for previews take.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="handouts")

    def stop(self) -> None:
        """Begin none any more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    @contextmanager
    def shelf(self, jobs: Sequence[Job], folder: Path) -> Iterator[HandoutShelf]:
        """Those of the films that are ready within `PATIENCE` seconds; `folder` is on the disk that has room for them.

        The others are made all the same.
        """
        asked = {job.id: self._begun(job) for job in jobs}
        wait([each for each in asked.values() if each is not None], PATIENCE)
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as file:
            yield _filled(file, asked)

    def _begun(self, job: Job) -> Future[Path] | None:
        """The making of one; None if too many are waited for."""
        with self._lock:
            if (known := self._under_way.get(job.id)) is not None:
                return known
            if len(self._under_way) >= _MOST_WAITING:
                return None
            future = self._thread.submit(self._handouts.on_paper, job, "a4", answers=True)
            self._under_way[job.id] = future
        future.add_done_callback(lambda _done: self._ended(job.id))
        return future

    def _ended(self, video_id: str) -> None:
        with self._lock:
            self._under_way.pop(video_id, None)


def _filled(file: IO[bytes], asked: Mapping[str, Future[Path] | None]) -> HandoutShelf:
    """What is ready, copied into `file`: where it was made it may have to make room at any moment."""
    places: dict[str, tuple[int, int]] = {}
    without: set[str] = set()
    for video_id, future in asked.items():
        if future is None or not future.done() or future.cancelled():
            continue
        try:
            places[video_id] = _appended(file, future.result())
        except FileNotFoundError:
            continue
        except Model7Error as error:
            log.info("There is no hand-out of %s: %s", video_id, error.message)
            if not error.retryable:
                without.add(video_id)
    return HandoutShelf(file, places, frozenset(asked.keys() - places.keys() - without), frozenset(without))


def _appended(file: IO[bytes], path: Path) -> tuple[int, int]:
    """Where in `file` a copy of it is. Raises `FileNotFoundError`."""
    start = file.seek(0, 2)
    with path.open("rb") as made:
        shutil.copyfileobj(made, file)
    return start, file.tell() - start
