"""Files that somebody takes along are counted as they are sent: whole ones, or the first part of one."""

from __future__ import annotations

from pathlib import PurePath

from flask import Response, request

from ...analytics.counting import Taken
from ...storage import job_of_file
from ..current import current_container
from .willing import counts_here

_KINDS = {
    ".mp4": Taken.FILM,
    ".webm": Taken.FILM,
    ".vtt": Taken.CAPTIONS,
    ".txt": Taken.TRANSCRIPT,
    ".webp": Taken.POSTER,
}


def count_file(name: str, answer: Response) -> None:
    """Count a file of a film, by its name, if the answer is the file or the way to it."""
    video_id = job_of_file(name)
    if video_id:
        count_download(video_id, _KINDS.get(PurePath(name).suffix.lower(), Taken.OTHER), answer)


def count_download(video_id: str, kind: Taken, answer: Response) -> None:
    """Count what is taken along of a film, if the answer is that, or the way to it."""
    wanted = request.range
    begins = wanted is None or any(first in (0, None) for first, _ in wanted.ranges)
    if request.method == "GET" and answer.status_code in (200, 206, 302) and begins and counts_here():
        current_container().views.download(video_id, kind)
