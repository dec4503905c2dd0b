"""Sending an order: what a request that broke off says about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import EngineBroken, EngineTimeout, OutcomeUnknown
from ...net.deadline import before_sending
from ..base import Sending


@contextmanager
def sent_once(sending: Sending) -> Iterator[None]:
    """The order is sent inside; `sending` is called when the connection stands, before its first byte.

    Raises `OutcomeUnknown` in place of `EngineTimeout` and `EngineBroken`: the order may have been taken.
    """
    try:
        with before_sending(sending):
            yield
    except (EngineTimeout, EngineBroken) as error:
        raise OutcomeUnknown(
            f"{error.message} Whether the order was taken is not known.", because=error.code, outage=error.outage
        ) from error
