"""`python -m benchmarks.feed`: two processes with a hundred watchers each, on an empty PostgreSQL database.

From the commit of a change to its arrival at each watcher, and what the database has to do while nothing changes: with
notices (LISTEN/NOTIFY), and with the poller alone.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO

from sqlalchemy import text

from hackathon_backend.jobs import Database, Job, JobStore, PromptRequest, Watch
from hackathon_backend.jobs.notices import listener_of

from .measure import Row

PROCESSES, WATCHERS = 2, 100
"""Each process has a watcher of each video."""
CHANGES, APART = 300, 0.03
IDLE_SECONDS = 10.0
SETTLED_SECONDS = 12.0
"""PostgreSQL counts what a connection did up to ten seconds later."""


def measure(database: Database) -> Iterator[Row]:
    """Both ways, one after the other."""
    store = JobStore(database)
    for way in ("notices", "poller"):
        for number in range(WATCHERS):
            store.create(_job(f"vid_{way}_{number}"))
        with ExitStack() as running:
            said = [running.enter_context(_watching(database, way)) for _ in range(PROCESSES)]
            time.sleep(SETTLED_SECONDS)
            asked = _transactions(database)
            time.sleep(IDLE_SECONDS)
            idle = (_transactions(database) - asked) / IDLE_SECONDS
            late = _late(store, way, said)
        p99 = statistics.quantiles(late, n=100)[98]
        yield Row(f"{way}: commit to arrival, p50 and p99", f"{statistics.median(late) * 1e3:.1f}, {p99 * 1e3:.1f} ms")
        yield Row(f"{way}: transactions a second while nothing changes", f"{idle:.1f}")


def _job(id_: str) -> Job:
    now = time.time()
    return Job(id=id_, created_at=now, wake_at=now, request=PromptRequest(message="The moon"), engines=["a"])


def _late(store: JobStore, way: str, said: list[IO[str]]) -> list[float]:
    committed: dict[str, float] = {}
    claims = {claim.job.id: claim for claim in store.claims.due(2 * WATCHERS)}
    for number in range(CHANGES):
        claims[f"vid_{way}_{number % WATCHERS}"].hold(activity=f"change {number}")
        committed[f"change {number}"] = time.time()
        time.sleep(APART)
    arrivals = [
        line.rstrip("\n").split("\t") for stream in said for _, line in zip(range(CHANGES), stream, strict=False)
    ]
    return [max(0.0, float(at) - committed[activity]) for activity, at in arrivals]


def _transactions(database: Database) -> int:
    with database.engine.connect() as connection:
        query = "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()"
        return int(connection.scalar(text(query)) or 0)


@contextmanager
def _watching(database: Database, way: str) -> Iterator[IO[str]]:
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "benchmarks.feed", url, "--watch", way]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            process.stdout.readline()  # all of them watch
            yield process.stdout
        finally:
            process.kill()


def _watch(database: Database, way: str) -> None:
    """Print each change as it arrives, with the time."""
    store = JobStore(database)
    watch = Watch(store, listener_of(database) if way == "notices" else None)

    def follow(id_: str) -> None:
        for change in watch.follow(id_):
            if change and change.event.activity:
                print(f"{change.event.activity}\t{time.time()}", flush=True)

    for number in range(WATCHERS):
        threading.Thread(target=follow, args=(f"vid_{way}_{number}",), daemon=True).start()
    while watch.watchers < WATCHERS:
        time.sleep(0.1)
    time.sleep(2.0)
    print("watching", flush=True)
    threading.Event().wait()


def main() -> None:
    """Measure, or be one of the processes that watch."""
    parser = argparse.ArgumentParser("python -m benchmarks.feed", description=__doc__)
    parser.add_argument("url", help="an empty database, as postgresql+psycopg://user@host/name")
    parser.add_argument("--watch", choices=("notices", "poller"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    database = Database(options.url)
    if options.watch:
        _watch(database, options.watch)
    database.migrate()
    for row in measure(database):
        print(row.what, row.value, sep=": ")
    database.close()


if __name__ == "__main__":
    main()
