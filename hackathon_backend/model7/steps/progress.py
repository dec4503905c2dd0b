"""How far a job is, as its watchers see it: 0-100, and never less than before."""

from __future__ import annotations

from ...jobs import Job
from . import shots

BRIEFED, RENDERED, DOWNLOADED = 5.0, 90.0, 95.0
"""The job's progress after each part; an engine's own percent is stretched in between."""
UNFINISHED = 99.0
"""The most that a video shows that can't be played yet."""


def rendered(percent: float) -> float:
    """A first engine's progress when it has made `percent` of the video."""
    return BRIEFED + (RENDERED - BRIEFED) * percent / 100


def stretched(job: Job, progress: float) -> float:
    """A first engine's `progress` (BRIEFED to 100) for the engine whose turn it is: what the others left,
    stretched, and shared among the shots that are still to be made.
    """
    share = (progress - BRIEFED) / (100.0 - BRIEFED) / shots.left(job)
    return min(UNFINISHED, job.engine_floor + (100.0 - job.engine_floor) * share)
