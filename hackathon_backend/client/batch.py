"""Many videos: so many at once, one bar for all, results as they come, failures kept apart."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ..errors import Model7Error
from .functions import OnStatus, generate_and_download
from .wire import StatusReport


@dataclass(frozen=True)
class Outcome:
    """What became of a prompt: the file, or the error."""

    prompt: str
    path: Path | None = None
    error: Model7Error | None = None


def generate_many(
    prompts: Sequence[str], folder: str | Path, *, concurrency: int = 4, progress: bool = True, **order: Any
) -> Iterator[Outcome]:
    """Make a video of each prompt in `folder`, at most `concurrency` at once, and yield each as it is finished.

    `progress` shows one bar for all; `order` are the arguments of `generate_and_download`. One that fails stops none
    of the others. Raises `ValueError` for a concurrency below 1.
    """
    Path(folder).mkdir(parents=True, exist_ok=True)
    with Bar(len(prompts), shown=progress) as bar, ThreadPoolExecutor(concurrency) as pool:

        def one(number: int, prompt: str) -> Outcome:
            path = name_for(Path(folder), number, prompt)
            try:
                made = Outcome(prompt, generate_and_download(prompt, path, on_status=bar.of(number), **order))
            except Model7Error as error:
                made = Outcome(prompt, error=error)
            return bar.done(number, made)

        for future in as_completed([pool.submit(one, number, prompt) for number, prompt in enumerate(prompts, 1)]):
            yield future.result()


async def outcome(prompt: str, making: Awaitable[Path]) -> Outcome:
    """What becomes of it."""
    try:
        return Outcome(prompt, await making)
    except Model7Error as error:
        return Outcome(prompt, error=error)


def name_for(folder: Path, number: int, prompt: str) -> Path:
    """A file name that people can tell the video by, and that no other one has."""
    words = re.sub(r"[^\w]+", "-", prompt[:60].lower(), flags=re.ASCII).strip("-")
    return folder / f"{number:03}{'-' if words else ''}{words}.mp4"


class Bar:
    """One bar for many videos; each counts by its own progress."""

    def __init__(self, count: int, *, shown: bool) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), disable=not shown
        )
        self._task = self._bar.add_task("Videos", total=count)
        self._parts: dict[int, float] = {}
        self._lock = Lock()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def of(self, number: int) -> OnStatus:
        """Hears how far video `number` is."""

        def heard(status: StatusReport) -> None:
            # A hundred per cent is for videos that have been fetched, too.
            self._set(number, min(status["progress"], 99) / 100)

        return heard

    def done(self, number: int, made: Outcome) -> Outcome:
        """Video `number` has come to its end."""
        self._set(number, 1.0)
        return made

    def _set(self, number: int, part: float) -> None:
        with self._lock:
            self._parts[number] = max(part, self._parts.get(number, 0.0))
            self._bar.update(self._task, completed=round(sum(self._parts.values()), 2))
