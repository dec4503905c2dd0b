"""What videos that wait on a remote engine cost: 100, 1,000 and 10,000 of them in one process.

The upstream is a process of its own on the loopback that takes 100 ms for an answer and asks to be polled every ten
seconds. Run as a module with a number it is the process that waits for so many videos.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from hackathon_backend.app import create_app
from hackathon_backend.container import Container
from hackathon_backend.engines.base import MOST_PER_SECOND, Operation, Order, Progress
from hackathon_backend.engines.sora import SoraEngine
from hackathon_backend.jobs import Claim, Job, Runner
from hackathon_backend.jobs.models import State
from hackathon_backend.jobs.requests import PromptRequest
from hackathon_backend.settings import Settings
from hackathon_backend.writers.base import Brief

from .measure import Row

CROWDS = (100, 1_000, 10_000)
AFTER = 10.0
"""Seconds between two polls of a video that the upstream asks for."""
TAKES = 0.1
"""Seconds that it takes for an answer."""
LEAST = 15.0
"""Seconds that are measured, at the least."""


def measure(_runs: int) -> Iterator[Row]:
    """Cost, lateness, memory and threads for each crowd."""
    yield Row("Load of the machine before", f"{os.getloadavg()[0]:.1f}", f"{os.cpu_count()} cores, others work on them")
    for crowd in CROWDS:
        found = _measured(crowd)
        yield Row(f"**{crowd:,} videos wait**", f"{found['rate']:.0f}", "polls a second")
        yield Row("Processor time of a poll", f"{found['cpu'] * 1000:.2f} ms", f"{found['busy']:.0%} of a core")
        late = f"{found['late50'] * 1000:.0f} ms, {found['late99'] * 1000:.0f} ms"
        yield Row("Polls are late by", late, "p50, p99")
        shortest = (
            f"the shortest time between two was {found['shortest']:.1f} s" if found["too_soon"] is not None else ""
        )
        yield Row("Polls sooner than asked for", f"{found['too_soon']}", shortest)
        yield Row("Memory", f"{found['memory']:.0f} MB", f"{found['memory0']:.0f} MB before the first poll")
        yield Row("Threads", f"{found['threads']}", f"load {found['load']:.1f} meanwhile")


def _measured(crowd: int) -> dict[str, Any]:
    told = subprocess.run(
        [sys.executable, "-m", __spec__.name, str(crowd)], stdout=subprocess.PIPE, check=True, text=True
    )
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


class _Timed(SoraEngine):
    """Writes down how long after its time each poll is sent."""

    due: dict[str, float]
    late: list[float]

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        self.late.append(time.time() - self.due[order.job_id])
        return super().poll(order, operation, timeout=timeout)


@contextmanager
def _upstream() -> Iterator[tuple[str, Any]]:
    """Its base URL, and a function that resets it or has it tell."""
    command = [sys.executable, "-m", "benchmarks.polled", str(AFTER), str(TAKES)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def say(word: str) -> str:
            stdin.write(word + "\n")
            stdin.flush()
            return stdout.readline() if word == "tell" else ""

        yield f"http://127.0.0.1:{stdout.readline().strip()}/v1", say
        stdin.close()


def wait_for(crowd: int) -> dict[str, Any]:
    """Have so many videos wait for a while, in this process."""
    with tempfile.TemporaryDirectory() as folder, _upstream() as (url, say):
        container = _container(Path(folder), url)
        engine = container.engines.get("sora")
        assert engine is not None
        engine.__class__ = _Timed
        timed: Any = engine
        timed.due, timed.late = {}, []
        _fill(container, crowd)
        memory0 = _memory()
        _note_due(container, timed.due)
        container.runner.start()
        around = max(AFTER, crowd / MOST_PER_SECOND)
        time.sleep(around + 2)  # the first time around, all come at once
        say("reset")
        timed.late.clear()
        cpu, began = time.process_time(), time.monotonic()
        time.sleep(max(LEAST, around * 1.2))
        busy, passed, late = time.process_time() - cpu, time.monotonic() - began, list(timed.late)
        told = json.loads(say("tell"))
        hundredths = statistics.quantiles(late, n=100)
        found: dict[str, Any] = told | {
            "cpu": busy / len(late),
            "busy": busy / passed,
            "late50": hundredths[49],
            "late99": hundredths[98],
            "memory0": memory0,
            "memory": _memory(),
            "threads": psutil.Process().num_threads(),
            "load": os.getloadavg()[0],
        }
        return found


def _container(folder: Path, url: str) -> Container:
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None,
        video_dir=folder / "videos",
        log_dir=folder / "logs",
        database_url=f"sqlite:///{folder / 'bench.db'}",
        video_engines=("sora", "storyboard"),
        sora_base_url=url,
        max_poll_timeout=86_400,
    )
    container = Container(settings)
    container.database.migrate()
    create_app(settings, container)
    return container


def _fill(container: Container, crowd: int) -> None:
    """Rows of videos that were ordered a while ago, due one after the other."""
    for start in range(0, crowd, 500):
        with container.database.write() as session:
            session.add_all(_video(number, crowd) for number in range(start, min(start + 500, crowd)))


def _video(number: int, crowd: int) -> Job:
    now = time.time()
    asked = PromptRequest(message="Otters hold hands while they sleep.", topic="otters")
    return Job(
        id=f"vid_{number:016x}",
        created_at=now - 60,
        wake_at=now + AFTER * number / crowd,
        state=State.RENDERING,
        request=asked,
        brief=Brief(visual_prompt=asked.message),
        engines=["sora", "storyboard"],
        at_engine="sora",
        model="sora-2",
        seconds=8.0,
        size="1280x720",
        submitted_at=now - 60,
        engine_deadline=now + 86_400,
        operation={"id": f"video_{number}"},
        operation_id=f"sora:video_{number}",
        engine_percent=20.0,
        progress=20.0,
        activity="Sora 2 is rendering",
    )


def _note_due(container: Container, due: dict[str, float]) -> None:
    """Have the runner write down when each step was due."""
    assert isinstance(container.runner, Runner)
    taker = container.runner._taker
    step = taker._step

    def noted(claim: Claim) -> None:
        due[claim.job.id] = claim.job.wake_at
        step(claim)

    taker._step = noted


def _memory() -> float:
    return psutil.Process().memory_info().rss / 1e6


if __name__ == "__main__":
    print(json.dumps(wait_for(int(sys.argv[1]))), flush=True)
    os._exit(0)  # its threads and connections end with it
