"""Wakes those who edit a draft when anything happens to it, whichever process it came through."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict

from ..jobs import Inbox
from .shared_drafts import SharedDrafts

log = logging.getLogger(__name__)

POLL_SECONDS = 0.25
"""Between two looks at the drafts that are open."""
_PATIENCE = 2.0
"""Seconds until the next look if the database does not answer."""


class DraftHub:
    """One thread looks, while there is anything to look at, with one query for all drafts that are open here."""

    def __init__(self, drafts: SharedDrafts) -> None:
        self._drafts = drafts
        self._open: dict[str, set[Inbox]] = defaultdict(set)
        self._seen: dict[str, int] = {}
        self._lock = threading.Lock()
        self._stir = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, draft_id: str, inbox: Inbox) -> None:
        """Wake this inbox from now on."""
        with self._lock:
            self._open[draft_id].add(inbox)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="drafts", daemon=True)
                self._thread.start()

    def remove(self, draft_id: str, inbox: Inbox) -> None:
        """Wake it no more."""
        with self._lock:
            self._open[draft_id].discard(inbox)
            if not self._open[draft_id]:
                del self._open[draft_id]
                self._seen.pop(draft_id, None)

    def stir(self) -> None:
        """Look at once: something was written here."""
        self._stir.set()

    def _look(self) -> None:
        while True:
            with self._lock:
                ids = list(self._open)
                if not ids:
                    self._thread = None
                    return
            pause = POLL_SECONDS
            try:
                self._wake(self._drafts.stirred(ids))
            except Exception as error:
                log.warning("Drafts that are open can't be looked at: %s", error)
                pause = _PATIENCE
            self._stir.wait(pause)
            self._stir.clear()

    def _wake(self, counts: dict[str, int]) -> None:
        with self._lock:
            for draft_id, inboxes in self._open.items():
                count = counts.get(draft_id, -1)
                if self._seen.get(draft_id) != count:
                    self._seen[draft_id] = count
                    for inbox in inboxes:
                        inbox.put(None)
