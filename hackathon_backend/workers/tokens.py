"""Sends tokens from a thread of its own, so that a broker that is slow or away delays nobody."""

from __future__ import annotations

import logging
import math
import threading
from typing import TYPE_CHECKING, Any

from ..clock import Clock
from .broker import CONNECT_SECONDS

if TYPE_CHECKING:
    from celery import Celery

log = logging.getLogger(__name__)

GATHER_SECONDS = 0.02
"""Between two looks at what is wanted: tokens for now that are wanted in between are one."""
SLOT_SECONDS = 0.1
"""Tokens for later are one, too, if their times are in the same slot; it arrives at the slot's end."""
FARTHEST = 30.0
"""Seconds; who wants to be woken later than that is woken by the sweep."""
TRY_AGAIN_SECONDS = 1.0

Token = tuple[str, float]
"""A queue, and when the token shall arrive (unix seconds; 0: now)."""


class TokenSender:
    """Puts tokens into queues. One token will do for any number of jobs: who gets it looks at the rows, and sends
    another one if there is more to do than it can.
    """

    def __init__(self, app: Celery, clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self._wanted: set[Token] = set()
        self._sent: set[Token] = set()
        self._lock = threading.Lock()
        self._alarm = threading.Event()
        self._pause = threading.Event()
        self._stopping = False
        self._producer: Any = None
        self._thread = threading.Thread(target=self._run, name="tokens", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self) -> None:
        """Send no more; what is wanted is found by the sweep."""
        self._stopping = True
        self._alarm.set()
        self._pause.set()
        if self._thread.is_alive():
            self._thread.join(1.0)

    def want(self, queue: str, due: float = 0.0) -> None:
        """Have a token arrive in the queue when something is due (unix seconds; by default: now). Returns at once."""
        now = self._clock.now()
        if due > now + FARTHEST:
            return
        token = (queue, 0.0 if due <= now else math.ceil(due / SLOT_SECONDS) * SLOT_SECONDS)
        with self._lock:
            if token in self._sent:
                return
            self._wanted.add(token)
        self._alarm.set()

    def waiting(self, queue: str) -> int:
        """How many tokens wait in the queue, by a connection of its own. Raises if the broker does not answer."""
        with self._app.connection_for_write(heartbeat=0) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=CONNECT_SECONDS)
            found = self._app.amqp.queues[queue].bind(connection.default_channel).queue_declare()
            return int(found.message_count)

    def _run(self) -> None:
        failures = 0
        while not self._stopping:
            self._alarm.wait()
            self._alarm.clear()
            try:
                self._send_wanted()
            except Exception as error:
                failures += 1
                self._went_wrong(error, failures)
            else:
                if failures > 1:
                    log.warning("The broker answers again.")
                failures = 0
            self._pause.wait(TRY_AGAIN_SECONDS if failures else GATHER_SECONDS)

    def _went_wrong(self, error: Exception, failures: int) -> None:
        self._producer = None
        self._alarm.set()
        if failures == 2:  # Once may be a connection that has died meanwhile.
            log.warning("The broker can't be reached (%s): the sweep wakes workers once it can.", error)

    def _send_wanted(self) -> None:
        now = self._clock.now()
        with self._lock:
            tokens, self._wanted = self._wanted, set()
            self._sent = {token for token in self._sent if token[1] > now}
        try:
            while tokens:
                token = min(tokens)
                self._send(token, now)
                tokens.discard(token)
                with self._lock:
                    self._sent |= {token} if token[1] > now else set()
        finally:
            with self._lock:
                self._wanted |= tokens

    def _send(self, token: Token, now: float) -> None:
        queue, due = token
        late = max(0.0, due - now)
        self._app.send_task(queue, queue=queue, producer=self._connected(), countdown=late or None, retry=False)

    def _connected(self) -> Any:
        if self._producer is None:
            # No heartbeats: nobody would send them from here. A connection that died is made anew.
            connection = self._app.connection_for_write(heartbeat=0)
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=CONNECT_SECONDS)
            self._producer = self._app.amqp.Producer(connection)
        return self._producer
