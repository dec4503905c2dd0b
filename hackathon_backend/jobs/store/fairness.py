"""Owners take turns: whoever has ordered five thousand videos keeps nobody waiting who has ordered one."""

from __future__ import annotations

import itertools
import threading
from collections import defaultdict, deque
from collections.abc import Iterable
from heapq import heapify, heappop, heapreplace

_MOST_OWNERS = 10_000
_AFTER_ALL = 1 << 62


class OwnerTurns:
    """Who was served when. It is known to this process alone, and begins anew with it; any thread may ask."""

    def __init__(self) -> None:
        self._served: dict[str, int] = {}
        self._numbers = itertools.count()
        self._lock = threading.Lock()

    def choose(self, waiting: Iterable[tuple[str, str]], limit: int) -> list[str]:
        """Up to `limit` of the job ids in `waiting` (ids and owners, each owner's in order), and count them as served.

        The owner comes first who was served longest ago; of those who never were, the one who is named first.
        """
        with self._lock:
            chosen = self._in_turn(waiting, limit)
            self._count(owner for _, owner in chosen)
        return [job_id for job_id, _ in chosen]

    def in_turn(self, waiting: Iterable[tuple[str, str]], limit: int) -> list[str]:
        """The same without counting them: whoever gets some of them has to say `served`."""
        with self._lock:
            return [job_id for job_id, _ in self._in_turn(waiting, limit)]

    def served(self, owners: Iterable[str]) -> None:
        """A job of each of these was begun."""
        with self._lock:
            self._count(owners)

    def _in_turn(self, waiting: Iterable[tuple[str, str]], limit: int) -> list[tuple[str, str]]:
        queues: dict[str, deque[str]] = defaultdict(deque)
        for job_id, owner in waiting:
            queues[owner].append(job_id)
        turns = [(self._served.get(owner, -1), place, owner) for place, owner in enumerate(queues)]
        heapify(turns)
        chosen: list[tuple[str, str]] = []
        while turns and len(chosen) < limit:
            _served, place, owner = turns[0]
            chosen.append((queues[owner].popleft(), owner))
            if queues[owner]:
                heapreplace(turns, (_AFTER_ALL + len(chosen), place, owner))
            else:
                heappop(turns)
        return chosen

    def _count(self, owners: Iterable[str]) -> None:
        for owner in owners:
            self._served[owner] = next(self._numbers)
        self._forget_some()

    def _forget_some(self) -> None:
        if len(self._served) > _MOST_OWNERS:
            latest = sorted(self._served, key=self._served.__getitem__)[-_MOST_OWNERS // 2 :]
            self._served = {owner: self._served[owner] for owner in latest}
