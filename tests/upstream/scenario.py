"""What the server does: how its videos fare, and which requests go wrong in what way."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Action = Literal["create", "derive", "poll", "listing", "content", "thumbnail", "delete", "chat", "models", "speech"]

PAGE = "<!doctype html><title>Welcome</title><h1>It works!</h1>"

ChatReply = str | Mapping[str, Any] | Callable[[dict[str, Any]], Any]
"""What a language model says: text, a dict (sent as JSON text; a whole body if it has "choices"), or a function of the
request that returns either.
"""


@dataclass(frozen=True)
class Fault:
    """What is wrong with an answer; everything that is not said stays as it would be. `Fault()` is a right answer.

    `status`, `body` (dict or list: JSON; str: a web page; bytes: as they are) and `headers` take the place of the right
    ones; a header of "" is left out. `wait` is in seconds before anything is sent, `head_dribble` and `dribble` are
    between two bytes of the head and of the body. `cut` closes the connection before the answer or inside its body.
    `taken` is for "create": the order is taken before anything else happens, else only if the right answer is given.
    It holds for the next `times` requests (None: for all).
    """

    status: int | None = None
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    head_dribble: float = 0.0
    dribble: float = 0.0
    cut: Literal["before", "inside"] | None = None
    taken: bool = False
    times: int | None = None

    @property
    def hangs(self) -> bool:
        """Whether the answer takes its time."""
        return bool(self.wait or self.head_dribble or self.dribble)

    @property
    def replaces(self) -> bool:
        """Whether nothing of the right answer is needed."""
        return self.cut == "before" or self.body is not None or (self.status is not None and self.status >= 300)


Faults = Fault | tuple[Fault, ...]


class Script:
    """Which requests go wrong: a field of each kind of request holds their faults, in order."""

    def fault(self, action: str, count: int) -> Fault:
        """The fault of the `count`-th request of its kind, from 0."""
        faults: Faults = getattr(self, action)
        for fault in (faults,) if isinstance(faults, Fault) else faults:
            if fault.times is None or count < fault.times:
                return fault
            count -= fault.times
        return Fault()


@dataclass(frozen=True)
class Scenario(Script):
    """One way for the server to be. Each field of `Action` holds the faults of these requests, in order.

    Videos are queued for `queue_seconds`, rendered for `render_seconds`, then have the fields of `outcome`, the first
    ones those of `outcomes`, one for each. The n-th of `updates` is laid over the n-th poll of a video, the last one
    over all that follow. `without` are fields that no video tells. `failed_status` is the HTTP status of a poll of a
    failed video. `skew` is how far its clock is off, in seconds; with `milliseconds` it writes them in these. `page` is
    the most that a list holds. `key` is the only key that it accepts. With `idempotent` a second order with the same
    Idempotency-Key gets the first one's video. `chat_fault` says by the fields of a chat request what is wrong with its
    answer, if anything is. `replies` are what the language model says, one after the other, the
    last one for ever.
    """

    create: Faults = ()
    derive: Faults = ()
    poll: Faults = ()
    listing: Faults = ()
    content: Faults = ()
    thumbnail: Faults = ()
    delete: Faults = ()
    chat: Faults = ()
    chat_fault: Callable[[dict[str, Any]], Fault | None] | None = None
    models: Faults = ()
    speech: Faults = ()

    queue_seconds: float = 0.0
    render_seconds: float = 0.0
    outcome: Mapping[str, Any] = field(default_factory=lambda: {"status": "completed"})
    outcomes: tuple[Mapping[str, Any], ...] = ()
    updates: tuple[Mapping[str, Any], ...] = ()
    without: tuple[str, ...] = ()
    failed_status: int = 200
    poll_after_ms: int | None = None
    skew: float = 0.0
    milliseconds: bool = False
    page: int = 100
    ranges: bool = True
    key: str | None = None
    idempotent: bool = False
    replies: tuple[ChatReply, ...] = ("This is what a language model would say.",)


def error(status: int, code: str | None, message: str, **more: Any) -> Fault:
    """An error as the protocol writes it."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    return Fault(status, {"error": {"message": message, "type": kind, "param": None, "code": code}}, **more)


#: By name, for the command line.
SCENARIOS: dict[str, Scenario] = {
    "ok": Scenario(queue_seconds=1, render_seconds=5, poll_after_ms=1000),
    "fast": Scenario(),
    "slow": Scenario(queue_seconds=10, render_seconds=120, poll_after_ms=5000),
    "never": Scenario(render_seconds=math.inf),
    "down": Scenario(create=error(503, None, "The server is overloaded."), poll=error(503, None, "Overloaded.")),
    "page": Scenario(create=Fault(200, PAGE), poll=Fault(200, PAGE), listing=Fault(200, PAGE)),
    "closed": Scenario(create=error(410, "gone", "The Videos API has been shut down.")),
    "no-key": Scenario(key="the-only-key"),
    "limited": Scenario(create=error(429, "rate_limit_exceeded", "Slow down.", headers={"Retry-After": "20"})),
    "no-credit": Scenario(create=error(429, "insufficient_quota", "You exceeded your current quota.")),
    "refused": Scenario(create=error(400, "moderation_blocked", "Your request was blocked by our moderation system.")),
    "failing": Scenario(
        render_seconds=3,
        outcome={"status": "failed", "error": {"code": "server_error", "message": "The GPU ran out of memory."}},
    ),
    "lost-order": Scenario(render_seconds=5, create=Fault(cut="before", taken=True)),
    "hanging": Scenario(render_seconds=5, create=Fault(wait=600, taken=True)),
    "flaky": Scenario(
        render_seconds=5,
        poll=(error(502, None, "Bad gateway", times=2), Fault(times=1), Fault(cut="before", times=1)),
        content=(error(404, None, "Not ready", times=1), Fault(cut="inside", times=2)),
    ),
    "odd": Scenario(
        updates=({"status": "NOT_START"}, {"status": "processing", "progress": 0.4}, {"status": "SUCCESS"}),
        without=("prompt", "object", "created_at"),
        listing=Fault(404, PAGE),
    ),
}
