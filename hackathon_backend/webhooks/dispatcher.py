"""Hands deliveries over: one thread sleeps until the next is due, a small pool makes the calls."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from standardwebhooks import Webhook

from ..errors import Model7Error
from ..jobs.waking import DueLoop
from ..net.safe_fetch import post
from .models import Delivery
from .outbox import PAUSES, DeliveryAttempt, Outbox
from .targets import Targets

log = logging.getLogger(__name__)

CALL_SECONDS = 15.0
"""What one call may take, from the look-up of the name to the answer."""
AT_ONCE = 32
FOR_ONE_HOST = 2
"""Calls to one host at once: a slow one keeps the others' threads free."""
SWEEP_SECONDS = 5.0
"""How often, at the least, the rows are looked at for what other processes made."""


class Dispatcher(DueLoop):
    """Makes the calls that the outbox knows of, signed with `secret` ("whsec_...").

    `page_of` is the address of a video's page if that can't be told from its id, else None.
    """

    def __init__(
        self, outbox: Outbox, targets: Targets, secret: str, page_of: Callable[[str], str | None] = lambda _id: None
    ) -> None:
        super().__init__("webhooks", AT_ONCE, SWEEP_SECONDS)
        self._page_of = page_of
        self._outbox = outbox
        self._targets = targets
        self._signer = Webhook(secret)
        self._calls: Counter[str] = Counter()
        self._counting = threading.Lock()

    def _begin_due(self) -> None:
        while (free := AT_ONCE - self._calls.total()) > 0 and not self._stopping:
            # Few at a time: what is claimed is called at once, and no host gets more than its share of a batch.
            claimed = self._outbox.claim(min(free, FOR_ONE_HOST), busy=self._busy())
            if not claimed:
                return
            for delivery in claimed:
                with self._counting:
                    self._calls[delivery.host] += 1
                self._pool.submit(self._deliver, delivery)

    def _busy(self) -> list[str]:
        # With one call under way a batch of FOR_ONE_HOST could be one too many.
        with self._counting:
            return [host for host, calls in self._calls.items() if calls > 0]

    def _pause(self) -> float:
        due = self._outbox.next_due(busy=self._busy())
        if due is None or self._calls.total() >= AT_ONCE:
            return SWEEP_SECONDS
        return min(SWEEP_SECONDS, max(0.0, due - time.time()))

    def _deliver(self, delivery: Delivery) -> None:
        try:
            attempt = self._attempt(delivery)
            log.info("Webhook %s to %s: %s", delivery.event_id, delivery.host, attempt.status or attempt.error)
            self._outbox.record(delivery, attempt)
        except Exception:
            log.exception("Webhook %s could not be sent or written down; it will be tried again.", delivery.id)
        finally:
            with self._counting:
                self._calls[delivery.host] -= 1
                if not self._calls[delivery.host]:
                    del self._calls[delivery.host]
            self.nudge()

    def _attempt(self, delivery: Delivery) -> DeliveryAttempt:
        at, start = time.time(), time.monotonic()
        status, error, wait = None, None, 0.0
        try:
            anywhere = self._targets.may_be_local(delivery.url, from_settings=delivery.from_settings)
            body = body_of(delivery, self._page_of(delivery.job_id) if delivery.job_id else None)
            answer = post(
                delivery.url, body.encode(), self._headers(delivery, body), seconds=CALL_SECONDS, anywhere=anywhere
            )
            status, wait = answer.status, _seconds_in(answer.retry_after)
            if not 200 <= status < 300:
                error = f"The receiver answered {status}."
        except Model7Error as failed:
            error = failed.message
        return DeliveryAttempt(at, round(time.monotonic() - start, 3), status, error, wait)

    def _headers(self, delivery: Delivery, body: str) -> dict[str, str]:
        now = datetime.now(UTC)
        return {
            "Content-Type": "application/json",
            "webhook-id": delivery.event_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(delivery.event_id, now, body),
        }


def body_of(delivery: Delivery, page: str | None = None) -> str:
    """What is sent: the same bytes at every attempt, but for a page whose link was renewed meanwhile."""
    return json.dumps(
        {
            "id": delivery.event_id,
            "object": "event",
            "created_at": int(delivery.created_at),
            "type": delivery.type,
            "data": delivery.data or ({"id": delivery.job_id} | ({"watch_url": page} if page else {})),
        }
    )


def _seconds_in(retry_after: str | None) -> float:
    """A Retry-After in seconds, but no longer than the longest pause; dates are passed over."""
    text = (retry_after or "").strip()
    return min(float(text), PAUSES[-1]) if text.isascii() and text.isdigit() and len(text) < 10 else 0.0
