"""Medians, stopwatches and peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

SAMPLE_EVERY = 0.02
"""Seconds between two looks at how much memory is in use."""


Clock = Callable[[Callable[[], object]], float]
"""Measures one run of something: `seconds` or `processor_seconds`."""


@dataclass(frozen=True)
class Row:
    """One line of the results."""

    what: str
    value: str
    note: str = ""


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processor_seconds(work: Callable[[], object]) -> float:
    """How long `work` keeps processors busy, those of the processes that it starts included."""
    before = _busy()
    work()
    return _busy() - before


def _busy() -> float:
    """Processor time of this process and all that it has started, whether they have ended or not."""
    total = sum(os.times()[:4])
    for child in _children(psutil.Process()):
        try:
            times = child.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def median(clock: Clock, work: Callable[[], object], runs: int) -> float:
    """The median of several runs, in seconds by `clock`; the first one, which finds every cache cold, does not count.

    Ratios are of processor time: other work on the same cores changes it far less than the time that passes.
    """
    clock(work)
    return statistics.median(clock(work) for _ in range(runs))


def peak_memory(module: str) -> float:
    """The most memory (MB) that `python -m module` and the processes it starts have in use at any moment.

    What they share is counted once (proportional set size).
    """
    peak = 0
    with subprocess.Popen([sys.executable, "-m", module], stdout=subprocess.DEVNULL) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max(peak, _in_use(watched))
            time.sleep(SAMPLE_EVERY)
    if process.returncode:
        raise SystemExit(f"{module} ended with {process.returncode}.")
    return peak / 1e6


def added_memory(work: Callable[[], object]) -> tuple[float, float]:
    """The memory (MB) that `work` adds to this process: what stays of it, and the most while it runs.

    What other processes could share counts as well, such as the files of libraries.
    """
    process, done, seen = psutil.Process(), threading.Event(), [0]
    before = process.memory_info().rss

    def watch() -> None:
        while not done.wait(SAMPLE_EVERY):
            seen[0] = max(seen[0], process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        work()
    finally:
        done.set()
        watcher.join()
    after = process.memory_info().rss
    return (after - before) / 1e6, (max(seen[0], after) - before) / 1e6


def _in_use(process: psutil.Process) -> int:
    total = 0
    for each in (process, *_children(process)):
        try:
            total += each.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
