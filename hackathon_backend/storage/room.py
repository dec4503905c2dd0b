"""How much more this machine's disk may take."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from ..errors import DiskFull

_COUNTED_FOR = 10.0
"""Seconds for which the bytes of all files are taken to be what they were."""


class DiskRoom:
    """The room where `folder` is."""

    def __init__(self, folder: Path, *, reserve: int = 0, most: int = 0) -> None:
        """`reserve`: bytes of the disk that are left free; `most`: bytes that all in the folder may have, 0: any."""
        self._folder = folder
        self._reserve, self._most = reserve, most
        self._awaited = 0
        self._lock = threading.Lock()
        self._used = 0.0, 0

    def free_bytes(self) -> int:
        """Room left on the folder's disk."""
        return shutil.disk_usage(self._folder).free

    def has_room(self, coming: int = 0) -> bool:
        """Whether `coming` bytes more can be kept, here and on the way here, beside all that is awaited."""
        with self._lock:
            coming += self._awaited
        try:
            free = min(self.free_bytes(), shutil.disk_usage(tempfile.gettempdir()).free if coming else sys.maxsize)
        except OSError:
            return False
        return free - coming >= self._reserve and not (self._most and self._used_bytes() + coming > self._most)

    def check_room(self) -> None:
        """Raise `DiskFull` if nothing more can be kept."""
        if not self.has_room():
            raise DiskFull()

    def await_bytes(self, coming: int) -> Callable[[], None]:
        """Set room aside for what is about to be sent; call what comes back when it has come. Raises `DiskFull`."""
        if not self.has_room(coming):
            raise DiskFull()
        self._add(coming)
        return partial(self._add, -coming)

    def _add(self, coming: int) -> None:
        with self._lock:
            self._awaited += coming

    def _used_bytes(self) -> int:
        """Bytes of all files in the folder, counted every few seconds."""
        counted, used = self._used
        if time.monotonic() - counted > _COUNTED_FOR:
            used = 0
            for place, _folders, names in os.walk(self._folder):
                for name in names:
                    with suppress(OSError):
                        used += Path(place, name).lstat().st_size
            self._used = time.monotonic(), used
        return used
