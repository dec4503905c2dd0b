"""What the checker finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal[
    "outside",
    "overlap",
    "contrast",
    "size",
    "distance",
    "cut",
    "word",
    "flash",
    "letters",
    "order",
    "axis",
    "hidden",
    "close",
    "colour",
    "brief",
    "late",
    "still",
    "empty",
    "crowded",
    "redundant",
    "icons",
    "meaning",
]

OF_WRITING: frozenset[FaultKind] = frozenset({"crowded", "redundant"})
"""Faults that no layout can mend, only other words."""

Finding = tuple[FaultKind, str, str]
"""The kind of a fault, its path and its message."""


@dataclass(frozen=True)
class Fault:
    """Something that a viewer could stumble over: in which scene (from 0), and from when (seconds from its start).

    `path` is the field of the scene that is concerned, such as "points.0.text", or a name for what it is.
    """

    scene: int
    at: float
    kind: FaultKind
    path: str
    message: str
