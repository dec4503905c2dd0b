"""How well and how fast it is told whether a message asks for a video, and about what."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from hackathon_backend.intent.intent import Intent, read_intent
from tests.chat.intent_corpus import PROMISED, Labelled, labelled

from .measure import Row, median, seconds

Read = list[tuple[Labelled, Intent]]


def measure(runs: int) -> Iterator[Row]:
    """What is right of each set of labelled messages, of the topics that are told, and what a message costs."""
    every: Read = []
    for name in PROMISED:
        read = [(case, read_intent(case.message)) for case in labelled(name)]
        wanted = sum(intent.wants_video is case.wants_video for case, intent in read)
        language = sum(intent.language == case.language for case, intent in read)
        yield Row(f"Set {name}: decisions right", f"{wanted} of {len(read)}", f"language right: {language}")
        every += read
    told = [(case, intent) for case, intent in every if case.wants_video and case.topic is not None]
    yield Row("Topics to the letter", f"{sum(i.topic == case.topic for case, i in told)} of {len(told)}")
    times = [_seconds(case.message, runs) for case, _intent in every]
    yield Row("To read a message", f"{statistics.median(times) * 1e6:.0f} µs", f"slowest: {max(times) * 1e3:.1f} ms")


def _seconds(message: str, runs: int) -> float:
    return median(seconds, lambda: read_intent(message), runs)
