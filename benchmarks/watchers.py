"""A thousand clients watch videos on a real server: how long from a commit to the last of them, and to /healthz.

The changes are committed by this process, the server finds them in the database, and the clients are a third process.
On a machine with other work the times are those of a queue for the processor; what the server needs of it is not.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

from hackathon_backend.jobs import Database, Job, JobStore
from hackathon_backend.jobs.models import State
from hackathon_backend.jobs.requests import PromptRequest

from .measure import Row

WATCHERS = 1000
CHANGES = 10
"""Of each run, the last of which ends the videos."""
APART = 0.5
"""Seconds between two changes: long enough for all to have heard of the first."""
PING_EVERY = 0.02
ROOT = Path(__file__).parent.parent


@dataclass
class Run:
    """What was seen, in seconds: commit to arrival of each change at each watcher, pings of /healthz, and the
    processor time of the server between the first and the last change.
    """

    arrivals: list[float]
    pings: list[float]
    processor: float


def measure(runs: int) -> Iterator[Row]:
    """Medians over the runs, each with new watchers: of one video, and of a hundred videos that all change at once."""
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as (port, server):
        database = Database(f"sqlite:///{folder}/model7.db")
        store = JobStore(database)
        idle = statistics.median(_pings(port, 2.0))
        for videos in (1, 100):
            found = [_run(store, port, server, f"{videos}_{number}", videos) for number in range(runs)]
            late = statistics.median(_percentile(run.arrivals, 99) for run in found)
            middle = statistics.median(statistics.median(run.arrivals) for run in found)
            pings = [ping for run in found for ping in run.pings]
            each = statistics.median(run.processor for run in found) / (WATCHERS * (CHANGES - 1))
            those = "one video" if videos == 1 else f"{videos} videos"
            yield Row(f"{WATCHERS} watch {those}: commit to arrival, p99", _ms(late), f"median {_ms(middle)}")
            yield Row("Processor time for each arrival", f"{each * 1e6:.0f} µs", "the server's, all threads")
            meanwhile = f"p99 {_ms(_percentile(pings, 99))}; {_ms(idle)} with nobody there"
            yield Row("/healthz meanwhile, median", _ms(statistics.median(pings)), meanwhile)
        database.close()


def _run(store: JobStore, port: int, server: psutil.Process, name: str, videos: int) -> Run:
    jobs = [_job(store, f"vid_{name}_{number}") for number in range(videos)]
    committed: dict[str, float] = {}
    pings: list[float] = []
    done = threading.Event()
    pinging = threading.Thread(target=lambda: pings.extend(_pings(port, 600, done)))
    with _clients(port, jobs) as said:
        assert said.readline() == "ready\n"
        time.sleep(1)
        busy = _busy(server)
        pinging.start()
        for change in range(CHANGES):
            if change == CHANGES - 1:
                busy = _busy(server) - busy
            for job in jobs:
                state = State.RENDERING if change < CHANGES - 1 else State.FAILED
                store.change(store.get(job), None, {"state": state, "progress": float(change)})
                committed[f"{job} {change}"] = time.time()
            time.sleep(APART)
        arrived = json.loads(said.readline())
    done.set()
    pinging.join()
    took = [moment - committed[change] for change, moments in arrived.items() for moment in moments]
    assert len(took) == WATCHERS * CHANGES, f"{len(took)} of {WATCHERS * CHANGES} changes arrived"
    return Run(took, pings, busy)


def _busy(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _job(store: JobStore, id_: str) -> str:
    now = time.time()
    store.create(
        Job(id=id_, created_at=now, wake_at=now + 600, request=PromptRequest(message="x"), engines=["storyboard"])
    )
    return id_


@contextmanager
def _clients(port: int, jobs: list[str]) -> Iterator[IO[str]]:
    command = [sys.executable, "-m", "benchmarks.watchers_clients", str(port), str(WATCHERS), *jobs]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout
        finally:
            process.kill()


@contextmanager
def _server(folder: Path) -> Iterator[tuple[int, psutil.Process]]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    port = _free_port()
    own = {"PYTHONPATH": str(ROOT), "PORT": str(port), "RENDER_WORKERS": "1"}
    command = [sys.executable, "-m", "hackathon_backend", "serve"]
    with (folder / "serve.out").open("w") as output:
        process = subprocess.Popen(command, cwd=folder, env=kept | own, stdout=output, stderr=output)
    try:
        _wait_for(port)
        yield port, max(psutil.Process(process.pid).children(), key=lambda child: child.num_threads())
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            _pings(port, 0.0)
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(3)  # what is loaded after the start is loaded now
            return
    raise SystemExit("The server did not start.")


def _pings(port: int, seconds: float, done: threading.Event | None = None) -> list[float]:
    """How long /healthz takes, again and again on one connection."""
    took: list[float] = []
    until = time.monotonic() + seconds
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        while not took or (time.monotonic() < until and not (done and done.is_set())):
            start = time.perf_counter()
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            took.append(time.perf_counter() - start)
            time.sleep(PING_EVERY)
    return took


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
