"""The way to sketches: so many at once, each with an end."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from ..errors import Busy, NotFound, StorageError
from ..files import make_room
from ..settings import Settings
from ..storage.work import NOT_SHARED, SharedFiles
from .pool import RenderPool
from .preview import MOST_BYTES, SKETCHES, Sketch, one_scene, sketch
from .spoken_film import warm_up

log = logging.getLogger(__name__)

_WAITING = 16
"""Sketches that may be asked for at once, as many as the figures that two readers of lessons see; whoever comes then
is asked to come again.
"""
_SHARED_AT_ONCE = 8
_PATIENCE = 90.0
"""Seconds that anybody waits for one."""


class PreviewService:
    """Draws sketches in a process pool of its own: they must not wait behind whole videos. They are `shared`, since the
    next request of whoever asked may come to another machine.
    """

    def __init__(self, settings: Settings, shared: SharedFiles = NOT_SHARED) -> None:
        self._settings = settings
        self._shared = shared
        self._pool = RenderPool(min(2, settings.cores))
        self._places = threading.BoundedSemaphore(_WAITING)
        self._clips = threading.BoundedSemaphore(1)

    @property
    def folder(self) -> Path:
        """Where sketches are kept."""
        return self._settings.work_dir / SKETCHES

    def warm(self) -> None:
        """Start the processes ahead of the first sketch."""
        self._pool.warm(warm_up, voice=False)

    def stop(self) -> None:
        """Let what runs run out."""
        self._pool.stop()

    def sketch(self, text: str, size: tuple[int, int], theme: str | None) -> Sketch:
        """As `preview.sketch`; the pictures are in `folder`. Raises `StoryboardError`, `Busy`."""
        with self._place():
            found: Sketch = self._run(sketch, text, size, theme, self.folder)
        self._share({scene.picture for scene in found.scenes})
        return found

    def scene(
        self, text: str, index: int, size: tuple[int, int], theme: str | None, voice: str | None, *, moving: bool
    ) -> str:
        """As `preview.one_scene`. Raises `StoryboardError`, `RequestError`, `Busy`."""
        with self._place(), self._one_clip(moving):
            name: str = self._run(one_scene, text, index, size, theme, voice, moving, self._settings, speaks=moving)
        self._share({name})
        return name

    def made(self, name: str, work: Callable[..., None], *arguments: Any) -> Path:
        """A file that is kept in `folder` by that name; `work(path, *arguments)` makes it unless it is there.

        Raises what that raises, and `Busy`.
        """
        path = self.folder / name
        if path.is_file():
            with suppress(OSError):
                os.utime(path)
            return path
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._place(), self._one_clip(True):
            if not path.is_file():
                self._run(work, path, *arguments)
        make_room(self.folder, MOST_BYTES)
        return path

    def find(self, name: str) -> Path:
        """The sketch of that name, whichever machine drew it. Raises `NotFound`, `StorageAway`."""
        path = self.folder / name
        if not self._shared.fetch(path):
            raise NotFound("This picture is gone: ask for the preview again.")
        return path

    def _share(self, names: Iterable[str]) -> None:
        with ThreadPoolExecutor(_SHARED_AT_ONCE, thread_name_prefix="share") as threads:
            # What can't be shared now can be had on this machine all the same.
            for failed in filter(None, threads.map(self._failure, names)):
                log.warning("A preview can't be had on other machines: %s", failed.message)

    def _failure(self, name: str) -> StorageError | None:
        try:
            self._shared.share(self.folder / name)
        except StorageError as error:
            return error
        return None

    def _run(self, work: Callable[..., Any], *arguments: Any, speaks: bool = False) -> Any:
        key = uuid4().hex
        try:
            return self._pool.submit(key, 0.0, work, *arguments, speaks=speaks).result(_PATIENCE)
        except (TimeoutError, CancelledError, BrokenProcessPool):
            raise Busy("The scenes could not be drawn in time. Try again in a moment.") from None
        finally:
            self._pool.forget(key)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Busy("Too many storyboards are being looked at now. Try again in a moment.")
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def _one_clip(self, moving: bool) -> Iterator[None]:
        """Clips one after the other, so that a process is always free for sketches."""
        if not moving:
            yield
            return
        with self._clips:
            yield
