"""Vendors that call when a video has ended: the job is woken and asks at once, instead of at its next poll.

A call is a hint and no more. What became of the video is asked from the vendor itself, so a call that is lost, late,
sent twice or forged by somebody who knows the secret changes nothing that a poll would not have found.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping

from standardwebhooks import Webhook, WebhookVerificationError

from ..engines import Engines
from ..engines.base import CallsBack
from ..errors import NotFound, SignatureRefused
from ..jobs import JobStore
from ..net import strict_json

PATH = "/api/v1/webhooks"
_REMEMBERED = 10_000
"""Calls whose ids are kept to know them again; signatures are good for five minutes anyway."""


class Callbacks:
    """Hears the calls of engines' vendors; `nudge` has the runner look at what is due."""

    def __init__(self, engines: Engines, store: JobStore, nudge: Callable[[], None]) -> None:
        self._engines = engines
        self._store = store
        self._nudge = nudge
        self._heard: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def hear(self, engine_name: str, headers: Mapping[str, str], body: bytes) -> bool:
        """Wake the job that the call is about; whether there was one that waited.

        Raises `NotFound` if no calls are expected of the engine, `SignatureRefused` for one that it has not signed or
        that is older than five minutes.
        """
        engine = self._engines.get(engine_name)
        if not isinstance(engine, CallsBack) or engine.callback_secret is None:
            raise NotFound("No webhooks are expected here.")
        event = _verified(engine.callback_secret, headers, body)
        if self._is_known(f"{engine.name} {headers.get('webhook-id')}"):
            return False
        operation = engine.operation_called(event)
        woken = self._store.claims.wake(f"{engine.name}:{operation}") if operation else None
        if woken is None:
            return False
        self._engines.gate(engine.name).leave(woken)  # it need not wait for the time that it had booked
        self._nudge()
        return True

    def _is_known(self, call: str) -> bool:
        with self._lock:
            known = call in self._heard
            self._heard[call] = None
            if len(self._heard) > _REMEMBERED:
                self._heard.popitem(last=False)
        return known


def _verified(secret: str, headers: Mapping[str, str], body: bytes) -> Mapping[str, object]:
    try:
        Webhook(secret).verify(body, {name.lower(): value for name, value in headers.items()})
        event = strict_json.loads(body.decode())
    except WebhookVerificationError:
        raise SignatureRefused("The webhook's signature is wrong, or it is too old.") from None
    except ValueError:
        event = None
    return event if isinstance(event, dict) else {}


def callback_url(public_url: str | None, engine: object) -> str | None:
    """Where the engine's vendor can call; None if it can't, or nothing is expected of it."""
    if public_url is None or not isinstance(engine, CallsBack) or engine.callback_secret is None:
        return None
    return f"{public_url.rstrip('/')}{PATH}/{engine.name}"
