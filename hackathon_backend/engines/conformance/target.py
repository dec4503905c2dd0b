"""What the checks need to know of a vendor's server: how it can be told to misbehave, and what it has seen."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Protocol

from ..base import Engine, Order


class Mishap(StrEnum):
    """What can go wrong at a vendor. Those of a job are how a video ends that was taken."""

    BAD_KEY = "the key is refused"
    NO_CREDIT = "the account has no credit left"
    TOO_MANY = "too many requests, come again in 7 seconds"
    AGAINST_POLICY = "the prompt is refused"
    BAD_INPUT = "the order is not understood"
    CREATE_FAILS = "an internal error at the order"
    CREATE_HANGS = "no answer to an order that was taken"
    CREATE_TAKEN_AND_CUT = "the connection breaks off after the order was taken"
    CREATE_CUT = "the connection breaks off before the order was taken"
    UNREACHABLE = "nobody listens"
    POLL_FAILS = "an internal error at a poll"
    POLL_HANGS = "no answer to a poll"
    UNKNOWN_STATUS = "a status that nobody has heard of"
    JOB_AGAINST_POLICY = "the video is refused while it is made"
    JOB_FAILS = "the video fails for an internal error"
    JOB_CANCELLED = "somebody else cancels the video"
    DONE_WITHOUT_VIDEO = "a refusal that looks like success: finished, but no video"
    DOWNLOAD_FAILS = "an internal error at the download"
    DOWNLOAD_CUT = "the download breaks off"
    LINK_EXPIRED = "the link that was told first has expired; a poll tells a fresh one"
    NOT_A_VIDEO = "a web page where the video should be"
    CANCEL_FAILS = "an internal error when the video is to be cancelled"


class ConformanceTarget(Protocol):
    """An engine, and the server that it is connected to, which does as it is told.

    `order` is one that the engine can make; clips are brought into `folder`; `secret` must not get into any message.
    """

    order: Order
    folder: Path
    secret: str

    @property
    def asked(self) -> int:
        """Orders that have arrived, whatever became of them."""
        ...

    @property
    def taken(self) -> int:
        """Orders that it took."""
        ...

    def engine(self) -> Engine:
        """A new engine, as after a restart of the program."""
        ...

    def can(self, mishap: Mishap) -> bool:
        """Whether such a thing happens to this engine."""
        ...

    def play(self, mishap: Mishap | None) -> None:
        """Let it happen from now on, at each request of its kind; None: all goes well again."""
        ...

    def render(self, percent: float) -> None:
        """All videos are so far: 0 is in the queue, 100 finished. An engine that works by itself does nothing."""
        ...
