"""What can happen to a cluster on its worst night, by dice."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import psutil

from .cluster import Cluster
from .faulty import FaultyStore, Weather
from .node import Node

_DOWN = 2.0
"""Seconds at most for which something that was killed stays away."""


class Chaos:
    """Kills and disturbs the parts of a cluster, one `act` after the other; `acts` counts what was done."""

    def __init__(self, cluster: Cluster, dice: random.Random, store: FaultyStore | None = None) -> None:
        self.acts: Counter[str] = Counter()
        self._cluster, self._dice, self._store = cluster, dice, store
        self._ways: list[tuple[int, str, Callable[[], None]]] = [
            (3, "web killed", self._kill_web),
            (1, "Redis flushed", cluster.redis.flush),
            (1, "Redis restarted", lambda: self._away(cluster.redis)),
            (1, "PostgreSQL crashed", cluster.postgres.crash),
        ]
        if cluster.workers:
            self._ways += [(4, "worker killed", self._kill_worker), (4, "process killed", self._kill_process)]
        if store is not None:
            self._change_weather()
            self._ways.append((2, "weather changed", self._change_weather))

    def act(self) -> None:
        """Do something bad."""
        weights = [weight for weight, _, _ in self._ways]
        _, name, do = self._dice.choices(self._ways, weights)[0]
        self.acts[name] += 1
        do()

    def end(self) -> None:
        """Everything works again."""
        if self._store is not None:
            self._store.weather = Weather()
        for node in self._cluster.nodes:
            if not node.runs:
                node.begin()
        for node in self._cluster.nodes:
            node.wait()

    def _kill_web(self) -> None:
        self._away(self._dice.choice(self._cluster.webs))

    def _kill_worker(self) -> None:
        self._away(self._dice.choice(self._cluster.workers))

    def _kill_process(self) -> None:
        """One of those that a worker has started; the others have to go on."""
        worker = psutil.Process(self._dice.choice(self._cluster.workers).pid)
        if processes := worker.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                self._dice.choice(processes).kill()

    def _away(self, node: Node) -> None:
        node.kill()
        time.sleep(self._dice.uniform(0, _DOWN))
        node.begin()

    def _change_weather(self) -> None:
        assert self._store is not None
        self._store.weather = Weather(*(self._dice.uniform(0, most) for most in (0.2, 0.1, 0.05, 0.1, 0.3)))
