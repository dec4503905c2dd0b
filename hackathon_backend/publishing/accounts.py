"""The accounts that can be posted to, asked for once a minute at the most."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from ..errors import PublisherAway
from .base import Publisher, SocialAccount
from .platforms import platform_rules

_FOR_SECONDS = 60.0


class KnownAccounts:
    """The accounts of a service, those of platforms that there are rules for."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        self._lock = threading.Lock()
        self._known: Sequence[SocialAccount] | None = None
        self._until = 0.0

    def all(self) -> Sequence[SocialAccount]:
        """All of them. Raises `PublisherAway`, `PublisherRefused`."""
        if not self._lock.acquire(timeout=30):
            raise PublisherAway(f"{self.publisher.label} is being asked for its accounts; try again in a moment.")
        try:
            if self._known is None or time.monotonic() > self._until:
                found = self.publisher.accounts()
                self._known = [each for each in found if each.platform in platform_rules()]
                self._until = time.monotonic() + _FOR_SECONDS
            return self._known
        finally:
            self._lock.release()

    def find(self, account_id: str) -> SocialAccount | None:
        """The account of that id."""
        return next((each for each in self.all() if each.id == account_id), None)
