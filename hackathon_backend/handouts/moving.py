"""A scene as a small picture that moves."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from .. import media
from ..errors import NotFound

LONGEST = 30.0
"""Seconds; what comes later is left out."""


def write_scene(film: Path, path: Path, kind: media.Moving, scene: int) -> None:
    """Write the scene of that number, counted from 1 in the film's chapters, at `path`.

    Raises `NotFound` if there is no such scene, `MediaError`.
    """
    starts = [start for start, _title in media.spoken_track(film).chapters] or [0.0]
    if not 1 <= scene <= len(starts):
        raise NotFound(f"scene: there are {len(starts)}, counted from 1.", param="scene")
    start, end = [*pairwise([*starts, media.probe(film).duration])][scene - 1]
    media.write_moving(film, path, kind, start, min(end, start + LONGEST))
