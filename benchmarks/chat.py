"""From a message in the chat to a finished video, for each lesson that comes with the package. No network."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hackathon_backend.chat.turns import Ask
from hackathon_backend.container import Container
from hackathon_backend.settings import Settings
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.writers.base import NO_BRIEF

from . import film
from .measure import Row


def measure(_runs: int) -> Iterator[Row]:
    """The median over all lessons; every one is asked for once, so that nothing has been drawn before."""
    with tempfile.TemporaryDirectory() as folder:
        container = _container(Path(folder))
        try:
            _ask(container, container.library.lessons[0].title + " in short")
            asked = [_ask(container, lesson.title) for lesson in container.library.lessons]
        finally:
            container.close()
        encoding = [film.encoding_seconds(Storyboard.read(board), Path(folder)) for _, _, board in asked]
    waits = [waited for waited, _, _ in asked]
    median = statistics.median(waits)
    lengths = statistics.median(seconds for _, seconds, _ in asked)
    share = statistics.median(part / waited for part, waited in zip(encoding, waits, strict=True))
    yield Row("From message to video", f"{median:.1f} s", f"median of {len(asked)} lessons, {lengths:.0f} s long")
    yield Row("The slowest of them", f"{max(waits):.1f} s")
    yield Row("Share of the encoder", f"{share:.0%}", "x264 alone, one process")


def _container(folder: Path) -> Container:
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None,
        video_dir=folder / "videos",
        log_dir=folder / "logs",
        database_url=f"sqlite:///{folder / 'bench.db'}",
    )
    container = Container(settings)
    container.database.migrate()
    container.open()
    return container


def _ask(container: Container, title: str) -> tuple[float, float, dict[str, Any]]:
    """How long the student waits, how long the video is, and its storyboard."""
    start = time.perf_counter()
    turn = container.chat.turn(Ask(f"Can you make a video explaining {title}?"))
    if turn.job is None:
        raise SystemExit(f"{title}: no video was ordered: {turn.reply}")
    job = container.watch.wait(turn.job.id)
    waited = time.perf_counter() - start
    reply = job.reply
    if reply is None or reply.format != "video":
        raise SystemExit(f"{title}: {reply}")
    return waited, reply.duration_seconds or 0.0, (job.brief or NO_BRIEF).storyboard or {}
