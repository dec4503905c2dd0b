"""What the checks do with an engine."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import EngineError
from ...media.probe import probe
from ..base import Clip, Engine, Operation, Progress
from .target import ConformanceTarget

TIMEOUT = 10.0
"""Seconds that a call may take where the server answers."""
SHORT, HANG = 1.0, 20.0
"""Seconds that a call is given where the server does not answer, and after which it counts as hanging."""
_LONGEST = 120.0
"""Seconds in which a video has to be finished by an engine that makes it here."""


@contextmanager
def refused(target: ConformanceTarget) -> Iterator[list[EngineError]]:
    """The engine error that is raised inside, which must be one, must not take for ever, and keeps the secret."""
    caught: list[EngineError] = []
    began = time.monotonic()
    try:
        yield caught
    except EngineError as error:
        caught.append(error)
    took = time.monotonic() - began
    assert took < HANG, f"it took {took:.0f} s"
    assert caught, "no error was raised"
    assert target.secret not in caught[0].message, "the key is in the message"
    assert len(caught[0].message) < 800, "the message is endless"


def placed(target: ConformanceTarget) -> Operation:
    """The order's operation, which must be plain JSON."""
    operation = target.engine().submit(target.order, timeout=TIMEOUT)
    assert isinstance(operation["id"], str) and operation["id"], "operation['id'] is no text"
    assert json.loads(json.dumps(operation)) == operation, "the operation is no plain JSON"
    return operation


def ended(engine: Engine, target: ConformanceTarget, operation: Operation) -> Progress:
    """How the video ended; it is polled until then."""
    until = time.monotonic() + _LONGEST
    while True:
        told = engine.poll(target.order, operation, timeout=TIMEOUT)
        assert told.percent is None or 0 <= told.percent <= 100, told
        assert (told.error is not None) == (told.status == "failed"), told
        if told.status in ("completed", "failed"):
            return told
        assert time.monotonic() < until, f"the video is not finished: {told}"
        time.sleep(0.05)


def brought(engine: Engine, target: ConformanceTarget, operation: Operation) -> Clip:
    """The clip, which must be a video."""
    clip = engine.download(target.order, operation, target.folder, timeout=TIMEOUT)
    assert probe(clip.video).duration > 0
    return clip


def paid_once(target: ConformanceTarget) -> None:
    """The order must not have been sent or taken twice."""
    assert target.asked <= 1, f"the order was sent {target.asked} times"
    assert target.taken <= 1, f"{target.taken} orders were taken"
