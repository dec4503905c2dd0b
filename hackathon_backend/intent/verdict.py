"""What a clause can say about videos."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .clauses import Clause


class Verdict(StrEnum):
    """What a clause says."""

    ASKS = "asks for a video"
    HINTS = "hints at one"
    REFUSES = "wants none"
    MENTIONS = "only speaks of one"
    QUESTIONS = "asks for words"
    SILENT = "says nothing of one"


@dataclass(frozen=True)
class Finding:
    """A verdict, and why: `rule` names the rule, `clause` is what it read, `cue` the unit it is about (-1: none)."""

    verdict: Verdict
    rule: str
    clause: Clause
    cue: int = -1
